"""This program and its peers on the same articles, behind the same relay, held against the same gold."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, get_args

from judge import invented, names_of, summary_of
from relay import Relay, Script
from scripted import FULL, PLAIN, claims_script, full_script, langextract_script

from summarizer.config import Settings, load_settings
from summarizer.errors import SummarizerError
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.scoring import score
from summarizer.llm.client import open_client
from summarizer.llm.embedded import EmbeddedServer
from summarizer.llm.registry import ModelSpec, resolve
from summarizer.llm.weights import embedded_weights
from summarizer.pipeline import summarize_with
from summarizer.summary import Status

HERE = Path(__file__).parent
ENVIRONMENT = HERE / ".venv-peers"
_ASKED = ("instructions.txt", "instructions_full.txt")
_FIGURES = ("recall", "recall_attributed", "source_attributed", "source", "status_open", "precision")


@dataclass(frozen=True)
class Contestant:
    """A program in one of its settings."""

    name: str
    """What the tables call it."""
    script: Callable[[GoldArticle], Script]
    """What answers in a strong model's place."""
    file: str | None = None
    """Its script among the peers; none for this program."""
    setting: str = "default"
    """Which way the script, or this program, is to go."""


LANGEXTRACT = Contestant("LangExtract, defaults", langextract_script, "with_langextract.py")
SINGLE = Contestant("LangExtract, one call", langextract_script, "with_langextract.py", "single")
LLM = Contestant("llm, schema", claims_script, "with_llm.py")
INSTRUCTOR = Contestant("instructor", claims_script, "with_instructor.py")
FULL_LANGEXTRACT = Contestant("LangExtract, defaults, asked for as much", full_script, "with_langextract.py", "full")
PEERS = (LANGEXTRACT, SINGLE, LLM, INSTRUCTOR)


@dataclass(frozen=True)
class Outcome:
    """What one contestant made of one article, and what it took."""

    contestant: str
    article: str
    words: int
    calls: int
    prompt_tokens: int
    schema_tokens: int
    completion_tokens: int
    seconds: float
    model_seconds: float
    """What llama.cpp says it worked; 0 where a script answered."""
    failed: str | None
    claims: int
    hits: dict[str, float] = field(default_factory=dict)
    of: dict[str, float] = field(default_factory=dict)
    invented: list[str] = field(default_factory=list)


Ask = Callable[[GoldArticle], dict[str, Any]]


@contextmanager
def relayed(context_tokens: int) -> Iterator[Relay]:
    """The embedded model, running, behind a relay."""
    with EmbeddedServer(embedded_weights(), context_tokens=context_tokens) as model, Relay(model) as relay:
        yield relay


def peers_python() -> Path:
    """The interpreter of the peers' environment, which is made where it is not there yet."""
    python = ENVIRONMENT / "bin" / "python"
    if not python.exists():
        venv.create(ENVIRONMENT, with_pip=True)
        install: list[str | Path] = [python, "-m", "pip", "install", "--quiet", "-r", HERE / "requirements.txt"]
        subprocess.run(install, check=True)
    return python


def peers_versions() -> str:
    """The peers and their versions on one line."""
    code = "from importlib.metadata import version as v; print(', '.join(f'{n} {v(n)}' for n in {}))"
    names = ("langextract", "llm", "instructor", "openai")
    done = subprocess.run(
        [peers_python(), "-c", code.replace("{}", repr(names))], stdout=subprocess.PIPE, text=True, check=True
    )
    return done.stdout.strip()


@contextmanager
def peer(contestant: Contestant, relay: Relay, model: str) -> Iterator[Ask]:
    """A peer's script, running; asks it about one article at a time."""
    assert contestant.file is not None
    command = [peers_python(), HERE / "peers" / contestant.file]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        sent, received = process.stdin, process.stdout

        def send(what: object) -> None:
            print(json.dumps(what), file=sent, flush=True)

        def ask(gold: GoldArticle) -> dict[str, Any]:
            send({"text": gold.article.text})
            line = received.readline()
            if not line:
                raise RuntimeError(f"{contestant.file} ended; what it wrote to stderr says why")
            told: dict[str, Any] = json.loads(line)
            told["summary"] = summary_of(gold.article, told["claims"])
            told["names"] = [name for claim in told["claims"] for name in names_of(claim)]
            told["count"] = len(told["claims"])
            return told

        send(_task(relay.base_url, model, contestant.setting))
        yield ask
        sent.close()


