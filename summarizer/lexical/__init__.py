"""The lexical layer: attribution cues, sources and statuses by vocabulary and grammar, without a model."""

from summarizer.lexical.reading import Matter, Reading, Span, Statement, read_lexically

__all__ = ["Matter", "Reading", "Span", "Statement", "read_lexically"]
