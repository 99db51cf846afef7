"""``summarizer batch`` through the public face: what it finds, makes, resumes, bounds and tells."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from fake_server import FakeServer, Script, after, fails, fake_server, refuses, says
from stories import drafts, number_in, story, write_stories

from summarizer.article import Article
from summarizer.batch.store import STATE, Store
from summarizer.cli import main
from summarizer.summary import ArticleSummary

STRONG = "openai/gpt-5-mini"


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No setting and no key of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    config = tmp_path_factory.mktemp("config") / "config.toml"
    config.touch()
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(config))
    monkeypatch.setenv("SUMMARIZER_API_KEY", "sk-0123456789abcdef")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-0123456789abcdef")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of six stories in one subfolder."""
    write_stories(tmp_path / "in", 6)
    return tmp_path / "in"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def run(folder: Path, out: Path, *options: str, model: str = "none") -> Result:
    return CliRunner().invoke(main, ["batch", str(folder), "--out", str(out), "--model", model, *options])


def ask(server: FakeServer, folder: Path, out: Path, *options: str) -> Result:
    return run(folder, out, "--base-url", server.base_url, *options, model=STRONG)


def report(out: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((out / "run.json").read_text())
    return found


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def outputs(out: Path) -> dict[str, ArticleSummary]:
    """All summaries by their place."""
    return {
        str(path.relative_to(out)): ArticleSummary.model_validate_json(path.read_bytes())
        for path in sorted(out.rglob("*.json"))
        if path.is_file() and path != out / "run.json" and STATE not in path.parts
    }


def asked_about(server: FakeServer) -> list[int]:
    return sorted(number_in(seen) for seen in server.requests)


# -- what is found, and where it goes


def test_the_tree_is_mirrored_with_a_summary_for_each_article(folder: Path, out: Path) -> None:
    result = run(folder, out)
    assert result.exit_code == 0, result.output
    assert list(outputs(out)) == [f"000/story-000{number}.json" for number in range(6)]
    for number, summary in enumerate(outputs(out).values()):
        assert summary.article.text == story(number)
        assert summary.article.path == str(folder / "000" / f"story-000{number}.txt")
    assert report(out)["articles"] == {
        "done": 6,
        "copied": 0,
        "reused": 0,
        "failed": 0,
        "skipped": 0,
        "unfinished": 0,
        "waiting": 0,
    }
    assert re.search(r"^done +6$", result.stdout, re.MULTILINE)


def test_the_same_summary_as_of_the_single_call(folder: Path, out: Path, tmp_path: Path) -> None:
    article = folder / "000" / "story-0003.txt"
    run(folder, out)
    CliRunner().invoke(main, ["article", str(article), "--model", "none", "-o", str(tmp_path / "alone.json")])
    alone, batch = (json.loads(p.read_text()) for p in (tmp_path / "alone.json", out / "000" / "story-0003.json"))
    for summary in (alone, batch):
        del summary["run"]["seconds"]
    assert alone == batch


def test_other_formats_besides_json(folder: Path, out: Path) -> None:
    run(folder, out, "--also", "markdown", "--also", "html")
    assert (out / "000" / "story-0002.html").read_text().startswith("<!")
    assert (out / "000" / "story-0002.md").read_text().startswith("# ")
    (out / "000" / "story-0002.md").unlink()
    run(folder, out, "--also", "markdown")
    assert (out / "000" / "story-0002.md").exists()
    assert report(out)["articles"]["reused"] == 6


def test_where_names_would_meet_the_whole_name_is_kept(tmp_path: Path, out: Path) -> None:
    folder = tmp_path / "in"
    for number, name in enumerate(
        ["a.txt", "a.text", "b.txt", "run.txt", "index.txt", "sub/run.txt", "c.txt", "c.json/d.txt"]
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(story(number))
    assert run(folder, out, "--include", "*.txt", "--include", "*.text").exit_code == 0
    assert set(outputs(out)) == {
        "a.txt.json",
        "a.text.json",
        "b.json",
        "run.txt.json",
        "index.txt.json",
        "sub/run.json",
        "c.txt.json",
        "c.json/d.json",
    }


@pytest.mark.parametrize("place", [".", "..", "link"])
def test_an_output_folder_that_holds_the_articles_is_refused(folder: Path, place: str) -> None:
    (folder.parent / "link").symlink_to(folder)
    out = folder.parent / place if place == "link" else folder / place
    result = run(folder, out)
    assert result.exit_code == 2
    assert "a folder of their own" in result.stderr


def test_an_output_folder_inside_the_articles_is_not_read(folder: Path) -> None:
    for _ in range(2):
        assert run(folder, folder / "summaries", "--include", "*").exit_code == 0
    assert report(folder / "summaries")["articles"]["reused"] == 6


def test_a_name_of_any_bytes_is_an_article_too(tmp_path: Path, out: Path) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/in/d\xe9p\xf4t/caf\xe9.txt"))
    file.parent.mkdir(parents=True)
    file.write_text(story(1))
    assert run(tmp_path / "in", out, "--log-json", str(tmp_path / "log")).exit_code == 0
    (summary,) = outputs(out).values()
    assert summary.article.path is not None
    assert summary.article.path.endswith(r"d\xe9p\xf4t/caf\xe9.txt")
    assert run(tmp_path / "in", out).exit_code == 0
    assert report(out)["articles"]["reused"] == 1


# -- one text, one summary


def test_the_same_text_is_summarised_once_and_every_file_gets_it(folder: Path, out: Path) -> None:
    for name in ("a-copy.txt", "000/z-copy.txt"):
        (folder / name).write_text(story(3))
    with fake_server(after(0.05, drafts()), repeat=True) as server:
        assert ask(server, folder, out).exit_code == 0
        assert asked_about(server) == [0, 1, 2, 3, 4, 5]
    made = outputs(out)
    assert len(made) == 8
    original, copies = made["a-copy.json"], [made["000/story-0003.json"], made["000/z-copy.json"]]
    for copy in copies:
        assert copy.claims == original.claims
        assert copy.run.same_text_as == original.article.path
        assert (copy.run.requests, copy.run.prompt_tokens) == (0, 0)
        assert copy.article.path != original.article.path
    assert report(out)["articles"] | {"done": 6, "copied": 2} == report(out)["articles"]


def test_a_text_known_from_an_earlier_run_is_not_paid_for_again(folder: Path, out: Path) -> None:
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        (folder / "000" / "story-0000.txt").rename(folder / "moved.txt")
        (folder / "aaa.txt").write_text(story(5))
        assert ask(server, folder, out).exit_code == 0
        assert server.calls == 6
    assert outputs(out)["aaa.json"].run.same_text_as == str(folder / "000" / "story-0005.txt")
    assert outputs(out)["moved.json"].claims == outputs(out)["000/story-0000.json"].claims


def test_a_known_text_whose_summary_is_gone_is_summarised_again(folder: Path, out: Path) -> None:
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        (out / "000" / "story-0005.json").unlink()
        (folder / "copy.txt").write_text(story(5))
        assert ask(server, folder, out).exit_code == 0
        assert server.calls == 7


def test_where_the_first_of_a_text_fails_the_others_fail_without_a_call(folder: Path, out: Path) -> None:
    (folder / "copy.txt").write_text(story(3))
    bad = fails(400, "no")
    with fake_server(lambda seen: bad if number_in(seen) == 3 else drafts()(seen), repeat=True) as server:
        assert ask(server, folder, out).exit_code == 3
        assert asked_about(server) == [0, 1, 2, 3, 4, 5]
    assert len(lines(out / "failures.jsonl")) == 2


# -- resuming


def test_a_second_run_makes_no_call_and_changes_no_file(folder: Path, out: Path) -> None:
    with fake_server(drafts(), repeat=True) as server:
        assert ask(server, folder, out).exit_code == 0
        before = {path: path.stat().st_mtime_ns for path in out.rglob("story-*")}
        second = ask(server, folder, out)
        assert server.calls == 6
    assert second.exit_code == 0
    assert {path: path.stat().st_mtime_ns for path in out.rglob("story-*")} == before
    assert report(out)["articles"] == {
        "done": 0,
        "copied": 0,
        "reused": 6,
        "failed": 0,
        "skipped": 0,
        "unfinished": 0,
        "waiting": 0,
    }
    assert report(out)["requests"] == 0


def test_only_what_is_missing_changed_or_new_is_done(folder: Path, out: Path) -> None:
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        (out / "000" / "story-0001.json").unlink()
        (folder / "000" / "story-0002.txt").write_text(story(77))
        (folder / "new.txt").write_text(story(88))
        assert ask(server, folder, out).exit_code == 0
        assert asked_about(server) == [0, 1, 1, 2, 3, 4, 5, 77, 88]
    assert outputs(out)["000/story-0002.json"].article.text == story(77)


BROKEN: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda data: b"",
    "zeros": lambda data: b"\0" * len(data),
    "other JSON": lambda data: b'{"title": "not ours"}',
    "a letter of the article": lambda data: data.replace(b"electric buses", b"electric cars!"),
    "an offset": lambda data: re.sub(rb'"start": (\d+)', rb'"start": 1\1', data, count=1),
    "the fingerprint": lambda data: re.sub(rb'"digest": "[0-9a-f]{4}', b'"digest": "0000', data),
    "a part of it": lambda data: data.replace(b'"endpoint": "openai"', b'"endpoint": "others"'),
    "behind the end": lambda data: data + b"}",
}


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_output_never_counts_as_done(folder: Path, out: Path, broken: str) -> None:
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        path = out / "000" / "story-0004.json"
        whole = path.read_bytes()
        path.write_bytes(BROKEN[broken](whole))
        assert path.read_bytes() != whole
        assert ask(server, folder, out).exit_code == 0
        assert server.calls == 7
    assert without_time(path.read_text()) == without_time(whole.decode())


def without_time(text: str) -> str:
    return re.sub(r'"seconds": [\d.e-]+', '"seconds": 0', text)


@pytest.mark.parametrize(
    "options",
    [("--language", "de"), ("--model", "openai/gpt-5"), ("--prompts", "own")],
    ids=["language", "model", "prompt"],
)
def test_other_settings_make_other_summaries(
    folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "own" / "article"
    own.mkdir(parents=True)
    for file in (Path(__file__).parents[1] / "prompts" / "article").glob("*.*"):
        (own / file.name).write_text(file.read_text() + ("\nBe brief." if file.name == "system.jinja" else ""))
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        ask(server, folder, out, *options)
        assert server.calls >= 12
        calls = server.calls
        ask(server, folder, out, *options)
        assert server.calls == calls


def test_a_changed_draft_schema_makes_other_summaries(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from summarizer.drafts import ArticleDraft

    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        schema = ArticleDraft.model_json_schema()
        monkeypatch.setattr(ArticleDraft, "model_json_schema", lambda: schema | {"title": "Another"})
        ask(server, folder, out)
        assert server.calls == 12


def test_force_makes_all_anew_and_yet_each_text_once(folder: Path, out: Path) -> None:
    (folder / "copy.txt").write_text(story(3))
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)
        assert ask(server, folder, out, "--force").exit_code == 0
        assert asked_about(server) == sorted([0, 1, 2, 3, 4, 5] * 2)
    assert report(out)["articles"] | {"done": 6, "copied": 1} == report(out)["articles"]


# -- failing small


def test_one_bad_article_stops_nothing_and_is_tried_again(folder: Path, out: Path) -> None:
    (folder / "empty.txt").touch()
    (folder / "not-text.txt").write_bytes(b"\0\1\2")
    (folder / "gone.txt").symlink_to("nowhere")
    with fake_server(lambda seen: fails(400, "too odd") if number_in(seen) == 2 else drafts()(seen), repeat=True) as s:
        result = ask(s, folder, out)
    assert result.exit_code == 3
    assert "4 failed" in result.stderr
    failed = {Path(line["path"]).name: line for line in lines(out / "failures.jsonl")}
    assert {name: line["kind"] for name, line in failed.items()} == {
        "empty.txt": "article_error",
        "not-text.txt": "article_error",
        "gone.txt": "unreadable",
        "story-0002.txt": "endpoint_refused",
    }
    assert "too odd" in failed["story-0002.txt"]["message"]
    assert (failed["story-0002.txt"]["attempts"], failed["story-0002.txt"]["requests"]) == (1, 1)
    assert len(outputs(out)) == 5
    for name in ("empty.txt", "not-text.txt", "gone.txt"):
        (folder / name).unlink()
    with fake_server(drafts(), repeat=True) as server:
        assert ask(server, folder, out).exit_code == 0
        assert asked_about(server) == [2]
    assert lines(out / "failures.jsonl") == []


def test_what_a_failed_article_cost_is_counted(folder: Path, out: Path) -> None:
    with fake_server(lambda seen: (says("[]") if number_in(seen) == 2 else drafts())(seen), repeat=True) as server:
        ask(server, folder, out, "--price", "1/10")
        calls = server.calls
    (failed,) = lines(out / "failures.jsonl")
    assert failed["kind"] == "invalid_answer"
    assert failed["attempts"] == 3
    assert failed["requests"] == calls - 5 == 9
    assert failed["cost_usd"] == pytest.approx(9 * (100 * 1 + 20 * 10) / 1e6)
    assert report(out)["requests"] == calls
    assert report(out)["cost_usd"] == pytest.approx(calls * (100 * 1 + 20 * 10) / 1e6)


def test_a_fault_of_the_program_is_the_failure_of_one_article(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import summarizer.middle

    rules = summarizer.middle.by_rules

    def by_rules(article: Article) -> object:
        if "Route 4" in article.text:
            raise ZeroDivisionError("nobody thought of this")
        return rules(article)

    monkeypatch.setattr("summarizer.pipeline.by_rules", by_rules)
    assert run(folder, out, "--log-json", str(tmp_path / "log")).exit_code == 3
    (failed,) = lines(out / "failures.jsonl")
    assert failed["kind"] == "internal"
    assert "nobody thought of this" in failed["message"]
    assert "by_rules" in failed["traceback"]
    assert len(outputs(out)) == 5


@pytest.mark.parametrize(
    ("reply", "said"),
    [(fails(401, "bad key"), "did not accept the key"), (fails(402, "pay"), "no credit")],
    ids=["key", "credit"],
)
def test_a_hopeless_run_is_ended_with_the_reason(tmp_path: Path, out: Path, reply: Script, said: str) -> None:
    write_stories(tmp_path / "in", 60)
    with fake_server(reply, repeat=True) as server:
        result = ask(server, tmp_path / "in", out, "--concurrency", "4")
        assert server.calls < 12
    assert result.exit_code == 4
    assert said in result.stderr
    assert report(out)["ended_by"] == "failures"


def test_an_endpoint_that_is_not_there_ends_the_run(folder: Path, out: Path) -> None:
    result = run(folder, out, "--base-url", "http://127.0.0.1:9/v1", model=STRONG)
    assert result.exit_code == 4
    assert "is the server running?" in result.stderr


@pytest.mark.parametrize(("most", "least"), [("3", 4), ("10%", 3)])
def test_too_many_failures_end_the_run(tmp_path: Path, out: Path, most: str, least: int) -> None:
    write_stories(tmp_path / "in", 60)
    script = lambda seen: (refuses() if number_in(seen) % 4 == 0 else drafts())(seen)  # noqa: E731
    with fake_server(script, repeat=True) as server:
        result = ask(server, tmp_path / "in", out, "--concurrency", "2", "--max-failures", most)
    assert result.exit_code == 4
    assert f"--max-failures {most}" in result.stderr
    assert "I can't help with that" in result.stderr
    assert least <= report(out)["articles"]["failed"] <= least + 4
    assert report(out)["articles"]["done"] < 40


@pytest.mark.parametrize("text", ["many", "-1", "101%", ""])
def test_a_max_failures_that_is_none_is_refused(folder: Path, out: Path, text: str) -> None:
    result = run(folder, out, "--max-failures", text)
    assert result.exit_code == 2
    assert not out.exists()


def test_a_full_disk_ends_the_run_and_loses_nothing_that_was_written(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = Store.keep
    kept: list[Path] = []

    def full(self: Store, output: Path, summary: ArticleSummary) -> None:
        if len(kept) == 3:
            raise OSError(28, "No space left on device")
        keep(self, output, summary)
        kept.append(output)

    with fake_server(drafts(), repeat=True) as server:
        with monkeypatch.context() as patched:
            patched.setattr(Store, "keep", full)
            result = ask(server, folder, out, "--concurrency", "1")
        assert result.exit_code == 4
        assert "No space left on device" in result.stderr
        assert len(outputs(out)) == 3
        assert server.calls == 4
        assert ask(server, folder, out).exit_code == 0
        assert server.calls == 7


def test_a_second_run_over_the_same_folder_is_refused_and_told_who_is_first(folder: Path, out: Path) -> None:
    with Store(out):
        result = run(folder, out)
    assert result.exit_code == 2
    assert f"process {os.getpid()}" in result.stderr
    assert run(folder, out).exit_code == 0


# -- what it may spend


def test_a_budget_is_never_exceeded_by_the_servers_own_count(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARIZER_OUTPUT_TOKENS", "2000")
    write_stories(tmp_path / "in", 40)
    usage = drafts(prompt_tokens=900, completion_tokens=600)
    with fake_server(usage, repeat=True) as server:
        budget, price = 0.05, (900 * 1 + 600 * 2) / 1e6
        result = ask(server, tmp_path / "in", out, "--price", "1/2", "--budget", str(budget), "--concurrency", "8")
        calls = server.calls
    assert result.exit_code == 4
    assert "--budget" in result.stderr
    assert 0 < calls * price <= budget
    assert report(out)["ended_by"] == "budget"
    assert report(out)["cost_usd"] == pytest.approx(calls * price)
    assert len(outputs(out)) == calls
    assert lines(out / "failures.jsonl") == []


def test_tokens_in_total_are_never_exceeded(tmp_path: Path, out: Path) -> None:
    write_stories(tmp_path / "in", 40)
    with fake_server(drafts(prompt_tokens=900, completion_tokens=600), repeat=True) as server:
        result = ask(server, tmp_path / "in", out, "--max-tokens-total", "60000")
        calls = server.calls
    assert result.exit_code == 4
    assert "--max-tokens-total" in result.stderr
    assert 0 < calls * 1500 <= 60000


def test_a_budget_without_a_price_is_refused(folder: Path, out: Path) -> None:
    result = run(folder, out, "--base-url", "http://127.0.0.1:9/v1", "--budget", "1", model="some-model")
    assert result.exit_code == 2
    assert "--price" in result.stderr
    assert not out.exists()


def test_a_budget_for_what_costs_nothing_is_fine(folder: Path, out: Path) -> None:
    assert run(folder, out, "--budget", "1").exit_code == 0


def test_a_dry_run_tells_what_there_is_to_do_and_asks_nobody(folder: Path, out: Path) -> None:
    (folder / "copy.txt").write_text(story(3))
    (folder / "empty.txt").touch()
    with fake_server(drafts(), repeat=True) as server:
        first = ask(server, folder, out, "--dry-run", "--price", "1/2")
        assert not out.exists()
        ask(server, folder, out)
        (folder / "new.txt").write_text(story(99))
        calls = server.calls
        second = ask(server, folder, out, "--dry-run")
        assert server.calls == calls
    assert first.exit_code == second.exit_code == 0
    told = dict(re.findall(r"^(\S+(?: \S+)*)  +(.+)$", first.stdout, re.MULTILINE))
    assert (told["to do"], told["same text"], told["done already"], told["unusable"]) == ("6", "1", "0", "1")
    tokens = [int(number.replace(",", "")) for number in re.findall(r"[\d,]{2,}", told["tokens"])]
    assert told["cost"] == f"about ${(tokens[0] + 2 * tokens[1]) / 1e6:.4f}"
    assert re.search(r"^to do +1$", second.stdout, re.MULTILINE)
    assert "no price known" in second.stdout


def test_a_dry_run_knows_the_list_of_prices_and_needs_no_key(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    result = run(folder, out, "--dry-run", model=STRONG)
    assert result.exit_code == 0
    assert re.search(r"^cost +about \$0\.0\d+$", result.stdout, re.MULTILINE)


# -- what it tells


def test_the_report_tells_what_was_done_with_what_and_at_what_cost(folder: Path, out: Path) -> None:
    with fake_server(after(0.05, drafts()), repeat=True) as server:
        ask(server, folder, out, "--price", "1/10", "--concurrency", "3")
    told = report(out)
    assert told["model"] == STRONG
    assert [prompt["name"] for prompt in told["prompts"]] == ["article", "corrections"]
    assert (told["requests"], told["prompt_tokens"], told["completion_tokens"]) == (6, 600, 120)
    assert told["cost_usd"] == pytest.approx(6 * 3e-4)
    assert told["cost_usd_per_article"] == pytest.approx(3e-4)
    assert 1 < told["peak_calls"] <= 3
    assert 1 < told["peak_articles"] <= 3
    assert told["ended_by"] == "done"
    assert told["started"] <= told["ended"]
    assert "sk-" not in (out / "run.json").read_text()
    by_article = lines(out / "articles.jsonl")
    assert sum(line["cost_usd"] for line in by_article) == pytest.approx(told["cost_usd"])
    assert {line["output"] for line in by_article} == {f"000/story-000{number}" for number in range(6)}


def test_events_line_by_line(folder: Path, out: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    with fake_server(fails(500), drafts(), repeat=True) as server:
        result = ask(server, folder, out, "--log-json", str(log), "--concurrency", "1")
    assert result.exit_code == 0
    events = lines(log)
    assert [event["event"] for event in events].count("article_done") == 6
    assert any("500" in event["text"] for event in events if event["event"] == "note")
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", event["time"]) for event in events)
    before = len(events)
    run(folder, out, "--log-json", str(log))
    assert len(lines(log)) > before


def test_quiet_tells_nothing_but_failures(folder: Path, out: Path) -> None:
    result = run(folder, out, "-q")
    assert (result.exit_code, result.output) == (0, "")


def test_explain_tells_the_parts_and_what_has_changed(folder: Path, out: Path) -> None:
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out)

        def explain(*options: str) -> Iterator[str]:
            result = CliRunner().invoke(main, ["explain", str(out / "000" / "story-0001.json"), *options])
            assert result.exit_code == 0, result.output
            return iter(result.output.splitlines())

        told = list(explain())
        assert sum("the same" in line for line in told) >= 8
        assert told[-1].endswith("reused.")
        assert any(line.startswith("prompt article") for line in told)
        told = list(explain("--language", "de"))
        assert told[-1].endswith("made anew: prompt article, prompt corrections, language changed.")
        (folder / "000" / "story-0001.txt").write_text(story(50))
        assert list(explain())[-1].endswith("made anew: text changed.")
        (folder / "000" / "story-0001.txt").unlink()
        assert any("not where it was" in line for line in explain())


def test_explain_of_what_is_no_summary(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("{}")
    result = CliRunner().invoke(main, ["explain", str(tmp_path / "x.json")])
    assert result.exit_code == 2
    assert "made anew" in result.output or "make it anew" in result.output


def test_the_answers_come_from_recordings_too(folder: Path, out: Path, tmp_path: Path) -> None:
    tapes = str(tmp_path / "tapes")
    with fake_server(drafts(), repeat=True) as server:
        ask(server, folder, out, "--record", tapes)
        assert server.calls == 6
    assert run(folder, out, "--force", "--replay", tapes, model=STRONG).exit_code == 0
    assert report(out)["replayed"] == 6
    (folder / "new.txt").write_text(story(60))
    assert run(folder, out, "--replay", tapes, model=STRONG).exit_code == 3
    (failed,) = lines(out / "failures.jsonl")
    assert failed["kind"] == "replay_miss"


@pytest.mark.slow
def test_the_embedded_model_works_through_a_folder_and_then_has_nothing_to_do(tmp_path: Path, out: Path) -> None:
    write_stories(tmp_path / "in", 3)
    assert run(tmp_path / "in", out, model="local").exit_code == 0
    first = report(out)
    assert first["articles"]["done"] == 3
    assert first["requests"] >= 3
    assert first["peak_calls"] == 1
    assert run(tmp_path / "in", out, model="local").exit_code == 0
    second = report(out)
    assert (second["articles"]["reused"], second["requests"]) == (3, 0)
    assert second["seconds"] < 1
