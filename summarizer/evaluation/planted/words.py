"""The words with which drafts are broken, out of ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> dict[str, Any]:
    """The whole table, section by section."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


def listed(section: str, key: str) -> list[str]:
    """One list of words."""
    found: list[str] = words()[section][key]
    return found


def table(section: str, key: str) -> dict[str, str]:
    """One table of words, with what takes their place."""
    found: dict[str, str] = words()[section][key]
    return found


@cache
def any_of(section: str, key: str, before: str = r"(?<!\w)", after: str = r"(?!\w)") -> re.Pattern[str]:
    """Any of one list's patterns, or of one table's words, between ``before`` and ``after``, whatever their case."""
    return re.compile(f"{before}(?:{'|'.join(words()[section][key])}){after}", re.IGNORECASE)


@cache
def rewrites(section: str, key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A list of patterns with what takes their place."""
    pairs: list[list[str]] = words()[section][key]
    return tuple((re.compile(rf"(?<!\w){found}", re.IGNORECASE), new) for found, new in pairs)


def like(old: str, new: str) -> str:
    """``new`` with a capital letter where ``old`` has one."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


def light(word: str) -> bool:
    """Whether a word says little."""
    return word.lower() in listed("quotation", "light")


def content(text: str) -> set[str]:
    """Words of a text that say something, in lower case."""
    return {word for word in re.findall(r"[\w-]{4,}", text.lower()) if not light(word)}
