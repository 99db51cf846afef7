"""Attribution held to the article: every claim keeps whom the article attributes it to, and nobody else."""

from __future__ import annotations

from summarizer.article.model import Article
from summarizer.checks.ground import Ground
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.sources import called, ensure_source, key_of, meant, stands
from summarizer.checks.vocabulary import vocabulary
from summarizer.lexical import Reading
from summarizer.lexical.entity import Entity
from summarizer.lexical.kinds import nature
from summarizer.lexical.lexicon import lexicon
from summarizer.summary import MEDIA_KINDS

Fault = tuple[str, str]
"""A check and why a claim fails it."""


def check_chains(
    article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool, foreign: bool = False
) -> None:
    """Invented, exchanged and missing sources are set right where the article's words are plain, else rejected.

    Args:
        article: the article.
        reading: the lexical layer's reading of it.
        proposal: the proposal, its sources checked; changed in place.
        soft_binds: whether the layer overrules the draft wherever they differ.
        foreign: whether the claims are told in another language than the article's.
    """
    kept: list[ProposedClaim] = []
    for claim in proposal.claims:
        ground = Ground(article, reading, proposal, claim, foreign=foreign)
        fault = _Chain(ground, soft_binds).fault() if claim.by_model else None
        if fault is None:
            kept.append(claim)
        else:
            check, why = fault
            proposal.log.reject(check, claim.text, why, claim=claim.id)
    proposal.claims = kept


