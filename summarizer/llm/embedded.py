"""llama.cpp as the model: a GGUF file behind the same wire protocol that every other endpoint speaks."""

from __future__ import annotations

import importlib
import importlib.util
import json
import logging
import os
import secrets
import signal
import subprocess
import sys
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from summarizer.errors import ConfigurationError, ModelError
from summarizer.llm.weights import INSTALL_COMMAND, check_gguf, reason_of

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

log = logging.getLogger(__name__)

# Larger batches read prompts no faster on a few cores, and need more memory.
_BATCH_TOKENS = 128

# How long a computing thread spins before it sleeps, in rounds. The OpenMP library's own 300,000 make every token
# wait for the scheduler as soon as anything else runs (two cores, two busy programs: 2 to 7 tokens a second instead
# of 9 to 11); fewer cost next to nothing on an idle machine.
_PATIENCE = {"GOMP_SPINCOUNT": "3000"}

_ERRORS, _EVERYTHING = 1, 3


class EmbeddedServer:
    """An OpenAI-compatible endpoint on loopback, served by llama.cpp in a process of its own.

    ``gguf`` is the model file. ``context_tokens`` is the room for a prompt and its answer together.
    ``model_alias`` is the name the endpoint gives the model.

    Entering the context loads the model, which takes seconds, and sets ``base_url``, such as
    ``http://127.0.0.1:49152/v1``. The operating system chooses the port, only loopback is bound, and
    requests need ``api_key``, which is drawn anew for every server. One request is computed at a time,
    others wait. Answers are greedy unless a request sets its own sampling. What a prompt has in common
    with the start of the previous one is not computed again; that may tip a close decision between two
    words, so a request that must be repeatable to the letter sends ``"cache_prompt": false``.

    Leaving the context abandons the running request, closes the port and gives all memory back. The
    server also ends with this process, however that ends. What llama.cpp has to say goes to this
    module's logger, at DEBUG.

    Raises ConfigurationError when the extra is not installed or the file is no GGUF, and ModelError
    when llama.cpp cannot load it.
    """

    # The library could serve from a thread of this process. But there it holds the interpreter while it loads
    # and while it stops, never stops when it is dropped before its loop runs (Ctrl-C while loading) or while
    # another thread has a request open, and takes the program along when it aborts.

    def __init__(self, gguf: Path, *, context_tokens: int = 4096, model_alias: str = "local") -> None:
        self.gguf = gguf
        self.context_tokens = context_tokens
        self.model_alias = model_alias
        self.api_key = secrets.token_urlsafe(32)
        self._address = ""
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None

    @property
    def base_url(self) -> str:
        """Where the endpoint listens, ``/v1`` included. Raises ModelError outside the context."""
        if not self._address:
            raise ModelError("The embedded model is not running.")
        return f"{self._address}/v1"

    def __enter__(self) -> Self:
        check_gguf(self.gguf)
        if importlib.util.find_spec("xllamacpp") is None:
            raise ConfigurationError(f"A local model needs llama.cpp. Install it with: {INSTALL_COMMAND}")
        try:
            self._start()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving. May be called again."""
        self._address = ""
        if self._process is not None:
            with self._process:
                self._process.kill()
                if self._listener is not None:
                    self._listener.join()

    def _start(self) -> None:
        self._process = process = subprocess.Popen(
            [sys.executable, "-m", __name__],
            bufsize=0,
            env={**_PATIENCE, **os.environ},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        assert process.stdin is not None
        assert process.stdout is not None
        said: deque[str] = deque(maxlen=1000)
        self._listener = threading.Thread(target=_listen, args=(process, said), name="llama.cpp log", daemon=True)
        self._listener.start()
        settings = {
            "gguf": str(self.gguf),
            "context_tokens": self.context_tokens,
            "model_alias": self.model_alias,
            "api_key": self.api_key,
            "verbosity": _EVERYTHING if log.isEnabledFor(logging.DEBUG) else _ERRORS,
        }
        # A process that could not even start is found out by what it does not answer.
        with suppress(BrokenPipeError):
            process.stdin.write(json.dumps(settings).encode() + b"\n")
        self._address = process.stdout.readline().decode().strip()
        if not self._address:
            self._listener.join()
            raise ModelError(f"llama.cpp cannot load {self.gguf}: {reason_of(said)}.")


def _listen(process: subprocess.Popen[bytes], said: deque[str]) -> None:
    assert process.stderr is not None
    for line in process.stderr:
        said.append(line.decode(errors="replace").rstrip())
        log.debug("%s", said[-1])


def _parameters(settings: dict[str, Any]) -> Any:  # noqa: ANN401 - the library has no type information
    parameters = importlib.import_module("xllamacpp").CommonParams()
    parameters.model.path = settings["gguf"]
    parameters.model_alias = {settings["model_alias"]}
    parameters.n_ctx = settings["context_tokens"]
    parameters.n_batch = parameters.n_ubatch = _BATCH_TOKENS
    parameters.n_parallel = 1
    parameters.warmup = False
    parameters.sampling.temp = 0.0
    parameters.sampling.seed = 0
    # Weights laid out anew would take another 0.6 GB and read prompts more slowly.
    parameters.no_extra_bufts = True
    # Old prompts kept in memory grow to gigabytes; the latest one stays cached without that.
    parameters.cache_ram_mib = 0
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    parameters.api_keys = [settings["api_key"]]
    parameters.ui = False
    parameters.endpoint_slots = False
    parameters.verbosity = settings["verbosity"]
    # llama.cpp takes a thread per physical core of the machine; more than this process may use would wait for
    # each other.
    if hasattr(os, "sched_getaffinity") and (usable := len(os.sched_getaffinity(0))) < (os.cpu_count() or 1):
        parameters.cpuparams.n_threads = usable
    return parameters


def _serve() -> None:
    """The other process: settings as a line of JSON in, the address out, then serve until the input ends."""
    # Ctrl-C reaches the whole process group; the parent decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    settings = json.loads(sys.stdin.buffer.readline())
    with os.fdopen(os.dup(1), "w") as answer:
        # What the library prints must not be taken for the answer.
        os.dup2(2, 1)
        try:
            server = importlib.import_module("xllamacpp").Server(_parameters(settings))
        except RuntimeError:
            # llama.cpp has written the reason.
            sys.exit(1)
        answer.write(f"{server.listening_address}\n")
    sys.stdin.buffer.read()
    # An orderly end would wait for open requests.
    os._exit(0)


if __name__ == "__main__":
    _serve()
