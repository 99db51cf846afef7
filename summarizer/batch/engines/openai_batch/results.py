"""What a batch's files say: line by line, in any order, each request once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summarizer.batch.engines.openai_batch.records import Answer
from summarizer.llm import limits
from summarizer.llm.failures import is_final


class BrokenOff(Exception):
    """A file ends before its end, or holds what is no line of it."""


def answers_in(path: Path, *, strict: bool) -> Iterator[Answer]:
    """What each line of an output or error file says to its request.

    Args:
        path: the file, as it was downloaded.
        strict: raise ``BrokenOff`` at what is no line, instead of passing over it.
    """
    with path.open("rb") as file:
        for line in file:
            if not line.strip():
                continue
            answer = _answer(line)
            if answer is not None:
                yield answer
            elif strict:
                raise BrokenOff(f"a line of {len(line)} bytes is no answer")


def error_body(message: str, code: str | None = None) -> str:
    """An error as endpoints send it."""
    return json.dumps({"error": {"message": message, "type": None, "param": None, "code": code}})


def _answer(line: bytes) -> Answer | None:
    try:
        said = json.loads(line)
    except ValueError:
        return None
    if not isinstance(said, dict) or not isinstance(name := said.get("custom_id"), str):
        return None
    response = said.get("response")
    if isinstance(response, dict) and isinstance(body := response.get("body"), dict):
        return Answer(name, _status(response.get("status_code"), body), json.dumps(body).encode())
    error = said.get("error")
    message, code = _told(error)
    return Answer(name, None, error_body(message, code).encode())


def _status(status: object, body: dict[str, Any]) -> int | None:
    """The status of an answer; none where the request may be sent again, and another answer come."""
    if not isinstance(status, int) or not 200 <= status < 600:
        return None
    return None if status in limits.RETRIED_STATUSES and not is_final(body) else status


def _told(error: object) -> tuple[str, str | None]:
    if not isinstance(error, dict):
        return "the batch gave no answer", None
    code = error.get("code")
    return str(error.get("message") or code or "the batch gave no answer"), code if isinstance(code, str) else None
