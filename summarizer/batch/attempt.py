"""One article of a batch: tried as often as a second asking may mend what came."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from summarizer.batch.failures import ANOTHER_TRY, Failure, failure
from summarizer.batch.plan import Task
from summarizer.batch.tally import shown
from summarizer.errors import BudgetReached, ConfigurationError, Deferred
from summarizer.llm import limits
from summarizer.llm.meter import Meter
from summarizer.middle import Compute, here
from summarizer.pipeline import summarize_with
from summarizer.progress import Progress
from summarizer.readers import article_of
from summarizer.recipe import Recipe
from summarizer.summary import ArticleSummary

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.llm.client import Client


async def attempt(
    client: Client,
    task: Task,
    settings: Settings,
    recipe: Recipe,
    progress: Progress,
    meter: Meter,
    *,
    compute: Compute = here,
    tries: int = limits.TRIES,
) -> ArticleSummary | Failure:
    """The summary of a task's article, or why there is none. Every engine makes its summaries here.

    Args:
        client: asks the model.
        task: the article.
        settings: what the user wants.
        recipe: of client and settings.
        progress: is told what goes on.
        meter: counts what is spent.
        compute: does what costs processor time.
        tries: how often the article is tried where no usable answer comes.

    Raises:
        ConfigurationError: nothing can be done with these settings.
        BudgetReached: nothing more may be spent.
        Deferred: an answer is still to come.
    """
    for number in count(1):
        try:
            article = article_of(task.document, shown(task.path))
            return await summarize_with(client, article, settings, progress, by=recipe, meter=meter, compute=compute)
        except (ConfigurationError, BudgetReached, Deferred):
            raise
        except Exception as error:
            if not isinstance(error, ANOTHER_TRY) or number >= tries:
                return failure(error, number)
            progress.note(f"{error}; trying the article again")
    raise AssertionError
