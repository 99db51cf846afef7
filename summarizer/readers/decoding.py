"""From bytes to text, whatever the encoding."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

from summarizer.errors import ArticleError

# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
# In other scripts every letter would be an accented one, and in other encodings a quotation mark a capital (wasnÕt).
_WESTERN = re.compile(r"[\0-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ‘’“”„–—…•‹›«»€£¥§©®°·™²½¼¾¡¿ªº\xa0\xad]*")
_MISPLACED = re.compile(r"[a-zß-ÿ][À-ÖØ-Þ]")
_ACCENTED = 0.2
"""Share of letters that are accented, beyond which detection has enough to go by."""
_OPENING = 4096


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of ``data``: in what its byte order mark says, in UTF-8, in ``declared``, or in what detection finds.

    The byte order mark belongs to the encoding, not to the text.

    Args:
        data: the bytes.
        name: of the file, for messages.
        declared: an encoding that the file names for itself; one that is wrong or unknown is passed over.

    Raises:
        ArticleError: the bytes are no text.
    """
    marked = mark_of(data)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise ArticleError(f"{name} is not the {marked} that its first bytes announce ({error.reason})") from error
    if b"\0" in data:
        raise ArticleError(f"{name} is not text (it holds NUL bytes)")
    if declared is not None and (text := _decoded(data, declared)) is not None:
        return text
    if (western := _western(data)) is not None:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ArticleError(f"{name} is not text in any encoding that could be recognised")
    return str(best)


def mark_of(data: bytes) -> str | None:
    """The encoding that a byte order mark announces."""
    return next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)


def opening(data: bytes) -> str:
    """The first characters of ``data``, without white space before them: for recognisers, which need no more.

    What is in no Unicode encoding is read as Latin-1, in which letters of ASCII are what they are elsewhere.
    """
    return _read_as_opening(data[:_OPENING])


@lru_cache(maxsize=16)  # every recogniser asks for it
def _read_as_opening(start: bytes) -> str:
    try:
        text = codecs.getincrementaldecoder(mark_of(start) or "utf-8")().decode(start)
    except UnicodeDecodeError:
        text = start.decode("latin-1")
    return text.lstrip("\ufeff \t\r\n\f\v")


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (LookupError, ValueError):  # unknown, wrong, or a codec that makes no text
        return None


def _western(data: bytes) -> str | None:
    """``data`` read as Western European, what the press writes most, where that gives a plausible text.

    Detection by statistics needs more than the few accents and quotation marks of an English article.
    """
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    accented = sum(letter.isalpha() and not letter.isascii() for letter in text)
    plausible = _WESTERN.fullmatch(text) and not _MISPLACED.search(text)
    return text if plausible and accented <= _ACCENTED * sum(map(str.isalpha, text)) else None
