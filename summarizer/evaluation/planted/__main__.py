"""Catch rates in the terminal."""

from __future__ import annotations
import sys
from collections import Counter, defaultdict
from pathlib import Path
from summarizer.evaluation.gold import load_gold
from summarizer.evaluation.planted.score import judge_all


def main() -> None:
    args = sys.argv[1:]
    kinds = [args[i + 1] for i, a in enumerate(args) if a == "--kind"]
    folders = [a for i, a in enumerate(args) if not a.startswith("--") and (i == 0 or args[i - 1] != "--kind")]
    show = "--list" in args
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    lines: dict[str, list[str]] = defaultdict(list)
    for folder in folders:
        for gold in load_gold(Path(folder)):
            for judged in judge_all(gold, kinds):
                counts[judged.error.kind][judged.outcome] += 1
                e = judged.error
                if show and judged.outcome in ("missed", "flagged") or "--all" in args:
                    lines[e.kind].append(
                        f"{judged.outcome[0].upper()} {gold.name} {e.before}  =>  {e.after}  | {e.truth.claims[e.claim].text if e.field not in ('text', 'brief') else ''} | {e.truth.claims[e.claim].quote}"
                    )
    families: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, c in counts.items():
        families[kind.split(".")[0]].update(c)
    for table in (counts, families):
        for kind, c in table.items():
            n = c.total()
            caught = c["removed"] + c["repaired"]
            print(
                f"{kind:30} {caught:4}/{n:<4} {caught / n:6.1%}  removed {c['removed']:3} repaired {c['repaired']:4} flagged {c['flagged']:3} missed {c['missed']:3}"
            )
        print()
    for kind, ls in lines.items():
        print("--", kind)
        for line in ls:
            print("   ", line)


main()
