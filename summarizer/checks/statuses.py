"""Statuses held to the article: nothing unconfirmed, planned or denied is told as settled."""

from __future__ import annotations

import re

from summarizer.article.model import Article
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.sources import statement_of
from summarizer.lexical import Reading, Span, Statement
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words, stronger
from summarizer.summary import MEDIA_KINDS, Reason, Status

_CONFIRMING = re.compile(r"\b(?:confirm|verif|corroborat|acknowledg|admit)\w*", re.IGNORECASE)


def check_statuses(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Raise each claim's status to what the article's words demand; the safe direction is always more doubt.

    A lower status than the layer's is changed; a higher one stands for models that are trusted with it.
    """
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        statement = statement_of(reading, claim)
        demanded, why, cue, reason = _demanded(article, proposal, claim, statement)
        if stronger(demanded, claim.status) != claim.status:
            proposal.log.repair("status", claim.id, "status", claim.status, demanded, why)
            claim.status, claim.status_cue, claim.reason = demanded, cue, reason
        elif (
            soft_binds
            and statement is not None
            and claim.status != statement.status
            and statement.chain == tuple(claim.chain)
        ):
            proposal.log.repair(
                "status", claim.id, "status", claim.status, statement.status, "no words in the article carry it"
            )
            claim.status, claim.status_cue, claim.reason = statement.status, statement.status_cue, statement.reason
        if claim.status_cue is None and claim.status != "asserted":
            claim.status_cue = cue if demanded == claim.status else _own_words(article, claim, statement)
            claim.reason = claim.reason or (reason if demanded == claim.status else None)


def _demanded(
    article: Article, proposal: Proposal, claim: ProposedClaim, statement: Statement | None
) -> tuple[Status, str, Span | None, Reason | None]:
    """The least doubt that the article's words leave, why, and the words."""
    if (
        statement is not None
        and statement.reason in ("no_official_confirmation", "not_verified", "no_comment", "denied")
        and statement.status in ("unconfirmed", "denied")
    ):
        return (
            statement.status,
            f"the article says: {article.text[slice(*statement.status_cue)]}"
            if statement.status_cue
            else "the article denies it",
            statement.status_cue,
            statement.reason,
        )
    origin = proposal.sources[claim.chain[0]] if claim.chain else None
    cue = statement.cue if statement is not None else None
    if (
        origin is not None
        and origin.kind != "document"
        and origin.disclosure in ("partial", "anonymous")
        and claim.status != "confirmed"
    ):
        return "unconfirmed", f"it rests on {origin.name}, not named", cue, "anonymous_source"
    if (
        origin is not None
        and origin.kind in MEDIA_KINDS
        and not origin.person
        and claim.status in ("asserted", "confirmed")
    ):
        return "unconfirmed", f"it rests on {origin.name} alone", cue, "media_report_only"
    if claim.status == "confirmed" and not _CONFIRMING.search(article.text):
        return (
            ("unconfirmed" if origin is not None and origin.kind in MEDIA_KINDS else "hedged"),
            "nothing in the article confirms it",
            None,
            "hedged",
        )
    if claim.status == "asserted":
        for start, end in claim.spans:
            for word in status_words(article.text[start:end], lexicon()):
                if word.status in ("hedged", "scheduled"):
                    return (
                        word.status,
                        f"the article says: {article.text[start + word.start : start + word.end]}",
                        (start + word.start, start + word.end),
                        "hedged" if word.status == "hedged" else "future",
                    )
    return "asserted", "", None, None


def _own_words(article: Article, claim: ProposedClaim, statement: Statement | None) -> Span | None:
    for start, end in claim.spans:
        for word in status_words(article.text[start:end], lexicon()):
            if word.status == claim.status:
                return start + word.start, start + word.end
    if statement is None:
        return None
    return statement.status_cue if statement.status == claim.status else statement.cue
