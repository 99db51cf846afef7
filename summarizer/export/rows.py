"""One summary as rows of the tables in ``tables.sql``."""

from __future__ import annotations

import json
import sqlite3

from summarizer.summary import ArticleSummary, Claim, Evidence, Unconfirmed

_RELAYED_BY = " ← "
"""Between the sources of a chain, the originator first."""


def insert(connection: sqlite3.Connection, summary: ArticleSummary, output: str, *, size: int, modified: int) -> None:
    """Add ``summary``, whose file is ``output``, of ``size`` bytes, last ``modified`` then (nanoseconds)."""
    article = _article(connection, summary, output, size, modified)
    sources = {
        source.id: _row(
            connection,
            "sources",
            article_id=article,
            source=source.id,
            name=source.name,
            kind=source.kind,
            disclosure=source.disclosure,
            mentions=json.dumps(source.mentions, ensure_ascii=False),
        )
        for source in summary.sources
    }
    names = {source.id: source.name for source in summary.sources}
    claims = {claim.id: _claim(connection, claim, article, sources, names) for claim in summary.claims}
    for matter in summary.unconfirmed:
        _matter(connection, matter, article, claims)


def _article(connection: sqlite3.Connection, summary: ArticleSummary, output: str, size: int, modified: int) -> int:
    article, run, checks = summary.article, summary.run, summary.checks
    return _row(
        connection,
        "articles",
        output=output,
        size=size,
        modified=modified,
        path=article.path,
        sha256=article.id,
        same_text_as=run.same_text_as,
        headline=article.headline,
        outlet=article.outlet,
        agency=article.agency,
        byline=article.byline,
        place=article.place,
        url=article.url,
        published_at=article.published_at,
        updated_at=article.updated_at,
        language=article.language,
        words=article.words,
        brief=" ".join(sentence.text for sentence in summary.brief),
        text=article.text,
        warnings=len(checks.warnings),
        rejected=len(checks.rejected),
        model=run.model,
        requests=run.requests,
        prompt_tokens=run.prompt_tokens,
        completion_tokens=run.completion_tokens,
        cost_usd=run.cost_usd,
        seconds=run.seconds,
    )


def _claim(
    connection: sqlite3.Connection, claim: Claim, article: int, sources: dict[str, int], names: dict[str, str]
) -> int:
    told = claim.attribution
    chain = told.chain
    identifier = _row(
        connection,
        "claims",
        article_id=article,
        claim=claim.id,
        text=claim.text,
        status=claim.status,
        status_cue=claim.status_cue.exact if claim.status_cue else None,
        source_group=told.group,
        origin_id=sources[chain[0]] if chain else None,
        relay_id=sources[chain[-1]] if len(chain) > 1 else None,
        said_by=_RELAYED_BY.join(names[each] for each in chain) or None,
        cue=told.cue,
        speech=told.speech,
        in_brief=claim.key,
        evidence=" … ".join(piece.exact for piece in claim.evidence),
    )
    for piece in claim.evidence:
        _piece(connection, piece, "claim", article, claim=identifier)
    if claim.status_cue:
        _piece(connection, claim.status_cue, "status", article, claim=identifier)
    return identifier


def _matter(connection: sqlite3.Connection, matter: Unconfirmed, article: int, claims: dict[str, int]) -> None:
    identifier = _row(
        connection,
        "unconfirmed",
        article_id=article,
        text=matter.text,
        reason=matter.reason,
        awaiting=matter.awaiting,
    )
    for claim in dict.fromkeys(matter.claims):
        _row(connection, "unconfirmed_claims", unconfirmed_id=identifier, claim_id=claims[claim])
    for piece in matter.evidence:
        _piece(connection, piece, "unconfirmed", article, unconfirmed=identifier)


def _piece(
    connection: sqlite3.Connection,
    piece: Evidence,
    role: str,
    article: int,
    claim: int | None = None,
    unconfirmed: int | None = None,
) -> None:
    _row(
        connection,
        "evidence",
        article_id=article,
        claim_id=claim,
        unconfirmed_id=unconfirmed,
        role=role,
        exact=piece.exact,
        start=piece.start,
        end=piece.end,
    )


def _row(connection: sqlite3.Connection, table: str, **values: str | int | float | None) -> int:
    """Add a row, and return its id. Table and columns are this module's own words, never a summary's."""
    columns = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join("?" * len(values))
    cursor = connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({marks})", tuple(values.values()))
    assert cursor.lastrowid is not None
    return cursor.lastrowid
