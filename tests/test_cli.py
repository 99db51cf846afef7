"""The command line: what it hands on, where the result goes, and how it ends. No model is asked."""

from __future__ import annotations

import errno
import io
import os
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner, Result
from seed_summary import SEED, TEXT, seed_summary

import summarizer
from summarizer.article import Article
from summarizer.cli import main
from summarizer.config import Settings
from summarizer.errors import ConfigurationError, EndpointRefused, InvalidAnswer, SummarizerError
from summarizer.llm.registry import Availability, no_model
from summarizer.progress import Progress, show_progress
from summarizer.report import FORMATS, Format, render
from summarizer.schemas import SCHEMAS, schema_text
from summarizer.summary import ArticleSummary

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

Invoke = Callable[..., Result]


class Seam:
    """Stands where the pipeline begins: remembers what it was given, and gives the seed's summary."""

    def __init__(self) -> None:
        self.article: Article | None = None
        self.settings: Settings | None = None
        self.error: BaseException | None = None

    async def run(self, article: Article, settings: Settings, progress: Progress) -> ArticleSummary:
        self.article, self.settings = article, settings
        progress.stage("asking the model")
        progress.note("one re-ask")
        if self.error:
            raise self.error
        return seed_summary()


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting, key or colour of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL", "_COLOR")):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").write_text("")
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture
def seam(monkeypatch: pytest.MonkeyPatch) -> Seam:
    seam = Seam()
    monkeypatch.setattr("summarizer.pipeline.run", seam.run)
    return seam


@pytest.fixture
def invoke(seam: Seam) -> Invoke:
    def run(*args: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(main, [str(arg) for arg in args], input=stdin, prog_name="summarizer")

    return run


# What it hands on


def test_article_is_read_and_flags_become_settings(invoke: Invoke, seam: Seam, tmp_path: Path) -> None:
    prompts = tmp_path / "prompts"
    prompts.mkdir()

    result = invoke(
        *("article", SEED, "--model", "some-model", "--base-url", "http://127.0.0.1:9/v1", "--language", "de"),
        *("--record", tmp_path / "new", "--prompts", prompts),
    )

    assert result.exit_code == 0, result.stderr
    assert seam.article
    assert seam.settings
    assert (seam.article.text, seam.article.path) == (TEXT, str(SEED))
    assert seam.settings.model == "some-model"
    assert seam.settings.base_url == "http://127.0.0.1:9/v1"
    assert seam.settings.language == "de"
    assert (seam.settings.record, seam.settings.replay) == (tmp_path / "new", None)
    assert seam.settings.prompts == prompts


def test_article_from_standard_input(invoke: Invoke, seam: Seam) -> None:
    result = invoke("article", "-", stdin=TEXT.encode())

    assert result.exit_code == 0
    assert seam.article
    assert (seam.article.text, seam.article.path) == (TEXT, None)


# Where the result goes


def test_piped_output_is_plain(invoke: Invoke) -> None:
    result = invoke("article", SEED)

    assert result.exit_code == 0
    assert result.stdout == render(seed_summary(), "terminal")
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("format_", FORMATS)
def test_formats(invoke: Invoke, format_: Format) -> None:
    assert invoke("article", SEED, "--format", format_).stdout == render(seed_summary(), format_)


@pytest.mark.parametrize(
    ("name", "flags", "format_"),
    [
        ("out.json", [], "json"),
        ("out.md", [], "markdown"),
        ("out.txt", [], "terminal"),
        ("out.json", ["--format", "markdown"], "markdown"),
    ],
)
def test_output_file(invoke: Invoke, tmp_path: Path, name: str, flags: list[str], format_: Format) -> None:
    result = invoke("article", SEED, "-o", tmp_path / name, *flags)

    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / name).read_text(encoding="utf-8") == render(seed_summary(), format_)


def test_output_dash_is_standard_output(invoke: Invoke) -> None:
    assert invoke("article", SEED, "-o", "-", "--format", "json").stdout == render(seed_summary(), "json")


