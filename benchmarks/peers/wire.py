"""What every peer's script has in common: orders come in and answers go out as lines of JSON.

Imports nothing of the project: it runs in the peers' own environment. The first line holds the task, each further one
an article; each article is answered with one line.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

Claims = list[dict[str, Any]]


def serve(prepare: Callable[[dict[str, Any]], Callable[[str], Claims]]) -> None:
    """Answer articles until the input ends.

    Args:
        prepare: makes of the task (``base_url``, ``model``, ``setting``, ``instructions``, ``statuses``, ``example``)
            what finds the claims of a text: ``quote``, ``source``, ``status``, and ``start`` and ``end`` of the
            quotation where the peer places it itself.
    """
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what the libraries print is no answer
    find = prepare(json.loads(sys.stdin.readline()))
    for line in sys.stdin:
        started = time.perf_counter()
        told: dict[str, Any]
        try:
            told = {"claims": find(json.loads(line)["text"])}
        except Exception as error:  # whatever a peer fails with is a result
            told = {"claims": [], "failed": f"{type(error).__name__}: {error}"[:300]}
        told["seconds"] = time.perf_counter() - started
        print(json.dumps(told), file=answers, flush=True)
