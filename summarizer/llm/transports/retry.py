"""Tries again what may pass."""

from __future__ import annotations

import random
import ssl
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx2
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt, stop_after_delay
from tenacity.wait import wait_exponential

from summarizer.errors import TransportFailed
from summarizer.llm import limits
from summarizer.llm.addresses import is_loopback
from summarizer.llm.bodies import body_of
from summarizer.llm.failures import is_final, said_by

_BACKOFF = wait_exponential(multiplier=limits.FIRST_WAIT, max=limits.LONGEST_WAIT)


class MayPass(Exception):
    """A failure that another try may not meet.

    Args:
        what: what went wrong.
        retry_after: seconds that the endpoint asks to wait.
    """

    def __init__(self, what: str, retry_after: float | None = None) -> None:
        super().__init__(what)
        self.retry_after = retry_after


def retrying(sleep: Callable[[float], Awaitable[None]], note: Callable[[str], None], name: str) -> AsyncRetrying:
    """Tries again on ``MayPass``, within the bounds of ``limits``, and raises the last one when they are reached.

    Args:
        sleep: waits.
        note: is told of every wait.
        name: who is asked.
    """

    def tell(state: RetryCallState) -> None:
        failure = state.outcome.exception() if state.outcome else None
        note(f"{name}: {failure}; again in {state.upcoming_sleep:.0f} s")

    return AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(limits.ATTEMPTS) | stop_after_delay(limits.GIVE_UP_AFTER),
        wait=_wait,
        retry=retry_if_exception_type(MayPass),
        before_sleep=tell,
        reraise=True,
    )


class Retry(httpx2.AsyncBaseTransport):
    """Repeats calls that fail in a way that may pass, within the bounds of ``limits``.

    The waits grow exponentially, with some chance in them; where the endpoint names a time (``Retry-After``),
    that is waited for. Returns any reply that will not change by asking again; raises ``TransportFailed``
    when the bounds are reached. ``sleep`` and ``now`` are the clock, ``note`` is told of every wait.
    """

    def __init__(
        self,
        inner: httpx2.AsyncBaseTransport,
        *,
        name: str,
        address: str,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], datetime],
        note: Callable[[str], None],
    ) -> None:
        self._inner = inner
        self._name = name
        self._address = address
        self._sleep = sleep
        self._now = now
        self._note = note

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The first reply that is final."""
        attempts = 0
        try:
            async for attempt in retrying(self._sleep, self._note, self._name):
                with attempt:
                    attempts = attempt.retry_state.attempt_number
                    return await self._once(request)
        except MayPass as failure:
            last = str(failure)
        times = f"{attempts} calls" if attempts > 1 else "one call"
        raise TransportFailed(f"{self._name} gave no answer in {times}; last: {last}")

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()

    async def _once(self, request: httpx2.Request) -> httpx2.Response:
        try:
            response = await self._inner.handle_async_request(request)
        except httpx2.TransportError as error:
            what = _in_words(error, self._address)
            if _will_not_pass(error, self._address):
                raise TransportFailed(f"{self._name} cannot be reached: {what}") from None
            raise MayPass(what) from None
        if response.status_code not in limits.RETRIED_STATUSES:
            return response
        body = body_of(response)
        if is_final(body):
            return response
        said = said_by(body)
        what = f"status {_named(response.status_code)}" + (f" ({said})" if said else "")
        wait = retry_after(response.headers, self._now())
        if wait is not None and wait > limits.LONGEST_RETRY_AFTER:
            raise TransportFailed(f"{self._name} asks to come back in {wait:.0f} seconds: {what}")
        raise MayPass(what, wait)


def retry_after(headers: httpx2.Headers, now: datetime) -> float | None:
    """Seconds that the endpoint asks to wait, from ``Retry-After`` in seconds or as a date; ``None`` if it does not."""
    for name, unit in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        if value.replace(".", "", 1).isdecimal():
            return float(value) / unit
    try:
        date = parsedate_to_datetime(headers.get("retry-after", ""))
    except ValueError:
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())


def _wait(state: RetryCallState) -> float:
    failure = state.outcome.exception() if state.outcome else None
    asked = failure.retry_after if isinstance(failure, MayPass) else None
    seconds = _BACKOFF(state) if asked is None else asked
    return seconds + random.uniform(0.0, limits.JITTER)


def _will_not_pass(error: httpx2.TransportError, address: str) -> bool:
    if isinstance(error, (httpx2.UnsupportedProtocol, httpx2.LocalProtocolError)):
        return True
    # Nobody listens there. Elsewhere a host may be starting; on this machine somebody would have to start it.
    if isinstance(error, httpx2.ConnectError) and is_loopback(address):
        return True
    return any(isinstance(cause, ssl.SSLCertVerificationError) for cause in _causes(error))


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


def _in_words(error: httpx2.TransportError, address: str) -> str:
    if isinstance(error, httpx2.ConnectTimeout):
        return f"no connection to {address} in time"
    if isinstance(error, httpx2.TimeoutException):
        return "no answer in time; a longer timeout can be set (SUMMARIZER_TIMEOUT)"
    if isinstance(error, httpx2.ConnectError):
        hint = "; is the server running?" if is_loopback(address) else ""
        return f"no connection to {address} ({error}){hint}"
    return str(error) or "the connection broke"


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
