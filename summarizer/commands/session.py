"""How a command ends: every failure becomes an exit code and a clear line, in one place."""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from summarizer.commands.output import drop_stdout
from summarizer.errors import SummarizerError
from summarizer.report.wording import spent, visible

if TYPE_CHECKING:
    from summarizer.config import Settings

INTERRUPTED = 130
"""128 + SIGINT, as shells count."""
_SHORTEST_KEY = 8


@dataclass
class Session:
    """What the one place that reports errors has to know of the command."""

    verbose: int = 0
    secrets: tuple[str, ...] = ()

    def talks(self, *, verbose: int, quiet: bool) -> None:
        """Take over ``--verbose`` and ``--quiet``.

        Raises:
            click.UsageError: both are given.
        """
        self.verbose = verbose
        if verbose and quiet:
            raise click.UsageError("--verbose and --quiet exclude each other")

    def guard(self, settings: Settings) -> None:
        """Keep the keys of ``settings`` out of whatever is told."""
        # Short ones are stand-ins ("none", "x") and would only maim messages.
        keys = {settings.api_key or "", *settings.keys.values()}
        self.secrets = tuple(key for key in keys if len(key) >= _SHORTEST_KEY)

    def tell(self, text: str) -> None:
        """Write to standard error. Whatever a message quotes, an endpoint's answer included, keys stay out of it."""
        for secret in self.secrets:
            text = text.replace(secret, "[key]")
        click.echo(text, err=True)


class Commands(click.Group):
    """Turns the ways in which a command can fail into an exit code and a clear line."""

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401 - as click has it
        try:
            return super().main(*args, **extra)
        except OSError as error:
            # Help and version are click's to print; what commands print, print_out does.
            if error.errno != errno.ENOSPC:
                raise
            drop_stdout()
            click.echo(f"error: cannot write to standard output: {error.strerror}", err=True)
            sys.exit(SummarizerError.exit_code)

    def invoke(self, ctx: click.Context) -> object:
        ctx.obj = session = Session()
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
            ctx.exit(INTERRUPTED)


def _traceback(error: SummarizerError) -> str:
    import traceback

    lines = "".join(traceback.format_exception(error)).rstrip().split("\n")
    return "\n".join(line[: len(line) - len(line.lstrip())] + visible(line) for line in lines)
