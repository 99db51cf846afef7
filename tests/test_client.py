"""Questions and answers: what is sent, what counts as an answer, and what becomes of what does not."""

from __future__ import annotations

import asyncio
import json
import logging
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any, Literal, TypeVar

import pytest
from fake_server import (
    FakeServer,
    Reply,
    Script,
    Seen,
    cut_off,
    fails,
    fake_server,
    filtered,
    limited,
    overflow_llamacpp,
    overflow_openai,
    refuses,
    says,
)
from pydantic import BaseModel, Field

from summarizer.config import load_settings
from summarizer.errors import (
    ConfigurationError,
    ContextOverflow,
    CutOff,
    InvalidAnswer,
    Refused,
    SummarizerError,
)
from summarizer.llm import limits, weights
from summarizer.llm.client import Client, open_client
from summarizer.llm.meter import Meter
from summarizer.llm.prices import Prices
from summarizer.llm.registry import EMBEDDED_MODEL, ModelSpec, no_model, resolve

T = TypeVar("T", bound=BaseModel)


class Quote(BaseModel):
    """A statement."""

    who: str = Field(min_length=1)
    status: Literal["asserted", "denied"]
    sentences: list[int] = []


class Answer(BaseModel):
    quotes: list[Quote]
    note: str | None = Field(default=None, alias="remark")


GOOD = {"quotes": [{"who": "Sputnik", "status": "asserted", "sentences": [3, 4]}]}
WRONG = {"quotes": [{"who": "", "status": "confirmed"}]}


async def no_sleep(seconds: float) -> None:
    """The clock of the tests does not run."""


def spec_at(server: FakeServer, **flags: object) -> ModelSpec:
    return resolve(load_settings({"model": "vllm/some-model", "base_url": server.base_url} | flags, env={}))


def run(spec: ModelSpec, question: Callable[[Client], Awaitable[T]], **options: Any) -> T:  # noqa: ANN401
    async def body() -> T:
        async with open_client(spec, sleep=no_sleep, **options) as client:
            return await question(client)

    return asyncio.run(body())


def ask(
    *script: Script, meter: Meter | None = None, content: str = "Who says what?", **flags: object
) -> tuple[Answer, list[Seen]]:
    with fake_server(*script) as server:
        messages = [{"role": "system", "content": "Read."}, {"role": "user", "content": content}]
        found = run(spec_at(server, **flags), lambda client: client.ask(messages, Answer, meter=meter or Meter()))
        return found, server.requests


def failed(*script: Script, **flags: object) -> tuple[SummarizerError, Meter, list[Seen]]:
    meter = Meter()
    with fake_server(*script) as server:
        messages = [{"role": "user", "content": "Who says what?"}]
        with pytest.raises(SummarizerError) as caught:
            run(spec_at(server, **flags), lambda client: client.ask(messages, Answer, meter=meter))
        return caught.value, meter, server.requests


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
def test_every_mode_brings_the_answer_as_the_class_asked_for(mode: str) -> None:
    answer, (seen,) = ask(says(GOOD | {"remark": "well"}), mode=mode)
    assert type(answer) is Answer
    assert answer == Answer.model_validate(GOOD | {"remark": "well"})
    assert (seen.method, seen.path) == ("POST", "/v1/chat/completions")
    body = seen.body
    form = {
        "json_schema": body.get("response_format", {}).get("type") == "json_schema",
        "tools": body.get("tool_choice", {}).get("type") == "function",
        "json": body.get("response_format") == {"type": "json_object"},
        "text": "response_format" not in body and "tools" not in body,
    }
    assert form[mode]
    assert body["model"] == "some-model"
    if mode == "json_schema":
        schema = body["response_format"]["json_schema"]["schema"]
        assert schema["$defs"]["Quote"]["properties"]["status"]["enum"] == ["asserted", "denied"]


