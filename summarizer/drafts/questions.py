"""What a small model is asked: closed questions, and the wording of the brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

_STRICT = ConfigDict(extra="forbid")


def choices_model(options: Sequence[Sequence[str]]) -> type[BaseModel]:
    """A schema with one field for each question (``q1`` …), bound to that question's options."""
    fields = {f"q{number}": (Literal[tuple(choices)], ...) for number, choices in enumerate(options, 1)}
    return create_model("Choices", __config__=_STRICT, **fields)  # type: ignore[call-overload, no-any-return]


def lines_model(count: int) -> type[BaseModel]:
    """A schema with one sentence for each of ``count`` lines (``line1`` …)."""
    fields = {f"line{number}": (str, Field(min_length=1)) for number in range(1, count + 1)}
    return create_model("Lines", __config__=_STRICT, **fields)  # type: ignore[call-overload, no-any-return]
