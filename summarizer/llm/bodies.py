"""What a reply says, decoded once for all layers that look at it."""

from __future__ import annotations

import json

import httpx2

_BODY = "summarizer.body"


def decoded(response: httpx2.Response) -> object:
    """The JSON of a reply that is here whole. Not to be changed: others look at the same.

    Raises:
        ValueError: it is none.
    """
    if _BODY not in response.extensions:
        response.extensions[_BODY] = json.loads(response.content)
    return response.extensions[_BODY]


def body_of(response: httpx2.Response) -> object:
    """The same, or the reply's text where it is no JSON."""
    try:
        return decoded(response)
    except ValueError:
        return response.content.decode("utf-8", "replace")


def with_body(status: int, body: object, request: httpx2.Request) -> httpx2.Response:
    """A reply of JSON."""
    response = httpx2.Response(status, json=body, request=request)
    response.extensions[_BODY] = body
    return response
