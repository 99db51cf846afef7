"""The output folder: where summaries are kept, found again, and held against what a run would make.

The summaries themselves are the state. One counts as done if its file is whole, keeps the contract and carries the
fingerprint that a run would give it; nothing else is believed, so that whatever was lost or broken is made again.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from summarizer.article import text_id
from summarizer.batch import places
from summarizer.checks.contract import violations
from summarizer.errors import ConfigurationError
from summarizer.files import check_inside
from summarizer.recipe import digest_of
from summarizer.report import Format, ending_of, render
from summarizer.summary import ArticleSummary

STATE = ".summarizer"
"""The run's own folder inside the output folder; hidden, so that no walk enters it."""
PARTS = "parts"
"""Where in it that is which is not yet complete."""


class InUse(ConfigurationError):
    """Another process is at work on the output folder."""


class Outputs:
    """The summaries in an output folder. Plain data: the workers of a run on several machines may each have one.

    Args:
        folder: the output folder.
        also: formats besides JSON that every summary is written in.
    """

    def __init__(self, folder: Path, also: tuple[Format, ...] = ()) -> None:
        self.folder = folder
        self.also = also
        self.parts = folder / STATE / PARTS
        """Where what is not yet complete is written, on this machine."""

    def file(self, output: Path, format: Format = "json") -> Path:
        """The file of a summary, ``output`` being its place in the folder without the ending."""
        return file_of(self.folder, output, format)

    def find(self, output: Path, digest: str) -> ArticleSummary | None:
        """The summary at ``output``, if it is there, whole, with this fingerprint; other formats are made good.

        Raises:
            OSError: they cannot be.
        """
        summary = sound(self.file(output), digest)
        if summary is not None:
            for format in self.also:
                if not self.file(output, format).exists():
                    places.write([self._rendered(output, format, summary)], self.parts)
        return summary

    def has(self, output: Path, digest: str) -> bool:
        """Whether there is such a summary, see :meth:`find`."""
        return self.find(output, digest) is not None

    def put(self, output: Path, summary: ArticleSummary) -> None:
        """Write a summary in all formats, the JSON last: once that is there, it is done.

        Raises:
            OSError: there is no room, or no right.
        """
        places.write(self.files(output, summary), self.parts)

    def files(self, output: Path, summary: ArticleSummary) -> list[places.File]:
        """The files of a summary, in the order in which they are to be written.

        Raises:
            OSError: a link leads out of the output folder.
        """
        return [self._rendered(output, format, summary) for format in (*self.also, "json")]

    def _rendered(self, output: Path, format: Format, summary: ArticleSummary) -> places.File:
        file = self.file(output, format)
        if places.is_local(self.folder):
            check_inside(file, self.folder)
        return places.File(file, render(summary, format).encode("utf-8", "backslashreplace"))


class Store(Outputs):
    """An output folder that this process answers for, while the context is open.

    Args:
        folder: the output folder; made where it is not there.
        also: formats besides JSON that every summary is written in.

    Raises:
        InUse: another process has it open.
        ConfigurationError: it cannot be written.
    """

    def __init__(self, folder: Path, also: tuple[Format, ...] = ()) -> None:
        super().__init__(folder, also)
        # On this machine also where the output folder is not.
        self.state = folder / STATE if places.is_local(folder) else places.state_of(folder)
        self._open = ExitStack()
        self._texts: _Texts | None = None

    def __enter__(self) -> Self:
        try:
            self.state.mkdir(parents=True, exist_ok=True)
            self._open.enter_context(_alone(self.state, self.folder))
            self.tidy()
            self._texts = _Texts(self.state / "texts.db")
            self._open.callback(self._texts.close)
        except OSError as error:
            self._open.close()
            raise ConfigurationError(f"{self.folder} cannot be written to: {error.strerror or error}") from None
        except BaseException:
            self._open.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def tidy(self) -> None:
        """Remove what a killed run or a lost worker had not completed; nobody may be writing.

        Raises:
            OSError: there is no room, or no right.
        """
        if places.is_local(self.folder):
            shutil.rmtree(self.parts, ignore_errors=True)
            self.parts.mkdir()

    def twin(self, digest: str) -> ArticleSummary | None:
        """A summary that is there under another name and has this fingerprint."""
        assert self._texts is not None
        known = self._texts.find(digest)
        return sound(self.file(known), digest) if known is not None else None

    def forget(self) -> None:
        """Let no summary that is there now be another one's twin."""
        assert self._texts is not None
        self._texts.clear()

    def keep(self, output: Path, summary: ArticleSummary) -> None:
        """Write a summary, see :meth:`put`.

        Raises:
            OSError: there is no room, or no right.
        """
        self.put(output, summary)
        if summary.run.fingerprint:
            self.remember(output, summary.run.fingerprint.digest)

    def remember(self, output: Path, digest: str) -> None:
        """Let the summary at ``output`` be the twin of others with this fingerprint."""
        assert self._texts is not None
        self._texts.add(digest, output)

    def write(self, name: str, content: str) -> None:
        """Write a file of the run's own at the top of the folder."""
        places.write([places.File(self.folder / name, content.encode())], self.parts)

    @contextmanager
    def lines(self, name: str) -> Iterator[Path]:
        """A file on this machine to be written line by line, which ends up at the top of the folder.

        Raises:
            OSError: it cannot be brought there.
        """
        if places.is_local(self.folder):
            yield self.folder / name
            return
        file = self.state / name
        yield file
        places.send(file, self.folder / name)


