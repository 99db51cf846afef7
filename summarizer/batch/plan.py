"""What is to be done: every article of the walk, held against what is there already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from summarizer.article import text_id
from summarizer.batch import places
from summarizer.batch.failures import failure
from summarizer.batch.walk import Found, Unreadable
from summarizer.errors import ArticleError, ConfigurationError, ForeignFile
from summarizer.readers import Broken, Document, Documents, Options, read, read_bytes
from summarizer.recipe import Recipe
from summarizer.summary import Fingerprint


@dataclass(frozen=True, slots=True)
class Task:
    """An article to be summarised."""

    path: Path
    """Its file."""
    output: Path
    """Where its summary goes, see :class:`~summarizer.batch.walk.Found`."""
    document: Document
    """What its file held when it was looked at."""
    fingerprint: Fingerprint
    """What its summary will carry."""

    @property
    def label(self) -> Path:
        """What it is called: its file, with its number where that holds several."""
        return labelled(self.path, self.document.part)


@dataclass(frozen=True, slots=True)
class Reused:
    """An article whose summary is there already."""

    path: Path
    """Its :attr:`Task.label`."""
    output: Path
    digest: str
    """Of its fingerprint."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """A file or folder that cannot be read, or holds no article; or one article of a file."""

    path: Path
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Passed:
    """A file that holds no article by its kind, such as a picture: no failure."""

    path: Path
    why: str


Item = Task | Reused | Unusable | Passed
Done = Callable[[Path, str], bool]


def plan(found: Iterable[Found | Unreadable], recipe: Recipe, done: Done, options: Options) -> Iterator[Item]:
    """For each article of what is found, what is to be done about it, in the same order.

    Args:
        found: files, and folders that cannot be read.
        recipe: by which their summaries are made.
        done: whether there is a summary at this place with this fingerprint.
        options: what the user says about the files.

    Raises:
        OSError: ``done`` cannot tell.
    """
    for each in found:
        if isinstance(each, Unreadable):
            yield Unusable(each.path, "unreadable", f"the folder cannot be read: {each.why}")
        else:
            yield from _of_file(each, recipe, done, options)


def _of_file(found: Found, recipe: Recipe, done: Done, options: Options) -> Iterator[Item]:
    documents = _documents(found.path, options)
    while True:
        try:
            document = next(documents, None)
        except ForeignFile as error:
            yield Passed(found.path, str(error))
            return
        except (ArticleError, ConfigurationError) as error:
            yield Unusable(found.path, _kind(error), str(error))
            return
        except Exception as error:
            fault = failure(error, 1)
            yield Unusable(found.path, fault.kind, f"{found.path}: {fault.why}")
            return
        if document is None:
            return
        if isinstance(document, Broken):
            yield Unusable(labelled(found.path, document.part), "article", document.why)
            continue
        output = found.output if document.part is None else found.parts / f"{int(document.part):06}"
        mark = recipe.fingerprint(text_id(document.text), document.said)
        if done(output, mark.digest):
            yield Reused(labelled(found.path, document.part), output, mark.digest)
        else:
            yield Task(found.path, output, document, mark)


def _documents(path: Path, options: Options) -> Documents:
    if places.is_local(path):
        yield from read(path, options)
        return
    try:
        data = places.read(path)
    except OSError as error:
        raise ArticleError(f"cannot read {path}: {error.strerror or error}") from error
    yield from read_bytes(data, str(path), options)


def _kind(error: ArticleError | ConfigurationError) -> str:
    if isinstance(error.__context__, OSError):
        return "unreadable"
    return "article" if isinstance(error, ArticleError) else "not_installed"


def labelled(path: Path, part: str | None) -> Path:
    """``path`` with the number of an article in it: ``news.jsonl#17``."""
    return path if part is None else path.with_name(f"{path.name}#{part}")
