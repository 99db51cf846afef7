"""Finds the articles of a folder, in a fixed order, and names their outputs."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pathspec import GitIgnoreSpec

from summarizer.batch import places
from summarizer.errors import ConfigurationError

RESERVED = frozenset({"run", "index"})
"""Names at the top of the output folder that are not for articles: the run's report, and the page of all summaries."""
TAKEN = frozenset({"run.json", "articles.jsonl", "failures.jsonl", "index.html"})
"""The files at the top of the output folder, whose names no folder can have."""


@dataclass(frozen=True, slots=True)
class Found:
    """An article's file."""

    path: Path
    """Where it is: the folder as given, and the way from there."""
    output: Path
    """Its summary's place in the output folder, without the ending: ``sub/x``, or ``sub/x.txt`` where names meet."""
    parts: Path
    """Folder in the output folder for the summaries of a file that holds several articles."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A folder that cannot be listed."""

    path: Path
    why: str


class Patterns:
    """Which files are wanted, by patterns as ``.gitignore`` has them, relative to the folder.

    A pattern without a slash is for names at any depth, one with a slash for the way from the folder;
    ``**`` stands for any number of folders. What ``exclude`` matches is left out, with all below it.

    Raises:
        ConfigurationError: a pattern is none.
    """

    def __init__(self, include: Sequence[str], exclude: Sequence[str] = ()) -> None:
        self._include = _spec(include)
        self._exclude = _spec(exclude)

    def wants(self, name: str) -> bool:
        """Whether the file called ``name``, relative to the folder and with slashes, is wanted."""
        return self._include.match_file(name) and not self._exclude.match_file(name)

    def enters(self, name: str) -> bool:
        """Whether the folder called ``name`` may hold wanted files."""
        return not self._exclude.match_file(f"{name}/")


class Walk:
    """All wanted files under ``folder``; every iteration looks anew.

    Files come before subfolders, both by name, so that two walks of the same files agree. Hidden files and
    folders are left out, and the folder ``besides`` with all that it holds. A linked file counts as a file. A linked
    folder is not entered where it lies inside ``folder``, where it is met at its own place, or where it holds
    ``folder``; and no folder behind links is entered twice, so that circles end.

    Memory does not grow with the folder: the names of one folder at a time are sorted, on disk where they are many.
    """

    def __init__(self, folder: Path, patterns: Patterns, besides: Path | None = None) -> None:
        self._folder = folder
        self._patterns = patterns
        self._besides = os.path.realpath(besides) if besides and places.is_local(besides) else None
        self._root = os.path.realpath(folder)

    def __iter__(self) -> Iterator[Found | Unreadable]:
        # The empty name is SQLite's for a database of its own that spills to disk and is gone with the connection.
        store = sqlite3.connect("", check_same_thread=False)
        try:
            store.executescript(_TABLES)
            yield from self._walk(store)
        finally:
            store.close()

    def _walk(self, store: sqlite3.Connection) -> Iterator[Found | Unreadable]:
        store.execute("INSERT INTO folders (way, real) VALUES (?, NULL)", (b"",))
        while row := store.execute("SELECT id, way, real FROM folders ORDER BY id DESC LIMIT 1").fetchone():
            number, way, real = row
            store.execute("DELETE FROM folders WHERE id = ?", (number,))
            if real is not None and not store.execute("INSERT OR IGNORE INTO entered VALUES (?)", (real,)).rowcount:
                continue
            try:
                self._list(store, way, behind_links=real is not None)
            except OSError as error:
                yield Unreadable(self._folder / os.fsdecode(way), error.strerror or str(error))
                continue
            yield from self._files(store, way)
            store.execute(_SUBFOLDERS, (way,))

    def _list(self, store: sqlite3.Connection, way: bytes, *, behind_links: bool) -> None:
        store.execute("DELETE FROM names")
        folder = self._folder / os.fsdecode(way)
        with os.scandir(folder) as entries:
            rows = self._rows(entries, os.fsdecode(way), behind_links=behind_links)
            store.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", rows)

    def _rows(
        self, entries: Iterator[os.DirEntry[str]], way: str, *, behind_links: bool
    ) -> Iterator[tuple[bytes, bytes, bool, bytes | None]]:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if _is_folder(entry):
                linked = behind_links or entry.is_symlink()
                real = os.path.realpath(entry.path)
                if self._patterns.enters(way + entry.name) and self._may_enter(real, linked=linked):
                    yield os.fsencode(entry.name), os.fsencode(entry.name), True, os.fsencode(real) if linked else None
            elif self._patterns.wants(way + entry.name) and _may_be_read(entry):
                yield os.fsencode(entry.name), os.fsencode(f"{Path(entry.name).stem}.json"), False, None

    def _may_enter(self, real: str, *, linked: bool) -> bool:
        if real == self._besides:
            return False
        return not linked or not (_inside(real, self._root) or _inside(self._root, real))

    def _files(self, store: sqlite3.Connection, way: bytes) -> Iterator[Found]:
        folder = Path(os.fsdecode(way))
        for name, meets in store.execute(_FILES):
            path = Path(os.fsdecode(name))
            reserved = not way and path.stem in RESERVED
            output = path.name if meets or reserved else path.stem
            yield Found(self._folder / (folder / path), folder / output, folder / self._parts(store, output, way))

    def _parts(self, store: sqlite3.Connection, output: str, way: bytes) -> str:
        """A folder's name that is nobody else's: ``output`` itself wherever it can be."""
        if way or output not in TAKEN:
            return output
        others = {os.fsdecode(other).removesuffix(".json") for row in store.execute(_ALL_NAMES) for other in row}
        name = f"{output}_"
        while name in others:
            name += "_"
        return name


