"""What kind of source a phrase names, and how far it discloses who that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from summarizer.lexical.lexicon import Lexicon, Tables
from summarizer.summary import Disclosure, Kind

_WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-'\u2019&]\w+)*")
_STATE_MEDIA = re.compile(
    r"\b(?:state|government|party|regime)(?:[- ](?:run|owned|controlled|funded|backed|affiliated))?\s+(?:\w+\s+){0,3}?"
    r"(?:media|television|tv|radio|broadcaster|news\s*agency|agency|newspaper|press|daily|outlets?|channel)\b"
    r"|\bofficial\s+(?:\w+\s+){0,4}?(?:media|news\s*agency|newspaper|press|television|tv|radio|broadcaster)\b"
    r"|\b(?:state|government)[- ](?:run|owned|controlled)\s+[A-Z]",
    re.IGNORECASE,
)
_STATE_BODY = re.compile(
    r"\b(?:state|government)(?:[- ](?:run|owned))?\s+(?:\w+\s+)?(?:agency|press)\b(?!\s+(?:reported|said))",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:Corp|Corporation|Inc|Ltd|Limited|PLC|plc|LLC|GmbH|AG|Holdings|Industries|Airlines|Airways|Motors|Shipyards?|Bank)\b\.?"
)
_SPLIT = frozenset(
    {
        "of",
        "for",
        "in",
        "at",
        "from",
        "with",
        "on",
        "to",
        "who",
        "which",
        "familiar",
        "close",
        "inside",
        "near",
        "based",
        "by",
    }
)
_UNNAMED = re.compile(r"\b(?:unnamed|unidentified|anonymous|undisclosed|unspecified)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Nature:
    """Kind and disclosure of a source; ``kind`` is ``None`` where its words do not tell."""

    kind: Kind | None
    disclosure: Disclosure
    person: bool = False


def nature(phrase: str, context: str, lexicon: Lexicon, *, person: bool) -> Nature:
    """Read kind and disclosure off a noun phrase.

    Args:
        phrase: the source as written.
        context: what else the article says of it: appositives, fuller mentions.
        lexicon: the language's lexicon.
        person: whether the phrase names one person.
    """
    kind = _kind(phrase, lexicon, person=person)
    if kind is None and context:
        kind = _kind(context, lexicon, person=person)
    return Nature(kind, _disclosure(phrase, kind, lexicon.tables, person=person), person)


def _kind(phrase: str, lexicon: Lexicon, *, person: bool) -> Kind | None:
    tables = lexicon.tables
    if not person and _STATE_MEDIA.search(phrase) and not _STATE_BODY.fullmatch(phrase):
        return "state_media"
    named = _by_name(phrase, tables)
    if named is not None and (not person or named not in ("official", "intergovernmental")):
        return named
    words = [word.lower() for word in _WORD.findall(phrase)]
    by_role = _by_role(words, lexicon)
    if by_role is not None and not (named is not None and by_role == "official"):
        return by_role
    if named is not None:
        return named
    if _COMPANY.search(phrase):
        return "company"
    return "official" if not person and _is_place(phrase, tables) else None


def outlet_name(phrase: str, tables: Tables) -> str | None:
    """The longest known outlet named in ``phrase``, as the table has it."""
    words = _WORD.findall(phrase)
    for size in range(min(8, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            name = re.sub(r"['\u2019]s?$", "", " ".join(words[start : start + size]))
            if name in tables.media and name in phrase:
                return name
    return None


def _by_name(phrase: str, tables: Tables) -> Kind | None:
    """Kind of the longest known outlet or body named in ``phrase``."""
    words = _WORD.findall(phrase)
    for size in range(min(8, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            name = " ".join(words[start : start + size])
            bare = re.sub(r"['\u2019]s?$", "", name)
            for candidate in (name, bare):
                kind = tables.media.get(candidate) or tables.bodies.get(candidate)
                if kind is not None:
                    return kind
    return None


def _by_role(words: Sequence[str], lexicon: Lexicon) -> Kind | None:
    tables = lexicon.tables
    split = next((i for i, word in enumerate(words) if word in _SPLIT and i > 0), len(words))
    head, rest = words[:split], words[split + 1 :]
    found = _roles(head, tables)
    strong = [kind for kind in reversed(found) if kind not in ("neutral", "weak")]
    weak = bool(found) and found[-1] == "weak"
    if found and found[-1] not in ("neutral", "weak"):
        return _as_kind(found[-1])
    if strong:
        return _as_kind(strong[0])
    further = [kind for kind in _roles(rest, tables) if kind not in ("neutral", "weak")]
    if further:
        return _as_kind(further[0])
    if weak or _is_state_body(words, lexicon):
        return "official"
    if "source" in head or "sources" in head:
        return "unspecified"
    if found and any(word.title() in tables.places or word in _PLACE_WORDS for word in (*head, *rest)):
        return "official"
    return None


def _is_state_body(words: Sequence[str], lexicon: Lexicon) -> bool:
    """ "the national rescue agency", "the provincial election commission": a neutral noun with a state's adjective."""
    return any(
        noun in lexicon.words.state_nouns
        and any(word in lexicon.words.state_modifiers for word in words[max(0, i - 3) : i])
        for i, noun in enumerate(words)
    )


