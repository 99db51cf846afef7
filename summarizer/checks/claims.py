"""Claim texts held to their evidence."""

from __future__ import annotations

from summarizer.article.model import Article
from summarizer.checks.locate import verbatim
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.wording import (
    missing_names,
    missing_number_words,
    missing_numbers,
    negations,
    numbers,
    unsupported_share,
)
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words

_UNSUPPORTED = 0.45
"""Share of content words without support above which a paraphrase gives way to the article's own words."""


def check_texts(article: Article, proposal: Proposal) -> None:
    """Compare each claim's text with its evidence; what says more, or the contrary, is replaced by the evidence."""
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        fault = _fault(article, claim, proposal)
        if fault is not None:
            check, why = fault
            words = verbatim(article, claim.spans)
            proposal.log.repair(check, claim.id, "text", claim.text, words, why)
            claim.text = words


def _fault(article: Article, claim: ProposedClaim, proposal: Proposal) -> tuple[str, str] | None:
    evidence = " ".join(article.text[slice(*span)] for span in claim.spans)
    around = " ".join(s.text for s in article.body if s.number in claim.sentences)
    wrong = missing_numbers(claim.text, article.text) or missing_number_words(claim.text, article.text)
    if wrong:
        return "number", f"the article has no number {', '.join(wrong)}"
    elsewhere = sorted(numbers(claim.text) - numbers(around)) if not missing_numbers(claim.text, article.text) else []
    elsewhere = [number for number in elsewhere if missing_numbers(number, _near(article, claim))]
    if elsewhere:
        return "number", f"the number {', '.join(elsewhere)} belongs to another sentence"
    names = missing_names(claim.text, article.text)
    if names:
        return "name", f"the article has no {', '.join(names)}"
    if (
        claim.status != "denied"
        and (negations(claim.text) > 0) != (negations(evidence) > 0)
        and (negations(claim.text) > 0) != (negations(around) > 0)
    ):
        return "negation", "claim and evidence differ in a negation"
    sources = " ".join(
        mention for key in claim.chain if key in proposal.sources for mention in proposal.sources[key].mentions
    )
    if (
        unsupported_share(claim.text, f"{_near(article, claim)} {sources} {article.metadata.headline or ''}")
        > _UNSUPPORTED
    ):
        return "content", "most of its words are not in the sentences that are to carry it"
    softened = {word.status for word in status_words(evidence, lexicon())} & {"hedged", "scheduled"}
    if softened and not status_words(claim.text, lexicon()) and claim.status in ("asserted", "confirmed"):
        return "promotion", "the evidence is hedged or about the future, the claim is not"
    return None


def _near(article: Article, claim: ProposedClaim) -> str:
    """The sentences of the evidence and their neighbours."""
    return " ".join(s.text for s in article.body if any(abs(s.number - n) <= 1 for n in claim.sentences))
