"""Short and fuller forms of one source: initials, an outlet's short name, an outlet named only later."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.lexical.entity import Entity
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.people import Person
from summarizer.lexical.words import Token, without_possessive


def initialled(entities: Sequence[Entity], acronym: str) -> Entity | None:
    """The body whose initials these are: "ILO" of "the International Labour Organization"."""
    if not (acronym.isupper() and len(acronym) > 2):
        return None
    bodies = (e for e in reversed(entities) if e.person is None)
    return next((e for e in bodies if acronym == "".join(re.findall(r"\b[A-Z]", e.name.removeprefix("The ")))), None)


def abbreviates(letters: str, person: Person, lexicon: Lexicon) -> bool:
    """Whether capitals are the initials of an office of this person: "DA" of "district attorney"."""
    name = " ".join(person.core)
    small = lexicon.words.prepositions | lexicon.words.determiners | lexicon.words.coordinators
    return any(
        letters in "".join(word[0] for word in re.findall(r"\w+", role.replace(name, "")) if word not in small).upper()
        or letters in re.findall(r"\w+", role.replace(name, ""))
        for role in person.roles
    )


def short_outlet(entities: Sequence[Entity], phrase: str, lexicon: Lexicon) -> Entity | None:
    """The outlet cited before by a longer name: "Harbour" of "Harbour News Agency", "Hlas" of "the daily Hlas"."""
    name = re.sub(r"^[Tt]he ", "", phrase)
    if not name[:1].isupper() or name.lower() in lexicon.tables.roles or name in lexicon.tables.places:
        return None
    listed = name in lexicon.tables.media
    for entity in reversed(entities):
        longer = ((m.startswith(f"{name} ") and listed) or m.endswith(f" {name}") for m in entity.mentions)
        if entity.media and any(longer):
            return entity
    return None


def unnamed_outlet(entities: Sequence[Entity], phrase: str, extra: str, lexicon: Lexicon) -> Entity | None:
    """The outlet cited before as "a Ruritanian newspaper" whose name this is: "the Ruritanian newspaper Harian"."""
    said = [without_possessive(word) for word in f"{phrase} {extra}".split()]
    if not any(word[:1].isupper() and word not in lexicon.tables.places for word in said[1:]):
        return None
    places = {lexicon.tables.places[word] for word in said if word in lexicon.tables.places}
    for entity in reversed(entities):
        opener, *rest = entity.name.split()
        if not (entity.media and opener.lower() in ("a", "an") and rest and rest[-1] in said):
            continue
        other = {lexicon.tables.places[word] for word in rest if word in lexicon.tables.places}
        if places and other == places:
            return entity
    return None


def without_ties(tokens: Sequence[Token], lexicon: Lexicon) -> Sequence[Token]:
    """A phrase without whom somebody is near to: "a bank [with ties to the palace]"."""
    end = next((i for i, token in enumerate(tokens) if i and token.low in lexicon.words.ties), len(tokens))
    return tokens[:end]
