"""What a call costs, by a list of prices that is kept up, or by the user's own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from summarizer.llm.addresses import is_loopback
from summarizer.llm.meter import tokens, usage_of

_MILLION = 1_000_000
_BATCH_SHARE = 0.5
"""What a token costs in a batch, of what it costs in a call: so at every provider that has both."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Prices of a model.

    They are those of the provider that ``base_url`` belongs to. A model on this machine has no price.
    ``own`` goes before the list: US dollars for a million tokens of prompt, and for a million of answer.
    With ``batch`` they are those of the provider's batch interface: as the list has them, and half of ``own``.
    """

    base_url: str | None
    model: str
    own: tuple[float, float] | None = None
    batch: bool = False

    def of(self, body: Mapping[str, object]) -> float | None:
        """Price of the answer with this JSON in US dollars, or ``None`` where none is known.

        The price of the model that answered, or else of the one that was asked.
        """
        usage = usage_of(body)
        if not usage:
            return None
        details = usage.get("prompt_tokens_details")
        cached = tokens(details, "cached_tokens") if isinstance(details, dict) else 0
        names = (body.get("model"), self.model)
        return self._price(tokens(usage, "prompt_tokens"), tokens(usage, "completion_tokens"), cached, names)

    def quote(self, prompt: int, answer: int) -> float | None:
        """Price of so many tokens in US dollars, or ``None`` where none is known."""
        return self._price(prompt, answer, 0, (self.model,))

    def _price(self, prompt: int, answer: int, cached: int, names: tuple[object, ...]) -> float | None:
        if self.own is not None:
            share = _BATCH_SHARE if self.batch else 1.0
            return share * (prompt * self.own[0] + answer * self.own[1]) / _MILLION
        if self.base_url is None or is_loopback(self.base_url):
            return None
        from genai_prices import Usage, calc_price
        from genai_prices.types import PriceContext

        context: PriceContext | None = {"processing": "batch"} if self.batch else None
        spent = Usage(input_tokens=prompt, output_tokens=answer, cache_read_tokens=min(cached, prompt))
        for name in names:
            if not isinstance(name, str):
                continue
            try:
                found = calc_price(spent, name, provider_api_url=self.base_url, price_context=context)
                return float(found.total_price)
            except (LookupError, ValueError):
                continue  # not on the list, under this name
        return None
