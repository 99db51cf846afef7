"""What an eye does not see in a text: invisible and look-alike characters, and the text without them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

Sign = Literal["invisible", "bidi", "tags", "lookalike"]

UNSEEN = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\u202a-\u202e\u2066-\u2069"
)
"""Characters that show nothing and that no script needs, as a class of a regular expression: zero-width spaces, soft
hyphens, invisible operators, embeddings and overrides of the direction of writing."""
JOINERS = "\u200c-\u200f\u061c"
"""Those that some scripts need: joiners, and marks of direction."""
_TAGS = "\U000e0000-\U000e007f"
_UNSEEN = re.compile(f"[{UNSEEN}]")
_MARKS = re.compile(f"[{UNSEEN}{JOINERS}\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_TAG = re.compile(f"[{_TAGS}]")
# England's flag and others are a black flag with tags behind it.
_FLAG = re.compile("\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f")
_TAG_RUN = re.compile(f"[{_TAGS}]+")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Inside a word of letters that need no joiners; a mark at the beginning of the text is the file's.
_INSIDE = re.compile(r"(?<=[A-Za-z\u00c0-\u024f\u0400-\u04ff\u0370-\u03ff])[\u200b-\u200f\u2060-\u2064\ufeff]+(?=\w)")
_WORD = re.compile(r"[^\W\d_]+")
_ANY = re.compile(f"[{UNSEEN}{JOINERS}\u0370-\u03ff\u0400-\u052f{_TAGS}\u0131\u0261]")


@dataclass(frozen=True, slots=True)
class Found:
    """Characters that do not show, or not as what they are."""

    sign: Sign
    start: int
    end: int


def signs(text: str) -> Iterator[Found]:
    """Where ``text`` has characters by which it reads otherwise than it looks.

    Soft hyphens, and joiners in scripts that need them, are no such signs.
    """
    if text.isascii() or not _ANY.search(text):
        return
    flags = [match.span() for match in _FLAG.finditer(text)]
    for match in _TAG_RUN.finditer(text):
        if not any(start <= match.start() < end for start, end in flags):
            yield Found("tags", *match.span())
    yield from (Found("bidi", *match.span()) for match in _BIDI.finditer(text))
    yield from (Found("invisible", *match.span()) for match in _INSIDE.finditer(text))
    yield from (Found("lookalike", *match.span()) for match in _WORD.finditer(text) if _mixes(match[0]))


def seen(text: str) -> str:
    """``text`` without the characters that show nothing, as a model should read it; flags and joiners stay."""
    if text.isascii() or not _ANY.search(text):
        return text
    flags = {place for match in _FLAG.finditer(text) for place in range(*match.span())}
    text = (
        "".join(c for place, c in enumerate(text) if place in flags or not _TAG.match(c))
        if flags
        else _TAG.sub("", text)
    )
    return _INSIDE.sub("", _UNSEEN.sub("", text))


def plain(text: str, lookalikes: Mapping[str, str]) -> str:
    """``text`` as patterns are held against it: compatibility forms, tags and look-alikes made plain, in lower case.

    Args:
        text: any text.
        lookalikes: characters of other scripts to the Latin letters that they look like.
    """
    if text.isascii():
        return text.lower()
    text = _TAG.sub(lambda match: chr(ord(match[0]) - 0xE0000) if ord(match[0]) > 0xE001F else "", text)
    text = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    if re.search("[\u0370-\u052f\u0131\u0261]", text):
        table = str.maketrans(dict(lookalikes))
        text = _WORD.sub(lambda match: match[0].translate(table) if _mixes(match[0]) else match[0], text)
    return text.lower()


def _mixes(word: str) -> bool:
    """Whether a word mixes Latin letters with Cyrillic or Greek ones."""
    return not word.isascii() and len({_script(letter) for letter in word} - {""}) > 1


@cache
def _script(letter: str) -> str:
    """Of the scripts that look alike, the one of ``letter``; ``""`` for others."""
    name = unicodedata.name(letter, "")
    # units and symbols of their own: the micro sign, the ohm
    if letter in "\u00b5\u03bc\u2126\u03a9\u03c0":
        return ""
    return next((script for script in ("LATIN", "CYRILLIC", "GREEK") if name.startswith(script)), "")
