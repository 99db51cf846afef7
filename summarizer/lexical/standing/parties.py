"""Who the sources of an article are, and what tells in a text that it is about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from summarizer.lexical.entity import Entity
from summarizer.lexical.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class Party:
    """What a source goes by."""

    names: frozenset[str]
    """Capitalised words of its mentions, roles and offices left out, and the countries in them."""
    countries: frozenset[str]
    side: frozenset[str]
    """All that tells in a text that it is about the source: names, country, kind of body."""
    itself: frozenset[str]
    """The same without countries."""
    at_odds: bool
    """Whether it may stand against others of its country: rebels, parties, groups of citizens."""


_WORD = re.compile(r"(?P<word>[a-z]+)(?= (?P<next>[a-z]+)|)")


class Parties:
    """The sources of one article as parties to what it tells."""

    def __init__(self, lexicon: Lexicon, entities: Iterable[Entity]) -> None:
        self._tables, self._groups = lexicon.tables, lexicon.statuses.bodies
        words = lexicon.words
        self._closed = (
            words.determiners | words.pronouns | words.prepositions | words.subordinators | words.adverbs
            | words.coordinators | words.negations | words.auxiliaries | words.modals | words.verb_forms
            | lexicon.cues.statement.keys() | lexicon.cues.act.keys() | lexicon.cues.denial.keys()
        )  # fmt: skip
        closed = words.determiners | words.pronouns | words.prepositions | words.subordinators | words.adverbs
        several = sorted((name for name in self._tables.places if " " in name), key=len, reverse=True)
        self._wordy = re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b")
        # a capital at a sentence's beginning makes no name of these
        self._plain = frozenset(word.capitalize() for word in closed | words.coordinators | words.negations)
        self._named: dict[str, frozenset[str]] = {}
        self.of = {entity.id: self._party(entity) for entity in entities}
        """Id of a source to its party."""

    def _party(self, entity: Entity) -> Party:
        phrases = " ; ".join(entity.mentions)
        capitals = frozenset(word for word in self._capitals(phrases) if word.lower() not in self._tables.roles)
        countries = self.countries(phrases)
        names = (capitals | countries) - self._plain
        own = frozenset({entity.country} if entity.country else ())
        # "an army spokesman" speaks for the army
        side = names | own | self._bodies(frozenset(re.findall(r"[a-z]+", phrases.lower())))
        places = self._tables.places
        itself = frozenset(word for word in side if word not in places) - countries - own
        return Party(names, countries, side, itself, entity.kind in ("armed_group", "party", "ngo", "private"))

    def countries(self, text: str) -> frozenset[str]:
        """The countries that a text names, by themselves, their people or their capitals."""
        places = self._tables.places
        return frozenset(places[word] for word in self._capitals(text) if word in places)

    def named(self, text: str) -> frozenset[str]:
        """What a text names, in the words of :attr:`Party.side`."""
        found = self._named.get(text)
        if found is None:
            found = (frozenset(self._capitals(text)) | self.countries(text) | self._bodies_in(text)) - self._plain
            self._named[text] = found
        return found

    def one_side(self, one: str, other: str) -> bool:
        """Whether two sources are one, share a full name, or speak for one country."""
        first, second = self.of[one], self.of[other]
        if one == other or len(first.names & second.names & first.itself) > 1:
            return True
        return bool(first.countries & second.countries) and not (first.at_odds or second.at_odds)

    def _bodies(self, words: frozenset[str]) -> frozenset[str]:
        return frozenset("/".join(sorted(group)) for group in self._groups if words & group)

    def _bodies_in(self, text: str) -> frozenset[str]:
        # in "a military airport", "police stations" the word tells what another thing is like
        found = _WORD.finditer(text.lower())
        return self._bodies(frozenset(match["word"] for match in found if not self._describes(match["next"])))

    def _describes(self, behind: str | None) -> bool:
        """Whether a word stands before a noun, as far as the word behind it tells."""
        return behind is not None and behind not in self._closed and not behind.endswith(("ed", "ing"))

    def _capitals(self, text: str) -> list[str]:
        """Words with a capital, and places of several words as one."""
        text = re.sub(r"['\u2019]s?\b", "", text)
        return self._wordy.findall(text) + re.findall(r"[A-Z][\w-]{2,}", self._wordy.sub(" ", text))
