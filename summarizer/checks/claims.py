"""Claim texts held to their evidence."""

from __future__ import annotations

from summarizer.article.model import Article
from summarizer.checks.days import days_meant, takes_up_date
from summarizer.checks.doers import mistaken_doer
from summarizer.checks.faults import UNCHECKED, Fault, Support, text_fault
from summarizer.checks.locate import furniture, verbatim
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.tongue import Tongue
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import plain_doubts
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words

_FIRM = ("asserted", "confirmed")
"""Statuses under which a text may leave out no doubt."""


def check_texts(article: Article, proposal: Proposal, tongue: Tongue) -> None:
    """Compare each claim's text with its evidence; what says more, or the contrary, is replaced by the evidence.

    Args:
        article: the article.
        proposal: the proposal; changed in place.
        tongue: the languages of article and texts, which say what can be compared.
    """
    raised = {entry.claim for entry in proposal.log.repaired if entry.field == "status" and entry.from_ in _FIRM}
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        fault = (
            _foreign_fault(article, claim, tongue)
            if tongue.foreign
            else _fault(article, claim, proposal, promoted=claim.id in raised)
        )
        if fault is not None:
            check, why = fault
            words = verbatim(article, claim.spans)
            proposal.log.repair(check, claim.id, "text", claim.text, words, why)
            claim.text = words


def _fault(article: Article, claim: ProposedClaim, proposal: Proposal, *, promoted: bool) -> Fault | None:
    sources = ", ".join(mention for key in claim.chain for mention in proposal.sources[key].mentions)
    evidence = " ".join(article.text[slice(*span)] for span in claim.spans)
    own, near, context = (_near(article, claim, reach) for reach in (0, 1, 2))
    support = Support(
        evidence=evidence,
        sentences=f"{own} {article.metadata.headline or ''}",
        around=f"{context if takes_up_date(own) else near} {furniture(article)}",
        days=days_meant(article, own, near),
        lines=furniture(article),
        context=context,
        speakers=sources,
        article=article.told,
        suspect=article.suspect,
    )
    fault = text_fault(claim.text, support, confirmed=claim.status == "confirmed")
    return fault or _doer_fault(claim, proposal, support) or _doubt_fault(claim, evidence, promoted=promoted)


def _doer_fault(claim: ProposedClaim, proposal: Proposal, support: Support) -> Fault | None:
    """Somebody who does what another does; where only what they are called tells, the model is asked about it."""
    found = mistaken_doer(claim.text, (support.sentences,), support.context, proposal.kind_called)
    if found is None:
        return None
    if found.turned:
        return "swap", found.why
    proposal.log.doubt("swap", claim.id, found.why)
    return None


def _doubt_fault(claim: ProposedClaim, evidence: str, *, promoted: bool) -> Fault | None:
    """A word of doubt in the evidence that the text leaves out.

    Where the status is the hedge, or any open status says as much ("reportedly"), the text need not repeat it; but
    whoever took the claim for settled (``promoted``) meant the text that way.
    """
    if claim.text.removesuffix(".") == evidence.removesuffix("."):
        return None
    said = {word.status for word in status_words(claim.text, lexicon())}
    for doubt in plain_doubts(evidence):
        shown = evidence[doubt.start : doubt.end]
        firm = promoted or claim.status in _FIRM
        carried = claim.status == "hedged" or vocabulary().hearsay.fullmatch(shown)
        if doubt.status == "hedged" and (firm or not carried) and not said - {"scheduled", "confirmed"}:
            return "promotion", f"the evidence says {shown!r}, the claim does not"
        if doubt.status == "scheduled" and firm and not said:
            return "promotion", f"the evidence says {shown!r}, the claim does not"
    return None


def _foreign_fault(article: Article, claim: ProposedClaim, tongue: Tongue) -> Fault | None:
    """What can be told of a text that English words do not compare with the article."""
    if article.suspect:
        return UNCHECKED
    return tongue.fault(claim.text, f"{_near(article, claim, 1)} {furniture(article)}", article.told)


def _near(article: Article, claim: ProposedClaim, reach: int) -> str:
    """The sentences of the evidence and as many neighbours."""
    return " ".join(sentence.text for sentence in article.near(claim.sentences, reach))
