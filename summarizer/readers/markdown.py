"""Markdown: the text that it stands for, and what its front matter says.

Offsets count in the text without the marks: a claim is not to be quoted with asterisks and addresses in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError
from summarizer.readers import facts
from summarizer.readers.decoding import decode, opening
from summarizer.readers.document import Document, Documents, Options
from summarizer.readers.parts import article

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\A\ufeff?(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<lines>.*?\n)(?P=mark)[ \t]*(?:\r?\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]*)\s*[:=]\s*(?P<value>\S.*?)?\s*$")
_ITEM = re.compile(r"\s+-\s+(?P<value>\S.*?)\s*$")
_ENDINGS = (".md", ".markdown", ".mdown", ".mkd")
_DEEPEST = 100
"""Levels of quotations and lists in each other."""


def recognises(data: bytes, name: str) -> bool:
    """Whether it begins with front matter that has a title or a date; or is called Markdown."""
    if name.endswith(_ENDINGS):
        return True
    start = opening(data)
    front = _FRONT.match(start) if start.startswith(("---", "+++")) else None
    return front is not None and bool({"title", "headline", "date"} & _fields(front["lines"]).keys())


def read(data: bytes, name: str, options: Options) -> Documents:
    """The article."""
    text = decode(data, name)
    front = _FRONT.match(text)
    record = _fields(front["lines"]) if front else {}
    said = facts.metadata_of(record)
    found = list(_paragraphs(text[front.end() :] if front else text))
    headline = said.headline or next((words for kind, words in found[:1] if kind == "h1"), None)
    paragraphs = [words for _, words in found]
    if headline is None:
        if not paragraphs:
            raise ArticleError(f"{name} holds no sentences to summarise")
        yield Document("\n\n".join(paragraphs), said if record else Metadata())
        return
    item = article(headline, paragraphs, said, facts.words_of(record, "language"))
    if item.document is None:
        raise ArticleError(f"{name} {item.why}")
    yield item.document


def _fields(lines: str) -> dict[str, object]:
    """Names and values in front matter: on one line, or lists of one level; YAML's other forms are passed over."""
    found: dict[str, object] = {}
    last = ""
    for line in lines.splitlines():
        if field := _FIELD.match(line):
            last = field["name"].lower()
            found[last] = _unquoted(field["value"] or "")
        elif (item := _ITEM.match(line)) and last:
            values = found[last] if isinstance(found[last], list) else []
            found[last] = [*values, _unquoted(item["value"])]  # type: ignore[misc]
    return found


def _unquoted(value: str) -> object:
    if value[:1] == "[" and value[-1:] == "]":
        return [_unquoted(each.strip()) for each in value[1:-1].split(",") if each.strip()]
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value


def _paragraphs(text: str) -> Iterator[tuple[str, str]]:
    """Paragraphs, headings, items of lists and rows of tables in order: the element's name and its words."""
    from markdown_it import MarkdownIt

    around: list[str] = []
    cells: list[str] = []
    for token in MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").parse(text):
        if token.nesting == 1:
            around.append(token.tag)
        elif token.nesting == -1:
            around.pop()
            if token.type == "tr_close" and any(cells):
                yield "tr", " | ".join(filter(None, cells))
                cells = []
        elif token.type == "inline":
            words = " ".join("".join(_words(token)).split())
            if "tr" in around:
                cells.append(words)
            elif words:
                yield around[-1], words
        elif token.type in ("fence", "code_block") and token.content.strip():
            yield "pre", token.content.strip()


def _words(token: Token) -> Iterator[str]:
    """The words in an inline token; pictures and HTML are none."""
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            yield child.content
        elif child.type in ("softbreak", "hardbreak"):
            yield " "
