"""The lexical layer: attribution cues, sources and statuses by vocabulary and grammar, without a model."""

from summarizer.lexical.reading import read_lexically, unread
from summarizer.lexical.statement import Matter, Reading, Span, Statement

__all__ = ["Matter", "Reading", "Span", "Statement", "read_lexically", "unread"]
