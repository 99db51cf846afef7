"""Slips in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from random import Random
from typing import Literal, TypeVar

from summarizer.evaluation.planted.dates import MONTHS, YEAR
from summarizer.evaluation.planted.slips import Around
from summarizer.evaluation.planted.words import any_of, like, listed, table

_T = TypeVar("_T")
Bound = Literal["", "at_least", "at_most", "about"]
_FIGURE = re.compile(
    r"(?<![\w.,:/-])(?:[A-Z]{0,2}[$£€]|[A-Z][a-z]{1,2}(?=\d))?"
    r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d:/]|[.,]\d|-?[A-Z]|-\d)"
)
_ABOUT = 4
"""Steps by which a number has to be off that is only told about."""
_OLDEST = 120
_FAR = 50.0
"""How many times larger one of two numbers may be for the one to be taken for the other."""


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    written: str
    bound: Bound
    unit: str

    @property
    def value(self) -> float:
        return float(self.written.replace(",", ""))


def number_digits(text: str, around: Around, rng: Random) -> str | None:
    """A number in digits that is off by a digit."""
    for number in _shuffled(_figures(text), rng):
        whole = number.written.replace(",", "").partition(".")[0]
        size = 10.0 ** (len(whole) - 1)
        ways = {"at_least": [1, 2, 3], "at_most": [-1, -2, -3], "about": [_ABOUT, _ABOUT + 1]}
        for step in _shuffled(ways.get(number.bound, [-3, -2, -1, 1, 2, 3]), rng):
            value = number.value + step * (size if size < 100 or number.bound else rng.choice([size, size / 10]))
            new = _written(value, number.written)
            if value > 1 and not (number.unit == "share" and value > 100) and not _has(around.article, new):
                return text[: number.start] + new + text[number.end :]
    return None


def number_word(text: str, around: Around, rng: Random) -> str | None:
    """A number in words that is another."""
    changes = table("numbers", "words")
    for match in _shuffled(
        any_of("numbers", "words", r"(?<![\w-])", r"(?!\w|-(?:fifths?|thirds?))").finditer(text), rng
    ):
        before = text[: match.start()]
        # "a second device" is one more, not the second of a row; "Route Six" is a name
        part = re.search(r"\b(?:a|an|one|every|other)\s$|[A-Z]\w+\s$", before) or (match[0][0].isupper() and before)
        new = changes[match[0].lower()]
        if not part and not _bound(before) and not re.search(rf"\b{new}\b", around.sentence, re.IGNORECASE):
            return before + like(match[0], new) + text[match.end() :]
    return None


def number_magnitude(text: str, around: Around, rng: Random) -> str | None:
    """A number of the wrong scale, or with a nought too many or too few."""
    for match in _shuffled(any_of("numbers", "magnitudes").finditer(text), rng):
        if not _in_name(text[: match.start()]):
            new = table("numbers", "magnitudes")[match[0].lower()]
            return text[: match.start()] + like(match[0], new) + text[match.end() :]
    for number in _shuffled(_figures(text), rng):
        age = re.match(r"-year-old|,", text[number.end :]) and number.value < _OLDEST
        if number.unit == "share" or number.value < 10 or "." in number.written or age:
            continue
        round_ = number.value % 10 == 0
        if number.bound == "at_most" and not round_:
            continue
        smaller = round_ and number.bound != "at_least"
        new = _written(number.value / 10 if smaller else number.value * 10, number.written)
        if not _has(around.article, new):
            return text[: number.start] + new + text[number.end :]
    return None


def number_swapped(text: str, around: Around, rng: Random) -> str | None:
    """A number of the article in another's place: two of the text change places, or one comes from elsewhere."""
    mine = [number for number in _figures(text) if not number.bound]
    pairs = [
        (one, other)
        for one, other in pairwise(mine)
        if one.unit == other.unit
        and one.value != other.value
        and text[one.end : other.start].strip().lower() not in listed("numbers", "joins")
    ]
    if pairs:
        one, other = rng.choice(pairs)
        return text[: one.start] + other.written + text[one.end : other.start] + one.written + text[other.end :]
    elsewhere = [n for n in _figures(around.article) if not _has(f"{around.sentence} {text}", n.written)]
    others = _shuffled(elsewhere, rng)
    for number in _shuffled(mine, rng):
        for other in others:
            near = 1 / _FAR < other.value / number.value < _FAR if number.value else False
            same_form = ("." in other.written) == ("." in number.written)
            if near and same_form and other.unit == number.unit and other.value != number.value and other.value > 1:
                return text[: number.start] + other.written + text[number.end :]
    return None


def _shuffled(items: Iterator[_T] | list[_T], rng: Random) -> list[_T]:
    listed_ = list(items)
    rng.shuffle(listed_)
    return listed_


def _figures(text: str) -> Iterator[_Number]:
    """Numbers in digits that count or measure something: no dates, hours, ages of rooms or parts of names."""
    for match in _FIGURE.finditer(text):
        start, end = match.start(1), match.end(2) if match[2] else match.end(1)
        before, after = text[:start], text[end:]
        hour = re.match(r"\s?(?:o['\u2019]? ?clock|[ap]\.?m\b)", after, re.IGNORECASE)
        if hour or _is_date(match[1], before, after) or _in_name(text[: match.start()]):
            continue
        yield _Number(start, end, text[start:end], _bound(text[: match.start()]), _unit(text, match.start(), end))


def _is_date(digits: str, before: str, after: str) -> bool:
    months = MONTHS.pattern
    return bool(
        re.fullmatch(YEAR, digits)
        or re.search(rf"{months}\s$", before)
        or re.match(rf"(?:st|nd|rd|th)?\s(?:of\s)?{months}", after)
    )


def _in_name(before: str) -> bool:
    """Whether the word in front makes a number part of a name, as in "Resolution 12" or "Airbus 320"."""
    word = re.search(r"([\w'\u2019-]+\.?)[\s-]$", before)
    if word is None:
        return False
    ahead = before[: word.start()].rstrip()
    capital = word[1][0].isupper() and bool(ahead) and not ahead.endswith((".", ":", "\u201c", '"'))
    return capital or any_of("numbers", "names").fullmatch(word[1]) is not None


def _bound(before: str) -> Bound:
    bounds: tuple[Bound, ...] = ("at_least", "at_most", "about")
    for name in bounds:
        if any_of("numbers", name, after=r"(?: an?| the)?\s$").search(before):
            return name
    return ""


def _unit(text: str, start: int, end: int) -> str:
    """What kind of number it is: numbers of different kinds are not taken for each other."""
    if re.match(r"\s?(?:%|per cent|percent)", text[end:]):
        return "share"
    scale = any_of("numbers", "scales", r"\s?").match(text[end:])
    sign = "" if text[start].isdigit() else "money"
    return f"{sign or 'count'} {scale[0].strip() if scale else ''}"


def _written(value: float, as_: str) -> str:
    decimals = len(as_.partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in as_ else f"{value:.{decimals}f}"


def _has(text: str, written: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(written)}(?!\d|[.,]\d)", text) is not None
