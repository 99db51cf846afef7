"""Source phrases unified into sources: names, surnames, pronouns, "the ministry", capitals for countries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property

from summarizer.article.model import Article
from summarizer.lexical.again import fuller_phrase, head, is_generic, is_plural, named_again, nouns
from summarizer.lexical.authors import NEAR, author_of, distance, setting_of
from summarizer.lexical.bodies import Bodies, bodies
from summarizer.lexical.disclosure import is_agent, is_human
from summarizer.lexical.entity import Doubt, Entity
from summarizer.lexical.kinds import Nature, nature, outlet_name, place_of
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.names import is_human_role, is_possessive_name, is_role, name_core
from summarizer.lexical.people import Person, bare
from summarizer.lexical.publisher import publishers
from summarizer.lexical.shortforms import abbreviates, initialled, short_outlet, unnamed_outlet, without_ties
from summarizer.lexical.words import Token, occurrences, without_possessive
from summarizer.lexical.words import tokens as tokenize
from summarizer.summary import MEDIA_KINDS, Kind


@dataclass
class Sources:
    """The sources of one article, filled in reading order."""

    article: Article
    lexicon: Lexicon
    people: Sequence[Person]
    answers: Mapping[str, Kind] = field(default_factory=dict)
    entities: list[Entity] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    subjects: list[tuple[int, Person]] = field(default_factory=list)
    bodies: list[Sequence[Token]] = field(default_factory=list)
    """Bodies that sentences in the article's own voice are about."""
    named: Bodies = field(init=False)
    publishers: frozenset[str] = field(init=False)
    """Names of the outlet whose article it is."""

    def __post_init__(self) -> None:
        parts = frozenset(part for person in self.people for part in person.core if len(part) > 2)
        self.named = bodies(self.article.told, parts, self.lexicon)
        self.publishers = publishers(self.article, self.lexicon)

    def resolve(
        self,
        tokens: Sequence[Token],
        appositive: Sequence[Token] = (),
        previous: Sequence[str] = (),
        *,
        outlet: bool = False,
    ) -> Entity | None:
        """The source that a phrase names.

        Args:
            tokens: the phrase.
            appositive: what explains it ("the defence minister").
            previous: ids of the sources of the sentence before, nearest first, for pronouns.
            outlet: whether it stands where outlets stand ("X reported", "told X"), should its words not tell.

        Returns:
            The source, made if it is new; ``None`` for a pronoun that refers to nobody cited.
        """
        comma = next((i for i, token in enumerate(tokens) if token.text == ","), len(tokens))
        listed = any(token.low == "and" for token in tokens[comma + 1 :])
        if (
            not appositive
            and 0 < comma < len(tokens) - 1
            and name_core(tokens[comma + 1 :], self.lexicon)
            and not listed
        ):
            # "Ruritania's premier, Ilse Varga"
            tokens, appositive = tokens[:comma], tokens[comma + 1 :]
        tokens = [token for token in tokens if token.text not in (",", ":")]
        if appositive and appositive[0].text[0].isdigit():
            # an age is no name
            appositive = ()
        if not any(token.text[0].isalnum() for token in tokens):
            # nobody, or a stray bracket
            return None
        entity = (
            self._pronoun(tokens, previous)
            if len(tokens) == 1 and tokens[0].low in self.lexicon.words.pronouns | self.lexicon.naming.subject_of.keys()
            else self._named(tokens, appositive, outlet=outlet)
        )
        if entity is not None:
            entity.last_seen = max(entity.last_seen, tokens[0].start)
        return entity

    # -- names ------------------------------------------------------------------------------------

    def _named(self, tokens: Sequence[Token], appositive: Sequence[Token], *, outlet: bool) -> Entity:
        tokens, appositive = self._unfolded(tokens, appositive)
        phrase = self._text(tokens)
        extra = self._text(appositive)
        author = self._author(tokens)
        if author is not None:
            author.mention(phrase)
            return author
        person = self.person(tokens)
        if person is not None:
            return self._person_entity(person, phrase, extra)
        if (
            appositive
            and (person := self.person(appositive)) is not None
            and is_human_role(head(tokens, self.lexicon), self.lexicon)
        ):
            # "The area's lawmaker, Ilse Varga": the name stands in the appositive
            entity = self._person_entity(person, extra, phrase)
            whole = self.article.text[tokens[0].start : appositive[-1].end]
            entity.mention(whole)
            if tokens[0].low in ("a", "an") and entity.name == person.fullest:
                # "A diver, Ilse Varga": what brings the person in
                entity.name = whole
            return entity
        known = (
            self._same_human(tokens)
            or named_again(self.entities, tokens, phrase, self.lexicon)
            or initialled(self.entities, tokens[-1].text if len(tokens) < 3 else "")
            or short_outlet(self.entities, phrase, self.lexicon)
        )
        if known is not None:
            known.mention(phrase)
            if (
                len(phrase) > len(known.name)
                and known.country is None
                and phrase[0].isupper()
                and not is_generic(tokens)
            ):
                known.name = phrase
            return known
        if not extra and (person := self._by_office(tokens)) is not None:
            return self._person_entity(person, phrase, "")
        speaking = self._speaking_for(tokens)
        if speaking is not None:
            speaking.mention(phrase)
            return speaking
        fuller = fuller_phrase(self.article.told, tokens, self.lexicon) if not extra else None
        found = self._nature(fuller or phrase, extra, tokens[0].start)
        kind, disclosure = found.kind, found.disclosure
        unnamed = unnamed_outlet(self.entities, phrase, extra, self.lexicon) if kind in MEDIA_KINDS else None
        if unnamed is not None:
            unnamed.name, unnamed.kind, unnamed.disclosure = phrase, kind or unnamed.kind, "named"
            for mention in filter(None, (phrase, extra)):
                unnamed.mention(mention)
            unnamed.words |= nouns(tokens, self.lexicon) | nouns(appositive, self.lexicon)
            return unnamed
        name = fuller or phrase
        if extra:
            whole = self.article.text[tokens[0].start : appositive[-1].end]
            # "The Ruritanian weekly, Harian Nusa": the name stands in the appositive
            if kind in MEDIA_KINDS or appositive[0].capital:
                better = self._nature(whole, "", tokens[0].start)
                kind, disclosure = better.kind or kind, better.disclosure
                name = whole
        entity = Entity(
            id=f"s{len(self.entities) + 1}",
            name=name,
            mentions=[name],
            kind=kind,
            disclosure=disclosure,
            country=place_of(phrase, self.lexicon.tables),
            head=head(tokens, self.lexicon),
            plural=is_plural(tokens, self.lexicon),
            words=nouns(without_ties(tokens, self.lexicon), self.lexicon)
            | (frozenset(re.findall(r"[\w-]+", name.lower())) - {"the"} if fuller else frozenset()),
        )
        entity.mention(phrase)
        listed = outlet_name(name, self.lexicon.tables)
        if listed and listed != name:
            entity.mention(listed)
        if extra and name != phrase and appositive[0].capital:
            entity.mention(extra)
            entity.words |= nouns(appositive, self.lexicon)
        self.entities.append(entity)
        if outlet and tokens[-1].capital and entity.kind is None:
            entity.kind, entity.disclosure = "other_media", "named"
        self._ask_kind(entity, tokens[0].start, appositive[-1].end if appositive else tokens[-1].end)
        return entity

    def _unfolded(
        self, tokens: Sequence[Token], appositive: Sequence[Token]
    ) -> tuple[Sequence[Token], Sequence[Token]]:
        """A phrase without what it is wrapped in: "a statement by X", "Ilse Varga the mayor of Ostrava"."""
        naming = self.lexicon.naming
        owner = next((i for i, token in enumerate(tokens[:-1]) if token.low.endswith("'s")), len(tokens))
        if owner < len(tokens) - 1 and tokens[-1].low in naming.speech_nouns and self.person(tokens[: owner + 1]):
            # "Varga's statement"
            return tokens[: owner + 1], appositive
        by = next((i for i, token in enumerate(tokens) if token.low in ("by", "from")), len(tokens))
        nouns_before = {token.low for token in tokens[max(0, by - 4) : by]}
        written = any(
            noun in naming.speech_nouns or self.lexicon.tables.roles.get(noun) == "document" for noun in nouns_before
        )
        if 0 < by < len(tokens) - 1 and written and self._is_author(tokens[by + 1 :]):
            return tokens[by + 1 :], appositive
        article = next((i for i, token in enumerate(tokens) if i and token.low in ("the", "a", "an")), len(tokens))
        named = article > 1 and all(token.capital for token in tokens[:article])
        if not appositive and named and article < len(tokens) and name_core(tokens[:article], self.lexicon):
            return tokens[:article], tokens[article:]
        return tokens, appositive

    def _is_author(self, tokens: Sequence[Token]) -> bool:
        return any(token.capital for token in tokens) or is_role(head(tokens, self.lexicon), self.lexicon)

    def _author(self, tokens: Sequence[Token]) -> Entity | None:
        """Who speaks through "the report" or "the letter": the body that it is by, where the article says so before."""
        noun, text = tokens[-1].low, self.article.told
        pointed = len(tokens) == 2 and tokens[0].low in ("the", "its", "that")
        cited = any(entity.kind == "document" and noun in entity.words for entity in self.entities)
        if not pointed or cited or self.lexicon.tables.roles.get(noun) != "document":
            return None
        name = author_of(text, noun, tokens[0].start)
        if name is not None:
            return self.resolve(tokenize(self.article, *name, []))
        place = setting_of(text, noun, tokens[0].start)
        if place is None:
            return None
        near = ((distance(text, e.mentions, place), e) for e in self.entities if e.kind != "document")
        closest = min(near, key=lambda pair: pair[0], default=None)
        return closest[1] if closest is not None and closest[0] < NEAR else None

    def _same_human(self, tokens: Sequence[Token]) -> Entity | None:
        """The one unnamed human being cited before whom "the official" means."""
        naming = self.lexicon.naming
        if len(tokens) != 2 or tokens[0].low != "the" or not is_human(tokens[1].low, self.lexicon):
            return None
        noun = tokens[1].low
        if is_plural(tokens, self.lexicon):
            return None
        unnamed = [e for e in self.entities if e.person is None and not e.plural and not e.media]
        fitting = [e for e in unnamed if noun in e.words or (noun in naming.weak and e.words & naming.speakers)]
        if fitting:
            return max(fitting, key=lambda e: e.last_seen)
        # nobody unnamed: whoever of that trade or office spoke last, by name
        last = max((e for e in self.entities if not e.media), key=lambda e: e.last_seen, default=None)
        if last is None or last.person is None:
            return None
        wider = self.lexicon.naming.synonyms.get(noun, frozenset())
        means = (noun in naming.weak and last.kind == "official") or wider & last.words
        return last if means else None

    def _nature(self, phrase: str, context: str, position: int, *, person: bool = False) -> Nature:
        """Kind and disclosure of a phrase at ``position``, by its words and by what the article says of bodies."""

        def known(word: str) -> Kind | None:
            if word in ("his", "her"):
                owner = max((e for e in self.entities if e.person is not None), key=lambda e: e.last_seen, default=None)
                return owner.kind if owner is not None else None
            return self.named.known(word, position) or self._kind_of_person(word)

        return nature(phrase, context, self.lexicon, person=person, known=known)

    def _by_office(self, tokens: Sequence[Token]) -> Person | None:
        """The person of an office ("the minister") whom the article named last, be it as no source."""
        if tokens[0].low != "the" or len(tokens) > 4 or not is_human_role(tokens[-1].text, self.lexicon):
            return None
        if len(tokens) == 2 and tokens[1].text.isupper():
            # "the DA": an office by its initials
            initialled = [person for person in self.people if abbreviates(tokens[1].text, person, self.lexicon)]
            return max(initialled, key=lambda person: self._recent(person, tokens[0].start), default=None)
        office = nouns(tokens, self.lexicon)
        holders = [
            person
            for person in self.people
            if any(office <= set(re.findall(r"[\w-]+", role.lower())) for role in person.roles)
            # "the minister" is one named before; "the mining minister" may be named later
            and (person.start < tokens[0].start or len(office) > 1)
        ]
        return max(holders, key=lambda person: self._recent(person, tokens[0].start), default=None)

    def _speaking_for(self, tokens: Sequence[Token]) -> Entity | None:
        """What speaks for a person named before: "Rusnac's office", as a source of its own."""
        if tokens[-1].low in self.lexicon.naming.speaking_for and len(tokens) == 2:
            owner = without_possessive(tokens[0].text)
            person = next((p for p in self.people if p.answers_to((owner,), self.lexicon)), None)
            if person is not None:
                kind = next(
                    (k for role in person.roles if (k := nature(role, "", self.lexicon, person=True).kind)), None
                )
                phrase = self._text(tokens)
                known = next((e for e in self.entities if phrase in e.mentions), None)
                if known is None:
                    known = Entity(
                        f"s{len(self.entities) + 1}",
                        phrase,
                        [phrase],
                        kind or "unspecified",
                        "institution",
                        words=nouns(tokens, self.lexicon),
                    )
                    self.entities.append(known)
                return known
        return None

    def person(self, tokens: Sequence[Token]) -> Person | None:
        """The person whom a phrase names, if it does."""
        # "Ilse Varga (D-Md.)"
        said = list(tokens[: next((i for i, token in enumerate(tokens) if i and token.text == "("), len(tokens))])
        for index, token in enumerate(said):
            if (
                index
                and token.low in self.lexicon.words.prepositions
                and not (token.low == "in" and index + 2 < len(said) and said[index + 1].low == "charge")
                and not (
                    index + 1 < len(said)
                    and said[-1].capital
                    and name_core(said[index + 1 :], self.lexicon)
                    and is_human_role(said[index - 1].text, self.lexicon)
                )
            ):
                said = said[:index]
                break
        core = name_core(said, self.lexicon) or (
            # "PR Varga": a title in capitals that no list has
            name_core(said[1:], self.lexicon) if len(said) > 1 and said[0].text.isupper() else ()
        )
        if not core:
            return None
        matching = self._answering(core) or self._misspelt(core)
        if not matching:
            return None
        if len(matching) > 1 and len(core) == 1:
            # two of one name: a title decides, else who was named last
            titles = {token.low.rstrip(".") for token in said if is_role(token.text, self.lexicon)}
            titled = [
                person
                for person in matching
                if titles & {word.lower().rstrip(".") for role in person.roles for word in role.split()}
            ]
            seen = [person for person in titled or matching if person.start <= tokens[0].start]
            return max(seen or matching, key=lambda person: self._recent(person, tokens[0].start))
        return matching[0]

    def _answering(self, core: tuple[str, ...]) -> list[Person]:
        """The persons whom a name can be of, in order: all of them have its first or its last part."""
        own = bare(core, self.lexicon)
        places = {place for part in (own[0], own[-1]) for place in self._by_part.get(part, ())}
        return [self.people[place] for place in sorted(places) if self.people[place].answers_to(core, self.lexicon)]

    def _misspelt(self, core: tuple[str, ...]) -> list[Person]:
        """The person whose family name a lone name all but is: "Prokpo" for "Prokop"."""
        name = core[-1]
        if len(core) > 1 or len(name) < _LEAST_SPELT or self.lexicon.tables.media.get(name):
            return []
        near = [p for p in self.people if p.core[-1][0] == name[0] and p.core[-1] != name and _alike(p.core[-1], name)]
        return near if len(near) == 1 else []

    @cached_property
    def _by_part(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, person in enumerate(self.people):
            for part in dict.fromkeys(bare(person.core, self.lexicon)):
                places.setdefault(part, []).append(place)
        return places

    def _recent(self, person: Person, position: int) -> int:
        last = self.article.told.rfind(person.core[0], 0, position)
        return last if last >= 0 else person.start

    def _person_entity(self, person: Person, phrase: str, extra: str) -> Entity:
        for entity in self.entities:
            if entity.person is person:
                entity.mention(phrase)
                return entity
        roles = list(dict.fromkeys(filter(None, [*person.roles, extra])))
        kind = self._person_kind(person, roles)
        name = person.fullest
        if extra and self._person_kind(person, [person.fullest]) is None:
            whole = f"{phrase}, {extra}"
            name = whole if whole in self.article.told else name
        entity = Entity(
            id=f"s{len(self.entities) + 1}",
            name=name,
            mentions=[name],
            kind=kind,
            disclosure="named",
            person=person,
            words=frozenset(word.lower() for word in re.findall(r"\w+", " ".join(roles))),
        )
        for mention in (person.fullest, " ".join(person.core), phrase):
            if next(occurrences(mention, self.article.told, "-"), None) is not None:
                entity.mention(mention)
        if len(person.core) > 1 and any(
            not self.article.told.endswith(f"{person.core[-2]} ", 0, start)
            for start in occurrences(person.core[-1], self.article.told, "-")
        ):
            entity.mention(person.core[-1])
        if len(person.core) > 1 and _alone(person.core[0], person.core, self.article.told):
            entity.mention(person.core[0])
        self.entities.append(entity)
        self._ask_kind(entity, person.start, person.start + len(person.fullest))
        return entity

    def _kind_of_person(self, name: str) -> Kind | None:
        """The kind of a person cited before, whom others speak for."""
        cited = (e for e in self.entities if e.person is not None and e.person.answers_to((name,), self.lexicon))
        return next((entity.kind for entity in cited), None)

    def _person_kind(self, person: Person, roles: Sequence[str]) -> Kind | None:
        """The kind of a person by the offices that the article gives, a private tie behind all others."""
        name = " ".join(person.core)
        bare = [role.replace(name, "").strip(" ,") for role in roles]
        kinds = [
            kind
            for role in bare
            if role and (kind := self._nature(role, "", person.start, person=True).kind) is not None
        ]
        return next((kind for kind in kinds if kind != "private"), next(iter(kinds), None))

    def _ask_kind(self, entity: Entity, start: int, end: int) -> None:
        doubt = Doubt(entity.id, start, end)
        if doubt.key in self.answers:
            entity.kind = self.answers[doubt.key]
        elif entity.kind is None:
            self.doubts.append(doubt)
            human = any(is_human(word, self.lexicon) for word in entity.words) and not entity.plural
            spokesman = bool(self.lexicon.naming.speakers & entity.words)
            # what keeps a spokesman and is no body that the tables know is most often a firm
            named = entity.name.split()[-1][:1].isupper() and not entity.plural
            entity.kind = (
                "private"
                if entity.person or (human and not spokesman)
                else "company"
                if spokesman or named
                else "unspecified"
            )

    # -- pronouns ---------------------------------------------------------------------------------

    def _pronoun(self, tokens: Sequence[Token], previous: Sequence[str]) -> Entity | None:
        token = tokens[0]
        candidates = self._candidates(self.lexicon.naming.subject_of.get(token.low, token.low), previous, token.start)
        if not candidates:
            return self._unsourced_person(token) if token.low in self.lexicon.naming.personal else None
        return candidates[0]

    def last_voice(self, previous: Sequence[str]) -> Entity | None:
        """Whoever spoke last, for a pronoun that agrees with nobody: "two sources said … he said"."""
        spoke = (entity for name in previous for entity in self.entities if entity.id == name)
        return next((entity for entity in spoke if not entity.media and entity.kind != "document"), None)

    def as_source(self, person: Person) -> Entity:
        """A person named in the article as a source."""
        return self._person_entity(person, person.core[-1], "")

    def _note_agent(self, start: int, end: int) -> None:
        """Remember whom a passive told of since ``start``: "The tax was attacked by Ilse Varga. She said"."""
        text = self.article.told
        if " by " not in text[max(0, start - _AGENT_REACH) : end]:
            return
        for person in self.people:
            for match in re.finditer(re.escape(person.core[-1]), text[start:end]):
                before = text[max(0, start + match.start() - _AGENT_REACH) : start + match.start()]
                if _AGENT.search(before):
                    self.subjects.append((start + match.start(), person))
        self.subjects.sort(key=lambda pair: pair[0])

    def _candidates(self, pronoun: str, previous: Sequence[str], position: int) -> list[Entity]:
        """Sources that the pronoun can mean, likeliest first: of the sentence before, then by last mention."""
        recent = sorted(self.entities, key=lambda e: (e.id not in previous, -e.last_seen))
        if pronoun in self.lexicon.naming.personal:
            fitting = [e for e in recent if self._is_one_human(e, spoke=e.id in previous)]
            self._note_agent(max((e.last_seen for e in fitting), default=0), position)
            subject = self.subjects[-1] if self.subjects else None
            if subject is not None and subject[0] > max((e.last_seen for e in fitting), default=-1):
                entity = self._person_entity(subject[1], subject[1].core[-1], "")
                return [entity, *(e for e in fitting if e is not entity)]
            return fitting
        if pronoun == "it":
            if self.bodies and self.bodies[-1][0].start > max((e.last_seen for e in self.entities), default=-1):
                self.resolve(self.bodies[-1])
                recent = sorted(self.entities, key=lambda e: -e.last_seen)
            return [e for e in recent if e.person is None and (e.disclosure != "partial" or e.kind == "document")]
        if pronoun == "they":
            return [e for e in recent if e.person is None and e.plural] or [e for e in recent if e.person is None]
        return []

    def _is_one_human(self, entity: Entity, *, spoke: bool) -> bool:
        """Whether a source can be "he" or "she"; ``spoke``: whether it spoke in the sentence before."""
        if entity.person is not None:
            return True
        if entity.plural:
            return False
        if entity.media:
            # "a reporter at the scene"
            return spoke and is_human(entity.head, self.lexicon)
        if entity.disclosure == "partial" or entity.words & self.lexicon.naming.speakers:
            return True
        # "an insider": not named in any part
        return spoke and is_agent(entity.name.partition(" ")[0], entity.head, self.lexicon)

    def agrees(self, tokens: Sequence[Token], pronoun: str) -> bool:
        """Whether a noun phrase can be what a pronoun behind it takes up."""
        if len(tokens) == 1 and tokens[0].low in self.lexicon.words.pronouns:
            return False
        noun = head(tokens, self.lexicon)
        of = next((i for i, token in enumerate(tokens) if token.low == "of"), None)
        if of is not None and noun in self.lexicon.naming.quantities:
            # "dozens of strikers"
            noun = head(tokens[of + 1 :], self.lexicon)
        human = self.person(tokens) is not None or is_human(noun, self.lexicon)
        if pronoun in self.lexicon.naming.personal:
            return human and not is_plural(tokens, self.lexicon)
        if pronoun == "they":
            return noun.endswith("s") and is_human(noun, self.lexicon)
        found = self._nature(self._text(tokens), "", tokens[0].start)
        return pronoun == "it" and not human and found.kind is not None and not is_plural(tokens, self.lexicon)

    def note_subject(self, tokens: Sequence[Token]) -> None:
        """Remember a person whom a sentence in the article's own voice is about, for the pronouns behind it."""
        if not tokens:
            return
        person = self.person(tokens)
        if person is None:
            # "Ilse Varga and two of her friends built the boat"
            joint = next((i for i, token in enumerate(tokens) if token.low == "and"), 0)
            alone = joint and not name_core(tokens[joint + 1 :], self.lexicon)
            person = self.person(tokens[:joint]) if alone else None
        if person is None:
            # "Its chief executive, Roland Tace, is …"
            end = tokens[-1].end
            person = next((p for p in self.people if p.start == end + 2 and self.article.text[end] == ","), None)
        if person is not None:
            self.subjects.append((tokens[0].start, person))
        elif not any(token.low in ("and", "or") or token.quote for token in tokens):
            found = nature(self._text(tokens), "", self.lexicon, person=False)
            if (
                found.kind is not None
                and found.disclosure in ("named", "institution")
                and not is_plural(tokens, self.lexicon)
            ):
                self.bodies.append(tokens)
            else:
                # "it" behind a sentence on something else is none of the bodies before it
                self.bodies.clear()

    def _unsourced_person(self, token: Token) -> Entity | None:
        """The person named last before "he said" where no person is a source yet; in a standfirst the next one."""
        before = [p for p in self.people if p.start < token.start]
        person = max(before, key=lambda p: self._recent(p, token.start), default=None)
        if person is None and not self.entities:
            person = next(iter(self.people), None)
        return self._person_entity(person, person.core[-1], "") if person else None

    def _text(self, tokens: Sequence[Token]) -> str:
        if not tokens:
            return ""
        text = self.article.text[tokens[0].start : tokens[-1].end]
        if is_possessive_name(tokens[-1], self.lexicon):
            return text
        return re.sub(r"['\u2019]s$", "", text)


_LEAST_SPELT = 5
"""Letters below which a name that differs is another name."""


def _alike(one: str, other: str) -> bool:
    """Whether two names are one but for a letter, or two that changed places."""
    if abs(len(one) - len(other)) > 1:
        return False
    if sorted(one) == sorted(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 2
    return SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8


_AGENT_REACH = 80
"""Characters before a name in which its passive stands."""
_AGENT = re.compile(r"\b(?:is|are|was|were|been|being) (?:[\w-]+ )?\w+ed by (?:[\w.'\u2019-]+ ){0,6}$")
"""What stands before the agent of a passive."""


def _alone(word: str, core: tuple[str, ...], text: str) -> bool:
    """Whether a given name stands by itself somewhere, not only before the surname."""
    after = re.compile(rf"\s*{re.escape(core[1])}")
    return any(after.match(text, start + len(word)) is None for start in occurrences(word, text, "-"))
