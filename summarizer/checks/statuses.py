"""Statuses held to the article: nothing unconfirmed, planned or denied is told as settled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.model import Article, Sentence
from summarizer.checks.ground import Ground, breaks_off
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import confirmations, plain_doubts, stems
from summarizer.lexical import Reading, Span, Statement
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words, stronger, words_of
from summarizer.summary import MEDIA_KINDS, OFFICIAL_KINDS, Reason, Status

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
_OPEN_BY: Mapping[Status, Reason] = {"hedged": "hedged", "scheduled": "future"}
"""Why a claim is open by its own words."""
_SAID_SO: frozenset[Reason] = frozenset(
    {"no_official_confirmation", "not_verified", "no_comment", "denied", "disputed"}
)
"""Reasons that other sentences of the article give."""
_CLOSE = 3
"""Sentences within which two accounts are of one matter."""
_LEAD = 8
"""Words before a claim among which one of doubt is about it."""
_WORD = re.compile(r"\S+")
_SAME_MATTER = 0.4
"""Share of content words from which they are."""
_SAME = 0.75
"""Share of them from which one claim says what the other does."""
_CITED, _AWAY, _TOO_FAR = 0.4, 0.15, -0.3
"""What it counts, beside shared words, that a claim is somebody's, what each sentence between counts against it, and
the sum up to which two claims are not of one matter."""
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


def check_statuses(
    article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool, foreign: bool = False
) -> None:
    """Raise each claim's status to what the article's words demand; the safe direction is always more doubt.

    What the draft says of itself, and what a claim's source leaves open, is changed for every model. Words of doubt
    in the article bind models that are not trusted with them: they are often of something else. The others are asked
    again.

    Args:
        article: the article.
        reading: the lexical layer's reading of it.
        proposal: the proposal, its chains checked; changed in place.
        soft_binds: whether words of doubt bind.
        foreign: whether the claims are told in another language than the article's.
    """
    so_far = _SoFar(
        _other_sides(proposal),
        frozenset(fix.claim for fix in proposal.log.repaired if fix.field == "chain" and fix.claim),
        frozenset(entry.claim for entry in proposal.log.doubts if entry.claim),
    )
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        ground = Ground(article, reading, proposal, claim, foreign=foreign)
        statement = ground.statement
        claim.denied_by_source = statement is not None and statement.denied_by_source and claim.status == "denied"
        if claim.status == "confirmed" and reading.by_words and not _confirmed(article, proposal, claim):
            why = "nothing in the article confirms it"
            proposal.log.repair("status", claim.id, "status", claim.status, "asserted", why)
            claim.status = "asserted"
        asked: set[Status] = set()
        for demand in _demands(ground, so_far):
            if stronger(demand.status, claim.status) == claim.status or demand.status in asked:
                continue
            if demand.sure or soft_binds:
                proposal.log.repair("status", claim.id, "status", claim.status, demand.status, demand.why)
                claim.status, claim.status_cue, claim.reason = demand.status, demand.cue, demand.reason
            else:
                text = f"told as {claim.status}, though it may be {demand.status}: {demand.why}"
                proposal.log.doubt("status", claim.id, text)
                asked.add(demand.status)
        if statement is not None:
            _listen(article, proposal, claim, statement, soft_binds=soft_binds)
        if claim.status_cue is None and claim.status != "asserted":
            claim.status_cue = _own_words(article, claim, statement)


def _confirmed(article: Article, proposal: Proposal, claim: ProposedClaim) -> bool:
    """Whether somebody is said to confirm something beside the claim, or something of its words elsewhere.

    So it is where a body or an official on record says the same as the claim's source.
    """
    if any(_shared(claim, other) >= _SAME and _is_on_record(proposal, other, claim) for other in proposal.claims):
        return True
    content = stems(" ".join(article.text[slice(*span)] for span in claim.spans))
    return any(
        any(abs(sentence.number - number) <= _BESIDE for number in claim.sentences)
        or len(stems(sentence.text) & content) >= _ABOUT
        for sentence in _confirming(article)
    )


def _is_on_record(proposal: Proposal, other: ProposedClaim, claim: ProposedClaim) -> bool:
    """Whether another claim is of another source, which is competent and named."""
    if not other.chain or other.chain[:1] == claim.chain[:1]:
        return False
    origin = proposal.sources[other.chain[0]]
    return origin.kind in OFFICIAL_KINDS and origin.disclosure in ("named", "institution")


@lru_cache(maxsize=1)
def _confirming(article: Article) -> tuple[Sentence, ...]:
    """The sentences in which somebody confirms something."""
    return tuple(sentence for sentence in article.body if next(confirmations(sentence.text), None) is not None)


@dataclass(frozen=True, slots=True)
class _Opposed:
    """A claim that seems to be the other side of one that the draft lists as disputed."""

    account: str
    """The one side."""
    sure: bool
    """Whether the two share their words."""


@dataclass(frozen=True, slots=True)
class _SoFar:
    """What the draft and the checks before this one say of its claims, by their ids."""

    opposed: Mapping[str, _Opposed]
    """The other sides of what is listed as disputed."""
    given: Set[str]
    """Those whose sources the checks put there: of these the draft has said nothing."""
    doubted: Set[str]
    """Those whose sources are asked about, and with them how they stand."""


def _other_sides(proposal: Proposal) -> dict[str, _Opposed]:
    """Claims that are the other side of what the draft lists as disputed, by ids; no account is disputed alone.

    Of the claims of others it is the one whose words and place are nearest.
    """
    found: dict[str, _Opposed] = {}
    for matter in proposal.matters:
        listed = [claim for claim in proposal.claims if claim.id in matter.claims]
        origins = {_origin(claim) for claim in listed}
        if matter.reason != "disputed" or len(origins) != 1:
            continue
        others = [claim for claim in proposal.claims if _origin(claim) not in origins]
        near = {other.id: max(_nearness(claim, other) for claim in listed) for other in others}
        nearest = max(others, key=lambda other: near[other.id], default=None)
        if nearest is not None and near[nearest.id] > _TOO_FAR:
            alike = max(_alike(claim, nearest) for claim in listed)
            cited = bool(nearest.chain) and origins != {None}
            found[nearest.id] = _Opposed(listed[0].text, sure=cited and alike >= _SAME_MATTER)
    return found


def _origin(claim: ProposedClaim) -> str | None:
    return claim.chain[0] if claim.chain else None


def _nearness(claim: ProposedClaim, other: ProposedClaim) -> float:
    """How much speaks for two claims being of one matter: their words, their distance, and that somebody is cited."""
    return _shared(claim, other) + _CITED * bool(other.chain) - _AWAY * _distance(claim, other)


def _alike(claim: ProposedClaim, other: ProposedClaim) -> float:
    """The share of content words that two claims have in common, where they stand close together; else 0."""
    return _shared(claim, other) if _distance(claim, other) <= _CLOSE else 0.0


def _shared(claim: ProposedClaim, other: ProposedClaim) -> float:
    mine, theirs = stems(claim.text), stems(other.text)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _distance(claim: ProposedClaim, other: ProposedClaim) -> int:
    """Sentences between two claims."""
    return min(abs(n - m) for n in claim.sentences for m in other.sentences)


def _demands(ground: Ground, so_far: _SoFar) -> Iterator[_Demand]:
    """What certainly speaks for doubt, one after the other."""
    claim, statement = ground.claim, ground.statement
    for matter in ground.proposal.matters:
        if claim.id in matter.claims:
            words = matter.spans[0] if matter.spans else None
            why = f"the draft itself lists it as open: {matter.reason}"
            yield _Demand(STATUS_OF[matter.reason], why, words, matter.reason)
    other = so_far.opposed.get(claim.id)
    if other is not None and claim.status in _STRONG:
        why = f"the draft lists the other side as disputed: {other.account}"
        yield _Demand("disputed", why, None, "disputed", sure=other.sure)
    yield from _of_source(ground, so_far)
    if claim.status in _STRONG:
        yield from _of_words(ground)
    if statement is not None and statement.reason is not None and claim.status in _STRONG and _about(ground):
        why = _why(ground.article, statement)
        yield _Demand(statement.status, why, statement.status_cue, statement.reason, sure=False)


def _of_source(ground: Ground, so_far: _SoFar) -> Iterator[_Demand]:
    """What a source that is not named, or an outlet alone, leaves open."""
    claim = ground.claim
    if not claim.chain:
        return
    origin = ground.proposal.sources[claim.chain[0]]
    cue = ground.statement.cue if ground.statement is not None else None
    given, doubted = claim.id in so_far.given, claim.id in so_far.doubted
    document = origin.kind == "document"
    nameless = origin.disclosure in ("partial", "anonymous") and not (
        document and vocabulary().images.search(origin.name)
    )
    if nameless and claim.status != "confirmed":
        # a document that has no title may be plain to find all the same
        why, sure = f"it rests on {origin.name}, not named", not document or given
        reason: Reason = "anonymous_source"
    elif origin.kind in MEDIA_KINDS and not origin.person and claim.status in _STRONG:
        # state media may give its state's own word
        why, sure = f"it rests on {origin.name} alone", origin.kind != "state_media" or given
        reason = "media_report_only"
    else:
        return
    if sure or not doubted:
        yield _Demand("unconfirmed", why, cue, reason, sure=sure)


def _of_words(ground: Ground) -> Iterator[_Demand]:
    """What hedging and future words inside the evidence, or in the claim itself, leave open."""
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
            yield _Demand(word.status, f"the article says: {shown}", span, _OPEN_BY[word.status], sure=False)
    if (doubt := _governing(ground)) is not None:
        yield _Demand("hedged", f"the article says: {article.text[slice(*doubt)]}", doubt, "hedged", sure=False)
    for word in () if ground.foreign else plain_doubts(ground.claim.text):
        shown = ground.claim.text[word.start : word.end]
        # of two things told in a sentence the second may be to come
        if " and " not in ground.claim.text[: word.start]:
            yield _Demand(word.status, f"it says itself: {shown}", None, _OPEN_BY[word.status], sure=False)


def _governing(ground: Ground) -> Span | None:
    """A word of doubt that stands right before the claim's words, in the same clause: "was reported to have"."""
    article, start = ground.article, ground.claim.spans[0][0]
    sentence = article.at(start)
    if sentence is None:
        return None
    words = list(_WORD.finditer(article.text, sentence.start, start))[-_LEAD:]
    if not words:
        return None
    begin = words[0].start()
    before = article.text[begin:start]
    hedges = words_of("hedged", before, lexicon())
    if not hedges or breaks_off(before[hedges[-1].end :]):
        return None
    return begin + hedges[-1].start, begin + hedges[-1].end


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
    if statement.reason in ("denied", "disputed"):
        return True
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
