"""What was asked, what was sent, and what came back: on disk before and after every step that others see.

A request is *wanted*, then *in a batch*, then *answered*; what a batch loses is wanted again. A batch goes through
the states of ``State``. The two that end in ``-ing`` are noted before the provider is told anything, so that whoever
reads the journal after a crash knows that it may have been told, and looks before telling it again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import Self
from uuid import uuid4

from summarizer.batch.engines.openai_batch.records import Answer, Load, Sent, State, Wanted
from summarizer.llm.meter import Meter

_TABLES = """
CREATE TABLE IF NOT EXISTS requests (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,       -- custom_id
  digest TEXT NOT NULL,            -- of the article's fingerprint
  line BLOB NOT NULL,              -- as it stands in the request file
  tokens INTEGER NOT NULL,         -- about how many the prompt has
  most_tokens INTEGER NOT NULL,    -- more than that prompt and answer cannot have,
  most_usd REAL NOT NULL,          -- nor cost
  batch INTEGER REFERENCES batches,
  lost INTEGER NOT NULL DEFAULT 0, -- how many batches gave no answer
  status INTEGER,                  -- of the answer
  answer BLOB                      -- its body
);
CREATE INDEX IF NOT EXISTS requests_digest ON requests (digest);
CREATE INDEX IF NOT EXISTS requests_batch ON requests (batch);
CREATE INDEX IF NOT EXISTS requests_wanted ON requests (id) WHERE status IS NULL AND batch IS NULL;
CREATE TABLE IF NOT EXISTS articles (
  digest TEXT PRIMARY KEY,
  try INTEGER NOT NULL,
  rounds INTEGER NOT NULL,         -- how often it has had to wait
  spent TEXT NOT NULL DEFAULT '{}' -- on the tries before
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS batches (
  id INTEGER PRIMARY KEY,
  marker TEXT NOT NULL UNIQUE,     -- the name of its file, and its metadata at the provider
  state TEXT NOT NULL,
  since REAL NOT NULL DEFAULT 0,   -- Unix time of the last change of state
  file TEXT,
  batch TEXT,
  over REAL                        -- when it was first seen to be over, its files not yet named
);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
-- The articles that this run has: what an earlier one had besides is neither sent nor asked for.
CREATE TEMP TABLE live (digest TEXT PRIMARY KEY) WITHOUT ROWID;
"""
_OUTSTANDING = "status IS NULL AND batch IS NOT NULL"
_WANTED = "status IS NULL AND batch IS NULL AND digest IN live"

_BATCH = "id, marker, state, since, file, batch"


class Journal:
    """A file of its own in the output folder; every method is one transaction, on disk when it returns.

    Args:
        path: the file.

    Raises:
        OSError: it cannot be opened, or is no journal.
    """

    def __init__(self, path: Path) -> None:
        try:
            self._store = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            self._store.execute("PRAGMA journal_mode = WAL")
            self._store.execute("PRAGMA synchronous = FULL")
            self._store.executescript(_TABLES)
        except sqlite3.Error as error:
            raise OSError(f"{path}: {error}") from None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    # -- articles

    def knows(self, digest: str) -> bool:
        """Whether anything was asked about the article."""
        return self._store.execute("SELECT 1 FROM requests WHERE digest = ? LIMIT 1", (digest,)).fetchone() is not None

    def take_up(self, digest: str) -> None:
        """This run has the article."""
        self._store.execute("INSERT OR IGNORE INTO live VALUES (?)", (digest,))

    def waits(self, digest: str) -> bool:
        """Whether an answer about the article is still to come."""
        found = self._store.execute("SELECT 1 FROM requests WHERE digest = ? AND status IS NULL LIMIT 1", (digest,))
        return found.fetchone() is not None

    def stage(self, digest: str) -> tuple[int, int, Meter]:
        """Which try of the article is under way, from 1; how often it has had to wait; what earlier tries cost."""
        row = self._store.execute("SELECT try, rounds, spent FROM articles WHERE digest = ?", (digest,)).fetchone()
        return (row[0], row[1], Meter(**json.loads(row[2]))) if row else (1, 0, Meter())

    def want(self, digest: str, wanted: Iterable[Wanted]) -> None:
        """The article waits for answers to these requests."""
        with self._changing() as store:
            store.execute(
                "INSERT INTO articles (digest, try, rounds) VALUES (?, 1, 1)"
                " ON CONFLICT (digest) DO UPDATE SET rounds = rounds + 1",
                (digest,),
            )
            store.executemany(
                "INSERT OR IGNORE INTO requests (name, digest, line, tokens, most_tokens, most_usd)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                ((each.name, digest, each.line, each.tokens, each.most_tokens, each.most_usd) for each in wanted),
            )

    def try_again(self, digest: str, spent: Meter) -> None:
        """Forget the answers about the article, which come to nothing; all its tries have cost ``spent`` so far."""
        with self._changing() as store:
            store.execute("DELETE FROM requests WHERE digest = ?", (digest,))
            store.execute(
                "INSERT INTO articles (digest, try, rounds, spent) VALUES (?, 2, 0, ?)"
                " ON CONFLICT (digest) DO UPDATE SET try = try + 1, spent = excluded.spent",
                (digest, json.dumps(asdict(spent))),
            )

    def forget(self, digest: str) -> None:
        """The article is settled."""
        with self._changing() as store:
            store.execute("DELETE FROM requests WHERE digest = ?", (digest,))
            store.execute("DELETE FROM articles WHERE digest = ?", (digest,))

    def answer(self, name: str) -> Answer | None:
        """The answer to the request with this ``custom_id``, if it has come."""
        row = self._store.execute("SELECT status, answer FROM requests WHERE name = ?", (name,)).fetchone()
        return Answer(name, row[0], row[1]) if row is not None and row[0] is not None else None

    # -- batches

    def compose(self, names: Iterable[str]) -> int:
        """Put these requests into one batch; the number of it."""
        with self._changing() as store:
            batch = store.execute(
                "INSERT INTO batches (marker, state) VALUES (?, 'composed')", (f"summarizer-{uuid4().hex}",)
            ).lastrowid
            assert batch is not None
            store.executemany("UPDATE requests SET batch = ? WHERE name = ?", ((batch, name) for name in names))
        return batch

    def wanted(self) -> Iterator[tuple[str, int, Load]]:
        """Requests that are in no batch, the oldest first: name, bytes of the line, and what each takes at most."""
        rows = self._store.execute(
            f"SELECT name, length(line), tokens, most_tokens, most_usd FROM requests WHERE {_WANTED} ORDER BY id"
        )
        return ((name, size, Load(1, *load)) for name, size, *load in rows)

    def outstanding(self, *, live: bool = False) -> Load:
        """Requests that are in a batch and have no answer: of this run's articles, or all."""
        return self._load(f"{_OUTSTANDING} AND digest IN live" if live else _OUTSTANDING)

    def load_of(self, batch: int) -> Load:
        """The requests of a batch that have no answer."""
        return self._load(f"{_OUTSTANDING} AND batch = {batch:d}")

    def batches(self) -> list[Sent]:
        """The batches that hold unanswered requests of this run's articles, the oldest first."""
        rows = self._store.execute(
            f"SELECT {_BATCH} FROM batches WHERE state <> 'collected' AND EXISTS (SELECT 1 FROM requests"
            " WHERE requests.batch = batches.id AND status IS NULL AND digest IN live) ORDER BY id"
        )
        return [Sent(*row) for row in rows]

    def lines(self, batch: int) -> Iterator[bytes]:
        """The request file of a batch, line by line, always in the same order."""
        return (
            row[0] for row in self._store.execute("SELECT line FROM requests WHERE batch = ? ORDER BY id", (batch,))
        )

    def names(self, batch: int) -> list[str]:
        """The ``custom_id`` of each line of the request file of a batch."""
        rows = self._store.execute("SELECT name FROM requests WHERE batch = ? ORDER BY id", (batch,))
        return [row[0] for row in rows]

    def moves(
        self, number: int, state: State, now: float, *, file: str | None = None, batch: str | None = None
    ) -> Sent:
        """A batch has come to another state; as it is now."""
        with self._changing() as store:
            store.execute(
                "UPDATE batches SET state = ?, since = ?, file = coalesce(?, file), batch = coalesce(?, batch)"
                " WHERE id = ?",
                (state, now, file, batch, number),
            )
        return Sent(*self._store.execute(f"SELECT {_BATCH} FROM batches WHERE id = ?", (number,)).fetchone())

    def is_over(self, batch: int, now: float) -> float:
        """A batch was seen to be over, but does not name its files yet; when that was first seen."""
        with self._changing() as store:
            store.execute("UPDATE batches SET over = coalesce(over, ?) WHERE id = ?", (now, batch))
        first: float = self._store.execute("SELECT over FROM batches WHERE id = ?", (batch,)).fetchone()[0]
        return first

    def collect(self, batch: int, answers: Iterable[Answer], why: str, now: float, *, attempts: int) -> None:
        """Enter what a batch came to, all at once; its requests without an answer are wanted again.

        Args:
            batch: its number.
            answers: what it says, each request once.
            why: JSON body of an error, for requests that it says nothing to.
            now: Unix time.
            attempts: batches that may lose a request; the last one's word is taken for its answer.
        """
        with self._changing() as store:
            self._enter(store, batch, answers)
            self._release(store, batch, why, attempts)
            store.execute("UPDATE batches SET state = 'collected', since = ? WHERE id = ?", (now, batch))

    def enter(self, batch: int, answers: Iterable[Answer]) -> None:
        """Enter answers to some requests of a batch."""
        with self._changing() as store:
            self._enter(store, batch, answers)

    def dissolve(self, batch: int, now: float) -> None:
        """A batch was not accepted, for no fault of its requests: they are wanted again."""
        with self._changing() as store:
            store.execute("UPDATE requests SET batch = NULL WHERE batch = ? AND status IS NULL", (batch,))
            store.execute("UPDATE batches SET state = 'collected', since = ? WHERE id = ?", (now, batch))

    def ready(self) -> list[str]:
        """The digests of this run's articles all of whose requests are answered."""
        rows = self._store.execute(
            "SELECT digest FROM requests WHERE digest IN live GROUP BY digest HAVING count(*) = count(status)"
        )
        return [row[0] for row in rows]

    # -- facts

    def fact(self, name: str) -> float | None:
        """A number that was noted under this name."""
        row = self._store.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return None if row is None else row[0]

    def note(self, **facts: float | None) -> None:
        """Note numbers; nothing forgets one."""
        with self._changing() as store:
            for name, value in facts.items():
                if value is None:
                    store.execute("DELETE FROM facts WHERE name = ?", (name,))
                else:
                    store.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))

    def _enter(self, store: sqlite3.Connection, batch: int, answers: Iterable[Answer]) -> None:
        store.executemany(
            "UPDATE requests SET status = ?, answer = ? WHERE name = ? AND batch = ? AND status IS NULL",
            ((each.status, each.body, each.name, batch) for each in answers),
        )

    def _release(self, store: sqlite3.Connection, batch: int, why: str, attempts: int) -> None:
        store.execute("UPDATE requests SET lost = lost + 1 WHERE batch = ? AND status IS NULL", (batch,))
        store.execute(
            "UPDATE requests SET status = 503, answer = coalesce(answer, ?)"
            " WHERE batch = ? AND status IS NULL AND lost >= ?",
            (why.encode(), batch, attempts),
        )
        store.execute("UPDATE requests SET batch = NULL WHERE batch = ? AND status IS NULL", (batch,))

    def _load(self, where: str) -> Load:
        row = self._store.execute(
            "SELECT count(*), coalesce(sum(tokens), 0), coalesce(sum(most_tokens), 0), coalesce(sum(most_usd), 0)"
            f" FROM requests WHERE {where}"
        ).fetchone()
        return Load(*row)

    @contextmanager
    def _changing(self) -> Iterator[sqlite3.Connection]:
        try:
            self._store.execute("BEGIN IMMEDIATE")
            try:
                yield self._store
            except BaseException:
                self._store.execute("ROLLBACK")
                raise
            self._store.execute("COMMIT")
        except sqlite3.OperationalError as error:  # no room, or no right
            raise OSError(str(error)) from None
