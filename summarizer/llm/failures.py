"""What an endpoint's reply says when it is no usable answer: pure functions of status and body."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from summarizer.errors import ContextOverflow, CutOff, EndpointRefused, InvalidAnswer, ModelError, Refused

if TYPE_CHECKING:
    from pydantic import ValidationError

    from summarizer.llm.registry import ModelSpec

_OVERFLOW_CODES = frozenset({"context_length_exceeded", "exceed_context_size_error"})
# Endpoints that give no code; each pattern is one server's wording.
_OVERFLOW_WORDS = re.compile(
    r"maximum context length|context (?:length|size|window)[^.]{0,40} exceed"
    r"|exceeds?[^.]{0,60} context (?:length|size|window)|loaded with context length of only"
    r"|input token count[^.]{0,40} exceeds|request too large for model|reduce the length of the messages",
    re.IGNORECASE,
)
_NO_CREDIT_CODES = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_FILTER_CODES = frozenset({"content_filter", "content_policy_violation"})
_INVALID_CODES = frozenset({"json_validate_failed", "tool_use_failed"})
_FILTER_REASONS = frozenset({"content_filter", "safety", "refusal"})
_LONGEST_QUOTE = 300


def is_final(body: object) -> bool:
    """Whether an error body says that asking the same again is of no use, whatever the status."""
    return _is_overflow(body) or bool(_codes(body) & _NO_CREDIT_CODES)


def failure(spec: ModelSpec, status: int, body: object) -> ModelError | None:
    """The error that a reply amounts to, or ``None`` for an answer.

    ``body`` is the decoded JSON, or text where the reply was no JSON.
    """
    if status == 200:
        return _no_answer(spec, body)
    said = said_by(body)
    quote = f": {said}" if said else ""
    codes = _codes(body)
    if _is_overflow(body):
        return ContextOverflow(f"the request does not fit the context of {spec.name}{quote}")
    if codes & _FILTER_CODES:
        return Refused(f"a content filter of {spec.name} rejected the request{quote}")
    if codes & _INVALID_CODES:
        return InvalidAnswer(f"{spec.name} gave an answer that its own endpoint found invalid{quote}")
    if status == 402 or codes & _NO_CREDIT_CODES:
        return EndpointRefused(f"the account behind {spec.name} has no credit left{quote}")
    if status in (401, 403):
        return EndpointRefused(_about_the_key(spec, status) + quote)
    if status == 404:
        return EndpointRefused(
            f"there is no {spec.model!r} at {spec.base_url or spec.name}: check the model's name and the base URL, "
            f"which often ends in /v1{quote}"
        )
    if 300 <= status < 400:
        return EndpointRefused(f"{spec.base_url or spec.name} redirects elsewhere; set the base URL it points to")
    hint = ""
    if status in (400, 422) and re.search("response_format|json_schema|schema|tool", said, re.IGNORECASE):
        hint = "; another mode may suit this endpoint: SUMMARIZER_MODE=tools, json or text"
    return EndpointRefused(f"{spec.name} rejected the request with status {status}{quote}{hint}")


def _about_the_key(spec: ModelSpec, status: int) -> str:
    where = f" in {spec.key_hint}" if spec.key_hint else ""
    if spec.api_key is None:
        return f"{spec.name} asks for a key: set it{where}" if where else f"{spec.name} asks for a key"
    if status == 403:
        return f"the key{where} does not allow the use of {spec.name}"
    return f"{spec.name} did not accept the key{where}"


def _no_answer(spec: ModelSpec, body: object) -> ModelError | None:
    choice = first_choice(body)
    if choice is None:
        return EndpointRefused(
            f"{spec.base_url or spec.name} sent a reply without an answer in it; is it an OpenAI-compatible chat API?"
        )
    reason = choice.get("finish_reason")
    message = choice["message"]
    if message.get("refusal"):
        return Refused(f"{spec.name} declined to answer: {quoted(str(message['refusal']))}")
    if reason in _FILTER_REASONS:
        return Refused(f"a content filter of {spec.name} withheld the answer")
    if reason == "length":
        return CutOff(
            f"the answer of {spec.name} was cut off at its limit; a larger output_tokens, a larger context "
            "or a shorter article may help"
        )
    return None


def first_choice(body: object) -> dict[str, Any] | None:
    """The first choice of an answer's body, with its message; ``None`` where there is none."""
    choices = body.get("choices") if isinstance(body, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    return choice if isinstance(choice, dict) and isinstance(choice.get("message"), dict) else None


def error_in(body: object) -> Mapping[str, Any] | None:
    """The error object in a body, wherever endpoints put it."""
    if not isinstance(body, dict):
        return None
    choices = body.get("choices")
    if isinstance(choices, list) and choices and isinstance(choices[0], dict):
        error = choices[0].get("error")
    else:
        error = body.get("error")
    if isinstance(error, str):
        return {"message": error}
    return error if isinstance(error, dict) else None


def said_by(body: object) -> str:
    """The endpoint's own words about what is wrong, on one line; empty where there are none."""
    if isinstance(body, str):
        return quoted(body)
    if isinstance(body, list):  # one endpoint wraps its errors in a list
        return said_by(body[0]) if body else ""
    error = error_in(body) or (body if isinstance(body, dict) else {})
    for name in ("message", "detail", "msg"):
        if isinstance(error.get(name), str):
            return quoted(error[name])
    return ""


def quoted(text: str) -> str:
    """``text`` as it may stand in a message: one line, no control characters, not too long."""
    line = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return line if len(line) <= _LONGEST_QUOTE else line[: _LONGEST_QUOTE - 1] + "…"


def in_a_sentence(error: ValidationError) -> str:
    """The first few validation errors, each with the place it concerns."""
    listed = error.errors(include_url=False, include_context=False, include_input=False)
    told = []
    for each in listed[:3]:
        place = ".".join(str(part) for part in each["loc"])
        told.append(quoted(f"{place}: {each['msg']}" if place else each["msg"]))
    more = len(listed) - len(told)
    return "; ".join(told) + (f"; and {more} more" if more else "")


def _codes(body: object) -> set[str]:
    error = error_in(body[0] if isinstance(body, list) and body else body) or {}
    inner = error.get("innererror")
    values = [error.get("code"), error.get("type"), inner.get("code") if isinstance(inner, dict) else None]
    return {value for value in values if isinstance(value, str)}


def _is_overflow(body: object) -> bool:
    return bool(_codes(body) & _OVERFLOW_CODES) or bool(_OVERFLOW_WORDS.search(said_by(body)))
