"""Who stands behind each attribution of a sentence: the chain from the originator to the last relay."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from dataclasses import dataclass, field

from summarizer.lexical.backing import back
from summarizer.lexical.cue import Found
from summarizer.lexical.entity import Entity
from summarizer.lexical.grammar import Grammar, Range
from summarizer.lexical.people import Person
from summarizer.lexical.relays import Chain, Relays
from summarizer.lexical.sources import Sources
from summarizer.lexical.statement import Statement
from summarizer.lexical.words import without_possessive

_RELAYS = frozenset({"quote", "cite"})


@dataclass
class Chains:
    """The chains of one article, asked for sentence by sentence in reading order."""

    sources: Sources
    statements: MutableSequence[Statement]
    """What the article has said so far."""
    deniers: set[str] = field(default_factory=set)
    """Those who deny what others claim: sources in no chain."""
    _previous: Chain = ()
    """Who spoke in the last sentence with an attribution, nearest first."""
    relays: Relays = field(init=False)
    _told_of: tuple[Person, Chain] | None = None
    """Whom an outlet told of in the last sentence."""

    def __post_init__(self) -> None:
        self.relays = Relays(self.sources.article, self.sources.lexicon, self.statements)

    def of(self, grammar: Grammar, found: Sequence[Found], paragraph: int) -> list[Chain]:
        """For each attribution of a sentence its chain; empty where nobody who could say it stands there."""
        own: list[Chain] = []
        for hit in found:
            own.append(self._own(grammar, hit, own[-1] if own else (), paragraph))
        result: list[Chain] = []
        for hit, chain in zip(found, own, strict=True):
            whole = list(chain)
            for outer in hit.inside:
                if self._told_by(found[outer], own[outer], chain):
                    # "Reuters reported P, according to two officials"
                    whole = [*own[outer], *whole]
                elif found[outer].manner in ("statement", "phrase"):
                    whole += [identifier for identifier in own[outer] if identifier not in whole]
            result.append(tuple(whole))
        return result

    def _told_by(self, closing: Found, speakers: Chain, passed_on: Chain) -> bool:
        """Whether those whom a sentence closes with told what outlets report in it."""
        if closing.manner != "phrase" or closing.frame != "before" or not speakers or not passed_on:
            return False
        media = {entity.id for entity in self.sources.entities if entity.media}
        return media.issuperset(passed_on) and media.isdisjoint(speakers)

    def remember(self, grammar: Grammar, found: Sequence[Found], chains: Sequence[Chain], paragraph: int) -> None:
        """Note who spoke in a sentence, and to whom, for the pronouns behind it."""
        self._previous = tuple(dict.fromkeys(identifier for chain in reversed(chains) for identifier in chain[:1]))
        entities = {entity.id: entity for entity in self.sources.entities}
        for hit, chain in zip(found, chains, strict=True):
            if hit.originator is not None:
                back(self.statements, chain, entities, self.sources.lexicon)
            self.relays.note(grammar, hit, chain, entities, paragraph)
        self._told_of = self._person_told_of(grammar, found, chains)

    def _person_told_of(
        self, grammar: Grammar, found: Sequence[Found], chains: Sequence[Chain]
    ) -> tuple[Person, Chain] | None:
        """The person whom an outlet's report is about: "he said" behind it is what he said to the outlet."""
        entities = {entity.id: entity for entity in self.sources.entities}
        for hit, chain in zip(found, chains, strict=True):
            if not chain or not all(entities[identifier].media for identifier in chain):
                continue
            for begin, stop in hit.contents:
                subject = grammar.clause_subject(begin, stop)
                person = self.sources.person(grammar.tokens[slice(*subject)]) if subject else None
                if person is not None:
                    return person, chain
        return None

    def _own(self, grammar: Grammar, hit: Found, before: Chain, paragraph: int) -> Chain:
        """The chain of an attribution by itself; ``before`` is that of the sentence's attribution before it."""
        row = grammar.tokens
        # "The mayor has reported that P, he said": he is another
        chain = self._named(grammar, hit, before if hit.frame != "before" else ())
        if hit.manner == "document" and chain and not self._shows(chain[-1], hit.lemma):
            chain = []
        if hit.source is None:
            # the gerund or coordinated verb goes on with the source before it
            chain += [identifier for identifier in before if identifier not in chain]
        if hit.manner == "denial" and hit.originator is not None and hit.source is not None and len(chain) == 2:
            # "X rejected allegations by Y": the claim is Y's
            self.deniers.add(chain[1])
            chain = chain[:1]
        if hit.antecedents:
            several = [self.sources.resolve(row[begin:stop]) for begin, stop in hit.antecedents]
            chain = [entity.id for entity in several if entity is not None]
        if len(chain) == 1 and not hit.outlets and not hit.inside:
            chain += self.relays.of(chain[0], grammar, hit, paragraph)
        if hit.lemma in _RELAYS and hit.originator is None and not (hit.outlets or hit.inside) and len(chain) == 1:
            # "a clerk was quoted as saying": by the outlet cited last
            chain += [entity.id for entity in self._last_outlet() if entity.id not in chain]
        for begin, stop in hit.outlets:
            known = len(self.sources.entities)
            entity = self.sources.resolve(row[begin:stop], outlet=True)
            if entity is None:
                continue
            if not entity.media or self._publishes(entity):
                # an addressee that is no outlet is no source, unless it was one before
                del self.sources.entities[known:]
            elif entity.id not in chain:
                chain.append(entity.id)
        return tuple(chain)

    def _publishes(self, entity: Entity) -> bool:
        """Whether the article is this outlet's own: it is no relay inside it."""
        return not self.sources.publishers.isdisjoint(entity.mentions)

    def _last_outlet(self) -> list[Entity]:
        outlets = [entity for entity in self.sources.entities if entity.media]
        return [max(outlets, key=lambda entity: entity.last_seen)] if outlets else []

    def _inside(self, grammar: Grammar, hit: Found, phrase: Range) -> Range | None:
        """The noun phrase of the same sentence that its pronoun takes up: "The crew left after they heard that"."""
        place, words = phrase[0], grammar.lexicon.words
        personal = self.sources.lexicon.naming.personal
        if (
            place == 0
            or phrase[1] - place > 1
            or grammar.low(place - 1) not in (words.subordinators | {"and"}) - {"yet", "so"}
            or (grammar.low(place - 1) in ("and", "but") and grammar.low(place) not in personal)
        ):
            return None
        for verb in range(place - 1, 0, -1):
            if not grammar.is_finite(verb) or grammar.is_finite(verb - 1):
                continue
            begin, end = grammar.phrase_left(verb)
            if begin < end and self.sources.agrees(grammar.tokens[begin:end], grammar.low(place)):
                return begin, end
        return None

    def _named(self, grammar: Grammar, hit: Found, before: Chain) -> list[str]:
        """Originator and source, as far as the attribution names them; ``before`` spoke in the same sentence."""
        row = grammar.tokens
        chain: list[str] = []
        for phrase in (hit.originator, hit.source):
            if phrase is None:
                continue
            is_source = phrase == hit.source
            appositive = hit.appositive if is_source else None
            pronoun = self._inside(grammar, hit, phrase) if is_source else None
            begin, end = pronoun or phrase
            if without_possessive(row[begin].text) in self.sources.publishers and row[begin].low.endswith("'s"):
                # "The agency's correspondent reports": the outlet's own voice
                continue
            if self._told_of is not None and row[begin].low in self.sources.lexicon.naming.personal and begin == 0:
                # "The agency said the mayor went to the dam. He called …"
                person, relays = self._told_of
                chain += [self.sources.as_source(person).id, *relays]
                continue
            entity = self.sources.resolve(
                row[begin:end],
                row[appositive[0] : appositive[1]] if appositive else (),
                (*before[:1], *self._previous),
                outlet=is_source and hit.lemma == "report",
            )
            if entity is None and is_source and hit.manner == "statement":
                # somebody says it, whoever the pronoun means
                entity = self.sources.last_voice(self._previous)
            if entity is not None and entity.id not in chain:
                chain.append(entity.id)
        return chain

    def _shows(self, identifier: str, lemma: str) -> bool:
        """Whether a source can speak as documents do; of outlets, what they show."""
        entity = next(e for e in self.sources.entities if e.id == identifier)
        return entity.kind == "document" or (entity.media and lemma == "show")
