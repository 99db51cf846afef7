"""Keeps to the budget."""

from __future__ import annotations

import httpx2

from summarizer.llm.asked import size_of
from summarizer.llm.bodies import body_of
from summarizer.llm.budget import Amount, Budget
from summarizer.llm.meter import tokens, usage_of
from summarizer.llm.prices import Prices


class Budgeting(httpx2.AsyncBaseTransport):
    """Reserves the most that a call can cost before it is made, and settles what it did cost.

    It sits below the retries: every attempt is a call that may be paid for. Raises ``BudgetReached`` where the
    budget does not suffice.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, budget: Budget, prices: Prices) -> None:
        self._inner = inner
        self._budget = budget
        self._prices = prices

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Pass the request on if it can be paid for."""
        if not self._budget.bounded:
            return await self._inner.handle_async_request(request)
        size = size_of(request.content)
        most = Amount(
            size.most_prompt + size.most_answer, self._prices.quote(size.most_prompt, size.most_answer) or 0.0
        )
        await self._budget.reserve(most)
        spent = most  # where no reply tells otherwise, it may have been answered, and paid for
        try:
            response = await self._inner.handle_async_request(request)
            spent = self._cost(response, most)
            return response
        except (httpx2.ConnectError, httpx2.ConnectTimeout):
            spent = Amount()  # nobody was reached
            raise
        finally:
            await self._budget.settle(most, spent)

    async def aclose(self) -> None:
        """Close what is below."""
        await self._inner.aclose()

    def _cost(self, response: httpx2.Response, most: Amount) -> Amount:
        body = body_of(response)
        usage = usage_of(body)
        if not usage or not isinstance(body, dict):
            return most if response.status_code == 200 else Amount()
        taken = tokens(usage, "prompt_tokens") + tokens(usage, "completion_tokens")
        return Amount(taken, self._prices.of(body) or 0.0)
