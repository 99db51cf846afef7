"""What a model is trusted with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Asks = Literal["article", "questions", "nothing"]
ASKS: tuple[Asks, ...] = get_args(Asks)


@dataclass(frozen=True, slots=True)
class Profile:
    """How a model is used, and how far its word counts."""

    asks: Asks
    """``article``: it drafts the whole article; ``questions``: it answers closed questions; ``nothing``: no model."""
    context_tokens: int
    """Prompt and answer together must fit into this."""
    output_tokens: int
    """Most tokens of one answer, unless the caller asks for fewer."""
    soft_signals_bind: bool
    """Whether the lexical layer's soft signals overrule the model."""
