"""The page of a folder: a table of its articles, who is cited, and what rests on one medium alone.

Summaries stream through :class:`Desk`, which keeps a row for each and counts; the page is one file, and links to
the articles' own pages beside their summaries.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from urllib.parse import quote

from summarizer.report import wording
from summarizer.report.html import GROUP, page
from summarizer.report.wording import KIND, Wording, count
from summarizer.summary import MEDIA_KINDS, ArticleSummary, Claim, Group, Kind, Source

MOST_CITED = 25
"""Sources listed; the rest is counted."""
SHOWN_CLAIMS = 10
"""Claims listed for one medium; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Row:
    """One article of the table."""

    title: str
    link: str
    """Relative address of its page, percent-encoded."""
    date: str
    """ISO 8601 as the article gives it, or empty."""
    agency: str
    groups: dict[Group, int]
    """Claims by group."""
    open: int
    """Unconfirmed matters."""
    noted: int
    """What the checks rejected, repaired or warned of."""

    @property
    def claims(self) -> int:
        """All claims."""
        return sum(self.groups.values())


@dataclass(frozen=True, slots=True)
class Rest:
    """A claim that rests on one medium alone."""

    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart."""

    label: str
    number: int
    share: float
    """Of the longest bar, in per cent."""


@dataclass
class Desk:
    """What is known of a folder's summaries so far."""

    rows: list[Row] = field(default_factory=list)
    _kinds: Counter[Kind | None] = field(default_factory=Counter)
    _cited: Counter[tuple[str, Kind]] = field(default_factory=Counter)
    _names: dict[tuple[str, Kind], str] = field(default_factory=dict)
    _alone: Counter[str] = field(default_factory=Counter)
    _rests: dict[str, list[Rest]] = field(default_factory=lambda: defaultdict(list))

    def add(self, summary: ArticleSummary, link: str) -> None:
        """Take in one summary; ``link`` is the relative path of its page."""
        address = quote(link)
        self.rows.append(_row(summary, address))
        sources = {source.id: source for source in summary.sources}
        for claim in summary.claims:
            chain = [sources[key] for key in claim.attribution.chain]
            self._kinds[chain[0].kind if chain else None] += 1
            for source in chain:
                self._cite(source)
            if len(chain) == 1 and chain[0].kind in MEDIA_KINDS and claim.status != "confirmed":
                self._rest(chain[0], claim, address)

    def _cite(self, source: Source) -> None:
        key = _key(source)
        self._names.setdefault(key, source.name)
        self._cited[key] += 1

    def _rest(self, medium: Source, claim: Claim, address: str) -> None:
        name = self._names[_key(medium)]
        self._alone[name] += 1
        if len(self._rests[name]) < SHOWN_CLAIMS:
            self._rests[name].append(Rest(claim.text, f"{address}#{claim.id}"))

    def draw(self, title: str) -> str:
        """The page, of HTML 5."""
        return page(
            "folder.html.jinja",
            styles=("page.css",),
            script="folder.js",
            title=title,
            rows=sorted(self.rows, key=lambda row: (row.date, row.title), reverse=True),
            groups=GROUP,
            totals={group: sum(row.groups.get(group, 0) for row in self.rows) for group in GROUP},
            kinds=_bars({KIND[kind] if kind else wording.GROUP["article"]: n for kind, n in self._kinds.items()}),
            cited=_bars({f"{self._names[key]} ({KIND[key[1]]})": n for key, n in self._cited.most_common(MOST_CITED)}),
            others=max(0, len(self._cited) - MOST_CITED),
            alone=[(name, number, self._rests[name]) for name, number in self._alone.most_common()],
            count=count,
        )


def _key(source: Source) -> tuple[str, Kind]:
    """What makes two articles' sources one: the name, and the role in which it speaks."""
    return source.name.casefold().removeprefix("the "), source.kind


def _row(summary: ArticleSummary, address: str) -> Row:
    checks = summary.checks
    return Row(
        title=Wording(summary).title(),
        link=address,
        date=summary.article.published_at or summary.article.updated_at or "",
        agency=summary.article.agency or summary.article.outlet or "",
        groups=dict(Counter(claim.attribution.group for claim in summary.claims)),
        open=len(summary.unconfirmed),
        noted=len(checks.rejected) + len(checks.repaired) + len(checks.warnings),
    )


def _bars(numbers: dict[str, int]) -> list[Bar]:
    longest = max(numbers.values(), default=1)
    ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    return [Bar(label, number, round(100 * number / longest, 1)) for label, number in ordered]
