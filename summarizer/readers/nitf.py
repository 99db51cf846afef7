"""NITF: a story with its head, as agencies send it alone or inside NewsML."""

from __future__ import annotations

from summarizer.article.model import Metadata
from summarizer.readers.element import Element
from summarizer.readers.markup import XML_LANGUAGE, descendants, first, notes_on, paragraphs, words
from summarizer.readers.moments import iso
from summarizer.readers.parts import Item, article, without_by

_WITHDRAWN = frozenset(["canceled", "withheld"])


def item(root: Element) -> Item:
    """The story in an ``nitf`` element."""
    record = first(root, "head", "docdata")
    status = (record.get("management-status") or "").lower() if record is not None else ""
    if status in _WITHDRAWN:
        return Item(why=f"was {status} by its agency")
    about = metadata(root)
    return article(about.headline, body(root), about, root.get(XML_LANGUAGE), notes_on(root))


def body(root: Element) -> list[str]:
    """The paragraphs of the story, second headlines before them."""
    head = first(root, "body", "body.head")
    lines = [] if head is None else [words(line) for line in descendants(head, "hl2")]
    content = first(root, "body", "body.content")
    return [line for line in lines if line] + ([] if content is None else paragraphs(content))


def metadata(root: Element) -> Metadata:
    """What the story's head says about it."""
    record, head = first(root, "head", "docdata"), first(root, "body", "body.head")
    publication = first(root, "head", "pubdata")
    issued = _norm(first(record, "date.release")) or _norm(first(record, "date.issue"))
    if publication is not None:
        issued = issued or iso(publication.get("date.publication"))
    return Metadata(
        headline=words(first(head, "hedline", "hl1")) or words(first(root, "head", "title")),
        outlet=publication.get("name") if publication is not None else None,
        agency=words(first(head, "distributor")),
        byline=_byline(first(head, "byline")),
        place=words(first(head, "dateline", "location")),
        published_at=issued or _norm(first(head, "dateline", "story.date")),
    )


def _byline(line: Element | None) -> str | None:
    person = next(descendants(line, "person"), None) if line is not None else None
    return words(person) or without_by(words(line))


def _norm(element: Element | None) -> str | None:
    return None if element is None else iso(element.get("norm"))
