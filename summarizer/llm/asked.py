"""How large a request is, in tokens, before anybody has counted them."""

from __future__ import annotations

import json
from dataclasses import dataclass

BYTES_PER_TOKEN = 3.2
"""Cautious: English news prose has about 4.4, names and figures less, other scripts few letters but more bytes."""


def about(content: bytes) -> int:
    """About how many tokens a text has, given in UTF-8: rather too many than too few."""
    return int(len(content) / BYTES_PER_TOKEN) + 8


@dataclass(frozen=True, slots=True)
class Size:
    """A request's size in tokens."""

    prompt: int
    """About how many the prompt has, rather too many than too few."""
    most_prompt: int
    """More it cannot have: a token is at least a byte."""
    most_answer: int
    """More the answer may not have; 0 where the request sets no limit."""


def size_of(content: bytes) -> Size:
    """The size of the chat request whose body is ``content``."""
    body = json.loads(content)
    limit = body.get("max_completion_tokens") or body.get("max_tokens") or 0
    return Size(about(content), len(content), int(limit))
