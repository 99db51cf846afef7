"""Persons named in an article, with the roles that it gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.article.model import Article
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.words import Token

_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "sir",
        "lady",
        "lord",
        "gen",
        "lt",
        "col",
        "maj",
        "capt",
        "sgt",
        "cmdr",
        "adm",
        "brig",
        "sen",
        "rep",
        "gov",
        "rev",
        "hon",
        "sheikh",
        "shaikh",
        "ayatollah",
        "imam",
        "pope",
        "president",
        "king",
        "queen",
        "prince",
        "princess",
    ]
)
_PARTICLES = frozenset(
    ["al", "el", "bin", "ibn", "ben", "van", "von", "der", "den", "de", "da", "di", "du", "la", "le", "dos", "abu"]
)


@dataclass
class Person:
    """One named person."""

    core: tuple[str, ...]
    """The name without titles: ("Rajnath", "Singh")."""
    fullest: str
    """The longest mention, titles included."""
    start: int
    """Where the fullest mention begins."""
    roles: list[str] = field(default_factory=list)
    """What stands before and behind the name: titles, offices, appositives."""
    last_seen: int = 0

    def answers_to(self, core: tuple[str, ...]) -> bool:
        """Whether ``core`` can name this person: the whole name, or its first or last part."""
        if len(core) == 1:
            return core[0] in (self.core[-1], self.core[0])
        return (
            core == self.core
            or (
                core[-1] == self.core[-1]
                and core[0][:1] == self.core[0][:1]
                and (len(core) == len(self.core) or core[0] == self.core[0])
            )
            or set(core) <= set(self.core)
        )


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a title or an office."""
    low = word.lower().rstrip(".").removesuffix("'s").removesuffix("\u2019s")
    return low in _TITLES or low in lexicon.tables.roles


