"""Every bound on repeated calls, in one place. Each kind of failure has one owner.

============================  =========================  ===========================================
failure                       owner                      bound
============================  =========================  ===========================================
limit, 5xx, timeout, reset    ``transports.retry``       ``ATTEMPTS``, ``GIVE_UP_AFTER``
answer that does not fit      ``instructor``'s re-ask    ``REASKS``
refusal, filter, cut off      ``batch.attempt``          ``TRIES``; a single call raises at once
answer lost by a batch        ``openai_batch``           ``ATTEMPTS``; all in all ``ROUNDS`` batches
overflow, other 4xx           nobody                     raised at once, never stored
============================  =========================  ===========================================

The ``openai`` client itself retries nothing (``max_retries=0``); attempts would multiply.
"""

from __future__ import annotations

ATTEMPTS = 5
"""Calls for one request, the first included, while the failure is one that may pass."""
GIVE_UP_AFTER = 900.0
"""Seconds after which no further attempt is begun."""
FIRST_WAIT = 1.0
"""Seconds before the second attempt; doubled for each further one."""
LONGEST_WAIT = 30.0
"""Seconds that a wait of our own choosing lasts at most."""
JITTER = 0.5
"""Seconds added at most at random, so that parallel calls do not come back all at once."""
LONGEST_RETRY_AFTER = 120.0
"""Seconds; an endpoint that asks for a longer wait is not waited for."""
RETRIED_STATUSES = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})
"""HTTP statuses that may pass."""

REASKS = 2
"""Calls made again with the validation errors, so three calls in all."""

TRIES = 3
"""Tries of one article in a batch, the first included, where what came was no usable answer."""

ROUNDS = 8
"""Batches that one article may wait for, one after the other, its re-asks and tries included."""

CONNECT_TIMEOUT = 10.0
"""Seconds to reach an endpoint; how long an answer may take is the provider's ``timeout``."""
PROBE_TIMEOUT = 0.5
"""Seconds to find out whether a model server runs on this machine."""
LARGEST_REPLY = 32 << 20
"""Bytes of a reply, unpacked, that are read."""