def _task(base_url: str, model: str, setting: str) -> dict[str, Any]:
    """What every peer is to do."""
    return {
        "base_url": base_url,
        "model": model,
        "setting": setting,
        "instructions": (HERE / "peers" / _ASKED[setting == "full"]).read_text(encoding="utf-8").strip(),
        "fields": FULL if setting == "full" else PLAIN,
        "statuses": list(get_args(Status)),
        "example": json.loads((HERE / "peers" / "example.json").read_text(encoding="utf-8")),
    }


@contextmanager
def ours(spec: ModelSpec, settings: Settings) -> Iterator[Ask]:
    """This program, with an open client."""
    with asyncio.Runner() as runner, ExitStack() as closing:
        client = runner.run(open_client(spec).__aenter__())
        closing.callback(lambda: runner.run(client.__aexit__(None, None, None)))

        def ask(gold: GoldArticle) -> dict[str, Any]:
            started = time.perf_counter()
            told: dict[str, Any] = {}
            try:
                told["summary"] = runner.run(summarize_with(client, gold.article, settings))
            except SummarizerError as error:
                told |= {"failed": str(error), "summary": summary_of(gold.article, ())}
            told["seconds"] = time.perf_counter() - started
            told["names"] = [source.name for source in told["summary"].sources]
            told["count"] = len(told["summary"].claims)
            return told

        yield ask


def ours_with_strong_model(relay: Relay) -> tuple[ModelSpec, Settings]:
    """Model and settings of a hosted model with a large context, which the relay answers for."""
    settings = load_settings({"model": "openai/gpt-5-mini", "base_url": relay.base_url, "api_key": "none"}, env={})
    return resolve(settings), settings


def ours_without_model() -> tuple[ModelSpec, Settings]:
    """The rules alone."""
    settings = Settings(model="none")
    return resolve(settings), settings


def ours_with_embedded_model(relay: Relay) -> tuple[ModelSpec, Settings]:
    """The embedded model and its settings, asked through the relay."""
    settings = Settings(model="local")
    return replace(resolve(settings), base_url=relay.base_url, api_key="none"), settings


def contest(
    contestant: Contestant, ask: Ask, gold: Sequence[GoldArticle], relay: Relay, *, scripted: bool
) -> Iterator[Outcome]:
    """Have a contestant work through articles, one after the other."""
    for article in gold:
        relay.script = contestant.script(article) if scripted else None
        relay.forget()
        relay.taken()
        told = ask(article)
        calls = relay.taken()
        tallies = score(article, told["summary"]).tallies
        yield Outcome(
            contestant=contestant.name,
            article=article.name,
            words=len(article.article.text.split()),
            calls=len(calls),
            prompt_tokens=sum(call.prompt_tokens for call in calls),
            schema_tokens=sum(call.schema_tokens for call in calls),
            completion_tokens=sum(call.completion_tokens for call in calls),
            seconds=told["seconds"],
            model_seconds=sum(
                call.timings.get("prompt_ms", 0.0) + call.timings.get("predicted_ms", 0.0) for call in calls
            )
            / 1000,
            failed=told.get("failed"),
            claims=told["count"],
            hits={name: tallies[name].hits for name in _FIGURES if name in tallies},
            of={name: tallies[name].of for name in _FIGURES if name in tallies},
            invented=invented(article.article, told["names"]),
        )


def kept(file: Path) -> list[Outcome]:
    """The outcomes of earlier runs; none where there is no such file."""
    if not file.exists():
        return []
    return [Outcome(**json.loads(line)) for line in file.read_text(encoding="utf-8").splitlines()]


def keep(file: Path, outcome: Outcome) -> None:
    """Add an outcome, so that a run that ends early goes on where it was."""
    with file.open("a", encoding="utf-8") as out:
        print(json.dumps(asdict(outcome), ensure_ascii=False), file=out)


def note(outcome: Outcome) -> None:
    """Tell an outcome in a line, as it comes."""
    right, of = outcome.hits.get("source_attributed", 0), outcome.of.get("recall_attributed", 0)
    print(
        f"{outcome.contestant}: {outcome.article}: {outcome.calls} calls, {outcome.prompt_tokens} + "
        f"{outcome.completion_tokens} tokens, {outcome.seconds:.1f} s, {right:.0f} of {of:.0f} attributed right"
        + (f", failed: {outcome.failed}" if outcome.failed else ""),
        file=sys.stderr,
        flush=True,
    )
