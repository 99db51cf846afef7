"""Slips in names: a country or a person that the article never mentions."""

from __future__ import annotations

import re
from random import Random

from summarizer.evaluation.planted.slips import Around
from summarizer.evaluation.planted.words import listed
from summarizer.lexical.lexicon import lexicon

_CAPITAL = re.compile(r"(?<![\w'\u2019-])(?:(?:[A-Z]\.){2,}|[A-Z][\w'\u2019-]*\w)")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_SHORTEST = 4
"""Letters of a word that can be a surname."""


def names(text: str) -> list[tuple[int, int]]:
    """Runs of capital words that name something, as offsets, possessive endings left out."""
    runs: list[tuple[int, int]] = []
    plain = {*listed("names", "plain")}
    dates = {*listed("dates", "weekdays"), *listed("dates", "months")}
    for match in _CAPITAL.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if word in dates or word.rstrip("s") in dates or word.lower() in plain:
            continue
        if runs and text[runs[-1][1] : match.start()] == " ":
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append(match.span())
    return [
        (start, end - len(ending[0]) if (ending := _POSSESSIVE.search(text[start:end])) else end) for start, end in runs
    ]


def entity_place(text: str, around: Around, rng: Random) -> str | None:
    """A country that the article never mentions, in place of one that it does."""
    places = lexicon().tables.places
    found = [(start, end) for start, end in names(text) if is_country(text[start:end])]
    if not found:
        return None
    start, end = rng.choice(found)
    told = {places[name] for name in places if name in around.article}
    others = sorted(name for name in places if is_country(name) and name.isalpha() and name not in told)
    return text[:start] + rng.choice(others) + text[end:]


def entity_name(text: str, around: Around, rng: Random) -> str | None:
    """A surname that nobody in the article has, in place of the last word of a name."""
    spots = []
    for start, end in names(text):
        last = text[start:end].split()[-1]
        common = re.search(r"\b(?:the|all|many|most|some|ethnic)\s$", text[:start], re.IGNORECASE)
        if (
            common
            or text[start:end] in lexicon().tables.places
            or not _can_be_surname(last, start == 0, around.article)
        ):
            continue
        spots.append((end - len(last), end))
    if not spots:
        return None
    start, end = rng.choice(spots)
    new = [name for name in listed("invented", "surnames") if name not in around.article]
    return text[:start] + rng.choice(new) + text[end:]


def _can_be_surname(word: str, opens: bool, article: str) -> bool:
    tables = lexicon().tables
    plain = word.lower().rstrip("s")
    known = word in tables.places or word in tables.bodies or plain in tables.roles or word.lower() in tables.roles
    lower = re.search(rf"\b{re.escape(word.lower())}\b", article) is not None
    inside = re.search(rf"[a-z,]\s{re.escape(word)}(?!\w)", article) is not None
    return len(word) >= _SHORTEST and not word.isupper() and not known and not lower and (inside or not opens)


def is_country(name: str) -> bool:
    """Whether ``name`` is a country's own name, no capital and nothing else that it is called."""
    return lexicon().tables.places.get(name) == name
