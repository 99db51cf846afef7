"""The page of a folder: what it counts, where it links, what it does with files that are no summaries."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from click.testing import CliRunner, Result
from seed_summary import seed_summary
from test_html import HOSTILE, Page

from summarizer.cli import main
from summarizer.report import render
from summarizer.report.folder import MOST_CITED, SHOWN_CLAIMS, Desk
from summarizer.summary import ArticleSummary, Source


def report(*args: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, args)])


def save(summary: ArticleSummary, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(render(summary, "json"), encoding="utf-8")


def titled(headline: str, date: str | None = None) -> ArticleSummary:
    summary = seed_summary()
    summary.article.headline, summary.article.published_at = headline, date
    return summary


def test_every_article_has_a_row_and_its_page(tmp_path: Path) -> None:
    save(titled("Older", "2024-05-01T10:00:00"), tmp_path / "a" / "old.json")
    save(titled("Newer", "2025-05-01"), tmp_path / "a b#1" / "new?.json")

    result = report(tmp_path)

    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{tmp_path / 'index.html'}\n"
    page = Page((tmp_path / "index.html").read_text(encoding="utf-8"))
    links = [link for link in page.named("a") if "#" not in link.attributes["href"]]
    assert ["".join(link.text) for link in links] == ["Newer", "Older"]
    for link in links:
        target = tmp_path / unquote(link.attributes["href"])
        assert "<h1" in target.read_text(encoding="utf-8")


def test_counts_are_those_of_the_summaries() -> None:
    desk, summary = Desk(), seed_summary()
    desk.add(summary, "x.html")
    desk.add(titled("Another"), "y.html")
    page = Page(desk.draw("desk"))
    charts = [" ".join("".join(row.text).split()) for row in page.named("tr")]
    media = [c for c in summary.claims if c.attribution.group == "media"]

    assert "2 articles · 40 claims" in " ".join("".join(page.named("header")[0].text).split())
    cited = sum("s1" in claim.attribution.chain for claim in summary.claims)
    assert f"Defence Minister Rajnath Singh (official){2 * cited}" in charts
    alone = " ".join("".join(page.named("body")[0].text).split()).partition("What rests on one medium alone")[2]
    assert sum(int(number) for number in re.findall(r": (\d+) claims?", alone)) == 2 * len(media)
    assert [a for a in page.named("a") if a.attributes["href"] == f"x.html#{media[0].id}"]


def test_a_claim_that_somebody_confirms_or_relays_does_not_rest_on_one_medium() -> None:
    summary = seed_summary()
    for claim in summary.claims:
        if claim.attribution.group == "media":
            claim.attribution.chain = [*claim.attribution.chain, "s1"]
    desk = Desk()
    desk.add(summary, "x.html")

    assert "nothing" in " ".join(Page(desk.draw("desk")).named("body")[0].text)


def test_long_lists_are_cut_and_say_so() -> None:
    desk = Desk()
    for number in range(SHOWN_CLAIMS + 5):
        summary = titled(f"Article {number}")
        name = f"Somebody {number} Else"
        summary.sources = [Source(**{**s.model_dump(), "name": name}) if s.id == "s1" else s for s in summary.sources]
        desk.add(summary, f"{number}.html")
    for number in range(MOST_CITED):
        summary = titled("More")
        summary.sources = [Source(**{**s.model_dump(), "name": f"{s.name} {number}"}) for s in summary.sources]
        desk.add(summary, "more.html")
    text = " ".join("".join(Page(desk.draw("desk")).named("body")[0].text).split())

    assert re.search(r"and \d+ more", text)
    assert re.search(r"and \d+ other sources", text)


def test_a_summary_named_index_does_not_take_the_place_of_the_folders_page(tmp_path: Path) -> None:
    save(titled("The only one"), tmp_path / "index.json")

    assert report(tmp_path).exit_code == 0
    assert "<table" in (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "The only one" in (tmp_path / "index.json.html").read_text(encoding="utf-8")


def test_other_files_are_passed_over_and_broken_summaries_told(tmp_path: Path) -> None:
    save(titled("Good"), tmp_path / "good.json")
    save(titled("Hidden"), tmp_path / ".hidden" / "x.json")
    (tmp_path / "run.json").write_text("{}")
    (tmp_path / "notes.json").write_text("not JSON")
    broken = json.loads(render(seed_summary(), "json"))
    del broken["claims"][0]["evidence"]
    (tmp_path / "broken.json").write_text(json.dumps(broken))

    result = report(tmp_path, "-q")

    assert result.exit_code == 0
    assert result.stderr.splitlines() == [f"{tmp_path / 'broken.json'} is no summary of this version: Field required"]
    assert sorted(file.name for file in tmp_path.rglob("*.html")) == ["good.html", "index.html"]


def test_a_folder_without_summaries_is_an_error(tmp_path: Path) -> None:
    result = report(tmp_path)

    assert result.exit_code == 1
    assert "no summary in" in result.stderr
    assert not (tmp_path / "index.html").exists()
    assert report(tmp_path / "missing").exit_code == 2


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_summary_adds_elements_or_handlers(hostile: str) -> None:
    pages = []
    for words in ("well", hostile):
        summary = titled(words, words)
        summary.article.agency = words
        for source in summary.sources:
            source.name = words
        for claim in summary.claims:
            claim.text = words
        desk = Desk()
        desk.add(summary, f"{words}.html")
        pages.append(Page(desk.draw(words)))
    plain, attacked = pages

    assert [element.tag for element in attacked.elements] == [element.tag for element in plain.elements]
    for element in attacked.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        if "href" in element.attributes:
            assert re.fullmatch(r"(?!javascript:)[\w%.~/-]*\.html(#c\d+)?", element.attributes["href"])
