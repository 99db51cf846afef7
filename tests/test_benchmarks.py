"""The benchmarks: that they can be run, that their results have a place, and that peers are judged fairly."""

from __future__ import annotations

import ast
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import httpx2
import pytest
from fake_server import fails, fake_server, says

from summarizer.article import parse_text
from summarizer.evaluation.gold import GoldArticle, load_gold
from summarizer.evaluation.scoring import score

Benchmark = Callable[[str], Any]

ROOT = Path(__file__).parent.parent
BENCHMARKS = ROOT / "benchmarks"
NAMES = sorted(file.stem for file in BENCHMARKS.glob("*.py"))
SECTION = re.compile(
    r'write\(\s*"([\w-]+)"|section: str = "([\w-]+)"|"--section", default="([\w-]+)"|"--section", "([\w-]+)"'
)
TEXT = """Council to close the swimming pool

The pool in Elmford will close in June, Mayor Dana Holt said on Monday. "We cannot heat it any longer," she said.

The pool was built in 1974.
"""


@pytest.fixture
def benchmark(monkeypatch: pytest.MonkeyPatch) -> Iterator[Benchmark]:
    """Imports a benchmark by its name; none of them stays."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield importlib.import_module
    for name in set(sys.modules) - before:
        if name in NAMES:
            del sys.modules[name]


@pytest.mark.parametrize("name", NAMES)
def test_can_be_imported(benchmark: Benchmark, name: str) -> None:
    if name == "folder_page":
        pytest.importorskip("playwright")
    module: ModuleType = benchmark(name)
    assert module.__doc__


@pytest.mark.parametrize("file", sorted((BENCHMARKS / "peers").glob("*.py")), ids=lambda file: file.stem)
def test_peers_need_nothing_of_the_project(file: Path) -> None:
    # They run in an environment of their own, in which it is not installed.
    tree = ast.parse(file.read_text(encoding="utf-8"))
    imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert not {name for name in imported if name.split(".")[0] in ("summarizer", *NAMES)}


def test_the_peers_are_pinned() -> None:
    lines = (BENCHMARKS / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert all("==" in line for line in lines if not line.startswith("#"))


def test_every_result_has_its_place(benchmark: Benchmark) -> None:
    found = benchmark("results").sections((BENCHMARKS / "results.md").read_text(encoding="utf-8"))
    sources = [file.read_text(encoding="utf-8") for file in BENCHMARKS.glob("*.py")]
    named = {name for source in sources for match in SECTION.findall(source) for name in match if name}
    assert named
    assert named <= set(found)


def test_all_runs_every_benchmark(benchmark: Benchmark) -> None:
    runs = {line[0].removesuffix(".py") for line in (*benchmark("all").TIMED, *benchmark("all").OTHERS)}
    commands = {
        name for name in NAMES if "from results import write" in (BENCHMARKS / f"{name}.py").read_text(encoding="utf-8")
    }
    assert runs == commands


MARKED = "# A\n<!-- section: one -->\nold\n<!-- end: one -->\nkept\n<!-- section: two -->\n<!-- end: two -->\n"


def test_a_section_is_replaced_and_nothing_else(benchmark: Benchmark) -> None:
    results = benchmark("results")
    text = results.replaced(MARKED, "one", "new \\1\n")
    assert text == MARKED.replace("old\n", "new \\1\n")
    assert results.sections(text) == {"one": "new \\1\n", "two": ""}


@pytest.mark.parametrize(
    "text",
    [
        MARKED.replace("<!-- end: one -->\n", ""),
        MARKED.replace("end: one", "end: two"),
        MARKED + "<!-- end: one -->\n",
        MARKED + MARKED,
    ],
)
def test_markers_that_are_not_sound_are_told(benchmark: Benchmark, text: str) -> None:
    with pytest.raises(ValueError, match="section"):
        benchmark("results").replaced(text, "one", "new\n")


def test_an_unknown_section_is_told(benchmark: Benchmark) -> None:
    with pytest.raises(ValueError, match="three"):
        benchmark("results").replaced(MARKED, "three", "new\n")


@pytest.mark.parametrize(
    ("told", "evidence"),
    [
        ({"quote": "The pool in Elmford will close in June"}, "The pool in Elmford will close in June"),
        ({"quote": "the  POOL was built in 1974."}, "The pool was built in 1974"),
        ({"quote": "closing", "start": 0, "end": 7}, "Council"),
        ({"quote": "Elmford's pool closes in June, says Holt"}, "The pool in Elmford will close in June, Mayor Dana "),
    ],
    ids=["as written", "case and spacing", "placed by the peer", "by its words"],
)
def test_a_peers_claim_stands_where_its_words_do(benchmark: Benchmark, told: dict[str, Any], evidence: str) -> None:
    summary = benchmark("judge").summary_of(parse_text(TEXT), [told])
    (piece,) = summary.claims[0].evidence
    assert piece.exact == summary.article.text[piece.start : piece.end]
    assert piece.exact.startswith(evidence)


def test_a_peers_claim_of_nothing_in_the_article_is_left_out(benchmark: Benchmark) -> None:
    told = [{"quote": "Ferries resume tomorrow", "source": None}, {"quote": "", "source": "Holt"}]
    assert benchmark("judge").summary_of(parse_text(TEXT), told).claims == []


@pytest.mark.parametrize("name", [None, "", "The article", "none"])
def test_the_articles_own_voice_in_a_peers_words(benchmark: Benchmark, name: str | None) -> None:
    told = [{"quote": "The pool was built in 1974", "source": name, "status": "asserted"}]
    summary = benchmark("judge").summary_of(parse_text(TEXT), told)
    assert (summary.sources, summary.claims[0].attribution.chain) == ([], [])


def test_a_source_is_invented_where_the_article_lacks_a_word_of_its_name(benchmark: Benchmark) -> None:
    names = ["Mayor Dana Holt", "she", "Holt, the mayor", "Mayor Ellen Holt", "Mayor Ellen Holt"]
    assert benchmark("judge").invented(parse_text(TEXT), names) == ["Mayor Ellen Holt"]


@pytest.fixture(scope="module")
def gold() -> GoldArticle:
    return load_gold(ROOT / "tests" / "gold")[0]


@pytest.mark.parametrize(
    ("script", "key"),
    [("claims_script", "claims"), ("langextract_script", "extractions"), ("full_script", "extractions")],
)
def test_right_answers_of_peers_are_judged_right(
    benchmark: Benchmark, gold: GoldArticle, script: str, key: str
) -> None:
    request = {"messages": [{"role": "user", "content": f"Examples\nQ: other\nA: []\n\nQ: {gold.article.text}\nA: "}]}
    answer = json.loads(getattr(benchmark("scripted"), script)(gold)(request))[key]
    told = [{"quote": one["claim"], **one["claim_attributes"]} if "claim" in one else one for one in answer]
    tallies = score(gold, benchmark("judge").summary_of(gold.article, told)).tallies
    assert tallies["recall"].hits == tallies["recall"].of
    assert tallies["source_attributed"].hits == tallies["recall_attributed"].of


def test_long_articles_are_as_long_as_is_said() -> None:
    for article in load_gold(BENCHMARKS / "long"):
        assert len(article.article.text.split()) >= 1000


def test_the_relay_passes_on_and_counts(benchmark: Benchmark) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "Hello"}]}
    with fake_server(says("hi", prompt_tokens=7, completion_tokens=3), fails(400, "too long")) as server:
        model = SimpleNamespace(base_url=server.base_url, api_key="secret")
        with benchmark("relay").Relay(model) as relay:
            first = httpx2.post(f"{relay.base_url}/chat/completions", json=body)
            second = httpx2.post(f"{relay.base_url}/chat/completions", json=body)
            calls = relay.taken()
    assert first.json()["choices"][0]["message"]["content"] == "hi"
    assert second.status_code == 400
    assert [(call.prompt_tokens, call.completion_tokens) for call in calls] == [(7, 3)]
    assert server.requests[0].headers["authorization"] == "Bearer secret"
    assert relay.taken() == []
