"""Layers around the HTTP transport under the ``openai`` client, each one an ``httpx2.AsyncBaseTransport``.

From the client down to the wire::

    Verdict      turns what is no usable answer into the error that a user reads
    Recording    answers from the store, or passes on and keeps the answer
    Retry        tries again what may pass: limits, server errors, timeouts, resets
    Budgeting    lets a call through if the budget can bear it
    Pacing       lets it go in its turn: so many at a time, so many a minute
    Metering     counts every call that reaches the endpoint, with its tokens
    Endpoint     puts address and key on the request, reads the whole body
    Wire         holds the connections

A request is addressed to ``PLACE`` until it reaches ``Endpoint``, so that neither a host
nor a port nor a key is known above it: not to the client library, not to its logs, not to a recording.
"""

from __future__ import annotations

PLACE = "http://model.invalid"
"""The base URL that everything above ``Endpoint`` sees."""
