"""What the readers of files with several articles share: how an article is put together, and how it is counted."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError
from summarizer.readers.document import Broken, Document, Documents

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NO_CHARSETS = frozenset(["idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"])
"""Python's own, in which no text is sent, and of which some take time that grows with the square of the length."""
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_OPENING = 3
"""Paragraphs at the start among which a text has its headline, if it has it."""
_LONGEST = 500
"""Characters of a headline, a name, an address."""
_WORD = re.compile(r"[^\W\d_]{2}")


@dataclass(frozen=True, slots=True)
class Item:
    """An article inside a file: a document, or why it is none."""

    document: Document | None = None
    why: str = ""


def numbered(items: Iterable[Item], name: str) -> Documents:
    """The items as documents, counted where there are several.

    Raises:
        ArticleError: the only item is no article.
    """
    found = list(items)
    for number, item in enumerate(found, 1):
        part = str(number) if len(found) > 1 else None
        if item.document is not None:
            yield replace(item.document, part=part)
        elif part is None:
            raise ArticleError(f"{name} {item.why}")
        else:
            yield Broken(part, f"{name}, article {part}, {item.why}")


def article(
    headline: str | None,
    paragraphs: Sequence[str],
    metadata: Metadata,
    language: str | None = None,
    notes: tuple[str, ...] = (),
) -> Item:
    """An article out of its parts; ``headline`` is its first paragraph, said once.

    A language that is no tag of BCP 47 is none.
    """
    if not any(_WORD.search(paragraph) for paragraph in paragraphs):
        return Item(why="has no text")
    body = list(paragraphs)
    if headline and headline.casefold() not in (paragraph.casefold() for paragraph in body[:_OPENING]):
        body.insert(0, headline)
    tag = language.strip().replace("_", "-") if language and _LANGUAGE.fullmatch(language.strip()) else None
    text = "\n\n".join(body)
    said = {field: _label(value) for field, value in asdict(replace(metadata, headline=headline)).items()}
    return Item(Document(text=text, metadata=Metadata(**said), language=tag, notes=notes))


def _label(value: str | None) -> str | None:
    """A value on one line; ``None`` where it is empty, or so long that it is none."""
    line = " ".join((value or "").split())
    return line if 0 < len(line) <= _LONGEST else None


def without_by(byline: str | None) -> str | None:
    """A byline without its opening "By"."""
    return _BY.sub("", byline.strip(), count=1) or None if byline and byline.strip() else None


def decoded(data: bytes, charset: str | None) -> str | None:
    """``data`` in the encoding that somebody declared; ``None`` where it is not in it, or no text can be."""
    try:
        if charset is None or codecs.lookup(charset).name in _NO_CHARSETS:
            return None
        return data.decode(charset)
    except (LookupError, ValueError):
        return None
