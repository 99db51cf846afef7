"""The words of a noun phrase, their runs and singular forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|\w+(?:[-'\u2019&]\w+)*['\u2019]?")
LONGEST_NAME = 8
"""Words of the longest name that the tables are searched for."""


def runs(phrase: str) -> Iterator[str]:
    """Runs of words of ``phrase``, longest first."""
    words = WORD.findall(phrase)
    for size in range(min(LONGEST_NAME, len(words)), 0, -1):
        for start in range(len(words) - size + 1):
            yield " ".join(words[start : start + size])


@lru_cache(maxsize=4096)
def singular(word: str) -> str:
    """``word`` without its plural ending."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
