"""What may be spent: the most that calls under way can cost never goes beyond it."""

from __future__ import annotations

import asyncio
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skipping import skip_through

from summarizer.errors import BudgetReached
from summarizer.llm.budget import Amount, Budget


@settings(deadline=None, max_examples=50)
@given(
    seed=st.integers(0, 1000),
    usd=st.floats(0.01, 5.0),
    tokens=st.integers(100, 50_000),
    workers=st.integers(1, 20),
)
def test_never_exceeded_whatever_calls_cost(seed: int, usd: float, tokens: int, workers: int) -> None:
    chance = random.Random(seed)
    spent = Amount()

    async def main() -> None:
        nonlocal spent
        budget = Budget(usd=usd, tokens=tokens)

        async def worker() -> None:
            nonlocal spent
            for _ in range(10):
                most = Amount(chance.randint(1, 3_000), chance.uniform(0.0, 0.3))
                share = chance.random()
                await budget.reserve(most)
                await asyncio.sleep(chance.random())
                cost = Amount(int(most.tokens * share), most.usd * share)
                spent += cost
                await budget.settle(most, cost)

        await asyncio.gather(*(worker() for _ in range(workers)), return_exceptions=True)

    skip_through(main())
    assert spent.tokens <= tokens
    assert spent.usd <= usd + 1e-9


def test_a_call_waits_for_what_others_may_leave_over() -> None:
    async def main() -> list[str]:
        budget, order = Budget(usd=1.0), []

        async def call(name: str, most: float, cost: float) -> None:
            await budget.reserve(Amount(0, most))
            order.append(f"{name} begins")
            await asyncio.sleep(1)
            order.append(f"{name} ends")
            await budget.settle(Amount(0, most), Amount(0, cost))

        await asyncio.gather(call("first", 0.8, 0.1), call("second", 0.8, 0.1))
        return order

    assert skip_through(main()) == ["first begins", "first ends", "second begins", "second ends"]


def test_a_call_that_can_never_fit_is_refused_with_what_is_left() -> None:
    async def main() -> None:
        budget = Budget(usd=1.0)
        await budget.reserve(Amount(0, 0.6))
        await budget.settle(Amount(0, 0.6), Amount(0, 0.5))
        await budget.reserve(Amount(0, 0.6))

    with pytest.raises(BudgetReached, match=r"may cost \$0\.6000.*of \$1\.0000, \$0\.5000 are spent"):
        skip_through(main())
