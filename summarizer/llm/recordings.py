"""The store of recorded responses: cache, ``--record``/``--replay`` and test cassettes in one.

A recording is found by what was asked, never by order. Its key is the SHA-256 of the request in
canonical JSON: who is asked, method, path below the base URL, and the whole body. Host, headers and
secrets are no part of it, except that an endpoint without a name of its own is known by its URL.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from summarizer.errors import ModelError
from summarizer.files import replace
from summarizer.llm.failures import quoted

FORMAT = 1
_KEY_IN_NAME = 16
_COMPARED = 500
_SHOWN_DIFFERENCES = 3
_AROUND = 30
_MISSING = object()


class StoreFailed(ModelError):
    """The folder of recordings cannot be read or written: the disk is full, or permissions changed."""


class BrokenRecording(ModelError):
    """A file in the store is no recording, or not of the request that it is named for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What identifies a request."""

    provider: str
    """Who is asked: ``ModelSpec.identity``."""
    method: str
    """``POST``."""
    path: str
    """Below the base URL: ``/chat/completions``."""
    body: Mapping[str, Any]
    """The decoded JSON body."""

    @property
    def key(self) -> str:
        """SHA-256 of the canonical JSON, hexadecimal."""
        return hashlib.sha256(canonical(asdict(self)).encode()).hexdigest()

    @property
    def slug(self) -> str:
        """The model's name as it may stand in a file name."""
        return re.sub(r"[^a-z0-9.]+", "-", str(self.body.get("model", "")).lower()).strip("-.")[-60:] or "model"


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording."""

    asked: Asked
    """The request."""
    status: int
    """HTTP status of the response."""
    body: Mapping[str, Any]
    """Its decoded JSON body, as the endpoint sent it."""
    model: str
    """Which model answered: ``ModelSpec.name``."""
    recorded_at: str
    """When, ISO 8601 in UTC."""


class Recordings:
    """A folder of recordings, one JSON file each. Any number of processes may use it at a time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path_of(self, asked: Asked) -> Path:
        """Where the recording of ``asked`` is, or would be."""
        return self.folder / f"{asked.slug}-{asked.key[:_KEY_IN_NAME]}.json"

    def find(self, asked: Asked) -> Recorded | None:
        """The recording of ``asked``, if there is one.

        Raises ``BrokenRecording`` where its file is none, ``StoreFailed`` where it cannot be read.
        """
        path = self.path_of(asked)
        try:
            recorded = _read(path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreFailed(f"the recording {path} cannot be read: {error.strerror or error}") from None
        if recorded.asked != asked:
            raise BrokenRecording(f"{path} does not hold the request that it is named for; delete it and record again")
        return recorded

    def keep(self, recorded: Recorded) -> Path:
        """Write a recording so that a reader sees it whole or not at all. Raises ``StoreFailed`` where it cannot."""
        path = self.path_of(recorded.asked)
        content = {
            "format": FORMAT,
            "key": recorded.asked.key,
            "model": recorded.model,
            "recorded_at": recorded.recorded_at,
            "request": asdict(recorded.asked),
            "response": {"status": recorded.status, "body": recorded.body},
        }
        text = json.dumps(content, ensure_ascii=False, indent=2, allow_nan=False) + "\n"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace(path, text.encode(), durable=True)
        except OSError as error:
            raise StoreFailed(f"the answer cannot be recorded in {self.folder}: {error.strerror or error}") from None
        return path

    def explain_miss(self, asked: Asked) -> str:
        """Why ``asked`` has no recording: what in it differs from the nearest one."""
        # In a large store those of the same model are looked at, the newest first.
        paths = sorted(self.folder.glob("*.json"), key=lambda path: -path.stat().st_mtime)
        paths.sort(key=lambda path: not path.name.startswith(f"{asked.slug}-"))
        compared = [(path, other) for path in paths[:_COMPARED] if (other := _asked_in(path)) is not None]
        if not compared:
            return f"{self.folder} holds no recordings"
        flat, opening = dict(_leaves(asdict(asked))), _messages(asked)[:1]

        def apart(each: tuple[Path, Asked]) -> tuple[bool, float, str]:
            # The same instructions tell more of what a request is for than any likeness of articles.
            path, other = each
            return _messages(other)[:1] != opening, _distance(flat, dict(_leaves(asdict(other)))), path.name

        nearest, other = min(compared, key=apart)
        told = list(_differences(flat, dict(_leaves(asdict(other)))))
        more = len(told) - _SHOWN_DIFFERENCES
        reask = any(_continues(asked, other) for _, other in compared)
        return (
            f"the nearest of {len(compared)}, {nearest.name}, differs: {'; '.join(told[:_SHOWN_DIFFERENCES])}"
            + (f"; and in {more} more" if more > 0 else "")
            + (" (this is a re-ask: a recorded first answer no longer passes)" if reask else "")
        )


def canonical(value: object) -> str:
    """``value`` as JSON in the one form that is hashed: keys sorted, no spaces, nothing escaped without need."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def utc_text(now: datetime) -> str:
    """A time as recordings write it."""
    return now.replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _read(path: Path) -> Recorded:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise BrokenRecording(f"{path} is a recording of format {content['format']!r}, not {FORMAT}")
        asked = Asked(**content["request"])
        response = content["response"]
        recorded = Recorded(asked, response["status"], response["body"], content["model"], content["recorded_at"])
        sound = isinstance(asked.body, dict) and isinstance(recorded.body, dict) and isinstance(recorded.status, int)
        whole = sound and content["key"] == asked.key
    except (ValueError, LookupError, TypeError) as error:
        raise BrokenRecording(f"{path} is not a recording ({quoted(str(error))}); delete it and record again") from None
    if not whole:
        raise BrokenRecording(f"{path} was changed: its key does not fit its request; delete it and record again")
    return recorded


def _asked_in(path: Path) -> Asked | None:
    """The request that a file records; ``None`` where the file is no recording, and so nothing to compare with."""
    try:
        return _read(path).asked
    except (OSError, BrokenRecording):
        return None


def _messages(asked: Asked) -> list[object]:
    messages = asked.body.get("messages")
    return messages if isinstance(messages, list) else []


def _continues(asked: Asked, other: Asked) -> bool:
    """Whether ``asked`` goes on with the conversation of ``other``."""
    said, begun = _messages(asked), _messages(other)
    return 0 < len(begun) < len(said) and said[: len(begun)] == begun


def _leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    if isinstance(value, Mapping) and value:
        for name, each in value.items():
            yield from _leaves(each, f"{path}.{name}" if path else str(name))
    elif isinstance(value, list) and value:
        for number, each in enumerate(value):
            yield from _leaves(each, f"{path}[{number}]")
    else:
        yield path, value


def _distance(ours: Mapping[str, object], theirs: Mapping[str, object]) -> float:
    return sum(_apart(ours.get(path, _MISSING), theirs.get(path, _MISSING)) for path in ours.keys() | theirs.keys())


def _apart(ours: object, theirs: object) -> float:
    if ours == theirs:
        return 0.0
    if isinstance(ours, str) and isinstance(theirs, str):
        same = _same(ours, theirs)
        rest = _same(ours[same:][::-1], theirs[same:][::-1])
        return 1.0 - (same + rest) / max(len(ours), len(theirs))
    return 1.0


def _same(one: str, other: str) -> int:
    """Length of the beginning that both share; by halves, for whole articles stand in here."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _differences(ours: Mapping[str, object], theirs: Mapping[str, object]) -> Iterator[str]:
    for path in [*ours, *(path for path in theirs if path not in ours)]:
        here, there = ours.get(path, _MISSING), theirs.get(path, _MISSING)
        if here == there:
            continue
        shown = path.removeprefix("body.")
        if there is _MISSING:
            yield f"{shown} is not in the recording"
        elif here is _MISSING:
            yield f"{shown} is only in the recording"
        elif isinstance(here, str) and isinstance(there, str) and max(len(here), len(there)) > 2 * _AROUND:
            at = _same(here, there)
            yield f"{shown} differs at character {at}: {_piece(here, at)} now, {_piece(there, at)} in the recording"
        else:
            yield f"{shown} is {_brief(here)} now, {_brief(there)} in the recording"


def _piece(text: str, at: int) -> str:
    start, end = max(0, at - _AROUND), at + _AROUND
    piece = ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
    return json.dumps(piece, ensure_ascii=False)


def _brief(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 3 * _AROUND else text[: 3 * _AROUND] + "…"
