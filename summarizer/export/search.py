"""Full-text search in the claims."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was found."""

    output: str
    headline: str | None
    outlet: str | None
    claim: str
    text: str
    status: str
    group: str
    said_by: str | None
    evidence: str


def search(
    connection: sqlite3.Connection,
    query: str,
    *,
    group: str | None = None,
    status: str | None = None,
    limit: int | None = None,
) -> Iterator[Hit]:
    """Claims in whose text, sources or evidence all words of ``query`` stand, the best first.

    Words in quotation marks stand next to each other; a star at the end of a word stands for any ending. Without
    words, all claims of the group and status.
    """
    conditions: list[str] = []
    values: list[str | int] = []
    tables, order = "claims", "articles.output, claims.id"
    if matched := _expression(query):
        tables, order = "claims_fts JOIN claims ON claims.id = claims_fts.rowid", "claims_fts.rank"
        conditions.append("claims_fts MATCH ?")
        values.append(matched)
    for column, value in (("source_group", group), ("status", status)):
        if value is not None:
            conditions.append(f"claims.{column} = ?")
            values.append(value)
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    values.append(-1 if limit is None else limit)
    rows = connection.execute(
        "SELECT articles.output, articles.headline, articles.outlet, claims.claim, claims.text, claims.status, "
        "claims.source_group, claims.said_by, claims.evidence "
        f"FROM {tables} JOIN articles ON articles.id = claims.article_id {where} ORDER BY {order} LIMIT ?",
        values,
    )
    return (Hit(*row) for row in rows)


def _expression(query: str) -> str:
    """``query`` as FTS5 has it: every word quoted, so that a hyphen or a colon in it is no operator."""
    words = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', query):
        text, star = (phrase, "") if phrase else (word.rstrip("*"), "*" if word.endswith("*") else "")
        text = text.replace('"', " ").strip()
        if re.search(r"\w", text):
            words.append(f'"{text}"{star}')
    return " ".join(words)
