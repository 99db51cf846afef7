"""JSON Schemas of what programs read and what models are asked for; the copies in ``schemas/`` are made here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel


def _summary() -> type[BaseModel]:
    from summarizer.summary import ArticleSummary

    return ArticleSummary


def _article_draft() -> type[BaseModel]:
    from summarizer.drafts import ArticleDraft

    return ArticleDraft


def _evaluation() -> type[BaseModel]:
    from summarizer.evaluation.results import EvalResult

    return EvalResult


def _comparison() -> type[BaseModel]:
    from summarizer.evaluation.results import Comparison

    return Comparison


SCHEMAS: dict[str, Callable[[], type[BaseModel]]] = {
    "summary": _summary,
    "draft-article": _article_draft,
    "evaluation": _evaluation,
    "comparison": _comparison,
}
"""Name of each published schema, and what loads its model; loading waits until it is asked for."""


def schema(name: str) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of ``name``, a key of :data:`SCHEMAS`.

    It is the schema for reading: a field with a default may be absent, so that a summary written
    before an optional field was added stays valid.
    """
    from pydantic.json_schema import GenerateJsonSchema

    class Untitled(GenerateJsonSchema):
        """Leaves out the titles that only repeat the field names."""

        def field_title_should_be_set(self, schema: object) -> bool:
            return False

    model = SCHEMAS[name]()
    return {"$schema": Untitled.schema_dialect, **model.model_json_schema(schema_generator=Untitled)}


def schema_text(name: str) -> str:
    """The schema as it is published: indented JSON with a line end."""
    return json.dumps(schema(name), indent=2, ensure_ascii=False) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema to ``folder`` as ``<name>.json``, and return the files.

    Raises:
        OSError: a file cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name in SCHEMAS:
        file = folder / f"{name}.json"
        file.write_text(schema_text(name), encoding="utf-8", newline="\n")
        files.append(file)
    return files
