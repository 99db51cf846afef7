"""Reads articles: plain text from a file, from bytes or from a string."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from summarizer.article.furniture import describe
from summarizer.article.model import Article, Sentence
from summarizer.article.sentences import segment
from summarizer.errors import ArticleError, ConfigurationError


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
        ArticleError: the bytes are no text.
    """
    return parse_text(_decode(data, path or "the input"), path=path)


def parse_text(text: str, path: str | None = None) -> Article:
    """Make an article of ``text``, which is kept as it is, so that offsets hold.

    Raises:
        ArticleError: there are no words in it, or characters that no text has.
    """
    name = path or "the input"
    if broken := _NO_CHARACTERS.search(text):
        raise ArticleError(f"{name} is not text (it holds U+{ord(broken[0]):04X} at {broken.start()})")
    pieces, metadata = describe(text, segment(text))
    sentences: list[Sentence] = []
    number = 0
    for piece in pieces:
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
    return Article(text=text, sentences=tuple(sentences), metadata=metadata, path=path)


# NUL and halves of surrogate pairs: the one ends strings in many programs, the others cannot be written in UTF-8.
_NO_CHARACTERS = re.compile(r"[\0\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")
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
    from charset_normalizer import from_bytes

    matches = from_bytes(data)
    best = matches.best()
    if best is None:
        raise ArticleError(f"{name} is not text in any encoding that could be recognised")
    # Its cousins (cp1250, cp1257 …) read a short text as well; Western European is what the press writes most.
    western = (match for match in matches if match.encoding == "cp1252" and match.chaos <= best.chaos)
    return str(next(western, best))
