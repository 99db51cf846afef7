"""Reads the lexicon's data files, and refuses what is not in their form."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from summarizer.languages import primary, readable
from summarizer.needles import Sought

_DATA: Traversable = files("summarizer.lexical") / "data"
DEFAULT = "en"
"""The language whose words the checks know; texts in another are compared by their figures alone."""


class DataFileError(ValueError):
    """A data file of the lexicon lacks a key, has one that nothing reads, or holds a value that cannot be used."""


@cache
def grammars() -> tuple[str, ...]:
    """The languages that have a lexicon and a grammar, as BCP 47 primary tags, sorted."""
    return tuple(sorted(folder.name for folder in _DATA.iterdir() if (folder / "cues.toml").is_file()))


def languages() -> tuple[str, ...]:
    """The languages that can be read by rules, with a grammar or by a data file alone, sorted."""
    return tuple(sorted({*grammars(), *readable()}))


def has_grammar(tag: str) -> bool:
    """Whether there are lexicon and grammar for the language of a BCP 47 tag."""
    return primary(tag) in grammars()


def has_lexicon(tag: str) -> bool:
    """Whether articles in the language of a BCP 47 tag can be read by rules."""
    return primary(tag) in languages()


def table(language: str, name: str, keys: Iterable[str]) -> dict[str, Any]:
    """The top level of a TOML file.

    Args:
        language: whose folder.
        name: the file's name.
        keys: the keys that it must have, and no others.

    Raises:
        LookupError: there is no lexicon for the language.
        DataFileError: the file is missing, no TOML, or has other keys.
    """
    if language not in grammars():
        raise LookupError(f"no lexicon for language {language!r}; there are: {', '.join(grammars())}")
    where = f"{language}/{name}"
    try:
        data = tomllib.loads((_DATA / language / name).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileError(f"{where} cannot be read: {error}") from error
    exactly(data, keys, where)
    return data


def exactly(data: Mapping[str, object], keys: Iterable[str], where: str) -> None:
    """Refuse ``data`` unless it has these keys and no others.

    Raises:
        DataFileError: naming what is missing and what is unknown.
    """
    wanted = set(keys)
    missing, unknown = sorted(wanted - data.keys()), sorted(data.keys() - wanted)
    if missing or unknown:
        faults = [f"no {', '.join(missing)}"] * bool(missing) + [f"unknown: {', '.join(unknown)}"] * bool(unknown)
        raise DataFileError(f"{where}: {'; '.join(faults)}")


def words(values: object, where: str) -> frozenset[str]:
    """A list of words as a set.

    Raises:
        DataFileError: it is no list of strings.
    """
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise DataFileError(f"{where}: not a list of words")
    return frozenset(values)


def pattern(
    alternatives: Iterable[str], before: str = r"(?<!\w)", after: str = r"(?!\w)", *, case: bool = False
) -> Sought:
    """Regular expressions as alternatives of one, between ``before`` and ``after``; ``case`` makes case count.

    Raises:
        DataFileError: they make no regular expression.
    """
    try:
        return Sought(f"{before}(?:{'|'.join(alternatives)}){after}", 0 if case else re.IGNORECASE)
    except re.error as error:
        raise DataFileError(f"{list(alternatives)}: no regular expression: {error}") from error


def rows(name: str) -> list[dict[str, str]]:
    """The records of a table that all languages share, by column."""
    return list(csv.DictReader((_DATA / name).read_text(encoding="utf-8").splitlines()))


def named(language: str) -> str:
    """A BCP 47 tag as a message names it."""
    return "no language that could be told" if language == "und" else repr(language)
