"""Figures that differ: tolls, counts and measures that two sources give for one thing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.standing.board import Board

_NEAR = 3
"""Sentences within which a figure of people needs no word that sets it against another."""
_REACH = 4
"""Words behind a number among which the noun that it counts stands."""


_WORDS_BEHIND = re.compile(rf"(?: [\w'\u2019-]+){{0,{_REACH}}}")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with what it counts."""

    value: str
    noun: str
    """The word that it counts, in lower case; "" where none stands behind it."""
    measure: int | None
    """Which of the lexicon's measures the text speaks of, nearest to the number."""


def figures_differ(board: Board, earlier: int, later: int) -> bool:
    """Whether two claims give different figures for one thing."""
    words = board.lexicon.statuses.figures
    text = board.statements[later].text
    ones, others = (figures(board, board.statements[index].text) for index in (earlier, later))
    known, new = {figure.value for figure in ones}, {figure.value for figure in others}
    if not ones or not others or known & new:
        return False
    if words.again.search(text) and board.gap(earlier, later) <= 2:
        counts = {figure.measure for figure in others} - {None}
        return any(figure.measure in counts if counts else figure.noun for figure in ones)
    near = board.gap(earlier, later) <= _NEAR
    only, shared = bool(words.only.search(text)), len(board.shared(earlier, later))
    return any(
        _for_one_thing(board, one, other, only=only, near=near, shared=shared) for one in ones for other in others
    )


def measured(board: Board, text: str) -> frozenset[int]:
    """Which measures a text gives figures of."""
    return frozenset(figure.measure for figure in figures(board, text) if figure.measure is not None)


def _for_one_thing(board: Board, one: Figure, other: Figure, *, only: bool, near: bool, shared: int) -> bool:
    people = board.lexicon.statuses.figures.people
    nouns = board.stems_of(one.noun) & board.stems_of(other.noun)
    if near and one.measure is not None and one.measure == other.measure:
        return bool(nouns) or only or one.noun in people or other.noun in people
    if one.noun in people:
        return False
    return bool(nouns) and (only or (near and shared > 1))


def figures(board: Board, text: str) -> list[Figure]:
    """The figures in a text, dates and years left out."""
    words = board.lexicon.statuses.figures
    found = []
    for match in words.number.finditer(text):
        value = match["value"].lower().replace(",", "")
        if (value.isdigit() and 1900 <= int(value) <= 2100) or _in_date(board, text, match):
            continue
        noun = _counted(board, text[match.end() :])
        found.append(Figure(str(words.values.get(value, value)), noun, _measure(board, text, match.start())))
    return found


def _measure(board: Board, text: str, position: int) -> int | None:
    """The measure spoken of in the clause around a number, nearest to it; failing that in the whole text."""
    joints = [0, *(match.end() for match in board.lexicon.statuses.figures.joint.finditer(text)), len(text)]
    begin = max(joint for joint in joints if joint <= position)
    stop = min((joint for joint in joints if joint > position), default=len(text))
    measures = board.lexicon.statuses.figures.measures
    marks = [(match.start(), kind) for kind, stems in enumerate(measures) for match in stems.finditer(text)]
    inside = [mark for mark in marks if begin <= mark[0] < stop]
    near = min(inside or marks, key=lambda mark: abs(mark[0] - position), default=None)
    return near[1] if near else None


def _in_date(board: Board, text: str, match: re.Match[str]) -> bool:
    beside = re.findall(r"(\w+)\W*$", text[: match.start()]) + re.findall(r"^\W*(\w+)", text[match.end() :])
    return any(word[0].isupper() and word.lower() in board.lexicon.words.times for word in beside)


@cache
def _stops(lexicon: Lexicon) -> frozenset[str]:
    words = lexicon.words
    return frozenset().union(
        words.prepositions,
        words.auxiliaries,
        words.modals,
        words.coordinators,
        words.subordinators,
        words.determiners,
        words.adverbs,
        words.verb_forms,
    )


def _counted(board: Board, behind: str) -> str:
    """The last word behind a number before a preposition, a verb or a mark: "12 masked gunmen in …"."""
    stops = _stops(board.lexicon)
    noun = ""
    following = _WORDS_BEHIND.match(behind)
    for word in following[0].lower().split() if following else ():
        if word in stops or any(measure.match(word) for measure in board.lexicon.statuses.figures.measures):
            break
        noun = word
    return noun
