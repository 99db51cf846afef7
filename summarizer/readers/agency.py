"""XML of news agencies: NewsML-G2, NewsML 1, NITF, and what they made up themselves."""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.errors import ArticleError
from summarizer.readers import nitf
from summarizer.readers.document import Documents, Options
from summarizer.readers.element import Element, local
from summarizer.readers.feed import FEEDS
from summarizer.readers.markup import parse_xml, root_name
from summarizer.readers.newsml import g2_items, newsml1_items
from summarizer.readers.ownxml import own_items
from summarizer.readers.parts import Item, numbered

_PAGES = frozenset(["html", "HTML"])
_G2 = frozenset(["newsMessage", "newsItem", "packageItem"])


def recognises(data: bytes, name: str) -> bool:
    """Whether it opens as XML does and is neither a page nor a feed.

    Without an XML declaration, an element that opens a text may be part of it: then the name decides.
    """
    root = root_name(data)
    if root is None or root in _PAGES or root in FEEDS:
        return False
    known = root in _G2 or root in ("NewsML", "nitf")
    return (
        known
        or data[:100].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith((b"<?xml", b"<\0?\0"))
        or name.endswith(".xml")
    )


def read(data: bytes, name: str, options: Options) -> Documents:
    """The stories in it, in order."""
    items = list(_items(parse_xml(data, name)))
    if not items:
        raise ArticleError(f"{name} is XML in which no article was found")
    yield from numbered(items, name)


def _items(root: Element) -> Iterator[Item]:
    kind = local(root)
    if kind in _G2:
        return g2_items(root)
    if kind == "NewsML":
        return newsml1_items(root)
    if kind == "nitf":
        return iter([nitf.item(root)])
    return own_items(root)
