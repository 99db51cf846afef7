"""What may be spent: reserved before a call, settled after it, and so never exceeded."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from summarizer.errors import BudgetReached


@dataclass(frozen=True, slots=True)
class Amount:
    """Tokens, and US dollars where they have a price."""

    tokens: int = 0
    usd: float = 0.0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.tokens + other.tokens, self.usd + other.usd)

    def __sub__(self, other: Amount) -> Amount:
        return Amount(self.tokens - other.tokens, self.usd - other.usd)


class Budget:
    """Bounds what all calls together may cost; ``None`` is no bound.

    A call is let through if the most that it can cost still fits beside what was spent and what other calls under
    way have reserved. A call that does not fit now but may when others have cost less than they might, waits for
    them. Where an answer was lost on the way it may have been paid for, so its reservation counts as spent.
    """

    def __init__(self, *, usd: float | None = None, tokens: int | None = None) -> None:
        self._usd = usd
        self._tokens = tokens
        self.spent = Amount()
        """What is settled."""
        self._reserved = Amount()
        self._under_way = 0
        self._settled = asyncio.Condition()

    @property
    def bounded(self) -> bool:
        """Whether there is any bound."""
        return self._usd is not None or self._tokens is not None

    async def reserve(self, most: Amount) -> None:
        """Set ``most`` aside for a call, once it fits.

        Raises:
            BudgetReached: it does not fit, and no other call is under way that could leave something over.
        """
        async with self._settled:
            while why := self._too_much(most):
                if not self._under_way:
                    raise BudgetReached(why)
                await self._settled.wait()
            self._reserved += most
            self._under_way += 1

    async def settle(self, reserved: Amount, spent: Amount) -> None:
        """Replace what was reserved for a call by what it has cost."""
        async with self._settled:
            self._reserved -= reserved
            self._under_way -= 1
            self.spent += spent
            self._settled.notify_all()

    def _too_much(self, most: Amount) -> str:
        after = self.spent + self._reserved + most
        if self._tokens is not None and after.tokens > self._tokens:
            return (
                f"the next call may take {most.tokens} tokens; of {self._tokens}, {self.spent.tokens} are spent "
                "(--max-tokens-total)"
            )
        if self._usd is not None and after.usd > self._usd:
            left = f"of ${self._usd:.4f}, ${self.spent.usd:.4f} are spent"
            return f"the next call may cost ${most.usd:.4f}, less with lower output_tokens; {left} (--budget)"
        return ""
