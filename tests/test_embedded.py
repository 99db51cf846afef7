"""The embedded endpoint: what it is started with, how it ends, and, with the model installed, what it answers."""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarizer.errors import ConfigurationError, ModelError
from summarizer.llm import weights
from summarizer.llm.embedded import EmbeddedServer
from summarizer.llm.weights import embedded_weights, installed

ROOT = Path(__file__).parent.parent
# No proxy of the environment stands between the tests and loopback.
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))

# Stands in for llama.cpp: talkative, and what becomes of it depends on the model file. It answers with what it
# was started with, or never.
STAND_IN = """
import http.server, json, os, sys, threading
from types import SimpleNamespace

def CommonParams():
    return SimpleNamespace(model=SimpleNamespace(), sampling=SimpleNamespace(), cpuparams=SimpleNamespace())

class Server:
    def __init__(self, params):
        os.write(1, b"native noise on stdout\\n")
        os.write(2, b"0.00.000.001 I native noise on stderr\\n")
        content = open(params.model.path, "rb").read()
        if content == b"GGUF broken":
            os.write(2, b"0.00.000.002 E gguf_init: the tensors are gone\\n")
            raise RuntimeError("Failed to init server, please check the input params.")
        if content == b"GGUF aborts":
            os.abort()
        if content == b"GGUF hangs":
            os.write(2, b"hanging %d\\n" % os.getpid())
            threading.Event().wait()

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                if self.path != "/v1/models":
                    threading.Event().wait()
                told = {**vars(params), "patience": os.environ["GOMP_SPINCOUNT"]}
                told = json.dumps(told, default=lambda o: sorted(o) if isinstance(o, set) else vars(o))
                self.send_response(200)
                self.end_headers()
                self.wfile.write(told.encode())

            def log_message(self, *args):
                pass

        listener = http.server.ThreadingHTTPServer((params.hostnames[0], params.port), Handler)
        threading.Thread(target=listener.serve_forever).start()
        self.listening_address = f"http://127.0.0.1:{listener.server_port}"
"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "xllamacpp.py").write_text(STAND_IN)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder), str(ROOT)]))


@pytest.fixture
def gguf(tmp_path: Path) -> Path:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"GGUF fine")
    return path


def get(server: EmbeddedServer, path: str) -> Any:  # noqa: ANN401 - JSON
    with OPENER.open(server.base_url + path, timeout=30) as response:
        return json.load(response)


@pytest.mark.usefixtures("stand_in")
def test_it_listens_on_loopback_alone_with_a_key_of_its_own(gguf: Path) -> None:
    with EmbeddedServer(gguf, context_tokens=2048, model_alias="tiny") as first, EmbeddedServer(gguf) as second:
        told = get(first, "/models")
        assert first.base_url != second.base_url
        assert first.api_key != second.api_key
    assert (told["hostnames"], told["port"]) == (["127.0.0.1"], 0)
    assert told["api_keys"] == [first.api_key]
    assert len(first.api_key) >= 32
    assert (told["model"]["path"], told["model_alias"], told["n_ctx"]) == (str(gguf), ["tiny"], 2048)
    assert told["sampling"] == {"temp": 0.0, "seed": 0}
    assert (told["n_parallel"], told["cache_ram_mib"], told["no_extra_bufts"]) == (1, 0, True)


@pytest.mark.usefixtures("stand_in")
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system cannot bind a process to processors")
def test_it_takes_no_more_threads_than_the_process_may_use(gguf: Path) -> None:
    allowed = os.sched_getaffinity(0)
    if len(allowed) == 1:
        pytest.skip("there is one processor")
    os.sched_setaffinity(0, {min(allowed)})
    try:
        with EmbeddedServer(gguf) as server:
            assert get(server, "/models")["cpuparams"] == {"n_threads": 1}
    finally:
        os.sched_setaffinity(0, allowed)


@pytest.mark.usefixtures("stand_in")
def test_its_threads_do_not_spin_for_long_unless_the_user_wants_it(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GOMP_SPINCOUNT", raising=False)
    with EmbeddedServer(gguf) as server:
        assert get(server, "/models")["patience"] == "3000"
    monkeypatch.setenv("GOMP_SPINCOUNT", "9")
    with EmbeddedServer(gguf) as server:
        assert get(server, "/models")["patience"] == "9"


@pytest.mark.usefixtures("stand_in")
def test_nothing_of_it_is_left_after_the_context(gguf: Path, capfd: pytest.CaptureFixture[str]) -> None:
    server = EmbeddedServer(gguf)
    with pytest.raises(ModelError, match="not running"):
        _ = server.base_url
    threads = threading.active_count()
    with server, open_request(server) as request:
        port = request.getpeername()[1]
        server.close()
        assert ended(request)
    with pytest.raises(ModelError, match="not running"):
        _ = server.base_url
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", port))
    assert threading.active_count() == threads
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("stand_in")
def test_what_llama_says_is_in_the_log(gguf: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, "summarizer.llm.embedded"), EmbeddedServer(gguf) as server:
        assert get(server, "/models")["verbosity"] == 3
    assert {record.levelno for record in caplog.records} == {logging.DEBUG}
    assert "native noise on stdout" in caplog.text
    assert "native noise on stderr" in caplog.text


@pytest.mark.usefixtures("stand_in")
def test_a_file_that_does_not_load_is_told_with_the_reason(gguf: Path) -> None:
    gguf.write_bytes(b"GGUF broken")
    with pytest.raises(ModelError, match=r"cannot load .*model\.gguf: the tensors are gone\.$"), EmbeddedServer(gguf):
        pass


@pytest.mark.usefixtures("stand_in")
def test_an_abort_inside_the_library_is_an_error_like_others(gguf: Path) -> None:
    gguf.write_bytes(b"GGUF aborts")
    with pytest.raises(ModelError, match="cannot load"), EmbeddedServer(gguf):
        pass


@pytest.mark.parametrize("content", [b"", b"<html>", b"GGU"])
def test_a_file_of_another_kind_is_a_matter_of_configuration(gguf: Path, content: bytes) -> None:
    gguf.write_bytes(content)
    with pytest.raises(ConfigurationError, match="no GGUF model file"), EmbeddedServer(gguf):
        pass


def test_without_the_extra_the_command_that_installs_it_is_told(gguf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ConfigurationError, match=r'pip install "\.\[local\]"'), EmbeddedServer(gguf):
        pass


def ended(connection: socket.socket) -> bool:
    """Wait until the other side says something, or ends."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def open_request(server: EmbeddedServer) -> socket.socket:
    """A request that has been sent and is not answered yet."""
    connection = socket.create_connection(("127.0.0.1", int(server.base_url.split(":")[2].removesuffix("/v1"))))
    connection.settimeout(30)
    connection.sendall(b"GET /never HTTP/1.0\r\n\r\n")
    return connection


