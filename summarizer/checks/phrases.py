"""The words that the program itself adds to a summary, in the language of its texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import get_args

from summarizer.languages import data, known
from summarizer.lexical.datafiles import exactly
from summarizer.summary import Reason, Status

_OPEN: tuple[Status, ...] = ("denied", "disputed", "unconfirmed", "hedged", "scheduled")


@dataclass(frozen=True, slots=True)
class Phrases:
    """Words for doubt, of one language."""

    doubts: Mapping[Status, str]
    """What stands in brackets behind a sentence that does not show its claim's status by itself."""
    matters: Mapping[Reason, str]
    """The line of an open matter; ``{what}`` is the claim, ``{who}`` its source."""
    more: str
    """How many further claims a matter touches, as ``{number}``."""


@cache
def phrases(language: str) -> Phrases | None:
    """Those of a language, by its primary tag; ``None`` where its data file has none: the program speaks English then.

    Raises:
        DataFileError: they are not complete.
    """
    section = data(language).get("phrases") if language in known() else None
    if section is None:
        return None
    where = f"{language}.toml [phrases]"
    exactly(section, ("doubts", "matters", "more"), where)
    exactly(section["doubts"], _OPEN, f"{where} doubts")
    exactly(section["matters"], get_args(Reason), f"{where} matters")
    return Phrases(section["doubts"], section["matters"], section["more"])