NASTY = [
    "{{ 7 * 7 }} {% for x in ().__class__ %}{{ x }}{% endfor %} {# gone? #} ${HOME} %(name)s {name}",
    "quotes ' \" “ ” ` \\ \\n \\u0041 </script> <|im_end|> [INST] ```json {} ```",
    "control \x00 \x07 \x1b[31m \x7f \x85 \u2028 \u2029 \ufeff tabs\t and\r\nline ends  \n",
    "\U0001d518nicode é e\u0301 ﷽ 🇷🇺 \U0001f600 \u202e right-to-left \ud7ff \ue000 \U0010ffff",
    " \n leading and trailing white space \n ",
]


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
@pytest.mark.parametrize("content", NASTY)
def test_messages_reach_the_wire_as_they_are(content: str, mode: str) -> None:
    _, (seen,) = ask(says(GOOD), content=content, mode=mode)
    if mode == "text":  # this mode adds a line of its own behind the question
        assert seen.body["messages"][1]["content"].startswith(content)
    else:
        assert seen.body["messages"][1] == {"role": "user", "content": content}
    assert content in json.loads(seen.raw.decode("utf-8"))["messages"][1]["content"]


def test_an_endpoint_that_never_answers_well_is_asked_three_times() -> None:
    error, meter, seen = failed(*[says("{not json", prompt_tokens=100 + n, completion_tokens=10) for n in range(5)])
    assert isinstance(error, InvalidAnswer)
    assert "no valid answer in 3 calls" in str(error)
    assert "Invalid JSON" in str(error)
    assert "\n" not in str(error)
    assert len(seen) == 1 + limits.REASKS == 3
    assert meter == Meter(requests=3, reasks=2, prompt_tokens=303, completion_tokens=30)


@pytest.mark.parametrize("mode", ["json_schema", "tools", "json", "text"])
def test_a_re_ask_tells_what_was_wrong(mode: str) -> None:
    meter = Meter()
    answer, (first, second) = ask(says(WRONG), says(GOOD), meter=meter, mode=mode)
    assert answer.quotes[0].who == "Sputnik"
    assert meter == Meter(requests=2, reasks=1, prompt_tokens=200, completion_tokens=40)
    sent, again = first.body["messages"], second.body["messages"]
    assert again[: len(sent)] == sent
    told = again[-1]["content"]
    assert "quotes.0.status" in told
    assert "quotes.0.who" in told
    assert "errors.pydantic.dev" not in told


def test_the_error_names_the_first_places() -> None:
    error, _, _ = failed(*[says({"quotes": [{"who": "", "status": "x"}] * 3})] * 3)
    assert str(error).endswith(
        "last: quotes.0.who: String should have at least 1 character; "
        "quotes.0.status: Input should be 'asserted' or 'denied'; "
        "quotes.1.who: String should have at least 1 character; and 3 more"
    )


def test_no_function_call_is_no_valid_answer() -> None:
    def plain(seen: Seen) -> Reply:
        return Reply({"choices": [{"message": {"role": "assistant", "content": "Hello"}, "finish_reason": "stop"}]})

    error, meter, _ = failed(plain, plain, plain, mode="tools")
    assert isinstance(error, InvalidAnswer)
    assert meter == Meter(requests=3, reasks=2)


@pytest.mark.parametrize("mode", ["json_schema", "tools"])
@pytest.mark.parametrize(
    ("reply", "kind", "said"),
    [
        (refuses("I won't."), Refused, "declined to answer: I won't."),
        (filtered(), Refused, "content filter"),
        (cut_off(), CutOff, "cut off"),
        (cut_off(json.dumps(GOOD)), CutOff, "cut off"),
        (overflow_openai(), ContextOverflow, "does not fit the context of vllm/some-model"),
        (overflow_llamacpp(), ContextOverflow, "does not fit the context of vllm/some-model"),
        (fails(400, "Input is longer than the maximum context length of 8192"), ContextOverflow, "8192"),
        (fails(500, "the request exceeds the available context size"), ContextOverflow, "context size"),
        (fails(400, "flagged", code="content_filter"), Refused, "rejected the request: flagged"),
        (fails(400, "Failed to generate JSON", code="json_validate_failed"), InvalidAnswer, "Failed to generate JSON"),
    ],
)
def test_some_failures_are_never_asked_again(reply: Script, kind: type[SummarizerError], said: str, mode: str) -> None:
    error, meter, seen = failed(reply, says(GOOD), mode=mode)
    assert type(error) is kind
    assert said in str(error)
    assert (len(seen), meter.requests, meter.reasks) == (1, 1, 0)
    assert (error.__cause__, error.__context__) == (None, None)


