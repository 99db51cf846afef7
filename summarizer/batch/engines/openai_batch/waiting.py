"""The articles that wait for answers: on disk, so that memory does not grow with the folder."""

from __future__ import annotations

import pickle
import sqlite3
from types import TracebackType
from typing import Self

from summarizer.batch.plan import Task
from summarizer.batch.tally import Tally


class Waiting:
    """Tasks by the digest of their fingerprint; those with one text wait together. Gone with the run.

    Args:
        tally: is told how many wait.
    """

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._store = sqlite3.connect("", check_same_thread=False, isolation_level=None)  # SQLite's own, spills to disk
        self._store.execute("CREATE TABLE tasks (id INTEGER PRIMARY KEY, digest TEXT NOT NULL, task BLOB NOT NULL)")
        self._store.execute("CREATE INDEX digests ON tasks (digest)")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    def __len__(self) -> int:
        return self._tally.waiting

    def add(self, task: Task) -> None:
        """Let a task wait."""
        self._store.execute(
            "INSERT INTO tasks (digest, task) VALUES (?, ?)", (task.fingerprint.digest, pickle.dumps(task))
        )
        self._tally.waiting += 1

    def take(self, digest: str) -> list[Task]:
        """The tasks of this digest, which wait no longer, in the order in which they came."""
        rows = self._store.execute("SELECT task FROM tasks WHERE digest = ? ORDER BY id", (digest,)).fetchall()
        self._store.execute("DELETE FROM tasks WHERE digest = ?", (digest,))
        self._tally.waiting -= len(rows)
        return [pickle.loads(row[0]) for row in rows]
