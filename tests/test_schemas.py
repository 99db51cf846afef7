"""The published JSON Schemas: current, complete, and what the summary really is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from seed_summary import seed_summary

from summarizer.resources import data_folder
from summarizer.schemas import SCHEMAS, schema, schema_text, write_schemas


def test_published_schemas_are_current() -> None:
    published = {file.name: file.read_text(encoding="utf-8") for file in data_folder("schemas").iterdir()}

    assert published == {f"{name}.json": schema_text(name) for name in SCHEMAS}, (
        "run: summarizer schema --write schemas"
    )


def test_write_schemas_writes_them_all_and_again(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "schemas"

    for _ in range(2):
        files = write_schemas(folder)
        assert sorted(files) == sorted(folder.iterdir())
        assert {file.stem for file in files} == set(SCHEMAS)
        assert all(file.read_bytes() == schema_text(file.stem).encode() for file in files)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_names_its_dialect_and_describes_every_field(name: str) -> None:
    made = schema(name)

    assert made["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    for part in [made, *made.get("$defs", {}).values()]:
        for field, described in part.get("properties", {}).items():
            # A description that repeats that of the part it points to is left to the part.
            pointed = made.get("$defs", {}).get(described.get("$ref", "").removeprefix("#/$defs/"), {})
            assert described.get("description") or pointed.get("description"), (
                f"{part.get('title')}.{field} has no description"
            )


def test_summary_schema_names_the_fields_as_they_are_written() -> None:
    made = schema("summary")
    written = json.loads(seed_summary().model_dump_json(by_alias=True))

    def check(value: object, part: dict[str, Any]) -> None:
        if "$ref" in part:
            part = made["$defs"][part["$ref"].removeprefix("#/$defs/")]
        if isinstance(value, dict):
            options = [option for option in part.get("anyOf", [part]) if option.get("type") != "null"]
            part = made["$defs"][options[0]["$ref"].removeprefix("#/$defs/")] if "$ref" in options[0] else options[0]
            assert part["additionalProperties"] is False
            assert set(part.get("required", [])) <= set(value) <= set(part["properties"])
            for field, inner in value.items():
                check(inner, part["properties"][field])
        elif isinstance(value, list) and "items" in part:
            for inner in value:
                check(inner, part["items"])

    check(written, made)
    assert "from" in made["$defs"]["Repaired"]["properties"]
    assert made["properties"]["schema_version"]["const"] == "1"


def test_a_summary_without_optional_fields_stays_valid() -> None:
    assert schema("summary")["required"] == ["article", "run"]
