"""Whose a document is that an article cites by its noun alone: "the report", "the filing"."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BODY = r"[A-Z][\w&.-]*(?: (?:(?:of|for|the|and) )*[A-Z][\w&.-]*)*"
"""A name in capitals."""
NEAR = 150
"""Characters between a speaker and the setting in which it speaks."""


def author_of(text: str, noun: str, position: int) -> tuple[int, int] | None:
    """Where the author's name stands that ``text`` gives to a document before ``position``: "a report by X"."""
    ways = (
        rf"\b{noun}s? (?:issued |published |released |written )?by (?:the )?({_BODY})",
        rf"({_BODY})['\u2019]s (?:[\w-]+ ){{0,3}}{noun}\b",
    )
    found = [match.span(1) for way in ways for match in re.finditer(way, text[:position])]
    return max(found, default=None)


def setting_of(text: str, noun: str, position: int) -> int | None:
    """Where somebody last spoke in such a document before ``position``: "said in a filing"."""
    pattern = rf"\bin (?:an?|its|his|her|their) (?:[\w-]+ ){{0,3}}{noun}\b"
    return max((match.start() for match in re.finditer(pattern, text[:position])), default=None)


def distance(text: str, mentions: Iterable[str], place: int) -> int:
    """Characters from the nearest of ``mentions`` before ``place`` to it."""
    return place - max(text.rfind(mention, 0, place) for mention in mentions)
