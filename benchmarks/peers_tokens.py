"""Calls and tokens of this program and its peers with a strong model of large context.

    python benchmarks/peers_tokens.py [GOLD ...]

A script answers in the model's place, with the gold in the form that each asks for, so nothing depends on a model's
mood. Tokens are counted with the embedded model's template and tokenizer, for all alike. Needs the extras ``local`` and
``eval``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from contest import (
    FULL_LANGEXTRACT,
    LANGEXTRACT,
    PEERS,
    Contestant,
    Outcome,
    contest,
    note,
    ours,
    ours_with_strong_model,
    peer,
    peers_versions,
    relayed,
)
from results import write
from scripted import our_script

from summarizer.evaluation.gold import GoldArticle, load_gold

OURS = Contestant("summarizer", our_script)
HERE = Path(__file__).parent


def main(folders: Sequence[Path]) -> None:
    """Measure and write."""
    lines: list[str] = []
    with relayed(context_tokens=512) as relay:
        for folder in folders:
            gold = load_gold(folder)
            found: list[Outcome] = []
            with ours(*ours_with_strong_model(relay)) as ask:
                found += contest(OURS, ask, gold, relay, scripted=True)
            for one in (LANGEXTRACT, FULL_LANGEXTRACT, *PEERS[1:]):
                with peer(one, relay, "gpt-5-mini") as ask:
                    found += contest(one, ask, gold, relay, scripted=True)
            for outcome in found:
                note(outcome)
            lines += [*_heading(gold), *table(found), ""]
    write("peers-tokens", lines[:-1], versions=peers_versions())


def _heading(gold: Sequence[GoldArticle]) -> list[str]:
    words = sum(len(article.article.text.split()) for article in gold)
    what = f"{len(gold)} articles of {words / len(gold):.0f} words in the mean" if len(gold) > 1 else "An article"
    return [f"{what}:" if len(gold) > 1 else f"{what} of {words:,} words:", ""]


def table(found: Sequence[Outcome]) -> list[str]:
    """A row of means per article for each contestant."""
    lines = [
        "| per article | calls | prompt tokens | with the schema | answer tokens | of the gold fed in, came out "
        "| attributed, with the right source |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in dict.fromkeys(outcome.contestant for outcome in found):
        own = [outcome for outcome in found if outcome.contestant == name]
        lines.append(
            f"| {name} | {_mean(own, 'calls'):.1f} | {_mean(own, 'prompt_tokens'):,.0f} "
            f"| {_mean(own, 'prompt_tokens') + _mean(own, 'schema_tokens'):,.0f} "
            f"| {_mean(own, 'completion_tokens'):,.0f} "
            f"| {_share(own, 'recall', 'recall')} | {_share(own, 'source_attributed', 'recall_attributed')} |"
        )
    return lines


def _mean(outcomes: Sequence[Outcome], what: str) -> float:
    return float(sum(getattr(outcome, what) for outcome in outcomes) / len(outcomes))


def _share(outcomes: Sequence[Outcome], hit: str, of: str) -> str:
    hits, all_ = (sum(outcome.hits.get(hit, 0) for outcome in outcomes), sum(o.of.get(of, 0) for o in outcomes))
    return f"{hits:.0f} of {all_:.0f}"


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]] or [HERE.parent / "tests" / "gold", HERE / "long"])
