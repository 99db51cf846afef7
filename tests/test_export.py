"""Summaries as tables: what is in them, that they keep up, and that words are found."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from summarizer.cli import main
from summarizer.commands.export import _GROUPS, _STATUSES
from summarizer.summary import ArticleSummary, Group, Status

ROOT = Path(__file__).parents[1]
TABLES = ("articles", "claims", "sources", "evidence", "unconfirmed")


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a batch over the project's own articles."""
    folder = tmp_path_factory.mktemp("batch")
    (folder / "in").mkdir()
    for path in [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "gold" / "articles").glob("*.txt")]:
        shutil.copy(path, folder / "in")
    result = CliRunner().invoke(main, ["batch", str(folder / "in"), "--out", str(folder / "out"), "--model", "none"])
    assert result.exit_code == 0, result.output
    return folder / "out"


@pytest.fixture
def out(batch: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may change."""
    return Path(shutil.copytree(batch, tmp_path / "out"))


def export(out: Path, *options: str) -> str:
    result = CliRunner().invoke(main, ["export", str(out), *options])
    assert result.exit_code == 0, result.output
    return result.output


def search(out: Path, *options: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(main, ["search", str(out), *options, "--json"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def rows(out: Path, sql: str, *values: object) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"{(out / 'summaries.db').as_uri()}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


def summaries(out: Path) -> Iterator[ArticleSummary]:
    for path in sorted(out.glob("*.json")):
        if path.name != "run.json":
            yield ArticleSummary.model_validate_json(path.read_bytes())


# -- what is in the tables


def test_all_of_every_summary_is_there(out: Path) -> None:
    export(out)
    made = list(summaries(out))
    assert rows(out, "SELECT count(*) FROM articles") == [(len(made),)]
    for summary in made:
        (article,) = rows(out, "SELECT id FROM articles WHERE sha256 = ?", summary.article.id)
        claims = rows(
            out, "SELECT claim, text, status, source_group FROM claims WHERE article_id = ? ORDER BY id", *article
        )
        assert claims == [(c.id, c.text, c.status, c.attribution.group) for c in summary.claims]
        sources = rows(
            out, "SELECT source, name, kind, mentions FROM sources WHERE article_id = ? ORDER BY id", *article
        )
        assert [(s, n, k, json.loads(m)) for s, n, k, m in sources] == [
            (s.id, s.name, s.kind, s.mentions) for s in summary.sources
        ]
        matters = rows(out, "SELECT text, reason, awaiting FROM unconfirmed WHERE article_id = ? ORDER BY id", *article)
        assert matters == [(m.text, m.reason, m.awaiting) for m in summary.unconfirmed]


def test_evidence_is_the_articles_own_words(out: Path) -> None:
    export(out)
    found = rows(
        out, 'SELECT exact, start, "end", text FROM evidence JOIN articles ON articles.id = evidence.article_id'
    )
    assert len(found) > 300
    assert all(text[start:end] == exact for exact, start, end, text in found)


def test_chains_lead_to_their_sources(out: Path) -> None:
    export(out)
    expected = {
        (summary.article.id, claim.id): " ← ".join(
            next(s.name for s in summary.sources if s.id == each) for each in claim.attribution.chain
        )
        for summary in summaries(out)
        for claim in summary.claims
        if claim.attribution.chain
    }
    told = rows(
        out,
        "SELECT sha256, claim, said_by, origins.name, relays.name FROM claims "
        "JOIN articles ON articles.id = claims.article_id JOIN sources AS origins ON origins.id = origin_id "
        "LEFT JOIN sources AS relays ON relays.id = relay_id",
    )
    assert {(sha, claim): said for sha, claim, said, _, _ in told} == expected
    for _, _, said, origin, relay in told:
        assert said.split(" ← ")[0] == origin
        assert relay is None or said.split(" ← ")[-1] == relay


def test_foreign_keys_hold_and_every_reference_and_filter_has_an_index(out: Path) -> None:
    export(out)
    assert rows(out, "PRAGMA foreign_key_check") == []
    assert rows(out, "PRAGMA integrity_check") == [("ok",)]
    wanted = {"status", "source_group", "kind", "reason", "outlet", "published_at", "language", "sha256"}
    for table in TABLES:
        indexed = {rows(out, f"PRAGMA index_info({row[1]})")[0][2] for row in rows(out, f"PRAGMA index_list({table})")}
        references = {row[3] for row in rows(out, f"PRAGMA foreign_key_list({table})")}
        columns = {row[1] for row in rows(out, f"PRAGMA table_info({table})")}
        assert references | (wanted & columns) <= indexed, table


def test_the_full_text_search_is_declared_as_datasette_looks_for_it(out: Path) -> None:
    export(out)
    for table in ("articles", "claims"):
        declared = '%VIRTUAL TABLE%USING FTS%content="' + table + '"%'
        assert rows(out, "SELECT count(*) FROM sqlite_master WHERE sql LIKE ?", declared) == [(1,)]


# -- keeping up


def test_only_what_is_new_changed_or_gone_is_touched(out: Path) -> None:
    count = len(list(summaries(out)))
    assert f"{count} read, 0 as before, 0 removed" in export(out)
    assert f"0 read, {count} as before, 0 removed" in export(out)
    before = dict(rows(out, "SELECT output, id FROM articles"))
    first, second, third = sorted(before)[:3]
    shutil.copy(out / first, out / "new.json")
    (out / second).unlink()
    (out / third).write_text(re.sub(r'"seconds": [\d.e-]+', '"seconds": 77.0', (out / third).read_text()))
    assert f"2 read, {count - 2} as before, 1 removed" in export(out)
    after = dict(rows(out, "SELECT output, id FROM articles"))
    assert set(after) == set(before) - {second} | {"new.json"}
    assert {output for output in before if after.get(output) == before[output]} == set(before) - {second, third}
    assert rows(out, "SELECT seconds FROM articles WHERE output = ?", third) == [(77.0,)]
    assert rows(out, "PRAGMA foreign_key_check") == []
    connection = sqlite3.connect(out / "summaries.db")
    for table in ("claims_fts", "articles_fts"):  # raises where the index and its content have come apart
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    connection.close()


def test_what_is_no_whole_summary_is_left_out_and_said_so(out: Path) -> None:
    broken = next(path for path in sorted(out.glob("*.json")) if path.name != "run.json")
    broken.write_bytes(broken.read_bytes()[:-100])
    (out / "other.json").write_text('{"a": 1}')
    assert "2 JSON files are no whole summaries" in export(out)
    assert rows(out, "SELECT count(*) FROM articles WHERE output = ?", broken.name) == [(0,)]


def test_a_file_that_is_no_database_is_left_alone(out: Path) -> None:
    (out / "summaries.db").write_text("my own notes")
    result = CliRunner().invoke(main, ["export", str(out)])
    assert result.exit_code == 2
    assert (out / "summaries.db").read_text() == "my own notes"


# -- flat files


def test_flat_files_hold_every_claim(out: Path, tmp_path: Path) -> None:
    from pyarrow import parquet

    claims = [(summary.article.headline, claim) for summary in summaries(out) for claim in summary.claims]
    export(out, "--to", "jsonl")
    export(out, "--to", "csv", "-o", str(tmp_path / "c.csv"))
    export(out, "--to", "parquet")
    lines = [json.loads(line) for line in (out / "claims.jsonl").read_text().splitlines()]
    table = parquet.read_table(out / "claims.parquet").to_pylist()
    with (tmp_path / "c.csv").open(newline="") as file:
        sheet = list(csv.DictReader(file))
    assert lines == table
    assert len(lines) == len(sheet) == len(claims)
    for line, (headline, claim) in zip(lines, claims, strict=True):
        assert (line["headline"], line["claim"], line["text"]) == (headline, claim.id, claim.text)
        assert line["status"] == claim.status
        assert line["source_group"] == claim.attribution.group
        assert line["in_brief"] is claim.key
        assert (line["start"], line["end"]) == (
            min(piece.start for piece in claim.evidence),
            max(piece.end for piece in claim.evidence),
        )
    opened = {line["claim"]: line["open_because"] for line in lines if line["output"].startswith("000_")}
    assert opened["c7"] == "no_official_confirmation"
    assert opened["c1"] is None


def test_no_cell_of_a_csv_runs_in_a_spreadsheet(tmp_path: Path) -> None:
    text = 'A bank is sued\n\n"=HYPERLINK(1) is what the page said," the mayor of Elmford said on Monday.\n'
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "=cmd.txt").write_text(text)
    out = tmp_path / "out"
    CliRunner().invoke(main, ["batch", str(tmp_path / "in"), "--out", str(out), "--model", "none"])
    export(out, "--to", "csv")
    with (out / "claims.csv").open(newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert "'=cmd.json" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


# -- search


def test_words_are_found_in_text_sources_and_evidence(out: Path) -> None:
    (hit,) = search(out, "S-400", "--group", "unnamed_official", "--status", "unconfirmed")
    assert "S-400" in hit["text"]
    assert (hit["output"], hit["said_by"]) == ("000_7ad6c81f6b61ff4e.json", "Officials")
    assert {hit["said_by"] for hit in search(out, "Sputnik")} >= {"Russia's state-run Sputnik news agency"}
    assert search(out, '"joint venture"')
    assert not search(out, '"venture joint"')
    assert len(search(out, "rifl*")) > 1
    assert not search(out, "rifl")


def test_the_database_is_made_for_a_search_and_kept_up_after_a_run(out: Path, tmp_path: Path) -> None:
    assert search(out, "S-400")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "story.txt").write_text("A find\n\nThe zyzzyva was found in Elmford, the police said.\n")
    CliRunner().invoke(main, ["batch", str(tmp_path / "in"), "--out", str(out), "--model", "none"])
    assert search(out, "zyzzyva")


@pytest.mark.parametrize("query", ["NOT", "a AND", "text:x", '"', "*", "(", "a-b:c^d", "''"])
def test_no_word_of_a_query_is_an_operator(out: Path, query: str) -> None:
    search(out, query)


def test_without_words_groups_and_statuses_alone_choose(out: Path) -> None:
    hits = search(out, "--group", "media", "--limit", "5")
    assert len(hits) == 5
    assert {hit["group"] for hit in hits} == {"media"}


def test_a_search_for_readers(out: Path) -> None:
    result = CliRunner().invoke(main, ["search", str(out), "S-400", "--group", "unnamed_official"])
    assert result.exit_code == 0
    assert "Officials — unconfirmed" in result.output
    assert "1 found" in result.output
    assert "nothing found" in CliRunner().invoke(main, ["search", str(out), "zyzzyva"]).output


def test_choices_are_those_of_the_contract() -> None:
    assert (get_args(Group), get_args(Status)) == (_GROUPS, _STATUSES)
