"""Plain ``instructor``: a pydantic model for the claims, the whole article in one call, its own re-asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import instructor
from openai import OpenAI
from pydantic import BaseModel, Field, create_model
from wire import Claims, serve


def prepare(task: dict[str, Any]) -> Callable[[str], Claims]:
    """What finds the claims of a text."""
    status: Any = Literal[tuple(task["statuses"])]
    claim = create_model("Claim", quote=(str, ...), source=(str | None, ...), status=(status, ...))
    answer: type[BaseModel] = create_model("Claims", claims=(list[claim], Field(default_factory=list)))  # type: ignore[valid-type]
    # The mode that its documentation names for endpoints that enforce a schema; calling tools fails with small models.
    client = instructor.from_openai(OpenAI(base_url=task["base_url"], api_key="none"), mode=instructor.Mode.JSON_SCHEMA)

    def find(text: str) -> Claims:
        found: Any = client.chat.completions.create(
            model=task["model"],
            response_model=answer,
            messages=[{"role": "system", "content": task["instructions"]}, {"role": "user", "content": text}],
        )
        return [dict(one) for one in found.claims]

    return find


if __name__ == "__main__":
    serve(prepare)
