"""From files to articles, whatever their format: chosen by what a file holds, not by what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from summarizer.article import Article, parse_text
from summarizer.article.fitness import fit
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers import limits
from summarizer.readers.document import Broken, Document, Documents, Format, Options
from summarizer.readers.formats import LINES, format_of
from summarizer.readers.records import from_lines

__all__ = [
    "Broken",
    "Document",
    "Documents",
    "Options",
    "article_of",
    "only",
    "parse_article",
    "read",
    "read_article",
    "read_bytes",
    "read_document",
]

_NO_OPTIONS = Options()
_START = 64 * 1024
"""Bytes that tell lines of JSON, which are not held all at once."""


def read(path: Path, options: Options = _NO_OPTIONS) -> Documents:
    """The articles in file ``path``.

    Raises:
        ConfigurationError: there is no such file, or a library that it needs is not installed.
        ArticleError: it cannot be read, or holds no article; its message begins with the path.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            kind = format_of(start, str(path))
            if kind.name == LINES:
                file.seek(0)
                yield from from_lines(_lines(file), str(path), options)
                return
            # Asking for the rest of a file that has none sets so much memory aside first.
            whole = len(start) < _START
            data = start if whole else start + file.read(limits.MOST_BYTES + 1 - len(start))
    except FileNotFoundError:
        raise ConfigurationError(f"no such file: {path}") from None
    except IsADirectoryError:
        raise ConfigurationError(f"{path} is a folder; give one article file") from None
    except OSError as error:
        raise ArticleError(f"cannot read {path}: {error.strerror or error}") from error
    yield from _read_as(kind if whole else None, data, str(path), options)


def read_bytes(data: bytes, name: str = "the input", options: Options = _NO_OPTIONS) -> Documents:
    """The articles in ``data``, the content of the file ``name``.

    Raises:
        ConfigurationError: a library that the format needs is not installed.
        ArticleError: it holds no article; the message begins with the name.
    """
    yield from _read_as(None, data, name, options)


def _read_as(kind: Format | None, data: bytes, name: str, options: Options) -> Documents:
    """The same, of a format that may be known already."""
    if len(data) > limits.MOST_BYTES:
        raise ArticleError(f"{name} has more than {limits.MOST_BYTES // 2**20} MB, too much for an article")
    yield from (kind or format_of(data, name)).read(data, name, options)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file; one that is too long comes cut off, as one."""
    while line := file.readline(limits.MOST_BYTES + 1):
        whole = line.endswith(b"\n")
        while not whole and (rest := file.readline(limits.MOST_BYTES)):
            whole = rest.endswith(b"\n")
        yield line


def article_of(document: Document, path: str | None = None) -> Article:
    """The article that a document holds.

    Raises:
        ArticleError: its text is none, see :func:`~summarizer.article.parse_text` and
            :func:`~summarizer.article.fitness.fit`.
    """
    article = parse_text(
        document.text,
        path if document.part is None else f"{path or 'the input'}, article {document.part}",
        given=document.metadata,
        language=document.language,
        notes=document.notes,
    )
    return replace(fit(article), path=path, part=document.part, said=document.said)


def read_article(path: Path, options: Options = _NO_OPTIONS, item: int | None = None) -> Article:
    """The one article in file ``path``; of several the one numbered ``item``.

    Raises:
        ConfigurationError: see :func:`read`.
        ArticleError: see :func:`read`; or there are several articles and no ``item``, or no article of that number.
    """
    return article_of(read_document(path, options, item), str(path))


def read_document(path: Path, options: Options = _NO_OPTIONS, item: int | None = None) -> Document:
    """What :func:`read_article` makes an article of.

    Raises:
        ConfigurationError, ArticleError: see there.
    """
    return only(read(path, options), str(path), item)


def parse_article(
    data: bytes, path: str | None = None, options: Options = _NO_OPTIONS, item: int | None = None
) -> Article:
    """The same of a file's content.

    Raises:
        ConfigurationError: see :func:`read_bytes`.
        ArticleError: see :func:`read_article`.
    """
    name = path or "the input"
    return article_of(only(read_bytes(data, name, options), name, item), path)


def only(documents: Documents, name: str, item: int | None) -> Document:
    """The one document; of several the one numbered ``item``. Raises as :func:`read_article`."""
    count, found = 0, None
    for each in documents:
        count += 1
        if (item is None and count == 1) or each.part == str(item):
            found = each
            if item is not None:
                break
    if item is None and count > 1:
        raise ArticleError(
            f"{name} holds {count:,} articles; choose one by its number with --item, or summarise all with "
            "summarizer batch"
        )
    if found is None:
        raise ArticleError(
            f"{name} holds {count:,} articles, none of them numbered {item}" if count else f"{name} holds no article"
        )
    if isinstance(found, Broken):
        raise ArticleError(found.why)
    return found
