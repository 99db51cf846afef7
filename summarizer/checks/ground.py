"""The ground that a claim stands on: who stands at its cue, who may be meant there, and who speaks beside it."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Literal

from summarizer.article.model import Article, Sentence
from summarizer.checks.locate import speech_of
from summarizer.checks.overlap import claim_cue, statement_of
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSource
from summarizer.checks.sources import called, entity_of, known_as, meant, named_in, own_names, stands
from summarizer.checks.vocabulary import vocabulary
from summarizer.lexical import Reading, Span
from summarizer.lexical.entity import Entity
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import effects
from summarizer.lexical.words import Token, occurrences, quotations, tokens
from summarizer.summary import MEDIA_KINDS

Bond = Literal["none", "inside", "loose", "tight"]
_CLAUSES = ("statement", "phrase", "document", "")
"""Manners whose content is a clause; what is thanked, blamed or denied need be none."""
_LEAD = 3
"""Words between a cue and a claim behind it: "said on Thursday"."""
_WHOLE = 0.6
"""Share of what a cue brings in from which words without a verb that is known are its content."""
_ANAPHORA = 2
"""Sentences that a pronoun looks back."""
_BESIDE = 6
"""Claims of a draft before one that tell who passes on what its source says."""
_BEFORE, _AFTER = 5, 1
"""Sentences before and behind a claim in which whoever is called "the ministry" or "a spokesman" there has a name."""


def breaks_off(between: str) -> bool:
    """Whether ``between``, from a verb or a word of doubt up to a claim, keeps the claim from being what it brings in.

    "described it as" breaks nothing off.
    """
    plain = between.replace(" as ", " ")
    return plain.rstrip().endswith(",") or vocabulary().breaks.search(plain) is not None


class Ground:
    """What the article's words around one claim say of its source.

    Args:
        article: the article.
        reading: the lexical layer's reading of it.
        proposal: the proposal, whose sources are those of the article.
        claim: the claim.
        foreign: whether its text is in another language than the article.
    """

    def __init__(
        self, article: Article, reading: Reading, proposal: Proposal, claim: ProposedClaim, *, foreign: bool = False
    ) -> None:
        self.article = article
        self.reading = reading
        self.proposal = proposal
        self.claim = claim
        self.foreign = foreign
        self.statement = statement_of(reading, claim)
        self.entities = [reading.source(i) for i in self.statement.chain] if self.statement else []
        self.around = " ".join(sentence.text for sentence in article.near(claim.sentences))

    @property
    def cue(self) -> str | None:
        """The cue over the claim's words, as the article writes it."""
        return claim_cue(self.article, self.statement) if self.statement is not None else None

    @property
    def quoted(self) -> bool:
        """Whether the claim's words stand in quotation marks as a whole."""
        return speech_of(self.article, self.claim.spans) == "direct"

    @cached_property
    def phrase(self) -> str:
        """The attribution phrase over the claim: "the minister told reporters"."""
        return self.article.text[slice(*self.statement.phrase)] if self.statement and self.statement.phrase else ""

    # -- who may say it ---------------------------------------------------------------------------

    def carries(self, key: str) -> bool:
        """Whether the article's words allow the source ``key`` to be the claim's originator.

        It must be at the cue, or be what stands at the cue can mean, or stand behind the relay that does; where no
        cue is read over the claim, it must be named in its sentences or speak in the ones beside.
        """
        source = self.proposal.sources[key]
        if not self.entities or (self._bond == "inside" and known_as(self.proposal, self.entities[0]) is None):
            return self._unread(key)
        at_cue = [meant(self.proposal, entity) for entity in self.entities]
        if key in at_cue[0] or any(stands(mention, self.phrase) for mention in source.mentions):
            return True
        if all(set(keys) & set(self.claim.chain) for keys in at_cue):
            # the cue's sources are all in the chain, behind somebody whom they relay
            return self._named(source, self.around) or self._near(source, 0, 1)
        if self.statement is not None and self.statement.manner == "denial":
            # at the cue stands who denies it
            return named_in(self.around, source) or self._near(source, 1, 1)
        if self._bond != "tight" and self._named(source, self._outside):
            return True
        if self._stands_between(source):
            return True
        if self._pronoun is not None:
            return self._fits(source) and self._near(source, _ANAPHORA, 0)
        return not at_cue[0] and not self._names_somebody and self._near(source, _BEFORE, _AFTER)

    def another(self) -> str | None:
        """Who seems to say it, and nobody of the chain: whom the pronoun at the cue means, or whose quotation it is."""
        if not self.entities or self.bond() != "tight" or (self._pronoun is None and not self.quoted):
            return None
        at_cue = [key for entity in self.entities for key in meant(self.proposal, entity)]
        return self.proposal.sources[at_cue[0]].name if at_cue and not {*at_cue} & {*self.claim.chain} else None

    def excludes(self, chain: list[str]) -> bool:
        """Whether it is certain that the chain is not the claim's, once its originator is not carried.

        At the cue stands somebody by name who is not in it, and its originator is named nowhere in the claim's
        sentences.
        """
        if self.bond() != "tight" or self._pronoun is not None or not self._names_somebody:
            return False
        denial = self.statement is not None and self.statement.manner == "denial"
        at_cue = {key for entity in self.entities for key in meant(self.proposal, entity)}
        return not denial and not at_cue & set(chain) and not self._named(self.proposal.sources[chain[0]], self.around)

    def says_it(self) -> str | None:
        """A source whose verb stands before the claim, where the layer reads none: "the board described it as"."""
        sentence = next(iter(self.article.near(self.claim.sentences[:1])), None)
        if sentence is None or self.foreign:
            return None
        before, words = self.article.text[sentence.start : self.claim.spans[0][0]], vocabulary()
        for source in self.proposal.sources.values():
            for mention in source.mentions:
                at = next(occurrences(mention, before), None)
                if at is None:
                    continue
                between = before[at + len(mention) :]
                if words.cue.search(between) and not breaks_off(between):
                    return source.name
        return None

    def link(self) -> str | None:
        """A source that the claim's chain of one may lack: an outlet that was told, a person whom an outlet quotes.

        It is named beside the claim's words, or an outlet passes on what the same source says right before.
        """
        own, sources = self.claim.chain[0], self.proposal.sources
        outlet, outside = sources[own].kind in MEDIA_KINDS, self._outside
        for key, source in sources.items():
            other = source.person if outlet else source.kind in MEDIA_KINDS
            named = any(stands(mention, outside) for mention in source.mentions)
            if key != own and other and source.kind != sources[own].kind and named:
                return source.name
        if outlet:
            return None
        place = self.proposal.position(self.claim.id)
        for claim in self.proposal.claims[max(0, place - _BESIDE) : place]:
            near = self.claim.sentences[0] - claim.sentences[-1] <= 1
            relay = sources.get(claim.chain[-1]) if claim.chain[:1] == [own] and len(claim.chain) > 1 else None
            if near and relay is not None and relay.kind in MEDIA_KINDS:
                return relay.name
        return None

    def _unread(self, key: str) -> bool:
        """Whether the source may say what the layer reads no cue over: it needs a word of saying all the same.

        It is named beside the claim's words; or among them, with a word of saying; or it speaks in the sentence
        before or behind, and here are quotation marks, a word of saying or a pronoun that go on with it.
        """
        source, outside = self.proposal.sources[key], self._outside
        words = vocabulary()
        if self._named(source, outside) or (words.cue.search(self.around) and self._named(source, self.around)):
            return True
        others = [other for name, other in self.proposal.sources.items() if name not in (key, *self.claim.chain)]
        goes_on = self.quoted or words.cue.search(outside) or words.referring.search(outside)
        return bool(goes_on) and self._speaks_beside(key) and not any(named_in(outside, other) for other in others)

    def _stands_between(self, source: ProposedSource) -> bool:
        """Whether the source is named between the cue and the claim: "X said P, and Y that Q"."""
        start = self.claim.spans[0][0]
        last = self.statement.phrase[1] if self.statement is not None and self.statement.phrase else start
        return last < start and any(stands(mention, self.article.text[last:start]) for mention in source.mentions)

    def passes_on(self, entity: Entity) -> bool:
        """Whether the claim's own sentences have an outlet tell it: whom somebody spoke to may be the article's own."""
        return any(
            not vocabulary().spoken_to.search(self.around, 0, place)
            for mention in entity.mentions
            for place in occurrences(mention, self.around)
        )

    @property
    def beside(self) -> bool:
        """Whether the claim's words stand in a relative clause, which may be the article's own beside what is said."""
        opening = vocabulary().opens_with_relative.match(self.article.text, *self.claim.spans[0])
        if opening is not None:
            return True
        sentence = self.article.at(self.claim.spans[0][0])
        if sentence is None:
            return False
        before = self.article.text[sentence.start : self.claim.spans[0][0]]
        return vocabulary().closes_with_relative.search(before) is not None

    @property
    def _outside(self) -> str:
        """The claim's sentences without its own words."""
        text = self.around
        for start, end in self.claim.spans:
            text = text.replace(self.article.text[start:end], " ")
        return text

    @cached_property
    def _pronoun(self) -> str | None:
        """What stands for a source of other sentences at the cue: a pronoun, or nothing ("and added")."""
        if any(stands(mention, self.around) for mention in self.entities[0].mentions):
            return None
        first = next(iter(re.findall(r"\w+", self.phrase.lower())), "")
        pronouns = lexicon().words.pronouns | lexicon().naming.subject_of.keys()
        if first in pronouns:
            return first
        return "" if self.phrase == self.cue and stands(self.phrase, self.around) else None

    def _fits(self, source: ProposedSource) -> bool:
        """Whether the pronoun at the cue can mean ``source``."""
        if self._pronoun in lexicon().naming.personal:
            body = source.disclosure == "institution" or source.kind in (*MEDIA_KINDS, "document")
            return source.person or not (body or entity_of(self.reading, source) is not None)
        return self._pronoun != "it" or not source.person

    @property
    def _names_somebody(self) -> bool:
        """Whether the phrase at the cue has a name of its own; "a senior Norlandic official" has none."""
        name = self.entities[0].name
        elliptic = self.phrase == self.cue
        phrase = vocabulary().description.split(name if elliptic or name in self.phrase else self.phrase)[0]
        return bool(own_names(ProposedSource("", phrase, [], "unspecified", "named")))

    def _named(self, source: ProposedSource, text: str) -> bool:
        """Whether ``text`` names the source, or means it by its noun: "the document"."""
        return named_in(text, source) or (not source.person and stands(f"the {called(source.name)}", text.lower()))

    def _near(self, source: ProposedSource, before: int, after: int) -> bool:
        """Whether the source is named in the claim's sentences or in so many before and after them."""
        first, last = min(self.claim.sentences) - before, max(self.claim.sentences) + after
        names = (*source.mentions, *own_names(source))
        return any(stands(name, s.text) for s in self.article.near(range(first, last + 1)) for name in names)

    def _speaks_beside(self, key: str) -> bool:
        """Whether the source speaks in the claim's sentences or in one beside them."""
        return any(
            key in meant(self.proposal, self.reading.source(identifier))
            for statement in self.reading.beside(self.claim.sentences)
            for identifier in statement.chain
        )

    @property
    def hangs(self) -> bool:
        """Whether the claim's words hang on a word of saying though the layer reads no source: "called it a lie"."""
        sentence = next(iter(self.article.near(self.claim.sentences[:1])), None)
        if sentence is None:
            return False
        words = vocabulary()
        before = self.article.text[sentence.start : self.claim.spans[0][0]].rstrip(' "\u201c\u2018')
        behind = self.article.text[self.claim.spans[-1][1] : sentence.end]
        last = (before.split() or [""])[-1]
        # '"It was dark," said Ilse Varga, who came late': what follows is no content
        inverted = re.search(r"[\"\u201d\u2019] \w+$", before) is not None
        cued = last.islower() and words.cue.fullmatch(last) is not None and not inverted
        return last in words.before_claim or cued or words.said_behind.match(behind) is not None or self._cut(before)

    def _cut(self, before: str) -> bool:
        """Whether the words are cut off a source that the text does not name: "Drivers" from "fear a rise in tolls"."""
        return not self.foreign and any(
            re.search(rf"(?<!\w){re.escape(mention)}(?: (?!(?:and|or|but)\b)[^\s,;:]+){{0,2}}$", before)
            for source in self.proposal.sources.values()
            for mention in source.mentions
            if mention in before and not named_in(self.claim.text, source)
        )

    # -- how surely the cue governs the claim --------------------------------------------------------

    @cached_property
    def _bond(self) -> Bond:
        return self.bond()

    def bond(self) -> Bond:
        """How surely the cue governs the claim: not at all, as a part of it, perhaps, or with nothing between."""
        statement, article = self.statement, self.article
        if statement is None or statement.cue is None or statement.phrase is None:
            return "none"
        first, last = statement.phrase
        if any(start <= first and last <= end for start, end in self.claim.spans):
            return "inside"
        if not self._sound():
            return "none"
        sentence = article.at(statement.cue[0])
        place = self._place(sentence) if sentence is not None else None
        if sentence is None or place is None:
            return "loose"
        start, end = place
        about_saying = start < last and first < end and statement.manner != "act"
        # "the ministry has yet to confirm" is the article's own word about what was said.
        if about_saying or effects(article.text[start:end], lexicon()):
            return "none"
        if statement.manner == "phrase" and self._at_edge(sentence, statement.phrase):
            return "tight"
        gap = (last, start) if start >= last else (end, first)
        between = self._besides(gap, statement.cue).strip()
        row = tokens(article, start, end, quotations(article))
        if statement.manner in _CLAUSES and not self._whole(row, between):
            return "none"
        if self.claim.speech == "direct" or between.endswith("that"):
            return "tight"
        words = vocabulary()
        broken = words.breaks.search(words.continues.sub(" ", f" {between} ")) and not Grammar(
            row, lexicon()
        ).is_finite(0)
        deep = start >= last and len(between.split()) > _LEAD
        another = words.quoting.search(article.text[slice(*gap)])
        return "loose" if broken or deep or another else "tight"

    @property
    def settles(self) -> bool:
        """Whether the layer's sources can replace others: their cue governs the claim, and it is plain who they are."""
        if self.bond() != "tight" and not (self.entities and self.quoted):
            return False
        return self._pronoun is None or known_as(self.proposal, self.entities[0]) is not None

    def _at_edge(self, sentence: Sentence, phrase: Span) -> bool:
        """Whether an "according to" opens or ends its sentence, and so speaks for all of it."""
        text = self.article.text
        before, after = text[sentence.start : phrase[0]], text[phrase[1] : sentence.end]
        return not re.search(r"\w", before) or not re.search(r"\w", after)

    def _whole(self, row: list[Token], between: str) -> bool:
        """Whether the claim's words are what the cue brings in, and no name's apposition or noun's relative clause."""
        if any(token.quote for token in row) or Grammar(row, lexicon()).is_clause(0, len(row)):
            return True
        said = sum(end - start for start, end in self.statement.spans) if self.statement is not None else 0
        return between in ("", "that") and sum(end - start for start, end in self.claim.spans) >= _WHOLE * said

    def _place(self, sentence: Sentence) -> Span | None:
        """Where the claim's words stand in ``sentence``; a standfirst may have them without the cue."""
        start, end = self.claim.spans[0][0], self.claim.spans[-1][1]
        if sentence.start <= start and end <= sentence.end:
            return start, end
        words = self.article.text[start:end].rstrip(".")
        at = self.article.text.find(words, sentence.start, sentence.end)
        return (at, at + len(words)) if at >= 0 else None

    def _besides(self, gap: Span, cue: Span) -> str:
        """The words of ``gap`` without what the same cue governs as well."""
        left = list(self.article.text[slice(*gap)])
        for other in self.reading.over([gap]):
            if other.cue == cue:
                for start, end in other.spans:
                    if gap[0] <= start and end <= gap[1]:
                        left[start - gap[0] : end - gap[0]] = " " * (end - start)
        return "".join(left)

    def _sound(self) -> bool:
        """Whether the layer's source reads like one: it has a name, or is called by what one can be."""
        entity = self.entities[0]
        called = {word.lower().rstrip("s") for word in re.findall(r"[\w-]+", entity.name)}
        named = any(letter.isupper() for letter in entity.name[1:]) or entity.country is not None
        return named or bool(called & {word.rstrip("s") for word in lexicon().tables.roles}) or entity.media
