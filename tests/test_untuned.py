"""Nothing in the program is taken from the articles that it is measured on."""

from __future__ import annotations

from pathlib import Path

import pytest
from gold_fingerprint import LENGTH, fingerprint, sequences, words

ROOT = Path(__file__).parent.parent
LISTED = [line.split() for line in (Path(__file__).parent / "gold_fingerprint.txt").read_text().splitlines()]
ROWS = {value for kind, value in LISTED if kind == "row"}
NAMES = {value for kind, value in LISTED if kind == "name"}
ENDINGS = {".py", ".toml", ".csv", ".jinja", ".json", ".txt", ".md", ".css", ".js"}
FILES = [
    file for top in ("summarizer", "prompts") for file in sorted((ROOT / top).rglob("*")) if file.suffix in ENDINGS
]
TRADE = {
    "there was no official confirmation",  # what any desk writes where nobody confirms
}


def test_the_fingerprint_knows_the_article_that_ships() -> None:
    (seed,) = (ROOT / "seeds").glob("*.txt")
    text = seed.read_text(encoding="utf-8")

    assert {fingerprint(row) for row in sequences(text)} <= ROWS
    assert len(NAMES & {fingerprint([word]) for word in words(text)}) >= 2


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_no_row_of_words_and_no_name_of_the_gold_articles(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    rows = {" ".join(row) for row in sequences(text) if fingerprint(row) in ROWS} - TRADE
    names = {word for word in words(text) if fingerprint([word]) in NAMES}

    assert not rows, f"rows of {LENGTH} words"
    assert not names
