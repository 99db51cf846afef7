"""XML of no standard: the articles found by what agencies call a headline and a body."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from summarizer.article.model import Metadata
from summarizer.readers.element import Element, local
from summarizer.readers.markup import XML_LANGUAGE, content, notes_on, words
from summarizer.readers.moments import iso
from summarizer.readers.parts import Item, article, without_by

_LABEL = 60
_SHORT = 300
"""Characters up to which what a name says may be a headline, an author, a place."""


def own_items(root: Element) -> Iterator[Item]:
    """The articles in ``root``: each body, with what stands near it in the largest element around it alone."""
    bodies = _bodies(root)
    around = Counter(ancestor for body in bodies for ancestor in body.iterancestors())
    for body in bodies:
        alone = [body, *(ancestor for ancestor in body.iterancestors() if around[ancestor] == 1)]
        yield _item(alone[-1], body)


def _bodies(root: Element) -> list[Element]:
    """The outermost elements by the first name for a body that is there with more in it than a label."""
    for name in _names()["body"]:
        named = [element for element in root.iter() if _plain(element) == name]
        outermost = [element for element in named if not any(_plain(up) == name for up in element.iterancestors())]
        if any(len(" ".join(content(element))) > _LABEL for element in outermost):
            return outermost
    return []


def _item(record: Element, body: Element) -> Item:
    within = set(body.iter())
    near: dict[str, str] = {}
    for element in record.iter():
        value = words(element) if element not in within and not len(element) else None
        if value and len(value) <= _SHORT:
            near.setdefault(_plain(element), value)

    def say(field: str) -> str | None:
        return next((near[name] for name in _names()[field] if name in near), None)

    return article(
        say("headline"),
        content(body),
        Metadata(
            outlet=say("outlet"),
            agency=say("agency"),
            byline=without_by(say("byline")),
            place=say("place"),
            published_at=iso(say("published")),
            updated_at=iso(say("updated")),
            url=say("url"),
        ),
        say("language") or record.get(XML_LANGUAGE),
        notes_on(body),
    )


def _plain(element: Element) -> str:
    return local(element).lower().replace("-", "").replace("_", "").replace(".", "")


@cache
def _names() -> dict[str, list[str]]:
    data = files("summarizer.readers").joinpath("data/articles.toml").read_text(encoding="utf-8")
    return {field: list(names) for field, names in tomllib.loads(data).items()}
