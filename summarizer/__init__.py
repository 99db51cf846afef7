"""Checked, attributed summaries of news articles: who says what, and what stays unconfirmed.

>>> from summarizer import summarize
>>> summary = summarize("The harbour was closed on Monday, the ministry said.", model="none")
>>> summary.claims[0].attribution.group
'official'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarizer.api import asummarize, summarize
    from summarizer.errors import SummarizerError
    from summarizer.summary import ArticleSummary

__version__ = "0.1.0"
__all__ = ["ArticleSummary", "SummarizerError", "__version__", "asummarize", "summarize"]

_HOMES = {"summarize": "api", "asummarize": "api", "ArticleSummary": "summary", "SummarizerError": "errors"}


def __getattr__(name: str) -> object:
    # Loaded on first use: the command line's help must not wait for what only a summary needs.
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"summarizer.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'summarizer' has no attribute {name!r}")
