"""The providers of ``providers.toml``, typed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

from summarizer.llm.profile import Asks, Profile

Mode = Literal["json_schema", "tools", "json", "text"]
MODES: tuple[Mode, ...] = get_args(Mode)
ENDPOINT = "endpoint"
"""Name of the provider that stands for any OpenAI-compatible endpoint."""


@dataclass(frozen=True, slots=True)
class Traits:
    """What holds for one model of one provider; the fields are described in ``providers.toml``."""

    asks: Asks
    context_tokens: int
    output_tokens: int
    soft_signals_bind: bool
    needs_key: bool
    mode: Mode
    strict: bool
    token_limit: Literal["max_tokens", "max_completion_tokens"]
    temperature: bool
    timeout: float

    @property
    def profile(self) -> Profile:
        """The part that decides how the model is used."""
        return Profile(self.asks, self.context_tokens, self.output_tokens, self.soft_signals_bind)


@dataclass(frozen=True, slots=True)
class Provider:
    """One endpoint, or one kind of endpoint."""

    name: str
    group: str
    base_url: str | None
    base_url_env: str | None
    key_env: tuple[str, ...]
    batches: bool
    data: Mapping[str, Any]

    def traits(self, model: str, *, group: str | None = None, settings: Mapping[str, Any] | None = None) -> Traits:
        """What holds for ``model`` here; ``group`` replaces the provider's own, ``settings`` are the user's."""
        groups, models = _tables()[1:]
        merged = dict(groups[group or self.group])
        if group in (None, self.group):
            merged |= self.data
        else:
            merged |= {key: value for key, value in self.data.items() if key not in _PROFILE}
        for pattern, data in models:
            if pattern.search(model):
                merged |= data
        return Traits(**merged | dict(settings or {}))


_PROFILE = frozenset(field.name for field in fields(Profile))


def providers() -> Mapping[str, Provider]:
    """All known providers by name, in the order of the file."""
    return _tables()[0]


@cache
def _tables() -> tuple[
    Mapping[str, Provider], Mapping[str, Mapping[str, Any]], tuple[tuple[re.Pattern[str], Mapping[str, Any]], ...]
]:
    data = tomllib.loads(files("summarizer.llm").joinpath("providers.toml").read_text(encoding="utf-8"))
    named = {name: _provider(name, dict(table)) for name, table in data["providers"].items()}
    patterns = tuple((re.compile(table.pop("match")), table) for table in data["models"])
    return named, data["groups"], patterns


def _provider(name: str, table: dict[str, Any]) -> Provider:
    return Provider(
        name=name,
        group=table.pop("group"),
        base_url=table.pop("base_url", None),
        base_url_env=table.pop("base_url_env", None),
        key_env=tuple(table.pop("key_env")),
        batches=table.pop("batches", False),
        data=table,
    )
