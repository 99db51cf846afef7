"""Which source of gold a source of a summary is, by the names that both have for it.

Names are compared in lower case, without a leading article. Two names are common where they are the same, or where
the shorter one has more than ``_SHORTEST`` letters and stands in the longer one as whole words ("Defence Ministry" in
"the Russian Defence Ministry"). A source of a summary is the gold source with which it has the longest name in common,
so that of two men who share a surname each stays himself; where gold sources tie, it is any of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from summarizer.evaluation.gold import GoldSource
from summarizer.summary import Source

_SHORTEST = 4
_ARTICLE = re.compile(r"^(?:the|an?) ")


def who_is_who(gold: Iterable[GoldSource], found: Iterable[Source]) -> Mapping[str, frozenset[str]]:
    """For each source of a summary, by id, the ids of the gold sources that it is; none for a stranger."""
    known = list(gold)
    return {source.id: _nearest(known, source) for source in found}


def same_name(one: str, other: str) -> bool:
    """Whether two names may be one and the same."""
    return _common(_plain(one), _plain(other)) > 0


def _nearest(gold: Iterable[GoldSource], found: Source) -> frozenset[str]:
    lengths = {source.id: _longest(source.names, (found.name, *found.mentions)) for source in gold}
    longest = max(lengths.values(), default=0)
    return frozenset(key for key, length in lengths.items() if length == longest > 0)


def _longest(names: Iterable[str], others: Iterable[str]) -> int:
    plain = {_plain(name) for name in others}
    return max((_common(_plain(name), other) for name in names for other in plain), default=0)


def _common(one: str, other: str) -> int:
    """Letters of the name that two names have in common."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return len(short)
    inside = len(short) > _SHORTEST and re.search(rf"(?<!\w){re.escape(short)}(?![\w'])", long)
    return len(short) if inside else 0


def _plain(name: str) -> str:
    return _ARTICLE.sub("", " ".join(name.lower().replace("\u2019", "'").split()))
