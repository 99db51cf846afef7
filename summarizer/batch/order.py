"""What a run is told to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.batch.failures import Patience
    from summarizer.report import Format

CONCURRENCY = 8


INCLUDE = ("*", "!*.css", "!*.js", "!*.mjs", "!*.map", "!*_files/**", "!Thumbs.db", "!desktop.ini")
"""Which files may be articles: all, but for what saved pages and file managers leave about."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done."""

    folder: Path
    """Where the articles are."""
    out: Path
    """Where the summaries go."""
    include: tuple[str, ...] = INCLUDE
    exclude: tuple[str, ...] = ()
    text_field: str | None = None
    """Where JSON has the text, see :class:`~summarizer.readers.Options`."""
    also: tuple[Format, ...] = ()
    """Formats besides JSON."""
    force: bool = False
    """Make anew what is there."""
    concurrency: int = CONCURRENCY
    """Calls to the model at a time; with the engine ``ray``, articles."""
    requests_per_minute: int | None = None
    tokens_per_minute: int | None = None
    budget: float | None = None
    """US dollars."""
    max_tokens: int | None = None
    """Tokens of all prompts and answers."""
    patience: Patience | None = None
    """When there are too many failures."""
    log: Path | None = None
    """File that gets an event a line."""
    engine: str = "local"
    """Who works through the folder, see :mod:`summarizer.batch.engines`."""
    engine_options: Mapping[str, object] = field(default_factory=dict)
    """What that engine is told besides, by the names of its options on the command line."""
