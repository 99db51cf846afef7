"""What the journal tells: requests, batches and answers, as plain data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

State = Literal["composed", "uploading", "uploaded", "submitting", "submitted", "collected"]
"""How far a batch has come; see ``docs/engines.md``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A request that has no answer yet."""

    name: str
    """Its ``custom_id``."""
    line: bytes
    """Its line of the request file."""
    tokens: int
    """About how many its prompt has."""
    most_tokens: int
    """More than that it cannot take."""
    most_usd: float
    """More than that it cannot cost."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch, as far as it has come."""

    number: int
    marker: str
    state: State
    since: float
    """Unix time of the last change of state."""
    file: str | None
    """The provider's name of the request file."""
    batch: str | None
    """The provider's name of the batch."""


@dataclass(frozen=True, slots=True)
class Load:
    """Requests taken together."""

    requests: int = 0
    tokens: int = 0
    most_tokens: int = 0
    most_usd: float = 0.0

    def __add__(self, other: Load) -> Load:
        return Load(
            self.requests + other.requests,
            self.tokens + other.tokens,
            self.most_tokens + other.most_tokens,
            self.most_usd + other.most_usd,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What a batch says to one request: an HTTP status and a JSON body; or no status, where it was lost."""

    name: str
    status: int | None
    body: bytes

    @property
    def said(self) -> dict[str, Any]:
        """The decoded body."""
        decoded: dict[str, Any] = json.loads(self.body)
        return decoded
