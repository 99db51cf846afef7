"""Persons named in an article, with the roles that it gives them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from summarizer.article.model import Article
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.names import is_human_role, is_prefixed, is_role, name_core, unprefixed
from summarizer.lexical.nouns import singular
from summarizer.lexical.words import Token, occurrences, without_possessive


@dataclass
class Person:
    """One named person."""

    core: tuple[str, ...]
    """The name without titles: ("Ilse", "Varga")."""
    fullest: str
    """The longest mention, titles included."""
    start: int
    """Where the fullest mention begins."""
    roles: list[str] = field(default_factory=list)
    """What stands before and behind the name: titles, offices, appositives."""

    def answers_to(self, core: tuple[str, ...], lexicon: Lexicon) -> bool:
        """Whether ``core`` can name this person: the whole name, or its first or last part."""
        named, own = bare(core, lexicon), bare(self.core, lexicon)
        if len(named) == 1:
            return named[0] in (own[0], own[-1]) or named[0] in _middle(own, lexicon)
        return (
            named == own
            or (named[-1] == own[-1] and named[0][:1] == own[0][:1] and (len(named) == len(own) or named[0] == own[0]))
            or set(named) <= set(own)
            # "De Mistura" opens a sentence, of Staffan de Mistura
            or [part.lower() for part in named] == [part.lower() for part in own[-len(named) :]]
        )


def bare(core: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The parts of a name as other mentions may have them: "Masri" for "al-Masri"."""
    return tuple(unprefixed(part, lexicon) for part in core)


