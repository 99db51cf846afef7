"""This program and its peers with the embedded model on annotated articles: what they find, and what it takes.

    python benchmarks/peers_embedded.py [GOLD] [--articles NAME,NAME] [--section peers-quality] [--keep FILE]

All ask the same running model through one relay, article by article, so that they share whatever else the machine has
to do. Peers on this model take minutes an article: ``--articles`` takes some of the folder's, ``--keep`` goes on where
a run ended. Needs the extras ``local`` and ``eval``.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from contest import (
    PEERS,
    Contestant,
    Outcome,
    contest,
    keep,
    kept,
    note,
    ours,
    ours_with_embedded_model,
    ours_without_model,
    peer,
    peers_versions,
    relayed,
)
from results import write
from scripted import our_script

from summarizer.evaluation.gold import load_gold
from summarizer.evaluation.run import chosen
from summarizer.llm.registry import EMBEDDED_MODEL

WITH_MODEL = Contestant("summarizer", our_script)
WITHOUT = Contestant("summarizer, no model", our_script)
_CONTEXT = 4096


def main(folder: Path, names: Sequence[str], section: str, file: Path | None) -> None:
    """Measure and write."""
    gold = chosen(load_gold(folder), names)
    found = [outcome for outcome in (kept(file) if file else []) if outcome.article in {a.name for a in gold}]
    done = {(outcome.contestant, outcome.article) for outcome in found}
    with relayed(_CONTEXT) as relay, ExitStack() as open_:
        asks = {
            WITHOUT: open_.enter_context(ours(*ours_without_model())),
            WITH_MODEL: open_.enter_context(ours(*ours_with_embedded_model(relay))),
        }
        asks |= {one: open_.enter_context(peer(one, relay, EMBEDDED_MODEL)) for one in PEERS}
        for article in gold:
            for one, ask in asks.items():
                if (one.name, article.name) not in done:
                    for outcome in contest(one, ask, [article], relay, scripted=False):
                        note(outcome)
                        found.append(outcome)
                        if file:
                            keep(file, outcome)
    words = sum(len(article.article.text.split()) for article in gold)
    lines = [
        f"{len(gold)} articles, {words:,} words, {sum(len(article.claims) for article in gold)} claims in gold.",
        "",
    ]
    write(section, lines + table(found, timed=section == "peers-time"), versions=peers_versions())


def table(found: Sequence[Outcome], *, timed: bool) -> list[str]:
    """A row for each contestant: sums over the articles; with ``timed``, also how long they took."""
    lines = [
        "| | claims told | found, of gold | attributed, with the right source | status right, of open ones "
        "| sources invented | calls | prompt tokens | answer tokens | articles failed |"
        + (" seconds an article | the model's share of it |" if timed else ""),
        "|---|---|---|---|---|---|---|---|---|---|" + ("---|---|" if timed else ""),
    ]
    for name in dict.fromkeys(outcome.contestant for outcome in found):
        own = [outcome for outcome in found if outcome.contestant == name]
        lines.append(
            f"| {name} | {sum(one.claims for one in own)} | {_share(own, 'recall', 'recall')} "
            f"| {_share(own, 'source_attributed', 'recall_attributed')} | {_share(own, 'status_open', 'status_open')} "
            f"| {sum(len(one.invented) for one in own)} | {sum(one.calls for one in own)} "
            f"| {sum(one.prompt_tokens for one in own):,} | {sum(one.completion_tokens for one in own):,} "
            f"| {sum(one.failed is not None for one in own)} |" + (_time(own) if timed else "")
        )
    return lines


def _time(own: Sequence[Outcome]) -> str:
    seconds, model = sum(one.seconds for one in own), sum(one.model_seconds for one in own)
    return f" {seconds / len(own):.1f} | {100 * model / seconds:.0f} % |"


def _share(outcomes: Sequence[Outcome], hit: str, of: str) -> str:
    hits, all_ = sum(one.hits.get(hit, 0) for one in outcomes), sum(one.of.get(of, 0) for one in outcomes)
    return f"{hits:.0f} of {all_:.0f}" + (f" ({100 * hits / all_:.0f} %)" if all_ else "")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path, nargs="?", default=Path(__file__).parent.parent / "tests" / "gold")
    parser.add_argument("--articles", default="")
    parser.add_argument("--section", default="peers-quality")
    parser.add_argument("--keep", type=Path)
    given = parser.parse_args()
    main(given.gold, [name for name in given.articles.split(",") if name], given.section, given.keep)
