"""A SQLite database that is kept up with an output folder: what has changed there is read again, nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from types import TracebackType
from typing import Self

from summarizer.batch.records import REPORT
from summarizer.batch.store import sound
from summarizer.batch.tally import shown
from summarizer.batch.walk import Found, Patterns, Walk
from summarizer.errors import ConfigurationError
from summarizer.export.rows import insert

DATABASE = "summaries.db"
"""Name of the database in its output folder."""
_VERSION = 1
_AT_ONCE = 500
"""Summaries between two commits: what an interrupted export need not read again."""


@dataclass
class Kept:
    """What was done to keep up."""

    added: int = 0
    """Summaries new, or changed since."""
    removed: int = 0
    """Summaries that are gone."""
    same: int = 0
    """Summaries not read again."""
    skipped: int = 0
    """JSON files that are no whole summaries."""


class Database:
    """The database in file ``path``; made where it is not there.

    Raises:
        ConfigurationError: the file is no database of this program, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.connection = sqlite3.connect(path, isolation_level=None)
            self.connection.execute("PRAGMA foreign_keys = ON")
            (version,) = self.connection.execute("PRAGMA user_version").fetchone()
            if not self.connection.execute("SELECT * FROM sqlite_master LIMIT 1").fetchone():
                self.connection.execute("PRAGMA journal_mode = WAL")
                tables = files("summarizer.export").joinpath("tables.sql").read_text(encoding="utf-8")
                self.connection.executescript(f"BEGIN;\n{tables}\nCOMMIT;")
            elif version != _VERSION:
                raise ConfigurationError(f"{path} is no export of this version; delete it, or choose another file")
        except sqlite3.Error as error:
            raise ConfigurationError(f"{path} cannot be used as a database: {error}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        # Without its log beside it the file is complete, and may be opened where it cannot be written to.
        self.connection.execute("PRAGMA journal_mode = DELETE")
        self.connection.close()

    def keep_up(self, folder: Path) -> Kept:
        """Bring the database up to the summaries in ``folder``.

        Raises:
            ConfigurationError: it cannot be written.
        """
        try:
            return self._keep_up(folder)
        except sqlite3.Error as error:
            raise ConfigurationError(f"{self.path} cannot be written: {error}") from None

    def _keep_up(self, folder: Path) -> Kept:
        kept, run = Kept(), self.connection.execute
        run("CREATE TEMP TABLE met (output TEXT PRIMARY KEY) WITHOUT ROWID")
        run("BEGIN")
        for number, (output, path) in enumerate(_outputs(folder), 1):
            self._keep_one(output, path, kept)
            if number % _AT_ONCE == 0:
                run("COMMIT")
                run("BEGIN")
        kept.removed = run("DELETE FROM articles WHERE output NOT IN (SELECT output FROM met)").rowcount
        run("COMMIT")
        run("DROP TABLE met")
        return kept

    def _keep_one(self, output: str, path: Path, kept: Kept) -> None:
        run = self.connection.execute
        try:
            state = path.stat()
        except OSError:
            return  # gone since it was listed: as if it had not been
        known = run("SELECT size, modified FROM articles WHERE output = ?", (output,)).fetchone()
        if known == (state.st_size, state.st_mtime_ns):
            run("INSERT INTO met VALUES (?)", (output,))
            kept.same += 1
            return
        summary = sound(path)
        if summary is None:
            kept.skipped += 1
            return
        run("DELETE FROM articles WHERE output = ?", (output,))
        insert(self.connection, summary, output, size=state.st_size, modified=state.st_mtime_ns)
        run("INSERT INTO met VALUES (?)", (output,))
        kept.added += 1


def _outputs(folder: Path) -> Iterator[tuple[str, Path]]:
    for found in Walk(folder, Patterns(["*.json"], [f"/{REPORT}"])):
        if isinstance(found, Found):
            yield shown(found.path.relative_to(folder)), found.path