@pytest.mark.skipif(os.name != "posix", reason="modes and symbolic links as on POSIX")
def test_output_replaces_the_file_and_keeps_mode_and_symbolic_link(invoke: Invoke, tmp_path: Path) -> None:
    new, old, link = tmp_path / "new.json", tmp_path / "old.json", tmp_path / "link.json"
    old.write_text("old")
    reader = old.open()
    old.chmod(0o640)
    link.symlink_to(old)
    umask = os.umask(0o027)
    try:
        assert invoke("article", SEED, "-o", new).exit_code == 0
        assert invoke("article", SEED, "-o", link).exit_code == 0
    finally:
        os.umask(umask)

    assert new.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    with reader:
        assert reader.read() == "old"  # who had it open has it whole
    assert {file.name for file in tmp_path.glob("*.json*")} == {"new.json", "old.json", "link.json"}
    assert old.stat().st_mode & 0o777 == 0o640
    assert old.read_text(encoding="utf-8") == render(seed_summary(), "json")


@pytest.mark.parametrize(
    ("failure", "exit_code", "line"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), 1, "error: cannot write {}: No space left on device\n"),
        (KeyboardInterrupt(), 130, "interrupted\n"),
    ],
)
def test_output_is_never_half_written(
    invoke: Invoke,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    failure: BaseException,
    exit_code: int,
    line: str,
) -> None:
    output = tmp_path / "out.json"
    output.write_text("what was there")
    before = sorted(tmp_path.iterdir())

    class Full(io.FileIO):
        def write(self, data: Buffer) -> int:
            super().write(bytes(data)[:100])
            raise failure

    monkeypatch.setattr("summarizer.commands.output.os.fdopen", lambda handle, mode: Full(handle, "w"))
    result = invoke("article", SEED, "-q", "-o", output)

    assert (result.exit_code, result.stderr) == (exit_code, line.format(output))
    assert output.read_text() == "what was there"
    assert sorted(tmp_path.iterdir()) == before


@pytest.mark.skipif(not Path("/dev/null").exists(), reason="no /dev/null here")
def test_output_to_a_device_leaves_it_a_device(invoke: Invoke) -> None:
    assert invoke("article", SEED, "-o", "/dev/null").exit_code == 0
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize("what", ["missing folder", "folder", "the article"])
def test_output_without_a_place_fails_before_the_work(invoke: Invoke, seam: Seam, tmp_path: Path, what: str) -> None:
    article = tmp_path / "article.md"
    article.write_bytes(SEED.read_bytes())
    output = {"missing folder": tmp_path / "no" / "x.json", "folder": tmp_path, "the article": article}[what]

    result = invoke("article", article, "-o", output)

    assert result.exit_code == 2
    assert "'-o'" in result.stderr or "--output" in result.stderr
    assert seam.article is None
    assert article.read_bytes() == SEED.read_bytes()


