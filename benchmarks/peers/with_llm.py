"""``llm`` with a schema: the instructions as system prompt, the article as prompt."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from llm.default_plugins.openai_models import Chat
from wire import Claims, serve


def prepare(task: dict[str, Any]) -> Callable[[str], Claims]:
    """What finds the claims of a text."""
    fields = {
        "quote": {"type": "string"},
        "source": {"type": ["string", "null"]},
        "status": {"type": "string", "enum": task["statuses"]},
    }
    item = {"type": "object", "properties": fields, "required": list(fields)}
    schema = {"type": "object", "properties": {"claims": {"type": "array", "items": item}}, "required": ["claims"]}
    # What `llm openai endpoint URL -m MODEL --schema …` makes of its options.
    model = Chat(task["model"], key="none", api_base=task["base_url"], supports_schema=True)

    def find(text: str) -> Claims:
        response = model.prompt(text, system=task["instructions"], schema=schema, stream=False)
        claims: Claims = json.loads(response.text())["claims"]
        return claims

    return find


if __name__ == "__main__":
    serve(prepare)
