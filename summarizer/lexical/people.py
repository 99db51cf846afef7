"""Persons named in an article, with the roles that it gives them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from summarizer.article.model import Article
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.words import Token, without_possessive


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
    """Whether ``word`` is a title, an office or a kind of body."""
    low = _plain(word)
    return low in lexicon.words.human_roles or low in lexicon.tables.roles


def is_human_role(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a title, an office or a trade of one human being."""
    return _plain(word) in lexicon.words.human_roles


def _plain(word: str) -> str:
    return word.lower().rstrip(".").removesuffix("'s").removesuffix("\u2019s")


def name_core(tokens: list[Token], lexicon: Lexicon) -> tuple[str, ...]:
    """The personal name at the end of a phrase: ("Sergei", "Lavrov") of "Russian Foreign Minister Sergei Lavrov".

    Empty where the phrase ends in no personal name.
    """
    run: list[str] = []
    for token in reversed(tokens):
        if token.text == ".":
            continue
        low = token.low.rstrip(".")
        if not (token.capital or (low in lexicon.words.name_particles and run) or _prefixed(token.text, lexicon)):
            break
        if is_role(token.text, lexicon):
            break
        run.append(without_possessive(token.text))
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
    if any(part.isupper() and len(part) > 1 for part in core) or any(char.isdigit() for part in core for char in part):
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
            while (
                end < len(tokens)
                and not tokens[end].low.endswith("day")
                and (tokens[end].capital or _joins(tokens, end, lexicon))
            ):
                end += 1
            while end > index and not tokens[end - 1].capital and not re.match(r"(?:al|el)-", tokens[end - 1].text):
                end -= 1
            _note(article, grammar, index, end, found)
            index = max(end, index + 1)
    return found


def _prefixed(word: str, lexicon: Lexicon) -> bool:
    """Whether ``word`` is a name that begins in lower case: "al-Masri"."""
    prefix, hyphen, name = word.partition("-")
    return bool(hyphen) and prefix in lexicon.words.name_prefixes and name[:1].isupper()


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


def _joins(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
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
        (token.low in lexicon.words.name_particles or bool(re.match(r"(?:al|el)-", token.text)))
        and index + 1 < len(tokens)
        and tokens[index + 1].capital
    ) or _prefixed(token.text, lexicon)


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
    first = _core_start(tokens, start, end, core)
    herald = tokens[first - 2 if first > 1 and tokens[first - 1].text == "." else first - 1] if first else None
    titled = herald is not None and first > left and is_human_role(herald.text, grammar.lexicon)
    if herald is not None and not titled and is_role(herald.text, grammar.lexicon):
        # "the newspaper Harian Nusa": a body's noun heralds a body's name
        return
    roles = [article.text[tokens[left].start : tokens[end - 1].end]] if titled else []
    if grammar.low(end) in ("of", "from", "at", "with"):
        begin, stop = grammar.phrase_right(end + 1)
        if begin < stop and any(is_role(t.text, grammar.lexicon) for t in tokens[begin:stop]):
            roles.append(article.text[tokens[begin].start : tokens[stop - 1].end])
    if left > 1 and grammar.low(left - 1) == ",":
        # "Its chief executive, Roland Tace"
        begin, stop = grammar.phrase_left(left - 1)
        head = grammar.head(begin, stop)
        if begin < stop and is_role(head, grammar.lexicon):
            if not is_human_role(head, grammar.lexicon) and not titled:
                # "The operator, Samudra Lines": a body's noun before the comma
                return
            roles.append(article.text[tokens[begin].start : tokens[stop - 1].end])
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
        if len(core) == 1 and not (titled and tokens[start].low.rstrip(".") in grammar.lexicon.words.human_roles):
            return
        if len(core) > 1 and not roles and not _looks_personal(core, article.text, grammar.lexicon):
            return
        if not titled and grammar.low(left - 1) in grammar.lexicon.words.determiners:
            # "the Delta Works": an article before a bare name marks a thing
            return
        found.append(
            Person(
                core,
                article.text[tokens[left].start : tokens[end - 1].end],
                tokens[left].start,
                roles,
            )
        )
        return
    known.roles += roles
    mention = without_possessive(article.text[tokens[left].start : tokens[end - 1].end])
    if (len(core) >= len(known.core) and len(mention) > len(known.fullest)) or (len(core) > len(known.core)):
        known.fullest, known.start = mention, tokens[left].start
        known.core = core if len(core) > len(known.core) else known.core


def _core_start(tokens: list[Token], start: int, end: int, core: tuple[str, ...]) -> int:
    """Index of the first token of ``core`` in ``start:end``."""
    return next((i for i in range(start, end) if without_possessive(tokens[i].text) == core[0]), start)


def _looks_personal(core: tuple[str, ...], text: str, lexicon: Lexicon) -> bool:
    """Whether a bare name can be a person's: no word of it names a kind of body, or stands in the text as a noun."""
    if not 2 <= len(core) <= 4 or any(part.lower() in lexicon.words.thing_words for part in core):
        return False
    return not re.search(rf"(?<![\w-]){re.escape(core[-1].lower())}(?![\w-])", text)
