"""The list of what is open, one entry a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.lexical.statement import Matter, Statement


def joined(matters: Sequence[Matter]) -> list[Matter]:
    """Conflicts and denials that share a claim as one matter; others as they are."""
    found: list[Matter] = []
    for matter in matters:
        twin = next((i for i, other in enumerate(found) if _joins(other, matter)), None)
        if twin is None:
            found.append(matter)
        else:
            both = tuple(sorted({*found[twin].statements, *matter.statements}))
            found[twin] = replace(found[twin], statements=both)
    return found


def _joins(one: Matter, other: Matter) -> bool:
    return one.reason == other.reason == "disputed" and bool(set(one.statements) & set(other.statements))


def without(
    dropped: set[int], statements: Sequence[Statement], matters: Sequence[Matter]
) -> tuple[list[Statement], list[Matter]]:
    """Statements and matters without the statements at ``dropped``."""
    kept = [index for index in range(len(statements)) if index not in dropped]
    places = {index: place for place, index in enumerate(kept)}
    left = [
        replace(matter, statements=tuple(places[index] for index in matter.statements if index in places))
        for matter in matters
    ]
    return [statements[index] for index in kept], [matter for matter in left if matter.statements]


def complete(statements: Sequence[Statement], matters: Sequence[Matter]) -> list[Matter]:
    """``matters`` and what is open by its own words or its own source."""
    listed = list(matters)
    taken = {index for matter in matters for index in matter.statements}
    for index, statement in enumerate(statements):
        if index in taken or statement.reason is None:
            continue
        words = statement.open_words
        last = listed[-1] if listed else None
        if (
            last is not None
            and (last.reason, last.awaiting, last.cue) == (statement.reason, None, words)
            and statements[last.statements[-1]].chain == statement.chain
        ):
            listed[-1] = replace(last, statements=(*last.statements, index))
        else:
            listed.append(Matter((index,), statement.reason, None, words))
    return listed
