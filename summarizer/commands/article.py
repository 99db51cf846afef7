"""``summarizer article``: one article in, its summary out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.commands import options
from summarizer.commands.output import STDIO, check_output, print_out, write_whole
from summarizer.commands.session import Session
from summarizer.commands.source import Address, Source
from summarizer.errors import ArticleError
from summarizer.progress import show_progress
from summarizer.report import FORMATS, Format, format_of, render
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from summarizer.article import Article
    from summarizer.readers import Options


@click.command(short_help="Summarise one article.")
@click.argument("path", type=Source())
@click.option("--item", type=click.IntRange(min=1), metavar="N", help="Which article of a file that holds several.")
@options.text_field
@options.allow_private
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How to draw the summary. Without it the ending of the --output file decides (.json, .md, .html); else "
    "terminal.",
)
@options.output
@options.model
@options.base_url
@options.language
@options.record
@options.replay
@options.prompts
@options.price
@options.verbose
@options.quiet
@click.pass_obj
def article(
    session: Session,
    path: Path | Address,
    item: int | None,
    text_field: str | None,
    allow_private: bool,
    format_: Format | None,
    output: Path,
    model: str | None,
    base_url: str | None,
    language: str | None,
    record: Path | None,
    replay: Path | None,
    prompts: Path | None,
    price: str | None,
    verbose: int,
    quiet: bool,
) -> None:
    """Summarise the news article in file PATH, or from standard input where PATH is -, or at an address of the web.

    Text, Markdown, HTML and saved pages, PDF, DOCX, mail, agency XML, feeds, JSON and JSON lines are read.

    The summary says who claims what, in whose words, and what nobody has confirmed; whatever the model
    proposed and the article does not carry is left out and listed.

    \b
    Examples:
      summarizer article story.txt
      summarizer article story.html --model openai/gpt-5-mini
      summarizer article story.txt --model none --format markdown
      summarizer article news.jsonl --item 17 --text-field data.body
      summarizer article https://courier.example/story -o summary.json
      xclip -o | summarizer article -
    """
    session.talks(verbose=verbose, quiet=quiet)
    check_output(output, None if isinstance(path, Address) else path)

    import asyncio

    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve
    from summarizer.pipeline import run
    from summarizer.readers import Options

    settings = load_settings(
        {
            "model": model,
            "base_url": base_url,
            "language": language,
            "record": record,
            "replay": replay,
            "prompts": prompts,
            "price": price,
        }
    )
    session.guard(settings)
    notice = resolve(settings).notice
    text = read_article(path, Options(text_field), item, quiet=quiet, allow_private=allow_private)
    if notice and not quiet:
        session.tell(visible(notice))
    with show_progress(sys.stderr, verbose=verbose, quiet=quiet or sys.stderr is None) as progress:
        summary = asyncio.run(run(text, settings, progress))

    drawing = format_ or format_of(output) or "terminal"
    if output != STDIO:
        write_whole(output, render(summary, drawing))
    elif drawing == "terminal":
        from summarizer.report.terminal import terminal

        print_out(render(summary, drawing, terminal()))
    else:
        print_out(render(summary, drawing))


def read_article(
    path: Path | Address, options: Options, item: int | None = None, *, quiet: bool, allow_private: bool = False
) -> Article:
    """The article in a file, at an address, or, for :data:`STDIO`, on standard input.

    Args:
        path: where it is.
        options: what the user says about the file.
        item: which article of several.
        quiet: whether to leave out the hint on a terminal.
        allow_private: whether an address may be in a network that is not public.

    Raises:
        ArticleError: it cannot be read, or is no article.
        click.UsageError: standard input is closed.
    """
    from summarizer.readers import limits, parse_article
    from summarizer.readers import read_article as from_file

    if isinstance(path, Address):
        import asyncio

        from summarizer.readers.fetch import article_at

        return asyncio.run(article_at(path, options, item, allow_private=allow_private))
    if path != STDIO:
        return from_file(path, options, item)
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; give the article's file")
    stdin = sys.stdin.buffer
    if stdin.isatty() and not quiet:
        click.echo("reading the article from the terminal; end it with Ctrl-D on a line of its own", err=True)
    try:
        data = stdin.read(limits.MOST_BYTES + 1)  # an endless pipe is not to fill the memory
    except OSError as error:
        raise ArticleError(f"cannot read standard input: {error.strerror or error}") from error
    return parse_article(data, options=options, item=item)
