"""One article's summary held against its gold: counts, and every miss."""

from __future__ import annotations

from summarizer.errors import SummarizerError
from summarizer.evaluation.definitions import GOLD_FIGURES
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.results import ArticleResult
from summarizer.evaluation.scoring.claims import miss_claims, score_claims
from summarizer.evaluation.scoring.held import Held
from summarizer.evaluation.scoring.matters import miss_matters, score_matters
from summarizer.evaluation.scoring.wording import score_brief, score_words
from summarizer.evaluation.sheet import Sheet
from summarizer.summary import ArticleSummary, Run

__all__ = ["score", "score_failure"]


def score(gold: GoldArticle, summary: ArticleSummary) -> ArticleResult:
    """Hold a summary against its article's gold.

    Raises:
        ConfigurationError: the extra that evaluation needs is not installed.
    """
    held, sheet = Held(gold, summary), Sheet(GOLD_FIGURES)
    score_claims(held, sheet)
    score_matters(held, sheet)
    score_words(held, sheet)
    score_brief(held, sheet)
    _count_cost(sheet, summary.run)
    sheet.count("failed", False)
    return sheet.result(gold, summary.run)


def score_failure(gold: GoldArticle, error: SummarizerError) -> ArticleResult:
    """An article of which no summary came: all its gold is missed, and what was spent is counted."""
    sheet = Sheet(GOLD_FIGURES)
    miss_claims(gold, sheet)
    miss_matters(gold, sheet)
    if error.run is not None:
        _count_cost(sheet, error.run)
    sheet.count("failed", True)
    return sheet.result(gold, error.run, failed=str(error))


def _count_cost(sheet: Sheet, run: Run) -> None:
    sheet.count("by_model", run.decisions.model, run.decisions.model + run.decisions.lexical)
    sheet.count("seconds", run.seconds)
    sheet.count("requests", run.requests)
    sheet.count("tokens", run.prompt_tokens + run.completion_tokens)
    if run.cost_usd is not None:
        sheet.count("cost", run.cost_usd)
