"""Settings: from flags, then the environment, then a file, the first that says something counts."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast

from summarizer.errors import ConfigurationError
from summarizer.llm.addresses import checked_base_url
from summarizer.llm.profile import ASKS, Asks
from summarizer.llm.providers import ENDPOINT, MODES, Mode, providers

_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")  # the outer form of BCP 47
PREFIX = "SUMMARIZER_"
"""Each setting ``x`` may be set as ``SUMMARIZER_X`` in the environment, ``SUMMARIZER_CONFIG`` names the file."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user wants. ``None`` everywhere means: nothing said, the program decides."""

    model: str | None = None
    """``provider/model``, ``local``, ``local:PATH``, ``none``; a bare name where an endpoint is given."""
    base_url: str | None = None
    """The endpoint of this model, instead of its provider's own."""
    api_key: str | None = field(default=None, repr=False)
    """The key for this model, before those of ``keys``. Never from the file or a general variable: see there."""
    record: Path | None = None
    """Folder of recordings: answer from it, and add what it does not hold."""
    replay: Path | None = None
    """Folder of recordings: answer from it alone."""
    prompts: Path | None = None
    """Folder whose prompt templates go before those of the program."""
    language: str | None = None
    """Language of the output, BCP 47."""
    timeout: float | None = None
    """Seconds that one answer may take."""
    context_tokens: int | None = None
    """How much prompt and answer together the model takes."""
    output_tokens: int | None = None
    """How long one answer may be."""
    asks: Asks | None = None
    """What the model is asked for: ``article`` or ``questions``."""
    mode: Mode | None = None
    """How the endpoint is held to the schema, see ``providers.toml``."""
    price: tuple[float, float] | None = None
    """US dollars for a million tokens of prompt and of answer, before the list of prices."""
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Keys by provider. A key goes to no other provider."""
    base_urls: Mapping[str, str] = field(default_factory=dict)
    """Base URLs by provider, where they differ from the provider's own."""


def default_config_file() -> Path:
    """Where the settings file is looked for unless ``SUMMARIZER_CONFIG`` names another."""
    from platformdirs import user_config_path

    return user_config_path("summarizer", appauthor=False) / "config.toml"


def load_settings(
    flags: Mapping[str, object] | None = None,
    *,
    env: Mapping[str, str] | None = None,
    config_file: Path | None = None,
) -> Settings:
    """Lay the settings together.

    ``flags`` holds fields of ``Settings`` by name, as given on the command line or by a caller; ``None`` means
    not given. ``env`` is the environment, by default the process's own. ``config_file`` is a TOML file with the
    same names, and with the tables ``[keys]`` and ``[base_urls]`` by provider; by default the one that
    ``SUMMARIZER_CONFIG`` names, which must exist, or else the one in the platform's place, which need not.

    Raises ``ConfigurationError`` for a name or value that is not understood, saying where it stands.
    """
    env = os.environ if env is None else env
    if unknown := [name for name in flags or {} if name not in _FLAGS]:
        raise TypeError(f"no such setting: {', '.join(unknown)}")
    file, path = _read_file(config_file, env)
    layers = (
        _Layer.of_flags(flags or {}),
        _Layer.of_environment(env),
        _Layer.of_file(file, path),
    )
    values: dict[str, Any] = {}
    for layer in reversed(layers):
        for name, outdated in _REPLACES.items():
            if name in layer.values:
                for each in outdated:
                    values.pop(each, None)
        values |= layer.values
    if "record" in values and "replay" in values:
        raise ConfigurationError(
            "both record and replay are set; replay answers from recordings alone, record also adds what is missing"
        )
    general = next((layer.values["base_url"] for layer in layers if "base_url" in layer.values), None)
    by_endpoint = {ENDPOINT: general} if general else {}
    return Settings(
        **values,
        keys=_keys(file, path) | _keys_in(env),
        base_urls=_base_urls(file, path) | _base_urls_in(env) | by_endpoint,
    )


@dataclass(frozen=True, slots=True)
class _Layer:
    values: Mapping[str, Any]

    @classmethod
    def of_flags(cls, flags: Mapping[str, object]) -> _Layer:
        given = {name: value for name, value in flags.items() if value is not None}
        return cls({name: _FLAGS[name](value, f"--{name.replace('_', '-')}") for name, value in given.items()})

    @classmethod
    def of_environment(cls, env: Mapping[str, str]) -> _Layer:
        given = {name: env[PREFIX + name.upper()] for name in _NAMES if env.get(PREFIX + name.upper(), "").strip()}
        return cls({name: _NAMES[name](value, PREFIX + name.upper()) for name, value in given.items()})

    @classmethod
    def of_file(cls, file: Mapping[str, object], path: Path) -> _Layer:
        for name in file:
            if name not in _NAMES and name not in _TABLES:
                raise ConfigurationError(f"{path}: {_unknown(name, [*_NAMES, *_TABLES])}")
        given = {name: value for name, value in file.items() if name in _NAMES}
        values = {name: _NAMES[name](value, f"{name} in {path}") for name, value in given.items()}
        # A relative path in the file counts from the file, wherever the program is started.
        return cls({k: path.parent / v if isinstance(v, Path) else v for k, v in values.items()})


