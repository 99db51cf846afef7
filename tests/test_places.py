"""Batches of articles that a URL names, with outputs that another does: fsspec's own storage in memory."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from stories import story, write_stories
from upath import UPath

from summarizer.batch import places
from summarizer.cli import main

InMemory: Any = type(UPath("memory://").fs)


@pytest.fixture(autouse=True)
def nothing_of_mine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings, an empty cache, and nothing in memory."""
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("SUMMARIZER_CONFIG", os.devnull)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    InMemory.store.clear()
    InMemory.pseudo_dirs[:] = [""]


def put(*names: str) -> None:
    for number, name in enumerate(names):
        file = UPath(f"memory://news/{name}")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(story(number).encode())


def run(folder: object = "memory://news", out: object = "memory://desk", *options: str) -> Result:
    return CliRunner().invoke(main, ["batch", str(folder), "--out", str(out), "--model", "none", *options])


def report(out: str = "memory://desk") -> dict[str, Any]:
    found: dict[str, Any] = json.loads((UPath(out) / "run.json").read_text())["articles"]
    return {name: number for name, number in found.items() if number}


def written(out: str = "memory://desk") -> list[str]:
    return sorted(str(file).removeprefix(f"{out}/") for file in UPath(out).rglob("*") if file.is_file())


def test_a_summary_for_each_article_in_the_same_tree() -> None:
    put("b.txt", "sub/a.txt", "sub/deep/c.txt", "sub/other.css", ".hidden/d.txt")
    assert run("memory://news", "memory://desk", "--also", "markdown").exit_code == 0
    assert written() == [
        "articles.jsonl", "b.json", "b.md", "failures.jsonl", "run.json",
        "sub/a.json", "sub/a.md", "sub/deep/c.json", "sub/deep/c.md",
    ]  # fmt: skip
    assert json.loads(UPath("memory://desk/sub/a.json").read_text())["article"]["path"] == "memory://news/sub/a.txt"
    assert UPath("memory://desk/articles.jsonl").read_text().count("article_done") == 3


def test_equal_to_that_of_a_folder_here(tmp_path: Path) -> None:
    write_stories(tmp_path / "in", 12)
    assert run(tmp_path / "in", "memory://desk").exit_code == 0
    assert run(f"file://{tmp_path}/in", tmp_path / "out").exit_code == 0
    for number in range(12):
        name = f"{number // 10:03}/story-{number:04}.json"
        there, here = (
            json.loads((UPath("memory://desk") / name).read_text()),
            json.loads(Path(tmp_path / "out" / name).read_text()),
        )
        del there["run"]["seconds"], here["run"]["seconds"]
        assert there == here


def test_what_is_done_stays_and_what_is_broken_is_made_again() -> None:
    put("a.txt", "b.txt", "c.txt")
    run()
    UPath("memory://desk/b.json").write_bytes(UPath("memory://desk/b.json").read_bytes()[:-20])
    UPath("memory://desk/c.json").unlink()
    assert run().exit_code == 0
    assert report() == {"done": 2, "reused": 1}


def test_names_that_would_meet_keep_their_endings_and_the_outputs_are_no_articles() -> None:
    put("a.txt", "a.text", "run.txt", "desk/x.txt")
    options = ["--include", "*.txt", "--include", "*.text", "--include", "*.json"]
    for _ in range(2):
        assert run("memory://news", "memory://news/desk", *options).exit_code == 0
    assert [name for name in written("memory://news/desk") if name.endswith("json")] == [
        "a.text.json", "a.txt.json", "run.json", "run.txt.json",
    ]  # fmt: skip


def test_where_files_are_not_whole_by_themselves_they_are_moved_into_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "_WHOLE", frozenset())
    moved = []
    move = InMemory.mv

    def noted(fs: object, part: str, whole: str) -> None:
        moved.append(whole)
        move(fs, part, whole)

    monkeypatch.setattr(InMemory, "mv", noted)
    put("a.txt")
    assert run().exit_code == 0
    assert "/desk/a.json" in moved
    assert not [name for name in written() if name.endswith(".part")]


def test_storage_that_cannot_be_written_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    put("a.txt", "b.txt")
    keep = InMemory.pipe_file

    def fails(fs: object, path: str, data: bytes) -> None:
        if path.endswith("a.json"):
            raise RuntimeError("no connection")
        keep(fs, path, data)

    monkeypatch.setattr(InMemory, "pipe_file", fails)
    result = run("memory://news", "memory://desk", "--concurrency", "1")
    assert result.exit_code == 4
    assert "memory://desk: RuntimeError: no connection" in result.stderr


@pytest.mark.parametrize(
    ("folder", "out", "message"),
    [
        ("memory://nowhere", "memory://desk", "there is no folder memory://nowhere"),
        ("nothing://news", "memory://desk", "nothing://news cannot be reached"),
        ("memory://news", "memory://news", "a folder of their own"),
    ],
)
def test_what_cannot_be_is_said_before_anything_is_done(folder: str, out: str, message: str) -> None:
    put("a.txt")
    result = run(folder, out)
    assert result.exit_code == 2
    assert message in result.stderr


def test_without_the_extra_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "upath", None)
    result = run()
    assert result.exit_code == 2
    assert "pip install 'summarizer[ray]'" in result.stderr


def test_a_dry_run_reads_there_and_writes_nothing() -> None:
    put("a.txt", "b.txt")
    result = run("memory://news", "memory://desk", "--dry-run")
    assert result.exit_code == 0
    assert "to do  " in result.stdout
    assert written() == []
