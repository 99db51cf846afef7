"""What a slip is: a way to tell a claim with one thing wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Literal


@dataclass(frozen=True)
class Around:
    """What the article has around a text."""

    article: str
    """The whole article."""
    sentence: str
    """The sentences that carry the text."""
    actors: Mapping[str, Literal["person", "body"]] = field(default_factory=dict)
    """Those whom the article cites by name."""


Slip = Callable[[str, Around, Random], "str | None"]
"""Text, what stands around it and a source of chance, to the text with one thing wrong; ``None`` where none fits."""


def in_quotation(text: str, at: int) -> bool:
    """Whether an offset lies between quotation marks."""
    before = text[:at]
    return before.count("\u201c") > before.count("\u201d") or before.count('"') % 2 == 1