_PLACE_WORDS = frozenset({"u.s", "u.s.", "us", "uk", "u.k."})
# the plain word "official" is weak evidence: "company officials", "rebel officials"
_WEAK = frozenset({"official", "officials", "officer", "officers", "source", "sources"})


def _roles(words: Sequence[str], tables: Tables) -> list[str]:
    """Kinds of the role words in order; two-word roles first."""
    found: list[str] = []
    index = 0
    while index < len(words):
        pair = " ".join(words[index : index + 2])
        if index + 1 < len(words) and (kind := tables.roles.get(pair) or tables.roles.get(_singular(pair))):
            found.append(kind)
            index += 2
            continue
        word = re.sub(r"['\u2019]s?$", "", words[index])
        kind = (
            "weak"
            if word in _WEAK and word not in ("source", "sources")
            else tables.roles.get(word) or tables.roles.get(_singular(word))
        )
        if word in ("source", "sources"):
            kind = "neutral"
        if kind:
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


def _as_kind(role: str) -> Kind:
    if role == "media":
        return "other_media"
    if role == "agency":
        return "wire_agency"
    return cast("Kind", role)


def _is_place(phrase: str, tables: Tables) -> bool:
    name = re.sub(r"^(?:the|The)\s+", "", phrase)
    return name in tables.countries or name in tables.capitals or name in tables.places


def place_of(phrase: str, tables: Tables) -> str | None:
    """The country that ``phrase`` names as a whole ("Moscow", "the United States"), if it does."""
    name = re.sub(r"^(?:the|The)\s+", "", phrase)
    if name in tables.countries or name in tables.capitals:
        return tables.places[name]
    return None


_COLLECTIVE = re.compile(
    r"\b(?:media|outlets?|newspapers|reports|press|papers|websites|channels|agencies|broadcasters|networks|stations)\b",
    re.IGNORECASE,
)
_INSTITUTION = frozenset(
    {
        "authorities",
        "police",
        "military",
        "army",
        "navy",
        "troops",
        "forces",
        "government",
        "prosecutors",
        "parliament",
        "rebels",
        "militants",
        "insurgents",
        "separatists",
        "crew",
        "organisers",
        "organizers",
    }
)


def _disclosure(phrase: str, kind: Kind | None, tables: Tables, *, person: bool) -> Disclosure:
    if person:
        return "named"
    words = [word.lower() for word in _WORD.findall(phrase)]
    head = next((words[i - 1] for i, word in enumerate(words) if i and word in _SPLIT), words[-1] if words else "")
    if kind == "unspecified":
        return "anonymous"
    if _UNNAMED.search(phrase):
        return "partial"
    if kind in ("state_media", "wire_agency", "other_media"):
        named = (
            _by_name(phrase, tables) is not None
            or any(
                word[0].isupper() and word.lower() not in tables.roles and word not in tables.places
                for word in _WORD.findall(phrase)[1:]
            )
            or (len(words) == 1 and phrase[0].isupper())
            or _is_title(phrase, tables)
        )
        if _COLLECTIVE.search(phrase) and not _by_name(phrase, tables):
            return "partial"
        if named:
            return "named"
        return "partial" if _is_human(head, tables) else "institution"
    if kind == "document":
        return (
            "named"
            if sum(word[0].isupper() for word in _WORD.findall(phrase)[1:]) >= 2 or re.search(r"\d", phrase)
            else "partial"
        )
    if head in _INSTITUTION or _singular(head) in _INSTITUTION:
        return "institution"
    if _is_human(head, tables):
        return "partial"
    return "institution"


def _is_title(phrase: str, tables: Tables) -> bool:
    """Whether all of it is a name: "Harbour Radio", but not "State Television" or "Chinese Radio"."""
    words = _WORD.findall(phrase)
    first = words[0]
    return (
        all(word[0].isupper() for word in words)
        and first.lower() not in ("the", "state", "government", "official", "local", "public", "national")
        and first.lower() not in tables.roles
        and first not in tables.places
    )


_HUMAN = frozenset(
    {
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "leader",
        "chief",
        "head",
        "director",
        "member",
        "commander",
        "source",
        "aide",
        "deputy",
        "officer",
        "official",
        "adviser",
        "advisor",
        "employee",
        "executive",
        "insider",
        "observer",
        "man",
        "woman",
        "person",
        "people",
        "bureaucrat",
        "minister",
        "diplomat",
        "lawmaker",
        "senator",
        "ambassador",
        "general",
        "colonel",
        "soldier",
        "envoy",
        "negotiator",
        "judge",
        "mayor",
        "governor",
    }
)


def _is_human(head: str, tables: Tables) -> bool:
    single = _singular(head)
    return (
        single in _HUMAN
        or tables.roles.get(single) in ("private", "expert")
        or tables.roles.get(head) in ("private", "expert")
    )
