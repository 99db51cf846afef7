"""What is to be done: every article of the walk, held against what is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.article import text_id, text_of
from summarizer.batch import places
from summarizer.batch.walk import Found, Unreadable
from summarizer.errors import ArticleError
from summarizer.recipe import Recipe
from summarizer.summary import Fingerprint


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be summarised."""

    path: Path
    """Its file."""
    output: Path
    """Where its summary goes, see :class:`~summarizer.batch.walk.Found`."""
    text: str
    """Its text, as it was when it was looked at."""
    fingerprint: Fingerprint
    """What its summary will carry."""


@dataclass(frozen=True, slots=True)
class Reused:
    """An article whose summary is there already."""

    path: Path
    output: Path
    digest: str
    """Of its fingerprint."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file or folder that cannot be read, or holds no text."""

    path: Path
    kind: str
    why: str


Item = Task | Reused | Unusable


def plan(found: Iterable[Found | Unreadable], recipe: Recipe, done: Callable[[Path, str], bool]) -> Iterator[Item]:
    """For each thing found, what is to be done about it, in the same order.

    Args:
        found: articles, and folders that cannot be read.
        recipe: by which their summaries are made.
        done: whether there is a summary at this place with this fingerprint.

    Raises:
        OSError: ``done`` cannot tell.
    """
    for each in found:
        if isinstance(each, Unreadable):
            yield Unusable(each.path, "unreadable", f"the folder cannot be read: {each.why}")
            continue
        try:
            text = text_of(places.read(each.path), str(each.path))
        except OSError as error:
            yield Unusable(each.path, "unreadable", f"cannot read {each.path}: {error.strerror or error}")
            continue
        except ArticleError as error:
            yield Unusable(each.path, "article", str(error))
            continue
        mark = recipe.fingerprint(text_id(text))
        if done(each.output, mark.digest):
            yield Reused(each.path, each.output, mark.digest)
        else:
            yield Task(each.path, each.output, text, mark)
