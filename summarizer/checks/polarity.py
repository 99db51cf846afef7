"""Whether a text says no, or for certain, where the article does not. Pure text functions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stem_sequence, stems
from summarizer.needles import Sought

_ASIDE = re.compile(r"^,\s[^,.;:!?]+,")
"""What is put in behind a word that says no: "does not, however, list"."""
_REACH = 4
"""Content words behind a negation that it may be about."""
_FOCUS = 2
"""Those of them that it is about above all."""


@dataclass(frozen=True, slots=True)
class Negation:
    """A word that says no, with the stems of the content words that it is about, nearest first."""

    word: str
    reach: tuple[str, ...]

    @property
    def focus(self) -> frozenset[str]:
        """What it is about above all."""
        return frozenset(self.reach[:_FOCUS])


def negations(text: str) -> list[Negation]:
    """The words that say no by themselves; with nothing behind them they are about what stands before."""
    return list(_negations(text, vocabulary().negation))


def _negations(text: str, pattern: Sought) -> Iterator[Negation]:
    for match in pattern.finditer(text):
        behind = _ASIDE.sub(" ", text[match.end() :], count=1)
        following = re.split(r"[.,;:!?]", behind, maxsplit=1)[0]
        reach = stem_sequence(following)[:_REACH]
        if not reach:
            before = re.split(r"[.,;:!?]", text[: match.start()])[-1]
            reach = stem_sequence(before)[::-1][:_FOCUS]
        yield Negation(match[0].lower(), reach)


def negation_lost(text: str, support: str) -> str | None:
    """What ``text`` affirms and ``support`` negates: a word of it; ``None`` if there is nothing."""
    known, theirs = stems(text), stems(support)
    instead = _says_no_otherwise(text, support)
    ours = negations(text)
    met: set[str] = set()
    for negation in negations(support):
        # said twice there, once here: "they have no tents, they have no food"
        if not met.isdisjoint(negation.reach[:1]):
            continue
        # of other words altogether, a negation may be the same one: "found none", "found no more boats"
        match = next(
            (other for other in ours if set(negation.reach) & set(other.reach) or not other.focus & theirs), None
        )
        if match is not None:
            ours.remove(match)
            met.update(match.reach)
        elif len(known.intersection(negation.reach)) >= min(_FOCUS, len(negation.reach)) and not instead:
            return next((word for word in negation.reach if word in known), None)
    for negation in _negations(support, vocabulary().withheld):
        if negation.focus and negation.focus <= known and not ours and not instead and not _shared(text, negation):
            return negation.reach[0]
    return None


def _shared(text: str, negation: Negation) -> bool:
    return re.search(rf"\b{re.escape(negation.word)}\b", text, re.IGNORECASE) is not None


def negation_added(text: str, support: str) -> str | None:
    """What ``text`` negates and ``support`` affirms: a word of it; ``None`` if there is nothing."""
    known = stems(support)
    instead = _says_no_otherwise(support, text)
    theirs = negations(support)
    met: set[tuple[str, str]] = set()
    for negation in negations(text):
        # said twice here in the same word, once there
        if not met.isdisjoint((negation.word, word) for word in negation.reach[:1]):
            continue
        match = next((other for other in theirs if set(negation.reach) & set(other.reach)), None)
        if match is not None:
            theirs.remove(match)
            met.update((match.word, word) for word in match.reach)
        elif negation.focus & known and not instead:
            return next(word for word in negation.reach if word in known)
    return None


def _says_no_otherwise(text: str, support: str) -> bool:
    """Whether ``text`` says no by a word that ``support`` does not have: "unclear" for "not clear"."""
    pattern = vocabulary().implicit_negation
    theirs = {match[0].lower() for match in pattern.finditer(support)}
    return any(match[0].lower() not in theirs for match in pattern.finditer(text))


def firmer(text: str, support: str) -> str | None:
    """A word by which ``text`` is certain of what ``support`` only holds possible; ``None`` if there is none."""
    words = vocabulary()
    if not words.tentative.search(support):
        return None
    for firm, carriers in words.firm:
        found = firm.search(text)
        if found is not None and not carriers.search(support):
            return found[0]
    return None
