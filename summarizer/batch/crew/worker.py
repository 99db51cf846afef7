"""What a worker does: one article after the other is summarised, and its summary written."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from summarizer import __version__
from summarizer.batch.attempt import attempt
from summarizer.batch.books import Kept
from summarizer.batch.crew.shared import Handle, SharedBudget, SharedPace, Told
from summarizer.batch.crew.writer import Writer
from summarizer.batch.failures import Failure
from summarizer.batch.plan import Task
from summarizer.batch.store import Outputs
from summarizer.batch.tally import shown
from summarizer.errors import BudgetReached, ConfigurationError
from summarizer.llm.client import open_client
from summarizer.llm.meter import Meter
from summarizer.llm.pace import Bounds
from summarizer.middle import InTurn

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.llm.registry import ModelSpec
    from summarizer.recipe import Recipe
    from summarizer.summary import ArticleSummary


@dataclass(frozen=True)
class Job:
    """What every worker of a run is given."""

    settings: Settings
    spec: ModelSpec
    recipe: Recipe
    outputs: Outputs
    bounds: Bounds
    usd: float | None
    tokens: int | None
    """The bounds of pace and budget; who keeps to them is the desk."""
    folder: Path = field(default_factory=Path.cwd)
    """From where paths are meant."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of an article."""

    outcome: Kept | Failure | OSError | BudgetReached | ConfigurationError
    """The summary is written; or it failed; or it could not be written; or what ends the run."""
    meter: Meter
    """What it cost."""


class Worker:
    """Serves a number of articles at a time, with a client of its own; an actor."""

    def __init__(
        self,
        name: str,
        job: Job,
        desk: Handle,
        *,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        told: type[Told] = Told,
    ) -> None:
        stand_in(job.folder)
        self._job = job
        self._desk = desk
        self._told = told
        self._compute = InTurn()
        self._writer = Writer(job.outputs.parts)
        self._client = open_client(
            job.spec,
            record=job.settings.record,
            replay=job.settings.replay,
            sleep=sleep,
            progress=told(desk),
            pace=SharedPace(job.bounds, desk, name),
            budget=SharedBudget(job.usd, job.tokens, desk, name),
        )

    async def ready(self) -> str:
        """The version of the program here."""
        return __version__

    async def article(self, task: Task, again: bool, meter: Meter | None = None) -> Reply:
        """Summarise an article and write the summary.

        Args:
            task: the article.
            again: whether a worker was lost over it, which may have written it.
            meter: counts what is spent, also for callers that do not wait for the end.
        """
        job, meter = self._job, meter or Meter()
        try:
            if again and (there := await asyncio.to_thread(job.outputs.find, task.output, task.fingerprint.digest)):
                return Reply(Kept(len(there.claims)), _cost_of(there))
            told = self._told(self._desk, shown(task.label))
            outcome = await attempt(self._client, task, job.settings, job.recipe, told, meter, compute=self._compute)
            if isinstance(outcome, Failure):
                return Reply(outcome, meter)
            await self._writer.write(job.outputs.files(task.output, outcome))
            return Reply(Kept(len(outcome.claims)), meter)
        except (BudgetReached, ConfigurationError) as error:
            return Reply(type(error)(*error.args), meter)
        except OSError as error:
            return Reply(OSError(error.errno, error.strerror or str(error)), meter)


def stand_in(folder: Path) -> None:
    """Let relative paths mean on this machine what they mean where the run was started, if that is here too."""
    if folder.is_dir():
        os.chdir(folder)


def _cost_of(summary: ArticleSummary) -> Meter:
    run = summary.run
    replayed = run.requests if run.replayed else 0
    return Meter(run.requests, run.reasks, run.prompt_tokens, run.completion_tokens, replayed, run.cost_usd)
