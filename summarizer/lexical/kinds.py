"""What kind of source a phrase names, and how far it discloses who that is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from summarizer.lexical.lexicon import Lexicon, Tables
from summarizer.lexical.words import without_possessive
from summarizer.summary import MEDIA_KINDS, Disclosure, Kind

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-'\u2019&]\w+)*")
_LONGEST_NAME = 8
"""Words of the longest name that the tables are searched for."""


@dataclass(frozen=True, slots=True)
class Nature:
    """Kind and disclosure of a source; ``kind`` is ``None`` where its words do not tell."""

    kind: Kind | None
    disclosure: Disclosure


def nature(phrase: str, context: str, lexicon: Lexicon, *, person: bool) -> Nature:
    """Read kind and disclosure off a noun phrase.

    Args:
        phrase: the source as written.
        context: what else the article says of it: appositives, fuller mentions; may be empty.
        lexicon: the language's lexicon.
        person: whether the phrase names one person.
    """
    kind = _kind(phrase, lexicon, person=person)
    if kind is None and context:
        kind = _kind(context, lexicon, person=person)
    return Nature(kind, _disclosure(phrase, kind, lexicon, person=person))


def outlet_name(phrase: str, tables: Tables) -> str | None:
    """The longest known outlet named in ``phrase``, as the table has it; ``None`` if none is."""
    for words in _runs(phrase):
        name = without_possessive(words)
        if name in tables.media and name in phrase:
            return name
    return None


def place_of(phrase: str, tables: Tables) -> str | None:
    """The country that ``phrase`` names as a whole ("Moscow", "the United States"), if it does."""
    name = _bare(phrase)
    return tables.places[name] if name in tables.states else None


# -- kinds ----------------------------------------------------------------------------------------


def _kind(phrase: str, lexicon: Lexicon, *, person: bool) -> Kind | None:
    naming, tables = lexicon.naming, lexicon.tables
    if not person and naming.state_media.search(phrase) and not naming.state_body.fullmatch(phrase):
        return "state_media"
    named = _by_name(phrase, tables)
    if named is not None and (not person or named not in ("official", "intergovernmental")):
        return named
    by_role = _by_role([word.lower() for word in _WORD.findall(phrase)], lexicon)
    if by_role is not None and not (named is not None and by_role == "official"):
        return by_role
    if named is not None:
        return named
    if naming.company.search(phrase):
        return "company"
    return "official" if not person and _bare(phrase) in tables.places else None


def _by_name(phrase: str, tables: Tables) -> Kind | None:
    """Kind of the longest known outlet or body named in ``phrase``."""
    for words in _runs(phrase):
        for name in (words, without_possessive(words)):
            kind = tables.media.get(name) or tables.bodies.get(name)
            if kind is not None:
                return kind
    return None


def _runs(phrase: str) -> Iterator[str]:
    """Runs of words of ``phrase``, longest first."""
    words = _WORD.findall(phrase)
    for size in range(min(_LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", phrase)


def _by_role(words: Sequence[str], lexicon: Lexicon) -> Kind | None:
    """Kind by the nouns of a phrase: first what somebody is, the last noun before all others, then of whom or where."""
    naming, tables = lexicon.naming, lexicon.tables
    split = next((i for i, word in enumerate(words) if word in naming.ends and i > 0), len(words))
    head, rest = words[:split], words[split + 1 :]
    found = _roles(head, lexicon)
    strong = [kind for kind in [*reversed(found), *_roles(rest, lexicon)] if kind not in ("neutral", "weak")]
    if strong:
        return cast("Kind", strong[0])
    if (found and found[-1] == "weak") or _is_state_body(words, lexicon):
        return "official"
    if not naming.voices.isdisjoint(head):
        return "unspecified"
    if found and any(word.title() in tables.places or word in naming.countries for word in (*head, *rest)):
        return "official"
    return None


def _is_state_body(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a neutral noun has a state's adjective: "the national rescue agency"."""
    return any(
        noun in lexicon.words.state_nouns
        and any(word in lexicon.words.state_modifiers for word in words[max(0, i - 3) : i])
        for i, noun in enumerate(words)
    )


def _roles(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Kinds of the role words in order, or "weak" or "neutral"; two-word roles before single words."""
    naming, roles = lexicon.naming, lexicon.tables.roles
    found: list[str] = []
    index = 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        if index + 1 < len(words) and (kind := roles.get(pair) or roles.get(_singular(pair))):
            found.append(kind)
            index += 2
            continue
        word = without_possessive(words[index])
        if word in naming.voices:
            found.append("neutral")
        elif word in naming.weak:
            found.append("weak")
        elif kind := roles.get(word) or roles.get(_singular(word)):
            found.append(kind)
        index += 1
    return found


@lru_cache(maxsize=4096)
def _singular(word: str) -> str:
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


# -- disclosure -----------------------------------------------------------------------------------


def _disclosure(phrase: str, kind: Kind | None, lexicon: Lexicon, *, person: bool) -> Disclosure:
    naming = lexicon.naming
    if person:
        return "named"
    if kind == "unspecified":
        return "anonymous"
    if naming.unnamed.search(phrase):
        return "partial"
    words = _WORD.findall(phrase)
    low = [word.lower() for word in words]
    head = next((low[i - 1] for i, word in enumerate(low) if i and word in naming.ends), low[-1] if low else "")
    if kind in MEDIA_KINDS:
        return _outlet_disclosure(phrase, words, head, lexicon)
    if kind == "document":
        titled = sum(word[0].isupper() for word in words[1:]) >= 2 or re.search(r"\d", phrase)
        return "named" if titled else "partial"
    if head in naming.institutions or _singular(head) in naming.institutions:
        return "institution"
    if head in lexicon.naming.speakers and len(words) > 2:
        # "a ministry spokesman" speaks as the ministry
        return "institution"
    return "partial" if _is_human(head, lexicon) else "institution"


def _outlet_disclosure(phrase: str, words: Sequence[str], head: str, lexicon: Lexicon) -> Disclosure:
    tables = lexicon.tables
    if _by_name(phrase, tables) is not None:
        return "named"
    if lexicon.naming.collective.search(phrase):
        return "partial"
    if (
        any(word[0].isupper() and word.lower() not in tables.roles and word not in tables.places for word in words[1:])
        or (len(words) == 1 and phrase[0].isupper())
        or _is_title(words, lexicon)
    ):
        return "named"
    return "partial" if _is_human(head, lexicon) else "institution"


def _is_title(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether all of it is a name: "Harbour Radio", but not "State Television" or "Chinese Radio"."""
    first = words[0]
    return (
        all(word[0].isupper() for word in words)
        and first.lower() not in lexicon.naming.untitled
        and first.lower() not in lexicon.tables.roles
        and first not in lexicon.tables.places
    )


def _is_human(head: str, lexicon: Lexicon) -> bool:
    single, roles = _singular(head), lexicon.tables.roles
    return single in lexicon.naming.humans or {roles.get(single), roles.get(head)} & {"private", "expert"} != set()
