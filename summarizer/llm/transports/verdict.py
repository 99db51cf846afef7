"""Tells answers from what is none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import httpx2

from summarizer.llm.bodies import body_of, with_body
from summarizer.llm.failures import failure, first_choice

if TYPE_CHECKING:
    from summarizer.llm.registry import ModelSpec

_THOUGHTS = re.compile(r"\A\s*<think>.*?</think>\s*", re.DOTALL)
_FENCE = re.compile(r"\A\s*```(?:json)?\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL | re.IGNORECASE)


class Verdict(httpx2.AsyncBaseTransport):
    """Raises the ``ModelError`` that a reply amounts to, and lets answers through, their JSON freed from wrapping.

    It sits above the recordings: what they hold is what the endpoint sent.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, spec: ModelSpec) -> None:
        self._inner = inner
        self._spec = spec

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """A usable answer, or a ``ModelError``."""
        response = await self._inner.handle_async_request(request)
        body: Any = body_of(response)
        if error := failure(self._spec, response.status_code, body):
            raise error
        choice = first_choice(body)
        if choice is None or not isinstance(content := choice["message"].get("content"), str):
            return response
        bare = unwrapped(content)
        if bare == content:
            return response
        message = {**choice["message"], "content": bare}
        choices = [{**choice, "message": message}, *body["choices"][1:]]
        return with_body(200, {**body, "choices": choices}, request)

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()


def unwrapped(content: str) -> str:
    """An answer without the thoughts before it and the code fence around it."""
    content = _THOUGHTS.sub("", content)
    fenced = _FENCE.match(content)
    return fenced[1] if fenced else content
