"""Gold and summaries as a miss shows them: names in place of ids, and the article's words around."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from summarizer.article import Article
from summarizer.evaluation.gold import GoldArticle, GoldClaim, GoldMatter, Span
from summarizer.evaluation.results import ClaimView, MatterView, Passage, Voice
from summarizer.summary import Claim, Evidence, Source, Unconfirmed

_NEAR = 2
"""Paragraphs between two places that one passage still shows together."""


def gold_claim(gold: GoldArticle, claim: GoldClaim) -> ClaimView:
    """A gold claim."""
    text = gold.article.text
    return ClaimView(
        id=claim.id,
        text=claim.text,
        chain=[Voice(name=s.name, kind=s.kind, disclosure=s.disclosure) for s in gold.chain(claim)],
        status=claim.status,
        key=claim.key,
        evidence=[Evidence(exact=text[start:end], start=start, end=end) for start, end in gold.spans(claim)],
    )


def found_claim(claim: Claim, sources: Mapping[str, Source]) -> ClaimView:
    """A claim of a summary whose sources are ``sources``, by id."""
    chain = [sources[key] for key in claim.attribution.chain]
    return ClaimView(
        id=claim.id,
        text=claim.text,
        chain=[Voice(name=s.name, kind=s.kind, disclosure=s.disclosure) for s in chain],
        status=claim.status,
        key=claim.key,
        evidence=claim.evidence,
    )


def gold_matter(gold: GoldArticle, matter: GoldMatter) -> MatterView:
    """A gold matter; what is open are its claims."""
    texts = [claim.text for claim in gold.claims if claim.id in matter.claims]
    return MatterView(
        text=" ".join(texts),
        claims=list(matter.claims),
        reason=matter.reason,
        awaiting=matter.awaiting,
        cue=matter.cue,
    )


def found_matter(matter: Unconfirmed) -> MatterView:
    """An unconfirmed matter of a summary."""
    return MatterView(
        text=matter.text,
        claims=matter.claims,
        reason=matter.reason,
        awaiting=matter.awaiting,
        cue=matter.evidence[0].exact if matter.evidence else None,
    )


def passage(article: Article, *places: Sequence[Span | Evidence]) -> Passage | None:
    """The paragraphs around the first place of each list, as far as they are near to that of the first list.

    ``None`` where there is no place.
    """
    firsts = [_span(pieces[0]) for pieces in places if pieces]
    if not firsts:
        return None
    paragraphs = [p for start, end in firsts if (p := _paragraph(article, start, end)) is not None]
    if not paragraphs:
        start, end = firsts[0]
        return Passage(start=start, text=article.text[start:end])
    near = [p for p in paragraphs if abs(p - paragraphs[0]) <= _NEAR]
    shown = [s for s in article.sentences if min(near) <= s.paragraph <= max(near)]
    start, end = shown[0].start, shown[-1].end
    return Passage(start=start, text=article.text[start:end])


def _span(piece: Span | Evidence) -> Span:
    return (piece.start, piece.end) if isinstance(piece, Evidence) else piece


def _paragraph(article: Article, start: int, end: int) -> int | None:
    return next((s.paragraph for s in article.sentences if s.start < end and start < s.end), None)
