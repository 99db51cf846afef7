"""The report for reading: fitted to a terminal, or plain for pipes and files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.text import Text

from summarizer.report import wording
from summarizer.report.wording import Wording, visible
from summarizer.summary import ArticleSummary, Checks, Claim, Status

MEASURE = 100
"""No line is longer than this, however wide the terminal: long lines are hard to read."""
_NARROW = 30
"""With less room than this behind its lead, a paragraph starts on a line of its own."""

_GLUE = "\ufdd0"
"""Stands for a space at which no line may end, until lines are broken. No text holds it: :func:`visible` escapes it."""

_HEADING = "bold cyan"
_STATUS_STYLES: dict[Status, str] = {
    "confirmed": "green",
    "scheduled": "cyan",
    "hedged": "yellow",
    "unconfirmed": "bold yellow",
    "disputed": "bold red",
    "denied": "bold red",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One paragraph: ``lead`` stands on its first line, the others are indented by as much."""

    lead: Text
    body: Text


def terminal() -> Console | None:
    """The terminal behind standard output, with the colours it can show; ``None`` where there is none."""
    console = Console()
    if not console.is_terminal:
        return None
    return Console(color_system=None) if console.no_color else console


def render(summary: ArticleSummary, console: Console | None = None) -> str:
    """Draw ``summary`` for ``console``, or plain without one: one line a paragraph, no escape sequences."""
    rows = _rows(summary)
    if console is None:
        return "".join(f"{row.lead.plain}{row.body.plain}".replace(_GLUE, " ").rstrip() + "\n" for row in rows)
    with console.capture() as drawn:
        for row in rows:
            for line in _lines(row, console):
                console.print(line, soft_wrap=True, highlight=False)
    return drawn.get()


def _lines(row: Row, console: Console) -> Iterator[Text]:
    width = min(console.width, MEASURE)
    lead, indent = row.lead, row.lead.cell_len
    if width - indent < _NARROW and row.lead.plain.strip():
        lead.rstrip()
        yield lead
        lead, indent = Text(" " * 6), 6
    for line in row.body.wrap(console, max(width - indent, 1)) or [Text()]:
        line.rstrip()
        line.plain = line.plain.replace(_GLUE, " ")
        yield lead + line
        lead = Text(" " * indent)


def _rows(summary: ArticleSummary) -> Iterator[Row]:
    words = Wording(summary)
    yield Row(Text(), _text(words.title(), "bold"))
    yield Row(Text(), _text(" · ".join(wording.about_article(summary.article)), "dim"))
    yield from _heading("Brief")
    for sentence in summary.brief:
        yield Row(Text("  - "), _with_refs(sentence.text, sentence.claims))
    if not summary.brief:
        yield Row(Text("  "), _text(wording.NO_BRIEF))
    yield _blank()
    yield Row(Text(), _text(words.legend("*"), "dim"))
    # The statuses stand in a column of their own, where the eye can run down it.
    widths = max((len(claim.id) for claim in summary.claims), default=0), words.status_width()
    for section in words.sections():
        yield from _heading(section.title)
        for block in section.blocks:
            if block.source:
                yield Row(Text("  "), _text(block.source, "bold"))
            yield from (_claim(claim, words, *widths) for claim in block.claims)
    yield from _unconfirmed(summary)
    yield from _checks(summary.checks, words)
    yield from _heading("How it was made")
    for facts in wording.about_run(summary.run):
        yield Row(Text("  "), _text(" · ".join(facts), "dim"))


def _claim(claim: Claim, words: Wording, id_width: int, status_width: int) -> Row:
    standing = words.standing(claim)
    lead = Text("  * " if claim.key else "    ")
    lead.append(f"{visible(claim.id):<{id_width}}  ", "dim")
    lead.append(standing.status.ljust(status_width) + "  ", _STATUS_STYLES.get(claim.status, "dim"))
    text = _text(claim.text)
    said = _text(" · ".join(standing.said), "dim")
    return Row(lead, _join(f" —{_GLUE}", text, said) if standing.said else text)


def _unconfirmed(summary: ArticleSummary) -> Iterator[Row]:
    yield from _heading("Unconfirmed")
    for item in summary.unconfirmed:
        yield Row(Text("  - "), _with_refs(item.text, item.claims))
        why = _text(wording.why_open(item), "yellow")
        quotes = [_text(wording.quoted(words.exact), "dim") for words in item.evidence]
        yield Row(Text("    "), _join(": ", why, _join(" ", *quotes)) if quotes else why)
    if not summary.unconfirmed:
        yield Row(Text("  "), _text(wording.NOTHING_OPEN))


def _checks(checks: Checks, words: Wording) -> Iterator[Row]:
    yield from _heading("Checks")
    for item in checks.rejected:
        yield _check("rejected", "red", wording.rejected(item), item.check)
    for repair in checks.repaired:
        yield _check("repaired", "cyan", words.repaired(repair), repair.check)
    for warning in checks.warnings:
        yield _check("warning", "yellow", wording.warned(warning), warning.check)
    if not (checks.rejected or checks.repaired or checks.warnings):
        yield Row(Text("  "), _text(wording.NOTHING_CHECKED))


def _check(label: str, style: str, text: str, name: str | None) -> Row:
    body = _join(" ", _text(text), _text(f"[{name}]", "dim")) if name else _text(text)
    return Row(Text().append(f"  {label:<8}  ", style), body)


def _with_refs(text: str, claims: list[str]) -> Text:
    return _join(" ", _text(text), Text().append(visible(wording.refs(claims)).replace(" ", _GLUE), "dim"))


def _heading(title: str) -> Iterator[Row]:
    yield _blank()
    yield Row(Text(), _text(title, _HEADING))


def _blank() -> Row:
    return Row(Text(), Text())


def _join(separator: str, *parts: Text) -> Text:
    joined = Text()
    for number, part in enumerate(parts):
        if number:
            joined.append(separator, "dim")
        joined.append_text(part)
    return joined


def _text(text: str, style: str = "") -> Text:
    """``text`` safe for a terminal. The style is a span: a text's own style would spread to what is appended."""
    return Text().append(visible(text), style)
