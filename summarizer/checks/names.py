"""Names and quotations of texts in any script, held to the article: letter by letter, but for the ends of words."""

from __future__ import annotations

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f\u0900-\u0d7f'\u2019-]*")
_OPENS = re.compile(r"(?:^|[.!?\u2026\u0964:]\s+|[\u2014\u2013-]\s+)[\"\u201c\u201e\u00ab(\u2018]?$")
_QUOTED = re.compile(
    r"\u00ab([^\u00ab\u00bb]+)\u00bb|\u201e([^\u201c\u201d]+)[\u201c\u201d]|[\"\u201c\u201d]([^\"\u201c\u201d]+)[\"\u201c\u201d]"
)
_ENDING = 3
"""Letters by which forms of a name differ at the end."""
_STEM = 3
"""Letters that they have in common at least."""


def missing_forms(text: str, article: str) -> list[str]:
    """Capitalised words of ``text`` that the article has in no form; scripts without capitals have none.

    A sentence's first word is capital anyway, and does not count.
    """
    have = _stems(article)
    return [
        match[0]
        for match in _WORD.finditer(text)
        if match[0][0].isupper() and not _OPENS.search(text[: match.start()]) and not _forms(match[0]) & have
    ]


def missing_words(text: str, article: str) -> list[str]:
    """Stretches of several words in quotation marks that the article does not have letter by letter."""
    plain = _plain(article)
    quoted = ["".join(groups) for groups in _QUOTED.findall(text)]
    return [words for words in quoted if len(words.split()) > 1 and _plain(words).strip(" .,;:!?\u0964") not in plain]


@lru_cache(maxsize=64)
def _stems(article: str) -> frozenset[str]:
    return frozenset(stem for word in _WORD.findall(article) for stem in _forms(word))


def _forms(word: str) -> frozenset[str]:
    """The word as it is, and with up to three letters off its end; with hyphens, by its first part too."""
    low = word.lower()
    return frozenset(low[: len(low) - cut] for cut in range(_ENDING + 1) if cut == 0 or len(low) - cut >= _STEM)


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    return " ".join(re.sub(r"[\u00ab\u00bb\u201e\u201c\u201d\"\u2018\u2019']", "", text.lower()).split())
