"""What a page says about its article: JSON-LD first, then meta elements, then what it shows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from summarizer.article.model import Metadata
from summarizer.readers import facts
from summarizer.readers.element import Element
from summarizer.readers.markup import words
from summarizer.readers.moments import iso
from summarizer.readers.parts import without_by

_ARTICLE = re.compile(r"(?:\w*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting)$")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(https?://\S+)")
_SITE_BEHIND = re.compile(r"\s+[|–—·•-]\s+[^|–—·•]{2,40}$")
_LOWER = "translate(@{}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
_META = f"//meta[{_LOWER.format('property')}=$name or {_LOWER.format('name')}=$name or @itemprop=$name]/@content"
_TIMES = "//time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav)]/@datetime"
_BYLINE = re.compile(r"By\s+[A-Z]\S+(?:\s+\S+){1,9}")
_DEEPEST = 20


class Page:
    """A parsed page, before anything is taken out of it."""

    def __init__(self, tree: Element) -> None:
        self._tree = tree
        self.record: facts.Record = next(_records(tree), {})
        """The article's JSON-LD; empty where there is none."""
        self.is_article = bool(self.record) or self.meta("og:type") in ("article", "news", "news.article")
        self.title = words(next(iter(tree.iter("title")), None)) or ""

    def meta(self, *names: str) -> str | None:
        """The content of the first meta element of one of these names that has any."""
        for name in names:
            for content in self._tree.xpath(_META, name=name):
                if content.strip():
                    return " ".join(content.split())
        return None

    def metadata(self) -> Metadata:
        """What the page says about its article."""
        said = facts.metadata_of(self.record)
        author = self.meta("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
        times = self._tree.xpath(
            "//time[@datetime][not(ancestor::aside or ancestor::footer or ancestor::nav)]/@datetime"
        )
        return Metadata(
            headline=self._headline(said.headline),
            outlet=said.outlet or self.meta("og:site_name", "application-name", "publisher", "dc.publisher"),
            byline=said.byline or (None if facts.is_address(author) else without_by(author)) or self._shown_byline(),
            published_at=said.published_at
            or iso(self.meta("article:published_time", "datepublished", "datePublished", "og:published_time"))
            or iso(next(iter(self._tree.xpath("//time[@itemprop='datePublished']/@datetime")), None))
            or iso(self.meta("date", "pubdate", "publishdate", "publish-date", "dc.date", "dcterms.created"))
            or next(filter(None, map(iso, times)), None),
            updated_at=said.updated_at
            or iso(self.meta("article:modified_time", "datemodified", "dateModified", "og:updated_time"))
            or iso(next(iter(self._tree.xpath("//time[@itemprop='dateModified']/@datetime")), None))
            or iso(self.meta("last-modified", "dcterms.modified")),
            url=self._address(said.url),
        )

    def language(self) -> str | None:
        """The language that the page declares."""
        declared = self._tree.get("lang") or self._tree.get("{http://www.w3.org/XML/1998/namespace}lang")
        return declared or facts.words_of(self.record, "language") or self.meta("content-language", "og:locale")

    def _headline(self, said: str | None) -> str | None:
        """The heading that the page shows, where it is the one that the page is announced with; else that."""
        announced = said or self.meta("og:title", "twitter:title") or self.title
        shown: list[str] = [text for element in self._tree.iter("h1") if (text := words(element))]
        if len(shown) == 1 and not said and not self.meta("og:title"):
            return shown[0]
        known = set(f"{said or ''} {self.meta('og:title') or ''} {self.title}".casefold().split())
        for text in shown:
            own = text.casefold().split()
            if len(own) > 1 and (not known or 2 * len(known.intersection(own)) >= len(own)):
                return text
        return said or _SITE_BEHIND.sub("", announced) or (shown[0] if shown else None)

    def _shown_byline(self) -> str | None:
        for element in self._tree.xpath("//*[@rel='author' or @itemprop='author' or contains(@class, 'byline')]"):
            text = words(element)
            if text and len(text) <= 100 and (element.get("class") is None or _BYLINE.fullmatch(text)):
                return without_by(text)
        return None

    def _address(self, said: str | None) -> str | None:
        base = next((url for url in (said, self.meta("og:url")) if url), "")
        for url in (*self._tree.xpath("//link[@rel='canonical']/@href"), base, *self._saved_from()):
            try:
                whole: str = urljoin(base, url.strip())
            except ValueError:  # no address at all
                continue
            if facts.is_address(whole):
                return whole
        return None

    def _saved_from(self) -> Iterator[str]:
        for comment in self._tree.xpath("//comment() | /comment()"):
            if match := _SAVED_FROM.search(comment.text or ""):
                yield match[1]


def _records(tree: Element) -> Iterator[dict[str, Any]]:
    """The articles in a page's JSON-LD; a block that is broken is passed over, as browsers do."""
    for script in tree.xpath("//script[contains(@type, 'ld+json')]"):
        try:
            held = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles(held, 0)


def _articles(held: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(held, list):
        for each in held:
            yield from _articles(each, depth + 1)
    elif isinstance(held, dict):
        kinds = held.get("@type")
        named = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE.match(kind) for kind in named):
            yield held
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(held.get(name), depth + 1)