def name_core(tokens: list[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The personal name at the end of a phrase: ("Sergei", "Lavrov") of "Russian Foreign Minister Sergei Lavrov".

    Empty where the phrase ends in no personal name.
    """
    run: list[str] = []
    for token in reversed(tokens):
        if token.text == ".":
            continue
        low = token.low.rstrip(".")
        if not (token.capital or (low in _PARTICLES and run) or re.match(r"(?:al|el|ad|as|ar)-[A-Z]", token.text)):
            break
        if is_role(token.text, lexicon):
            break
        run.append(re.sub(r"['\u2019]s?$", "", token.text))
    core = tuple(reversed(run))
    while core and (core[0] in lexicon.tables.places or core[0].lower() in lexicon.words.determiners):
        core = core[1:]
    if (
        not core
        or len(core) > 5
        or " ".join(core) in lexicon.tables.media
        or " ".join(core) in lexicon.tables.bodies
        or " ".join(core) in lexicon.tables.places
    ):
        return ()
    if any(part.isupper() and len(part) > 2 for part in core) or any(char.isdigit() for part in core for char in part):
        return ()
    return core


def people(article: Article, sentences: list[list[Token]], lexicon: Lexicon) -> list[Person]:
    """All persons that the article introduces by a full name or a title, in order."""
    found: list[Person] = []
    for tokens in sentences:
        grammar = Grammar(tokens, lexicon)
        index = 0
        while index < len(tokens):
            if not _can_start(tokens, index, lexicon):
                index += 1
                continue
            end = index
            while end < len(tokens) and (tokens[end].capital or _joins(tokens, end)):
                end += 1
            while end > index and not tokens[end - 1].capital and not re.match(r"(?:al|el)-", tokens[end - 1].text):
                end -= 1
            _note(article, grammar, index, end, found)
            index = max(end, index + 1)
    return found


def _can_start(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    token = tokens[index]
    words = lexicon.words
    return token.capital and not (
        token.low in words.determiners
        or token.low in words.prepositions
        or token.low in words.subordinators
        or token.low in words.adverbs
        or token.low in words.pronouns
        or token.low in words.times
    )


def _joins(tokens: list[Token], index: int) -> bool:
    """Particles and the points of abbreviations inside a name."""
    token = tokens[index]
    if token.text == ".":
        return (
            index > 0
            and tokens[index - 1].end == token.start
            and len(tokens[index - 1].text) <= 4
            and index + 1 < len(tokens)
            and tokens[index + 1].capital
        )
    return (
        (token.low in _PARTICLES or bool(re.match(r"(?:al|el)-", token.text)))
        and index + 1 < len(tokens)
        and tokens[index + 1].capital
    ) or bool(re.match(r"(?:al|el|ad|as|ar)-[A-Z]", token.text))


def _note(article: Article, grammar: Grammar, start: int, end: int, found: list[Person]) -> None:
    tokens = list(grammar.tokens)
    core = name_core(tokens[start:end], grammar.lexicon)
    if not core:
        return
    left = start
    while (
        left > 0
        and not tokens[left - 1].quote
        and (is_role(tokens[left - 1].text, grammar.lexicon) or tokens[left - 1].capital)
        and tokens[left - 1].low not in grammar.lexicon.words.determiners
    ):
        left -= 1
    while left < start and tokens[left].low in (
        grammar.lexicon.words.adverbs
        | grammar.lexicon.words.prepositions
        | grammar.lexicon.words.subordinators
        | grammar.lexicon.words.coordinators
    ):
        left += 1
    titled = any(is_role(token.text, grammar.lexicon) for token in tokens[left:end])
    roles = [article.text[tokens[left].start : tokens[end - 1].end]] if titled else []
    if grammar.low(end) == ",":
        begin, stop = grammar.phrase_right(end + 1)
        closed = grammar.low(stop) == "," or grammar.is_end(stop)
        if (
            begin < stop
            and closed
            and not grammar.is_clause(begin, stop)
            and any(is_role(t.text, grammar.lexicon) for t in tokens[begin:stop])
        ):
            roles.append(article.text[tokens[begin].start : tokens[stop - 1].end])
    known = next((person for person in reversed(found) if person.answers_to(core)), None)
    if known is None:
        # a lone capitalised word is a person only behind a title
        if len(core) == 1 and not (titled and tokens[start].low.rstrip(".") in _TITLES | {"president"}):
            return
        if len(core) > 1 and not roles and not _looks_personal(core):
            return
        found.append(
            Person(
                core,
                article.text[tokens[left].start : tokens[end - 1].end],
                tokens[left].start,
                roles,
                tokens[start].start,
            )
        )
        return
    known.roles += roles
    known.last_seen = tokens[start].start
    mention = re.sub(r"['\u2019]s?$", "", article.text[tokens[left].start : tokens[end - 1].end])
    if (len(core) >= len(known.core) and len(mention) > len(known.fullest)) or (len(core) > len(known.core)):
        known.fullest, known.start = mention, tokens[left].start
        known.core = core if len(core) > len(known.core) else known.core


_ORGANISATION = frozenset(
    [
        "ministry",
        "department",
        "agency",
        "council",
        "army",
        "force",
        "forces",
        "party",
        "group",
        "corp",
        "union",
        "university",
        "institute",
        "committee",
        "commission",
        "office",
        "bureau",
        "authority",
        "court",
        "bank",
        "house",
        "news",
        "times",
        "post",
        "press",
        "party",
        "nations",
        "states",
        "republic",
        "day",
        "parade",
        "war",
        "sea",
        "ocean",
        "river",
        "street",
        "road",
        "square",
        "airport",
        "hospital",
        "church",
        "mosque",
        "centre",
        "center",
        "organisation",
        "organization",
        "federation",
        "service",
        "fund",
        "programme",
        "program",
        "project",
        "treaty",
        "agreement",
        "concern",
        "board",
        "limited",
        "county",
        "province",
        "district",
        "region",
        "city",
        "island",
        "islands",
        "north",
        "south",
        "east",
        "west",
        "embassy",
        "security",
        "national",
        "international",
        "international",
        "general",
        "new",
        "great",
        "united",
        "world",
        "cup",
        "games",
        "league",
        "club",
        "association",
        "company",
        "alliance",
        "coalition",
        "front",
        "movement",
        "guard",
        "brigade",
        "division",
        "regiment",
        "squadron",
        "highway",
        "bridge",
        "park",
        "hotel",
        "school",
        "college",
        "tower",
    ]
)


def _looks_personal(core: tuple[str, ...]) -> bool:
    return 2 <= len(core) <= 4 and not any(part.lower() in _ORGANISATION for part in core)
