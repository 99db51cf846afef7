"""Tells why a summary would be reused or made anew: its fingerprint, part by part, against what holds now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summarizer.article import text_id
from summarizer.batch.records import REPORT
from summarizer.batch.store import STATE, sound
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers import Document, read_document
from summarizer.recipe import Recipe
from summarizer.summary import ArticleSummary, Fingerprint


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a fingerprint."""

    name: str
    was: str
    """What the summary carries."""
    now: str | None
    """What it would carry now; nothing where that cannot be told."""

    @property
    def changed(self) -> bool:
        """Whether a run would find it changed."""
        return self.now is not None and self.was != self.now


def explain(path: Path, recipe: Recipe) -> tuple[ArticleSummary, list[Part]]:
    """The summary in file ``path``, and the parts of its fingerprint beside those that ``recipe`` gives it.

    Raises:
        ConfigurationError: the file is no whole summary with a fingerprint, so that a run would make it anew.
    """
    summary = sound(path)
    if summary is None:
        raise ConfigurationError(f"{path} is no whole summary: a run would make it anew")
    mark = summary.run.fingerprint
    if mark is None:
        raise ConfigurationError(f"{path} carries no fingerprint: a run would make it anew")
    document = _document_now(summary)
    of_text = (text_id(document.text), document.said) if document else ("", None)
    now: dict[str, str | None] = dict(_parts(recipe.fingerprint(*of_text)))
    if document is None:
        now |= dict.fromkeys(_OF_ARTICLE)
    was = dict(_parts(mark))
    return summary, [Part(name, was.get(name, "none"), now.get(name, "none")) for name in {**was, **now}]


def settings_of_run(path: Path) -> Mapping[str, Any]:
    """The settings of the run that made the summary in file ``path``; empty where its output folder tells none."""
    for folder in path.absolute().parents:
        if (folder / STATE).is_dir():
            try:
                settings = json.loads((folder / REPORT).read_text(encoding="utf-8"))["settings"]
            except (OSError, ValueError, LookupError, TypeError):
                return {}
            return settings if isinstance(settings, dict) else {}
    return {}


def _document_now(summary: ArticleSummary) -> Document | None:
    """What the article's file holds now, if it can be read."""
    if summary.article.path is None:
        return None
    part = summary.article.part
    try:
        return read_document(Path(summary.article.path), item=None if part is None else int(part))
    except (ArticleError, ConfigurationError):
        return None


_OF_ARTICLE = ("text", "what the file says")


def _parts(mark: Fingerprint) -> Iterator[tuple[str, str]]:
    yield "text", mark.text
    yield "what the file says", mark.said or "nothing"
    yield "model", mark.model
    yield "endpoint", mark.endpoint
    for name, value in mark.prompts.items():
        yield f"prompt {name}", value
    yield "draft schema", mark.draft or "none"
    for name, setting in mark.parameters.items():
        yield name, json.dumps(setting)
    yield "summary version", mark.summary
