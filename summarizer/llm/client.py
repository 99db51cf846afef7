"""Asks a model for an answer of a given type."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryFile
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from pydantic import BaseModel, ValidationError

from summarizer.errors import ConfigurationError, InvalidAnswer, SummarizerError
from summarizer.llm import limits
from summarizer.llm.budget import Budget
from summarizer.llm.failures import in_a_sentence, quoted
from summarizer.llm.leaks import Confidential
from summarizer.llm.meter import Meter, metered
from summarizer.llm.pace import Bounds, Pace
from summarizer.llm.prices import Prices
from summarizer.llm.registry import LOCAL, NONE, ModelSpec
from summarizer.llm.transports import PLACE
from summarizer.progress import Progress, Silent

if TYPE_CHECKING:
    import httpx2
    from openai import AsyncOpenAI

    from summarizer.llm.transports.endpoint import Address

T = TypeVar("T", bound=BaseModel)

_CHAT = f"{PLACE}/chat/completions"
# The line depends on pydantic's version, says nothing to a model, and costs it tokens.
_HELP_LINE = re.compile(r"\n +For further information visit https://errors\.pydantic\.dev/\S*")


class Client:
    """Asks one model. Serves any number of calls at a time; to be used as an async context manager.

    Nothing is imported, started or connected before it is needed: an embedded model is loaded by the
    first request that no recording answers. Made by ``open_client``.
    """

    def __init__(
        self,
        spec: ModelSpec,
        *,
        record: Path | None,
        replay: Path | None,
        sleep: Callable[[float], Awaitable[None]],
        now: Callable[[], datetime],
        progress: Progress,
        pace: Pace | None = None,
        budget: Budget | None = None,
        way: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        self.spec = spec
        self.pace = pace or Pace(sleep=sleep, now=now)
        self.budget = budget or Budget()
        self._record = record
        self._replay = replay
        self._sleep = sleep
        self._now = now
        self._progress = progress
        self._way = way
        self._embedded = _Embedded(spec, progress)
        self._building = asyncio.Lock()
        self._openai: AsyncOpenAI | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if self._openai is not None:
                await self._openai.close()
        finally:
            await self._embedded.stop()

    async def ask(
        self,
        messages: Sequence[Mapping[str, str]],
        answer: type[T],
        *,
        meter: Meter,
        max_tokens: int | None = None,
        temperature: float | None = 0.0,
    ) -> T:
        """The model's answer to ``messages``, as a valid ``answer``.

        The messages (``role`` and ``content``) reach the model as they are, whatever braces or tags they hold; what the
        answer repeats of the system message is masked. ``max_tokens`` bounds the answer, by default at the profile's
        ``output_tokens``; ``temperature`` goes to models that take one, ``None`` leaves it to the endpoint. Every call,
        failed ones too, is counted on ``meter``.

        Raises ``InvalidAnswer`` when no answer fits after the re-asks, and at once ``Refused``, ``CutOff``,
        ``ContextOverflow``, ``EndpointRefused``, ``TransportFailed`` or ``ReplayMiss``: see ``summarizer.errors``.
        """
        if self.spec.provider == NONE:
            raise ConfigurationError("the model 'none' answers no questions; name a model with --model")
        client = await self._client()
        from httpx2 import Response

        from summarizer.llm.bodies import body_of

        parameters = _parameters(self.spec, messages, max_tokens, temperature)
        confidential = Confidential(messages)
        calls = asked = 0

        async def create(**request: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever instructor makes of it
            nonlocal calls, asked
            calls += 1
            if calls == 1:
                asked = len(request["messages"])
            else:
                meter.reasks += 1
                self._progress.note(f"{self.spec.name}: the answer was not valid; asking again")
                request["messages"] = _without_help_lines(request["messages"], asked)
            # As it is, and as it comes: the client would look through every level of request and answer for types to
            # change, which takes longer than all else that it does, and what follows needs none of them.
            response = await client.post(_CHAT, cast_to=Response, body=_in_dialect(self.spec, answer, request))
            return cast("dict[str, Any]", body_of(response))

        with metered(meter):
            try:
                return confidential.cleared(await _structured(self.spec, create, answer, parameters))
            except Exception as error:
                failure = _explained(self.spec, error, calls)
                if failure is None:
                    raise
        # Outside of the handler: what the libraries raised holds requests and answers, and stays out of the traceback.
        raise type(failure)(confidential.masked(str(failure)))

    @property
    def prices(self) -> Prices:
        """What the model costs."""
        return Prices(self.spec.base_url, self.spec.model, self.spec.price)

    async def _client(self) -> AsyncOpenAI:
        async with self._building:
            if self._openai is None:
                self._openai = await asyncio.to_thread(self._build)
            return self._openai

    def _build(self) -> AsyncOpenAI:
        import httpx2
        import instructor  # noqa: F401  # imported here, in a thread, so that the event loop does not wait for it
        from openai import AsyncOpenAI

        # It logs answers as errors, which without any handler would land on stderr.
        if not (logger := logging.getLogger("instructor")).handlers:
            logger.addHandler(logging.NullHandler())
        timeout = httpx2.Timeout(self.spec.timeout, connect=limits.CONNECT_TIMEOUT)
        return AsyncOpenAI(
            base_url=PLACE,
            api_key="set-by-the-lowest-layer",
            max_retries=0,
            timeout=timeout,
            http_client=httpx2.AsyncClient(transport=self._transport(), timeout=timeout),
        )

    def _transport(self) -> httpx2.AsyncBaseTransport:
        from summarizer.llm.recordings import Recordings
        from summarizer.llm.transports.recording import Recording
        from summarizer.llm.transports.verdict import Verdict

        if self._replay is not None:
            return Verdict(Recording(Recordings(self._replay), self.spec, None, now=self._now), self.spec)
        live = self._way or self._live()
        if self._record is not None:
            live = Recording(Recordings(self._record), self.spec, live, now=self._now)
        return Verdict(live, self.spec)

    def _live(self) -> httpx2.AsyncBaseTransport:
        from summarizer.llm.transports.budgeting import Budgeting
        from summarizer.llm.transports.endpoint import Endpoint
        from summarizer.llm.transports.metering import Metering
        from summarizer.llm.transports.pacing import Pacing
        from summarizer.llm.transports.retry import Retry

        spec = self.spec
        base_url = spec.base_url
        account = ("openai-organization", "openai-project") if spec.provider == "openai" else ()
        endpoint = Endpoint(self._address, timeout=spec.timeout, send_headers=account)
        metering = Metering(endpoint, price=self.prices.of)
        pacing = Pacing(metering, self.pace, now=self._now)
        return Retry(
            Budgeting(pacing, self.budget, self.prices),
            name=spec.name,
            address=base_url or "http://127.0.0.1",
            sleep=self._sleep,
            now=self._now,
            note=self._progress.note,
        )

    async def _address(self) -> Address:
        from summarizer.llm.transports.endpoint import Address

        if self.spec.base_url is not None:
            return Address(self.spec.base_url, self.spec.api_key)
        return await self._embedded.address()


def open_client(
    spec: ModelSpec,
    *,
    record: Path | None = None,
    replay: Path | None = None,
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Progress | None = None,
    bounds: Bounds | None = None,
    pace: Pace | None = None,
    budget: Budget | None = None,
    way: httpx2.AsyncBaseTransport | None = None,
) -> Client:
    """A client for ``spec``.

    With ``record``, a folder, it answers from the recordings there and adds what is missing; with ``replay``
    it answers from them alone and needs neither network nor model. ``sleep`` and ``now`` are the clock;
    ``progress`` is told what goes on meanwhile: waits and re-asks, and the start of an embedded model.
    ``bounds`` say how fast the endpoint may be asked, or ``pace``, where others share it; ``budget`` what all calls
    together may cost.
    ``way`` stands in for the way to the endpoint, and does what its layers do: it meters what it answers.
    Raises ``ConfigurationError`` where ``replay`` is no folder, ``record`` cannot be written to, or both are given.
    """
    if record is not None and replay is not None:
        raise ConfigurationError("record and replay exclude each other")
    if replay is not None and not replay.is_dir():
        raise ConfigurationError(f"there is no folder of recordings {replay}")
    if record is not None:
        _check_writable(record)
    return Client(
        spec,
        record=record,
        replay=replay,
        sleep=sleep,
        now=now,
        progress=progress or Silent(),
        pace=pace or Pace(bounds or Bounds(), sleep=sleep, now=now),
        budget=budget,
        way=way,
    )


def _check_writable(folder: Path) -> None:
    """Find out before anything is paid for whether answers can be kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ConfigurationError(f"no recordings can be written to {folder}: {error.strerror or error}") from None


