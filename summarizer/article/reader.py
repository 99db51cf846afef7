"""Reads articles: plain text from a file, from bytes or from a string."""

from __future__ import annotations

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
    """Make an article of ``data``, text in UTF-8, UTF-16 with a byte order mark, or what detection finds.

    Raises:
        ArticleError: the bytes are no text.
    """
    return parse_text(_decode(data, path or "the input"), path=path)


def parse_text(text: str, path: str | None = None) -> Article:
    """Make an article of ``text``, which is kept as it is, so that offsets hold.

    Raises:
        ArticleError: there are no words in it.
    """
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
    if number == 0:
        raise ArticleError(f"{path or 'the input'} holds no sentences to summarise")
    return Article(text=text, sentences=tuple(sentences), metadata=metadata, path=path)


def _decode(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        if b"\0" in data:
            raise ArticleError(f"{name} is not text (it holds NUL bytes)")
        encoding = "utf-8"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data).best()
        if best is None:
            raise ArticleError(f"{name} is not text in any encoding that could be recognised") from None
        return data.decode(best.encoding)
