"""``--engine openai-batch`` against a provider on loopback: nothing lost, nothing submitted twice."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fake_batches import FakeBatches, Plan, fake_batches
from fake_server import Reply, Seen, cut_off, fails, fake_server, limited, refuses, says
from stories import drafts, number_in, write_stories

from summarizer.batch.engines.openai_batch import composing, dispatch
from summarizer.batch.engines.openai_batch.journal import Journal
from summarizer.batch.engines.openai_batch.remote import Remote
from summarizer.batch.order import Order
from summarizer.batch.run import Result, run
from summarizer.cli import main
from summarizer.config import Settings, load_settings
from summarizer.errors import ConfigurationError
from summarizer.llm import limits
from summarizer.llm.prices import Prices
from summarizer.summary import ArticleSummary

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
PRICE = "1/10"
ROOT = Path(__file__).parents[1]
PATIENCE = 60.0
"""Seconds, on a machine that has much else to do."""


class Clock:
    """Time that passes when somebody waits for it."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds
        await asyncio.sleep(0)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Six stories."""
    write_stories(tmp_path / "in", 6)
    return tmp_path


def settings(server: FakeBatches, **flags: object) -> Settings:
    base = {"model": "openai/gpt-5-mini", "base_url": server.base_url, "api_key": "secret-secret", "price": PRICE}
    return load_settings(base | flags, env={})


def ordered(folder: Path, *options: str, **more: Any) -> Order:  # noqa: ANN401 - fields of an order
    order = Order(folder / "in", folder / "out", concurrency=1, log=folder / "log", engine="openai-batch")
    return replace(order, engine_options=dict.fromkeys(options, True), **more)


def batch(folder: Path, server: FakeBatches, clock: Clock, *options: str, **more: Any) -> Result:  # noqa: ANN401
    order = ordered(folder, *options, **more)
    return asyncio.run(run(order, settings(server), sleep=clock.sleep, now=clock.now))


def summaries(folder: Path) -> list[ArticleSummary]:
    return [
        ArticleSummary.model_validate_json(path.read_bytes())
        for path in sorted((folder / "out").glob("*/story-*.json"))
    ]


def events(folder: Path, kind: str) -> list[dict[str, Any]]:
    found = [json.loads(line) for line in (folder / "log").read_text().splitlines()]
    return [event for event in found if event["event"] == kind]


def counts(result: Result) -> dict[str, int]:
    return {name: count for name, count in result.report["articles"].items() if count}


def test_a_folder_is_summarised_in_one_batch_at_half_the_price(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(prompt_tokens=1000, completion_tokens=100)) as server:
        result = batch(folder, server, clock)
        assert len(server.jobs) == 1
        assert set(server.submitted.values()) == {1}
        assert len(server.submitted) == 6
        assert server.asked["POST files"] == server.asked["POST batches"] == 1
        assert {each["authorization"] for each in server.headers} == {"Bearer secret-secret"}
    assert counts(result) == {"done": 6}
    assert result.report["engine"] == "openai-batch"
    assert result.report["cost_usd"] == pytest.approx(6 * 0.5 * (1000 * 1 + 100 * 10) / 1e6)
    assert [summary.run.cost_usd for summary in summaries(folder)] == [pytest.approx(0.001)] * 6
    assert clock.seconds < 60


def test_the_summaries_are_those_of_the_local_engine_and_either_reuses_the_others(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts()) as server:
        batch(folder, server, clock)
        local = asyncio.run(run(replace(ordered(folder), engine="local"), settings(server)))
    assert counts(local) == {"reused": 6}
    assert all(len(summary.claims) == 3 for summary in summaries(folder))


def test_copies_of_a_text_are_asked_about_once(folder: Path, clock: Clock) -> None:
    text = (folder / "in" / "000" / "story-0003.txt").read_text()
    for name in ("twin.txt", "000/another.txt"):
        (folder / "in" / name).write_text(text)
    with fake_batches(drafts()) as server:
        result = batch(folder, server, clock)
        assert len(server.submitted) == 6
    assert counts(result) == {"done": 6, "copied": 2}


def test_windows_of_a_long_article_go_in_one_batch(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "in").mkdir()
    said = "".join(
        f"The {number}th bus was delivered to the depot on Route {number}, Holt said.\n\n" for number in range(80)
    )
    (tmp_path / "in" / "long.txt").write_text("Ford council buys buses\n\n" + said)

    def answer(seen: Seen) -> Reply:
        return says({"sources": [], "claims": [], "unconfirmed": [], "brief": []})(seen)

    with fake_batches(answer) as server:
        flags = {"context_tokens": 5500, "output_tokens": 1500}
        order = ordered(tmp_path)
        result = asyncio.run(run(order, settings(server, **flags), sleep=clock.sleep, now=clock.now))
        assert len(server.jobs) == 1
        assert len(server.submitted) > 2
    assert counts(result) == {"done": 1}


# -- bad answers


def by_turn(*scripts: Callable[[Seen], Reply]) -> Callable[[Seen], Reply]:
    """Answers the first question about each story by the first script, the next by the next, and so on."""
    turns: Counter[int] = Counter()

    def answer(seen: Seen) -> Reply:
        number = number_in(seen)
        script = scripts[min(turns[number], len(scripts) - 1)]
        turns[number] += 1
        return script(seen)

    return answer


def only(numbers: set[int], script: Callable[[Seen], Reply]) -> Callable[[Seen], Reply]:
    return lambda seen: script(seen) if number_in(seen) in numbers else drafts()(seen)


def test_invalid_answers_are_asked_again_together(folder: Path, clock: Clock) -> None:
    answer = only({1, 4}, by_turn(says({"verdict": "fine"}), drafts()))
    with fake_batches(answer) as server:
        result = batch(folder, server, clock)
        assert [len(job.lines) for job in server.jobs.values()] == [6, 2]
        assert set(server.submitted.values()) == {1}
    assert counts(result) == {"done": 6}
    assert [summary.run.reasks for summary in summaries(folder)] == [0, 1, 0, 0, 1, 0]
    assert result.report["requests"] == 8


@pytest.mark.parametrize(
    ("script", "kind"),
    [(says({"verdict": "fine"}), "invalid_answer"), (refuses(), "refused"), (cut_off('{"sources": '), "cut_off")],
)
def test_what_never_gets_an_answer_fails_alone_after_bounded_rounds(
    folder: Path, clock: Clock, script: Callable[[Seen], Reply], kind: str
) -> None:
    with fake_batches(only({2}, script)) as server:
        result = batch(folder, server, clock)
        assert 2 < len(server.jobs) <= limits.ROUNDS
        assert set(server.submitted.values()) == {1}
        assert counts(result) == {"done": 5, "failed": 1}
        (failed,) = events(folder, "article_failed")
        assert failed["kind"] == kind
        assert failed["requests"] >= limits.TRIES
        before = len(server.jobs)
        again = batch(folder, server, clock)
        assert counts(again) == {"reused": 5, "failed": 1}, "the same command tries it anew"
        assert len(server.jobs) > before


def test_a_request_that_the_endpoint_rejects_fails_alone(folder: Path, clock: Clock) -> None:
    said = {"response": {"status_code": 400, "request_id": "r", "body": fails(400, "no such parameter").body}}
    with fake_batches(drafts(), Plan(failing=lambda number: said if number == 2 else None)) as server:
        result = batch(folder, server, clock)
        assert len(server.jobs) == 1
    assert counts(result) == {"done": 5, "failed": 1}
    (failed,) = events(folder, "article_failed")
    assert failed["kind"] == "endpoint_refused"
    assert "no such parameter" in failed["message"]


# -- bad batches


EXPIRED = {"error": {"code": "batch_expired", "message": "This request could not be executed before it expired."}}
BUSY = {"response": {"status_code": 429, "request_id": "r", "body": limited().body}}
STATUS_0 = {"response": {"status_code": 0, "request_id": "", "body": {}}}


@pytest.mark.parametrize(
    ("plan", "lost"),
    [
        (Plan(("in_progress", "expired"), failing=lambda number: EXPIRED if number > 2 else None), 3),
        (Plan(("cancelling", "cancelled"), unanswered=lambda number: number != 1), 5),
        (Plan(failing=lambda number: BUSY), 6),
        (Plan(failing=lambda number: STATUS_0 if number == 3 else None), 1),
        (Plan(unanswered=lambda number: number in (0, 5)), 2),
        (Plan(("completed",), unanswered=lambda number: True), 6),
        (Plan(output_gone=True), 6),
        (Plan(("validating", "failed")), 6),
        (Plan(("failed",), errors=({"code": "server_error", "message": "Something broke", "line": None},)), 6),
    ],
    ids=["expired", "cancelled", "all failed", "status 0", "lines missing", "no file", "gone", "failed", "server"],
)
def test_what_a_batch_loses_is_asked_again_and_nothing_else_is(
    folder: Path, clock: Clock, plan: Plan, lost: int
) -> None:
    with fake_batches(drafts(), plan) as server:
        result = batch(folder, server, clock)
        assert [len(job.lines) for job in server.jobs.values()] == [6, lost]
        assert sorted(server.submitted.values()) == [1] * (6 - lost) + [2] * lost
    assert counts(result) == {"done": 6}


def test_what_is_lost_time_and_again_fails(folder: Path, clock: Clock) -> None:
    plans = [Plan(failing=lambda number: EXPIRED)] + [Plan(failing=lambda number: EXPIRED)] * limits.ATTEMPTS
    with fake_batches(drafts(), *plans) as server:
        result = batch(folder, server, clock)
        assert len(server.jobs) == limits.ATTEMPTS
    assert result.ending.cause == "failures"
    assert counts(result)["failed"] == 5
    failed = events(folder, "article_failed")[0]
    assert failed["kind"] == "transport_failed"
    assert "expired" in failed["message"]


@pytest.mark.parametrize(
    "plan",
    [
        Plan(unnamed=4),
        Plan(unnamed=3, failing=lambda number: BUSY if number == 0 else None),
        Plan(twice=True),
        Plan(cut=2),
        Plan(("validating", *["in_progress"] * 40, "finalizing", "completed")),
    ],
    ids=["output named late", "error named late", "lines twice", "download cut", "long"],
)
def test_what_only_takes_longer_is_waited_for(folder: Path, clock: Clock, plan: Plan) -> None:
    with fake_batches(drafts(), plan) as server:
        result = batch(folder, server, clock)
        assert len(server.jobs) == 1 + (plan.unnamed == 3)
        assert server.submitted.total() == 6 + (plan.unnamed == 3)
        assert server.asked["GET batches/one"] < 60
    assert counts(result) == {"done": 6}
    assert result.report["requests"] == 6


def test_a_download_that_never_comes_whole_is_used_as_far_as_it_goes(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(), Plan(cut=100)) as server:
        result = batch(folder, server, clock)
        first, second = (len(job.lines) for job in server.jobs.values())
        assert first == 6
        assert 0 < second < 6
    assert counts(result) == {"done": 6}


def test_a_line_that_fails_validation_is_the_failure_of_its_article(folder: Path, clock: Clock) -> None:
    plan = Plan(("validating", "failed"), errors=({"code": "invalid", "message": "too long a prompt", "line": 3},))
    with fake_batches(drafts(), plan) as server:
        result = batch(folder, server, clock)
        assert [len(job.lines) for job in server.jobs.values()] == [6, 5]
    assert counts(result) == {"done": 5, "failed": 1}
    (failed,) = events(folder, "article_failed")
    assert failed["path"].endswith("story-0002.txt")
    assert "too long a prompt" in failed["message"]


def test_a_batch_that_is_refused_as_a_whole_fails_its_articles(folder: Path, clock: Clock) -> None:
    plan = Plan(("failed",), errors=({"code": "model_not_found", "message": "no such model", "line": None},))
    with fake_batches(drafts(), plan) as server:
        result = batch(folder, server, clock)
        assert len(server.jobs) == 1
    assert result.ending.cause == "failures"
    assert "no such model" in result.ending.why


# -- the provider's limits


def test_files_are_split_by_the_number_of_requests(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "MOST_REQUESTS", 4)
    with fake_batches(drafts()) as server:
        result = batch(folder, server, clock)
        assert [len(job.lines) for job in server.jobs.values()] == [4, 2]
    assert counts(result) == {"done": 6}


def test_many_at_a_time_send_each_file_once_while_the_folder_is_still_read(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_stories(tmp_path / "in", 30)
    monkeypatch.setattr(composing, "MOST_REQUESTS", 4)
    with fake_batches(drafts(), delay=0.01) as server:
        result = batch(tmp_path, server, clock, concurrency=8)
        assert set(server.submitted.values()) == {1}
        assert sorted(len(job.lines) for job in server.jobs.values()) == [2] + [4] * 7
        assert server.asked["POST files"] == server.asked["POST batches"] == 8
    assert counts(result) == {"done": 30}


def test_files_are_split_by_size(folder: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    with fake_batches(drafts()) as server:
        batch(folder, server, clock, "detach", out=folder / "whole")
        (whole,) = (len(file.content) for file in server.files.values() if file.purpose == "batch")
    most = whole * 2 // 5
    monkeypatch.setattr(composing, "MOST_BYTES", most)
    with fake_batches(drafts()) as server:
        result = batch(folder, server, clock)
        sizes = [len(file.content) for file in server.files.values() if file.purpose == "batch"]
        assert len(sizes) == 3
        assert most / 2 < max(sizes) <= most
        assert set(server.submitted.values()) == {1}
    assert counts(result) == {"done": 6}


def full(limit: str) -> Plan:
    message = f"Enqueued token limit reached for gpt-5-mini in organization org-1.{limit} Please try again later."
    return Plan(("validating", "failed"), errors=({"code": "token_limit_exceeded", "message": message, "line": None},))


def test_where_the_providers_queue_is_full_less_is_sent_and_later(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(), full("")) as server:
        result = batch(folder, server, clock)
        first, *others = (len(job.lines) for job in server.jobs.values())
        assert first == 6
        assert max(others) <= 3
        assert sum(others) == 6
    assert counts(result) == {"done": 6}
    assert clock.seconds > 60


def test_a_queue_limit_that_is_stated_is_kept(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(), full(" Limit: 3,000 enqueued tokens.")) as server:
        result = batch(folder, server, clock)
        assert [len(job.lines) for job in server.jobs.values()] == [6, 1, 1, 1, 1, 1, 1]
    assert counts(result) == {"done": 6}


def test_a_queue_that_stays_full_fails_in_the_end(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(), *[full("")] * 60) as server:
        result = batch(folder, server, clock)
        assert result.ending.cause == "failures"
        assert len(server.jobs) < 60
    assert "Enqueued token limit" in result.ending.why


def test_a_full_queue_ends_a_detached_run_with_the_rest_waiting(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(), full("")) as server:
        assert counts(batch(folder, server, clock, "detach")) == {"waiting": 6}
        assert counts(batch(folder, server, clock, "collect")) == {"waiting": 6}
        assert len(server.jobs) == 1, "it has been asked to wait"
        clock.seconds += 3600
        assert counts(batch(folder, server, clock, "collect")) == {"waiting": 6}
        clock.seconds += 3600
        while counts(batch(folder, server, clock, "collect")).get("waiting"):
            clock.seconds += 60
        assert sum(len(job.lines) for job in server.jobs.values()) == 12
    assert len(summaries(folder)) == 6


# -- the budget


def test_a_budget_is_set_aside_before_anything_is_submitted(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(prompt_tokens=1000, completion_tokens=100)) as server:
        result = batch(folder, server, clock, budget=0.4)
        sizes = [len(job.lines) for job in server.jobs.values()]
        assert sizes[0] < 6
        assert sum(sizes) == 6
    assert counts(result) == {"done": 6}
    assert result.report["cost_usd"] < 0.4


def test_a_budget_that_does_not_suffice_ends_the_run(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts(prompt_tokens=1000, completion_tokens=30_000)) as server:
        result = batch(folder, server, clock, budget=0.4)
        assert 0 < len(server.submitted) < 6
    assert result.ending.cause == "budget"
    assert "--budget" in result.ending.why
    assert result.report["cost_usd"] <= 0.4
    assert counts(result)["waiting"] == 6 - len(summaries(folder))


def test_tokens_in_total_too(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts()) as server:
        result = batch(folder, server, clock, max_tokens=1000)
        assert not server.files
    assert result.ending.cause == "budget"


# -- there and back at another time


def test_detached_and_collected_later(folder: Path, clock: Clock) -> None:
    answer = only({1}, by_turn(says({"verdict": "fine"}), drafts()))
    with fake_batches(answer, Plan(("validating", "in_progress", "completed"))) as server:
        assert counts(batch(folder, server, clock, "detach")) == {"waiting": 6}
        assert clock.seconds == 0
        (folder / "in" / "new.txt").write_text((folder / "in" / "000" / "story-0001.txt").read_text() + "More.\n")
        assert counts(batch(folder, server, clock, "collect")) == {"waiting": 6}
        assert counts(batch(folder, server, clock, "collect")) == {"done": 5, "waiting": 1}, "a follow-up went out"
        assert [len(job.lines) for job in server.jobs.values()] == [6, 1]
        while counts(last := batch(folder, server, clock, "collect")).get("waiting"):
            assert server.asked["GET batches/one"] < 20
        assert counts(last) == {"done": 1, "reused": 5}
        assert set(server.submitted.values()) == {1}
        assert counts(batch(folder, server, clock)) == {"done": 1, "reused": 6}, "what was new meanwhile"


def test_articles_that_were_not_asked_about_are_left_alone_by_collect(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts()) as server:
        assert counts(batch(folder, server, clock, "collect")) == {}
        assert not server.files


def test_one_that_has_changed_meanwhile_is_asked_about_anew(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts()) as server:
        batch(folder, server, clock, "detach")
        write_stories(folder / "in", 2, start=20)
        (folder / "in" / "002" / "story-0020.txt").replace(folder / "in" / "000" / "story-0001.txt")
        assert counts(batch(folder, server, clock)) == {"done": 7}
        assert [len(job.lines) for job in server.jobs.values()] == [6, 2]


def test_an_interrupt_while_waiting_loses_nothing(folder: Path, clock: Clock) -> None:
    naps = 0

    async def sleep(seconds: float) -> None:
        nonlocal naps
        naps += 1
        if naps == 2:
            signal.raise_signal(signal.SIGINT)
            await asyncio.sleep(0.01)
        await clock.sleep(seconds)

    with fake_batches(drafts(), Plan(("in_progress",) * 4 + ("completed",))) as server:
        result = asyncio.run(run(ordered(folder), settings(server), sleep=sleep, now=clock.now))
        assert (result.ending.cause, result.ending.signal) == ("interrupted", signal.SIGINT)
        assert counts(result) == {"waiting": 6}
        assert counts(batch(folder, server, clock)) == {"done": 6}
        assert set(server.submitted.values()) == {1}


# -- a provider that fails


@pytest.mark.parametrize("kind", ["POST files", "POST batches", "GET batches/one", "GET files/one/content"])
@pytest.mark.parametrize(
    "faults",
    [["before"], ["after"], ["before", "after"], [limited("7")], [fails(503)], [fails(500), "before", "after"]],
    ids=["reset", "lost", "reset and lost", "429", "503", "all"],
)
def test_faults_on_the_way_lose_nothing_and_send_nothing_twice(
    folder: Path, clock: Clock, kind: str, faults: list[Any]
) -> None:
    with fake_batches(drafts(), faults={kind: faults}, hidden=1, now=lambda: clock.now().timestamp()) as server:
        result = batch(folder, server, clock)
        assert set(server.submitted.values()) == {1}
        assert len(server.jobs) == 1
        assert not server.to_come
    assert counts(result) == {"done": 6}


def test_a_batch_that_nobody_knows_any_more_is_submitted_again(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts()) as server:
        batch(folder, server, clock, "detach")
        server.jobs.clear()
        assert counts(batch(folder, server, clock)) == {"done": 6}


def test_a_wrong_key_ends_the_run_and_submits_nothing(folder: Path, clock: Clock) -> None:
    refusal = fails(401, "Incorrect API key provided: secret-secret", code="invalid_api_key")
    with fake_batches(drafts(), faults={"POST files": [refusal]}) as server:
        result = batch(folder, server, clock)
        assert result.ending.cause == "failures"
        assert "did not accept the key" in result.ending.why
        assert counts(result) == {"waiting": 6}
        assert counts(batch(folder, server, clock)) == {"done": 6}


def test_a_provider_that_is_not_there_ends_the_run(folder: Path, clock: Clock) -> None:
    with fake_batches(drafts()) as server:
        batch(folder, server, clock, "detach")
    result = batch(folder, server, clock)
    assert result.ending.cause == "failures"
    assert counts(result) == {"waiting": 6}


def test_an_endpoint_without_batches_is_named(folder: Path, clock: Clock) -> None:
    with (
        fake_batches(drafts(), faults={"POST files": [fails(404, "Not Found")]}) as server,
        pytest.raises(ConfigurationError, match="no batch interface"),
    ):
        batch(folder, server, clock)


@pytest.mark.parametrize("model", ["local", "none", "mistral/mistral-small", "ollama/qwen"])
def test_a_model_without_batches_is_refused(folder: Path, model: str) -> None:
    # where the embedded model is not installed, that is told first
    with pytest.raises(ConfigurationError, match=r"has no batch interface|pip install '\.\[local\]'"):
        asyncio.run(run(ordered(folder), load_settings({"model": model, "api_key": "secret-secret"}, env={})))


@pytest.mark.parametrize(
    ("options", "more"),
    [
        (("detach", "collect"), {}),
        (("detach",), {"force": True}),
        ((), {"requests_per_minute": 10}),
    ],
)
def test_what_makes_no_sense_is_refused(
    folder: Path, clock: Clock, options: tuple[str, ...], more: dict[str, Any]
) -> None:
    with fake_batches(drafts()) as server, pytest.raises(ConfigurationError):
        batch(folder, server, clock, *options, **more)


def test_recordings_answer_before_any_batch_and_are_not_made(folder: Path, clock: Clock) -> None:
    with fake_server(drafts(), repeat=True) as server:
        flags = {"model": "openai/gpt-5-mini", "base_url": server.base_url, "api_key": "secret-secret"}
        local = replace(ordered(folder), engine="local", out=folder / "elsewhere")
        asyncio.run(run(local, load_settings(flags | {"record": folder / "rec"}, env={})))
    replayed = asyncio.run(run(ordered(folder), load_settings(flags | {"replay": folder / "rec"}, env={})))
    assert counts(replayed) == {"done": 6}
    with pytest.raises(ConfigurationError, match="--record"):
        asyncio.run(run(ordered(folder), load_settings(flags | {"record": folder / "rec"}, env={})))


def test_the_journal_is_empty_when_all_is_done(folder: Path, clock: Clock) -> None:
    with fake_batches(only({1}, by_turn(says({"verdict": "fine"}), drafts()))) as server:
        batch(folder, server, clock)
    place = folder / "out" / ".summarizer" / "openai-batch"
    assert {path.suffix for path in place.iterdir()} <= {".db", ".db-wal", ".db-shm"}
    with Journal(place / "journal.db") as journal:
        assert journal.outstanding().requests == 0
        assert not any(journal.names(batch) for batch in range(9))


# -- the command


def command(folder: Path, server: FakeBatches, *options: str) -> Any:  # noqa: ANN401 - click's result
    order = ["batch", str(folder / "in"), "--out", str(folder / "out"), "--model", "openai/gpt-5-mini"]
    environment = {"OPENAI_API_KEY": "secret-secret", "SUMMARIZER_CONFIG": os.devnull}
    return CliRunner().invoke(main, [*order, "--base-url", server.base_url, *options], env=environment)


def test_an_option_of_the_engine_asks_for_it(folder: Path) -> None:
    with fake_batches(drafts(), Plan(("in_progress", "completed"))) as server:
        sent = command(folder, server, "--detach")
        assert sent.exit_code == 0, sent.output
        assert re.search(r"^waiting +6$", sent.stdout, re.MULTILINE)
        assert "--collect fetches what is ready" in sent.stderr
        collected = command(folder, server, "--collect")
        assert collected.exit_code == 0, collected.output
        assert re.search(r"^done +6$", collected.stdout, re.MULTILINE)
        assert re.search(r"^calls +6$", collected.stdout, re.MULTILINE)
        assert "secret" not in sent.output + collected.output + (folder / "out" / "run.json").read_text()
    assert len(server.jobs) == 1


def test_an_option_of_one_engine_does_not_go_with_another(folder: Path) -> None:
    with fake_batches(drafts()) as server:
        refused = command(folder, server, "--engine", "local", "--detach")
        assert refused.exit_code == 2
        assert "--detach goes with --engine openai-batch" in refused.stderr


def test_a_dry_run_tells_the_price_of_a_batch_and_no_time(folder: Path) -> None:
    with fake_batches(drafts()) as server:
        whole, half = (
            float(
                re.findall(
                    r"about \$([\d.]+)", command(folder, server, "--dry-run", "--price", "100/100", *more).stdout
                )[0]
            )
            for more in ((), ("--engine", "openai-batch"))
        )
        assert half == pytest.approx(whole / 2, abs=0.0001)
        assert "time" not in command(folder, server, "--dry-run", "--engine", "openai-batch").stdout
        assert not server.asked


def test_listed_prices_are_those_of_batches() -> None:
    there = ("https://api.openai.com/v1", "gpt-5-mini")
    whole, half = Prices(*there).quote(1000, 1000), Prices(*there, batch=True).quote(1000, 1000)
    assert whole is not None
    assert half == pytest.approx(whole / 2)


# -- killed at every step


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.005)


class Killed(BaseException):
    """The process is gone at this point."""


class Steps:
    """Counts the steps that journal and provider take, and ends the process before or after one of them."""

    JOURNAL = ("want", "try_again", "forget", "compose", "moves", "is_over", "collect", "dissolve", "enter", "note")
    REMOTE = ("upload", "find_file", "submit", "find_batch", "batch", "download")

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.taken = 0
        self.fatal: int | None = None
        for name in self.JOURNAL:
            monkeypatch.setattr(Journal, name, self._counted(getattr(Journal, name)))
        for name in self.REMOTE:
            monkeypatch.setattr(Remote, name, self._counted_remote(getattr(Remote, name)))

    def _step(self) -> None:
        self.taken += 1
        if self.taken == self.fatal:
            raise Killed

    def _counted(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: object, **more: object) -> object:
            self._step()
            found = method(*args, **more)
            self._step()
            return found

        return counted

    def _counted_remote(self, method: Callable[..., Any]) -> Callable[..., Any]:
        async def counted(*args: object, **more: object) -> object:
            self._step()
            found = await method(*args, **more)
            self._step()
            return found

        return counted


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    return Steps(monkeypatch)


def awkward(clock: Clock) -> Any:  # noqa: ANN401 - a context manager
    """A provider with whom all that is planned for happens once: re-asks, an expired part, files named late."""
    answer = only({1}, by_turn(says({"verdict": "fine"}), drafts()))
    return fake_batches(
        answer,
        Plan(("in_progress", "expired"), failing=lambda number: EXPIRED if number == 2 else None),
        Plan(unnamed=1),
        hidden=1,
        now=lambda: clock.now().timestamp(),
    )


@pytest.mark.parametrize("stride", [7, pytest.param(1, marks=pytest.mark.slow)])
def test_killed_at_every_step_and_gone_on_with_nothing_is_lost_or_sent_twice(
    tmp_path: Path, steps: Steps, stride: int
) -> None:
    clock = Clock()
    write_stories(tmp_path / "in", 3)
    with awkward(clock) as server:
        assert counts(batch(tmp_path, server, clock)) == {"done": 3}
        whole, undisturbed, calls = summaries(tmp_path), server.submitted, steps.taken
        files = len(server.files)
    assert calls > 40
    assert sorted(undisturbed.values()) == [1, 1, 1, 2]
    for fatal in range(1, calls + 1, stride):
        place = tmp_path / str(fatal)
        write_stories(place / "in", 3)
        clock = Clock()
        with awkward(clock) as server:
            steps.taken, steps.fatal = 0, fatal
            with pytest.raises(Killed):
                batch(place, server, clock)
            steps.fatal = None
            result = batch(place, server, clock)
            assert result.ending.cause == "done", fatal
            assert server.submitted == undisturbed, fatal
            assert len(server.files) == files, fatal
        assert [each.claims for each in summaries(place)] == [each.claims for each in whole], fatal
        assert [each.run.requests for each in summaries(place)] == [each.run.requests for each in whole], fatal


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2))
def test_killed_for_real_time_and_again_it_ends_as_if_nothing_had_happened(tmp_path: Path, seed: int) -> None:
    write_stories(tmp_path / "in", 12)
    chance = random.Random(seed)
    answer = only({1, 5}, by_turn(says({"verdict": "fine"}), drafts()))
    plan = Plan(("in_progress", "expired"), failing=lambda number: EXPIRED if number == 2 else None)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SUMMARIZER_")}
    environment |= {"OPENAI_API_KEY": "secret-secret", "SUMMARIZER_CONFIG": os.devnull}
    with fake_batches(answer, plan, delay=0.1, now=time.time) as server:
        order = [sys.executable, "-m", "summarizer", "batch", str(tmp_path / "in"), "--out", str(tmp_path / "out")]
        order += ["--model", "openai/gpt-5-mini", "--base-url", server.base_url, "--detach"]
        for _ in range(12):
            with subprocess.Popen(order, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL) as process:
                asked = server.asked.total()
                until(lambda: server.asked.total() > asked or process.poll() is not None)  # noqa: B023
                time.sleep(chance.uniform(0, 0.5))
                process.kill()
        end = time.monotonic() + dispatch.SETTLES + PATIENCE
        while len(summaries(tmp_path)) < 12:
            subprocess.run(order, env=environment, cwd=ROOT, check=True, capture_output=True, timeout=PATIENCE)
            assert time.monotonic() < end
        assert sorted(server.submitted.values()) == [1] * 13 + [2]