def test_tokens_of_what_was_refused_are_counted() -> None:
    _, meter, _ = failed(limited("0"), says(WRONG), cut_off())
    assert meter == Meter(requests=3, reasks=1, prompt_tokens=200, completion_tokens=40)


def test_usage_that_is_missing_or_odd_counts_as_nothing() -> None:
    meter = Meter()
    ask(says(GOOD, usage=False), meter=meter)
    assert meter == Meter(requests=1)
    odd = says(GOOD, prompt_tokens=-5, completion_tokens=True)
    ask(odd, meter=meter)
    assert meter == Meter(requests=2)


@pytest.mark.parametrize(
    "content",
    [
        f'<think>The sources are\n{{"a": 1}}</think>\n\n{json.dumps(GOOD)}',
        f"```json\n{json.dumps(GOOD, indent=1)}\n```",
        f"<think></think>```\n{json.dumps(GOOD)}\n```\n",
    ],
)
def test_json_is_freed_from_its_wrapping(content: str) -> None:
    answer, seen = ask(says(content))
    assert answer.quotes[0].sentences == [3, 4]
    assert len(seen) == 1


def test_a_quoted_fence_inside_the_answer_stays() -> None:
    answer, _ = ask(says({"quotes": [], "remark": "```json\n{}\n```"}))
    assert answer.note == "```json\n{}\n```"


def test_an_ordinary_model_gets_a_limit_and_a_temperature() -> None:
    _, (seen,) = ask(says(GOOD), output_tokens=777)
    body = seen.body
    assert (body["max_tokens"], body["temperature"]) == (777, 0.0)
    assert "strict" not in body["response_format"]["json_schema"]


def test_the_caller_bounds_one_answer() -> None:
    with fake_server(says(GOOD)) as server:
        messages = [{"role": "user", "content": "Who?"}]
        run(
            spec_at(server),
            lambda client: client.ask(messages, Answer, meter=Meter(), max_tokens=12, temperature=None),
        )
        body = server.requests[0].body
    assert body["max_tokens"] == 12
    assert "temperature" not in body


def test_a_reasoning_model_gets_its_own_dialect_and_a_closed_schema() -> None:
    answer, (seen,) = ask(says(GOOD | {"remark": None}), model="openai/gpt-5-mini", api_key="sk-test-0123456789")
    assert answer.note is None
    body = seen.body
    assert body["model"] == "gpt-5-mini"
    assert body["max_completion_tokens"] == 32_000
    assert not {"max_tokens", "temperature"} & set(body)
    form = body["response_format"]["json_schema"]
    assert (form["name"], form["strict"]) == ("Answer", True)
    quote = form["schema"]["$defs"]["Quote"]
    for each in (form["schema"], quote):
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])
    text = json.dumps(form)
    assert not [word for word in ('"default"', '"minLength"') if word in text]
    assert quote["properties"]["status"]["enum"] == ["asserted", "denied"]


def test_many_questions_at_a_time_on_one_client_are_kept_apart() -> None:
    def echo(seen: Seen) -> Reply:
        number = int(seen.body["messages"][0]["content"])
        if number % 5 == 0 and len(seen.body["messages"]) == 1:
            return says("nonsense", prompt_tokens=1000, completion_tokens=1)(seen)
        quote = {"who": str(number), "status": "asserted", "sentences": [number]}
        return says({"quotes": [quote]}, prompt_tokens=number, completion_tokens=2)(seen)

    meters = [Meter() for _ in range(24)]

    async def body(server: FakeServer) -> list[Answer]:
        async with open_client(spec_at(server)) as client:
            return await asyncio.gather(
                *(
                    client.ask([{"role": "user", "content": str(number)}], Answer, meter=meter)
                    for number, meter in enumerate(meters)
                )
            )

    with fake_server(echo, repeat=True) as server:
        answers = asyncio.run(body(server))
        assert server.calls == 24 + 5
    for number, (answer, meter) in enumerate(zip(answers, meters, strict=True)):
        assert answer.quotes[0].who == str(number)
        again = number % 5 == 0
        assert meter == Meter(1 + again, int(again), number + 1000 * again, 2 + again)


