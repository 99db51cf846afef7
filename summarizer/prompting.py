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
from functools import lru_cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from summarizer.article import parse_text
from summarizer.article.addressed import without_turns
from summarizer.article.plainness import seen
from summarizer.drafts import ArticleDraft
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.llm.failures import in_a_sentence
from summarizer.resources import data_folder
from summarizer.summary import PromptInfo

if TYPE_CHECKING:
    from jinja2 import Template

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
    folder: str = ""
    """Where its files are, for messages."""

    def messages(self, **values: Any) -> list[Message]:  # noqa: ANN401 - whatever the template takes
        """The chat messages for ``values``.

        What the article holds for machines alone stays out of them: characters that show nothing, and the marks by
        which servers tell turns of a conversation apart.

        Raises:
            ConfigurationError: a template is broken, or does not show the sentences that it is given.
        """
        turns = [{"role": "system", "content": self._render("system.jinja", self.system, values)}]
        for shown, answer in self.examples:
            turns.append({"role": "user", "content": self._render("user.jinja", self.user, {**values, **shown})})
            turns.append({"role": "assistant", "content": answer})
        asked = self._render("user.jinja", self.user, values)
        visible = " ".join(asked.split())
        for sentence in values.get("sentences", ()):
            if " ".join(sentence.text.split()) not in visible:
                raise ConfigurationError(
                    f"{self._named('user.jinja')} does not show sentence {sentence.number} as it is"
                )
        turns.append({"role": "user", "content": without_turns(seen(asked))})
        return turns

    def without_article(self, **values: Any) -> list[Message]:  # noqa: ANN401 - see messages
        """The messages rendered without an article: what all articles share."""
        listed = ("sentences", "before", "questions", "lines", "sources", "claims")
        empty = {"headline": None} | dict.fromkeys(listed, ())
        return self.messages(**(empty | values))

    def info(self, **values: Any) -> PromptInfo:  # noqa: ANN401 - see messages
        """Name, version and hash. The hash is of the messages rendered without an article: what all articles share."""
        rendered = json.dumps(self.without_article(**values), ensure_ascii=False, sort_keys=True)
        return PromptInfo(name=self.name, version=self.version, sha256=sha256(rendered.encode()).hexdigest())

    def _named(self, file: str) -> str:
        return f"prompt {self.name!r}: {Path(self.folder, file)}"

    def _render(self, file: str, source: str, values: Mapping[str, Any]) -> str:
        from jinja2 import TemplateSyntaxError

        try:
            template, names = _compiled(source)
            used = {name: values[name] for name in sorted(names & values.keys())}
            if all(value is None or isinstance(value, str) for value in used.values()):
                return _of_words(source, tuple(used.items()))
            return template.render(used).strip("\n")
        except TemplateSyntaxError as error:
            raise ConfigurationError(f"{self._named(file)}, line {error.lineno}: {error}") from error
        except Exception as error:  # a template is a program, and may fail like any
            raise ConfigurationError(f"{self._named(file)} cannot be rendered: {error}") from error


@lru_cache(maxsize=64)
def _compiled(source: str) -> tuple[Template, frozenset[str]]:
    """A template, and the names of the values that it takes. Compiling takes longer than all else about a request."""
    from jinja2 import StrictUndefined
    from jinja2.meta import find_undeclared_variables
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    # What Jinja has a value of its own for is no undeclared variable, and may be given all the same.
    names = find_undeclared_variables(environment.parse(source)) | environment.globals.keys()
    return environment.from_string(source), frozenset(names)


@lru_cache(maxsize=64)
def _of_words(source: str, values: tuple[tuple[str, str | None], ...]) -> str:
    """A template rendered with words alone, as instructions are: the same for all articles."""
    template, _ = _compiled(source)
    return template.render(dict(values)).strip("\n")


def load_prompt(name: str, own: Path | None = None) -> Prompt:
    """The prompt called ``name``: from the folder ``own`` if it is there, else the one that ships.

    Raises:
        ConfigurationError: it is nowhere, it lacks a part, or a part is not what it has to be.
    """
    folders: list[Traversable] = [*([own / name] if own is not None else []), data_folder("prompts") / name]
    folder = next((folder for folder in folders if folder.is_dir()), None)
    if folder is None:
        raise ConfigurationError(f"there is no prompt {name!r}")
    try:
        settings = tomllib.loads(_text(folder / "prompt.toml"))
        return Prompt(
            name=name,
            version=str(settings["version"]),
            system=_text(folder / "system.jinja"),
            user=_text(folder / "user.jinja"),
            examples=tuple(_examples(folder / "examples", settings["draft"])),
            folder=str(folder),
        )
    except (OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"prompt {name!r} in {folder} is incomplete: {error}") from error


def _examples(folder: Traversable, draft: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    if not folder.is_dir():
        return
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        stem, _, ending = file.name.rpartition(".")
        if ending not in ("txt", "toml"):
            continue
        source = folder / f"{stem}.json" if ending == "txt" else file
        try:
            if ending == "txt":
                article = parse_text(_text(file), path=str(file))
                values = {"sentences": article.body, "headline": article.metadata.headline, "before": ()}
                answer = json.loads(_text(source))
                # Drafts are long, models answer as they are shown, and a fifth of spaced JSON is spaces.
                separators = (",", ":")
            else:
                values = tomllib.loads(_text(file))
                answer = values.pop("answer")
                separators = (", ", ": ")
            if draft == "article":
                ArticleDraft.model_validate(answer)
        except ArticleError as error:
            raise ConfigurationError(f"the example {error}") from error
        except ValidationError as error:
            raise ConfigurationError(f"the answer in {source} is no draft: {in_a_sentence(error)}") from error
        except (json.JSONDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigurationError(f"{source} cannot be read: {error}") from error
        yield values, json.dumps(answer, ensure_ascii=False, separators=separators)


def _text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise ConfigurationError(f"{file} is not UTF-8 text") from None
