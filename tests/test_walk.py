"""What counts as an article, in which order, and under which name."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from summarizer.batch.walk import Found, Patterns, Unreadable, Walk
from summarizer.errors import ConfigurationError


def make(folder: Path, *names: str) -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(name)
    return folder


def found(folder: Path, include: Sequence[str] = ("*.txt",), exclude: Sequence[str] = ()) -> list[str]:
    """Where the articles are, relative to the folder."""
    return [
        str(each.path.relative_to(folder))
        for each in Walk(folder, Patterns(include, exclude))
        if isinstance(each, Found)
    ]


def test_files_come_before_folders_and_all_by_name(tmp_path: Path) -> None:
    make(tmp_path, "b.txt", "a/z.txt", "a/b/c.txt", "c/a.txt", "a.txt", "a.b/x.txt", "B.txt")
    assert found(tmp_path) == ["B.txt", "a.txt", "b.txt", "a/z.txt", "a/b/c.txt", "a.b/x.txt", "c/a.txt"]


def test_no_two_articles_have_the_same_output(tmp_path: Path) -> None:
    names = ["a.txt", "a.text", "a.txt.md", "a.txt.md.txt", "b.txt", "b.json/c.txt", "d", "d.txt", "e.txt", "e.txt.txt"]
    make(tmp_path, *names)
    outputs = [str(each.output) for each in Walk(tmp_path, Patterns(["*"])) if isinstance(each, Found)]
    assert len(set(outputs)) == len(names)
    assert outputs[:4] == ["a.text", "a.txt", "a.txt.md", "a.txt.md.txt"]
    assert {"b.txt", "b.json/c", "d", "d.txt"} <= set(outputs)


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", ".b.txt", ".git/c.txt", "d/.e/f.txt")
    assert found(tmp_path, ["*"]) == ["a.txt"]


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        (["*.md"], [], ["b.md", "sub/d.md"]),
        (["sub/"], [], ["sub/c.txt", "sub/d.md", "sub/deep/e.txt"]),
        (["/*.txt"], [], ["a.txt"]),
        (["sub/**/*.txt"], [], ["sub/c.txt", "sub/deep/e.txt"]),
        (["*"], ["deep/", "*.md"], ["a.txt", "sub/c.txt"]),
        (["*"], ["*", "!*.md"], ["b.md"]),
        (["[ab].*"], [], ["a.txt", "b.md"]),
    ],
)
def test_patterns_are_those_of_gitignore(
    tmp_path: Path, include: list[str], exclude: list[str], expected: list[str]
) -> None:
    make(tmp_path, "a.txt", "b.md", "sub/c.txt", "sub/d.md", "sub/deep/e.txt")
    assert found(tmp_path, include, exclude) == expected


def test_a_pattern_that_is_none_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="pattern"):
        Patterns(["!"])


def test_what_is_excluded_is_not_even_looked_into(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "secret/b.txt")
    (tmp_path / "secret").chmod(0)
    try:
        walked = list(Walk(tmp_path, Patterns(["*.txt"], ["secret/"])))
    finally:
        (tmp_path / "secret").chmod(0o755)
    assert [each.path.name for each in walked] == ["a.txt"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "closed/b.txt", "z.txt")
    (tmp_path / "closed").chmod(0)
    try:
        walked = list(Walk(tmp_path, Patterns(["*.txt"])))
    finally:
        (tmp_path / "closed").chmod(0o755)
    assert [type(each) for each in walked] == [Found, Found, Unreadable]


def test_a_folder_that_vanishes_is_told(tmp_path: Path) -> None:
    make(tmp_path, "a.txt", "gone/b.txt", "z/c.txt")
    walk = iter(Walk(tmp_path, Patterns(["*.txt"])))
    assert next(walk).path.name == "a.txt"
    (tmp_path / "gone" / "b.txt").unlink()
    (tmp_path / "gone").rmdir()
    told = list(walk)
    assert [each.path.name for each in told] == ["gone", "c.txt"]
    assert isinstance(told[0], Unreadable)


def test_links_that_lead_round_in_a_circle_end(tmp_path: Path) -> None:
    folder = make(tmp_path / "in", "a.txt", "sub/b.txt")
    (folder / "sub" / "up").symlink_to(folder)
    (folder / "sub" / "self").symlink_to(folder / "sub")
    (folder / "further").symlink_to(tmp_path)
    (folder / "loop").symlink_to("loop")
    (folder / "root").symlink_to("/")
    assert found(folder) == ["a.txt", "sub/b.txt"]


def test_every_folder_behind_links_is_walked_once_and_one_inside_at_its_own_place(tmp_path: Path) -> None:
    folder = make(tmp_path / "in", "z/own.txt")
    outside = make(tmp_path / "outside", "far.txt", "deep/far.txt")
    (outside / "back").symlink_to(folder)
    (outside / "deep" / "up").symlink_to(outside)
    for name in ("first", "second"):
        (folder / name).symlink_to(outside)
    (folder / "deep-only").symlink_to(outside / "deep")
    (folder / "again").symlink_to(folder / "z")
    assert found(folder) == ["deep-only/far.txt", "deep-only/up/far.txt", "z/own.txt"]


def test_a_linked_file_is_an_article_and_a_pipe_is_none(tmp_path: Path) -> None:
    folder = make(tmp_path / "in", "a.txt")
    (folder / "link.txt").symlink_to(make(tmp_path / "elsewhere", "b.txt") / "b.txt")
    (folder / "nowhere.txt").symlink_to("gone")
    os.mkfifo(folder / "pipe.txt")
    assert found(folder) == ["a.txt", "link.txt", "nowhere.txt"]


def test_memory_does_not_grow_with_the_folder(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        folder = tmp_path / str(count)
        folder.mkdir(exist_ok=True)
        for number in range(count):
            (folder / f"a-name-that-takes-some-room-{number:06}.txt").touch()
        tracemalloc.start()
        assert sum(1 for _ in Walk(folder, Patterns(["*.txt"]))) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    # the interpreter's table of names, which paths are kept in, doubles now and then: not in every round
    assert min(peak(5000) for _ in range(3)) < 1.5 * peak(500)
