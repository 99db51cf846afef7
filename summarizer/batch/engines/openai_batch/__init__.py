"""The provider's own batch interface: half the price, answers within a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from summarizer.batch.engines import Offered

if TYPE_CHECKING:
    from summarizer.batch.engine import Engine


def _load() -> type[Engine]:
    from summarizer.batch.engines.openai_batch.engine import OpenAIBatch

    return OpenAIBatch


OFFERED = Offered(
    "the provider's batch interface, half the price, answers within a day",
    _load,
    (
        click.Option(["--detach"], is_flag=True, help="With openai-batch: submit and return."),
        click.Option(["--collect"], is_flag=True, help="With openai-batch: fetch what is ready of what was submitted."),
    ),
)