class RemoteWalk(Walk):
    """The same of a folder that fsspec reaches; there are no links in it. Names of one folder are held in memory."""

    def __init__(self, folder: Path, patterns: Patterns, besides: Path | None = None) -> None:
        self._folder = folder
        self._patterns = patterns
        self._left_out = str(besides).rstrip("/")

    def _list(self, store: sqlite3.Connection, way: bytes, *, behind_links: bool) -> None:
        store.execute("DELETE FROM names")
        store.executemany("INSERT INTO names VALUES (?, ?, ?, ?)", self._named(os.fsdecode(way)))

    def _named(self, way: str) -> Iterator[tuple[bytes, bytes, bool, bytes | None]]:
        for name, is_folder in places.listed(self._folder, way):
            if name.startswith("."):
                continue
            if is_folder:
                if self._patterns.enters(way + name) and str(self._folder / (way + name)) != self._left_out:
                    yield os.fsencode(name), os.fsencode(name), True, None
            elif self._patterns.wants(way + name):
                yield os.fsencode(name), os.fsencode(f"{Path(name).stem}.json"), False, None


def walk(folder: Path, patterns: Patterns, besides: Path | None = None) -> Walk:
    """All wanted files under ``folder``, wherever it is, see :class:`Walk`."""
    return (Walk if places.is_local(folder) else RemoteWalk)(folder, patterns, besides)


_TABLES = """
PRAGMA temp_store = FILE;
PRAGMA cache_size = -4096;
-- Folders still to be entered, the last first; behind links with their real place.
CREATE TABLE folders (id INTEGER PRIMARY KEY, way BLOB NOT NULL, real BLOB);
-- What one folder holds, each with the name that its output, or the folder itself, would have.
CREATE TABLE names (name BLOB PRIMARY KEY, output BLOB NOT NULL, folder INTEGER NOT NULL, real BLOB) WITHOUT ROWID;
CREATE TABLE entered (real BLOB PRIMARY KEY) WITHOUT ROWID;
"""
# A name meets another where both would have the same output, or where the other, keeping its whole name, would.
_FILES = """
SELECT name, meets OR EXISTS (
  SELECT * FROM names AS other WHERE other.name = substr(mine.output, 1, length(mine.output) - length('.json'))
)
FROM (SELECT *, COUNT(*) OVER (PARTITION BY output) > 1 AS meets FROM names) AS mine
WHERE NOT folder ORDER BY name
"""
_ALL_NAMES = "SELECT name, output FROM names"
# Joined names are text to SQLite, which Python would decode; a name may be of any bytes.
_SUBFOLDERS = """
INSERT INTO folders (way, real)
SELECT CAST(? || name || '/' AS BLOB), real FROM names WHERE folder ORDER BY name DESC
"""


def _inside(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads nowhere, or round in a circle


def _may_be_read(entry: os.DirEntry[str]) -> bool:
    """Whether opening it does no more than open a file: a pipe would wait for a writer, a device may do anything."""
    try:
        return stat.S_ISREG(entry.stat().st_mode)
    except OSError:
        return True  # reading will tell why it cannot be


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    try:
        return GitIgnoreSpec.from_lines(patterns)
    except ValueError as error:
        raise ConfigurationError(f"a pattern is not understood: {error}") from None
