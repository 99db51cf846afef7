"""What a record says about an article: fields told by their common names, in JSON of any house and in JSON-LD."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from summarizer.article.model import Metadata
from summarizer.readers.moments import iso
from summarizer.readers.parts import without_by

Record = Mapping[str, Any]
_LONGEST = 500
"""Characters beyond which a value is no headline, name or date."""
_VALUES = ("name", "rendered", "@value", "value", "#text", "text", "headline", "url", "@id")
"""Where a value that is an object has its words."""
_MILLISECONDS = 1e11
"""Beyond this, a moment that is a number counts milliseconds."""


def words_of(record: Record, kind: str) -> str | None:
    """The first of the fields called ``kind`` in ``fields.toml`` that holds words, on one line."""
    for value in _values(record, kind):
        text = " ".join((_words(value) or "").split())
        if 0 < len(text) <= _LONGEST:
            return text
    return None


def metadata_of(record: Record) -> Metadata:
    """What ``record`` says about its article."""
    url = words_of(record, "url")
    return Metadata(
        headline=words_of(record, "headline"),
        outlet=words_of(record, "outlet"),
        agency=words_of(record, "agency"),
        byline=without_by(words_of(record, "byline")),
        place=words_of(record, "place"),
        published_at=_moment(record, "published"),
        updated_at=_moment(record, "updated"),
        url=url if is_address(url) else None,
    )


def is_address(value: str | None) -> bool:
    """Whether it is an address of the web."""
    try:
        parts = urlsplit(value or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def text_values(record: Record) -> list[Any]:
    """The values of the fields that may hold the text, the likeliest first."""
    return list(_values(record, "text"))


def _moment(record: Record, kind: str) -> str | None:
    for value in _values(record, kind):
        if isinstance(value, int | float) and not isinstance(value, bool):
            try:
                seconds = value / 1000 if abs(value) > _MILLISECONDS else value
                return datetime.fromtimestamp(seconds, UTC).isoformat()
            except (ValueError, OverflowError, OSError):
                continue
        if found := iso(_words(value)):
            return found
    return None


def _values(record: Record, kind: str) -> Sequence[Any]:
    by_name = {_plain(name): value for name, value in reversed(list(record.items())) if isinstance(name, str)}
    return [by_name[name] for name in _names()[kind] if by_name.get(name) not in (None, "", [], {})]


def _words(value: object) -> str | None:
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return next((each for name in _VALUES if isinstance(each := value.get(name), str) and each.strip()), None)
    if isinstance(value, list):
        return ", ".join(each for item in value if not isinstance(item, list) and (each := _words(item))) or None
    return None


def _plain(name: str) -> str:
    """A field's name without what houses write differently: ``article_body`` and ``articleBody`` are one."""
    return name.lower().replace("-", "").replace("_", "").replace(".", "").replace(" ", "").replace(":", "")


@cache
def _names() -> dict[str, list[str]]:
    data = files("summarizer.readers") / "data" / "fields.toml"
    return tomllib.loads(data.read_text(encoding="utf-8"))
