"""What the lexical layer makes of an article: statements, open matters, and the reading that holds them."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article.model import Article
from summarizer.lexical.entity import Doubt, Entity
from summarizer.summary import Reason, Speech, Status

Span = tuple[int, int]
"""Offsets into the article's text, end exclusive."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A proposition with who says it."""

    sentence: int
    spans: tuple[Span, ...]
    text: str
    chain: tuple[str, ...]
    cue: Span | None
    lemma: str
    manner: str
    speech: Speech
    status: Status
    status_cue: Span | None = None
    reason: Reason | None = None
    key: bool = False
    phrase: Span | None = None
    """The attribution phrase: "Officials said"."""
    bare_denial: bool = False
    """A denial of "the allegations" or of "any role": what is denied may stand elsewhere."""

    denied_by_source: bool = False
    """Whether the chain names who denies it, nobody being on record as having claimed it."""

    @property
    def open_words(self) -> Span | None:
        """The words that leave it open: who alone says it, or its own words of doubt."""
        if self.reason in ("media_report_only", "anonymous_source"):
            return self.phrase
        return self.status_cue or self.cue


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that stays unconfirmed: indices of the statements that it touches, why, and the words that say so."""

    statements: tuple[int, ...]
    reason: Reason
    awaiting: Span | None
    cue: Span | None


@dataclass(frozen=True)
class Reading:
    """All that the layer found in an article."""

    article: Article
    sources: tuple[Entity, ...]
    statements: tuple[Statement, ...]
    matters: tuple[Matter, ...]
    doubts: tuple[Doubt, ...]
    by_words: bool = True
    """Whether there is a lexicon for the article's language: without one nothing is found, and nothing is ruled out."""

    def source(self, identifier: str) -> Entity:
        """The source with this id."""
        return next(entity for entity in self.sources if entity.id == identifier)
