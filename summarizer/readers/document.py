"""What readers make of files: the text of an article, and what its file says about it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from hashlib import sha256

from summarizer.article.model import Metadata


@dataclass(frozen=True, slots=True)
class Document:
    """An article as its file has it."""

    text: str
    """In which offsets count. Paragraphs are parted by an empty line; a headline of its own is the first of them."""
    metadata: Metadata = field(default_factory=Metadata)
    """What the file says; it goes before what the text says, which fills the fields that are ``None``."""
    language: str | None = None
    """What the file declares, BCP 47."""
    part: str | None = None
    """Which of several articles in one file: a line's or an item's number, counted from 1; digits alone."""
    notes: tuple[str, ...] = ()
    """What a reader of the summary should know, such as hidden text that was left out; warnings in ``checks``."""

    @property
    def said(self) -> str | None:
        """SHA-256 (hexadecimal) of all but text and part; ``None`` where the file says nothing besides its text."""
        if self.metadata == Metadata() and self.language is None and not self.notes:
            return None
        said = [asdict(self.metadata), self.language, self.notes]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Broken:
    """One of several articles in a file that cannot be read, while the others can."""

    part: str
    """As :attr:`Document.part`."""
    why: str
    """What is wrong, as a sentence for the user; it names the file."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the user says about the files."""

    text_field: str | None = None
    """Where JSON has the text: the way to it, by names with dots between."""


Documents = Iterator[Document | Broken]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file, and how it is read."""

    name: str
    """As messages call it: ``HTML``."""
    recognises: Callable[[bytes, str], bool]
    """Whether a file with these bytes is one. The file's name (in small letters) may only decide where bytes cannot."""
    read: Callable[[bytes, str, Options], Documents]
    """Its articles, from its bytes and its name as messages have it.

    Raises ``ArticleError`` where there are none, with a message that begins with the name and says what to do, and
    ``ConfigurationError`` where an extra is not installed, which it names.
    """
    slow: bool = False
    """Whether reading takes so long (a page: some hundredths of a second) that a batch does it in other processes."""
