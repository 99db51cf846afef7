"""The claims as one flat file: CSV, JSON lines or Parquet, row after row out of the database."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import IO, Any, Literal, get_args

from summarizer.errors import ConfigurationError, SummarizerError

Flat = Literal["csv", "jsonl", "parquet"]
FLAT: tuple[Flat, ...] = get_args(Flat)
_LEFT_OUT = ("claim_id", "article_id")
"""Columns of the view that mean something in the database alone."""
_GROUP = 10_000
"""Rows of a Parquet file that are held at a time."""
_NUMBERS = frozenset({"start", "end"})
_TRUTHS = frozenset({"in_brief"})


def write_flat(connection: sqlite3.Connection, form: Flat, path: Path) -> int:
    """Write the claims to file ``path``, whole or not at all, and return how many there are.

    Raises:
        ConfigurationError: Parquet is asked for, and its library is not installed.
        SummarizerError: the file cannot be written.
    """
    part = path.with_name(f".{path.name}.part")
    writers = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}
    try:
        with part.open("wb") as file:
            count = writers[form](connection, file)
        part.replace(path)
    except OSError as error:
        raise SummarizerError(f"cannot write {path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return count


def _csv(connection: sqlite3.Connection, file: IO[bytes]) -> int:
    with io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True) as text:
        names, rows = _rows(connection)
        writer = csv.writer(text)
        writer.writerow(names)
        count = 0
        for row in rows:
            writer.writerow(_harmless(value) for value in row)
            count += 1
        return count


def _harmless(value: object) -> object:
    """Text that a spreadsheet would take for a formula, and run, gets an apostrophe, which spreadsheets do not show."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _jsonl(connection: sqlite3.Connection, file: IO[bytes]) -> int:
    names, rows = _rows(connection)
    count = 0
    for row in rows:
        file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def _parquet(connection: sqlite3.Connection, file: IO[bytes]) -> int:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError:
        raise ConfigurationError("Parquet needs a library: pip install '.[export]' in the checkout") from None
    names, rows = _rows(connection)
    kinds = {
        name: arrow.int64() if name in _NUMBERS else arrow.bool_() if name in _TRUTHS else arrow.string()
        for name in names
    }
    schema = arrow.schema(list(kinds.items()))
    count = 0
    with parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(islice(rows, _GROUP)):
            columns = dict(zip(names, map(list, zip(*group, strict=True)), strict=True))
            writer.write_table(arrow.table(columns, schema=schema))
            count += len(group)
    return count


def _rows(connection: sqlite3.Connection) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    """Names of the columns, and the rows in the order of the articles."""
    columns = [row[1] for row in connection.execute("PRAGMA table_info(claims_flat)") if row[1] not in _LEFT_OUT]
    chosen = ", ".join(f'"{name}"' for name in columns)
    cursor = connection.execute(f"SELECT {chosen} FROM claims_flat ORDER BY output, claim_id")
    truths = [columns.index(name) for name in _TRUTHS]
    return columns, (_with_truths(row, truths) for row in cursor)


def _with_truths(row: tuple[Any, ...], truths: list[int]) -> tuple[Any, ...]:
    return tuple(bool(value) if number in truths else value for number, value in enumerate(row))
