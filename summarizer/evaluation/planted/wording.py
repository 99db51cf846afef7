"""Slips in small words: negations, hedges, a word of a quotation."""

from __future__ import annotations

import re
from random import Random

from summarizer.evaluation.planted.slips import Around, in_quotation
from summarizer.evaluation.planted.words import any_of, light, like, rewrites, table

_LEAST = 3
"""Words below which a quotation is too short to be altered."""
_WORD = re.compile(r"(?<![\w'\u2019.-])[a-z]{4,}(?![\w'\u2019-]|\.\w)")
_MARKS = '"\u201c\u201d'


def negation_dropped(text: str, around: Around, rng: Random) -> str | None:
    """The claim without its "not"."""
    if any_of("negation", "excepted").search(text):
        return None
    return _rewritten(text, rewrites("negation", "dropped"))


def negation_added(text: str, around: Around, rng: Random) -> str | None:
    """The contrary of the claim, by a "not" at its first verb."""
    if any_of("negation", "hedged").search(text):
        return None
    match = any_of("negation", "takes").search(text)
    if match is None or in_quotation(text, match.start()):
        return None
    verb, after = match[0], text[match.end() :]
    helped = table("negation", "helped").get(verb)
    if helped and not any_of("negation", "participles", r"\s").match(after):
        return text[: match.start()] + helped + after
    return text[: match.end()] + " not" + after


def hedge_dropped(text: str, around: Around, rng: Random) -> str | None:
    """The claim without its "may" or "likely"."""
    if any_of("hedges", "excepted").search(text):
        return None
    return _rewritten(text, rewrites("hedges", "dropped"))


def quotation_word(text: str, around: Around, rng: Random) -> str | None:
    """Words of the article with one of them replaced by another word of the article."""
    spots = _spots(text)
    if not spots:
        return None
    spot = rng.choice(spots)
    article = around.article.lower()
    pool: list[str] = sorted({w for w in _WORD.findall(around.article) if w not in around.sentence and not light(w)})
    rng.shuffle(pool)
    # one of the same ending is likely to be of the same part of speech
    for word in sorted(pool, key=lambda word: -_shared_ending(word, spot[0])):
        new = text[: spot.start()] + word + text[spot.end() :]
        if new.lower() not in article:
            return new
    return None


def quotation_shortened(text: str, around: Around, rng: Random) -> str | None:
    """Words of the article with one in their midst left out."""
    ending = len(text.rstrip(".,;:!?" + _MARKS))
    inner = [spot for spot in _spots(text) if spot.start() > 0 and spot.end() < ending]
    if not inner:
        return None
    spot = rng.choice(inner)
    new = text[: spot.start()].rstrip() + text[spot.end() :]
    return None if new.lower() in around.article.lower() else new


def quoted_altered(text: str, around: Around, rng: Random) -> str | None:
    """A text whose quotation has one word replaced."""
    for match in re.finditer(rf"[{_MARKS}]([^{_MARKS}]+)[{_MARKS}]", text):
        new = quotation_word(match[1], around, rng)
        if new is not None:
            return text[: match.start(1)] + new + text[match.end(1) :]
    return None


def _rewritten(text: str, changes: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    for pattern, new in changes:
        match = pattern.search(text)
        if match is not None and not in_quotation(text, match.start()):
            changed = text[: match.start()] + match.expand(new) + text[match.end() :]
            return like(text, " ".join(changed.split()))
    return None


def _spots(text: str) -> list[re.Match[str]]:
    """Words that can be altered."""
    if len(text.split()) < _LEAST:
        return []
    return [match for match in _WORD.finditer(text) if not light(match[0])]


def _shared_ending(one: str, other: str) -> int:
    return max((n for n in range(4) if one[len(one) - n :] == other[len(other) - n :]), default=0)
