"""What only the whole article tells of its statements: which repeat each other, and which matter most."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summarizer.lexical.statement import Statement

_FEWEST, _MOST = 8, 14
"""Bounds of how many statements are key: as far as a 100-word brief can carry."""


def merged(statements: Sequence[Statement]) -> list[Statement]:
    """The statements with those that repeat each other as one: a standfirst and the body are two pieces of evidence."""
    kept: list[Statement] = []
    wordings: list[str] = []
    for statement in statements:
        wording = _normal(statement.text)
        twin = next(
            (i for i, other in enumerate(wordings) if _same_words(wording, other) and _repeats(statement, kept[i])),
            None,
        )
        if twin is None:
            kept.append(statement)
            wordings.append(wording)
            continue
        other = kept.pop(twin)
        del wordings[twin]
        fuller = statement if len(statement.chain) >= len(other.chain) else other
        spans = tuple(sorted({*other.spans, *statement.spans}))
        kept.append(replace(fuller, sentence=statement.sentence, spans=spans))
        wordings.append(_normal(fuller.text))
    return kept


def with_keys(statements: Sequence[Statement], total: int) -> list[Statement]:
    """The statements with the key ones marked: the first matters, and what is attributed or open.

    Args:
        statements: in the article's order.
        total: how many sentences the article's body has.
    """

    def place(index: int) -> float:
        statement = statements[index]
        return statement.sentence / total - 0.35 * bool(statement.chain) - 0.2 * (statement.status == "unconfirmed")

    limit = max(_FEWEST, min(_MOST, len(statements) * 2 // 3))
    keys = set(sorted(range(len(statements)), key=place)[:limit])
    return [replace(statement, key=index in keys) for index, statement in enumerate(statements)]


def _normal(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.lower()))


def _repeats(one: Statement, other: Statement) -> bool:
    """Whether two tellings can be one: the article may leave out in one what it attributes in the other."""
    shorter, longer = sorted((one.chain, other.chain), key=len)
    return one.sentence != other.sentence and set(shorter) <= set(longer)


def _same_words(one: str, other: str) -> bool:
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if len(shorter) <= 0.7 * len(longer) or shorter not in longer:
        return False
    # of a few words, one word more makes another claim
    return shorter == longer or shorter.count(" ") >= 4
