"""The files of tests/corpus: each is read as the tables beside them say."""

from __future__ import annotations

import tomllib
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from summarizer.article import Article
from summarizer.errors import ArticleError
from summarizer.readers import Broken, article_of, read_bytes
from summarizer.readers.formats import format_of

CORPUS = Path(__file__).parent / "corpus"
TABLE: list[dict[str, Any]] = [
    row for table in sorted(CORPUS.glob("*.toml")) for row in tomllib.loads(table.read_text(encoding="utf-8"))["files"]
]
NAMED = {"plain.md": "plain text", "one-line.jsonl": "JSON"}
"""What is told by its name, with what it would be by another."""


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row["name"]))
def test_file_is_read_as_the_table_says(row: dict[str, Any]) -> None:
    name = row["name"]
    data = CORPUS.joinpath(name).read_bytes()
    assert len(data) < 50_000
    assert format_of(data, name).name == row["format"]
    if "error" in row:
        with pytest.raises(ArticleError) as failed:
            _articles(data, name)
        # what a library says at the end may change with its version
        assert str(failed.value).startswith(row["error"])
        return
    found = list(read_bytes(data, name))
    assert [_row(each) for each in found] == row["articles"]
    for document in found:
        if not isinstance(document, Broken):
            article = article_of(document, name)
            assert article.text == document.text
            assert all(article.text[each.start : each.end] == each.text for each in article.sentences)
            assert article.body


def _articles(data: bytes, name: str) -> list[Article]:
    return [article_of(each, name) for each in read_bytes(data, name) if not isinstance(each, Broken)]


def _row(document: Any) -> dict[str, Any]:  # noqa: ANN401 - Document or Broken
    if isinstance(document, Broken):
        return {"part": document.part, "why": document.why}
    said = {**asdict(document.metadata), "part": document.part, "language": document.language, "text": document.text}
    return {field: value for field, value in said.items() if value} | (
        {"notes": list(document.notes)} if document.notes else {}
    )


def test_names_decide_nothing_where_bytes_do() -> None:
    for row in TABLE:
        data = CORPUS.joinpath(row["name"]).read_bytes()
        if row["name"] not in NAMED:
            assert format_of(data, "article.txt").name == row["format"], row["name"]
