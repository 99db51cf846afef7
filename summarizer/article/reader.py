"""Reads articles: plain text from a file, from bytes or from a string."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from summarizer.article.furniture import describe
from summarizer.article.language import language_of
from summarizer.article.model import Article, Sentence
from summarizer.article.oddities import inspected
from summarizer.article.sentences import segment
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.languages import primary


def read(path: Path) -> Article:
    """Read the article in file ``path``.

    Raises:
        ConfigurationError: there is no such file.
        ArticleError: the file cannot be read, or holds no text.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ConfigurationError(f"no such file: {path}") from None
    except IsADirectoryError:
        raise ConfigurationError(f"{path} is a folder; give one article file") from None
    except OSError as error:
        raise ArticleError(f"cannot read {path}: {error.strerror or error}") from error
    return parse(data, path=str(path))


def parse(data: bytes, path: str | None = None) -> Article:
    """Make an article of ``data``: text in UTF-8, in what its byte order mark says, or in what detection finds.

    The byte order mark belongs to the encoding, not to the text.

    Raises:
        ArticleError: the bytes are no text, or not that of an article.
    """
    return parse_text(text_of(data, path), path=path)


def text_of(data: bytes, path: str | None = None) -> str:
    """The text that an article of ``data`` would have, without a look at what it says: all that identifies it.

    Raises:
        ArticleError: the bytes are no text.
    """
    name = path or "the input"
    if data.startswith(b"%PDF-"):
        raise ArticleError(f"{name} is a PDF; give its text (pdftotext makes it)")
    return _decode(data, name)


def parse_text(text: str, path: str | None = None, language: str | None = None) -> Article:
    """Make an article of ``text``, which is kept as it is, so that offsets hold.

    Args:
        text: the article.
        path: where it was read from.
        language: the language that its document states, a BCP 47 tag; the text's own words decide.

    Raises:
        ArticleError: there are no words in it, or characters that no text has, or it is HTML.
    """
    name = path or "the input"
    if broken := _NO_CHARACTERS.search(text):
        raise ArticleError(f"{name} is not text (it holds U+{ord(broken[0]):04X} at {broken.start()})")
    if _HTML.match(text) or len(_TAGS.findall(text)) >= _MANY_TAGS:
        raise ArticleError(f"{name} is HTML; give its text")
    language = language_of(text, stated=language)
    inspection = inspected(text, *describe(text, segment(text, primary(language))))
    sentences: list[Sentence] = []
    number = 0
    for piece in inspection.pieces:
        number += piece.role == "body"
        sentences.append(
            Sentence(
                number=number if piece.role == "body" else 0,
                start=piece.start,
                end=piece.end,
                text=text[piece.start : piece.end],
                paragraph=piece.paragraph,
                role=piece.role,
            )
        )
    if not any(sentence.role == "body" and _WORD.search(sentence.text) for sentence in sentences):
        raise ArticleError(f"{name} holds no sentences to summarise")
    return Article(
        text=text,
        sentences=tuple(sentences),
        metadata=inspection.metadata,
        path=path,
        language=language,
        oddities=inspection.oddities,
        suspect=inspection.suspect,
    )


# NUL and halves of surrogate pairs: the one ends strings in many programs, the others cannot be written in UTF-8.
_NO_CHARACTERS = re.compile(r"[\0\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")
# In other scripts every letter would be an accented one, and in other encodings a quotation mark a capital (wasnÕt).
_WESTERN = re.compile(r"[\0-\x7fÀ-ÖØ-öø-ÿŒœŠšŽžŸ‘’“”„–—…•‹›«»€£¥§©®°·™²½¼¾¡¿ªº\xa0\xad]*")
_MISPLACED = re.compile(r"[a-zß-ÿ][À-ÖØ-Þ]")
_ACCENTED = 0.2
"""Share of letters that are accented, beyond which detection has enough to go by."""
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TAGS = re.compile(r"</(?:a|body|div|h[1-6]|head|li|p|script|span|style|t[dhr]|title|ul)\s*>", re.IGNORECASE)
_MANY_TAGS = 5
"""An article may quote a tag or two."""
# UTF-32 first: its little-endian mark begins with that of UTF-16
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)


def _decode(data: bytes, name: str) -> str:
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        if marked:
            raise ArticleError(f"{name} is not the {marked} that its first bytes announce ({error.reason})") from error
    if b"\0" in data:
        raise ArticleError(f"{name} is not text (it holds NUL bytes)")
    if (western := _western(data)) is not None:
        return western
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise ArticleError(f"{name} is not text in any encoding that could be recognised")
    return str(best)


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
