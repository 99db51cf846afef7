"""``summarizer eval``: figures, intervals, bounds, comparison and the oracle, on the project's own gold."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from summarizer import pipeline
from summarizer.article import Article
from summarizer.cli import main
from summarizer.config import Settings
from summarizer.errors import ConfigurationError, InvalidAnswer
from summarizer.evaluation import run, scoring
from summarizer.evaluation.bounds import bound, broken
from summarizer.evaluation.compare import compare
from summarizer.evaluation.definitions import GOLD_FIGURES, Definition
from summarizer.evaluation.figures import change_intervals, figures
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.oracle import ORACLE_FIGURES
from summarizer.evaluation.report import verdict
from summarizer.evaluation.results import ArticleResult, Better, Comparison, EvalResult, Miss, Mode, Tally
from summarizer.llm.client import Client
from summarizer.progress import Progress
from summarizer.summary import ArticleSummary

GOLD = Path(__file__).parent / "gold"
CASSETTES = Path(__file__).parent / "cassettes"
SHORT = ("five_sentences", "pti_power_trade")
Eval = Callable[..., Result]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting and no key of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL", "_COLOR")):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").touch()
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture
def evaluate() -> Eval:
    runner = CliRunner()
    return lambda *args: runner.invoke(main, ["eval", *map(str, args)], prog_name="summarizer")


def short(*args: object) -> list[object]:
    """Arguments for two short articles."""
    return [GOLD, *(part for name in SHORT for part in ("--only", name)), *args]


def values(result: EvalResult) -> dict[str, float | None]:
    return {figure.name: figure.value for figure in result.figures}


# -- figures and their intervals


def definitions(*names: str) -> list[Definition]:
    return [Definition(name, name, name, "Group") for name in names]


def tallies(*pairs: tuple[float, float]) -> list[dict[str, Tally]]:
    return [{"x": Tally(hits=hits, of=of)} for hits, of in pairs]


def test_every_claim_weighs_the_same() -> None:
    (figure,) = figures(definitions("x"), tallies((1, 1), (0, 9)))

    assert (figure.value, figure.hits, figure.of) == (0.1, 1, 10)


def test_interval_is_the_same_each_time_and_holds_the_value() -> None:
    articles = tallies((3, 4), (9, 10), (1, 5), (7, 7), (2, 6))
    (figure,) = figures(definitions("x"), articles)

    assert figures(definitions("x"), articles) == [figure]
    assert figure.low is not None
    assert figure.high is not None
    assert figure.value is not None
    assert 0.2 <= figure.low < figure.value < figure.high <= 1


def test_interval_narrows_with_more_articles() -> None:
    def width(copies: int) -> float:
        (figure,) = figures(definitions("x"), tallies(*[(3, 4), (9, 10), (1, 5)] * copies))
        return (figure.high or 0) - (figure.low or 0)

    assert width(16) < width(4) / 1.5 < width(1) / 2


def test_one_article_tells_nothing_of_others() -> None:
    (figure,) = figures(definitions("x"), tallies((3, 4)))

    assert (figure.low, figure.value, figure.high) == (0.75, 0.75, 0.75)


def test_nothing_to_count_is_no_value() -> None:
    missing, empty = figures(definitions("y", "x"), tallies((0, 0), (0, 0)))

    assert (missing.value, missing.low, missing.high) == (None, None, None)
    assert (empty.value, empty.low, empty.high) == (None, None, None)


def test_articles_without_anything_to_count_leave_the_figure_alone() -> None:
    (figure,) = figures(definitions("x"), tallies((1, 2), (0, 0), (0, 0)))

    assert (figure.value, figure.low, figure.high) == (0.5, 0.5, 0.5)


def test_paired_interval_of_the_same_is_nothing() -> None:
    articles = tallies((3, 4), (9, 10), (1, 5))

    assert change_intervals(["x"], articles, articles) == [(0, 0)]


def test_paired_interval_sees_what_changes_everywhere() -> None:
    """Articles differ widely, but each is better by as much: drawn in pairs, this is no chance."""
    before, after = tallies((1, 10), (5, 10), (8, 10)), tallies((2, 10), (6, 10), (9, 10))
    ((low, high),) = change_intervals(["x"], before, after)

    assert low == pytest.approx(0.1)
    assert high == pytest.approx(0.1)


# -- bounds


@pytest.mark.parametrize(
    ("side", "text", "why"),
    [
        ("under", "recall", "takes NAME=VALUE"),
        ("under", "recal=90", r"no figure 'recal' \(did you mean 'recall'\?\); there are recall, "),
        ("under", "recall=many", "has to be a number, not 'many'"),
        ("under", "loss=2", "lower is better for loss: use --fail-over loss=2"),
        ("over", "recall=90", "higher is better for recall: use --fail-under recall=90"),
    ],
)
def test_bound_that_is_none(evaluate: Eval, side: str, text: str, why: str) -> None:
    result = evaluate(*short("--model", "none", f"--fail-{side}", text))

    assert result.exit_code == 2
    assert re.search(why, result.stderr)
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("text", "side", "holds"),
    [
        ("recall=75", "under", True),
        ("recall = 75 %", "under", True),
        ("recall=75.1", "under", False),
        ("loss=25", "over", True),
        ("loss=24.9", "over", False),
        ("seconds=2", "over", True),
        ("seconds=1.9", "over", False),
        ("by_model=1", "under", False),
        ("by_model=1", "over", True),
        ("kind=0", "under", False),
    ],
)
def test_bound(text: str, side: str, holds: bool) -> None:
    counted = {
        "recall": Tally(hits=3, of=4),
        "loss": Tally(hits=1, of=4),
        "seconds": Tally(hits=4, of=2),
        "by_model": Tally(hits=0, of=4),
    }
    result = run.result("gold", GOLD, "none", [ArticleResult(name="a", tallies=counted)])
    bounds = [bound("under" if side == "under" else "over", text, GOLD_FIGURES)]

    assert (broken(bounds, result) == []) == holds


def test_bounds_that_do_not_hold_are_all_told(evaluate: Eval) -> None:
    result = evaluate(*short("--model", "none", "--fail-under", "recall=101", "--fail-over", "recall_=1"))
    assert result.exit_code == 2

    result = evaluate(
        *short(
            "--model", "none", "--fail-under", "recall=101", "--fail-under", "verbatim=100", "--fail-over", "loss=-1"
        )
    )
    assert result.exit_code == 1
    assert result.stdout.startswith("Held against gold")
    assert re.fullmatch(
        r"error: what was to hold does not: recall is under 101%: [\d.]+%; loss is over -1%: [\d.]+%\n", result.stderr
    )


# -- the command


def test_without_a_model_on_the_projects_gold(evaluate: Eval, tmp_path: Path) -> None:
    file = tmp_path / "none.json"
    bounds = ("--fail-under", "recall_attributed=90", "--fail-under", "verbatim=100", "--fail-over", "brief_uncited=0")
    result = evaluate(GOLD, "--model", "none", "-o", file, *bounds)

    assert (result.exit_code, result.output) == (0, "")
    found = EvalResult.model_validate_json(file.read_bytes())
    assert (found.mode, found.model, found.gold, len(found.articles)) == ("gold", "none", str(GOLD), 14)
    assert [figure.name for figure in found.figures] == [definition.name for definition in GOLD_FIGURES]
    for figure in found.figures:
        pairs = [article.tallies[figure.name] for article in found.articles if figure.name in article.tallies]
        assert figure.hits == pytest.approx(sum(tally.hits for tally in pairs))
        assert figure.of == sum(tally.of for tally in pairs)
        if figure.value is not None and figure.low is not None and figure.high is not None:
            assert figure.low <= figure.value <= figure.high
    counted = {name for article in found.articles for name in article.tallies}
    assert {definition.name for definition in GOLD_FIGURES} - counted == {"cost"}


def test_json_on_standard_output_and_the_table_tell_the_same(evaluate: Eval) -> None:
    found = EvalResult.model_validate_json(evaluate(*short("--model", "none", "--format", "json")).stdout)
    table = evaluate(*short("--model", "none")).stdout

    assert [article.name for article in found.articles] == [*SHORT]
    for figure in found.figures:
        if figure.unit == "share" and figure.value is not None:
            shown = rf"{re.escape(figure.label)} +{100 * figure.value:.1f} % .* {figure.hits:g} of {figure.of:g} "
            assert re.search(rf"\n  {shown} {figure.name}\n", table)
    for article in found.articles:
        assert re.search(rf"\n  {article.name} +[\d.]+ ", table)
    assert "Misses of" not in table
    assert max(map(len, table.splitlines())) <= 110


def test_misses_show_both_sides(evaluate: Eval) -> None:
    found = EvalResult.model_validate_json(evaluate(GOLD, "--model", "none", "--format", "json").stdout)
    shown = evaluate(GOLD, "--model", "none", "--misses").stdout

    for article in found.articles:
        for miss in article.misses:
            for side in (miss.gold, miss.found):
                if side is not None:
                    assert " ".join(side.text.split()) in shown
            if miss.gold is not None and miss.gold.evidence:
                assert miss.passage is not None
                assert miss.gold.evidence[0].exact in miss.passage.text


def test_oracle_does_no_harm_to_the_projects_gold(evaluate: Eval) -> None:
    names = [definition.name for definition in ORACLE_FIGURES if definition.better == "higher"]
    bounds = [part for name in names for part in ("--fail-under", f"{name}=98")]
    result = evaluate(GOLD, "--oracle", "--format", "json", *bounds, "--fail-over", "rejected=1")

    assert (result.exit_code, result.stderr) == (0, "")
    found = EvalResult.model_validate_json(result.stdout)
    assert (found.mode, found.model) == ("oracle", "oracle")
    harmed = sum(figure.of - figure.hits for figure in found.figures if figure.better == "higher")
    listed = [name for article in found.articles for miss in article.misses for name in miss.figures]
    assert sum(name in names for name in listed) == harmed


def test_oracle_tells_which_check_did_harm(evaluate: Eval, tmp_path: Path) -> None:
    """Gold that says what its article does not is not let through, and the harm is told."""
    folder = tmp_path / "gold"
    (folder / "articles").mkdir(parents=True)
    shutil.copy(GOLD / "articles" / "pti_power_trade.txt", folder / "articles")
    written = json.loads((GOLD / "pti_power_trade.json").read_text(encoding="utf-8"))
    claim = next(claim for claim in written["claims"] if re.search(r"\d\d", claim["text"]))
    claim["text"] = re.sub(r"\d+", "777", claim["text"])
    (folder / "pti_power_trade.json").write_text(json.dumps(written), encoding="utf-8")

    found = EvalResult.model_validate_json(evaluate(folder, "--oracle", "--format", "json").stdout)

    misses = [miss for miss in found.articles[0].misses if "text" in miss.figures or "kept" in miss.figures]
    assert [(miss.gold.id, miss.check) for miss in misses if miss.gold] == [(claim["id"], "number")]
    assert values(found)["reasked"] == 1


def test_article_that_fails_is_listed_and_counted(evaluate: Eval, tmp_path: Path) -> None:
    (tmp_path / "answers").mkdir()
    result = evaluate(
        *short("--model", "openai/gpt-5-mini", "--replay", tmp_path / "answers", "-o", tmp_path / "x.json")
    )

    assert result.exit_code == 1
    assert result.stderr.startswith("error: 2 of 2 articles failed: five_sentences (")
    found = EvalResult.model_validate_json((tmp_path / "x.json").read_bytes())
    assert (values(found)["failed"], values(found)["recall"], values(found)["matters"]) == (1, 0, 0)
    assert values(found)["precision"] is None
    assert all(article.failed for article in found.articles)


def test_one_article_that_fails_leaves_the_others(evaluate: Eval, monkeypatch: pytest.MonkeyPatch) -> None:
    async def summarize_with(
        client: Client, article: Article, settings: Settings, progress: Progress
    ) -> ArticleSummary:
        if str(article.path).endswith("five_sentences.txt"):
            raise InvalidAnswer("no answer today")
        return await pipeline.summarize_with(client, article, settings, progress)

    monkeypatch.setattr("summarizer.evaluation.run.summarize_with", summarize_with)
    result = evaluate(*short("--model", "none"))

    assert result.exit_code == 1
    assert result.stderr == "error: 1 of 2 articles failed: five_sentences (no answer today)\n"
    assert "five_sentences failed: no answer today" in result.stdout
    assert "pti_power_trade failed" not in result.stdout


def test_interrupted_run_says_how_far_it_came(evaluate: Eval, monkeypatch: pytest.MonkeyPatch) -> None:
    def score(gold: GoldArticle, summary: ArticleSummary) -> ArticleResult:
        if gold.name == SHORT[1]:
            raise KeyboardInterrupt
        return scoring.score(gold, summary)

    monkeypatch.setattr("summarizer.evaluation.run.score", score)
    result = evaluate(*short("--model", "none"))

    assert result.exit_code == 130
    assert result.stderr == "1 of 2 articles were done; figures of a part would mislead\ninterrupted\n"
    assert result.stdout == ""


def test_progress_names_each_article(evaluate: Eval) -> None:
    stderr = evaluate(*short("--model", "none", "-v")).stderr

    assert stderr.splitlines() == ["1/2 five_sentences", "2/2 pti_power_trade"]


@pytest.mark.parametrize(
    ("args", "why"),
    [
        ([], "give the folder of the gold annotations"),
        ([GOLD, "--oracle", "--model", "none"], "--oracle asks no model; leave out --model"),
        ([GOLD, "--compare", __file__, __file__], "takes nothing else"),
        (["--compare", __file__, __file__, "--fail-under", "recall=1"], "takes nothing else"),
        (["--compare", __file__, __file__], "is no evaluation of this version"),
        ([GOLD, "--only", "nowhere", "--model", "none"], "the gold has no article nowhere; it has ap_rail_bridge"),
        ([GOLD / "articles", "--model", "none"], "it holds no NAME.json"),
    ],
)
def test_wrong_usage(evaluate: Eval, args: list[object], why: str) -> None:
    result = evaluate(*args)

    assert result.exit_code == 2
    assert why in " ".join(result.stderr.split())


def test_gold_that_does_not_fit_its_article(evaluate: Eval, tmp_path: Path) -> None:
    written = json.loads((GOLD / "five_sentences.json").read_text(encoding="utf-8"))
    shutil.copy(GOLD / "articles" / "five_sentences.txt", tmp_path)
    written["claims"][0]["evidence"] = ["words that nobody wrote"]
    (tmp_path / "five_sentences.json").write_text(json.dumps(written), encoding="utf-8")

    result = evaluate(tmp_path, "--model", "none")

    assert result.exit_code == 2
    assert "these words are not in five_sentences.txt: 'words that nobody wrote'" in result.stderr


@pytest.mark.parametrize("module", ["scipy.optimize", "numpy"])
def test_missing_extra_says_what_to_install(evaluate: Eval, monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)

    result = evaluate(*short("--model", "none"))

    assert result.exit_code == 2
    assert 'pip install ".[eval]"' in result.stderr


# -- comparison


def made(mode: Mode = "gold", **articles: ArticleResult) -> EvalResult:
    return run.result(mode, GOLD, "none", [*articles.values()])


def article(name: str, hits: float, of: float, *misses: Miss) -> ArticleResult:
    return ArticleResult(name=name, tallies={"recall": Tally(hits=hits, of=of)}, misses=[*misses])


def test_comparison_tells_figures_and_claims_that_changed() -> None:
    lost, told = Miss(figures=["recall"], text="one"), Miss(figures=["chain", "status"], text="two")
    half = told.model_copy(update={"figures": ["chain", "kind"]})
    before = made(a=article("a", 1, 4, lost, told), b=article("b", 2, 4), c=article("c", 0, 9))
    after = made(a=article("a", 2, 4, half), b=article("b", 3, 4), d=article("d", 9, 9))

    found = compare(before, after)

    assert (found.articles, found.left_out) == (["a", "b"], ["c", "d"])
    (recall,) = (figure for figure in found.figures if figure.name == "recall")
    assert (recall.before, recall.after, recall.change) == (0.375, 0.625, 0.25)
    assert (recall.low, recall.high) == (0.25, 0.25)
    assert [(c.article, c.text, c.mended, c.broken) for c in found.changes] == [
        ("a", "one", ["recall"], []),
        ("a", "two", ["status"], ["kind"]),
    ]


def test_comparison_of_what_has_nothing_in_common() -> None:
    with pytest.raises(ConfigurationError, match="no article in common"):
        compare(made(a=article("a", 1, 1)), made(b=article("b", 1, 1)))
    with pytest.raises(ConfigurationError, match="one evaluates gold, the other oracle"):
        compare(made(a=article("a", 1, 1)), made("oracle", a=article("a", 1, 1)))


@pytest.mark.parametrize(
    ("better", "low", "high", "word"),
    [
        ("higher", 0.01, 0.2, "better"),
        ("higher", -0.2, -0.01, "worse"),
        ("lower", 0.01, 0.2, "worse"),
        ("lower", -0.2, -0.01, "better"),
        ("higher", -0.1, 0.1, ""),
        ("higher", 0.0, 0.0, ""),
        ("neither", 0.1, 0.2, ""),
        ("higher", None, None, ""),
    ],
)
def test_verdict_of_a_change(better: Better, low: float | None, high: float | None, word: str) -> None:
    assert verdict(better, low, high) == word


def test_two_evaluations_compared(evaluate: Eval, tmp_path: Path) -> None:
    before, after = tmp_path / "before.json", tmp_path / "after.json"
    assert evaluate(*short("--model", "none", "-o", after)).exit_code == 0
    found = EvalResult.model_validate_json(after.read_bytes())
    worse = found.articles[1]
    lost = worse.tallies["recall"].of
    worse.tallies["recall"] = Tally(hits=0, of=lost)
    worse.misses.append(Miss(figures=["recall"], text="a claim that was lost"))
    before.write_text(found.model_dump_json(by_alias=True), encoding="utf-8")

    table = evaluate("--compare", before, after)
    kept = Comparison.model_validate_json(evaluate("--compare", before, after, "--format", "json").stdout)

    assert (table.exit_code, table.stderr) == (0, "")
    assert table.stdout.startswith("From none to none\n2 articles that both have\n")
    assert re.search(r"\n  found +[\d.]+ % +100\.0 % +\+[\d.]+  \+0\.0 to \+100\.0 +recall\n", table.stdout)
    assert "\n  mended recall: a claim that was lost\n" in table.stdout
    assert [(c.article, c.mended, c.broken) for c in kept.changes] == [(worse.name, ["recall"], [])]


def test_the_embedded_model_on_the_projects_gold_by_its_recorded_answers(evaluate: Eval) -> None:
    lower = ("recall_attributed=92", "precision=85", "source=93", "originator=90", "chain=85", "kind=93", "matters=90")
    upper = ("loss=2", "promotion=8", "unsupported_numbers=0", "brief_uncited=0")
    bounds = [part for one in lower for part in ("--fail-under", one)]
    bounds += [part for one in upper for part in ("--fail-over", one)]

    result = evaluate(GOLD, "--model", "local", "--replay", CASSETTES, "--fail-under", "verbatim=100", *bounds)

    assert result.exit_code == 0, result.output
