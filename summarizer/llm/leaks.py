"""Keeps the instructions that a model was given out of what it answers.

An article may talk a model into repeating its prompt. Prompts may be somebody's own, and are no part of a summary.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)

WITHHELD = "[withheld]"
"""Stands where an answer repeated its instructions."""
_RUN = 8
"""Words in a row that nobody writes alike by chance."""
_SHORTEST = 2 * _RUN - 1
"""Characters of the shortest run."""
_WORD = re.compile(r"\w+")
# Nothing that a text may hold; they would drive a terminal, or end a string.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Confidential:
    """The instructions in ``messages``: what their system turns say and their other turns do not."""

    def __init__(self, messages: Sequence[Mapping[str, str]]) -> None:
        instructions = "\n".join(m["content"] for m in messages if m["role"] == "system")
        self._secret, self._heads = _runs(instructions), _heads(instructions)
        self._shown = "\n".join(m["content"] for m in messages if m["role"] == "user")

    def masked(self, text: str) -> str:
        """``text`` without runs of the instructions' words, and without control characters."""
        if not text.isprintable():
            text = _CONTROLS.sub("", text)
        if len(text) < _SHORTEST:
            return text
        words = [word.casefold() for word in _WORD.findall(text)]
        hits = [
            at
            for at in range(len(words) - _RUN + 1)
            if words[at] in self._heads
            and (run := tuple(words[at : at + _RUN])) in self._secret
            and run not in _runs(self._shown)
        ]
        if not hits:
            return text
        places = [match.span() for match in _WORD.finditer(text)]
        for first, last in reversed(_stretches(hits)):
            text = f"{text[: places[first][0]]}{WITHHELD}{text[places[last + _RUN - 1][1] :]}"
        return text

    def cleared(self, answer: T) -> T:
        """``answer`` with all its texts masked; the same object where nothing is."""
        fields = vars(answer)
        changed = {name: clear for name, value in fields.items() if (clear := self._value(value)) is not value}
        return answer.model_copy(update=changed) if changed else answer

    def _value(self, value: Any) -> Any:  # noqa: ANN401 - whatever a field holds
        if isinstance(value, str):
            masked = self.masked(value) or WITHHELD
            return value if masked == value else masked
        if isinstance(value, BaseModel):
            return self.cleared(value)
        if not isinstance(value, list):
            return value
        clear = [self._value(each) for each in value]
        return clear if any(one is not other for one, other in zip(clear, value, strict=True)) else value


@lru_cache(maxsize=16)
def _runs(text: str) -> frozenset[tuple[str, ...]]:
    words = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1))


@lru_cache(maxsize=16)
def _heads(text: str) -> frozenset[str]:
    """The words that runs begin with: to look for them takes less than to look for runs."""
    return frozenset(run[0] for run in _runs(text))


def _stretches(hits: Sequence[int]) -> list[tuple[int, int]]:
    """Runs that overlap or touch, as first and last of them."""
    found: list[tuple[int, int]] = []
    for at in hits:
        if found and at <= found[-1][1] + _RUN:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