# Says where the server listens, then waits for an answer that does not come.
CALLER = """
import sys, urllib.request
from pathlib import Path
from summarizer.llm.embedded import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1])) as server:
    print(server.base_url, flush=True)
    urllib.request.build_opener(urllib.request.ProxyHandler({})).open(server.base_url + "/never")
"""


@pytest.fixture
def caller(stand_in: None, gguf: Path) -> Iterator[tuple[subprocess.Popen[str], socket.socket]]:
    """A process with a request under way, and a connection that ends when its server ends."""
    with subprocess.Popen(
        [sys.executable, "-c", CALLER, str(gguf)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as process:
        assert process.stdout is not None
        port = int(process.stdout.readline().strip().removesuffix("/v1").rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
            yield process, connection
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_it_ends_with_the_program_however_that_ends(
    caller: tuple[subprocess.Popen[str], socket.socket], number: signal.Signals
) -> None:
    process, connection = caller
    # As the terminal does it, the signal goes to all of the group; kill goes to the program alone.
    send = os.killpg if number == signal.SIGINT else os.kill
    send(process.pid, number)
    _, err = process.communicate(timeout=30)
    assert process.returncode == -number
    assert ended(connection)
    if number == signal.SIGINT:
        assert err.splitlines()[-1] == "KeyboardInterrupt"
    assert "native" not in err


@pytest.mark.usefixtures("stand_in")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_while_the_model_loads(gguf: Path) -> None:
    gguf.write_bytes(b"GGUF hangs")
    code = "import logging\nlogging.basicConfig(level=logging.DEBUG, format='%(message)s')" + CALLER
    with subprocess.Popen(
        [sys.executable, "-c", code, str(gguf)], stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:
        assert process.stderr is not None
        while not (line := process.stderr.readline()).startswith("hanging"):
            assert line
        os.killpg(process.pid, signal.SIGINT)
        assert process.stderr.read().splitlines()[-1] == "KeyboardInterrupt"
    assert process.returncode == -signal.SIGINT
    with pytest.raises(ProcessLookupError):
        os.kill(int(line.split()[1]), 0)


@pytest.mark.usefixtures("stand_in")
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_program_that_handles_ctrl_c_keeps_its_server(gguf: Path) -> None:
    code = """
import sys, urllib.request
from pathlib import Path
from summarizer.llm.embedded import EmbeddedServer
with EmbeddedServer(Path(sys.argv[1])) as server:
    try:
        print("ready", flush=True)
        sys.stdin.readline()
    except KeyboardInterrupt:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        print(opener.open(server.base_url + "/models").status)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code, str(gguf)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, signal.SIGINT)
        assert process.communicate(timeout=30)[0] == "200\n"
    assert process.returncode == 0


needs_model = pytest.mark.skipif(not installed(), reason=f"needs the extra: {weights.INSTALL_COMMAND}")


@pytest.fixture(scope="module")
def real() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(embedded_weights(), context_tokens=1024, model_alias="embedded") as server:
        yield server


def ask(server: EmbeddedServer, text: str, key: str | None = None, **settings: object) -> tuple[int, dict[str, Any]]:
    body = {"model": "embedded", "messages": [{"role": "user", "content": text}], **settings}
    headers = {"Content-Type": "application/json"}
    if key != "":
        headers["Authorization"] = f"Bearer {key or server.api_key}"
    request = urllib.request.Request(f"{server.base_url}/chat/completions", json.dumps(body).encode(), headers)
    try:
        with OPENER.open(request, timeout=120) as response:
            return response.status, json.load(response)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


@pytest.mark.slow
@needs_model
@pytest.mark.parametrize("key", ["", "another"])
def test_the_model_refuses_who_has_not_the_key(real: EmbeddedServer, key: str) -> None:
    status, answer = ask(real, "Hello", key, max_tokens=1)
    assert status == 401
    assert answer["error"]["type"] == "authentication_error"


@pytest.mark.slow
@needs_model
def test_the_model_keeps_to_a_schema(real: EmbeddedServer) -> None:
    bodies = ["the port authority", "the dockers' union"]
    schema = {
        "type": "object",
        "properties": {"who": {"enum": bodies}, "sure": {"type": "boolean"}},
        "required": ["who", "sure"],
        "additionalProperties": False,
    }
    status, answer = ask(
        real,
        "Write a poem about a gull.",
        max_tokens=60,
        response_format={"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}},
    )
    assert status == 200
    assert answer["choices"][0]["finish_reason"] == "stop"
    told = json.loads(answer["choices"][0]["message"]["content"])
    assert told["who"] in bodies
    assert set(told) == {"who", "sure"}


@pytest.mark.slow
@needs_model
def test_the_model_stops_at_the_limit_and_counts_tokens(real: EmbeddedServer) -> None:
    status, answer = ask(real, "Count from one to fifty in words.", max_tokens=7)
    assert status == 200
    assert answer["model"] == "embedded"
    assert answer["choices"][0]["finish_reason"] == "length"
    assert answer["usage"]["completion_tokens"] == 7


@pytest.mark.slow
@needs_model
def test_a_prompt_longer_than_the_context_is_refused_in_so_many_words(real: EmbeddedServer) -> None:
    status, answer = ask(real, "word " * 1100, max_tokens=5)
    assert status == 400
    assert answer["error"]["type"] == "exceed_context_size_error"
    assert answer["error"]["n_ctx"] == 1024
    assert answer["error"]["n_prompt_tokens"] > 1100


@pytest.mark.slow
@needs_model
def test_the_common_start_of_prompts_is_computed_once(real: EmbeddedServer) -> None:
    start = "The ferry to the island was late again, the harbour master said. " * 10
    ask(real, f"{start} Why?", max_tokens=1)
    _, again = ask(real, f"{start} When?", max_tokens=1)
    _, afresh = ask(real, f"{start} Where?", max_tokens=1, cache_prompt=False)
    assert again["usage"]["prompt_tokens_details"]["cached_tokens"] > 100
    assert afresh["usage"]["prompt_tokens_details"]["cached_tokens"] == 0


@pytest.mark.slow
@needs_model
def test_without_the_cache_answers_repeat_to_the_letter(real: EmbeddedServer) -> None:
    question = "Name three rivers."
    first, second = (
        ask(real, question, max_tokens=40, cache_prompt=False)[1]["choices"][0]["message"] for _ in range(2)
    )
    assert first == second


@pytest.mark.slow
@needs_model
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_while_the_model_writes() -> None:
    code = """
import json, urllib.request
from summarizer.llm.embedded import EmbeddedServer
from summarizer.llm.weights import embedded_weights
with EmbeddedServer(embedded_weights()) as server:
    body = {"messages": [{"role": "user", "content": "Write a long story."}], "max_tokens": 4000, "stream": True}
    request = urllib.request.Request(server.base_url + "/chat/completions", json.dumps(body).encode(),
        {"Content-Type": "application/json", "Authorization": "Bearer " + server.api_key})
    for line in urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request):
        print("writing", flush=True)
"""
    with subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=10)
    assert process.returncode == -signal.SIGINT
    assert err.splitlines()[0].startswith("Traceback")
    assert err.splitlines()[-1] == "KeyboardInterrupt"


@pytest.mark.slow
@needs_model
@pytest.mark.parametrize("kept", [4, 20_000_000], ids=["rubbish", "cut"])
def test_a_damaged_model_file_is_an_error_and_no_crash(tmp_path: Path, kept: int) -> None:
    damaged = tmp_path / "damaged.gguf"
    with embedded_weights().open("rb") as file:
        damaged.write_bytes(file.read(kept) + bytes(range(256)) * 100)
    with pytest.raises(ModelError, match=r"llama\.cpp cannot load .*damaged\.gguf: \w"), EmbeddedServer(damaged):
        pass
