"""Slips in dates."""

from __future__ import annotations

import re
from random import Random

from summarizer.evaluation.planted.slips import Around
from summarizer.evaluation.planted.words import any_of, like, listed, table

YEAR = re.compile(r"(?:1[89]|20)\d\d")
MONTHS = re.compile(f"(?:{'|'.join(map(re.escape, [*listed('dates', 'months'), *listed('dates', 'abbreviated')]))})")
_DAYS_OFF = 9


def date_weekday(text: str, around: Around, rng: Random) -> str | None:
    """Another weekday, one that the article has elsewhere where there is one."""
    return _another(listed("dates", "weekdays"), text, around, rng)


def date_month(text: str, around: Around, rng: Random) -> str | None:
    """Another month."""
    names = [name for name in listed("dates", "months") if not _is_a_word(name, text)]
    return _another(names, text, around, rng) or _another(listed("dates", "abbreviated"), text, around, rng)


def date_day(text: str, around: Around, rng: Random) -> str | None:
    """Another day of the month."""
    months = MONTHS.pattern
    match = re.search(rf"{months}\s(\d{{1,2}})(?!\d)", text) or re.search(rf"(?<![\d.,])(\d{{1,2}})\s{months}", text)
    if match is None:
        return None
    day = int(match[1])
    days = [d for d in range(1, 29) if 0 < abs(d - day) <= _DAYS_OFF and not _has_day(around.sentence, d)]
    return text[: match.start(1)] + str(rng.choice(days)) + text[match.end(1) :]


def date_year(text: str, around: Around, rng: Random) -> str | None:
    """Another year."""
    found = list(re.finditer(rf"(?<![\d,.$£€-]){YEAR.pattern}(?![\d,.]\d|-)", text))
    if not found:
        return None
    match = rng.choice(found)
    years = [year for step in (-2, -1, 1, 2) if (year := str(int(match[0]) + step)) not in around.sentence]
    return text[: match.start()] + rng.choice(years) + text[match.end() :]


def date_relative(text: str, around: Around, rng: Random) -> str | None:
    """Last month for last year, next week for tomorrow."""
    match = any_of("dates", "relative", after=r"(?!\w|['\u2019])").search(text)
    if match is None:
        return None
    new = table("dates", "relative")[match[0].lower()]
    return None if new in around.sentence.lower() else text[: match.start()] + like(match[0], new) + text[match.end() :]


def _is_a_word(month: str, text: str) -> bool:
    """Whether a month's name may be the verb "may" or "march" at a sentence's beginning."""
    return month in ("May", "March") and text.startswith(month)


def _another(names: list[str], text: str, around: Around, rng: Random) -> str | None:
    found = [m for m in re.finditer("|".join(map(re.escape, names)), text) if not text[m.end() : m.end() + 1].isalpha()]
    if not found:
        return None
    match = rng.choice(found)
    others = [name for name in names if name[:3] not in around.sentence and name[:3] not in text]
    elsewhere = [name for name in others if name in around.article]
    return text[: match.start()] + rng.choice(elsewhere or others) + text[match.end() :]


def _has_day(text: str, day: int) -> bool:
    return re.search(rf"(?<!\d){day}(?!\d)", text) is not None
