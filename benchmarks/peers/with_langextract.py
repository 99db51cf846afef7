"""LangExtract, as its README shows it for an OpenAI-compatible endpoint: a description, and an example.

``default`` leaves every setting as it is (pieces of 1,000 characters, one pass). ``single`` shows the whole article in
one call and holds the answer to a schema with the list of statuses, which its documentation offers for that. ``full``
is ``default``, asked for all that a claim of the summary has.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import langextract as lx
from langextract.factory import ModelConfig
from wire import Claims, serve


def prepare(task: dict[str, Any]) -> Callable[[str], Claims]:
    """What finds the claims of a text."""
    known = task["example"]
    example = lx.data.ExampleData(
        text=known["text"],
        extractions=[
            lx.data.Extraction(
                extraction_class="claim",
                extraction_text=claim["quote"],
                attributes={name: claim[name] for name in task["fields"] if claim[name]},
            )
            for claim in known["claims"]
        ],
    )
    settings: dict[str, Any] = {}
    if task["setting"] == "single":
        statuses = {"type": "string", "enum": task["statuses"]}
        source = {"anyOf": [{"type": "string"}, {"type": "null"}]}
        item = lx.schema.extraction_item_schema("claim", attributes={"source": source, "status": statuses})
        settings = {"max_char_buffer": 1_000_000, "output_schema": lx.schema.extractions_schema(item)}
    endpoint = {"base_url": task["base_url"], "api_key": "none"}
    config = ModelConfig(model_id=task["model"], provider="OpenAILanguageModel", provider_kwargs=endpoint)

    def find(text: str) -> Claims:
        found = lx.extract(
            text_or_documents=text,
            prompt_description=task["instructions"],
            examples=[example],
            config=config,
            show_progress=False,
            **settings,
        )
        return [_claim(extraction) for extraction in found.extractions or ()]

    return find


def _claim(extraction: lx.data.Extraction) -> dict[str, Any]:
    attributes = extraction.attributes or {}
    place = extraction.char_interval
    return {
        "quote": extraction.extraction_text,
        "source": attributes.get("source"),
        "status": attributes.get("status"),
        "start": place.start_pos if place else None,
        "end": place.end_pos if place else None,
    }


if __name__ == "__main__":
    serve(prepare)
