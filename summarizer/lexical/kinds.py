"""What kind of source a phrase names, and how far it discloses who that is.

A phrase is read from its head noun. A trade or a body ("general", "ministry", "villagers") tells the kind by itself;
an office ("spokesman", "secretary", "head") has the kind of the body that it serves, which stands before it ("union
secretary"), behind it ("head of the union"), or elsewhere in the article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import cast

from summarizer.lexical.disclosure import disclosure
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.nouns import LONGEST_NAME, WORD, runs, singular
from summarizer.lexical.tables import Tables
from summarizer.lexical.words import lower, without_possessive
from summarizer.summary import MEDIA_KINDS, Disclosure, Kind

_LONGEST_ROLE = 4
"""Words of the longest role in the table."""

Known = Callable[[str], Kind | None]
"""The kind of a body that the article tells of, by its name or its noun."""


@dataclass(frozen=True, slots=True)
class Nature:
    """Kind and disclosure of a source; ``kind`` is ``None`` where its words do not tell."""

    kind: Kind | None
    disclosure: Disclosure


def _unknown(_: str) -> Kind | None:
    return None


def nature(phrase: str, context: str, lexicon: Lexicon, *, person: bool, known: Known | None = None) -> Nature:
    """Read kind and disclosure off a noun phrase.

    Args:
        phrase: the source as written.
        context: what else the article says of it: appositives, fuller mentions; may be empty.
        lexicon: the language's lexicon.
        person: whether the phrase names one person.
        known: what the article tells of the bodies in it.
    """
    if known is None:
        return _by_words(phrase, context, lexicon, person=person)
    return _nature(phrase, context, lexicon, known, person=person)


@lru_cache(maxsize=4096)  # every mention of a source asks for it
def _by_words(phrase: str, context: str, lexicon: Lexicon, *, person: bool) -> Nature:
    return _nature(phrase, context, lexicon, _unknown, person=person)


def _nature(phrase: str, context: str, lexicon: Lexicon, known: Known, *, person: bool) -> Nature:
    kind = _kind(phrase, lexicon, known, person=person)
    if kind is None and context:
        kind = _kind(context, lexicon, known, person=person)
    return Nature(kind, disclosure(phrase, kind, lexicon, person=person))


def outlet_name(phrase: str, tables: Tables) -> str | None:
    """The longest known outlet named in ``phrase``, as the table has it; ``None`` if none is."""
    for words in runs(phrase):
        name = without_possessive(words)
        if name in tables.media and name in phrase:
            return name
    return None


def place_of(phrase: str, tables: Tables) -> str | None:
    """The country that ``phrase`` names as a whole ("Moscow", "the United States"), if it does."""
    name = _bare(phrase)
    return tables.places[name] if name in tables.states else None


# -- kinds ----------------------------------------------------------------------------------------


_LONGEST_PHRASE = 80
"""Words of a phrase that are read: nobody is called by more."""
_MOST_PARTS = 8
"""Parts of it, each of the one before; how one belongs to the others takes twice as long with every further one."""


@dataclass(frozen=True, slots=True)
class _Role:
    """A role in a row of words: where it stands, and its kind, or "weak", "neutral" or "office"."""

    start: int
    end: int
    kind: str
    office: bool


def _kind(phrase: str, lexicon: Lexicon, known: Known, *, person: bool) -> Kind | None:
    naming, tables = lexicon.naming, lexicon.tables
    if not person and naming.state_media.search(phrase) and not naming.state_body.fullmatch(phrase):
        return "state_media"
    if not person and _bare(phrase) in tables.places:
        return "official"
    parts = list(islice(_parts(WORD.findall(phrase)[:_LONGEST_PHRASE], lexicon), _MOST_PARTS))
    if len(parts) > 1 and parts[0][-1].lower() in naming.quantities:
        # "a number of senators"
        parts = parts[1:]
    if not parts:
        return None
    return _by_head(parts[0], parts[1:], lexicon, known)


def _parts(words: list[str], lexicon: Lexicon) -> Iterator[list[str]]:
    """What somebody is, then of whom or where: cut at "of", "for", "in", but not inside "chief of staff"."""
    inside = {i for role in _roles(words, lexicon) for i in range(role.start, role.end)}
    part: list[str] = []
    for index, word in enumerate(words):
        if lower(word) in lexicon.naming.ends and index not in inside and part and not _in_name(words, index, lexicon):
            yield part
            part = []
            if word.lower() in lexicon.naming.beside:
                return
        else:
            part.append(word)
    if part:
        yield part


def _in_name(words: Sequence[str], index: int, lexicon: Lexicon) -> bool:
    """Whether the preposition at ``index`` belongs to a name in the tables: "Doctors for Peace"."""
    tables = lexicon.tables
    return any(
        (name := " ".join(words[start:end])) in tables.bodies or name in tables.media
        for start in range(max(0, index - 4), index)
        for end in range(index + 2, min(len(words), index + 6) + 1)
    )


def _by_head(words: list[str], rest: Sequence[list[str]], lexicon: Lexicon, known: Known) -> Kind | None:
    """The kind by the last role of ``words``, or by a name that stands for it."""
    naming = lexicon.naming
    roles = _roles(words, lexicon)
    role = roles[-1] if roles else None
    if (end := _behind_office(words, roles, lexicon)) and (kind := _by_head(words[:end], rest, lexicon, known)):
        return kind
    name = _named(words, lexicon.tables, known)
    if name is not None and (role is None or name[1] >= role.end):
        return name[2]
    if (ending := _by_ending(words, lexicon)) is not None:
        # "the African Union Mission": a body of states, as its owner is
        return name[2] if name is not None and (ending, name[2]) == ("official", "intergovernmental") else ending
    if role is None:
        return _legal_form(words, lexicon) or (_served(rest, lexicon, known) if naming.ones & _low(words) else None)
    if _of_party(words, role, lexicon):
        return "party"
    before = _affiliation(words[: role.start], lexicon, known)
    if role.office:
        serves = before or _served(rest, lexicon, known)
        if serves is not None:
            return serves
        if _is_former(words, lexicon):
            return None
        if role.kind == "weak" or _is_state_body(words, lexicon) or _has_place(words, rest, role, lexicon):
            return "official"
        if role.kind != "neutral":
            return cast("Kind", role.kind)
        if naming.voices & _low(words):
            return _joint(words, role, lexicon)
        if (kept := _by_unknown_name(words, role, lexicon)) is not None:
            return kept
        if (owner := next((w.lower() for w in words if w.lower() in lexicon.words.determiners), None)) is not None:
            # "its owner"
            owned = known(owner)
            if owned is not None:
                return owned
        # "a spokesman": of the body spoken of
        bare = not rest and not any(not word.islower() for word in words[1:])
        return known("its") if bare and naming.speakers & _low(words) else None
    kind = cast("Kind", role.kind)
    if singular(words[role.end - 1].lower()) in naming.advocates:
        # "their lawyer" keeps to himself whose
        theirs = role.start > 0 and words[role.start - 1].lower() in lexicon.words.determiners
        client = (None if theirs else before) or _served(rest, lexicon, known)
        return client if client in ("company", "official") else kind
    if words[role.end - 1].lower() in naming.mouthpieces and before is not None and before not in MEDIA_KINDS:
        # "the ministry's website"
        return before
    if kind in MEDIA_KINDS or kind == "document":
        outlet = name is not None and name[2] in MEDIA_KINDS
        return name[2] if name and outlet else "armed_group" if before == "armed_group" and kind != "document" else kind
    if kind == "official" and name is not None and name[2] != "official":
        # "Taliban officials", "a United Nations envoy"
        return name[2]
    return kind


def _behind_office(words: Sequence[str], roles: Sequence[_Role], lexicon: Lexicon) -> int:
    """Where an office ends behind which stands but a title: "rebel leader [General]", "union president [Father]"."""
    if len(roles) < 2 or roles[-2].end != roles[-1].start:
        return 0
    office, title = roles[-2], words[roles[-1].start : roles[-1].end]
    # "spokesman Colonel": the office alone does not tell whose it is
    bare = office.start == 0 and office.kind in ("neutral", "weak")
    titled = title[0][0].isupper() and _low(title) <= lexicon.naming.titles
    return office.end if titled and not bare else 0


def _of_party(words: Sequence[str], role: _Role, lexicon: Lexicon) -> bool:
    """Whether a role is an office behind a party's leaning: "Labour election chief", but not "Labour minister"."""
    office = singular(words[role.end - 1].lower())
    return office in lexicon.naming.party_offices and bool(lexicon.naming.leanings & _low(words[: role.start]))


