"""What always holds of a summary that is handed out; a program error where it does not."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.summary import ArticleSummary


def violations(summary: ArticleSummary) -> Iterator[str]:
    """Every breach of the contract's rules that can be told from the summary alone."""
    text = summary.article.text
    sources = {source.id for source in summary.sources}
    claims = {claim.id for claim in summary.claims}
    pieces = [
        (claim.id, piece)
        for claim in summary.claims
        for piece in [*claim.evidence, *([claim.status_cue] if claim.status_cue else [])]
    ]
    pieces += [("unconfirmed", piece) for matter in summary.unconfirmed for piece in matter.evidence]
    for owner, piece in pieces:
        if text[piece.start : piece.end] != piece.exact:
            yield f"{owner}: evidence {piece.start}:{piece.end} is not the article's words"
    for claim in summary.claims:
        for identifier in claim.attribution.chain:
            if identifier not in sources:
                yield f"{claim.id}: chain names {identifier}, which is no source"
    for source in summary.sources:
        for mention in (source.name, *source.mentions):
            if mention not in text:
                yield f"{source.id}: {mention!r} is not in the article"
    for sentence in summary.brief:
        for identifier in sentence.claims:
            if identifier not in claims:
                yield f"brief: cites {identifier}, which is no claim"
    for matter in summary.unconfirmed:
        for identifier in matter.claims:
            if identifier not in claims:
                yield f"unconfirmed: touches {identifier}, which is no claim"
        if matter.awaiting is not None and matter.awaiting not in text:
            yield f"unconfirmed: {matter.awaiting!r} is not in the article"
