"""All checks in their order, and the summary's parts that come out of them."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article.model import Article
from summarizer.checks.brief import check_brief
from summarizer.checks.chains import check_chains
from summarizer.checks.claims import check_texts
from summarizer.checks.injection import warn_of_oddities
from summarizer.checks.matters import check_matters, check_reasons
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.sources import check_sources
from summarizer.checks.statuses import check_statuses
from summarizer.checks.tongue import Tongue
from summarizer.lexical import Reading, Span
from summarizer.summary import (
    MEDIA_KINDS,
    OFFICIAL_KINDS,
    Attribution,
    BriefSentence,
    Checks,
    Claim,
    Evidence,
    Group,
    Source,
    Unconfirmed,
    Warned,
)


@dataclass(frozen=True)
class Verified:
    """The parts of a summary that stand, and what the checks did on the way."""

    brief: list[BriefSentence]
    sources: list[Source]
    claims: list[Claim]
    unconfirmed: list[Unconfirmed]
    checks: Checks
    brief_by_model: int
    """Sentences of the brief that are the model's and stand."""
    doubts: list[Warned]
    """Those of the warnings that are worth a second question to the model."""
    drafted: dict[str, int]
    """The claims that stand, by their ids, with their numbers among all that were proposed, from 1."""
    lost: list[tuple[int, str]]
    """The claims that do not, by these numbers, with the reason."""


def verify(
    article: Article, reading: Reading, proposal: Proposal, *, soft_binds: bool, language: str | None = None
) -> Verified:
    """Hold a proposal to the article.

    Args:
        article: the article.
        reading: the lexical layer's reading of it, the second voice; it may be empty for want of a lexicon.
        proposal: what the draft comes to; changed in place.
        soft_binds: whether the layer's soft signals overrule the draft, or only warn; where the article speaks to
            machines they do.
        language: language of the draft's texts, BCP 47; by default the article's.
    """
    warn_of_oddities(article, proposal)
    soft_binds = soft_binds or article.suspect
    tongue = Tongue.of(article, reading, proposal, language)
    if (unchecked := tongue.unchecked()) is not None:
        proposal.log.warn("language", None, unchecked)
    foreign = tongue.foreign
    check_sources(article, reading, proposal, soft_binds=soft_binds)
    check_chains(article, reading, proposal, soft_binds=soft_binds, foreign=foreign)
    if reading.by_words:
        check_reasons(article, reading, proposal)
    check_statuses(article, reading, proposal, soft_binds=soft_binds, foreign=foreign)
    check_texts(article, proposal, tongue)
    check_matters(article, reading, proposal, tongue)
    accepted = check_brief(article, proposal, tongue)
    return _parts(article, proposal, accepted)


def _parts(article: Article, proposal: Proposal, accepted: int) -> Verified:
    cited = [key for claim in proposal.claims for key in claim.chain]
    used = sorted(set(cited), key=cited.index)
    denying = [key for key in proposal.sources if key not in used]
    source_ids = {key: f"s{number}" for number, key in enumerate([*used, *denying], 1)}
    claim_ids = {claim.id: f"c{number}" for number, claim in enumerate(proposal.claims, 1)}
    log = proposal.log
    for repaired in log.repaired:
        repaired.claim = claim_ids.get(repaired.claim) if repaired.claim else None
    for warned in log.warnings:
        warned.claim = claim_ids.get(warned.claim) if warned.claim else None
    return Verified(
        brief=[BriefSentence(text=s.text, claims=[claim_ids[i] for i in s.claims]) for s in proposal.brief],
        sources=[
            Source(
                id=source_ids[key],
                name=s.name,
                mentions=list(dict.fromkeys([s.name, *s.mentions])),
                kind=s.kind,
                disclosure=s.disclosure,
            )
            for key in source_ids
            for s in (proposal.sources[key],)
        ],
        claims=[_claim(article, proposal, claim, claim_ids, source_ids) for claim in proposal.claims],
        unconfirmed=[
            Unconfirmed(
                text=m.text,
                claims=[claim_ids[i] for i in m.claims],
                reason=m.reason,
                awaiting=m.awaiting,
                evidence=[_evidence(article, span) for span in m.spans],
            )
            for m in proposal.matters
        ],
        checks=Checks(rejected=log.rejected, repaired=log.repaired, warnings=log.warnings),
        brief_by_model=accepted,
        doubts=log.doubts,
        drafted={claim_ids[claim.id]: _number(claim.id) for claim in proposal.claims},
        lost=[(_number(identifier), why) for identifier, why in log.lost],
    )


def _number(identifier: str) -> int:
    return int(identifier.removeprefix("c"))


def _claim(
    article: Article, proposal: Proposal, claim: ProposedClaim, claim_ids: dict[str, str], source_ids: dict[str, str]
) -> Claim:
    return Claim(
        id=claim_ids[claim.id],
        text=claim.text,
        evidence=[_evidence(article, span) for span in claim.spans],
        attribution=Attribution(
            chain=[source_ids[key] for key in claim.chain],
            cue=claim.cue,
            speech=claim.speech,
            group=_group(proposal, claim),
        ),
        status=claim.status,
        status_cue=_evidence(article, claim.status_cue) if claim.status_cue else None,
        key=claim.key,
    )


def _evidence(article: Article, span: Span) -> Evidence:
    start, end = span
    return Evidence(exact=article.text[start:end], start=start, end=end)


def _group(proposal: Proposal, claim: ProposedClaim) -> Group:
    """The group that the contract derives from a chain's first source."""
    if not claim.chain:
        return "article"
    origin = proposal.sources[claim.chain[0]]
    if origin.kind in OFFICIAL_KINDS:
        return "official" if origin.disclosure in ("named", "institution") else "unnamed_official"
    return "media" if origin.kind in MEDIA_KINDS else "other"
