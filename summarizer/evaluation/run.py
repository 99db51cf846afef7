"""Runs gold articles through the pipeline, one after the other, and scores what comes out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from pathlib import Path

from summarizer import __version__
from summarizer.config import Settings
from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.evaluation.definitions import GOLD_FIGURES, Definition
from summarizer.evaluation.figures import CONFIDENCE, RESAMPLES, figures
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.results import ArticleResult, EvalResult, Mode
from summarizer.evaluation.scoring import score, score_failure
from summarizer.llm.client import open_client
from summarizer.llm.registry import resolve
from summarizer.pipeline import summarize_with
from summarizer.progress import Progress
from summarizer.summary import PromptInfo


class _ArticleOf:
    """Progress of one article among many: stages carry its name and its place."""

    def __init__(self, progress: Progress, name: str, number: int, total: int) -> None:
        self._progress = progress
        self._name = f"{number}/{total} {name}"
        progress.stage(self._name)

    def stage(self, name: str) -> None:
        """Pass on, with the article's name."""
        self._progress.stage(f"{self._name}: {name}")

    def advance(self, done: int, total: int) -> None:
        """Pass on."""
        self._progress.advance(done, total)

    def note(self, text: str) -> None:
        """Pass on."""
        self._progress.note(text)


def chosen(gold: Sequence[GoldArticle], names: Collection[str]) -> list[GoldArticle]:
    """The articles of these names; all where there are none.

    Raises:
        ConfigurationError: the gold has no such article.
    """
    known = [article.name for article in gold]
    if strangers := [name for name in names if name not in known]:
        raise ConfigurationError(f"the gold has no article {', '.join(strangers)}; it has {', '.join(known)}")
    return [article for article in gold if not names or article.name in names]


async def evaluate(
    gold: Sequence[GoldArticle], settings: Settings, progress: Progress, each: Callable[[ArticleResult], None]
) -> None:
    """Summarise every article with the model that ``settings`` name, and hand its result to ``each``.

    One client serves all, so an embedded model is loaded once. An article of which no summary comes is a result too.

    Raises:
        ConfigurationError: nothing can be evaluated.
    """
    spec = resolve(settings)
    async with open_client(spec, record=settings.record, replay=settings.replay, progress=progress) as client:

        async def scored(article: GoldArticle, within: Progress) -> ArticleResult:
            return score(article, await summarize_with(client, article.article, settings, within))

        await one_by_one(gold, scored, score_failure, progress, each)


async def one_by_one(
    gold: Sequence[GoldArticle],
    work: Callable[[GoldArticle, Progress], Awaitable[ArticleResult]],
    failed: Callable[[GoldArticle, SummarizerError], ArticleResult],
    progress: Progress,
    each: Callable[[ArticleResult], None],
) -> None:
    """Do ``work`` on every article, and hand its result to ``each``; where it fails, what ``failed`` makes of that.

    Raises:
        ConfigurationError: what keeps one article from being done would keep all.
    """
    for number, article in enumerate(gold, 1):
        within = _ArticleOf(progress, article.name, number, len(gold))
        try:
            done = await work(article, within)
        except ConfigurationError:
            raise
        except SummarizerError as error:
            progress.note(f"{article.name} failed: {error}")
            done = failed(article, error)
        each(done)


def result(
    mode: Mode,
    folder: Path,
    model: str,
    articles: Sequence[ArticleResult],
    definitions: Iterable[Definition] = GOLD_FIGURES,
) -> EvalResult:
    """The results of articles as one, with figures over all of them.

    Args:
        mode: what was evaluated.
        folder: the gold folder, as given.
        model: the model's name.
        articles: one result for each article.
        definitions: the figures.
    """
    prompts: dict[str, PromptInfo] = {}
    for article in articles:
        for prompt in article.run.prompts if article.run else ():
            prompts[prompt.sha256] = prompt
    return EvalResult(
        mode=mode,
        gold=str(folder),
        model=model,
        prompts=list(prompts.values()),
        summarizer_version=__version__,
        confidence=CONFIDENCE,
        resamples=RESAMPLES,
        figures=figures(definitions, [article.tallies for article in articles]),
        articles=list(articles),
    )
