"""The formats of an evaluation. Apart from what draws them, so that help needs nothing slow."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, get_args

EvalFormat = Literal["terminal", "json", "html"]
EVAL_FORMATS: tuple[EvalFormat, ...] = get_args(EvalFormat)
_ENDINGS: dict[str, EvalFormat] = {".json": "json", ".html": "html", ".htm": "html"}


def format_of(path: Path) -> EvalFormat | None:
    """The format that the ending of a file's name stands for, if any."""
    return _ENDINGS.get(path.suffix.lower())
