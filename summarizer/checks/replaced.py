"""Names and dates in a place that the article gives to others: "ambassador to Peru" for "ambassador to Chile".

A name of another sentence may stand for a pronoun, and only there. Where the article has a name between the same words,
no other can stand for it, unless the two are one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from summarizer.checks.order import sentences_of
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stem
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.words import Token, plain_tokens, without_possessive


@dataclass(frozen=True, slots=True)
class _Name:
    """Capital words in a row, with what stands before them: the preposition, and the word that this hangs on."""

    shown: str
    words: frozenset[str]
    country: str | None
    hangs_on: tuple[str, str]


def replaced_name(text: str, support: str) -> tuple[str, str] | None:
    """A name of ``text`` in the place that ``support`` gives to another, with that other; ``None`` if there is none."""
    if not any(name.country for sentence in sentences_of(text) for name in _names(sentence)):
        return None
    here = {name.hangs_on: name for sentence in sentences_of(support) for name in _names(sentence)}
    known = {word for sentence in sentences_of(support) for word in _capital_words(sentence)}
    told = {word for sentence in sentences_of(text) for word in _capital_words(sentence)}
    for sentence in sentences_of(text):
        for name in _names(sentence):
            other = here.get(name.hangs_on)
            if other is None or name.words & known or other.words & told:
                continue
            if name.country is not None and other.country is not None and name.country != other.country:
                return name.shown, other.shown
    return None


@lru_cache(maxsize=4096)
def _names(sentence: str) -> tuple[_Name, ...]:
    """The names of a sentence that a preposition ties to the word before."""
    row = plain_tokens(sentence)
    found: list[_Name] = []
    index = 1
    while index < len(row):
        end = index
        while end < len(row) and row[end].capital:
            end += 1
        if end > index and row[index - 1].low in lexicon().words.prepositions:
            found.append(_name(row, index, end))
        index = max(end, index + 1)
    return tuple(found)


def _name(row: Sequence[Token], start: int, end: int) -> _Name:
    shown = " ".join(token.text for token in row[start:end])
    before = next((stem(t.low) for t in reversed(row[: start - 1]) if t.low not in vocabulary().light), "")
    words = frozenset(without_possessive(token.text) for token in row[start:end])
    country = lexicon().tables.places.get(without_possessive(shown))
    return _Name(shown, words, country, (before, row[start - 1].low))


@lru_cache(maxsize=4096)
def _capital_words(sentence: str) -> frozenset[str]:
    return frozenset(without_possessive(token.text) for token in plain_tokens(sentence) if token.capital)


def misdated(text: str, evidence: str, sentences: str) -> str | None:
    """A weekday or month of ``text`` that its sentences do not name, where its evidence names another one."""
    words = vocabulary()
    mine, known, named = (set[str](words.moments.findall(each)) for each in (text, sentences, evidence))
    for moments in (words.weekdays, words.months):
        strange = (mine - known).intersection(moments)
        if strange and (named - mine).intersection(moments):
            return min(strange)
    return None


def impossible_day(text: str) -> str | None:
    """A weekday of ``text`` that its date is not: "Friday, August 20, 2015" was a Thursday."""
    words = vocabulary()
    for match in _date_pattern().finditer(text):
        day, month, year = match["weekday"], match["month"], int(match["year"])
        number = int(match["before"] or match["behind"] or 0)
        try:
            meant = date(year, words.months.index(month) + 1, number)
        except ValueError:
            continue
        if words.weekdays[meant.weekday()] != day:
            return str(match[0])
    return None


@lru_cache(maxsize=1)
def _date_pattern() -> re.Pattern[str]:
    words = vocabulary()
    weekday, month = "|".join(words.weekdays), "|".join(words.months)
    day = r"\d\d?"
    return re.compile(
        rf"\b(?P<weekday>{weekday}),? (?:(?P<before>{day}) )?(?P<month>{month})(?: (?P<behind>{day}))?,? "
        r"(?P<year>\d{4})\b"
    )
