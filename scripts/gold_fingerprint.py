"""Writes the fingerprint of gold articles: what no code, lexicon or prompt may have taken from them.

The articles themselves stay outside the project; ``tests/test_untuned.py`` compares with these hashes.

    python scripts/gold_fingerprint.py GOLD_DIR > tests/gold_fingerprint.txt
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from summarizer.evaluation.gold import load_gold

LENGTH = 5
"""Words in a row that are no chance: shorter ones are the trade's phrases."""
TABLES = Path(__file__).parent.parent / "summarizer" / "lexical" / "data"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words(text: str) -> list[str]:
    """The words of ``text``, lower case."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def fingerprint(parts: Iterable[str]) -> str:
    """40 bits of SHA-256 over the parts, hexadecimal."""
    return sha256(" ".join(parts).encode()).hexdigest()[:10]


def sequences(text: str) -> Iterator[tuple[str, ...]]:
    """All rows of ``LENGTH`` words."""
    found = words(text)
    return zip(*(found[shift:] for shift in range(LENGTH)), strict=False)


def trade() -> set[str]:
    """Words of the tables of places, outlets, bodies and roles, which everybody's articles share."""
    return {word for table in sorted(TABLES.glob("*.csv")) for word in words(table.read_text(encoding="utf-8"))}


def main(folder: Path) -> None:
    """Print the fingerprint of the gold in ``folder``."""
    known, rows, names = trade(), set(), set()
    for gold in load_gold(folder):
        rows |= {fingerprint(row) for row in sequences(gold.article.text)}
        told = {word for source in gold.sources.values() for name in source.names for word in _WORD.findall(name)}
        lower = set(_WORD.findall(gold.article.text))
        names |= {
            fingerprint([word.casefold()])
            for word in told
            if len(word) > 2 and word[0].isupper() and word.lower() not in lower and word.casefold() not in known
        }
    for row in sorted(rows):
        print("row", row)
    for name in sorted(names):
        print("name", name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
