"""The article as the pipeline sees it. Offsets everywhere are Unicode code points into ``Article.text``."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

Role = Literal["body", "headline", "furniture"]
"""``body`` carries claims; ``headline`` repeats them; ``furniture`` is page apparatus (credits, source lists)."""


def text_id(text: str) -> str:
    """SHA-256 of ``text`` in UTF-8, hexadecimal: what identifies an article."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, white space and dateline excluded."""

    number: int
    """Counted from 1 over the body, as models see it; 0 for headline and furniture."""
    start: int
    end: int
    text: str
    paragraph: int
    role: Role


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the article says about itself; ``None`` where it does not."""

    headline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    byline: str | None = None
    place: str | None = None
    published_at: str | None = None
    updated_at: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A news article with its sentences in order."""

    text: str
    sentences: tuple[Sentence, ...]
    metadata: Metadata
    path: str | None = None
    language: str = "en"
    """BCP 47; ``und`` where it is not known."""

    @property
    def id(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return text_id(self.text)

    @property
    def body(self) -> tuple[Sentence, ...]:
        """The sentences that carry claims, numbered from 1."""
        return tuple(sentence for sentence in self.sentences if sentence.role == "body")
