"""How far an article lets a claim stand: the words that hedge, schedule, deny or confirm it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from summarizer.lexical.lexicon import Lexicon, Statuses
from summarizer.needles import Sought, lowered
from summarizer.summary import Reason, Status

STRENGTH: tuple[Status, ...] = ("denied", "disputed", "unconfirmed", "hedged", "scheduled", "confirmed", "asserted")
"""Strongest first: of several statuses the first that applies is the claim's."""


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A status with the words that carry it, by offsets into the text searched."""

    status: Status
    start: int
    end: int


def stronger(one: Status, other: Status) -> Status:
    """The stronger of two statuses."""
    return min(one, other, key=STRENGTH.index)


def status_words(text: str, lexicon: Lexicon) -> tuple[StatusWord, ...]:
    """Every status word in ``text``, strongest first."""
    return tuple(word for status in lexicon.statuses.words for word in words_of(status, text, lexicon))


@lru_cache(maxsize=4096)  # every check of a text asks for them
def words_of(status: Status, text: str, lexicon: Lexicon) -> tuple[StatusWord, ...]:
    """The words in ``text`` that carry one status."""
    matches = [*lexicon.statuses.words[status].finditer(text)]
    if not matches:
        return ()
    asides = _asides(text, lexicon)
    excepted = _exceptions(lexicon.statuses, status, text)
    return tuple(
        StatusWord(status, match.start(), match.end())
        for match in matches
        if not (match[0] == "May" and match.start() > 0)
        and not any(start < match.end() and match.start() < end for start, end in excepted)
        and not any(start < match.start() < end for start, end in asides)
    )


@lru_cache(maxsize=64)
def _asides(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    statuses = lexicon.statuses
    return [
        match.span()
        for pattern in (statuses.aside, statuses.attribute)
        for match in pattern.finditer(text)
        if statuses.verb.search(text, 0, match.start())
    ] + [match.span() for match in statuses.dependent.finditer(text)]


def _exceptions(statuses: Statuses, status: Status, text: str) -> list[tuple[int, int]]:
    pattern = statuses.exceptions[status]
    return [match.span() for match in pattern.finditer(text)] if pattern else []


@dataclass(frozen=True, slots=True)
class Effect:
    """A sentence that leaves claims elsewhere unconfirmed."""

    reason: Reason
    start: int
    end: int
    awaiting: tuple[int, int] | None


@lru_cache(maxsize=1024)
def effects(text: str, lexicon: Lexicon) -> tuple[Effect, ...]:
    """What ``text`` says about the standing of claims: "no official confirmation", "declined to comment"."""
    found: list[Effect] = []
    low = lowered(text)
    for reason, patterns in lexicon.statuses.effects.items():
        for pattern in patterns:
            # asked here, since there are many, and most are passed over
            match = pattern.compiled.search(text) if pattern.may_match(low) else None
            if match is None:
                continue
            groups = match.groupdict()
            awaiting = match.span("awaiting") if groups.get("awaiting") else None
            found.append(Effect(reason, match.start(), match.end(), _tidy(text, awaiting, lexicon.statuses.connective)))
            break
    return tuple(found)


def _tidy(text: str, span: tuple[int, int] | None, connective: Sought) -> tuple[int, int] | None:
    """Strip connectives from the front of a phrase: "but the ministry" names the ministry."""
    if span is None:
        return None
    start, end = span
    while match := connective.match(text[start:end]):
        if match.end() >= end - start:
            return None
        start += match.end()
    while text[start : start + 1].isspace():
        start += 1
    return (start, end) if end - start > 1 else None
