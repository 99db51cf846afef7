"""NewsML-G2 and NewsML 1: items that a news agency sends, alone or in a package."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.article.model import Metadata
from summarizer.readers import nitf
from summarizer.readers.element import Element, local
from summarizer.readers.markup import XML_LANGUAGE, content, descendants, first, notes_on, words
from summarizer.readers.moments import iso
from summarizer.readers.parts import Item, article, without_by

_WITHDRAWN = frozenset(["canceled", "cancelled", "withheld"])


def g2_items(root: Element) -> Iterator[Item]:
    """The news items with text in a NewsML-G2 document, be it a message of several or a single one.

    Items that are pictures, packages or concepts are no articles.
    """
    items = [root] if local(root) == "newsItem" else list(descendants(root, "newsItem"))
    for item in items:
        if status := _withdrawn(_code(first(item, "itemMeta", "pubStatus"))):
            yield Item(why=f"was {status} by its agency")
        elif (holder := _g2_content(item)) is not None:
            yield _g2_item(item, holder)


def _g2_content(item: Element) -> Element | None:
    """The element that holds the item's text, ``None`` where it is a picture or stands elsewhere."""
    kind = _code(first(item, "itemMeta", "itemClass"))
    if kind not in ("", "text", "composite"):
        return None
    contents = first(item, "contentSet")
    return next(descendants(contents, "inlineXML", "inlineData"), None) if contents is not None else None


def _g2_item(item: Element, holder: Element) -> Item:
    management, about = first(item, "itemMeta"), first(item, "contentMeta")
    inner, text = _text_of(holder)
    version = _moment(management, "versionCreated")
    created = _moment(management, "firstCreated") or _moment(about, "contentCreated")
    headline = words(first(about, "headline")) or inner.headline or words(first(management, "title"))
    agency = words(first(about, "creditline")) or _named(first(management, "provider"))
    place = words(first(about, "dateline")) or _named(first(about, "located"))
    return article(
        headline,
        text,
        Metadata(
            agency=agency or inner.agency,
            outlet=inner.outlet,
            byline=without_by(words(first(about, "by"))) or inner.byline or _named(first(about, "creator")),
            place=_place(place) or inner.place,
            published_at=created or version,
            updated_at=version if created and version != created else None,
        ),
        _g2_language(item, about, holder),
        notes_on(holder),
    )


def _g2_language(item: Element, about: Element | None, holder: Element) -> str | None:
    declared = first(about, "language")
    tag = declared.get("tag") if declared is not None else None
    language: str | None = tag or holder.get(XML_LANGUAGE) or item.get(XML_LANGUAGE)
    return language


def newsml1_items(root: Element) -> Iterator[Item]:
    """The news items with text in a NewsML 1 document."""
    for item in descendants(root, "NewsItem"):
        management = first(item, "NewsManagement")
        status = first(management, "Status")
        described = (each for each in descendants(item, "NewsComponent") if first(each, "NewsLines") is not None)
        component = next(described, item)
        holder = next((found for found in descendants(item, "DataContent") if _text_of(found)[1]), None)
        if word := _withdrawn(_formal(status) or ""):
            yield Item(why=f"was {word} by its agency")
        elif holder is not None:
            yield _newsml1_item(management, component, holder)


def _newsml1_item(management: Element | None, component: Element, holder: Element) -> Item:
    lines = first(component, "NewsLines")
    inner, text = _text_of(holder)
    revised, created = _moment(management, "ThisRevisionCreated"), _moment(management, "FirstCreated")
    provider = next(descendants(component, "Provider"), None)
    party = next(descendants(provider, "Party"), None) if provider is not None else None
    language = next(descendants(component, "Language"), None)
    return article(
        words(first(lines, "HeadLine")) or inner.headline,
        text,
        Metadata(
            agency=words(first(lines, "CreditLine")) or _formal(party) or inner.agency,
            outlet=inner.outlet,
            byline=without_by(words(first(lines, "ByLine"))) or inner.byline,
            place=_place(words(first(lines, "DateLine"))) or inner.place,
            published_at=created or revised,
            updated_at=revised if created and revised != created else None,
        ),
        _formal(language),
        notes_on(holder),
    )


def _text_of(holder: Element) -> tuple[Metadata, list[str]]:
    """What stands in an element for content, which is a story in NITF or a text, and what it says about itself."""
    story = next(descendants(holder, "nitf"), None)
    if story is None:
        return Metadata(), content(holder)
    return nitf.metadata(story), nitf.body(story)


def _withdrawn(status: str) -> str | None:
    return status.lower() if status.lower() in _WITHDRAWN else None


def _code(element: Element | None) -> str:
    """The code of a controlled value, its vocabulary left out: ``usable`` of ``stat:usable``."""
    value = "" if element is None else element.get("qcode") or element.get("uri") or ""
    return value.replace("/", ":").rpartition(":")[2].lower()


def _formal(element: Element | None) -> str | None:
    return None if element is None else element.get("FormalName")


def _named(element: Element | None) -> str | None:
    """The name of a party or place, else the literal that stands for it."""
    if element is None:
        return None
    return words(first(element, "name")) or element.get("literal")


def _moment(element: Element | None, name: str) -> str | None:
    return iso(words(first(element, name)))


def _place(dateline: str | None) -> str | None:
    """The place that opens a dateline: ``OSLO, March 3 (NTB) -`` is in Oslo."""
    if dateline is None:
        return None
    return dateline.split(",")[0].split("(")[0].strip(" -–—") or None