class _Chain:
    """One claim's chain beside the ground that it stands on."""

    def __init__(self, ground: Ground, soft_binds: bool) -> None:
        self.ground = ground
        self.proposal = ground.proposal
        self.claim = ground.claim
        self.soft_binds = soft_binds

    def fault(self) -> Fault | None:
        """Set the chain right; why the claim cannot stand, with the check that says so, or ``None``."""
        fault = self._strangers() or (self._attributed() if self.claim.chain else self._unattributed())
        if fault is None:
            self._check_cue()
        return fault

    # -- sources that the article has not -----------------------------------------------------------

    def _strangers(self) -> Fault | None:
        """Leave out relays that are not in the article; an originator who is not has to be another."""
        given = self.claim.chain
        keys = [key_of(self.proposal, name) for name in given]
        self.claim.chain = chain = [key for key in keys if key is not None]
        if len(chain) == len(given):
            return None
        if keys[0] is None:
            fault = self._replaced("source", given, f"{given[0]} is not in the article")
            if fault is None and not self.soft_binds:
                why = f"{given[0]}, given as its source, is not in the article"
                self.proposal.log.doubt("source", self.claim.id, why)
            return fault
        why = "one of the sources given is not in the article"
        self.proposal.log.repair("source", self.claim.id, "chain", given, self._names(chain), why)
        return None

    # -- told as fact -------------------------------------------------------------------------------

    def _unattributed(self) -> Fault | None:
        """A claim in the article's own voice must not be somebody's word."""
        ground = self.ground
        if not ground.entities:
            if ground.reading.by_words and (ground.quoted or ground.hangs):
                where = "it stands in quotation marks" if ground.quoted else "its sentence has it said"
                return self._doubt(f"{where}, and nobody is given who says so")
            if ground.reading.by_words and (source := ground.says_it()) is not None:
                return self._doubt(f"told as fact, though {source} may be its source")
            return None
        bond = ground.bond()
        if bond == "inside" and self._tells_itself():
            return None
        if self.soft_binds or (ground.settles and bond != "inside" and not ground.beside):
            self._repair("attribution", f"the article attributes it ({ground.cue or 'in quotation marks'})")
            return None
        if ground.statement is not None and ground.statement.manner == "denial" and bond != "tight":
            # who rejects is not who says what it is about
            return None
        names = ", ".join(entity.name for entity in ground.entities)
        return self._doubt(f"told as fact, though {names} may be its source ({ground.cue or 'in quotation marks'})")

    def _doubt(self, why: str) -> Fault | None:
        """Ask a model that is trusted with it about the claim; from another it does not stand."""
        if self.soft_binds:
            return "attribution", why
        self.proposal.log.doubt("attribution", self.claim.id, why)
        return None

    def _tells_itself(self) -> bool:
        """Whether the claim's text says who says so: "Traders complain of high prices"."""
        text = self.claim.text
        entity = self.ground.entities[0]
        named = called(entity.name) in text.lower() or any(stands(mention, text) for mention in entity.mentions)
        return self.ground.foreign or named or vocabulary().cue.search(text) is not None

    # -- attributed ---------------------------------------------------------------------------------

    def _attributed(self) -> Fault | None:
        """A source must be one that the article's words can mean, and bring along who passed it on."""
        ground, chain = self.ground, self.claim.chain
        if not ground.reading.by_words:
            return None
        shown = self._shown()
        if [key for key, _ in shown] == chain:
            self._link_lost()
            return None
        if self.soft_binds and shown:
            self._repair("attribution", f"the cue stands with it ({ground.cue})")
            return None
        if not ground.carries(chain[0]):
            return self._refuted()
        if not self.soft_binds and (another := ground.another()) is not None:
            cue = ground.cue or "in quotation marks"
            return self._doubt(f"attributed to {self._names(chain)[0]}, though {another} seems to say it ({cue})")
        if len(shown) > len(chain) and [key for key, _ in shown if key in chain] == chain:
            lost = [entity for key, entity in shown if key not in chain]
            if self.soft_binds or all(ground.passes_on(entity) for entity in lost):
                self._repair("relay", "the article names who passed it on")
            else:
                names = ", ".join(entity.name for entity in lost)
                self.proposal.log.doubt("relay", self.claim.id, f"the chain may lack {names}, to whom it was said")
        else:
            self._link_lost()
        return None

    def _link_lost(self) -> None:
        """Ask about who may have passed on what a source says, or from whom an outlet may have it."""
        if self.soft_binds or len(self.claim.chain) > 1:
            return
        link = self.ground.link()
        if link is not None:
            self.proposal.log.doubt("relay", self.claim.id, f"the chain may lack {link}, named near the claim")

    def _shown(self) -> list[tuple[str | None, Entity]]:
        """The sources at the cue, each with the key of the proposal's source that it is, where it is one for sure.

        Relays that the proposal has not must be outlets by their own words, not by their place behind "told".
        """
        found = [(meant(self.proposal, entity), entity) for entity in self.ground.entities]
        keyed = [(keys[0] if len(keys) == 1 else None, entity) for keys, entity in found]
        return [*keyed[:1], *(pair for pair in keyed[1:] if pair[0] is not None or _is_outlet(pair[1]))]

    def _refuted(self) -> Fault | None:
        """The source given cannot be the claim's."""
        names = self._names(self.claim.chain)
        why = f"no words around it attribute it to {names[0]}"
        if self.soft_binds or self.ground.excludes(self.claim.chain):
            return self._replaced("attribution", names, why)
        at_cue = ", ".join(entity.name for entity in self.ground.entities)
        return self._doubt(f"{why}, but to {at_cue} ({self.ground.cue})" if at_cue else why)

    def _replaced(self, check: str, before: list[str], why: str) -> Fault | None:
        """Put the source at the cue in place of a wrong one, or nobody where nothing is said; else the claim falls."""
        ground = self.ground
        said = ground.quoted or vocabulary().cue.search(ground.around) is not None
        if ground.settles or (self.soft_binds and ground.entities):
            self._adopt()
        elif ground.statement is not None and not ground.entities and not said:
            self.claim.chain = []
        else:
            return check, why
        self.proposal.log.repair(check, self.claim.id, "chain", before, self._names(self.claim.chain), why)
        return None

    # -- shared -------------------------------------------------------------------------------------

    def _repair(self, check: str, why: str) -> None:
        before = self._names(self.claim.chain)
        self._adopt()
        self.proposal.log.repair(check, self.claim.id, "chain", before, self._names(self.claim.chain), why)

    def _adopt(self) -> None:
        """Take the layer's sources for the chain, each as the proposal knows it."""
        chain = [key or ensure_source(self.proposal, entity) for key, entity in self._shown()]
        self.claim.chain = list(dict.fromkeys(chain))
        if self.ground.statement is not None and chain:
            self.claim.cue = self.ground.cue
            self.claim.speech = self.ground.statement.speech

    def _check_cue(self) -> None:
        claim = self.claim
        if not claim.chain:
            claim.cue, claim.speech = None, "none"
            return
        if claim.cue is None or not stands(claim.cue, self.ground.around):
            claim.cue = self.ground.cue
        if claim.speech == "none":
            claim.speech = "indirect"

    def _names(self, chain: list[str]) -> list[str]:
        sources = self.proposal.sources
        return [sources[key].name if key in sources else key for key in chain]


def _is_outlet(entity: Entity) -> bool:
    """Whether the entity's own words make it an outlet, not only its place behind "told"."""
    return nature(entity.name, "", lexicon(), person=False).kind in MEDIA_KINDS
