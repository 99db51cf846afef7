"""Files written whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

_BINARY = getattr(os, "O_BINARY", 0)  # Windows would change the ends of lines


def replace(path: Path, data: bytes, *, durable: bool = False, parts: Path | None = None) -> None:
    """Make ``data`` the content of the regular file ``path``; readers see the old one until the new one is complete.

    The rename at the end is atomic, so a process that is killed leaves the old file or the new one. What a power
    failure leaves is another matter: with ``durable`` data and name are on the disk when this returns, which costs
    a disk's sync each (0.4 ms on an SSD, tens on a spinning disk); without, the file may come back empty. Worth it
    where the content was paid for.

    Args:
        path: the file; its mode is kept, a new one gets what the umask says.
        data: all of its content.
        durable: wait for the disk.
        parts: folder for what is not yet complete, on the same file system; by default that of ``path``.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    put(path, data, durable=durable, parts=parts)
    if durable:
        sync_folder(path.parent)


def put(path: Path, data: bytes, *, durable: bool, parts: Path | None = None) -> None:
    """The same, but for the name: that lasts once the folder has been synced, which serves many files at once.

    Raises:
        OSError: it cannot be written; nothing is left behind.
    """
    # Not named after the file: a name as long as names may be leaves no room for more.
    part = (parts or path.parent) / f".{token_hex(8)}.part"
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666 if mode is None else mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if mode is not None:
            part.chmod(mode)
        part.replace(path)
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise


def leads_out(path: Path, folder: Path) -> bool:
    """Whether links make ``path``, or a folder on the way to it, one outside of ``folder``."""
    if not _passes_link(path, folder):
        return False
    return not path.resolve().is_relative_to(folder.resolve())


def _passes_link(path: Path, folder: Path) -> bool:
    """Whether there can be a link between ``folder`` and ``path``. Seeing none takes a tenth of resolving both."""
    if os.name == "nt" or not path.is_relative_to(folder) or ".." in path.parts:
        return True  # junctions are none for Python, and the others have to be resolved
    steps = [path, *path.parents]
    try:
        return any(step.is_symlink() for step in steps[: len(path.parts) - len(folder.parts)])
    except OSError:
        return True


def check_inside(path: Path, folder: Path) -> None:
    """Refuse a file whose folder is, by a link, one outside of ``folder``. The file itself may be a link to replace.

    Raises:
        OSError: it is.
    """
    if leads_out(path.parent, folder):
        raise OSError(errno.EXDEV, "a link leads out of the output folder", str(path))


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk.

    Raises:
        OSError: they cannot be brought there.
    """
    if os.name == "nt":
        return  # folders cannot be opened there, and renames are written through
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
