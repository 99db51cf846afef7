"""A summary beside its gold: what is what in the two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from summarizer.evaluation.gold import GoldArticle, GoldClaim
from summarizer.evaluation.identity import who_is_who
from summarizer.evaluation.matching import Alignment, match
from summarizer.summary import ArticleSummary, Source, Status

SETTLED: frozenset[Status] = frozenset({"asserted", "confirmed"})
"""Statuses that leave nothing open."""


@dataclass(frozen=True)
class Held:
    """A summary held against gold."""

    gold: GoldArticle
    summary: ArticleSummary

    @cached_property
    def alignment(self) -> Alignment:
        """Which of its claims are which gold claims."""
        return match(self.gold, self.summary.claims)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Its sources, by id."""
        return {source.id: source for source in self.summary.sources}

    @cached_property
    def who(self) -> Mapping[str, frozenset[str]]:
        """The ids of the gold sources that each of its sources is."""
        return who_is_who(self.gold.sources.values(), self.summary.sources)

    @cached_property
    def telling(self) -> Mapping[str, list[GoldClaim]]:
        """The gold claims that each of its right claims tells, by the claim's id."""
        return {
            self.summary.claims[j].id: [self.gold.claims[i] for i in sorted(golds)]
            for j, golds in self.alignment.golds.items()
        }
