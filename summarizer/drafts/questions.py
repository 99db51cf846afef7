"""What a small model is asked: closed questions, and the wording of the brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, create_model


class BriefDraft(BaseModel):
    """The wording of a brief over claims that are already checked."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)

    sentences: list[str] = Field(min_length=1)
    """The sentences in order, one for each line shown."""


def answers_model(options: Sequence[Sequence[str]]) -> type[BaseModel]:
    """A schema with one field per question (``q1`` …), each bound to its options.

    Args:
        options: the options of each question, in order.
    """
    fields = {f"q{number}": (Literal[tuple(choices)], ...) for number, choices in enumerate(options, 1)}
    return create_model("Answers", __config__=ConfigDict(extra="forbid"), **fields)  # type: ignore[call-overload, no-any-return]
