"""Where articles and summaries are: a folder of this machine, or one that fsspec reaches by a URL.

Both are paths to the rest of the program: of ``pathlib`` here, of ``upath`` elsewhere, which answers to the same names.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import uuid4

from summarizer.errors import ConfigurationError
from summarizer.files import put, sync_folder

_WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "oci", "oss", "memory"})
"""Kinds of storage in which an object is there whole or not at all."""


def is_url(text: str) -> bool:
    """Whether ``text`` names a place by a URL."""
    return "://" in text


def place(text: str) -> Path:
    """The folder that ``text`` names, a path or a URL.

    Raises:
        ConfigurationError: there is no such kind of storage, or what reaches it is not installed.
    """
    if not is_url(text):
        return Path(text)
    if text.startswith("file://"):
        return Path(unquote(urlsplit(text).path))
    try:
        from upath import UPath
    except ImportError:
        raise ConfigurationError(f"{text}: URLs need an extra: pip install 'summarizer[ray]'") from None
    try:
        # What has been listed is not to be remembered: workers elsewhere write to the same places.
        found: Any = UPath(text, use_listings_cache=False)
        _ = found.fs  # what reaches it is imported now
    except (ImportError, ValueError) as error:
        raise ConfigurationError(f"{text} cannot be reached: {error}") from None
    path: Path = found
    return path


def is_local(path: Path) -> bool:
    """Whether ``path`` is on this machine, as far as its file systems go."""
    return isinstance(path, Path)


def is_folder(path: Path) -> bool:
    """Whether there is a folder ``path``.

    Raises:
        OSError: its place cannot be reached.
    """
    with _as_os_errors(path):
        return path.is_dir()


def read(path: Path) -> bytes:
    """The content of a file.

    Raises:
        OSError: it cannot be read.
    """
    if is_local(path):
        return path.read_bytes()
    with _as_os_errors(path):
        remote: Any = path
        content: bytes = remote.fs.cat_file(remote.path)
        return content


@dataclass(frozen=True, slots=True)
class File:
    """What is to become the content of a file."""

    path: Path
    data: bytes


def write(files: Sequence[File], parts: Path) -> None:
    """Write files in this order, each whole or not at all, and wait until they last; folders on the way are made.

    Args:
        files: the files.
        parts: folder for what is not yet complete, where they are local.

    Raises:
        OSError: one cannot be written; those behind it are not.
    """
    (error,) = write_each([files], parts)
    if error is not None:
        raise error


def write_each(groups: Sequence[Sequence[File]], parts: Path) -> list[Exception | None]:
    """Write groups of files, see :func:`write`; a folder is synced once for all of them.

    Returns:
        What went wrong with each group, or nothing.
    """
    errors: list[Exception | None] = []
    folders: dict[Path, list[int]] = {}
    for number, files in enumerate(groups):
        errors.append(None)
        try:
            for file in files:
                if is_local(file.path):
                    _put(file, parts)
                    folders.setdefault(file.path.parent, []).append(number)
                else:
                    _send(file)
        except Exception as error:  # of whatever kind: the others have nothing to do with it
            errors[number] = error
    for folder, numbers in folders.items():
        try:
            sync_folder(folder)
        except OSError as error:
            for number in numbers:
                errors[number] = errors[number] or error
    return errors


def _put(file: File, parts: Path) -> None:
    try:
        put(file.path, file.data, durable=True, parts=parts)
    except FileNotFoundError:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        put(file.path, file.data, durable=True, parts=parts)


def _send(file: File) -> None:
    with _as_os_errors(file.path):
        remote: Any = file.path
        if remote.protocol in _WHOLE:
            remote.fs.pipe_file(remote.path, file.data)
            return
        remote.parent.mkdir(parents=True, exist_ok=True)
        part = remote.with_name(f".{uuid4().hex}.part")
        remote.fs.pipe_file(part.path, file.data)
        remote.fs.mv(part.path, remote.path)


def listed(folder: Path, way: str) -> Iterator[tuple[str, bool]]:
    """What lies at ``way`` in a remote folder: names, and whether each is a folder.

    Raises:
        OSError: it cannot be listed.
    """
    remote: Any = folder
    with _as_os_errors(folder):
        path = "/".join([remote.path.rstrip("/"), *way.split("/")]).rstrip("/")
        for entry in remote.fs.ls(path, detail=True):
            name = entry["name"].rstrip("/")
            if name != path.lstrip("/") and name != path:  # an object may stand for its folder
                yield name.rpartition("/")[2], entry["type"] == "directory"


def send(file: Path, path: Path) -> None:
    """Put a file of this machine, of whatever size, in a remote place.

    Raises:
        OSError: it cannot be.
    """
    remote: Any = path
    with _as_os_errors(path):
        remote.fs.put_file(str(file), remote.path)


def state_of(folder: Path) -> Path:
    """Where on this machine a run keeps what is its own and none of a remote folder's: a lock, hints, its logs."""
    from platformdirs import user_cache_path

    name = sha256(str(folder).encode()).hexdigest()[:32]
    return user_cache_path("summarizer", appauthor=False) / "remote" / name


@contextmanager
def _as_os_errors(path: Path) -> Iterator[None]:
    """What the many libraries below fsspec raise is told as what it is to the program: storage that fails."""
    try:
        yield
    except FileNotFoundError:
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path)) from None
    except OSError as error:
        raise OSError(error.errno or errno.EIO, error.strerror or str(error), str(path)) from error
    except Exception as error:
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}", str(path)) from error
