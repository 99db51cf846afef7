"""From files to articles, whatever their format: chosen by what a file holds, not by what it is called."""

from __future__ import annotations

from pathlib import Path

from summarizer.article import Article, parse_text
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers import limits
from summarizer.readers.document import Broken, Document, Documents, Format, Options
from summarizer.readers.formats import format_of

__all__ = ["Broken", "Document", "Options", "article_of", "format_of", "one", "read", "read_bytes"]

_NO_OPTIONS = Options()


def read(path: Path, options: Options = _NO_OPTIONS) -> Documents:
    """The articles in file ``path``.

    Raises:
        ConfigurationError: there is no such file, or a library that it needs is not installed.
        ArticleError: it cannot be read, or holds no article; its message begins with the path.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limits.MOST_BYTES + 1)
    except FileNotFoundError:
        raise ConfigurationError(f"no such file: {path}") from None
    except IsADirectoryError:
        raise ConfigurationError(f"{path} is a folder; give one article file") from None
    except OSError as error:
        raise ArticleError(f"cannot read {path}: {error.strerror or error}") from error
    yield from read_bytes(data, str(path), options)


def read_bytes(data: bytes, name: str = "the input", options: Options = _NO_OPTIONS) -> Documents:
    """The articles in ``data``, the content of the file ``name``.

    Raises:
        ConfigurationError: a library that the format needs is not installed.
        ArticleError: it holds no article; the message begins with the name.
    """
    if len(data) > limits.MOST_BYTES:
        raise ArticleError(f"{name} has more than {limits.MOST_BYTES // 2**20} MB, too much for an article")
    yield from format_of(data, name).read(data, name, options)


def article_of(document: Document, path: str | None = None) -> Article:
    """The article that a document holds.

    Raises:
        ArticleError: its text is none, see :func:`~summarizer.article.parse_text`.
    """
    return parse_text(document.text, path=path, metadata=document.metadata, language=document.language)
