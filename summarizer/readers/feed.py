"""RSS, Atom and RDF feeds: one article an item, where the feed has more of it than a teaser."""

from __future__ import annotations

import re
from typing import Any
from xml.sax import SAXException

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError
from summarizer.readers.document import Documents, Options
from summarizer.readers.extras import library
from summarizer.readers.markup import check_size, html_fragment, notes_on, paragraphs, plain_paragraphs, root_name
from summarizer.readers.moments import iso
from summarizer.readers.parts import Item, article, numbered

FEEDS = frozenset(["rss", "feed", "RDF"])
_ENTITY = b"<!ENTITY"
_BROKEN = "the feed is not well-formed XML; it was read as far as it makes sense"
_MOST_BYTES = 8 * 1024 * 1024
"""The library takes about a second for each megabyte."""
_FULL = 100
"""Words from which a summary that does not break off is taken for the article."""
_ENDING = 80
_BREAKS_OFF = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.|&hellip;)\]|(?:read|continue|see) (?:more|on|reading)\W*)\s*$", re.IGNORECASE
)


def recognises(data: bytes, name: str) -> bool:
    """Whether its first element is that of a feed."""
    return root_name(data) in FEEDS


def read(data: bytes, name: str, options: Options) -> Documents:
    """The feed's items, in order."""
    check_size(data, name)
    if len(data) > _MOST_BYTES:
        raise ArticleError(f"{name} is a feed of more than {_MOST_BYTES // 2**20} MB; give it in several")
    if _ENTITY in data:
        raise ArticleError(f"{name} is a feed that declares entities of its own, which is not read")
    # Sanitising would take away the styles by which hidden text is told.
    try:
        feed = library("feedparser", "Feeds").parse(data, sanitize_html=False, resolve_relative_uris=False)
    except ValueError as error:
        raise ArticleError(f"{name} is a feed that cannot be read ({error})") from error
    if not feed.entries:
        raise ArticleError(f"{name} is a feed without items")
    notes = (_BROKEN,) if isinstance(feed.get("bozo_exception"), SAXException) else ()
    yield from numbered([_item(entry, feed.feed, notes) for entry in feed.entries], name)


def _item(entry: Any, feed: Any, notes: tuple[str, ...]) -> Item:  # noqa: ANN401 - the library has no type information
    text, hidden, language = _text(entry)
    headline = " ".join(_paragraphs(entry.get("title_detail", {}))[0]) or None
    body = [paragraph for paragraph in text if paragraph != headline]
    if not body:
        return Item(why="has no text")
    words = len(" ".join(body).split())
    if not entry.get("content") and (words < _FULL or _BREAKS_OFF.search(body[-1][-_ENDING:])):
        return Item(why=f"is only a teaser of {words} words; give the page itself")
    published = iso(entry.get("published"))
    # asked as a plain dictionary, as the library would give the other date where there is none
    updated = iso(dict.get(entry, "updated"))
    return article(
        headline,
        body,
        Metadata(
            outlet=" ".join(_paragraphs(feed.get("title_detail", {}))[0]),
            byline=entry.get("author_detail", {}).get("name"),
            published_at=published or updated,
            updated_at=updated if published and updated != published else None,
            url=entry.get("link"),
        ),
        language or feed.get("language"),
        notes + hidden,
    )


def _text(entry: Any) -> tuple[list[str], tuple[str, ...], str | None]:  # noqa: ANN401
    """The longest of what the item has for a text, with notes on it and the language that is declared for it."""
    held = [*entry.get("content", []), entry.get("summary_detail", {})]
    found = [(*_paragraphs(each), each.get("language")) for each in held]
    return max(found, key=lambda each: len(" ".join(each[0])))


def _paragraphs(held: Any) -> tuple[list[str], tuple[str, ...]]:  # noqa: ANN401
    value = held.get("value") or ""
    if held.get("type") == "text/plain" and "<" not in value:
        return plain_paragraphs(value), ()
    fragment = html_fragment(value)
    return ([], ()) if fragment is None else (paragraphs(fragment), notes_on(fragment))
