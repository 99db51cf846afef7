"""Words without which a pattern cannot match: looking for them first costs a hundredth of looking for the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

try:
    # Nothing else tells what a pattern is made of. They are Python's own affair: where they are gone, there are no
    # needles, and patterns are looked for as they are.
    from re import _constants as ops  # type: ignore[attr-defined]
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:
    ops = parser = None

_SHORTEST = 3
"""Letters of a needle that are worth looking for."""
# Each matches an ASCII letter where case is ignored, and is another letter in lower case.
_ODD = re.compile("[\u0130\u0131\u017f]")

Needles = tuple[frozenset[str], ...]
"""Of each set a text holds at least one, in lower case."""


class Sought:
    """A pattern that ignores case, and the needles of it.

    Args:
        pattern: the pattern.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self._needles = needles(pattern)

    def search(self, text: str, low: str) -> re.Match[str] | None:
        """As the pattern's own; ``low`` is what :func:`lowered` makes of ``text``."""
        for any_of in self._needles:
            if low and not any(needle in low for needle in any_of):
                return None
        return self.pattern.search(text)


@lru_cache(maxsize=64)
def lowered(text: str) -> str:
    """``text`` as needles are looked for in it; empty where they cannot be."""
    return "" if _ODD.search(text) else text.lower()


def needles(pattern: re.Pattern[str]) -> Needles:
    """What a text has to hold for ``pattern`` to match; nothing where that cannot be told."""
    if parser is None or not pattern.flags & re.IGNORECASE:
        return ()
    sets = _required(parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE))
    worth = [each for each in sets if min(map(len, each)) >= _SHORTEST]
    return tuple(sorted(worth, key=lambda each: (len(each), -min(map(len, each)))))


def _required(items: Iterable[tuple[Any, Any]]) -> list[frozenset[str]]:
    """Sets of which one each has to be there: the literal runs, and one of each choice."""
    found: list[frozenset[str]] = []
    run: list[str] = []

    def close() -> None:
        if run:
            found.append(frozenset({"".join(run)}))
            run.clear()

    for op, value in items:
        if op is ops.LITERAL and value < 128:
            run.append(chr(value).lower())
            continue
        close()
        if op is ops.SUBPATTERN:
            found += _required(value[3])
        elif op is ops.BRANCH:
            found += _one_of(value[1])
        elif op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[0] > 0:
            found += _required(value[2])
        elif op is ops.ATOMIC_GROUP:
            found += _required(value)
    close()
    return found


def _one_of(branches: Sequence[Iterable[tuple[Any, Any]]]) -> list[frozenset[str]]:
    chosen: set[str] = set()
    for branch in branches:
        required = _required(branch)
        if not required:
            return []
        chosen |= max(required, key=lambda each: min(map(len, each)))
    return [frozenset(chosen)]
