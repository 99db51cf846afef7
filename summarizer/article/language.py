"""Which language an article is in.

Plain English, told by its commonest words, costs a fraction of a millisecond. Whatever else there is goes to
``py3langid``, which is loaded only then: it knows some 130 languages, and takes half a second to load.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from summarizer.languages import data, primary

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

UNDETERMINED = "und"
"""The BCP 47 tag of a language that cannot be told."""
_ENOUGH = 12_000
"""Characters that tell a language as well as more would."""
_SAMPLE = 1_500
"""Characters for the library, which takes about a millisecond for as many."""
_QUOTED = re.compile(r"\u201c[^\u201d]{1,1500}\u201d|\u00ab[^\u00bb]{1,1500}\u00bb|\"[^\"]{1,1500}\"")
_LEFT = 80
"""Characters outside of quotations from which they tell the language of the whole."""
_WORD = re.compile(r"[^\W\d_]+")
_NO_WORDS = re.compile(r"\S+(?:://|@)\S+|\d+")
"""Addresses and figures, which belong to no language."""
_NO_LANGUAGE = "zxx"
"""What the library calls text without words."""
_OWN, _ALL = 0.06, 0.2
"""Shares of words that are English alone, and that may be English, from which a text is."""
_SURE = 0.5
"""Probability from which the library's first choice holds."""
_POSSIBLE = 0.05
"""The same for a language that the document itself states."""
_CONCEIVABLE = 0.002
"""The same where the words tell none: more than the library gives a language of another script."""


def language_of(text: str, stated: str | None = None) -> str:
    """The language of ``text``, as a BCP 47 tag; ``und`` where it cannot be told.

    Args:
        text: an article. What it quotes in another language does not count, as far as the rest of it suffices.
        stated: the language that its document gives, a BCP 47 tag: believed where the text may well be in it.
    """
    text = text[:_ENOUGH]
    own = _QUOTED.sub(" ", text)
    found = _told(own, stated) if len(own) >= min(_LEFT, len(text)) else UNDETERMINED
    if found == UNDETERMINED:
        found = _told(text, stated)
    return stated if stated and primary(stated) == found else found


def _told(text: str, stated: str | None) -> str:
    return "en" if _is_english(_WORD.findall(text.lower())) else _by_library(text, stated)


def _is_english(words: list[str]) -> bool:
    letters = sum(map(len, words))
    latin = sum(len(word) for word in words if word.isascii())
    if not words or 2 * latin < letters:
        return False
    own, shared = _telling()
    certain = sum(word in own for word in words)
    return certain >= _OWN * len(words) and certain + sum(word in shared for word in words) >= _ALL * len(words)


@cache
def _telling() -> tuple[frozenset[str], frozenset[str]]:
    words = data("en")["telling"]
    return frozenset(words["own"]), frozenset(words["shared"])


def _by_library(text: str, stated: str | None) -> str:
    ranked = _identifier().rank(_NO_WORDS.sub(" ", text[:_SAMPLE]))
    best, share = ranked[0]
    sure = share >= _SURE and best != _NO_LANGUAGE
    if stated and dict(ranked).get(primary(stated), 0.0) >= (_POSSIBLE if sure else _CONCEIVABLE):
        return primary(stated)
    return best if sure else UNDETERMINED


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
