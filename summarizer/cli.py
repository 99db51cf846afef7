"""The command ``summarizer``: a thin layer over :mod:`summarizer.pipeline`.

Whatever is slow to import is imported inside the command that needs it, so that help is there at once.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from summarizer.errors import ArticleError, SummarizerError
from summarizer.progress import show_progress
from summarizer.report import FORMATS, Format, format_of, render
from summarizer.report.wording import spent, visible
from summarizer.schemas import SCHEMAS, schema_text, write_schemas

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.article import Article
    from summarizer.config import Settings
    from summarizer.llm.registry import Availability

_INTERRUPTED = 130
"""128 + SIGINT, as shells count."""
_PIPE_CLOSED = 141
"""128 + SIGPIPE."""
_SHORTEST_KEY = 8
_STDIO = Path("-")


@dataclass
class _Session:
    """What the one place that reports errors has to know of the command."""

    verbose: int = 0
    secrets: tuple[str, ...] = ()

    def tell(self, text: str) -> None:
        """Write to standard error. Whatever a message quotes, an endpoint's answer included, keys stay out of it."""
        for secret in self.secrets:
            text = text.replace(secret, "[key]")
        click.echo(text, err=True)


class _Commands(click.Group):
    """Turns the ways in which a command can fail into an exit code and a clear line, in one place."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        try:
            return super().main(*args, **extra)
        except OSError as error:
            # Help and version are click's to print; what commands print, _print does.
            if error.errno != errno.ENOSPC:
                raise
            _drop_stdout()
            click.echo(f"error: cannot write to standard output: {error.strerror}", err=True)
            sys.exit(SummarizerError.exit_code)

    def invoke(self, ctx: click.Context) -> object:
        ctx.obj = session = _Session()
        try:
            return super().invoke(ctx)
        except SummarizerError as error:
            if session.verbose >= 2:
                session.tell(_traceback(error))
            session.tell(f"error: {visible(str(error))}")
            if error.run:
                session.tell(f"spent: {', '.join(spent(error.run))}")
            ctx.exit(error.exit_code)
        except KeyboardInterrupt:
            session.tell("interrupted")
            ctx.exit(_INTERRUPTED)


def _traceback(error: SummarizerError) -> str:
    import traceback

    lines = "".join(traceback.format_exception(error)).rstrip().split("\n")
    return "\n".join(line[: len(line) - len(line.lstrip())] + visible(line) for line in lines)


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from summarizer import __version__

        click.echo(f"summarizer {__version__}")
        ctx.exit()


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 this article failed, 2 wrong usage or configuration, 130 interrupted.",
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Show the version and exit.",
)
def main() -> None:
    """Checked, attributed summaries of news articles: who says what, and what stays unconfirmed.

    \b
    Examples:
      summarizer article story.txt                  read it here
      summarizer article story.txt -o summary.json  keep it for programs
      summarizer models                             which models can be used now
      summarizer schema                             what the JSON holds
    """


@main.command(short_help="Summarise one article.")
@click.argument("path", type=click.Path(allow_dash=True, path_type=Path))
@click.option(
    "--format",
    "format_",
    type=click.Choice(FORMATS),
    help="How to draw the summary. Without it the ending of the --output file decides (.json, .md); else terminal.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, allow_dash=True, path_type=Path),
    default=_STDIO,
    metavar="FILE",
    help="Write here, whole or not at all; - is standard output.",
)
@click.option("--model", metavar="NAME", help="provider/model, local, local:FILE.gguf or none; see: summarizer models.")
@click.option("--base-url", metavar="URL", help="Any endpoint that speaks the OpenAI protocol.")
@click.option("--language", metavar="TAG", help="Language to write the brief in, such as en or pt-BR.")
@click.option(
    "--record",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Keep every answer of the model here.",
)
@click.option(
    "--replay",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Take every answer from here; ask nobody.",
)
@click.option(
    "--prompts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="Your own prompts, before those that come along.",
)
@click.option("-v", "--verbose", count=True, help="Tell what is done; twice: also where an error came from.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
@click.pass_obj
def article(
    session: _Session,
    path: Path,
    format_: Format | None,
    output: Path,
    model: str | None,
    base_url: str | None,
    language: str | None,
    record: Path | None,
    replay: Path | None,
    prompts: Path | None,
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
    session.verbose = verbose
    if verbose and quiet:
        raise click.UsageError("--verbose and --quiet exclude each other")
    _check_output(output, path)

    import asyncio

    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve
    from summarizer.pipeline import run

    flags = {
        "model": model,
        "base_url": base_url,
        "language": language,
        "record": record,
        "replay": replay,
        "prompts": prompts,
    }
    settings = load_settings(flags)
    session.secrets = _keys(settings)
    notice = resolve(settings).notice
    text = _read(path, quiet=quiet)
    if notice and not quiet:
        session.tell(visible(notice))
    with show_progress(sys.stderr, verbose=verbose, quiet=quiet or sys.stderr is None) as progress:
        summary = asyncio.run(run(text, settings, progress))

    drawing = format_ or format_of(output) or "terminal"
    if output != _STDIO:
        _write(output, render(summary, drawing))
    elif drawing == "terminal":
        from summarizer.report.terminal import terminal

        _print(render(summary, drawing, terminal()))
    else:
        _print(render(summary, drawing))


@main.command(short_help="Print the JSON Schema of the output.")
@click.argument("name", type=click.Choice(list(SCHEMAS)), required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write all schemas to this folder instead, one file each.",
)
def schema(name: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of what --format json writes, or another of the schemas.

    \b
    Examples:
      summarizer schema > summary.schema.json
      summarizer schema --write schemas
    """
    if not folder:
        _print(schema_text(name or "summary"))
        return
    if name:
        raise click.UsageError("--write writes all schemas; leave out NAME")
    try:
        files = write_schemas(folder)
    except OSError as error:
        raise SummarizerError(f"cannot write {error.filename or folder}: {error.strerror or error}") from error
    _print("".join(f"{file}\n" for file in files))


