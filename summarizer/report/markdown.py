"""The report as Markdown (CommonMark): for notes, tickets and pages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from summarizer.report import wording
from summarizer.report.wording import Wording, visible
from summarizer.summary import ArticleSummary, Checks, Claim

# Every character that opens an inline construct in CommonMark or in its GitHub dialect ("$" is mathematics there).
_INLINE = re.compile(r"[\\`*_\[\]<>|~$#]|&(?=[#\w]+;)")
# What would make a list item's text a heading, a quotation or another list.
_OPENING = re.compile(r"^(?:(\d+)(?=[.)])|(?=[+=:-]))")


def render(summary: ArticleSummary) -> str:
    """Draw ``summary`` as Markdown."""
    return "".join(f"{line}\n" for line in _lines(summary))


def escape(text: str) -> str:
    """``text`` on one line, so that Markdown shows it as it is."""
    inline = _INLINE.sub(r"\\\g<0>", visible(text))
    return _OPENING.sub(r"\1\\", inline)


def _lines(summary: ArticleSummary) -> Iterator[str]:
    words = Wording(summary)
    yield f"# {escape(words.title())}"
    yield ""
    yield escape(" · ".join(wording.about_article(summary.article)))
    yield from _heading("Brief")
    for sentence in summary.brief:
        yield f"- {escape(sentence.text)} {_refs(sentence.claims)}"
    if not summary.brief:
        yield f"- {wording.NO_BRIEF}"
    yield from _heading("Claims")
    yield words.legend("★")
    for section in words.sections():
        yield from _heading(section.title, level=3)
        for number, block in enumerate(section.blocks):
            if block.source:
                yield from ([""] if number else [])
                yield f"**{escape(block.source)}**"
                yield ""
            yield from (_claim(claim, words) for claim in block.claims)
    yield from _unconfirmed(summary)
    yield from _checks(summary.checks, words)
    yield from _heading("How it was made")
    for facts in wording.about_run(summary.run):
        yield f"- {escape(' · '.join(facts))}"


def _claim(claim: Claim, words: Wording) -> str:
    standing = words.standing(claim)
    mark = " ★" if claim.key else ""
    said = f" — {escape(' · '.join(standing.said))}" if standing.said else ""
    return f"- **{escape(claim.id)}**{mark} *{standing.status}*: {escape(claim.text)}{said}"


def _unconfirmed(summary: ArticleSummary) -> Iterator[str]:
    yield from _heading("Unconfirmed")
    for item in summary.unconfirmed:
        yield f"- {escape(item.text)} {_refs(item.claims)}"
        yield f"  - *{escape(wording.why_open(item))}*"
        yield from (f"  - {escape(wording.quoted(words.exact))}" for words in item.evidence)
    if not summary.unconfirmed:
        yield f"- {wording.NOTHING_OPEN}"


def _checks(checks: Checks, words: Wording) -> Iterator[str]:
    yield from _heading("Checks")
    for item in checks.rejected:
        yield _check("rejected", wording.rejected(item), item.check)
    for repair in checks.repaired:
        yield _check("repaired", words.repaired(repair), repair.check)
    for warning in checks.warnings:
        yield _check("warning", wording.warned(warning), warning.check)
    if not (checks.rejected or checks.repaired or checks.warnings):
        yield f"- {wording.NOTHING_CHECKED}"


def _check(label: str, text: str, name: str | None) -> str:
    return f"- **{label}** {escape(text)}" + (f" (check: {escape(name)})" if name else "")


def _heading(title: str, level: int = 2) -> Iterator[str]:
    yield ""
    yield f"{'#' * level} {escape(title)}"
    yield ""


def _refs(claims: list[str]) -> str:
    return escape(wording.refs(claims))