class _Embedded:
    """The model in this process: its server is started once, by whoever needs it first."""

    def __init__(self, spec: ModelSpec, progress: Progress) -> None:
        self._spec = spec
        self._progress = progress
        self._running = ExitStack()
        self._starting: asyncio.Task[Address] | None = None

    async def address(self) -> Address:
        if self._starting is None:
            self._starting = asyncio.create_task(asyncio.to_thread(self._start))
        # A caller that is cancelled must not take the start from the others, nor leave a server behind.
        return await asyncio.shield(self._starting)

    async def stop(self) -> None:
        if self._starting is not None:
            # What went wrong at the start was told to those who waited for it.
            await asyncio.gather(self._starting, return_exceptions=True)
            await asyncio.to_thread(self._running.close)

    def _start(self) -> Address:
        from summarizer.llm import weights
        from summarizer.llm.embedded import EmbeddedServer
        from summarizer.llm.transports.endpoint import Address

        self._progress.stage("loading the model")
        if self._spec.name == LOCAL:
            gguf = weights.embedded_weights(self._progress.advance)
        else:
            gguf = weights.find(self._spec.model)
        server = self._running.enter_context(EmbeddedServer(gguf, context_tokens=self._spec.profile.context_tokens))
        return Address(server.base_url, server.api_key)