def test_output_is_utf8_wherever_it_goes(tmp_path: Path) -> None:
    done = run_process(["article", str(SEED), "-q"], env={"PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("utf-8") == render(seed_summary(), "terminal")


# How it ends


def test_usage_errors_exit_2(invoke: Invoke, seam: Seam, tmp_path: Path) -> None:
    for args in (
        ["article"],
        ["article", SEED, "--format", "pdf"],
        ["article", SEED, "-v", "-q"],
        ["article", SEED, "--replay", tmp_path / "missing"],
        ["article", SEED, "--prompts", tmp_path / "missing"],
        ["article", SEED, "--record", tmp_path, "--replay", tmp_path],
        ["article", tmp_path / "missing.txt"],
        ["article", tmp_path],
        ["article", SEED, "--model", "nonsense"],
        ["schema", "nonsense"],
        ["schema", "summary", "--write", tmp_path],
        ["nonsense"],
    ):
        result = invoke(*args)
        assert (result.exit_code, result.stdout) == (2, ""), args
        assert result.stderr
    assert seam.article is None


@pytest.mark.parametrize("data", [b"\x00\x01\x02PNG", b"", b" \n"])
def test_what_is_no_article_exits_1_with_one_line(invoke: Invoke, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "article.txt"
    file.write_bytes(data)

    result = invoke("article", file, "--model", "none")

    assert (result.exit_code, result.stdout) == (1, "")
    assert re.fullmatch(r"error: \S.*article\.txt.*\n", result.stderr)


@pytest.mark.parametrize(
    ("error", "exit_code"),
    [(InvalidAnswer("no\nfit"), 1), (ConfigurationError("no\nfit"), 2), (SummarizerError("no fit"), 1)],
)
def test_failure_is_one_line(invoke: Invoke, seam: Seam, error: SummarizerError, exit_code: int) -> None:
    seam.error = error

    result = invoke("article", SEED, "--model", "none")

    assert (result.exit_code, result.stdout, result.stderr) == (exit_code, "", "error: no fit\n")


def test_failure_tells_what_was_spent(invoke: Invoke, seam: Seam, tmp_path: Path) -> None:
    seam.error = InvalidAnswer("the answer did not fit")
    seam.error.run = seed_summary().run

    result = invoke("article", SEED, "--model", "none", "-q", "-o", tmp_path / "out.json")

    assert result.exit_code == 1
    assert result.stderr == (
        "error: the answer did not fit\nspent: 2 requests (1 re-ask), 4,812 tokens in, 1,391 out, $0.0040\n"
    )
    assert not (tmp_path / "out.json").exists()


def test_traceback_only_when_asked_for_twice(invoke: Invoke, seam: Seam) -> None:
    seam.error = InvalidAnswer("did not fit")
    seam.error.__cause__ = ValueError("because of \x1b[31mthis")

    once = invoke("article", SEED, "--model", "none", "-v")
    twice = invoke("article", SEED, "--model", "none", "-vv")

    assert "Traceback" not in once.stderr
    assert r"ValueError: because of \x1b[31mthis" in twice.stderr
    assert "\x1b" not in twice.stderr
    assert twice.stderr.endswith("InvalidAnswer: did not fit\nerror: did not fit\n")
    assert twice.exit_code == 1


def test_keys_stay_out_of_messages_and_tracebacks(invoke: Invoke, seam: Seam, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-0123456789abcdef")
    seam.error = EndpointRefused("401: wrong key sk-0123456789abcdef")
    seam.error.__cause__ = RuntimeError("sent sk-0123456789abcdef")

    result = invoke("article", SEED, "--model", "openai/gpt-5-mini", "-vv")

    assert result.exit_code == 1
    assert "error: 401: wrong key [key]\n" in result.stderr
    assert "0123456789" not in result.output


def test_escape_sequences_in_errors_do_not_reach_the_terminal(invoke: Invoke, seam: Seam) -> None:
    seam.error = EndpointRefused("endpoint says \x1b[2Jhello")

    assert invoke("article", SEED, "--model", "none").stderr == "error: endpoint says \\x1b[2Jhello\n"


def test_defects_are_not_hidden(invoke: Invoke, seam: Seam) -> None:
    seam.error = ZeroDivisionError()

    assert isinstance(invoke("article", SEED, "--model", "none").exception, ZeroDivisionError)


@pytest.mark.skipif(os.name != "posix", reason="signals as on POSIX")
def test_interrupt_exits_130_with_one_line_and_no_file(tmp_path: Path) -> None:
    output = tmp_path / "out.json"
    process = start_process(
        ["article", str(SEED), "-v", "--model", "none", "-o", str(output)], body="await Event().wait()"
    )
    assert process.stderr
    assert process.stderr.readline() == b"asking the model\n"

    process.send_signal(signal.SIGINT)
    stdout, stderr = process.communicate(timeout=20)

    assert (process.returncode, stdout, stderr) == (130, b"", b"interrupted\n")
    assert not output.exists()


@pytest.mark.skipif(os.name != "posix", reason="pipes as on POSIX")
@pytest.mark.parametrize("args", [["article", str(SEED), "-q"], ["schema"], ["models"]])
def test_closed_pipe_ends_quietly(args: list[str]) -> None:
    read, write = os.pipe()
    os.close(read)
    # Buffered, as usual: what could not be written is tried once more when Python ends.
    process = start_process(args, stdout=write, env={"PYTHONUNBUFFERED": ""})
    os.close(write)

    _, stderr = process.communicate(timeout=20)

    assert (process.returncode, stderr) == (141, b"")


# What it tells meanwhile


def test_notice_of_the_model_is_told_unless_quiet(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarizer.llm.registry.resolve", lambda settings: no_model("no model is set"))

    assert invoke("article", SEED).stderr == "no model is set\n"
    assert invoke("article", SEED, "-q").stderr == ""


def test_progress_is_told_off_a_terminal_only_with_v(invoke: Invoke) -> None:
    assert invoke("article", SEED, "--model", "none").stderr == ""
    assert invoke("article", SEED, "--model", "none", "-v").stderr == "asking the model\n  one re-ask\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.mark.usefixtures("terminal_settings")
@pytest.mark.parametrize("verbose", [0, 1])
def test_progress_on_a_terminal_shows_stage_bar_and_note_and_goes(verbose: int) -> None:
    stream = Terminal()

    def interrupted() -> None:
        with show_progress(stream, verbose=verbose) as progress:
            progress.stage("asking [bold]the model[/] \x07")
            progress.advance(1, 4)
            progress.note("waiting 1 s \x07")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()

    shown = stream.getvalue()
    assert r"asking [bold]the model[/] \x07" in shown
    assert r"waiting 1 s \x07" in shown
    beside = re.search(r"asking[^\r\n]*waiting", shown)
    assert (beside is None) == bool(verbose)  # then it stands above, to stay
    assert "\x07" not in shown
    assert shown.endswith("\x1b[2K")  # the line is cleared
    assert "\x1b[?25h" in shown  # and the cursor back


@pytest.mark.usefixtures("terminal_settings")
def test_quiet_shows_nothing_even_on_a_terminal() -> None:
    stream = Terminal()
    with show_progress(stream, verbose=2, quiet=True) as progress:
        progress.stage("asking")
        progress.advance(1, 2)
        progress.note("waiting")

    assert stream.getvalue() == ""


# The other commands, and help


def test_schema_prints(invoke: Invoke) -> None:
    assert invoke("schema").stdout == schema_text("summary")
    for name in SCHEMAS:
        assert invoke("schema", name).stdout == schema_text(name)


def test_schema_writes_all(invoke: Invoke, tmp_path: Path) -> None:
    result = invoke("schema", "--write", tmp_path / "schemas")

    assert result.exit_code == 0
    assert result.stdout.splitlines() == [str(tmp_path / "schemas" / f"{name}.json") for name in SCHEMAS]


def test_schema_that_cannot_be_written_exits_1(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "summary.json").mkdir()

    result = invoke("schema", "--write", tmp_path)

    assert result.exit_code == 1
    assert result.stderr.startswith(f"error: cannot write {tmp_path / 'summary.json'}: ")


def test_models_are_listed_in_aligned_lines(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [Availability("none", True, "by rules alone"), Availability("openai/MODEL", False, "no key\x1b[2J")]
    monkeypatch.setattr("summarizer.llm.registry.availability", lambda settings: found)

    assert invoke("models").stdout == (
        "none          yes  by rules alone\n"  #
        "openai/MODEL  no   no key\\x1b[2J\n"
    )

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    table = re.sub(r"\x1b\[[0-9;]*m", "", invoke("models").stdout)
    assert [line.split() for line in table.splitlines()] == [
        ["Model", "Usable", "Why"],
        ["none", "yes", "by", "rules", "alone"],
        ["openai/MODEL", "no", "no", "key\\x1b[2J"],
    ]


def test_broken_settings_exit_2(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("modle = 'none'")

    for args in (["models"], ["article", SEED]):
        result = invoke(*args)
        assert result.exit_code == 2
        assert re.fullmatch(r"error: .*modle.*\n", result.stderr)


def test_version(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"summarizer {summarizer.__version__}\n"


@pytest.mark.parametrize("command", [[], ["article"], ["schema"], ["models"], ["eval"]])
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_has_examples(invoke: Invoke, command: list[str], flag: str) -> None:
    result = invoke(*command, flag)

    assert result.exit_code == 0
    assert re.search(rf"Examples:\n  .*summarizer {' '.join(command)}", result.stdout)


def test_every_option_is_explained() -> None:
    for command in main.commands.values():
        assert all(param.help for param in command.params if isinstance(param, click.Option))


def test_help_imports_nothing_slow() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "summarizer", "--help"], capture_output=True, timeout=20, check=True
    )

    imported = set(re.findall(rb"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert b"summarizer.cli" in imported
    slow = {b"pydantic", b"rich", b"openai", b"instructor", b"asyncio", b"jinja2", b"httpx2", b"xllamacpp", b"numpy"}
    assert not imported & slow
    assert done.stdout.startswith(b"Usage: summarizer ")


# Standard streams that are closed or full, in a process of its own


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ("article - --model none <&-", 2, "standard input is closed"),
        ("article {seed} --model none >&-", 2, "standard output is closed"),
        ("models >&-", 2, "standard output is closed"),
        ("schema >/dev/full", 1, "cannot write to standard output: No space left on device"),
        ("--help >/dev/full", 1, "cannot write to standard output: No space left on device"),
        ("article --help >/dev/full", 1, "cannot write to standard output: No space left on device"),
        ("article nofile 2>&-", 2, ""),
    ],
)
def test_a_standard_stream_that_is_closed_or_full(command: str, code: int, said: str) -> None:
    if "/dev/full" in command and not Path("/dev/full").exists():
        pytest.skip("no /dev/full here")
    line = f"{shlex.quote(sys.executable)} -m summarizer {command.format(seed=shlex.quote(str(SEED)))}"
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, timeout=20)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="a POSIX shell closes the streams")
def test_output_to_a_file_needs_no_standard_streams(tmp_path: Path) -> None:
    output = tmp_path / "summary.json"
    line = 'exec "$0" -m summarizer article "$1" --model none -o "$2" <&- >&- 2>&-'
    done = subprocess.run(["sh", "-c", line, sys.executable, str(SEED), str(output)], timeout=20)
    assert done.returncode == 0
    assert ArticleSummary.model_validate_json(output.read_bytes()).article.text == TEXT


# A process of its own, with the pipeline's seam set inside it


def start_process(
    args: list[str], *, body: str = "pass", env: Mapping[str, str] | None = None, stdout: int = subprocess.PIPE
) -> subprocess.Popen[bytes]:
    code = f"""
import sys
sys.path[:0] = {[str(Path(__file__).parent), str(Path(summarizer.__file__ or "").parent.parent)]!r}
from asyncio import Event
import summarizer.pipeline
from seed_summary import seed_summary
from summarizer.cli import main

async def run(article, settings, progress):
    progress.stage("asking the model")
    {body}
    return seed_summary()

summarizer.pipeline.run = run
main({args!r}, prog_name="summarizer")
"""
    return subprocess.Popen(
        [sys.executable, "-c", code], env={**os.environ, **(env or {})}, stdout=stdout, stderr=subprocess.PIPE
    )


def run_process(args: list[str], *, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[bytes]:
    process = start_process(args, env=env)
    stdout, stderr = process.communicate(timeout=20)
    return subprocess.CompletedProcess(args, process.returncode, stdout, stderr)
