"""An answer's schema in the form that OpenAI enforces strictly."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import BaseModel

# What strict mode rejects. Nothing is lost: the answer is validated here again, by the model itself.
_NOT_TAKEN = frozenset(
    {"default", "discriminator", "examples", "minLength", "maxLength", "uniqueItems", "minProperties", "maxProperties"}
)
# What the prompt says already. Schemas count as prompt, and this is half of one.
_SAID = frozenset({"title", "description"})


@lru_cache(maxsize=8)
def strict_schema(answer: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema of ``answer`` with closed objects, all fields required, and no keyword that strict mode rejects.

    What its fields mean is left to the prompt.

    A field with a default becomes one that the model has to fill in. The schema is the same object for all who ask
    for it, and not to be changed.
    """
    from openai import pydantic_function_tool

    parameters: dict[str, Any] = dict(pydantic_function_tool(answer)["function"]["parameters"])
    return _cleaned(parameters)


def _cleaned(schema: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in _NOT_TAKEN | _SAID:
            continue
        if keyword in ("properties", "$defs"):  # here the names are the author's, not keywords
            kept[keyword] = {name: _cleaned(each) for name, each in value.items()}
        elif isinstance(value, dict):
            kept[keyword] = _cleaned(value)
        elif keyword in ("anyOf", "oneOf", "allOf", "prefixItems"):
            kept["anyOf" if keyword == "oneOf" else keyword] = [_cleaned(each) for each in value]
        else:
            kept[keyword] = value
    return kept
