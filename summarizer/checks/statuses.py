"""Statuses held to the article: nothing unconfirmed, planned or denied is told as settled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.model import Article, Sentence
from summarizer.checks.ground import Ground
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import confirmations, plain_doubts, stems
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
_SAID_SO: frozenset[Reason] = frozenset(
    {"no_official_confirmation", "not_verified", "no_comment", "denied", "disputed"}
)
"""Reasons that other sentences of the article give."""
_CLOSE = 3
"""Sentences within which two accounts are of one matter."""
_SAME_MATTER = 0.4
"""Share of content words from which they are."""
_BESIDE, _ABOUT = 2, 2
"""Sentences beside a claim in which a confirmation is about it; words that another one must share with it."""


@dataclass(frozen=True, slots=True)
class _Demand:
    """A status that the article asks for, and the words that do."""

    status: Status
    why: str
    cue: Span | None
    reason: Reason
    sure: bool = True
    """Whether it binds a model that is trusted; else that one is asked again."""


def check_statuses(article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool) -> None:
    """Raise each claim's status to what the article's words demand; the safe direction is always more doubt.

    What the draft says of itself, and what a claim's source leaves open, is changed for every model. Words of doubt
    in the article bind models that are not trusted with them: they are often of something else. The others are asked
    again.
    """
    opposed = _other_sides(proposal)
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        ground = Ground(article, reading, proposal, claim)
        statement = ground.statement
        claim.denied_by_source = statement is not None and statement.denied_by_source and claim.status == "denied"
        if claim.status == "confirmed" and reading.by_words and not _confirmed(article, claim):
            why = "nothing in the article confirms it"
            proposal.log.repair("status", claim.id, "status", claim.status, "asserted", why)
            claim.status = "asserted"
        for demand in _demands(ground, opposed):
            if stronger(demand.status, claim.status) == claim.status:
                continue
            if demand.sure or soft_binds:
                proposal.log.repair("status", claim.id, "status", claim.status, demand.status, demand.why)
                claim.status, claim.status_cue, claim.reason = demand.status, demand.cue, demand.reason
            else:
                text = f"told as {claim.status}, though it may be {demand.status}: {demand.why}"
                proposal.log.doubt("status", claim.id, text)
        if statement is not None:
            _listen(article, proposal, claim, statement, soft_binds=soft_binds)
        if claim.status_cue is None and claim.status != "asserted":
            claim.status_cue = _own_words(article, claim, statement)


def _confirmed(article: Article, claim: ProposedClaim) -> bool:
    """Whether somebody is said to confirm something beside the claim, or something of its words elsewhere."""
    content = stems(" ".join(article.text[slice(*span)] for span in claim.spans))
    return any(
        any(abs(sentence.number - number) <= _BESIDE for number in claim.sentences)
        or len(stems(sentence.text) & content) >= _ABOUT
        for sentence in _confirming(article)
    )


@lru_cache(maxsize=1)
def _confirming(article: Article) -> tuple[Sentence, ...]:
    """The sentences in which somebody confirms something."""
    return tuple(sentence for sentence in article.body if next(confirmations(sentence.text), None) is not None)


def _other_sides(proposal: Proposal) -> dict[str, str]:
    """Claims that are the other side of what the draft lists as disputed, by ids; no account is disputed alone."""
    found: dict[str, str] = {}
    for matter in proposal.matters:
        listed = [claim for claim in proposal.claims if claim.id in matter.claims]
        origins = {claim.chain[0] if claim.chain else None for claim in listed}
        if matter.reason != "disputed" or len(origins) != 1 or None in origins:
            continue
        shares = {
            other.id: max(_alike(claim, other) for claim in listed)
            for other in proposal.claims
            if other.chain and other.chain[0] not in origins
        }
        nearest = max(shares, key=lambda key: shares[key], default=None)
        if nearest is not None and shares[nearest] >= _SAME_MATTER:
            found[nearest] = listed[0].text
    return found


def _alike(claim: ProposedClaim, other: ProposedClaim) -> float:
    """The share of content words that two claims have in common, where they stand close together; else 0."""
    if min(abs(n - m) for n in claim.sentences for m in other.sentences) > _CLOSE:
        return 0.0
    mine, theirs = stems(claim.text), stems(other.text)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _demands(ground: Ground, opposed: Mapping[str, str]) -> Iterator[_Demand]:
    """What certainly speaks for doubt, one after the other."""
    claim, statement = ground.claim, ground.statement
    for matter in ground.proposal.matters:
        if claim.id in matter.claims:
            words = matter.spans[0] if matter.spans else None
            why = f"the draft itself lists it as open: {matter.reason}"
            yield _Demand(STATUS_OF[matter.reason], why, words, matter.reason)
    if claim.id in opposed and claim.status in _STRONG:
        yield _Demand("disputed", f"the draft lists the other side as disputed: {opposed[claim.id]}", None, "disputed")
    yield from _of_source(ground)
    if claim.status in _STRONG:
        yield from _of_words(ground)
    if statement is not None and statement.reason is not None and claim.status in _STRONG and _about(ground):
        why = _why(ground.article, statement)
        yield _Demand(statement.status, why, statement.status_cue, statement.reason, sure=False)


def _of_source(ground: Ground) -> Iterator[_Demand]:
    """What a source that is not named, or an outlet alone, leaves open."""
    claim = ground.claim
    if not claim.chain:
        return
    origin = ground.proposal.sources[claim.chain[0]]
    cue = ground.statement.cue if ground.statement is not None else None
    unnamed = origin.disclosure in ("partial", "anonymous") and origin.kind != "document"
    # State media in quotation marks, or relayed by others, may be its state's own word.
    mouthpiece = origin.kind == "state_media" and (claim.speech == "direct" or len(claim.chain) > 1)
    if unnamed and claim.status != "confirmed":
        yield _Demand("unconfirmed", f"it rests on {origin.name}, not named", cue, "anonymous_source")
    elif origin.kind in MEDIA_KINDS and not origin.person and not mouthpiece and claim.status in _STRONG:
        yield _Demand("unconfirmed", f"it rests on {origin.name} alone", cue, "media_report_only")


def _of_words(ground: Ground) -> Iterator[_Demand]:
    """What hedging and future words inside the evidence leave open."""
    article = ground.article
    for begin, end in ground.claim.spans:
        # "who", with which the evidence itself begins, brings in no clause beside it
        opening = vocabulary().opens_with_relative.match(article.text, begin, end)
        start = opening.end() if opening else begin
        for word in plain_doubts(article.text[start:end]):
            span = (start + word.start, start + word.end)
            shown = article.text[slice(*span)]
            if ground.claim.status == "confirmed" and vocabulary().attributive.fullmatch(shown):
                continue
            reason: Reason = "hedged" if word.status == "hedged" else "future"
            yield _Demand(word.status, f"the article says: {shown}", span, reason, sure=False)


def _about(ground: Ground) -> bool:
    """Whether what the layer reads as open is surely this claim.

    Whoever declines to say more in a sentence speaks in it; a denial far off may be of something else; and of what the
    article says itself only its own words are sure.
    """
    claim, statement = ground.claim, ground.statement
    if statement is None or statement.status_cue is None:
        return False
    cue = statement.status_cue
    if statement.reason in ("hedged", "future"):
        return bool(claim.chain) and cue == statement.cue
    within = any(start <= cue[0] and cue[1] <= end for start, end in claim.spans)
    place = ground.article.at(cue[0])
    beside = place is not None and place.number in claim.sentences
    if statement.reason == "no_comment":
        return bool(claim.chain) and not beside
    if not claim.chain:
        return within and statement.reason == "not_verified"
    near = place is not None and min(abs(place.number - number) for number in claim.sentences) <= _CLOSE
    return statement.reason in _SAID_SO and near


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