def _middle(core: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """The names between the first and the last: "Lula" of "Luiz Inacio Lula da Silva"."""
    return tuple(part for part in core[1:-1] if len(part) > 2 and part not in lexicon.words.name_particles)


def people(article: Article, sentences: list[list[Token]], lexicon: Lexicon) -> list[Person]:
    """All persons that the article introduces by a full name or a title, in order."""
    met = _Met(lexicon)
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
            while end > index and not tokens[end - 1].capital and not is_prefixed(tokens[end - 1].text, lexicon):
                end -= 1
            _note(article, grammar, index, end, met)
            index = max(end, index + 1)
    return met.persons


@dataclass
class _Met:
    """The persons met so far, in order, looked up by the parts of their names."""

    lexicon: Lexicon
    persons: list[Person] = field(default_factory=list)
    _by_part: dict[str, list[int]] = field(default_factory=dict)

    def add(self, person: Person) -> None:
        self.persons.append(person)
        self._file(person.core, len(self.persons) - 1)

    def same(self, core: tuple[str, ...], titles: Sequence[str] | None) -> Person | None:
        """Whom a name is of, the last one met first; ``titles``: what stands before it, ``None`` for a bare name."""
        own = bare(core, self.lexicon)
        places = {place for part in (own[0], own[-1]) for place in self._by_part.get(part, ())}
        ordered = (self.persons[place] for place in sorted(places, reverse=True))
        return next((person for person in ordered if self._is_same(person, core, titles)), None)

    def _is_same(self, person: Person, core: tuple[str, ...], titles: Sequence[str] | None) -> bool:
        """Whether a name is of a person met before; behind a title a lone name is a family name."""
        if not person.answers_to(core, self.lexicon):
            return False
        if len(core) > 1 or titles is None:
            return True
        alone, own = bare(core, self.lexicon)[0], bare(person.core, self.lexicon)
        # "President Lula", of President Luiz Inacio Lula da Silva
        again = alone in _middle(own, self.lexicon) and bool(self._offices(titles) & self._offices(person.roles))
        return alone == own[-1] or again

    def _offices(self, titles: Sequence[str]) -> set[str]:
        return {word.lower() for title in titles for word in title.split() if is_human_role(word, self.lexicon)}

    def rename(self, person: Person, core: tuple[str, ...]) -> None:
        """Give a person a longer name."""
        person.core = core
        self._file(core, next(place for place, other in enumerate(self.persons) if other is person))

    def _file(self, core: tuple[str, ...], place: int) -> None:
        for part in bare(core, self.lexicon):
            self._by_part.setdefault(part, []).append(place)


def _can_start(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    token = tokens[index]
    words = lexicon.words
    following = tokens[index + 1] if index + 1 < len(tokens) else token
    if token.text == "A" and following.capital and len(following.text) == 1:
        # an initial, no article: "A K Menon"
        return True
    return token.capital and not (
        token.low in words.determiners
        or token.low in words.prepositions
        or token.low in words.subordinators
        or token.low in words.adverbs
        or token.low in words.pronouns
        or (token.low in words.times and not (token.low in words.given_names and following.capital))
    )


def _joins(tokens: list[Token], index: int, lexicon: Lexicon) -> bool:
    """Particles and the points of abbreviations inside a name, and the "of" of an office."""
    token = tokens[index]
    if token.low == "of" and index and index + 1 < len(tokens):
        return is_human_role(tokens[index - 1].text, lexicon) and tokens[index + 1].low in lexicon.words.portfolios
    if token.text == ".":
        return (
            index > 0
            and tokens[index - 1].end == token.start
            and len(tokens[index - 1].text) <= 4
            and index + 1 < len(tokens)
            and tokens[index + 1].capital
        )
    behind = index + 1
    while behind < len(tokens) and tokens[behind].low in lexicon.words.name_particles:
        # "von der Leyen"
        behind += 1
    particle = token.low in lexicon.words.name_particles and behind < len(tokens) and tokens[behind].capital
    return particle or is_prefixed(token.text, lexicon)


def _note(article: Article, grammar: Grammar, start: int, end: int, met: _Met) -> None:
    """Note the person whose name the capitals ``start:end`` close, if they close one."""
    tokens = grammar.tokens
    start = _behind_land(grammar, start, end)
    core = name_core(tokens[start:end], grammar.lexicon)
    if not core:
        return
    left = _title_start(grammar, start)
    first = _core_start(tokens, start, end, core)
    titled = first > left and _heralds(grammar, first)
    roles, is_body = _roles_beside(article, grammar, left, first, end, titled=titled)
    if is_body:
        return
    fullest = without_possessive(article.text[tokens[left].start : tokens[end - 1].end])
    known = met.same(core, roles if titled else None)
    if known is not None:
        known.roles += roles
        if (len(core) >= len(known.core) and len(fullest) > len(known.fullest)) or len(core) > len(known.core):
            known.fullest, known.start = fullest, tokens[left].start
            if len(core) > len(known.core):
                met.rename(known, core)
    elif _is_new(article, grammar, left, core, roles, titled=titled):
        met.add(Person(core, fullest, tokens[left].start, roles))


def _title_start(grammar: Grammar, start: int) -> int:
    """Where the titles and offices before a name begin: "(RF) spokesman", "Foreign Minister"."""
    tokens, words = grammar.tokens, grammar.lexicon.words
    left = start
    while left > 0 and not tokens[left - 1].quote:
        if grammar.low(left - 1) == ")" and grammar.low(left - 3) == "(" and left > 3 and tokens[left - 2].capital:
            left -= 3
        elif (
            left < start
            and grammar.low(left - 1) in words.state_modifiers
            and is_role(tokens[left].text, grammar.lexicon)
        ) or (
            (is_role(tokens[left - 1].text, grammar.lexicon) or tokens[left - 1].capital)
            and grammar.low(left - 1) not in words.determiners
        ):
            left -= 1
        elif _closes_office(grammar, left, start):
            left -= 2
        elif (office := _over_portfolios(grammar, left, start)) is not None:
            left = office
        else:
            break
    left = _whole_role(grammar, left)
    small = (words.adverbs, words.prepositions, words.subordinators, words.coordinators, ("(", ")"))
    while left < start and any(grammar.low(left) in each for each in small):
        left += 1
    return left


def _whole_role(grammar: Grammar, left: int) -> int:
    """Where a role begins that has its last word at ``left``: "chief operating [officer]"."""
    roles = grammar.lexicon.tables.roles
    for size in (3, 2):
        first = left - size + 1
        if first >= 0 and " ".join(grammar.low(i) for i in range(first, left + 1)) in roles:
            return first
    return left


def _over_portfolios(grammar: Grammar, left: int, start: int) -> int | None:
    """Where an office with joined portfolios begins: "Minister of Trade and [Food]", "Trade and [Food Minister]"."""
    portfolios = grammar.lexicon.words.portfolios
    if grammar.low(left - 1) != "and" or left < 2 or not grammar.tokens[left - 2].capital:
        return None
    if grammar.low(left - 2) in portfolios and any(
        is_human_role(grammar.tokens[i].text, grammar.lexicon) for i in range(left, start)
    ):
        return left - 2
    of = next((i for i in range(left - 2, max(0, left - 7), -1) if grammar.low(i) == "of"), 0)
    held = of and all(token.capital or token.low == "," for token in grammar.tokens[of + 1 : left - 1])
    office = is_human_role(grammar.tokens[of - 1].text, grammar.lexicon) if held else False
    return of - 1 if office and grammar.low(left) in portfolios else None


def _closes_office(grammar: Grammar, left: int, start: int) -> bool:
    """Whether ``left:start`` is what an office before it is of: "superintendent of [police]"."""
    portfolios = grammar.lexicon.words.portfolios
    return (
        1 < left < start
        and grammar.low(left - 1) in ("of", "for", "to")
        and is_human_role(grammar.tokens[left - 2].text, grammar.lexicon)
        and (
            (grammar.low(left - 1) == "of" and any(grammar.low(i) in portfolios for i in range(left, start)))
            or any(_is_land(grammar, left, stop) for stop in range(left + 1, start + 1))
        )
    )


def _behind_land(grammar: Grammar, start: int, end: int) -> int:
    """Where a name begins behind the land that its office is of: "president of Graustark [Ilse Varga]"."""
    before = start - 1 - (grammar.low(start - 1) in grammar.lexicon.words.determiners)
    if before < 1 or grammar.low(before) not in ("of", "for", "to"):
        return start
    if not is_human_role(grammar.tokens[before - 1].text, grammar.lexicon):
        return start
    return next((stop for stop in range(end - 2, start, -1) if _is_land(grammar, start, stop)), start)


def _is_land(grammar: Grammar, start: int, stop: int) -> bool:
    """Whether a range names a place or a body that somebody may hold an office of: "of the United Nations"."""
    start += grammar.low(start) in grammar.lexicon.words.determiners
    name = " ".join(token.text for token in grammar.tokens[start:stop])
    tables = grammar.lexicon.tables
    known = name in tables.places or name in tables.bodies
    # a land that no table has, with two names behind it
    capitals = [token.capital for token in grammar.tokens[start : start + 4]]
    return known or (stop == start + 1 and capitals[:3] == [True] * 3 and not any(capitals[3:]))


def _heralds(grammar: Grammar, first: int) -> bool:
    """Whether a human office stands right before the name that begins at ``first``, or closes with a portfolio."""
    herald = first - 2 if first > 1 and grammar.low(first - 1) == "." else first - 1
    if herald < 0:
        return False
    if is_human_role(grammar.tokens[herald].text, grammar.lexicon):
        return True
    office = next((i for i in range(herald, max(0, herald - 4), -1) if grammar.low(i) in ("of", "for", "to")), None)
    if office is None or not is_human_role(grammar.tokens[office - 1].text, grammar.lexicon):
        return False
    portfolio = all(grammar.low(i) in grammar.lexicon.words.portfolios for i in range(office + 1, first))
    return (grammar.low(office) == "of" and portfolio) or _is_land(grammar, office + 1, first)


def _roles_beside(
    article: Article, grammar: Grammar, left: int, first: int, end: int, *, titled: bool
) -> tuple[list[str], bool]:
    """What stands before and behind a name, and whether that makes it the name of a body."""
    lexicon, tokens = grammar.lexicon, grammar.tokens

    def text(begin: int, stop: int) -> str:
        return article.text[tokens[begin].start : tokens[stop - 1].end]

    roles: list[str] = []
    if titled:
        roles.append(text(_noun_start(grammar, left), end))
    elif first > left and is_role(tokens[first - 1].text, lexicon):
        # "the newspaper Harian Nusa": a body's noun heralds a body's name
        return [], True
    elif (office := _office_before(grammar, left)) is not None:
        # "vice-president for naval programmes Henrik Lovaas"
        roles.append(text(office, left))
    if left > 1 and grammar.low(left - 1) == ",":
        # "Its chief executive, Roland Tace"
        begin, stop = grammar.phrase_left(left - 1)
        head = grammar.head(begin, stop)
        if begin < stop and is_role(head, lexicon):
            if is_human_role(head, lexicon):
                roles.append(text(begin, stop))
            elif not titled:
                # "The operator, Samudra Lines": a body's noun before the comma
                return [], True
    if (members := _members_before(grammar, left)) is not None:
        roles.append(text(*members))
    if grammar.low(end) in ("of", "from", "at", "with"):
        begin, stop = grammar.phrase_right(end + 1)
        if begin < stop and _names_body(grammar, begin, stop):
            roles.append(text(begin, stop))
    if grammar.low(end) in ("is", "was") and grammar.low(end + 1) in lexicon.words.determiners:
        # "Ilse Varga is the union's secretary"
        begin, stop = grammar.phrase_right(end + 1)
        if begin < stop and is_human_role(grammar.head(begin, stop), lexicon):
            roles.append(text(begin, stop))
    if grammar.low(end) == ",":
        begin, stop = _appositive(grammar, end + 1)
        if begin < stop and _names_body(grammar, begin, stop):
            roles.append(text(begin, stop))
    return roles, False


def _members_before(grammar: Grammar, left: int) -> Range | None:
    """Of whom a name at ``left`` is one: "several clerks signed, including Ilse Varga and Jan Prokop"."""
    start = left
    while start > 1 and (grammar.tokens[start - 1].capital or grammar.low(start - 1) in (",", "and")):
        start -= 1
    if grammar.low(start - 1) != "including" and (grammar.low(start - 2), grammar.low(start - 1)) != ("such", "as"):
        return None
    stop = start - 1 - (grammar.low(start - 1) == "as")
    for index in range(stop - 1, -1, -1):
        if grammar.low(index).endswith("s") and is_human_role(singular(grammar.low(index)), grammar.lexicon):
            return grammar.trim(_noun_start(grammar, index), index + 1)
        if grammar.low(index) in (";", ":"):
            return None
    return None


def _noun_start(grammar: Grammar, left: int) -> int:
    """Where the noun phrase begins that runs on at ``left``: "state" of "state counsel"."""
    words = grammar.lexicon.words
    start = left
    while start > 0 and grammar.tokens[start - 1].text[0].isalnum() and not grammar.tokens[start - 1].quote:
        low = grammar.low(start - 1)
        if low in words.prepositions or low in words.subordinators or low in words.coordinators:
            break
        if grammar.is_finite(start - 1) or grammar.is_adverb(start - 1) or grammar.is_time(start - 1):
            break
        start -= 1
        if low in words.determiners:
            break
    return start


def _office_before(grammar: Grammar, left: int) -> int | None:
    """Where an office with words of its own begins that ends at ``left``: "director for the region"."""
    for index in range(left - 2, max(0, left - 6), -1):
        if grammar.low(index) in ("for", "of"):
            lower = not any(token.capital or token.quote for token in grammar.tokens[index + 1 : left])
            office = is_human_role(grammar.tokens[index - 1].text, grammar.lexicon)
            return _noun_start(grammar, index) if lower and office else None
        if not grammar.tokens[index].text[0].isalnum():
            return None
    return None


def _appositive(grammar: Grammar, start: int) -> Range:
    """What explains a name behind its comma: "the mayor", "of the Kivu Institute", "who teaches at the college"."""
    low = grammar.low(start)
    if low in ("of", "from", "with", "at", "for"):
        return grammar.phrase_right(start + 1)
    if low == "who":
        for index in range(start + 2, min(start + 12, len(grammar.tokens))):
            if grammar.low(index) in (",", ";") or grammar.tokens[index].quote:
                break
            heads = grammar.low(index - 1) in grammar.lexicon.words.heading
            if heads or (grammar.low(index) in ("at", "for", "with") and _capital_soon(grammar, index)):
                return grammar.phrase_right(index + (not heads))
        return start, start
    begin, stop = grammar.phrase_right(start)
    closed = grammar.low(stop) == "," or grammar.is_end(stop)
    return (begin, stop) if closed and not grammar.is_clause(begin, stop) else (start, start)


def _capital_soon(grammar: Grammar, index: int) -> bool:
    return any(token.capital for token in grammar.tokens[index + 1 : index + 3])


def _names_body(grammar: Grammar, begin: int, stop: int) -> bool:
    """Whether a phrase holds an office, or the name of a body: no place alone."""
    row = grammar.tokens[begin:stop]
    lexicon = grammar.lexicon
    return any(is_role(token.text, lexicon) for token in row) or any(
        token.capital and token.text not in lexicon.tables.places for token in row
    )


def _is_new(
    article: Article, grammar: Grammar, left: int, core: tuple[str, ...], roles: list[str], *, titled: bool
) -> bool:
    """Whether a name met for the first time is a person's."""
    if len(core) == 1:
        # a lone capitalised word is a person only behind a title
        return titled
    offices = any(is_role(word, grammar.lexicon) for role in roles for word in role.split())
    if grammar.lexicon.naming.company.search(" ".join(core)):
        return False
    if not titled and left > 1 and grammar.low(left - 1) in ("of", "for") and grammar.tokens[left - 2].capital:
        # "the Institute for Harbour Studies": the end of a longer name
        return False
    if not titled and _joined(grammar, left):
        return False
    if not titled and not offices and not _looks_personal(core, article.told, grammar.lexicon):
        return False
    # "the Delta Works": an article before a bare name marks a thing
    return titled or grammar.low(left - 1) not in grammar.lexicon.words.determiners - {"that"}


def _joined(grammar: Grammar, left: int) -> bool:
    """Whether a name at ``left`` is the second half of a thing's: "the Shipping and Ports Act"."""
    words = grammar.lexicon.words
    start = left - 1
    while start > 0 and grammar.tokens[start - 1].capital and grammar.low(start - 1) not in words.determiners:
        start -= 1
    return grammar.low(left - 1) == "and" and start < left - 1 and grammar.low(start - 1) in words.determiners


def _core_start(tokens: Sequence[Token], start: int, end: int, core: tuple[str, ...]) -> int:
    """Index of the first token of ``core`` in ``start:end``."""
    return next((i for i in range(start, end) if without_possessive(tokens[i].text) == core[0]), start)


def _looks_personal(core: tuple[str, ...], text: str, lexicon: Lexicon) -> bool:
    """Whether a bare name can be a person's: no word of it names a kind of body, or stands in the text as a noun."""
    last = core[-1].lower()
    if not 2 <= len(core) <= 4 or any(part.lower() in lexicon.words.thing_words for part in core):
        return False
    if last in lexicon.naming.endings or lexicon.naming.company.search(" ".join(core)):
        return False
    return next(occurrences(core[-1].lower(), text, "-"), None) is None
