"""A connection between two processes of one run, over which each calls methods of an object in the other."""

from __future__ import annotations

import asyncio
import inspect
import pickle
import struct
import traceback
from collections.abc import Awaitable
from typing import Any

_LENGTH = struct.Struct("!I")
_CALL, _TELL, _ANSWER, _FAULT = range(4)


class Lost(Exception):
    """The process at the other end is gone."""


class Channel(asyncio.Protocol):
    """One end. Calls arrive in the order in which they are made; what is made in one go is sent in one go.

    Args:
        target: whose methods the other end may call.
    """

    def __init__(self, target: object) -> None:
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Is done once the other end is gone."""
        self._target = target
        self._transport: asyncio.WriteTransport | None = None
        self._arrived = bytearray()
        self._to_send: list[bytes] = []
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self._number = 0
        self._at_work: set[asyncio.Future[None]] = set()

    def call(self, name: str, *args: object) -> Awaitable[Any]:
        """Call a method at the other end; what comes of it has to be awaited.

        Raises:
            Lost: the other end is gone before it has answered.
            RuntimeError: the method failed.
        """
        self._number += 1
        answer = asyncio.get_running_loop().create_future()
        if self.gone.done():
            answer.set_exception(Lost())
            return answer
        self._waiting[self._number] = answer
        self._send(_CALL, self._number, name, args)
        return answer

    def tell(self, name: str, *args: object) -> None:
        """Call a method at the other end, whatever comes of it."""
        self._send(_TELL, 0, name, args)

    def close(self) -> None:
        """Let the other end go, once it has all that was sent."""
        self._flush()
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.WriteTransport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Fail whatever waits for an answer."""
        if not self.gone.done():
            self.gone.set_result(None)
        for answer in self._waiting.values():
            if not answer.done():
                answer.set_exception(Lost())
        self._waiting.clear()

    def data_received(self, data: bytes) -> None:
        """Take messages apart; what has not arrived whole is kept."""
        self._arrived += data
        start = 0
        while len(self._arrived) - start >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._arrived, start)
            end = start + _LENGTH.size + length
            if len(self._arrived) < end:
                break
            self._take(*pickle.loads(memoryview(self._arrived)[start + _LENGTH.size : end]))
            start = end
        if start:
            del self._arrived[:start]

    def _take(self, kind: int, number: int, name: str, value: Any) -> None:  # noqa: ANN401 - arguments, or an answer
        if kind in (_CALL, _TELL):
            method = getattr(self._target, name)
            if inspect.iscoroutinefunction(method):
                task = asyncio.ensure_future(self._answer(kind, number, method(*value)))
                self._at_work.add(task)
                task.add_done_callback(self._at_work.discard)
            else:
                answer = method(*value)
                if kind == _CALL:
                    self._send(_ANSWER, number, "", answer)
            return
        answered = self._waiting.pop(number, None)
        if answered is None or answered.done():
            return  # whoever asked has been cancelled
        if kind == _ANSWER:
            answered.set_result(value)
        else:
            answered.set_exception(RuntimeError(value))

    async def _answer(self, kind: int, number: int, made: Awaitable[object]) -> None:
        try:
            answer = await made
        except Exception:
            # As text: an exception may hold what cannot be sent.
            self._send(_FAULT, number, "", traceback.format_exc())
        else:
            if kind == _CALL:
                self._send(_ANSWER, number, "", answer)

    def _send(self, kind: int, number: int, name: str, value: object) -> None:
        message = pickle.dumps((kind, number, name, value), pickle.HIGHEST_PROTOCOL)
        if not self._to_send:
            asyncio.get_running_loop().call_soon(self._flush)
        self._to_send.append(_LENGTH.pack(len(message)) + message)

    def _flush(self) -> None:
        if self._to_send and self._transport is not None and not self.gone.done():
            self._transport.write(b"".join(self._to_send))
        self._to_send.clear()


class Handle:
    """The object at the other end of a channel, as if it were an actor: its methods have ``remote``.

    Args:
        channel: the way there.
        told: methods whose outcome nobody waits for.
    """

    def __init__(self, channel: Channel, told: frozenset[str] = frozenset()) -> None:
        self._channel = channel
        self._told = told

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the object has
        return _Method(self._channel.tell if name in self._told else self._channel.call, name)


class _Method:
    def __init__(self, send: Any, name: str) -> None:  # noqa: ANN401 - one of two signatures
        self._send = send
        self._name = name

    def remote(self, *args: object) -> Any:  # noqa: ANN401 - what the method returns, to be awaited
        return self._send(self._name, *args)
