"""Figures of texts in any language, held to those of the article."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from summarizer.checks.wording import numbers
from summarizer.languages import data, known

_FIGURE = re.compile(r"\d+(?:[.,'\u2019\u00a0\u202f ]\d{3}(?!\d)|,\d\d(?=,\d))*(?:[.,]\d+)?")
"""A figure with its groups of digits: 770,000; 770.000; 770 000; 7,70,000."""


def missing_figures(text: str, support: str, language: str = "und", other: str = "en") -> list[str]:
    """Numbers in digits of ``text`` that have no like in ``support``, as written.

    "770.000", "770 000" and "770,000" are one number, "2,5" is 2.5, "2,5 Millionen" may be "2.5 million", "७" is 7,
    and "12 тыс." is 12,000.

    Args:
        text: a text in ``language``.
        support: words of the article, which is in ``other``.
        language: primary tag.
        other: primary tag.
    """
    have = _values(support, other)
    text = _plain_digits(text)
    missing: list[str] = []
    for match in _FIGURE.finditer(text):
        figure = match[0]
        # "AK-47 203" is no number of five digits
        parts = figure.split()
        if _readings(figure, text[match.end() :], language) & have or all(
            _readings(p, "", language) & have for p in parts
        ):
            continue
        missing.append(figure)
    return missing


@lru_cache(maxsize=512)
def _values(support: str, language: str) -> frozenset[str]:
    """All that the numbers of ``support`` can be."""
    support = _plain_digits(support)
    low = support.lower()
    found = set(numbers(support))
    for match in _FIGURE.finditer(support):
        found |= _readings(match[0], low[match.end() :], language)
        found |= {part for piece in match[0].split() for part in _readings(piece, "", language)}
    for pattern, value in _words(language, "values").items():
        if pattern.search(low):
            found.add(str(value))
    return frozenset(found)


def _readings(figure: str, behind: str, language: str) -> set[str]:
    """What a figure can mean: its digits, with a decimal comma or point, and times the word behind it."""
    found = {re.sub(r"\D", "", figure), _number(figure.replace(",", ".")), _number(figure.replace(",", ""))}
    word = re.match(r"[\s\u00a0-]?([^\s\d,.;:()]+)", behind)
    return found | (_scaled(figure, word[1].lower(), language) if word else set())


def _scaled(figure: str, word: str, language: str) -> set[str]:
    found: set[str] = set()
    for tongue in {language, "en"}:
        for pattern, value in _words(tongue, "scales").items():
            if pattern.fullmatch(word):
                for mantissa in {figure.replace(",", "."), figure.replace(",", "")}:
                    plain = re.sub(r"[^\d.]", "", mantissa)
                    if plain.count(".") <= 1 and plain.strip("."):
                        found.add(_number(str(round(float(plain) * value, 6))))
    return found


@cache
def _words(language: str, kind: str) -> Mapping[re.Pattern[str], int]:
    """A language's words for numbers, or those that multiply a figure."""
    section = data(language).get("numbers", {}) if language in known() else {}
    inside = r"[\w\u0900-\u0963]"
    return {
        re.compile(rf"(?<!{inside})(?:{words})(?!{inside})"): value for words, value in section.get(kind, {}).items()
    }


def _number(figure: str) -> str:
    return figure.rstrip("0").rstrip(".") if "." in figure else figure


def _plain_digits(text: str) -> str:
    """Digits of any script as 0 to 9."""
    return re.sub(r"(?![0-9])\d", lambda match: str(unicodedata.decimal(match[0])), text)