def _joint(words: Sequence[str], role: _Role, lexicon: Lexicon) -> Kind:
    """The kind of sources by what joins them to others: "security and medical sources"."""
    low, voice = [word.lower() for word in words], words[role.end - 1].lower()
    if "and" not in low[: role.start]:
        return "unspecified"
    kinds = (lexicon.tables.roles.get(f"{word} {voice}") for word in low[: role.start])
    return cast("Kind", next((kind for kind in kinds if kind not in (None, "neutral")), "unspecified"))


def _by_unknown_name(words: Sequence[str], role: _Role, lexicon: Lexicon) -> Kind | None:
    """What a name that no table has before an office makes of it: a firm's or a party's."""
    naming, owner = lexicon.naming, without_possessive(words[role.start - 1]) if role.start else ""
    if not owner[:1].isupper() or owner in lexicon.tables.places or owner.lower() in lexicon.words.determiners:
        return None
    office = " ".join(words[role.start : role.end]).lower()
    if office in naming.firm_offices:
        return "company"
    return "party" if office in naming.leading and not owner.endswith(naming.adjective_ends) else None


def _affiliation(words: list[str], lexicon: Lexicon, known: Known) -> Kind | None:
    """The kind of the body that stands before an office: "union", "the group's Asia", "Harbour Radio"."""
    if not words:
        return None
    name = _named(words, lexicon.tables, known)
    if name is not None:
        return name[2]
    if len(words) == 1 and (spoken_of := known(without_possessive(words[0]).lower())) is not None:
        # "foundation staff": of the foundation spoken of
        return spoken_of
    strong = [role.kind for role in _roles(words, lexicon) if role.kind not in ("neutral", "weak")]
    if strong:
        return cast("Kind", strong[-1])
    found = _by_ending(words, lexicon) or _legal_form(words, lexicon)
    if found is not None:
        return found
    nouns = (
        without_possessive(word).lower() for word in reversed(words) if word.lower() not in lexicon.words.determiners
    )
    return next((kind for noun in nouns if (kind := known(noun)) is not None), None)


