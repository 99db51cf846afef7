"""Warnings of what the article holds besides its report: words for machines, characters that do not show."""

from __future__ import annotations

from summarizer.article.model import Article
from summarizer.checks.proposal import Proposal


def warn_of_oddities(article: Article, proposal: Proposal) -> None:
    """Tell of everything odd in the text; what is written to machines was shown to no model and is in no claim."""
    for oddity in article.oddities:
        proposal.log.warn("injection", None, oddity.why)
