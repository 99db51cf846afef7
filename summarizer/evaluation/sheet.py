"""Where an article's counts and misses are gathered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from summarizer.evaluation.definitions import Definition
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.results import ArticleResult, Miss, Tally
from summarizer.summary import Run


class Sheet:
    """Counts and misses of one article, for the figures that are defined."""

    def __init__(self, definitions: Iterable[Definition]) -> None:
        self._definitions = {definition.name: definition for definition in definitions}
        self.tallies: dict[str, Tally] = {}
        self.misses: list[Miss] = []

    def count(self, figure: str, hits: float, of: float = 1) -> None:
        """Add to a figure: ``hits`` out of ``of``.

        Raises:
            KeyError: no such figure is defined.
        """
        name = self._definitions[figure].name
        tally = self.tallies.setdefault(name, Tally())
        tally.hits += hits
        tally.of += of

    def judge(self, verdicts: Mapping[str, bool]) -> list[str]:
        """Count verdicts, whether it was so, by figure; return the figures that went wrong, variants aside."""
        for figure, hit in verdicts.items():
            self.count(figure, hit)
        known = self._definitions
        wrong = [figure for figure, hit in verdicts.items() if hit == (known[figure].better == "lower")]
        return [figure for figure in wrong if known[figure].variant_of is None]

    def result(self, gold: GoldArticle, run: Run | None, failed: str | None = None) -> ArticleResult:
        """What the article came to; ``failed`` says why there is no summary, where there is none."""
        return ArticleResult(
            name=gold.name,
            headline=gold.article.metadata.headline,
            failed=failed,
            tallies=self.tallies,
            misses=self.misses,
            run=run,
        )
