"""XML that may come from anyone, and the paragraphs in it.

libxml2 refuses what grows: entities that amplify, text nodes of more than ten megabytes, more than 256 levels.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html.entities import html5

from summarizer.errors import ArticleError
from summarizer.readers.element import Element, local
from summarizer.readers.extras import library
from summarizer.readers.hidden import HIDDEN, is_hidden

XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_MOST_BYTES = 16 * 1024 * 1024
_MOST_TAGS = 500_000
_HEAD = 64 * 1024
"""Bytes in which the first element of an XML file has to begin; a comment before it may be long."""
_BLANK = re.compile(r"\s*")
_NAME = re.compile(r"<([A-Za-z_][\w.:-]*)")
_UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_NO_CHARACTERS = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"[ \t\r\n\f]+")
# of HTML, XHTML, NITF and NewsML alike
_BLOCKS = frozenset(
    ["address", "article", "aside", "block", "blockquote", "body", "body.content", "body.end", "body.head", "caption",
     "center", "dd", "div", "dl", "dt", "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
     "hedline", "hl1", "hl2", "hr", "li", "main", "nav", "nitf-table", "note", "ol", "p", "paragraph", "pre", "section",
     "table", "tbody", "tfoot", "thead", "title", "tr", "ul"]
)  # fmt: skip
_CELLS = frozenset(["td", "th"])
_UNREAD = frozenset(
    ["audio", "button", "canvas", "figure", "head", "iframe", "input", "media", "noscript", "object", "script",
     "select", "style", "svg", "template", "textarea", "video"]
)  # fmt: skip
"""What is not the text of an article: scripts, forms, pictures with their captions."""


def root_name(data: bytes) -> str | None:
    """The name of the first element, prefix left out; ``None`` where ``data`` does not begin as XML does."""
    if b"<" not in data[:_HEAD]:
        return None
    encoding = next((encoding for mark, encoding in _UTF16 if data.startswith(mark)), "latin-1")
    head = data[:_HEAD].decode(encoding, "replace").removeprefix("\ufeff").removeprefix("ï»¿")
    at = 0
    while True:
        at += len(_BLANK.match(head, at)[0])  # type: ignore[index]  # it matches anything
        if head.startswith("<?", at):
            end, after = head.find("?>", at), 2
        elif head.startswith("<!--", at):
            end, after = head.find("-->", at), 3
        elif head.startswith("<!DOCTYPE", at):
            inner, close = head.find("[", at), head.find(">", at)
            end, after = (head.find("]>", inner), 2) if 0 <= inner < close else (close, 1)
        else:
            match = _NAME.match(head, at)
            return match[1].rpartition(":")[2] if match else None
        if end < 0:
            return None
        at = end + after


def parse_xml(data: bytes, name: str) -> Element:
    """The root of an XML document, from which nothing was fetched and in which no entity was replaced.

    Raises:
        ArticleError: it is no well-formed XML, or too large, or it declares entities of its own.
        ConfigurationError: the extra is not installed.
    """
    etree = library("lxml.etree", "XML files")
    check_size(data, name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = f"{error.msg.partition(',')[0]}, line {error.lineno}"
        raise ArticleError(f"{name} is XML that cannot be read: {why}") from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise ArticleError(f"{name} is XML that declares entities of its own, which is not read")
    return root


def check_size(data: bytes | str, name: str) -> None:
    """Look at XML or HTML before a tree is made of it, which takes a hundred bytes and more for each tag.

    Raises:
        ArticleError: it is larger than an article, or a feed of articles, can be.
    """
    tags = data.count("<") + data.count("&lt;") if isinstance(data, str) else data.count(b"<") + data.count(b"&lt;")
    if len(data) > _MOST_BYTES or tags > _MOST_TAGS:
        most = f"{_MOST_BYTES // 2**20} MB or {_MOST_TAGS:,} tags"
        raise ArticleError(f"{name} has more than {most}, too much for an article or a feed of them")


def html_fragment(text: str) -> Element | None:
    """The root of a piece of HTML, or of a page; ``None`` where nothing is in it."""
    html = library("lxml.html", "Pieces of HTML")
    # the parser takes neither control characters nor a declaration of an encoding in what is decoded already
    cleaned = _DECLARATION.sub("", _NO_CHARACTERS.sub("", text))
    try:
        return html.document_fromstring(cleaned)
    except html.etree.ParserError:
        return None


def content(element: Element) -> list[str]:
    """The paragraphs of an element that holds a text: as elements, as HTML written out, or plain with empty lines."""
    text = element.text or ""
    if any(local(child) for child in element):
        return paragraphs(element, keep=frozenset([local(element)]))
    if text.lstrip().startswith("<"):
        fragment = html_fragment(text)
        return [] if fragment is None else paragraphs(fragment)
    return plain_paragraphs("".join(element.itertext()))


def plain_paragraphs(text: str) -> list[str]:
    """Those of plain text, parted by empty lines; other line breaks stay, indentation does not."""
    blocks = re.split(r"\n[ \t]*(?:\n[ \t]*)+", text.replace("\r\n", "\n").strip())
    return ["\n".join(line.strip() for line in block.split("\n")) for block in blocks if block.strip()]


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """The elements of these names under ``element``, whatever their namespaces, in order."""
    wanted = set(names)
    return (found for found in element.iter() if found is not element and local(found) in wanted)


def first(element: Element | None, *path: str) -> Element | None:
    """The first element that is reached from ``element`` by way of children of these names."""
    for name in path:
        if element is None:
            return None
        element = next((child for child in element if local(child) == name), None)
    return element


def words(element: Element | None) -> str | None:
    """The text in ``element`` on one line; ``None`` where there is none."""
    return None if element is None else " ".join(paragraphs(element, keep=frozenset([local(element)]))) or None


def paragraphs(element: Element, *, keep: frozenset[str] = frozenset()) -> list[str]:
    """The paragraphs under ``element`` in order, white space in them as a page shows it.

    A row of a table with short cells is one, its cells parted by ``|``. Hidden elements are left out, as are
    those that are no text, but for names in ``keep``.
    """
    flow = _Flow(keep)
    flow.walk(element)
    flow.close()
    return flow.paragraphs


class _Flow:
    def __init__(self, keep: frozenset[str]) -> None:
        self.paragraphs: list[str] = []
        self._open: list[str] = []
        self._unread = _UNREAD - keep

    def close(self) -> None:
        text = _SPACE.sub(" ", "".join(self._open)).strip(" ")
        if text.strip():
            self.paragraphs.append(text)
        self._open.clear()

    def walk(self, element: Element) -> None:
        """Take in ``element``; recursion is bounded by the depth that the parser allows."""
        name = local(element).lower()
        if not name:
            self._open.append(_entity(element))
        elif name == "br":
            self.close()
        elif name == "tr":
            self._row(element)
        elif name not in self._unread and not is_hidden(element):
            block = name in _BLOCKS
            if block:
                self.close()
            self._open.append(element.text or "")
            for child in element:
                self.walk(child)
                self._open.append(child.tail or "")
            if block:
                self.close()

    def _row(self, row: Element) -> None:
        self.close()
        cells = [paragraphs(cell) for cell in row if local(cell).lower() in _CELLS and not is_hidden(cell)]
        self.paragraphs += table_row(cells)


_CELL = 80
"""Characters up to which a cell is part of a line; a longer one is a paragraph of a page laid out as a table."""


def table_row(cells: list[list[str]]) -> list[str]:
    """The paragraphs of a table's row, given its cells': a line where all are short, else one after the other."""
    filled = [cell for cell in cells if cell]
    if all(len(cell) == 1 and len(cell[0]) <= _CELL for cell in filled):
        return [" | ".join(cell[0] for cell in filled)] if filled else []
    return [paragraph for cell in filled for paragraph in cell]


def notes_on(*elements: Element | None) -> tuple[str, ...]:
    """A note where something in the elements is hidden that says something."""
    inside = (each for element in elements if element is not None for each in element.iter() if local(each))
    hidden = any(is_hidden(each) and "".join(each.itertext()).strip() for each in inside)
    return (HIDDEN,) if hidden else ()


def _entity(node: Element) -> str:
    """The character that a reference stands for whose declaration was not fetched; nothing for a comment."""
    text = node.text or ""
    return html5.get(text[1:], "") if text.startswith("&") else ""
