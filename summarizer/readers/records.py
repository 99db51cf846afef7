"""JSON: an article, several, or one a line; the fields are told by their names."""

from __future__ import annotations

import json
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import Any

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError
from summarizer.readers import facts
from summarizer.readers.decoding import decode, mark_of, opening
from summarizer.readers.document import Broken, Documents, Options
from summarizer.readers.limits import MOST_BYTES
from summarizer.readers.markup import html_fragment, notes_on, paragraphs
from summarizer.readers.parts import Item, article, numbered

_JSON = re.compile(r"\{\s*(?:\"|\}|$)|\[\s*(?:\{|\[|\]|$)")
_NEXT = 4096
"""Bytes in which the second object begins, empty lines between."""
_TAG = re.compile(r"<(?:p|br|div|h[1-6]|li|html|body|article|section)\b[^<>]*>", re.IGNORECASE)
_PAGE = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_OWN = frozenset({"schema_version", "claims", "checks", "run"})
"""Fields that a summary of this program has."""
_HELD_IN = ("rendered", "html", "text", "value")
"""Where a text that is an object has it."""
_HAS_NO_TEXT = "has no field with a text that is known; name it with --text-field"


def recognises(data: bytes, name: str) -> bool:
    """Whether it begins as an object or a list of them does."""
    return _JSON.match(opening(data)) is not None


def recognises_lines(data: bytes, name: str) -> bool:
    """Whether it is a line for each object: two whole ones at the start, or one where the name says so."""
    if mark_of(data) in ("utf-16", "utf-32"):
        return False
    first, _, rest = data.removeprefix(BOM_UTF8).lstrip().partition(b"\n")
    if not first.startswith(b"{"):
        return False
    return name.endswith((".jsonl", ".ndjson")) or (first.rstrip().endswith(b"}") and rest[:_NEXT].lstrip()[:1] == b"{")


def read(data: bytes, name: str, options: Options) -> Documents:
    """The article, or those in a list, or in an object's one list."""
    try:
        held = json.loads(decode(data, name))
    except RecursionError:
        raise ArticleError(f"{name} is JSON nested too deep to be read") from None
    except ValueError as error:
        raise ArticleError(f"{name} is no valid JSON: {error}") from error
    records = _records(held, options)
    if records is None:
        raise ArticleError(f"{name} {_why_none(held, options)}")
    return numbered((_item(record, name, options) for record in records), name)


def read_lines(data: bytes, name: str, options: Options) -> Documents:
    """An article a line."""
    return from_lines(data.split(b"\n"), name, options)


def from_lines(lines: Iterable[bytes], name: str, options: Options) -> Documents:
    """An article of each line of JSON, numbered by lines; empty lines count and are passed over.

    Memory does not grow with them.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        part = str(number)
        if len(line) > MOST_BYTES:
            yield Broken(part, f"{name}, line {part}, has more than {MOST_BYTES // 2**20} MB")
            continue
        item = _of_line(line, f"{name}, line {part},", options)
        yield replace(item.document, part=part) if item.document else Broken(part, f"{name}, line {part}, {item.why}")


def _of_line(line: bytes, name: str, options: Options) -> Item:
    try:
        record = json.loads(decode(line, name))
    except RecursionError:
        return Item(why="is JSON nested too deep to be read")
    except ValueError as error:
        return Item(why=f"is no valid JSON: {error}")
    except ArticleError as error:
        return Item(why=str(error).removeprefix(f"{name} "))
    if not isinstance(record, dict):
        return Item(why="is no object with an article's fields")
    return _item(record, name, options)


def _records(held: object, options: Options) -> list[Any] | None:
    """The records of articles in a JSON document."""
    if isinstance(held, list):
        return held or None
    if not isinstance(held, dict) or held.keys() >= _OWN:
        return None
    if _text(held, options):
        return [held]
    lists = [
        value
        for value in held.values()
        if isinstance(value, list) and any(isinstance(each, dict) and _text(each, options) for each in value)
    ]
    return [each for each in lists[0] if isinstance(each, dict)] if len(lists) == 1 else None


def _why_none(held: object, options: Options) -> str:
    if isinstance(held, dict) and held.keys() >= _OWN:
        return "is a summary that this program made, no article"
    return _without_text(options) if isinstance(held, dict) and held else "holds no article"


def _without_text(options: Options) -> str:
    return f"has no text at {options.text_field!r}" if options.text_field else _HAS_NO_TEXT


def _item(record: object, name: str, options: Options) -> Item:
    if not isinstance(record, dict):
        return Item(why="is no object with an article's fields")
    if record.keys() >= _OWN:
        return Item(why="is a summary that this program made, no article")
    text = _text(record, options)
    if not text:
        return Item(why=_without_text(options))
    metadata, language = facts.metadata_of(record), facts.words_of(record, "language")
    if _PAGE.match(text):
        return _page(text, name, metadata, language)
    notes: tuple[str, ...] = ()
    found = [text.strip("\r\n")]
    if _TAG.search(text):
        fragment = html_fragment(text)
        found, notes = (paragraphs(fragment), notes_on(fragment)) if fragment is not None else ([], ())
    if metadata.headline and _opens_with(found, metadata.headline):
        item = article(None, found, metadata, language, notes)
        return replace(item, document=replace(item.document, metadata=metadata)) if item.document else item
    return article(metadata.headline, found, metadata, language, notes)


def _opens_with(found: list[str], headline: str) -> bool:
    first = found[0].lstrip().split("\n", 1)[0].strip() if found else ""
    return first.casefold() == headline.casefold()


def _page(text: str, name: str, metadata: Metadata, language: str | None) -> Item:
    """A whole page in a field; what the record says goes before what the page says."""
    from summarizer.readers.html import document_of

    try:
        document = document_of(text, name)
    except ArticleError as error:
        return Item(why=str(error).removeprefix(name).strip())
    known = {field: value for field, value in asdict(metadata).items() if value is not None}
    merged = replace(document.metadata, **known)
    return Item(replace(document, metadata=merged, language=language or document.language))


def _text(record: dict[str, Any], options: Options) -> str | None:
    """The article's text in a record, as it stands there."""
    if options.text_field:
        return _joined(_at(record, options.text_field))
    return next((text for value in facts.text_values(record) if (text := _joined(value))), None)


def _at(record: object, way: str) -> object:
    """What is at ``way``, names with dots between; a name may have a dot in it, too."""
    if not isinstance(record, dict):
        return None
    if way in record:
        return record[way]
    steps = (name for name in record if way.startswith(f"{name}."))
    return next((found for name in steps if (found := _at(record[name], way[len(name) + 1 :])) is not None), None)


def _joined(value: object) -> str | None:
    """A text, or the paragraphs of one: strings, or objects that have them."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, dict):
        return next((text for name in _HELD_IN if (text := _joined(value.get(name)))), None)
    if isinstance(value, list):
        return "\n\n".join(_strings(value)) or None
    return None


def _strings(values: list[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str) and value.strip():
            yield value.strip()
        elif isinstance(value, dict) and isinstance(text := value.get("text"), str) and text.strip():
            yield text.strip()
