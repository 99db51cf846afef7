"""Words without which a pattern cannot match: looking for them first costs a hundredth of looking for the pattern."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
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
    """A pattern whose needles are looked for before it is; it answers as the pattern itself does.

    It is compiled when first looked for: of the patterns of a lexicon, one article needs a part.

    Args:
        pattern: the regular expression.
        flags: as :func:`re.compile` takes them.

    Raises:
        re.error: it is none.
    """

    __slots__ = ("_flags", "_needles", "compiled", "fullmatch", "match", "pattern")

    compiled: re.Pattern[str]
    match: Callable[..., re.Match[str] | None]
    fullmatch: Callable[..., re.Match[str] | None]

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self._flags = flags
        self._needles = needles(pattern, flags)

    def __getattr__(self, name: str) -> object:
        # What compiling fills, where it is still empty.
        if name not in ("compiled", "fullmatch", "match"):
            raise AttributeError(name)
        self.compiled = re.compile(self.pattern, self._flags)
        # At one place only, a pattern fails as soon as its needles are missed.
        self.match = self.compiled.match
        self.fullmatch = self.compiled.fullmatch
        return getattr(self, name)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match from ``start`` to ``end``; what looks behind sees what stands before."""
        return self.compiled.search(text, start, end) if self.may_match(lowered(text)) else None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches from ``start`` to ``end``, likewise."""
        return self.compiled.finditer(text, start, end) if self.may_match(lowered(text)) else iter(())

    def findall(self, text: str) -> list[Any]:
        """What all matches in ``text`` hold."""
        return self.compiled.findall(text) if self.may_match(lowered(text)) else []

    def split(self, text: str, maxsplit: int = 0) -> list[str | Any]:
        """What stands between the matches in ``text``."""
        return self.compiled.split(text, maxsplit) if self.may_match(lowered(text)) else [text]

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """``text`` with all matches replaced."""
        return self.compiled.sub(by, text) if self.may_match(lowered(text)) else text

    def may_match(self, low: str) -> bool:
        """Whether a text holds the needles; ``low`` is what :func:`lowered` makes of it."""
        if low:
            for any_of in self._needles:
                for needle in any_of:
                    if needle in low:
                        break
                else:
                    return False
        return True


@lru_cache(maxsize=256)
def lowered(text: str) -> str:
    """``text`` as needles are looked for in it; empty where they cannot be."""
    return "" if _ODD.search(text) else text.lower()


def needles(pattern: str, flags: int = 0) -> Needles:
    """What a text has to hold for ``pattern`` to match; nothing where that cannot be told.

    Raises:
        re.error: it is no regular expression.
    """
    if parser is None:
        re.compile(pattern, flags)
        return ()
    sets = _required(parser.parse(pattern, flags))
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