def test_one_meter_may_serve_parallel_questions() -> None:
    meter = Meter()

    async def body(server: FakeServer) -> None:
        async with open_client(spec_at(server)) as client:
            messages = [{"role": "user", "content": "?"}]
            await asyncio.gather(*(client.ask(messages, Answer, meter=meter) for _ in range(8)))

    with fake_server(says(GOOD), repeat=True) as server:
        asyncio.run(body(server))
    assert meter == Meter(requests=8, prompt_tokens=800, completion_tokens=160)


def test_a_fault_of_the_program_is_not_dressed_up() -> None:
    class Faulty(BaseModel):
        quotes: list[Any]

        def model_post_init(self, context: object) -> None:
            raise KeyError("a bug")

    with fake_server(says(GOOD)) as server, pytest.raises(Exception, match="a bug") as caught:
        run(spec_at(server), lambda client: client.ask([{"role": "user", "content": "?"}], Faulty, meter=Meter()))
    assert not isinstance(caught.value, SummarizerError)


def test_no_model_cannot_be_asked() -> None:
    with pytest.raises(ConfigurationError, match="--model"):
        run(no_model(), lambda client: client.ask([], Answer, meter=Meter()))


def test_answers_that_fail_stay_off_stderr(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    # As in a program that has set up no logging, where errors go to stderr.
    for name in (None, "instructor"):
        monkeypatch.setattr(logging.getLogger(name), "handlers", [])
    failed(*[says("secret source text")] * 3)
    assert capfd.readouterr() == ("", "")


class _Embedded:
    """Stands in for the embedded model: a scripted server in place of llama.cpp."""

    def __init__(self, server: FakeServer) -> None:
        self.base_url = server.base_url
        self.api_key = "embedded-key-0123456789"
        self.started: list[tuple[Path, int]] = []
        self.stopped = 0

    def __call__(self, gguf: Path, *, context_tokens: int) -> _Embedded:
        self.started.append((gguf, context_tokens))
        return self

    def __enter__(self) -> _Embedded:
        return self

    def __exit__(self, *error: object) -> None:
        self.stopped += 1


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[_Embedded, FakeServer]]:
    with fake_server(says(GOOD), repeat=True) as server:
        stand_in = _Embedded(server)
        module: Any = ModuleType("summarizer.llm.embedded")
        module.EmbeddedServer = stand_in
        monkeypatch.setitem(sys.modules, "summarizer.llm.embedded", module)
        weights = SimpleNamespace(
            installed=lambda: True,
            embedded_weights=lambda progress: Path("embedded.gguf"),
            find=lambda model: Path(model),
        )
        monkeypatch.setitem(sys.modules, "summarizer.llm.weights", weights)
        monkeypatch.setattr("summarizer.llm.weights", weights, raising=False)
        yield stand_in, server


def ask_local(name: str, times: int = 1, **options: Any) -> Meter:  # noqa: ANN401
    meter = Meter()
    spec = resolve(load_settings({"model": name, "replay": options.get("replay")}, env={}))

    async def body() -> None:
        async with open_client(spec, sleep=no_sleep, **options) as client:
            messages = [{"role": "user", "content": "?"}]
            await asyncio.gather(*(client.ask(messages, Answer, meter=meter) for _ in range(times)))

    asyncio.run(body())
    return meter


def test_the_embedded_model_is_started_once_by_its_first_question(embedded: tuple[_Embedded, FakeServer]) -> None:
    stand_in, server = embedded
    assert ask_local("local", times=4).requests == 4
    assert stand_in.started == [(Path("embedded.gguf"), 4096)]
    assert stand_in.stopped == 1
    assert {seen.headers["authorization"] for seen in server.requests} == {f"Bearer {stand_in.api_key}"}
    assert {seen.body["model"] for seen in server.requests} == {EMBEDDED_MODEL}
    assert {seen.path for seen in server.requests} == {"/v1/chat/completions"}


def test_any_gguf_file_may_be_the_local_model(embedded: tuple[_Embedded, FakeServer]) -> None:
    stand_in, server = embedded
    ask_local("local:/models/x.gguf")
    assert stand_in.started == [(Path("/models/x.gguf"), 4096)]
    assert server.requests[0].body["model"] == "/models/x.gguf"


