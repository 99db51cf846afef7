"""What a run leaves in writing: events and failures line by line, the report at its end."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from summarizer import __version__
from summarizer.batch.tally import Ending, Tally
from summarizer.llm.recordings import utc_text
from summarizer.llm.registry import ModelSpec
from summarizer.recipe import Recipe

if TYPE_CHECKING:
    from summarizer.config import Settings

FAILURES = "failures.jsonl"
"""The articles that failed in the last run."""
ARTICLES = "articles.jsonl"
"""The articles that the last run worked on, with what each cost."""
REPORT = "run.json"
"""The last run as a whole."""


class JsonLines:
    """A file with one JSON object per line, complete after every line. A listener.

    Args:
        path: the file.
        now: the clock.
        events: which events are written; by default all.
        append: add to what is there.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(
        self,
        path: Path,
        now: Callable[[], datetime],
        events: Collection[str] | None = None,
        *,
        append: bool = False,
    ) -> None:
        self._now = now
        self._events = events
        self._file = path.open("a" if append else "w", encoding="utf-8", buffering=1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def happened(self, event: str, data: Mapping[str, object]) -> None:
        """Write it down, if it is one of the events wanted."""
        if self._events is None or event in self._events:
            self._file.write(json.dumps({"time": utc_text(self._now()), "event": event, **data}) + "\n")


def written(content: Mapping[str, object]) -> str:
    """``content`` as the run's files have it: indented JSON with a line end."""
    return json.dumps(content, indent=2) + "\n"


def settings_told(spec: ModelSpec, settings: Settings) -> dict[str, object]:
    """The settings that a summary depends on, as they would be given again; no key is among them."""
    told = {
        "model": spec.name,
        "base_url": settings.base_url,
        "language": settings.language,
        "prompts": str(settings.prompts.absolute()) if settings.prompts else None,
        "context_tokens": settings.context_tokens,
        "output_tokens": settings.output_tokens,
        "asks": settings.asks,
        "mode": settings.mode,
    }
    return {name: value for name, value in told.items() if value is not None}


def report(
    spec: ModelSpec,
    settings: Settings,
    recipe: Recipe,
    tally: Tally,
    ending: Ending | None,
    *,
    engine: str,
    started: datetime,
    ended: datetime | None = None,
    seconds: float = 0.0,
    peak_calls: int = 0,
) -> dict[str, object]:
    """The content of ``run.json``: of a run that has ended, or has only begun."""
    spent = tally.spent
    made = tally.done
    return {
        "summarizer_version": __version__,
        "engine": engine,
        "model": spec.name,
        "endpoint": spec.identity,
        "prompts": [info.model_dump() for info in recipe.infos.values()],
        "parameters": recipe.parts["parameters"],
        "settings": settings_told(spec, settings),
        "ended_by": ending.cause if ending else None,
        "why": ending.why or None if ending else None,
        "articles": {
            "done": tally.done,
            "copied": tally.copied,
            "reused": tally.reused,
            "failed": tally.failed,
            "skipped": tally.skipped,
            "unfinished": tally.unfinished,
            "waiting": tally.waiting,
        },
        "started": utc_text(started),
        "ended": utc_text(ended) if ended else None,
        "seconds": round(seconds, 3),
        "articles_per_minute": round(60 * (tally.done + tally.copied) / seconds, 2) if seconds else None,
        "requests": spent.requests,
        "reasks": spent.reasks,
        "replayed": spent.replayed,
        "prompt_tokens": spent.prompt_tokens,
        "completion_tokens": spent.completion_tokens,
        "cost_usd": spent.cost,
        "cost_usd_per_article": spent.cost / made if spent.cost is not None and made else None,
        "tokens_per_article": round((spent.prompt_tokens + spent.completion_tokens) / made, 1) if made else None,
        "peak_articles": tally.peak,
        "peak_calls": peak_calls,
    }
