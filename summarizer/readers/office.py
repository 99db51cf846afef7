"""Word processors' files, DOCX and ODT: paragraphs in order as a reader sees them, without tracked deletions.

``python-docx`` would leave out tracked insertions and content controls, and unpacks every picture.
"""

from __future__ import annotations

from collections.abc import Iterator

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError, ForeignFile
from summarizer.readers.archive import MAGIC, Archive
from summarizer.readers.document import Documents, Options
from summarizer.readers.element import Element, local
from summarizer.readers.hidden import HIDDEN
from summarizer.readers.markup import first, parse_xml, table_row, words
from summarizer.readers.parts import article, numbered

_DOCX, _DOCX_FACTS = "word/document.xml", "docProps/core.xml"
_ODT, _ODT_FACTS = "content.xml", "meta.xml"
_ENCRYPTED = bytes.fromhex("d0cf11e0a1b11ae1")
_OLD = "is a file of an old word processor, or encrypted; save it as DOCX without a password"
_NOT_TITLES = ("untitled", "document", "microsoft word", "dokument")
_NOT_AUTHORS = ("admin", "administrator", "user", "unknown", "python-docx", "author", "owner")
# what is not shown where it stands: deletions, notes and comments, the other half of a choice, field codes
_UNREAD = frozenset(
    ["del", "moveFrom", "delText", "instrText", "Fallback", "pict", "drawing", "pPr", "rPr", "sectPr",
     "tracked-changes", "annotation", "note", "sequence-decls", "forms", "table-of-content", "frame",
     "change", "deletion"]
)  # fmt: skip

_CHARACTERS = {"br": "\n", "cr": "\n", "line-break": "\n", "tab": " ", "s": " ", "noBreakHyphen": "\u2011"}
_ODT_TEXT = "opendocument:xmlns:text"


def recognises(data: bytes, name: str) -> bool:
    """Whether it is an archive, or the container that encrypted and old documents are in."""
    return data.startswith((MAGIC, _ENCRYPTED))


def read(data: bytes, name: str, options: Options) -> Documents:
    """The document as one article."""
    if data.startswith(_ENCRYPTED):
        raise ArticleError(f"{name} {_OLD}")
    archive = Archive(data, name)
    if _DOCX in archive:
        text, facts = _DOCX, _DOCX_FACTS
    elif _ODT in archive:
        text, facts = _ODT, _ODT_FACTS
    else:
        raise ForeignFile(f"{name} is an archive, but neither DOCX nor ODT; unpack it and give its files")
    body = parse_xml(archive.read(text), name)
    paragraphs = list(_blocks(body))
    notes = (HIDDEN,) if any(_is_hidden(run) for run in body.iter("{*}r")) else ()
    metadata, language = _facts(archive.read(facts), name) if facts in archive else (Metadata(), None)
    headline = metadata.headline if metadata.headline in paragraphs[:2] else None
    yield from numbered([article(headline, paragraphs, metadata, language, notes)], name)


def _blocks(element: Element) -> Iterator[str]:
    """The paragraphs under an element; those of a table row by row."""
    for child in element:
        name = local(child)
        if name in ("p", "h"):
            if text := "".join(_inline(child)).strip():
                yield text
            # text boxes stand inside the paragraph that they are anchored in
            for box in child.iter("{*}txbxContent"):
                around = next(up for up in box.iterancestors() if local(up) in ("p", "Fallback"))
                if around is child:
                    yield from _blocks(box)
        elif name in ("tr", "table-row"):
            yield from table_row([list(_blocks(cell)) for cell in child if local(cell) in ("tc", "table-cell")])
        elif name and name not in _UNREAD:
            yield from _blocks(child)


def _inline(element: Element) -> Iterator[str]:
    """The text of a paragraph; that of a DOCX stands in elements of its own, that of an ODT around and in any."""
    shows = local(element) == "t" or _ODT_TEXT in element.tag
    if shows:
        yield element.text or ""
    for child in element:
        kind = local(child)
        if kind in _CHARACTERS:
            yield _CHARACTERS[kind]
        elif kind and kind not in _UNREAD and not _is_hidden(child):
            yield from _inline(child)
        if shows:
            yield child.tail or ""


def _is_hidden(element: Element) -> bool:
    """Whether it is a run of a DOCX that cannot be seen: hidden as such, tiny, or white on no ground of its own."""
    properties = first(element, "rPr") if local(element) == "r" else None
    if properties is None:
        return False
    said = {local(each): _value(each) for each in properties}
    if said.get("vanish", "0") not in ("0", "false") or said.get("sz", "24") in ("0", "1", "2", "3"):
        return True
    if said.get("color", "").upper() != "FFFFFF" or "shd" in said or "highlight" in said:
        return False
    grounds = (first(up, kind, "shd") for up in element.iterancestors() for kind in ("pPr", "tcPr"))
    return all(ground is None for ground in grounds)


def _value(element: Element) -> str:
    """What a property is set to; one that is merely there is on."""
    return next((str(value) for name, value in element.attrib.items() if name.endswith("}val")), "on")


def _facts(data: bytes, name: str) -> tuple[Metadata, str | None]:
    """What the document's properties say, where it looks like what somebody wrote, and the language."""
    said: dict[str, str] = {}
    for element in parse_xml(data, name).iter():
        value = words(element) if not len(element) else None
        if value:
            said.setdefault(local(element), value)
    title, author = said.get("title", ""), said.get("creator") or said.get("initial-creator") or ""
    real = title and not title.lower().startswith(_NOT_TITLES)
    known = " " in author and not author.lower().startswith(_NOT_AUTHORS)
    return Metadata(headline=title if real else None, byline=author if known else None), said.get("language")
