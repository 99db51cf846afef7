"""What stays unconfirmed: every claim that is not settled is listed, with the reason in the article's words."""

from __future__ import annotations

from summarizer.article.model import Article
from summarizer.checks.chains import statement_of
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedMatter
from summarizer.checks.wording import missing_figures, missing_names, missing_numbers
from summarizer.lexical import Matter, Reading
from summarizer.summary import Reason, Status

SETTLED: frozenset[Status] = frozenset({"asserted", "confirmed"})
_REASONS: dict[Status, Reason] = {
    "denied": "denied",
    "disputed": "disputed",
    "unconfirmed": "not_verified",
    "hedged": "hedged",
    "scheduled": "future",
}


def check_matters(article: Article, reading: Reading, proposal: Proposal, *, foreign: bool = False) -> None:
    """Drop matters over claims that do not stand, add those that the draft forgot, and word them.

    Args:
        article: the article.
        reading: the lexical layer's reading of it.
        proposal: the proposal; changed in place.
        foreign: whether the texts are in another language than the article, so that names cannot be compared.
    """
    standing = {claim.id for claim in proposal.claims}
    for matter in proposal.matters:
        matter.claims = [identifier for identifier in matter.claims if identifier in standing]
    proposal.matters = [matter for matter in proposal.matters if matter.claims]
    listed = {identifier for matter in proposal.matters for identifier in matter.claims}
    for claim in proposal.claims:
        if claim.status in SETTLED or claim.id in listed:
            continue
        _list(article, reading, proposal, claim)
        if claim.by_model:
            proposal.log.repair(
                "unconfirmed",
                claim.id,
                "unconfirmed",
                None,
                proposal.matters[-1].reason,
                "the draft did not list it as open",
            )
    proposal.matters.sort(key=lambda matter: min(_position(proposal, identifier) for identifier in matter.claims))
    for matter in proposal.matters:
        wrong = (
            missing_figures(matter.text, article.text)
            if foreign
            else missing_numbers(matter.text, article.text) or missing_names(matter.text, article.text)
        )
        if not matter.text or wrong:
            matter.text = _wording(proposal, matter)


def _position(proposal: Proposal, identifier: str) -> int:
    return next(number for number, claim in enumerate(proposal.claims) if claim.id == identifier)


def _list(article: Article, reading: Reading, proposal: Proposal, claim: ProposedClaim) -> None:
    """List ``claim`` with the layer's matter over the same words, or by its status."""
    matter = _matter_of(reading, claim)
    reason = matter.reason if matter is not None else claim.reason or _REASONS[claim.status]
    cue = (matter.cue if matter is not None else None) or claim.status_cue
    twin = next(
        (other for other in proposal.matters if other.reason == reason and cue is not None and other.spans == [cue]),
        None,
    )
    if twin is not None:
        twin.claims.append(claim.id)
        return
    awaiting = article.text[slice(*matter.awaiting)] if matter is not None and matter.awaiting else None
    proposal.matters.append(ProposedMatter("", [claim.id], reason, awaiting, [cue] if cue else []))


def _matter_of(reading: Reading, claim: ProposedClaim) -> Matter | None:
    statement = statement_of(reading, claim)
    if statement is None or statement.status != claim.status:
        return None
    index = reading.statements.index(statement)
    return next((matter for matter in reading.matters if index in matter.statements), None)


def _wording(proposal: Proposal, matter: ProposedMatter) -> str:
    """One line that says what is open and why."""
    claims = [claim for identifier in matter.claims if (claim := proposal.claim(identifier)) is not None]
    what = claims[0].text.rstrip(".")
    if len(claims) > 1:
        what += f" (and {len(claims) - 1} more)"
    origin = proposal.sources[claims[0].chain[0]].name if claims[0].chain else None
    awaiting = matter.awaiting
    if matter.reason == "no_official_confirmation":
        return f"Not confirmed by {awaiting}: {what}." if awaiting else f"Not officially confirmed: {what}."
    if matter.reason == "no_comment":
        return f"No comment from {awaiting}: {what}." if awaiting else f"Nobody would comment: {what}."
    if matter.reason == "media_report_only":
        return f"Reported by {origin} only: {what}."
    if matter.reason == "anonymous_source":
        return f"From a source that is not named ({origin}): {what}."
    if matter.reason == "denied":
        return f"Denied by {origin}: {what}." if claims[0].denied_by_source else f"Denied: {what}."
    if matter.reason == "disputed":
        return f"Disputed: {what}."
    if matter.reason == "future":
        return f"Still to come: {what}."
    if matter.reason == "hedged":
        return f"Not stated as certain: {what}."
    return f"Not verified: {what}."
