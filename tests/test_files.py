"""Files written whole or not at all."""

from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from summarizer.batch import places
from summarizer.files import replace


def test_a_new_file_gets_what_the_umask_says_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        replace(tmp_path / "new", b"1")
        (tmp_path / "old").write_bytes(b"0")
        (tmp_path / "old").chmod(0o600)
        replace(tmp_path / "old", b"1")
    finally:
        os.umask(before)
    assert [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "old")] == [0o640, 0o600]


def test_what_is_private_is_private_while_it_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o600)
    modes: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: modes.append(stat.S_IMODE(os.fstat(handle).st_mode)))
    replace(file, b"new", durable=True)
    assert modes[0] == 0o600
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_many_threads_may_write_one_file_and_leave_the_umask_as_it_was(tmp_path: Path) -> None:
    before = os.umask(0o022)
    os.umask(before)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda number: replace(tmp_path / str(number % 5), b"x" * number), range(500)))
    after = os.umask(before)
    assert after == before
    assert {len(file.read_bytes()) % 5 == int(file.name) for file in tmp_path.iterdir()} == {True}
    assert len([*tmp_path.iterdir()]) == 5


def test_of_several_groups_those_that_can_be_are_written(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "parts").mkdir()
    groups = [
        [places.File(tmp_path / "new" / "a", b"1"), places.File(tmp_path / "new" / "b", b"2")],
        [places.File(tmp_path / "c", b"3"), places.File(tmp_path / "folder", b"4"), places.File(tmp_path / "d", b"5")],
        [places.File(tmp_path / "no\0name", b"6")],
        [places.File(tmp_path / "e", b"7")],
    ]
    errors = places.write_each(groups, tmp_path / "parts")
    assert [type(error) for error in errors] == [type(None), IsADirectoryError, ValueError, type(None)]
    found = {str(file.relative_to(tmp_path)): file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()}
    assert found == {"new/a": b"1", "new/b": b"2", "c": b"3", "e": b"7"}
    with pytest.raises(IsADirectoryError):
        places.write(groups[1], tmp_path / "parts")


@pytest.mark.parametrize("durable", [False, True])
def test_where_it_cannot_be_finished_the_old_file_stays_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, durable: bool
) -> None:
    (tmp_path / "file").write_bytes(b"old")
    parts = tmp_path / "parts"
    parts.mkdir()

    def full(self: Path, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        replace(tmp_path / "file", b"new", durable=durable, parts=parts)
    assert (tmp_path / "file").read_bytes() == b"old"
    assert not list(parts.iterdir())


def test_a_name_may_be_as_long_as_names_may_be(tmp_path: Path) -> None:
    replace(tmp_path / ("x" * 255), b"1", durable=True)
    assert (tmp_path / ("x" * 255)).read_bytes() == b"1"