def _read_file(config_file: Path | None, env: Mapping[str, str]) -> tuple[Mapping[str, object], Path]:
    named = config_file or (Path(env[PREFIX + "CONFIG"]).expanduser() if env.get(PREFIX + "CONFIG") else None)
    path = named or default_config_file()
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), path
    except FileNotFoundError:
        if named is None:
            return {}, path
        raise ConfigurationError(f"there is no settings file {path}") from None
    except OSError as error:
        raise ConfigurationError(f"the settings file {path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigurationError(f"the settings file {path} is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"the settings file {path} is not valid TOML: {error}") from None


def _keys(file: Mapping[str, object], path: Path) -> dict[str, str]:
    table = _table(file, "keys", path)
    return {name: checked_key(value, f"[keys] {name} in {path}") for name, value in table.items()}


def _keys_in(env: Mapping[str, str]) -> dict[str, str]:
    found = {}
    for provider in providers().values():
        for variable in provider.key_env:
            if env.get(variable, "").strip():
                found[provider.name] = checked_key(env[variable], variable)
                break
    return found


def _base_urls(file: Mapping[str, object], path: Path) -> dict[str, str]:
    table = _table(file, "base_urls", path)
    return {name: _base_url(value, f"[base_urls] {name} in {path}") for name, value in table.items()}


def _base_urls_in(env: Mapping[str, str]) -> dict[str, str]:
    return {
        provider.name: checked_base_url(env[variable], variable)
        for provider in providers().values()
        if (variable := provider.base_url_env) and env.get(variable, "").strip()
    }


def _table(file: Mapping[str, object], name: str, path: Path) -> Mapping[str, object]:
    table = file.get(name, {})
    if not isinstance(table, dict):
        raise ConfigurationError(f"{path}: {name} has to be a table, [{name}] with one line for each provider")
    for provider in table:
        if provider not in providers():
            raise ConfigurationError(f"{path}: in [{name}], {_unknown(provider, list(providers()))}")
    return table


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    return f"{name!r} is not known{hint}; known are {', '.join(known)}"


def checked_key(value: object, origin: str) -> str:
    """A key that can travel in an HTTP header. The message names ``origin`` and never the key."""
    key = value.strip() if isinstance(value, str) else ""
    # A header library would name the offending value, key and all, in its exception.
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ConfigurationError(f"the key in {origin} is not one: a key is a line of letters, digits and signs")
    return key


def _text(value: object, origin: str) -> str:
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ConfigurationError(f"{origin} has to be text")


def _language(value: object, origin: str) -> str:
    tag = _text(value, origin)
    if _LANGUAGE_TAG.fullmatch(tag):
        return tag
    raise ConfigurationError(f"{origin} has to be a language tag such as en or pt-BR, not {tag!r}")


def _base_url(value: object, origin: str) -> str:
    return checked_base_url(_text(value, origin), origin)


def _path(value: object, origin: str) -> Path:
    return value if isinstance(value, Path) else Path(_text(value, origin)).expanduser()


def _seconds(value: object, origin: str) -> float:
    try:
        seconds = float(cast("str", value))
    except (TypeError, ValueError):
        seconds = 0.0
    if isinstance(value, bool) or not 0 < seconds < float("inf"):
        raise ConfigurationError(f"{origin} has to be a number of seconds above 0, not {value!r}")
    return seconds


def _count(value: object, origin: str) -> int:
    if isinstance(value, str) and value.strip().isdecimal():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    raise ConfigurationError(f"{origin} has to be a whole number above 0, not {value!r}")


def _price(value: object, origin: str) -> tuple[float, float]:
    try:
        prompt, answer = (float(part) for part in _text(value, origin).split("/"))
    except ValueError:
        prompt = answer = -1.0
    if not 0 <= min(prompt, answer) <= max(prompt, answer) < float("inf"):
        raise ConfigurationError(
            f"{origin} has to be dollars for a million tokens of prompt and of answer, such as 0.25/2, not {value!r}"
        )
    return prompt, answer


def _one_of(allowed: tuple[str, ...]) -> Callable[[object, str], str]:
    def check(value: object, origin: str) -> str:
        if value in allowed:
            return str(value)
        raise ConfigurationError(f"{origin} has to be one of {', '.join(allowed)}, not {value!r}")

    return check


_NAMES: Mapping[str, Callable[[object, str], Any]] = {
    "model": _text,
    "base_url": _base_url,
    "record": _path,
    "replay": _path,
    "prompts": _path,
    "language": _language,
    "timeout": _seconds,
    "context_tokens": _count,
    "output_tokens": _count,
    "asks": _one_of(tuple(value for value in ASKS if value != "nothing")),
    "mode": _one_of(MODES),
    "price": _price,
}
_FLAGS: Mapping[str, Callable[[object, str], Any]] = {**_NAMES, "api_key": checked_key}
_TABLES = ("keys", "base_urls")
# A base URL and a price belong to the model that they were set with: a URL from the file must not send the request,
# and the key, of a model named on the command line to another host. Recording and replaying exclude each other.
_REPLACES: Mapping[str, tuple[str, ...]] = {
    "model": ("base_url", "price"),
    "record": ("replay",),
    "replay": ("record",),
}
