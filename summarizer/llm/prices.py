"""What a call costs, by the public price list that ``genai-prices`` ships. No network is used."""

from __future__ import annotations

from collections.abc import Mapping

from summarizer.llm.addresses import is_loopback
from summarizer.llm.meter import tokens, usage_of


def price(body: Mapping[str, object], *, base_url: str, model: str) -> float | None:
    """Price of one answer in US dollars, or ``None`` where none is known.

    ``body`` is the answer's JSON; the prices are those of the provider that ``base_url`` belongs to,
    for the model that answered, or else for ``model``, the one that was asked. A model on this
    machine has no price.
    """
    usage = usage_of(body)
    if not usage or is_loopback(base_url):
        return None
    from genai_prices import Usage, calc_price

    details = usage.get("prompt_tokens_details")
    cached = tokens(details, "cached_tokens") if isinstance(details, dict) else 0
    prompt = tokens(usage, "prompt_tokens")
    spent = Usage(
        input_tokens=prompt,
        output_tokens=tokens(usage, "completion_tokens"),
        cache_read_tokens=min(cached, prompt),
    )
    for name in (body.get("model"), model):
        if not isinstance(name, str):
            continue
        try:
            return float(calc_price(spent, name, provider_api_url=base_url).total_price)
        except (LookupError, ValueError):
            continue  # not on the list, under this name
    return None
