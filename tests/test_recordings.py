"""Recorded responses: found by what was asked, whole or not at all, and never anything but an answer."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

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
    overflow_openai,
    refuses,
    says,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from summarizer.config import load_settings
from summarizer.errors import ConfigurationError, InvalidAnswer, ReplayMiss, SummarizerError
from summarizer.llm.client import open_client
from summarizer.llm.meter import Meter
from summarizer.llm.recordings import Asked, BrokenRecording, Recorded, Recordings, StoreFailed, canonical
from summarizer.llm.registry import resolve

KEY = "sk-test-0123456789abcdef"
NOW = datetime(2026, 3, 1, 12, 30, 45, 678, tzinfo=UTC)


class City(BaseModel):
    city: str


class Town(BaseModel):
    town: str


ANSWER = says({"city": "Moscow"})
QUESTION = "Where did the talks take place, and who met whom there? Answer in one word."


async def no_sleep(seconds: float) -> None:
    """The clock of the tests does not run."""


def ask(
    base_url: str,
    *contents: str,
    answer: type[BaseModel] = City,
    model: str = "openai/gpt-4o",
    meter: Meter | None = None,
    record: Path | None = None,
    replay: Path | None = None,
    **options: Any,  # noqa: ANN401
) -> list[BaseModel]:
    """Ask all at the same time."""
    flags = {"model": model, "base_url": base_url, "api_key": KEY}
    spec = resolve(load_settings(flags, env={}))
    meter = meter or Meter()

    async def run() -> list[BaseModel]:
        async with open_client(spec, record=record, replay=replay, sleep=no_sleep, now=lambda: NOW) as client:
            return await asyncio.gather(
                *(
                    client.ask([{"role": "user", "content": each}], answer, meter=meter, **options)
                    for each in contents or (QUESTION,)
                )
            )

    return asyncio.run(run())


def recorded_once(folder: Path, *script: Script, **options: Any) -> str:  # noqa: ANN401
    """Record one question, and give the base URL of a server that runs no more."""
    with fake_server(*(script or (ANSWER,))) as server:
        ask(server.base_url, record=folder, **options)
        return server.base_url


def test_a_recording_answers_with_the_server_gone(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path)
    meter = Meter()
    assert ask(base_url, replay=tmp_path, meter=meter) == [City(city="Moscow")]
    assert meter == Meter(requests=1, prompt_tokens=100, completion_tokens=20, replayed=1)
    assert meter.all_replayed
    assert meter.cost is None


def test_recording_is_a_cache(tmp_path: Path) -> None:
    meter = Meter()
    with fake_server(ANSWER) as server:
        for _ in range(3):
            assert ask(server.base_url, record=tmp_path, meter=meter) == [City(city="Moscow")]
        assert server.calls == 1
    assert (meter.requests, meter.replayed, meter.all_replayed) == (3, 2, False)


def test_a_file_can_be_read_and_says_what_was_asked_of_whom_when(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path, says({"city": "Москва “M”"}))
    (path,) = tmp_path.iterdir()
    text = path.read_text(encoding="utf-8")
    content = json.loads(text)
    assert "Москва “M”" in text
    assert content["model"] == "openai/gpt-4o"
    assert content["recorded_at"] == "2026-03-01T12:30:45Z"
    assert content["request"]["path"] == "/chat/completions"
    assert content["request"]["body"]["messages"] == [{"role": "user", "content": QUESTION}]
    assert content["response"]["status"] == 200
    assert content["response"]["body"]["usage"]["total_tokens"] == 120
    key = hashlib.sha256(
        json.dumps(content["request"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    ).hexdigest()
    assert content["key"] == key
    assert path.name == f"gpt-4o-{key[:16]}.json"
    port = base_url.split(":")[-1].removesuffix("/v1")
    assert not [secret for secret in (KEY, "Bearer", "127.0.0.1", port, "authorization") if secret in text]


def test_a_key_that_the_endpoint_quotes_is_not_recorded(tmp_path: Path) -> None:
    def echo(seen: Seen) -> Reply:
        reply = ANSWER(seen)
        assert isinstance(reply.body, dict)
        return Reply(reply.body | {"debug": seen.headers["authorization"]})

    recorded_once(tmp_path, echo)
    (path,) = tmp_path.iterdir()
    assert json.loads(path.read_text(encoding="utf-8"))["response"]["body"]["debug"] == "Bearer [key]"


def test_answers_are_found_by_the_request_not_by_the_order(tmp_path: Path) -> None:
    def echo(seen: Seen) -> Reply:
        return says({"city": seen.body["messages"][0]["content"].upper()})(seen)

    names = [f"city {number}" for number in range(12)]
    with fake_server(echo, repeat=True) as server:
        ask(server.base_url, *names, record=tmp_path)
    backwards = names[::-1]
    assert ask(server.base_url, *backwards, replay=tmp_path) == [City(city=name.upper()) for name in backwards]


@pytest.mark.parametrize(
    "reply",
    [
        refuses(),
        filtered(),
        cut_off(),
        overflow_openai(),
        fails(401),
        fails(429, headers={"Retry-After": "999"}),
        Reply({"error": {"code": 400, "message": "no"}}),
        Reply({"choices": []}),
    ],
)
def test_what_is_no_answer_is_never_kept(reply: Script, tmp_path: Path) -> None:
    with fake_server(reply, ANSWER) as server:
        with pytest.raises(SummarizerError):
            ask(server.base_url, record=tmp_path)
        assert list(tmp_path.iterdir()) == []
        assert ask(server.base_url, record=tmp_path) == [City(city="Moscow")]
        assert server.calls == 2


def test_a_recorded_answer_is_validated_anew(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path, ANSWER)
    (path,) = tmp_path.iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace('{\\"city\\": \\"Moscow\\"}', "{}"), encoding="utf-8")
    # the answer no longer fits, and the re-ask that follows was never recorded
    with pytest.raises(ReplayMiss, match=r"\(this is a re-ask: a recorded first answer no longer passes\)"):
        ask(base_url, replay=tmp_path)


def test_re_asks_are_replayed_like_everything_else(tmp_path: Path) -> None:
    with fake_server(*[says({"town": "Moscow"}), says("[]"), says("nothing")]) as server:
        with pytest.raises(InvalidAnswer) as live:
            ask(server.base_url, record=tmp_path)
        assert server.calls == 3
    meter = Meter()
    with pytest.raises(InvalidAnswer) as replayed:
        ask(server.base_url, replay=tmp_path, meter=meter)
    assert str(replayed.value) == str(live.value)
    assert meter == Meter(requests=3, reasks=2, prompt_tokens=300, completion_tokens=60, replayed=3)


def missed(folder: Path, base_url: str, *contents: str, **options: Any) -> str:  # noqa: ANN401
    meter = Meter()
    with pytest.raises(ReplayMiss) as caught:
        ask(base_url, *contents, replay=folder, meter=meter, **options)
    assert meter == Meter()
    return str(caught.value)


def test_a_miss_names_the_place_in_the_nearest_recording(tmp_path: Path) -> None:
    with fake_server(ANSWER, repeat=True) as server:
        ask(server.base_url, QUESTION, "An altogether different matter.", record=tmp_path)
    said = missed(tmp_path, server.base_url, QUESTION.replace("one word", "two words"))
    place = QUESTION.index("one word")
    assert f"messages[0].content differs at character {place}: " in said
    assert 'there? Answer in two words."' in said
    assert 'there? Answer in one word."' in said
    assert "nearest of 2, gpt-4o-" in said


def test_a_miss_names_what_else_differs(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path)
    assert 'model is "gpt-4.1" now, "gpt-4o" in the recording' in missed(tmp_path, base_url, model="openai/gpt-4.1")
    assert "temperature is 0.5 now, 0.0 in the recording" in missed(tmp_path, base_url, temperature=0.5)
    assert "temperature is only in the recording" in missed(tmp_path, base_url, temperature=None)
    schema = missed(tmp_path, base_url, answer=Town)
    assert 'response_format.json_schema.name is "Town" now, "City" in the recording' in schema
    assert "more" in schema


def test_a_miss_in_an_empty_folder(tmp_path: Path) -> None:
    assert "holds no recordings" in missed(tmp_path, "http://127.0.0.1:9/v1")


def test_a_missing_folder_is_a_matter_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no folder of recordings"):
        ask("http://127.0.0.1:9/v1", replay=tmp_path / "nowhere")


def test_replay_never_touches_the_network(tmp_path: Path) -> None:
    with fake_server(ANSWER, repeat=True) as server:
        ask(server.base_url, record=tmp_path)
        ask(server.base_url, replay=tmp_path)
        missed(tmp_path, server.base_url, "Something else?")
        assert server.calls == 1


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "",
        lambda text: "[]",
        lambda text: "{}",
        lambda text: text.replace('"format": 1', '"format": 2'),
        lambda text: text.replace("one word", "two words"),
        lambda text: text.replace('"key": "', '"key": "0'),
        lambda text: text.replace('"body": {', '"corpus": {'),
        lambda text: text.replace('"status": 200', '"status": "200"'),
        lambda text: json.dumps(json.loads(text) | {"response": {"status": 200, "body": "Moscow"}}),
    ],
)
@pytest.mark.parametrize("mode", ["replay", "record"])
def test_a_broken_file_is_named(damage: Any, mode: str, tmp_path: Path) -> None:  # noqa: ANN401
    base_url = recorded_once(tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_text(damage(path.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(BrokenRecording, match=path.name):
        ask(base_url, record=tmp_path if mode == "record" else None, replay=tmp_path if mode == "replay" else None)


def test_a_recording_under_another_name_is_not_taken_for_it(tmp_path: Path) -> None:
    with fake_server(ANSWER, repeat=True) as server:
        ask(server.base_url, QUESTION, "Another question.", record=tmp_path)
    one, other = tmp_path.iterdir()
    other.write_bytes(one.read_bytes())
    with pytest.raises(BrokenRecording, match="does not hold the request"):
        ask(server.base_url, QUESTION, "Another question.", replay=tmp_path)


def test_an_interrupted_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    asked = Asked("openai", "POST", "/chat/completions", {"model": "gpt-4o"})
    with pytest.raises(StoreFailed, match="No space"):
        Recordings(tmp_path).keep(Recorded(asked, 200, {}, "openai/gpt-4o", "2026-03-01T12:30:45Z"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("inside", [".", "new/deeper"])
def test_a_folder_that_cannot_be_written_is_found_before_the_call(inside: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with fake_server(ANSWER) as server:
        with pytest.raises(ConfigurationError, match="no recordings can be written to"):
            ask(server.base_url, record=tmp_path / "file" / inside)
        assert server.calls == 0


def test_a_disk_that_fills_up_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(StoreFailed, match=f"cannot be recorded in {tmp_path}: No space left on device"):
        recorded_once(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_recording_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path)
    (path,) = tmp_path.iterdir()
    path.unlink()
    path.mkdir()
    with pytest.raises(StoreFailed, match=path.name):
        ask(base_url, replay=tmp_path)


def test_a_miss_is_explained_beside_files_that_are_no_recordings(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path)
    (tmp_path / "gpt-4o-notes.json").write_text("{}", encoding="utf-8")
    assert "nearest of 1, gpt-4o-" in (said := missed(tmp_path, base_url, "Something else?"))
    assert "re-ask" not in said


def test_a_miss_is_compared_with_a_request_that_opens_alike(tmp_path: Path) -> None:
    store = Recordings(tmp_path)
    article = "The bridge opened on Monday."

    def asked(system: str, user: str) -> Asked:
        messages = [{"role": "system", "content": system}, {"role": "user", "content": user}]
        return Asked("openai", "POST", "/chat/completions", {"model": "m", "messages": messages})

    alike = store.keep(Recorded(asked("Draft.", "Quite another text."), 200, {}, "m", "2026-03-01T12:30:45Z"))
    store.keep(Recorded(asked("Draft!", article), 200, {}, "m", "2026-03-01T12:30:45Z"))
    assert f"nearest of 2, {alike.name}, differs: messages[1]" in store.explain_miss(asked("Draft.", article))


def test_remains_of_a_killed_writer_are_no_recordings(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path)
    (tmp_path / ".gpt-4o-0000-abc.tmp").write_text('{"half": ', encoding="utf-8")
    assert ask(base_url, replay=tmp_path) == [City(city="Moscow")]
    assert "nearest of 1," in missed(tmp_path, base_url, "Something else?")


def test_endpoints_without_a_name_are_kept_apart(tmp_path: Path) -> None:
    def serve(server: FakeServer, city: str) -> None:
        assert ask(server.base_url, model="my-model", record=tmp_path) == [City(city=city)]

    with fake_server(says({"city": "Moscow"})) as one, fake_server(says({"city": "Delhi"})) as other:
        serve(one, "Moscow")
        serve(other, "Delhi")
    said = missed(tmp_path, "http://127.0.0.1:9/v1", model="my-model")
    assert 'provider is "http://127.0.0.1:9/v1" now' in said


def test_the_same_model_at_two_providers_is_kept_apart(tmp_path: Path) -> None:
    base_url = recorded_once(tmp_path)
    assert 'provider is "groq" now, "openai" in the recording' in missed(tmp_path, base_url, model="groq/gpt-4o")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


def shuffled(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: shuffled(value[key]) for key in reversed(list(value))}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [shuffled(each) for each in value]
    return value


@given(st.dictionaries(st.text(), JSON, max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_key_depends_on_what_is_said_and_not_on_how_it_is_written(body: dict[str, object]) -> None:
    asked = Asked("openai", "POST", "/chat/completions", body)
    read_again = json.loads(json.dumps(shuffled(body)))
    assert Asked("openai", "POST", "/chat/completions", read_again).key == asked.key
    assert Asked("openai", "POST", "/chat/completions", body | {"and": 1}).key != asked.key or body.get("and") == 1
    assert json.loads(canonical(body)) == body
