"""From the command line to the report with no model: a short article and a long one, in all three formats."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from markdown_it import MarkdownIt

from summarizer import ArticleSummary, summarize
from summarizer.checks.contract import violations
from summarizer.cli import main
from summarizer.readers import read_article as read

HERE = Path(__file__).parent
SHORT = HERE / "articles" / "five_sentences.txt"
FORMATS = ("terminal", "json", "markdown")


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody's configuration file."""
    (tmp_path / "config.toml").write_text("")
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All articles of the gold set, one behind the other, up to 2,500 words."""
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in sorted((HERE / "gold" / "articles").glob("*.txt")))
    end = [match.end() for match in re.finditer(r"\S+", text)][2_499]
    file = tmp_path_factory.mktemp("long") / "long.txt"
    file.write_text(text[: text.index("\n", end)], encoding="utf-8")
    return file


def invoke(file: Path, form: str) -> Result:
    result = CliRunner().invoke(main, ["article", str(file), "--model", "none", "--format", form])
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return result


def summary_of(file: Path) -> ArticleSummary:
    summary = ArticleSummary.model_validate_json(invoke(file, "json").stdout)
    assert list(violations(summary)) == []
    return summary


def claim_lines(summary: ArticleSummary) -> list[str]:
    names = {source.id: source.name for source in summary.sources}
    return [
        f"{' > '.join(names[key] for key in claim.attribution.chain)} | {claim.attribution.group} | {claim.status}"
        f" | {claim.text}"
        for claim in summary.claims
    ]


def test_a_short_article() -> None:
    summary = summary_of(SHORT)
    assert summary.article.headline == "Harbour of Halden to stay shut after crane falls into the basin"
    assert claim_lines(summary) == [
        "Transport Minister Ana Torvik | official | scheduled | The harbour of Halden will stay shut until Friday "
        "after a crane fell into the basin on Tuesday night.",
        "the Carmona Rescue Service | official | asserted | Two dockers were hurt.",
        "State television | media | unconfirmed | The crane's brakes had been tampered with.",
        " | article | asserted | The police have not confirmed the report, and the port company, Halden Docks Ltd, "
        "declined to comment.",
        "Transport Minister Ana Torvik | official | scheduled | We will find out what happened.",
    ]
    brakes = summary.claims[2]
    (open_matter,) = (matter for matter in summary.unconfirmed if brakes.id in matter.claims)
    assert open_matter.reason == "no_official_confirmation"
    assert open_matter.awaiting == "The police"
    assert "The police have not confirmed the report" in open_matter.evidence[0].exact


def test_the_brief_keeps_who_says_it_and_what_is_open() -> None:
    brief = {claim: sentence.text for sentence in summary_of(SHORT).brief for claim in sentence.claims}
    assert "Torvik said" in brief["c1"]
    assert "according to the Carmona Rescue Service" in brief["c2"] or "Carmona Rescue Service said" in brief["c2"]
    assert re.search(r"\b[Ss]tate television (?:reported|said)", brief["c3"])
    assert re.search(r"not (?:officially |independently )?confirmed", brief["c3"])


def test_a_long_article(long: Path) -> None:
    summary = summary_of(long)
    assert summary.article.words >= 2_500
    assert len(summary.claims) > 120
    assert len({source.name for source in summary.sources}) > 40
    # every group of sources, and every kind of doubt that the texts hold
    assert {claim.attribution.group for claim in summary.claims} == {
        "official",
        "unnamed_official",
        "media",
        "other",
        "article",
    }
    assert {matter.reason for matter in summary.unconfirmed} >= {
        "anonymous_source",
        "media_report_only",
        "denied",
        "not_verified",
        "no_comment",
        "future",
        "hedged",
    }
    assert 1 <= len(summary.brief) <= 12
    assert sum(len(sentence.text.split()) for sentence in summary.brief) <= 160


@pytest.mark.parametrize("form", ["terminal", "markdown"])
def test_reports_carry_every_claim_and_every_open_matter(form: str, long: Path) -> None:
    for file in (SHORT, long):
        summary = summary_of(file)
        report = invoke(file, form).stdout
        plain = _plain(report, form)
        for claim in summary.claims:
            assert _squeezed(claim.text) in plain
            assert claim.id in report
        for matter in summary.unconfirmed:
            assert _squeezed(matter.text) in plain
        for sentence in summary.brief:
            assert _squeezed(sentence.text) in plain


def _plain(report: str, form: str) -> str:
    if form == "terminal":
        return _squeezed(report)
    tokens = MarkdownIt("commonmark").enable("table").parse(report)
    inline = [child for token in tokens if token.type == "inline" for child in token.children or []]
    return _squeezed(" ".join(child.content for child in inline if child.content))


def _squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_twice(form: str, long: Path) -> None:
    def timeless(text: str) -> str:
        return re.sub(r'\d+\.\d+ s\b|"seconds": [\d.]+', "", text)

    assert timeless(invoke(long, form).stdout) == timeless(invoke(long, form).stdout)


def test_the_command_and_the_function_agree() -> None:
    told, asked = json.loads(invoke(SHORT, "json").stdout), summarize(SHORT, model="none")
    asked.run.seconds = told["run"]["seconds"]
    assert told == asked.model_dump(mode="json", by_alias=True)
    assert told["article"]["text"] == read(SHORT).text


def test_sources_of_one_name_are_one_source() -> None:
    summary = summarize("Officials said the tunnel was closed. Officials said the bridge was open.\n", model="none")
    assert [source.name for source in summary.sources] == ["Officials"]
    assert claim_lines(summary) == [
        "Officials | unnamed_official | unconfirmed | The tunnel was closed.",
        "Officials | unnamed_official | unconfirmed | The bridge was open.",
    ]
    assert len(summary.brief) == 2


@pytest.mark.parametrize("words", [0, 1, 2])
def test_a_text_in_one_line_is_no_path(words: int) -> None:
    line = "The tunnel was closed on Monday, Transport Minister Ana Torvik said. " * (1 + 6 * words)
    assert summarize(line, model="none").sources[0].name == "Transport Minister Ana Torvik"


def test_an_empty_file_fails_with_one_line(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.touch()
    result = CliRunner().invoke(main, ["article", str(file), "--model", "none"])
    assert result.exit_code == 1
    assert result.stdout == ""
    assert result.stderr.strip().count("\n") == 0
    assert "empty.txt" in result.stderr
