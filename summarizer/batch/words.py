"""What is said before a run, at its end, and about a summary of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from summarizer.batch.display import duration
from summarizer.batch.estimate import Estimate
from summarizer.batch.explain import Part
from summarizer.batch.records import FAILURES
from summarizer.batch.run import Result
from summarizer.report.wording import visible
from summarizer.summary import ArticleSummary


def closing(result: Result) -> str:
    """The closing table, as text with a line end."""
    report, tally, spent = result.report, result.tally, result.tally.spent
    rows = [("done", f"{tally.done:,}")]
    if tally.copied:
        rows.append(("same text", f"{tally.copied:,}"))
    rows += [("reused", f"{tally.reused:,}"), ("failed", f"{tally.failed:,}")]
    if tally.skipped:
        rows.append(("skipped", f"{tally.skipped:,} that hold no article by their kind"))
    if tally.unfinished:
        rows.append(("given up", f"{tally.unfinished:,}"))
    if tally.waiting:
        rows.append(("waiting", f"{tally.waiting:,}"))
    rows.append(("model", str(report["model"])))
    if spent.requests:
        again = f", {spent.reasks:,} asked again" if spent.reasks else ""
        replayed = f", {spent.replayed:,} from recordings" if spent.replayed else ""
        at_a_time = f", at most {report['peak_calls']} at a time" if report["peak_calls"] else ""
        rows.append(("calls", f"{spent.requests:,}{again}{replayed}{at_a_time}"))
        rows.append(("tokens", f"{spent.prompt_tokens:,} in, {spent.completion_tokens:,} out"))
        rows.append(("cost", f"${spent.cost:.4f}" if spent.cost is not None else "no price known"))
    pace = f", {report['articles_per_minute']:,} articles a minute" if tally.done else ""
    rows.append(("time", f"{duration(report['seconds'])}{pace}"))
    return _aligned(rows)


def foretold(estimate: Estimate, model: str) -> str:
    """What a dry run found, as text with a line end."""
    rows = [("to do", f"{estimate.articles:,}")]
    if estimate.copies:
        rows.append(("same text", f"{estimate.copies:,}"))
    rows.append(("done already", f"{estimate.reused:,}"))
    if estimate.skipped:
        rows.append(("skipped", f"{estimate.skipped:,}"))
    if estimate.unusable:
        rows.append(("unusable", f"{estimate.unusable:,}"))
    rows.append(("model", model))
    if estimate.calls:
        rows.append(("calls", f"about {estimate.calls:,}"))
        rows.append(("tokens", f"about {estimate.prompt_tokens:,} in, {estimate.answer_tokens:,} out"))
        known = estimate.cost is not None
        rows.append(("cost", f"about ${estimate.cost:.4f}" if known else f"no price known for {model}"))
        if estimate.seconds is not None:
            rows.append(("time", f"about {duration(estimate.seconds)}"))
        rows.append(("", "re-asks and failed attempts come on top"))
    return _aligned(rows)


def explained(summary: ArticleSummary, parts: Sequence[Part]) -> str:
    """What ``summarizer explain`` prints, as text with a line end."""
    rows = []
    for part in parts:
        if part.now is None:
            standing = "cannot be told: the article is not where it was"
        else:
            standing = f"now {_short(part.now)}" if part.changed else "the same"
        rows.append((part.name, f"{_short(part.was):<20}  {standing}"))
    changed = [part.name for part in parts if part.changed]
    verdict = f"made anew: {', '.join(changed)} changed" if changed else "reused"
    made = f"{visible(summary.article.path or 'an article')}, by summarizer {summary.run.summarizer_version}"
    return f"{made}\n{_aligned(rows)}A run with these settings would find it {verdict}.\n"


def _short(value: str) -> str:
    """A hash by its beginning, anything else as it is."""
    return f"{value[:16]}…" if re.fullmatch("[0-9a-f]{64}", value) else visible(value)


def _aligned(rows: Sequence[tuple[str, str]]) -> str:
    width = max(len(name) for name, _ in rows)
    return "".join(f"{name:<{width}}  {value}\n" for name, value in rows)


def how_to_go_on(result: Result, out: Path) -> str:
    """Why a run ended before its time, or what failed, and what to do; empty where all is done."""
    if result.ending.cause == "interrupted":
        return "interrupted; the same command goes on where this one ended"
    if result.ending.cause != "done":
        return f"ended: {result.ending.why}; the same command goes on where this one ended"
    if result.tally.waiting:
        waits = f"{result.tally.waiting} wait for the provider's answers; --collect fetches what is ready, "
        return waits + "and without --detach or --collect the same command waits for the rest"
    if result.tally.failed:
        return f"{result.tally.failed} failed, see {out / FAILURES}; the same command tries them again"
    return ""