def _parameters(
    spec: ModelSpec, messages: Sequence[Mapping[str, str]], max_tokens: int | None, temperature: float | None
) -> dict[str, Any]:
    parameters: dict[str, Any] = {
        "model": spec.model,
        "messages": [dict(message) for message in messages],
        spec.token_limit: max_tokens or spec.profile.output_tokens,
    }
    if temperature is not None and spec.temperature:
        parameters["temperature"] = temperature
    return parameters


async def _structured(
    spec: ModelSpec, create: Callable[..., Awaitable[dict[str, Any]]], answer: type[T], parameters: Mapping[str, Any]
) -> T:
    """The answer to ``parameters``. What is valid at once, as nearly all is, needs no re-ask, and no ``instructor``."""
    first: dict[str, Any] | None = None
    if spec.mode == "json_schema":
        first = await create(**parameters, response_format=_response_format(answer, strict=spec.strict))
        content = first["choices"][0]["message"].get("content")
        try:
            return answer.model_validate_json(content if isinstance(content, str) else "")
        except ValidationError:
            pass  # it will be found again, and told to the model
    return await _asked_again(spec, create, answer, parameters, first)


async def _asked_again(
    spec: ModelSpec,
    create: Callable[..., Awaitable[dict[str, Any]]],
    answer: type[T],
    parameters: Mapping[str, Any],
    first: dict[str, Any] | None,
) -> T:
    """The answer by way of ``instructor``; ``first`` is what came of the first call, where that has been made."""
    import instructor
    from openai.types.chat import ChatCompletion

    modes = {
        "json_schema": instructor.Mode.JSON_SCHEMA,
        "tools": instructor.Mode.TOOLS,
        "json": instructor.Mode.JSON,
        "text": instructor.Mode.MD_JSON,
    }

    async def completion(**request: Any) -> ChatCompletion:  # noqa: ANN401 - whatever instructor makes of it
        nonlocal first
        body, first = first or await create(**request), None
        return ChatCompletion.construct(**body)

    patch: Any = instructor.patch
    ask = patch(create=completion, mode=modes[spec.mode])
    # No context=: with it, instructor would run the messages through Jinja, and the article with them.
    # strict=None: the answer's own class says how strict it is.
    found: BaseModel = await ask(response_model=_prepared(answer), max_retries=limits.REASKS, strict=None, **parameters)
    # What comes back is of a class derived on the fly; the caller gets the class that was asked for.
    values = {name: getattr(found, name) for name in answer.model_fields}
    return answer.model_construct(_fields_set=found.model_fields_set, **values)


