"""Where results go: standard output, or a file written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import click

from summarizer.errors import SummarizerError
from summarizer.files import check_inside, replace

STDIO = Path("-")
"""Standard input or output, as an argument."""
_PIPE_CLOSED = 141
"""128 + SIGPIPE."""


def print_out(text: str) -> None:
    """Write to standard output: UTF-8 for programs, what it can show for a terminal.

    Raises:
        SummarizerError: it takes nothing.
    """
    check_stdout()
    stdout = sys.stdout
    encoding = stdout.encoding if stdout.isatty() else "utf-8"
    try:
        click.echo(text.encode(encoding, "backslashreplace"), nl=False)
    except BrokenPipeError:
        drop_stdout()  # the reader has gone (| head): nothing is left to say
        raise click.exceptions.Exit(_PIPE_CLOSED) from None
    except OSError as error:
        drop_stdout()
        raise SummarizerError(f"cannot write to standard output: {error.strerror or error}") from error


def check_stdout() -> None:
    """Raise ``click.UsageError`` where standard output is closed."""
    # Python has None there when the process was started without one (>&-), and would drop what is printed.
    if sys.stdout is None:
        raise click.UsageError("standard output is closed")


def drop_stdout() -> None:
    """Let nothing be written any more, also not when Python flushes at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_output(output: Path, source: Path | None = None) -> None:
    """Find out before the work, and before anything is paid for, that its result has a place.

    Args:
        output: the file to write, or :data:`STDIO`.
        source: the article's file, which must not be overwritten.

    Raises:
        click.UsageError: it has none.
    """
    if output == STDIO:
        check_stdout()
        return
    if not output.parent.is_dir():
        raise click.BadParameter(f"there is no folder {output.parent}", param_hint="--output")
    if not os.access(output if output.exists() else output.parent, os.W_OK):
        raise click.BadParameter(f"{output} cannot be written", param_hint="--output")
    if source not in (None, STDIO) and source.exists() and output.exists() and output.samefile(source):
        raise click.BadParameter("this is the article itself", param_hint="--output")


def write_whole(output: Path, text: str, *, within: Path | None = None) -> None:
    """Write a file whole or not at all; readers see the old one until the new one is complete.

    Args:
        output: the file; a link is followed.
        text: its content.
        within: a folder that must not be left: a link is replaced then.

    Raises:
        SummarizerError: it cannot be written.
    """
    data = text.encode("utf-8", "backslashreplace")
    try:
        if within is not None:
            check_inside(output, within)
            replace(output, data, durable=True)
        elif output.exists() and not stat.S_ISREG(output.stat().st_mode):
            output.write_bytes(data)  # a device or a named pipe cannot be replaced, only written to
        else:
            replace(output.resolve(), data, durable=True)
    except OSError as error:
        raise SummarizerError(f"cannot write {output}: {error.strerror or error}") from error
