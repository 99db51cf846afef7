"""Statuses held to the article: nothing unconfirmed, planned or denied is told as settled."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article.model import Article
from summarizer.checks.ground import statement_of
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.wording import confirmations, plain_doubts
from summarizer.lexical import Reading, Span, Statement
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words, stronger
from summarizer.summary import MEDIA_KINDS, Reason, Status

STATUS_OF: dict[Reason, Status] = {
    "no_official_confirmation": "unconfirmed",
    "not_verified": "unconfirmed",
    "no_comment": "unconfirmed",
    "media_report_only": "unconfirmed",
    "anonymous_source": "unconfirmed",
    "hedged": "hedged",
    "future": "scheduled",
    "denied": "disputed",
    "disputed": "disputed",
}
"""The least status of a claim that is listed as open for a reason; what is denied may be disputed as well."""
_SAID_SO: frozenset[Reason] = frozenset({"no_official_confirmation", "not_verified", "no_comment", "denied"})
"""Reasons that other sentences of the article give."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """A status that the article asks for, and the words that do."""

    status: Status
    why: str
    cue: Span | None
    reason: Reason


def check_statuses(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Raise each claim's status to what the article's words demand; the safe direction is always more doubt.

    What the article says for certain is changed for every model. What another sentence may say about the claim
    binds models that are not trusted with it, and is noted for the others.
    """
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        statement = statement_of(reading, claim)
        claim.denied_by_source = statement is not None and statement.denied_by_source and claim.status == "denied"
        unconfirmed = reading.by_words and next(confirmations(article.text), None) is None
        if claim.status == "confirmed" and unconfirmed:
            why = "nothing in the article confirms anything"
            proposal.log.repair("status", claim.id, "status", claim.status, "asserted", why)
            claim.status = "asserted"
        for demand in _demands(article, proposal, claim, statement):
            if stronger(demand.status, claim.status) != claim.status:
                proposal.log.repair("status", claim.id, "status", claim.status, demand.status, demand.why)
                claim.status, claim.status_cue, claim.reason = demand.status, demand.cue, demand.reason
        if statement is not None:
            _listen(article, proposal, claim, statement, soft_binds=soft_binds)
        if claim.status_cue is None and claim.status != "asserted":
            claim.status_cue = _own_words(article, claim, statement)


def _demands(article: Article, proposal: Proposal, claim: ProposedClaim, statement: Statement | None) -> list[_Demand]:
    """What certainly speaks for doubt, one after the other."""
    found: list[_Demand] = []
    cue = statement.cue if statement is not None else None
    for matter in proposal.matters:
        if claim.id in matter.claims:
            words = matter.spans[0] if matter.spans else None
            found.append(
                _Demand(
                    STATUS_OF[matter.reason],
                    f"the draft itself lists it as open: {matter.reason}",
                    words,
                    matter.reason,
                )
            )
    if claim.chain:
        origin = proposal.sources[claim.chain[0]]
        unnamed = origin.disclosure in ("partial", "anonymous") and origin.kind != "document"
        # State media in quotation marks, or relayed by others, may be its state's own word.
        mouthpiece = origin.kind == "state_media" and (claim.speech == "direct" or len(claim.chain) > 1)
        if unnamed and claim.status != "confirmed":
            found.append(_Demand("unconfirmed", f"it rests on {origin.name}, not named", cue, "anonymous_source"))
        elif origin.kind in MEDIA_KINDS and not origin.person and not mouthpiece and claim.status in _STRONG:
            found.append(_Demand("unconfirmed", f"it rests on {origin.name} alone", cue, "media_report_only"))
    if claim.status == "asserted":
        for start, end in claim.spans:
            for word in plain_doubts(article.text[start:end]):
                span = (start + word.start, start + word.end)
                reason: Reason = "hedged" if word.status == "hedged" else "future"
                found.append(_Demand(word.status, f"the article says: {article.text[slice(*span)]}", span, reason))
    return found


_STRONG: tuple[Status, ...] = ("asserted", "confirmed")


def _listen(
    article: Article, proposal: Proposal, claim: ProposedClaim, statement: Statement, *, soft_binds: bool
) -> None:
    """Where the layer reads another status: followed for models that are not trusted, noted for the others."""
    if statement.status == claim.status:
        claim.status_cue = claim.status_cue or statement.status_cue
        claim.reason = claim.reason or statement.reason
        return
    doubtful = stronger(statement.status, claim.status) != claim.status
    if soft_binds and (doubtful or len(statement.chain) == len(claim.chain)):
        why = _why(article, statement) if doubtful else "no words in the article carry it"
        proposal.log.repair("status", claim.id, "status", claim.status, statement.status, why)
        claim.status, claim.status_cue, claim.reason = statement.status, statement.status_cue, statement.reason
    elif doubtful and claim.status == "asserted" and statement.reason in _SAID_SO and claim.chain:
        proposal.log.warn("status", claim.id, f"told as {claim.status}, though {_why(article, statement)}")


def _why(article: Article, statement: Statement) -> str:
    if statement.status_cue is None:
        return f"the article's words leave it {statement.status}"
    return f"the article says: {article.text[slice(*statement.status_cue)]}"


def _own_words(article: Article, claim: ProposedClaim, statement: Statement | None) -> Span | None:
    for start, end in claim.spans:
        for word in status_words(article.text[start:end], lexicon()):
            if word.status == claim.status:
                return start + word.start, start + word.end
    if statement is None:
        return None
    return statement.status_cue if statement.status == claim.status else statement.cue
