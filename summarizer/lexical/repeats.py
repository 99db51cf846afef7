"""Which statements of an article repeat each other: a standfirst and the body tell one thing twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from summarizer.lexical.statement import Statement

_FEW = 5
"""Words below which one word more makes another claim."""
_MOST_SPANS = 20
"""Pieces of evidence for one claim: who repeats himself oftener proves no more."""


def merged(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with those that repeat each other as one: a standfirst and the body are two pieces of evidence."""
    kept: dict[int, Statement] = {}
    wordings = _Wordings()
    for number, statement in enumerate(statements):
        alike = wordings.like(_normal(statement.text))
        twin = next((i for i in alike if _repeats(statement, kept[i])), None)
        fuller = statement
        if twin is not None:
            other = kept.pop(twin)
            wordings.drop(twin)
            fuller = statement if len(statement.chain) >= len(other.chain) else other
            spans = tuple(sorted({*other.spans, *statement.spans}))[:_MOST_SPANS]
            fuller = replace(fuller, sentence=statement.sentence, spans=spans)
        kept[number] = fuller
        wordings.add(number, _normal(fuller.text))
    return list(kept.values())


@dataclass
class _Wordings:
    """Wordings by number, looked up by what they have in common with another."""

    _texts: dict[int, str] = field(default_factory=dict)
    _equal: dict[str, list[int]] = field(default_factory=dict)
    _holding: dict[str, list[int]] = field(default_factory=dict)
    """By each of their words."""
    _held_by: dict[str, list[int]] = field(default_factory=dict)
    """By the longest of their inner words: whatever holds the wording holds that word."""

    def add(self, number: int, text: str) -> None:
        self._texts[number] = text
        self._equal.setdefault(text, []).append(number)
        words = text.split()
        if len(words) >= _FEW:
            for word in set(words):
                self._holding.setdefault(word, []).append(number)
            self._held_by.setdefault(_inner(words), []).append(number)

    def drop(self, number: int) -> None:
        """Forget a wording."""
        text = self._texts.pop(number)
        self._equal[text].remove(number)
        words = text.split()
        if len(words) >= _FEW:
            for word in set(words):
                self._holding[word].remove(number)
            self._held_by[_inner(words)].remove(number)

    def like(self, text: str) -> list[int]:
        """The wordings that are the same, or nearly so, in the order in which they were added."""
        found = {*self._equal.get(text, ())}
        words = text.split()
        if len(words) >= _FEW:
            found.update(self._holding.get(_inner(words), ()))
            found.update(number for word in set(words) for number in self._held_by.get(word, ()))
        return [number for number in sorted(found) if _same_words(text, self._texts[number])]


def _inner(words: Sequence[str]) -> str:
    return max(words[1:-1], key=len)


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _repeats(one: Statement, other: Statement) -> bool:
    """Whether two tellings can be one: the article may leave out in one what it attributes in the other."""
    shorter, longer = sorted((one.chain, other.chain), key=len)
    return one.sentence != other.sentence and set(shorter) <= set(longer)


def _same_words(one: str, other: str) -> bool:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) <= 0.7 * len(longer) or shorter not in longer:
        return False
    return shorter == longer or shorter.count(" ") >= _FEW - 1
