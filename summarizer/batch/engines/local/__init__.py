"""The default: this machine asks the model, a number of articles at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summarizer.batch.engines import Offered

if TYPE_CHECKING:
    from summarizer.batch.engine import Engine


def _load() -> type[Engine]:
    from summarizer.batch.engines.local.engine import Local

    return Local


OFFERED = Offered("here and now, a number of articles at a time", _load)