def file_of(folder: Path, output: Path, format: Format = "json") -> Path:
    """The file of a summary in the output folder ``folder``, see :meth:`Store.file`."""
    return folder / output.with_name(output.name + ending_of(format))


def sound(path: Path, digest: str | None = None) -> ArticleSummary | None:
    """The summary in file ``path``, if that is whole, keeps the contract, and has the fingerprint ``digest`` if given.

    A summary without a fingerprint, as of an older version, is not sound where one is asked for.
    """
    try:
        data = places.read(path)
        if digest is not None and digest.encode() not in data:
            return None
        summary = ArticleSummary.model_validate_json(data)
    except (OSError, ValueError):
        return None
    mark = summary.run.fingerprint
    if digest is not None and (mark is None or mark.digest != digest):
        return None
    text = text_id(summary.article.text)
    if text != summary.article.id or (mark and (mark.text != text or digest_of(mark.model_dump()) != mark.digest)):
        return None
    return None if any(violations(summary)) else summary


@contextmanager
def _alone(state: Path, folder: Path) -> Iterator[None]:
    """Hold the folder against other processes; whoever is second learns who is first."""
    from filelock import FileLock, Timeout

    holder = state / "holder.json"
    lock = FileLock(state / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise InUse(f"{folder} is in use by {_named(holder)}; wait for it, or choose another --out") from None
    try:
        about = {"pid": os.getpid(), "host": socket.gethostname(), "since": datetime.now(UTC).isoformat("T", "seconds")}
        holder.write_text(json.dumps(about), encoding="utf-8")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _named(holder: Path) -> str:
    try:
        about = json.loads(holder.read_text(encoding="utf-8"))
        where = "" if about["host"] == socket.gethostname() else f" on {about['host']}"
        return f"process {about['pid']}{where}, since {about['since']}"
    except (OSError, ValueError, LookupError, TypeError):
        return "another process"


class _Texts:
    """Which output has which fingerprint: a hint, so that a text is not summarised twice under two names.

    What it says is held against the output before it is believed, so nothing is lost with it but the hint.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        try:
            self._store = _opened(path)
        except sqlite3.DatabaseError:
            for file in path.parent.glob(f"{path.name}*"):
                file.unlink()
            self._store = _opened(path)

    def find(self, digest: str) -> Path | None:
        with self._lock:
            row = self._store.execute("SELECT output FROM texts WHERE digest = ?", (bytes.fromhex(digest),)).fetchone()
        return Path(os.fsdecode(row[0])) if row else None

    def add(self, digest: str, output: Path) -> None:
        row = (bytes.fromhex(digest), os.fsencode(output))
        with self._lock:
            self._store.execute("INSERT OR REPLACE INTO texts VALUES (?, ?)", row)

    def clear(self) -> None:
        with self._lock:
            self._store.execute("DELETE FROM texts")

    def close(self) -> None:
        self._store.close()


def _opened(path: Path) -> sqlite3.Connection:
    store = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
    # Nothing here has to outlive a power failure.
    store.execute("PRAGMA journal_mode = WAL")
    store.execute("PRAGMA synchronous = OFF")
    store.execute("CREATE TABLE IF NOT EXISTS texts (digest BLOB PRIMARY KEY, output BLOB NOT NULL) WITHOUT ROWID")
    store.execute("SELECT * FROM texts LIMIT 1").fetchone()
    return store
