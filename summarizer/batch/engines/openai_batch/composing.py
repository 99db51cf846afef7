"""Which requests go into the next batch: as many as the provider takes, and the budget can bear."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.batch.engines.openai_batch.records import Load

if TYPE_CHECKING:
    from summarizer.batch.order import Order
    from summarizer.llm.budget import Amount

MOST_REQUESTS = 50_000
"""Requests that a file may hold."""
MOST_BYTES = 200_000_000
"""Bytes that a file may have."""


@dataclass(frozen=True, slots=True)
class Held:
    """Why requests are in no batch yet."""

    why: str
    for_good: bool = False
    """Whether waiting is of no use once no batch is under way."""


@dataclass(frozen=True, slots=True)
class Picked:
    """Requests for one batch."""

    names: list[str]
    """Their ``custom_id``."""
    held: Held | None = None
    """Why no more were taken, where some have to wait."""
    full: bool = False
    """Whether the batch can take no more."""


def fitting(
    wanted: Iterable[tuple[str, int, Load]],
    order: Order,
    *,
    spent: Amount,
    under_way: Load,
    queued: Load,
    cap: float | None,
) -> Picked:
    """The next batch.

    Args:
        wanted: requests in the order in which they go: name, bytes of the line, what it takes at most.
        order: what may be spent.
        spent: what was, in this run.
        under_way: what is set aside for requests that have no answer yet.
        queued: those among them that this run asks after.
        cap: tokens that the provider takes at a time, where it has said so.
    """
    names: list[str] = []
    taken, size = Load(), 0
    for name, bytes_, load in wanted:
        if len(names) == MOST_REQUESTS or size + bytes_ > MOST_BYTES:
            return Picked(names, full=True)
        after = queued + taken + load
        if cap is not None and after.tokens > cap and after.requests > 1:
            return Picked(names, Held(f"the provider takes about {cap:.0f} tokens at a time"))
        if why := _too_much(order, spent, under_way + taken + load, load):
            return Picked(names, Held(why, for_good=True))
        names.append(name)
        taken, size = taken + load, size + bytes_
    return Picked(names)


def _too_much(order: Order, spent: Amount, after: Load, next_: Load) -> str:
    """Why the next request is too much, if it is; ``after`` is what would be set aside with it."""
    if order.max_tokens is not None and spent.tokens + after.most_tokens > order.max_tokens:
        return (
            f"the next request may take {next_.most_tokens} tokens; of {order.max_tokens}, {spent.tokens} are spent "
            f"and {after.most_tokens - next_.most_tokens} set aside (--max-tokens-total)"
        )
    if order.budget is not None and spent.usd + after.most_usd > order.budget:
        return (
            f"the next request may cost ${next_.most_usd:.4f}, less with lower output_tokens; of ${order.budget:.4f}, "
            f"${spent.usd:.4f} are spent and ${after.most_usd - next_.most_usd:.4f} set aside (--budget)"
        )
    return ""
