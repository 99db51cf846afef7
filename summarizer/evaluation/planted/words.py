"""The words with which drafts are broken, out of ``words.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def words() -> Mapping[str, Any]:
    """The whole table, section by section."""
    return tomllib.loads((files(__package__) / "words.toml").read_text(encoding="utf-8"))


@cache
def choice(section: str, key: str) -> re.Pattern[str]:
    """Any of the patterns (or keys) of one list, between word boundaries, without regard to case."""
    return one_of(words()[section][key])


def one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """Any of ``patterns`` between word boundaries, without regard to case."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


@cache
def rewrites(section: str, key: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """A list of patterns with what takes their place."""
    return tuple((re.compile(rf"(?<!\w){found}", re.IGNORECASE), new) for found, new in words()[section][key])


def like(old: str, new: str) -> str:
    """``new`` with a capital letter where ``old`` has one."""
    return new[:1].upper() + new[1:] if old[:1].isupper() else new
