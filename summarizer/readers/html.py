"""Pages of HTML, also saved ones: the article's text, and what the page says about it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.policy import default as policy
from typing import Any

from summarizer.errors import ArticleError
from summarizer.readers.decoding import decode, mark_of, opening
from summarizer.readers.document import Document, Documents, Options
from summarizer.readers.element import Element, local
from summarizer.readers.extras import library
from summarizer.readers.hidden import without_hidden
from summarizer.readers.notapage import why_no_article
from summarizer.readers.pagefacts import Page
from summarizer.readers.parts import article

_START = re.compile(r"(?:<\?xml[^>]*\?>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_CLOSED = re.compile(r"</(?:a|body|div|h[1-6]|head|li|p|script|span|style|t[dhr]|title|ul)\s*>", re.IGNORECASE)
_MANY = 5
"""Closed elements in the first kilobytes; an article in plain text may quote a tag or two."""
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{1,40})""")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_CONTROL = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]"
    r"|&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|[xX]0*(?:[0-8bcefBCEF]|1[\da-fA-F])(?![\da-fA-F]));?"
)
"""What the libraries that work on the tree would not put into it again."""
_HEAD = 4096
_DEEPEST = 250
"""Levels of elements that the libraries can be given: they call themselves for each."""
_MOST_ELEMENTS = 200_000
_AROUND = frozenset(["list", "quote", "div"])
_PARAGRAPHS = frozenset(["item", "p", "head"])
_MHTML = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?content-type:\s*multipart/related\b", re.IGNORECASE)


def recognises(data: bytes, name: str) -> bool:
    """Whether it begins as a page does, or has as many tags at its start as only pages have."""
    start = opening(data)
    return _START.match(start) is not None or (start.startswith("<") and len(_CLOSED.findall(start)) >= _MANY)


def recognises_mhtml(data: bytes, name: str) -> bool:
    """Whether it is a page saved as a single file: a mail of related parts by its form, from a browser."""
    head = data[:_HEAD].replace(b"\r\n", b"\n")
    related = _MHTML.match(head) is not None
    return related and (b"snapshot-content-location" in head.lower() or name.endswith((".mht", ".mhtml")))


def read(data: bytes, name: str, options: Options) -> Documents:
    """The article of a page."""
    declared = _CHARSET.search(data[:_HEAD]) or _XML_CHARSET.match(data[:_HEAD])
    encoding = declared[1].decode("ascii") if declared and mark_of(data) is None else None
    yield document_of(decode(data, name, encoding), name)


def read_mhtml(data: bytes, name: str, options: Options) -> Documents:
    """The article of a page saved as a single file; its first part of HTML is the page."""
    try:
        message: Any = message_from_bytes(data, policy=policy)
        part = next((each for each in message.walk() if each.get_content_type() == "text/html"), None)
        page = part.get_payload(decode=True) if part is not None else None
        charset = part.get_content_charset() if part is not None else None
        address = str(
            message.get("Snapshot-Content-Location") or (part is not None and part.get("Content-Location")) or ""
        )
    except (RecursionError, LookupError, ValueError, AttributeError, TypeError) as error:
        raise ArticleError(f"{name} is a saved page that cannot be read: {error}") from error
    if not page:
        raise ArticleError(f"{name} is a saved page without a part of HTML; save it anew")
    document = document_of(decode(page, name, charset), name)
    if document.metadata.url is None and address.startswith(("http://", "https://")):
        document = replace(document, metadata=replace(document.metadata, url=address))
    yield document


def document_of(text: str, name: str) -> Document:
    """The article of the page whose source is ``text``.

    Its headline comes first, then its paragraphs, headings and items of lists, each parted by an empty line; a row of
    a table is one, its cells parted by ``|``.

    Raises:
        ArticleError: it holds no article; the message says what it is instead.
        ConfigurationError: the extra is not installed.
    """
    trafilatura: Any = library("trafilatura", "HTML pages")
    tree = _parsed(text, name)
    page = Page(tree)
    metadata, language = page.metadata(), page.language()
    locked = page.record.get("isAccessibleForFree") in (False, "False", "false")
    password = bool(tree.xpath("//input[@type='password']"))
    scripts = sum(1 for _ in tree.iter("script"))
    notes = without_hidden(tree)
    links = {" ".join("".join(each.itertext()).split()) for each in tree.iter("a")}
    extracted = trafilatura.bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    found = list(_blocks(extracted.body)) if extracted is not None and extracted.body is not None else []
    why = why_no_article(
        found, links, title=page.title, is_article=page.is_article, locked=locked, password=password, scripts=scripts
    )
    if why is not None:
        raise ArticleError(f"{name} {why}")
    if locked:
        notes += ("the page says that it is not free: the article may go on behind the wall",)
    item = article(metadata.headline, found, metadata, language, notes)
    if item.document is None:
        raise ArticleError(f"{name} is a page of HTML in which no article was found; give the page of one article")
    return item.document


def _parsed(text: str, name: str) -> Element:
    html: Any = library("lxml.html", "HTML pages")
    cleaned = _DECLARATION.sub("", _CONTROL.sub(" ", text))
    etree: Any = library("lxml.etree", "HTML pages")
    try:
        tree = html.document_fromstring(cleaned, ensure_head_body=True)
    except (etree.LxmlError, ValueError) as error:
        raise ArticleError(f"{name} is HTML that cannot be read: {error}") from error
    for count, element in enumerate(tree.iter()):
        if count > _MOST_ELEMENTS:
            raise ArticleError(f"{name} is a page of more than {_MOST_ELEMENTS:,} elements, too many for an article")
        if not len(element) and sum(1 for _ in element.iterancestors()) > _DEEPEST:
            raise ArticleError(f"{name} is HTML nested deeper than {_DEEPEST} levels, which is not read")
    return tree


def _blocks(body: Element) -> Iterator[str]:
    """The paragraphs of what trafilatura found, in its own kind of XML."""
    for element in body:
        kind = local(element)
        if (
            kind in ("list", "quote", "div")
            and len(element)
            and any(local(each) in ("item", "p", "head") for each in element)
        ):
            if element.text and element.text.strip():
                yield " ".join(element.text.split())
            yield from _blocks(element)
        elif kind == "table":
            for row in element.iter("row"):
                cells = [" ".join("".join(cell.itertext()).split()) for cell in row if local(cell) == "cell"]
                if any(cells):
                    yield " | ".join(filter(None, cells))
        elif kind not in ("graphic", "lb"):
            yield from _lines(element)
        if element.tail and element.tail.strip():
            yield " ".join(element.tail.split())


def _lines(element: Element) -> Iterator[str]:
    """The text of a paragraph; two line breaks in a row part it."""
    for node in element.iter("lb"):
        node.text = "\n"
    for part in re.split(r"\n\s*\n", "".join(element.itertext())):
        if text := " ".join(part.split()):
            yield text
