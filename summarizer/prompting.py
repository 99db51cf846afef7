"""Prompt templates: loads them from ``prompts/`` or a user's folder, and renders them to chat messages.

A prompt is a folder: ``prompt.toml`` (version, and the draft that answers it), ``system.jinja``, ``user.jinja``, and
worked examples: ``examples/N.txt``, an article, with its answer in ``examples/N.json``; or ``examples/N.toml``, the
template's values with the table ``answer``. Article text enters as a value, never as template
source, so its braces and tags are only text.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from summarizer.article import parse_text
from summarizer.errors import ConfigurationError
from summarizer.resources import data_folder
from summarizer.summary import PromptInfo

Message = dict[str, str]


@dataclass(frozen=True)
class Prompt:
    """A prompt ready to be rendered."""

    name: str
    version: str
    system: str
    user: str
    examples: tuple[tuple[Mapping[str, Any], str], ...]
    """Values for the template with the answer in JSON: chat turns before the question."""

    def messages(self, **values: Any) -> list[Message]:  # noqa: ANN401 - whatever the template takes
        """The chat messages for ``values``.

        Raises:
            ConfigurationError: the template is broken.
        """
        turns = [{"role": "system", "content": self._render(self.system, values)}]
        for shown, answer in self.examples:
            turns.append({"role": "user", "content": self._render(self.user, {**values, **shown})})
            turns.append({"role": "assistant", "content": answer})
        turns.append({"role": "user", "content": self._render(self.user, values)})
        return turns

    def info(self, **values: Any) -> PromptInfo:  # noqa: ANN401 - see messages
        """Name, version and hash. The hash is of the messages rendered without an article: what all articles share."""
        empty = {"sentences": (), "headline": None, "before": (), "questions": (), "lines": ()}
        rendered = json.dumps(self.messages(**(empty | values)), ensure_ascii=False, sort_keys=True)
        return PromptInfo(name=self.name, version=self.version, sha256=sha256(rendered.encode()).hexdigest())

    def _render(self, source: str, values: Mapping[str, Any]) -> str:
        from jinja2 import StrictUndefined, TemplateError
        from jinja2.sandbox import SandboxedEnvironment

        environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
        try:
            return environment.from_string(source).render(values).strip("\n")
        except TemplateError as error:
            raise ConfigurationError(f"prompt {self.name!r} cannot be rendered: {error}") from error


def load_prompt(name: str, own: Path | None = None) -> Prompt:
    """The prompt called ``name``: from the folder ``own`` if it is there, else the one that ships.

    Raises:
        ConfigurationError: it is nowhere, or it lacks a part.
    """
    folders: list[Traversable] = [*([own / name] if own is not None else []), data_folder("prompts") / name]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        raise ConfigurationError(f"there is no prompt {name!r}")
    try:
        settings = tomllib.loads((folder / "prompt.toml").read_text(encoding="utf-8"))
        return Prompt(
            name=name,
            version=str(settings["version"]),
            system=(folder / "system.jinja").read_text(encoding="utf-8"),
            user=(folder / "user.jinja").read_text(encoding="utf-8"),
            examples=tuple(_examples(folder / "examples")),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"prompt {name!r} in {folder} is incomplete: {error}") from error


def _examples(folder: Traversable) -> Iterator[tuple[Mapping[str, Any], str]]:
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        stem, _, ending = file.name.rpartition(".")
        if ending == "txt":
            article = parse_text(file.read_text(encoding="utf-8"))
            values = {"sentences": article.body, "headline": article.metadata.headline, "before": ()}
            answer = json.loads((folder / f"{stem}.json").read_text(encoding="utf-8"))
        elif ending == "toml":
            values = tomllib.loads(file.read_text(encoding="utf-8"))
            answer = values.pop("answer")
        else:
            continue
        yield values, json.dumps(answer, ensure_ascii=False)