@main.command(short_help="List the models that can be used now.")
def models() -> None:
    """List the models that can be used right now, and why others cannot.

    \b
    Examples:
      summarizer models
      OPENAI_API_KEY=... summarizer models
    """
    from summarizer.config import load_settings
    from summarizer.llm.registry import availability
    from summarizer.report.terminal import terminal

    found = availability(load_settings())
    console = terminal()
    _print(_table(found, console) if console else _aligned(found))


def _table(found: Iterable[Availability], console: Console) -> str:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("Model", "Usable", "Why"):
        table.add_column(title)
    for model in found:
        usable = Text("yes", "green") if model.usable else Text("no", "yellow")
        table.add_row(Text(visible(model.name)), usable, Text(visible(model.why)))
    with console.capture() as drawn:
        console.print(table)
    return drawn.get()


def _aligned(found: Iterable[Availability]) -> str:
    rows = [(visible(model.name), "yes" if model.usable else "no", visible(model.why)) for model in found]
    width = max((len(name) for name, _, _ in rows), default=0)
    return "".join(f"{name:<{width}}  {usable:<3}  {why}".rstrip() + "\n" for name, usable, why in rows)


def _keys(settings: Settings) -> tuple[str, ...]:
    """The keys that must not show. Short ones are stand-ins ("none", "x") and would only maim messages."""
    keys = {settings.api_key or "", *settings.keys.values()}
    return tuple(key for key in keys if len(key) >= _SHORTEST_KEY)


def _read(path: Path, *, quiet: bool) -> Article:
    from summarizer.article import parse, read

    if path != _STDIO:
        return read(path)
    if sys.stdin is None:
        raise click.UsageError("standard input is closed; give the article's file")
    stdin = sys.stdin.buffer
    if stdin.isatty() and not quiet:
        click.echo("reading the article from the terminal; end it with Ctrl-D on a line of its own", err=True)
    try:
        data = stdin.read()
    except OSError as error:
        raise ArticleError(f"cannot read standard input: {error.strerror or error}") from error
    return parse(data)


def _print(text: str) -> None:
    """Write to standard output: UTF-8 for programs, what it can show for a terminal.

    Raises:
        SummarizerError: it takes nothing.
    """
    _check_stdout()
    stdout = sys.stdout
    encoding = stdout.encoding if stdout.isatty() else "utf-8"
    try:
        click.echo(text.encode(encoding, "backslashreplace"), nl=False)
    except BrokenPipeError:
        _drop_stdout()  # the reader has gone (| head): nothing is left to say
        raise click.exceptions.Exit(_PIPE_CLOSED) from None
    except OSError as error:
        _drop_stdout()
        raise SummarizerError(f"cannot write to standard output: {error.strerror or error}") from error


def _check_stdout() -> None:
    # Python has None there when the process was started without one (>&-), and would drop what is printed.
    if sys.stdout is None:
        raise click.UsageError("standard output is closed")


def _drop_stdout() -> None:
    """Let nothing be written any more, also not when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _check_output(output: Path, source: Path) -> None:
    """Find out before the work, and before anything is paid for, that its result has a place."""
    if output == _STDIO:
        _check_stdout()
        return
    if not output.parent.is_dir():
        raise click.BadParameter(f"there is no folder {output.parent}", param_hint="--output")
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        raise click.BadParameter(f"{output} cannot be written", param_hint="--output")
    if source != _STDIO and source.exists() and output.exists() and output.samefile(source):
        raise click.BadParameter("this is the article itself", param_hint="--output")


def _write(output: Path, text: str) -> None:
    """Write a file whole or not at all; readers see the old one until the new one is complete.

    Raises:
        SummarizerError: it cannot be written.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        if output.exists() and not stat.S_ISREG(output.stat().st_mode):
            output.write_bytes(data)  # a device or a named pipe cannot be replaced, only written to
        else:
            _replace(output.resolve(), data)
    except OSError as error:
        raise SummarizerError(f"cannot write {output}: {error.strerror or error}") from error


def _replace(output: Path, data: bytes) -> None:
    mode = stat.S_IMODE(output.stat().st_mode) if output.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.", suffix=".part")
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        part.chmod(mode)
        part.replace(output)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
