"""``summarizer models``: what can be asked right now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from summarizer.commands.output import print_out
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.llm.registry import Availability


@click.command(short_help="List the models that can be used now.")
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
    print_out(_table(found, console) if console else _aligned(found))


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
