"""Attribution held to the article: every claim keeps whom the article attributes it to, and nobody else."""

from __future__ import annotations

import re
from typing import Literal

from summarizer.article.model import Article, Sentence
from summarizer.checks.locate import speech_of
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSource
from summarizer.checks.sources import ensure_source, key_of, known_as, own_names, stands
from summarizer.checks.vocabulary import vocabulary
from summarizer.lexical import Reading, Span, Statement
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.kinds import outlet_name
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import effects
from summarizer.lexical.words import quotations, tokens

Bond = Literal["none", "loose", "tight"]
UNATTRIBUTED = "unattributed"
"""The check whose warning is worth a second question to the model: attribution lost is the worst error."""
_EXPLICIT = ("statement", "phrase", "denial")
_LEAD = 3
"""Words between a cue and a claim behind it: "said on Thursday"."""


def check_chains(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Invented and missing attributions are set right where the article's words are plain, else rejected or noted."""
    kept: list[ProposedClaim] = []
    for claim in proposal.claims:
        if not claim.by_model or _Chain(article, reading, proposal, claim, soft_binds).holds():
            kept.append(claim)
        else:
            why = "the source given for it is not in the article, and the article names no other"
            proposal.log.reject("source", claim.text, why)
    proposal.claims = kept


class _Chain:
    """One claim's chain beside what the lexical layer reads over the same words."""

    def __init__(
        self, article: Article, reading: Reading, proposal: Proposal, claim: ProposedClaim, soft_binds: bool
    ) -> None:
        self.article = article
        self.reading = reading
        self.proposal = proposal
        self.claim = claim
        self.soft_binds = soft_binds
        self.statement = statement_of(reading, claim)
        self.entities = [reading.source(i) for i in self.statement.chain] if self.statement else []
        self.around = " ".join(s.text for s in article.body if s.number in claim.sentences)

    def holds(self) -> bool:
        """Set the chain right; whether the claim can stand."""
        given = self.claim.chain
        chain = [key for name in given if (key := key_of(self.proposal, name)) is not None]
        if len(chain) < len(given):
            plain_fact = self.statement is not None and self.statement.manner == "" and not self.entities
            if not chain and not self.entities and not plain_fact:
                return False
            why = (
                "one of the sources given is not in the article" if chain else "the source given is not in the article"
            )
            before = self._names(given)
            self.claim.chain = chain
            if not chain:
                self._adopt()
            self.proposal.log.repair("source", self.claim.id, "chain", before, self._names(self.claim.chain), why)
        else:
            self.claim.chain = chain
        if self.statement is not None and self.entities:
            self._compare(self.statement)
        elif self.claim.chain:
            self._unseen()
        elif self._quoted():
            self.proposal.log.warn(UNATTRIBUTED, self.claim.id, "it stands in quotation marks, so somebody says it")
        self._check_cue()
        return True

    def _compare(self, statement: Statement) -> None:
        """Where draft and lexical layer may name different sources."""
        shown = [known_as(self.proposal, entity) for entity in self.entities]
        chain = self.claim.chain
        if shown == chain:
            return
        cue = claim_cue(self.article, statement)
        explicit = statement.manner in _EXPLICIT
        if not chain:
            # Nothing that stands in quotation marks is the article's own.
            bond = self._bond(statement)
            if self.soft_binds or self._quoted() or (explicit and bond == "tight"):
                self._repair("attribution", f"the article attributes it ({cue or 'in quotation marks'})")
            elif bond != "none":
                names = ", ".join(entity.name for entity in self.entities)
                text = f"told as fact, though {names} may be its source ({cue})"
                self.proposal.log.warn(UNATTRIBUTED, self.claim.id, text)
            return
        if explicit and [key for key in shown if key in chain] == chain and self._relays_only(chain):
            self._repair("relay", "the article names who passed it on")
        elif self.soft_binds:
            self._repair("attribution", f"the cue stands with it ({cue})")
        elif chain[0] != shown[0]:
            origin = self.proposal.sources[chain[0]]
            if explicit and self._bond(statement) == "tight" and self._excludes(origin, statement):
                self._repair("attribution", f"{origin.name} does not stand there; the cue's source does ({cue})")
            elif not self._near(origin) or (explicit and self._other_person(origin, statement)):
                text = f"attributed to {origin.name}, though {self.entities[0].name} stands with the cue ({cue})"
                self.proposal.log.warn("attribution", self.claim.id, text)

    def _relays_only(self, chain: list[str]) -> bool:
        """Whether all that the layer has beyond ``chain`` are outlets behind its originator."""
        missing = [entity for entity in self.entities if known_as(self.proposal, entity) not in chain]
        return self.entities[0] not in missing and all(entity.media for entity in missing)

    def _bond(self, statement: Statement) -> Bond:
        """How surely the statement's cue governs the claim: not at all, perhaps, or with nothing between."""
        if statement.cue is None or statement.phrase is None or not self._sound():
            return "none"
        article, (first, last) = self.article, statement.phrase
        sentence = next((s for s in article.body if s.start <= statement.cue[0] < s.end), None)
        place = self._place(sentence) if sentence is not None else None
        if place is None:
            return "loose"
        start, end = place
        about_saying = start < last and first < end
        # "the ministry has yet to confirm" is the article's own word about what was said, as is a name's apposition.
        if about_saying or effects(article.text[start:end], lexicon()) or not self._is_clause(place):
            return "none"
        between = self._besides((last, start) if start >= last else (end, first), statement.cue)
        if self.claim.speech == "direct" or between.rstrip().endswith("that"):
            return "tight"
        words = vocabulary()
        broken = words.breaks.search(words.continues.sub(" ", f" {between.strip()} "))
        deep = start >= last and len(between.split()) > _LEAD
        return "loose" if broken or deep else "tight"

    def _place(self, sentence: Sentence) -> Span | None:
        """Where the claim's words stand in ``sentence``; a standfirst may have them without the cue."""
        start, end = self.claim.spans[0][0], self.claim.spans[-1][1]
        if sentence.start <= start and end <= sentence.end:
            return start, end
        words = self.article.text[start:end].rstrip(".")
        at = self.article.text.find(words, sentence.start, sentence.end)
        return (at, at + len(words)) if at >= 0 else None

    def _is_clause(self, place: Span) -> bool:
        row = tokens(self.article, *place, quotations(self.article))
        return any(token.quote for token in row) or Grammar(row, lexicon()).is_clause(0, len(row))

    def _besides(self, gap: Span, cue: Span) -> str:
        """The words of ``gap`` without what the same cue governs as well."""
        left = list(self.article.text[slice(*gap)])
        for other in self.reading.statements:
            if other.cue == cue:
                for start, end in other.spans:
                    if gap[0] <= start and end <= gap[1]:
                        left[start - gap[0] : end - gap[0]] = " " * (end - start)
        return "".join(left)

    def _sound(self) -> bool:
        """Whether the layer's source reads like one: it has a name, or is called by what one can be."""
        entity = self.entities[0]
        called = {word.lower().rstrip("s") for word in re.findall(r"[\w-]+", entity.name)}
        named = any(letter.isupper() for letter in entity.name[1:])
        return named or bool(called & {word.rstrip("s") for word in lexicon().tables.roles}) or entity.media

    def _excludes(self, origin: ProposedSource, statement: Statement) -> bool:
        """Whether the cue's source cannot be another name for ``origin``, which does not stand there."""
        entity = self.entities[0]
        phrase = self.article.text[slice(*statement.phrase)] if statement.phrase else ""
        named = [mention for mention in entity.mentions if stands(mention, phrase)]
        if entity.person is not None and origin.person:
            # what stands there may be the country that a spokesman speaks for
            return not stands(origin.name.split()[-1], self.around) and self._unlike(origin)
        # an outlet may stand for those whom it quotes elsewhere; whoever asked not to be named has no other name
        media = entity.media and (origin.person or known_as(self.proposal, entity) not in self.claim.chain)
        unnamed = vocabulary().doubt["unconfirmed"].search(phrase) is not None
        proper = entity.person is not None or media or unnamed
        proper = proper or any(outlet_name(mention, lexicon().tables) for mention in named)
        # what an outlet reports of a government names it, which makes it no word of the government
        text = self._without_claim() if media else self.around
        return bool(named) and proper and not self._named(origin, text) and self._unlike(origin)

    def _without_claim(self) -> str:
        """The claim's sentences without its own words."""
        text = self.around
        for start, end in self.claim.spans:
            text = text.replace(self.article.text[start:end], " ")
        return text

    def _unlike(self, origin: ProposedSource) -> bool:
        """Whether ``origin`` and the cue's source share no word of their names."""
        ours = {word.lower() for mention in (origin.name, *origin.mentions) for word in re.findall(r"\w+", mention)}
        theirs = {word.lower() for mention in self.entities[0].mentions for word in re.findall(r"\w+", mention)}
        return not (ours & theirs) - vocabulary().light

    def _other_person(self, origin: ProposedSource, statement: Statement) -> bool:
        """Whether the cue is plainly that of another person than ``origin``."""
        persons = origin.person and self.entities[0].person is not None
        return persons and self._unlike(origin) and self._bond(statement) == "tight"

    def _unseen(self) -> None:
        """A source where the layer sees no cue."""
        origin = self.proposal.sources[self.claim.chain[0]]
        if self._near(origin) and not self.soft_binds:
            return
        if self.statement is None:
            text = f"no cue attributes it to {origin.name} where it stands"
            self.proposal.log.warn("attribution", self.claim.id, text)
            return
        before = self._names(self.claim.chain)
        why = f"nothing in its sentence attributes it, and {origin.name} is not there"
        self.claim.chain = []
        self.proposal.log.repair("attribution", self.claim.id, "chain", before, [], why)

    def _quoted(self) -> bool:
        return speech_of(self.article, self.claim.spans) == "direct"

    def _near(self, source: ProposedSource) -> bool:
        """Whether the source is named, or may be meant, in the claim's sentences."""
        if self._named(source):
            return True
        first = min((s.start for s in self.article.body if s.number in self.claim.sentences), default=0)
        before = any(mention in self.article.text[:first] for mention in source.mentions)
        return before and (bool(vocabulary().referring.search(self.around)) or self.claim.speech == "direct")

    def _named(self, source: ProposedSource, text: str | None = None) -> bool:
        """Whether the source is named in ``text``, by default the claim's sentences."""
        around = self.around if text is None else text
        return any(stands(name, around) for name in (*source.mentions, *own_names(source)))

    def _repair(self, check: str, why: str) -> None:
        before = self._names(self.claim.chain)
        self._adopt()
        self.proposal.log.repair(check, self.claim.id, "chain", before, self._names(self.claim.chain), why)

    def _adopt(self) -> None:
        """Take the layer's chain."""
        self.claim.chain = [ensure_source(self.proposal, entity) for entity in self.entities]
        if self.statement is not None and self.claim.chain:
            self.claim.cue = claim_cue(self.article, self.statement)
            self.claim.speech = self.statement.speech

    def _check_cue(self) -> None:
        claim = self.claim
        if not claim.chain:
            claim.cue, claim.speech = None, "none"
            return
        if claim.cue is None or not stands(claim.cue, self.around):
            claim.cue = claim_cue(self.article, self.statement) if self.statement is not None else None
        if claim.speech == "none":
            claim.speech = "indirect"

    def _names(self, chain: list[str]) -> list[str]:
        sources = self.proposal.sources
        return [sources[key].name if key in sources else key for key in chain]


def claim_cue(article: Article, statement: Statement) -> str | None:
    """The cue of a statement, as the article writes it."""
    return article.text[slice(*statement.cue)] if statement.cue else None


def statement_of(reading: Reading, claim: ProposedClaim) -> Statement | None:
    """The lexical layer's statement over the same words, if there is one."""
    best = max(reading.statements, key=lambda statement: _shared(claim, statement), default=None)
    if best is None:
        return None
    least = min(sum(end - start for start, end in claim.spans), sum(end - start for start, end in best.spans))
    return best if _shared(claim, best) >= 0.5 * least else None


def _shared(claim: ProposedClaim, statement: Statement) -> int:
    """Characters of evidence that claim and statement have in common."""
    return sum(
        max(0, min(end, stop) - max(start, begin)) for start, end in claim.spans for begin, stop in statement.spans
    )
