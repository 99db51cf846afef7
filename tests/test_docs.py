"""The documentation says what is so: its commands, flags, tables, examples and links are held against the code."""

from __future__ import annotations

import contextlib
import dataclasses
import io
import os
import re
import shlex
import shutil
import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import get_args

import click
import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from markdown_it.token import Token

import summarizer
from summarizer.cli import main
from summarizer.commands.batch import FAILED, STOPPED
from summarizer.config import PREFIX, Settings, load_settings
from summarizer.errors import ConfigurationError, SummarizerError
from summarizer.evaluation.definitions import GOLD_FIGURES, Definition
from summarizer.evaluation.oracle import ORACLE_FIGURES
from summarizer.evaluation.planted.kinds import FAMILIES, KINDS
from summarizer.evaluation.planted.run import PLANTED_FIGURES
from summarizer.llm import transports
from summarizer.llm.providers import ENDPOINT, providers
from summarizer.report import FORMATS
from summarizer.summary import Reason

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
MODELS = ROOT / "docs" / "models.md"
EVALUATION = ROOT / "docs" / "evaluation.md"
ARCHITECTURE = ROOT / "docs" / "architecture.md"
DOCUMENTS = sorted([README, ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md")])
PLAIN_TEXTS = sorted(
    [
        *DOCUMENTS,
        *(ROOT / name for name in ("NOTICE", "pyproject.toml", ".ci/run", ".ci/apt-packages")),
        *(ROOT / "docs").glob("*.svg"),
        *(ROOT / "requirements").iterdir(),
    ]
)
HOSTS = {
    *("127.0.0.1", "gpu.example", "courier.example"),  # examples
    *("keepachangelog.com", "semver.org", "errors.pydantic.dev"),  # what the text refers to
    *("www.w3.org",),  # the name space of SVG
}
ENDS_A_COMMAND = {"|", "||", "&", "&&", ";"}


@pytest.fixture
def in_the_checkout(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the README's examples are run, without settings of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").touch()
    monkeypatch.setenv(f"{PREFIX}CONFIG", str(tmp_path / "config.toml"))
    monkeypatch.chdir(ROOT)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tokens(path: Path) -> Iterator[Token]:
    """Block and inline tokens of a document, in order."""
    for token in MarkdownIt().enable("table").parse(path.read_text(encoding="utf-8")):
        yield token
        yield from token.children or ()


def fences(path: Path, language: str) -> list[str]:
    return [token.content for token in tokens(path) if token.type == "fence" and token.info == language]


def spans(path: Path) -> list[str]:
    return [token.content for token in tokens(path) if token.type == "code_inline"]


def table(path: Path, first_heading: str) -> list[list[str]]:
    """The rows below the headings of the table whose first column is called ``first_heading``, as Markdown."""
    lines = path.read_text(encoding="utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {first_heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def shell_lines(path: Path) -> Iterator[str]:
    for block in fences(path, "sh"):
        yield from block.splitlines()
    for block in fences(path, "text"):
        yield from (line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ "))
    yield from (span for span in spans(path) if span.startswith("summarizer "))


def our_commands(path: Path) -> Iterator[list[str]]:
    """The arguments of each call of ``summarizer`` in a document."""
    for line in shell_lines(path):
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for token in [*lexer, ";"]:
            if token not in ENDS_A_COMMAND:
                words.append(token)
                continue
            while words and re.match(r"[A-Z_]+=", words[0]):
                words.pop(0)
            if words and Path(words[0]).name == "summarizer":
                yield words[1 : words.index(">") if ">" in words else None]
            words = []


COMMANDS = [
    pytest.param(command, id=f"{name_of(path)}: {shlex.join(command)}")
    for path in DOCUMENTS
    for command in our_commands(path)
]


def test_commands_are_found() -> None:
    assert ["article", "story.txt", "-o", "summary.json"] in list(our_commands(README))
    assert ["article", "-", "-o", "summary.md"] in list(our_commands(README))
    assert ["article", "seeds/000_7ad6c81f6b61ff4e.txt"] in list(our_commands(README))
    assert ["article", "story.txt", "--model", "ollama/qwen3"] in list(our_commands(MODELS))
    assert ["schema", "--write", "schemas"] in list(our_commands(ARCHITECTURE))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_parses(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for option, value in pairwise(command):
        if option in ("--replay", "--prompts"):
            Path(value).mkdir()  # these must be there
    for value in command[1:]:
        if value.isupper() or value in ("articles", "desk"):
            Path(value).mkdir()  # stands for a folder of the reader's
        elif value == "desk/x.json":
            Path("desk").mkdir()
            Path(value).touch()
    for each in main.commands.values():
        monkeypatch.setattr(each, "callback", lambda *args, **options: None)

    result = CliRunner().invoke(main, command)

    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_every_flag_exists(path: Path) -> None:
    known = {"-h", "--help"}
    for command in [main, *main.commands.values()]:
        known |= {flag for option in command.params if isinstance(option, click.Option) for flag in option.opts}

    assert {span.split()[0] for span in spans(path) if span.startswith("-")} <= known


def test_help_in_the_readme_is_current() -> None:
    (block,) = [block for block in fences(README, "text") if block.startswith("$ summarizer article --help\n")]

    shown = CliRunner().invoke(main, ["article", "--help"], prog_name="summarizer", terminal_width=100)

    assert block.split("\n", 1)[1] == shown.output


def test_excerpt_in_the_readme_is_what_comes_out(in_the_checkout: None) -> None:
    (block,) = [block for block in fences(README, "text") if "seeds/" in block.partition("\n")[0]]
    command, _, excerpt = block.partition("\n")

    result = CliRunner().invoke(main, shlex.split(command)[2:])

    assert result.exit_code == 0, result.stderr
    # Where lines break depends on the terminal, so it does not count; the order does.
    rest = " ".join(result.stdout.split())
    pieces = [words for piece in excerpt.split("…\n") if (words := " ".join(piece.split()))]
    for words in pieces:
        assert words in rest, f"not, or not any more, in the output of: {command.removeprefix('$ ')}"
        rest = rest.partition(words)[2]


def test_python_in_the_readme_runs(in_the_checkout: None) -> None:
    (block,) = fences(README, "python")

    with contextlib.redirect_stdout(io.StringIO()) as shown:
        exec(compile(block, "README.md", "exec"), {})

    assert "Russia's state-run Sputnik news agency — " in shown.getvalue()


def test_query_in_the_readme_gives_what_it_shows(in_the_checkout: None, tmp_path: Path) -> None:
    (query,) = fences(README, "sql")
    folder, out = tmp_path / "articles", tmp_path / "desk"
    folder.mkdir()
    for articles in ("seeds", "tests/gold/articles"):
        for file in (ROOT / articles).glob("*.txt"):
            shutil.copy(file, folder)
    for command in (["batch", str(folder), "--out", str(out), "--model", "none"], ["export", str(out)]):
        assert CliRunner().invoke(main, command).exit_code == 0
    connection = sqlite3.connect(out / "summaries.db")
    rows = connection.execute(query).fetchall()
    connection.close()

    current = "\n".join("| " + " | ".join(cell or "" for cell in row) + " |" for row in rows)
    shown = "\n".join("| " + " | ".join(row) + " |" for row in table(README, "medium"))
    assert shown == current, f"the README's table has to be:\n{current}"


def test_set_up_is_two_commands_and_ci_runs_them() -> None:
    set_up = [line for path in DOCUMENTS for line in shell_lines(path) if "-m venv" in line]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()

    assert [re.findall(r'install "(.*?)"', line) for line in set_up] == [[".[local]"], [".[test]"]]
    for line in set_up:
        assert f"{line}\n" in fences(README, "sh"), "each stands in a block of its own, to be copied"
        assert f"run '{line}'" in ci


def test_exit_codes_in_the_readme() -> None:
    documented = {int(row[0]) for row in table(README, "exit code")}

    assert documented == {0, SummarizerError.exit_code, ConfigurationError.exit_code, FAILED, STOPPED, 130}
    assert documented == {int(code) for code in re.findall(r"\d+", str(main.epilog))}


def test_formats_in_the_readme() -> None:
    assert [row[0].strip("`") for row in table(README, "format")] == list(FORMATS)


def test_providers_in_the_docs() -> None:
    documented = {}
    for name, keys, address in table(MODELS, "provider"):
        *variables, base_url = re.findall(r"`(.+?)`", f"{keys} {address}")
        hosted = address.startswith("its own")
        documented[name.strip("`")] = (
            tuple(word for word in [*variables, base_url] if word.endswith("_KEY")),
            base_url if base_url.endswith("_BASE_URL") else None,
            "hosted" if hosted else base_url,
            "if it asks for one" not in keys,
        )

    assert documented == {
        provider.name: (
            provider.key_env,
            provider.base_url_env,
            "hosted" if provider.group == "hosted" else provider.base_url,
            provider.traits("a-model").needs_key,
        )
        for provider in providers().values()
        if provider.name != ENDPOINT
    }


def test_settings_in_the_docs() -> None:
    documented = {row[0].strip("`"): [cell.strip("`") for cell in row[1:3]] for row in table(MODELS, "name")}
    flags = {flag for option in main.commands["article"].params for flag in option.opts}
    of_callers = {"api_key", "keys", "base_urls"}

    assert set(documented) == {field.name for field in dataclasses.fields(Settings)} - of_callers
    for name, (flag, variable) in documented.items():
        assert variable == PREFIX + name.upper()
        assert flag == (f"--{name.replace('_', '-')}" if f"--{name.replace('_', '-')}" in flags else "")


@pytest.mark.parametrize(("heading", "figures"), [("figure", GOLD_FIGURES), ("figure of the oracle", ORACLE_FIGURES)])
def test_figures_in_the_docs(heading: str, figures: tuple[Definition, ...]) -> None:
    documented = [[cell.strip("`") for cell in row] for row in table(EVALUATION, heading)]
    by_reason = [figure for figure in figures if figure.variant_of == "matters"]

    assert documented == [
        [figure.name, figure.meaning, figure.better.replace("neither", "–")]
        for figure in figures
        if figure not in by_reason
    ]
    assert {figure.name for figure in by_reason} <= {f"matters_{reason}" for reason in get_args(Reason)}


def test_planted_errors_in_the_docs() -> None:
    documented = [[cell.strip("`") for cell in row] for row in table(EVALUATION, "figure of planted errors")]
    kinds = {family: [f"{k.label} (`{k.name}`)" for k in KINDS if k.family == family] for family in FAMILIES}
    alarms = [figure for figure in PLANTED_FIGURES if figure.name.startswith("alarm_")]

    assert documented == [
        ["caught", "all of them", "higher"],
        *([family, f"{label}: {'; '.join(kinds[family])}", "higher"] for family, label in FAMILIES.items()),
    ]
    assert [[cell.strip("`") for cell in row] for row in table(EVALUATION, "figure of false alarms")] == [
        [figure.name, figure.meaning, figure.better] for figure in alarms
    ]


def test_settings_file_in_the_docs_loads(tmp_path: Path) -> None:
    (block,) = fences(MODELS, "toml")
    file = tmp_path / "config.toml"
    file.write_text(block, encoding="utf-8")

    settings = load_settings(env={}, config_file=file)

    assert settings.model == "ollama/qwen3:14b"
    assert settings.record == tmp_path / "answers"
    assert set(settings.keys) == {"openai"}
    assert set(settings.base_urls) == {"ollama"}


def test_folders_in_the_architecture() -> None:
    documented = {re.findall(r"\[(.+?)\]", row[0])[0] for row in table(ARCHITECTURE, "folder")}
    packages = {str(file.parent.relative_to(ROOT)) for file in (ROOT / "summarizer").rglob("__init__.py")}

    assert packages - {"summarizer"} <= documented


def test_transport_stack_in_the_architecture() -> None:
    documented = [row[0].strip("`") for row in table(ARCHITECTURE, "layer")]

    assert documented == re.findall(r"^    (\w+) {2,}", str(transports.__doc__), re.MULTILINE)
    folder = Path(transports.__path__[0])
    assert {name.lower() for name in documented} == {file.stem for file in folder.glob("[a-z]*.py")}


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_links_resolve(path: Path) -> None:
    for token in tokens(path):
        target = token.attrs.get("href") or token.attrs.get("src")
        if target is None or "://" in str(target):
            continue
        file, _, anchor = str(target).partition("#")
        there = (path.parent / file).resolve() if file else path
        assert there.is_relative_to(ROOT), target
        assert there.exists(), target
        if anchor:
            titles = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles}, target


@pytest.mark.parametrize("path", PLAIN_TEXTS, ids=name_of)
def test_no_stray_addresses_and_no_paths_of_a_machine(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert set(re.findall(r"://([\w.-]+)", text)) <= HOSTS
    domains = {name.lower() for name in re.findall(r"(?<![\w.@/])(?:[\w-]+\.)+(?:org|com|net|io|dev)\b", text)}
    assert domains <= HOSTS
    assert not re.findall(r"(?<![\w.~$}])/(?:home|root|work|tmp|opt|mnt|srv|Users)\b\S*", text)


def test_changelog_leads_with_what_is_to_come_or_with_this_version() -> None:
    versions = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert versions[0] in ("Unreleased", summarizer.__version__)