def test_recordings_of_the_embedded_model_need_no_model(embedded: tuple[_Embedded, FakeServer], tmp_path: Path) -> None:
    stand_in, server = embedded
    ask_local("local", record=tmp_path)
    ask_local("local", record=tmp_path)
    (recording,) = tmp_path.iterdir()
    text = recording.read_text(encoding="utf-8")
    assert stand_in.api_key not in text
    assert server.base_url.split(":")[-1] not in text
    assert len(stand_in.started) == 1
    meter = ask_local("local", replay=tmp_path)
    assert meter == Meter(requests=1, prompt_tokens=100, completion_tokens=20, replayed=1)
    assert len(stand_in.started) == 1
    assert stand_in.stopped == 1


def test_a_model_that_does_not_start_is_told_to_all_who_wait(
    embedded: tuple[_Embedded, FakeServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(model: str) -> Path:
        raise ConfigurationError(f"{model} is no GGUF file")

    monkeypatch.setattr("summarizer.llm.weights.find", broken)
    with pytest.raises(ConfigurationError, match=r"x\.txt is no GGUF file"):
        ask_local("local:x.txt", times=3)
    assert embedded[0].stopped == 0


@pytest.mark.slow
@pytest.mark.skipif(not weights.installed(), reason="the embedded model is not installed")
def test_the_embedded_model_answers_and_its_recording_replays(tmp_path: Path) -> None:
    class Capital(BaseModel):
        country: Literal["Russia", "India"]

    messages = [{"role": "user", "content": 'Which country is Moscow the capital of? Answer as JSON: {"country": …}'}]
    first, again = Meter(), Meter()

    def question(meter: Meter) -> Callable[[Client], Awaitable[Capital]]:
        return lambda client: client.ask(messages, Capital, meter=meter, max_tokens=32)

    spec = resolve(load_settings({"model": "local"}, env={}))
    assert run(spec, question(first), record=tmp_path) == Capital(country="Russia")
    assert run(spec, question(again), replay=tmp_path) == Capital(country="Russia")
    assert first.completion_tokens > 0
    assert again == Meter(1, 0, first.prompt_tokens, first.completion_tokens, replayed=1)


def test_prices_are_those_of_the_provider_asked() -> None:
    usage = {"prompt_tokens": 1_000_000, "completion_tokens": 1_000_000, "prompt_tokens_details": {"cached_tokens": 0}}
    body: dict[str, object] = {"model": "gpt-4o-mini-2024-07-18", "usage": usage}
    openai = Prices("https://api.openai.com/v1", "gpt-4o-mini")
    assert openai.of(body) == openai.quote(1_000_000, 1_000_000) == pytest.approx(0.75)
    cached = body | {"usage": usage | {"prompt_tokens_details": {"cached_tokens": 1_000_000}}}
    assert openai.of(cached) == pytest.approx(0.675)
    assert openai.of({"usage": usage}) == pytest.approx(0.75)
    assert openai.of({"model": "gpt-4o-mini"}) is None
    for elsewhere in ("https://model.example/v1", "http://127.0.0.1:8000/v1"):
        assert Prices(elsewhere, "gpt-4o-mini").of(body) is None
        assert Prices(elsewhere, "gpt-4o-mini").quote(1, 1) is None


def test_a_price_of_ones_own_goes_before_the_list() -> None:
    usage = {"prompt_tokens": 2_000_000, "completion_tokens": 1_000_000}
    own = Prices("http://127.0.0.1:8000/v1", "some-model", (0.5, 3.0))
    assert own.of({"usage": usage}) == own.quote(2_000_000, 1_000_000) == pytest.approx(4.0)


def test_costs_add_up_over_failed_attempts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prices, "of", lambda self, body: 0.25)
    meter = Meter()
    ask(limited("0"), says(WRONG), says(GOOD), meter=meter)
    assert meter.cost == 0.5


def test_nothing_heavy_is_imported_before_a_question() -> None:
    code = """
import sys
import summarizer.config, summarizer.llm.client, summarizer.llm.registry
from pathlib import Path
spec = summarizer.llm.registry.resolve(summarizer.config.load_settings({"model": "none"}, env={}))
summarizer.llm.client.open_client(spec, record=Path("unused"))
heavy = {"openai", "instructor", "httpx2", "tenacity", "genai_prices", "jinja2", "rich", "xllamacpp", "requests"}
sys.exit(", ".join(sorted(heavy & set(sys.modules))) or None)
"""
    root = Path(__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (0, "")
