"""Joins a Ray cluster, or starts one on this machine, and leaves no trace of it on the terminal."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from summarizer.batch.processes import usable_processors
from summarizer.errors import ConfigurationError

_STORE = 256 << 20
"""Bytes of shared memory of a cluster on this machine: articles on their way are small, and few at a time."""

_REACHED = 10.0
"""Seconds for a cluster to answer."""


@contextmanager
def cluster(address: str | None, processors: int | None) -> Iterator[int]:
    """Be part of a cluster while the block lasts; gives the number of its processors.

    Args:
        address: where it is, ``auto`` for the one that this machine is part of; by default one is started here.
        processors: how many that one may use.

    Raises:
        ConfigurationError: it cannot be reached, or started.
    """
    if address:
        _check(address)
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # nobody is told that Ray is used
    import ray

    if ray.is_initialized():
        yield _processors(ray)
        return
    here: dict[str, Any] = {
        "num_cpus": processors or usable_processors(),
        "object_store_memory": _STORE,
        "include_dashboard": False,
    }
    with _own_signals():
        try:
            ray.init(address or "local", log_to_driver=False, logging_level=logging.ERROR, **({} if address else here))
        except (OSError, RuntimeError, ValueError) as error:
            what = f"the Ray cluster at {address} cannot be joined" if address else "Ray cannot be started"
            raise ConfigurationError(f"{what}: {error}") from None
    try:
        yield _processors(ray)
    finally:
        with _own_signals():
            ray.shutdown()


def _check(address: str) -> None:
    """Raise ``ConfigurationError`` where nobody answers: Ray itself would try for minutes."""
    if address.startswith("ray://"):
        raise ConfigurationError(
            f"{address} is reached by Ray's client, which this engine does not serve: "
            "start the run on a machine of the cluster, as with ray job submit"
        )
    if at := re.fullmatch(r"\[?([^/]+?)\]?:(\d+)", address):
        try:
            socket.create_connection((at[1], int(at[2])), _REACHED).close()
        except OSError as error:
            raise ConfigurationError(f"the Ray cluster at {address} cannot be joined: {error}") from None


def _processors(ray: Any) -> int:  # noqa: ANN401 - a module without types
    return max(1, int(ray.cluster_resources().get("CPU", 1)))


@contextmanager
def _own_signals() -> Iterator[None]:
    """Ray puts itself in the place of the program's handler of SIGTERM, and would end without a report."""
    mine = signal.getsignal(signal.SIGTERM)
    try:
        yield
    finally:
        if threading.current_thread() is threading.main_thread():
            signal.signal(signal.SIGTERM, mine)