@lru_cache(maxsize=8)
def _response_format(answer: type[BaseModel], *, strict: bool) -> dict[str, Any]:
    """How ``answer`` is asked for in the mode ``json_schema``; not to be changed."""
    from summarizer.llm.schema import strict_schema

    if strict:
        form = {"name": answer.__name__, "schema": strict_schema(answer), "strict": True}
    else:
        form = {"name": answer.__name__, "schema": _prepared(answer).model_json_schema()}
    return {"type": "json_schema", "json_schema": form}


@lru_cache(maxsize=8)
def _prepared(answer: type[BaseModel]) -> type[BaseModel]:
    """``answer`` as instructor takes it, made once for the few that every article is asked for.

    Deriving the class, working out its schema (which nobody changes), and looking through the fields of all its parts
    for validators of a kind that no answer here has: instructor would do each with every call, the last four times,
    and together they take longer than the call.
    """
    import instructor

    derived = instructor.openai_schema(answer)
    schema = derived.model_json_schema()
    known = {"model_json_schema": classmethod(lambda cls: schema), "__doc__": derived.__doc__}
    prepared: Any = type(answer.__name__, (derived,), known)
    prepared.model_fields = {}
    return cast("type[BaseModel]", prepared)


def _in_dialect(spec: ModelSpec, answer: type[BaseModel], request: dict[str, Any]) -> dict[str, Any]:
    if spec.strict and "response_format" in request:
        return request | {"response_format": _response_format(answer, strict=True)}
    return request


def _without_help_lines(messages: Sequence[dict[str, Any]], asked: int) -> list[dict[str, Any]]:
    """The messages with those behind the first ``asked``, the re-asks, freed from links to pydantic's pages."""
    reasks = [
        message | {"content": _HELP_LINE.sub("", message["content"])} if message["role"] != "assistant" else message
        for message in messages[asked:]
    ]
    return [*messages[:asked], *reasks]


def _explained(spec: ModelSpec, error: Exception, calls: int) -> SummarizerError | None:
    """The error to raise for one that came out of the libraries; ``None`` for a fault in the program."""
    causes = list(_chain(error))
    for cause in causes:
        if isinstance(cause, SummarizerError):
            return type(cause)(*cause.args)  # anew, without the context that it came up through
    why = _why_invalid(causes)
    if why is None:
        return None
    times = f"{calls} calls" if calls > 1 else "one call"
    return InvalidAnswer(f"{spec.name} gave no valid answer in {times}; last: {why}")


def _why_invalid(causes: Sequence[BaseException]) -> str | None:
    from instructor.core.exceptions import InstructorRetryException, ResponseParsingError

    if not any(isinstance(cause, InstructorRetryException) and cause.failed_attempts for cause in causes):
        return None
    for cause in causes:
        if isinstance(cause, ValidationError):
            return in_a_sentence(cause)
        if isinstance(cause, (ResponseParsingError, ValueError)):
            return quoted(str(cause))
    return None


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in seen:
        seen.add(id(cause))
        yield cause
        cause = cause.__cause__
