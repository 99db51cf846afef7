"""``summarizer article``: one article in, its summary out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.commands import options
from summarizer.commands.output import STDIO, check_output, print_out, write_whole
from summarizer.commands.session import Session
from summarizer.errors import ArticleError
from summarizer.progress import show_progress
from summarizer.report import FORMATS, Format, format_of, render
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from summarizer.article import Article


@click.command(short_help="Summarise one article.")
@click.argument("path", type=click.Path(allow_dash=True, path_type=Path))
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
    path: Path,
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
    """Summarise the news article in file PATH, or from standard input where PATH is -.

    The summary says who claims what, in whose words, and what nobody has confirmed; whatever the model
    proposed and the article does not carry is left out and listed.

    \b
    Examples:
      summarizer article story.txt
      summarizer article story.txt --model openai/gpt-5-mini
      summarizer article story.txt --model none --format markdown
      pdftotext report.pdf - | summarizer article - -o summary.json
    """
    session.talks(verbose=verbose, quiet=quiet)
    check_output(output, path)

    import asyncio

    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve
    from summarizer.pipeline import run

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
    text = read_article(path, quiet=quiet)
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


def read_article(path: Path, *, quiet: bool) -> Article:
    """The article in a file or, for :data:`STDIO`, on standard input; ``quiet`` leaves out the hint on a terminal.

    Raises:
        ArticleError: it cannot be read, or is no article.
        click.UsageError: standard input is closed.
    """
    from summarizer.readers import parse_article
    from summarizer.readers import read_article as from_file

    if path != STDIO:
        return from_file(path)
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; give the article's file")
    stdin = sys.stdin.buffer
    if stdin.isatty() and not quiet:
        click.echo("reading the article from the terminal; end it with Ctrl-D on a line of its own", err=True)
    try:
        data = stdin.read()
    except OSError as error:
        raise ArticleError(f"cannot read standard input: {error.strerror or error}") from error
    return parse_article(data)