def _served(rest: Sequence[list[str]], lexicon: Lexicon, known: Known) -> Kind | None:
    """The kind of the body behind an office: "of the rescue agency", "with the co-operative"."""
    for index, part in enumerate(rest):
        kind = _by_head(part, rest[index + 1 :], lexicon, known) or _affiliation(part, lexicon, known)
        if kind is not None:
            return kind
    return None


def _named(words: Sequence[str], tables: Tables, known: Known) -> tuple[int, int, Kind] | None:
    """The longest known outlet or body in ``words``, the last of two: where it stands and its kind."""
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size, -1, -1):
            run = " ".join(words[start : start + size])
            for name in (run, without_possessive(run)):
                kind = tables.media.get(name) or tables.bodies.get(name) or (known(name) if name[0].isupper() else None)
                if kind is not None:
                    return start, start + size, kind
    return None


def _by_ending(words: Sequence[str], lexicon: Lexicon) -> Kind | None:
    """The kind of an unknown name by the noun that closes it: "the Kivu Liberation Front", "the Harbour Gazette"."""
    if len(words) < 2:
        return None
    ending = [without_possessive(word) for word in words[-3:]]
    if not (ending[-1][0].isupper() and ending[-2][0].isupper()):
        return None
    for size in (2, 1):
        noun = " ".join(ending[-size:]).lower()
        kind = lexicon.naming.endings.get(noun) if len(words) > size else None
        if kind is not None and (noun not in lexicon.naming.articled or words[0].lower() == "the"):
            return kind
    return None


def _legal_form(words: Sequence[str], lexicon: Lexicon) -> Kind | None:
    return "company" if lexicon.naming.company.search(" ".join(words)) else None


def _bare(phrase: str) -> str:
    return re.sub(r"^(?:the|The)\s+", "", phrase)


def _low(words: Sequence[str]) -> set[str]:
    return {word.lower() for word in words}


def _is_former(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether somebody holds the office no more: what he says is his own."""
    return bool(lexicon.naming.former & _low(words)) or any(word.lower().startswith("ex-") for word in words)


def _has_place(words: Sequence[str], rest: Sequence[list[str]], role: _Role, lexicon: Lexicon) -> bool:
    """Whether an office or a state's body has a country by it: "the Indonesian agency", not "the Indonesian group"."""
    if role.kind == "neutral" and role.end and not _is_state_noun(words[role.end - 1], lexicon):
        human = singular(words[role.end - 1].lower()) in lexicon.words.human_roles
        if not human:
            return False
    everything = [*words, *(word for part in rest for word in part)]
    places, countries = lexicon.tables.places, lexicon.naming.countries
    return any(without_possessive(w) in places or w.lower() in countries for w in everything)


def _is_state_noun(word: str, lexicon: Lexicon) -> bool:
    return singular(without_possessive(word.lower())) in lexicon.words.state_nouns


def _is_state_body(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a neutral noun has a state's adjective: "the national rescue agency"."""
    low = [without_possessive(word.lower()) for word in words]
    return any(
        noun in lexicon.words.state_nouns
        and any(word in lexicon.words.state_modifiers for word in low[max(0, i - 3) : i])
        for i, noun in enumerate(low)
    )


def _roles(words: Sequence[str], lexicon: Lexicon) -> tuple[_Role, ...]:
    """The roles in a row of words, longer ones before the single words in them."""
    return _roles_of(tuple(words), lexicon)


# articles name the same few over and over, and every reading of a source asks anew
@lru_cache(maxsize=8192)
def _roles_of(words: tuple[str, ...], lexicon: Lexicon) -> tuple[_Role, ...]:
    naming, table = lexicon.naming, lexicon.tables.roles
    low = [word.lower() for word in words]
    found: list[_Role] = []
    index = 0
    while index < len(low):
        given = low[index] in lexicon.words.given_names and words[index][0].isupper()
        if given and index + 1 < len(low) and words[index + 1][0].isupper():
            # "Sheriff Bill Varga"
            index += 1
            continue
        for size in range(min(_LONGEST_ROLE, len(low) - index), 0, -1):
            role = " ".join([*low[index : index + size - 1], without_possessive(low[index + size - 1])])
            kind = (
                "neutral"
                if role in naming.voices
                else "weak"
                if role in naming.weak
                else table.get(role) or table.get(singular(role))
            )
            if kind is not None:
                office = kind in ("neutral", "weak") or role in naming.offices or singular(role) in naming.offices
                found.append(_Role(index, index + size, kind, office))
                index += size
                break
        else:
            index += 1
    return tuple(found)
