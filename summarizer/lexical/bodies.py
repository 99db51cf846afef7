"""Bodies that an article names, with what it says of them: "Freedom Call, a rights group", "the Reform Front (RF)".

They tell of whom somebody speaks who is cited as "the group's director", "its owner" or "RF spokesman".
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from summarizer.lexical.kinds import nature
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.words import without_possessive
from summarizer.summary import Kind

_PART = r"(?:[A-Z][\w.&\u2019'-]*\w|[A-Z])"
_NAME = re.compile(rf"{_PART}(?:(?: (?:of|for|and|the|&|on|de|des|du|al|la)){{0,2}} {_PART})*")
_ACRONYM = re.compile(
    r"['\u2019]?s? ?(?:\((?:the )?|[\u2013\u2014-] ?the |, or (?:the )?)([A-Z][A-Za-z&-]{1,9}[A-Z]\w?)\b"
)
_BEHIND = re.compile(r", (?:which is )?((?:an?|the|one of|its|his|their) [^,.;:()\u2014]{3,90})(?=[,.;:\u2014])")
_BEFORE = re.compile(r"(?:^|[\s(])((?:(?:an?|the|A|An|The) )?(?:[a-z][\w-]* ){1,4}(?:called |named )?)$")
_AFTER = re.compile(r" ((?:[a-z][\w-]+ ?){1,3})")
_INDEFINITE = re.compile(r"\b(?:[Aa]n?|[Oo]ne) (?:[A-Z][\w-]+ ){0,3}((?:[a-z][\w-]+ ){0,3}[a-z][\w-]+)")
_NOUN = re.compile(r"[a-z][\w-]+")


@dataclass(frozen=True, slots=True)
class Body:
    """A body where the article names it."""

    name: str
    start: int
    kind: Kind
    nouns: frozenset[str]
    """What it may be called afterwards, in lower case: "group", "board"."""


@dataclass(frozen=True)
class Bodies:
    """The bodies of an article, as far as its words tell their kind."""

    _found: Sequence[Body] = ()
    _by_name: Mapping[str, Kind] = field(default_factory=dict)

    def known(self, word: str, position: int) -> Kind | None:
        """The kind of the body that a name or a noun means at ``position``: "RF", "Corvel", "group", "its"."""
        if word[0].isupper():
            return self._by_name.get(word)
        before = [body for body in self._found if body.start < position]
        if word in ("its", "their"):
            return max(before, key=lambda body: body.start).kind if before else None
        named = [body for body in before if word in body.nouns]
        return max(named, key=lambda body: body.start).kind if named else None


def bodies(text: str, persons: frozenset[str], lexicon: Lexicon) -> Bodies:
    """All bodies that ``text`` names and tells the kind of, in order.

    Args:
        text: the article.
        persons: words of the names of persons, which make no bodies.
        lexicon: the language's lexicon.
    """
    found: list[Body] = []
    kinds: dict[str, Kind] = {}
    several: set[str] = set()
    for match in _NAME.finditer(text):
        name, start = _bare(match[0], match.start(), lexicon)
        if not name or name.lower() in lexicon.tables.roles:
            # "Foundation staff": a noun that opens a sentence
            continue
        if name in lexicon.tables.places or persons & set(re.findall(r"[\w-]+", name)):
            continue
        behind = _BEHIND.match(text, match.end())
        before = _BEFORE.search(text, max(0, start - 60), start)
        acronym = _ACRONYM.match(text, match.end())
        after = _AFTER.match(text, match.end())
        described = [part[1] for part in (behind, before) if part and _of_body(part[1], lexicon)]
        described = [*_noun_after(after[1].split() if after else [], lexicon), *described]
        kind = _kind(name, acronym[1] if acronym else None, described, lexicon) or kinds.get(name)
        if kind is None or kind == "document":
            continue
        nouns = frozenset(_NOUN.findall(" ".join(described))) & lexicon.tables.roles.keys() | {name.split()[-1].lower()}
        found.append(Body(name, start, kind, nouns))
        for alias in _aliases(name, acronym[1] if acronym else None, lexicon):
            several |= {alias} if kinds.setdefault(alias, kind) != kind and alias != name else set()
    found += _unnamed(text, lexicon)
    return Bodies(found, {alias: kind for alias, kind in kinds.items() if alias not in several})


def _kind(name: str, acronym: str | None, described: Sequence[str], lexicon: Lexicon) -> Kind | None:
    """The kind of a body by the tables, by what it is called, and by how its name closes."""
    tables = lexicon.tables
    listed = tables.media.get(name) or tables.bodies.get(acronym or "") or tables.bodies.get(name)
    if listed is not None:
        return listed
    kinds = (nature(phrase.strip(), "", lexicon, person=False).kind for phrase in (*described, name))
    return next((kind for kind in kinds if kind not in (None, "unspecified", "private")), None)


def _unnamed(text: str, lexicon: Lexicon) -> list[Body]:
    """Bodies brought in by their noun alone: "a rights group"."""
    found: list[Body] = []
    for match in _INDEFINITE.finditer(text):
        words = match[1].split(" ")
        for end in range(len(words), 0, -1):
            phrase = " ".join(words[:end])
            if _of_body(phrase, lexicon):
                kind = nature(phrase, "", lexicon, person=False).kind
                if kind not in (None, "unspecified", "private", "document"):
                    found.append(Body("", match.start(), kind, frozenset({words[end - 1]})))
                break
    return found


def _bare(name: str, start: int, lexicon: Lexicon) -> tuple[str, int]:
    """A name without the article or preposition that opens a sentence, and where it begins."""
    words = lexicon.words
    no_names = (
        words.determiners,
        words.prepositions,
        words.pronouns,
        words.subordinators,
        words.coordinators,
        words.adverbs,
    )
    while (first := name.split(" ")[0]) and any(first.lower() in closed for closed in no_names):
        cut = len(first) + 1
        name, start = name[cut:], start + cut
        if not name:
            break
    return without_possessive(name), start


def _noun_after(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """The noun that closes a name in small letters: "Ostrava news agency"."""
    for size in range(len(words), 0, -1):
        noun = " ".join(words[:size])
        if noun in lexicon.tables.roles and words[size - 1] not in lexicon.words.human_roles:
            return [noun]
    return []


def _of_body(description: str, lexicon: Lexicon) -> bool:
    """Whether a description is of a body and not of a human being or a place."""
    words = _NOUN.findall(re.split(r" (?:of|for|in|at|that|which|who|based|with) ", description)[0])
    return (
        bool(words)
        and words[-1] not in lexicon.words.human_roles
        and (words[-1] in lexicon.tables.roles or " ".join(words[-2:]) in lexicon.tables.roles)
    )


def _aliases(name: str, acronym: str | None, lexicon: Lexicon) -> list[str]:
    """Short forms of a body's name: its acronym, its first word, the name without a closing noun."""
    words = name.split(" ")
    while len(words) > 2 and without_possessive(words[0]) in lexicon.tables.places:
        words = words[1:]
    short = [name, " ".join(words)]
    if acronym:
        short.append(acronym)
    if len(words) > 1:
        first = words[0]
        initials = "".join(word[0] for word in words if word[0].isupper())
        if len(initials) > 2:
            short.append(initials)
        if len(first) > 3 and first.istitle() and not _is_common(first, lexicon):
            short.append(first)
    return short


def _is_common(word: str, lexicon: Lexicon) -> bool:
    """Whether the first word of a name says where or of what sort, and stands for no body by itself: "European"."""
    low = word.lower()
    return (
        word in lexicon.tables.places
        or low in lexicon.tables.roles
        or low in lexicon.words.thing_words
        or low in lexicon.words.state_modifiers
        or low.endswith(("an", "ish", "ese", "ern", "al", "ic", "'s", "ary", "ive"))
    )
