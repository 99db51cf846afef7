"""The report as a page: one file with the evidence beside the claims. It loads nothing and works from disk.

What comes from an article or a model reaches the page through autoescaped templates as text or as an attribute's
value, never as script or style: those are fixed files, and the page's Content-Security-Policy lets in no others.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from summarizer.report import wording
from summarizer.report.highlight import Annotation, Segment, annotated, segments
from summarizer.report.wording import Wording, harmless, visible

if TYPE_CHECKING:
    from jinja2 import Template

    from summarizer.summary import ArticleSummary, Group, Source

GROUP: dict[Group, str] = {
    "official": "Official, on record",
    "unnamed_official": "Official, not named",
    "media": "Media",
    "other": "Others",
    "article": "The article itself",
}
"""Labels of the groups on a claim and in the filters."""


_NONE = "'none'"


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the article as the page draws it."""

    text: str
    group: str
    """Group of the first claim that rests on it; empty where none does."""
    tokens: str
    """What rests on it, for the script: ``c1 c2 u1``."""
    anchors: tuple[str, ...]
    """Ids under which links find the place where evidence begins."""
    refs: tuple[str, ...]
    """Claims whose evidence ends here."""


def render(summary: ArticleSummary) -> str:
    """Draw ``summary`` as a self-contained page of HTML 5."""
    words = Wording(summary)
    shown_groups = {claim.attribution.group for claim in summary.claims}
    shown_statuses = {claim.status for claim in summary.claims}
    return page(
        "article.html.jinja",
        styles=("page.css",),
        script="article.js",
        summary=summary,
        words=words,
        wording=wording,
        pieces=list(_pieces(summary)),
        sections=words.sections(),
        sources={source.id: source for source in summary.sources},
        groups={group: label for group, label in GROUP.items() if group in shown_groups},
        statuses={status: label for status, label in wording.STATUS.items() if status in shown_statuses},
        cited=_cited(summary),
    )


def page(template: str, *, styles: Sequence[str], script: str | None = None, rules: str = "", **values: Any) -> str:  # noqa: ANN401 - whatever it takes
    """Fill a template with values, and its own style and script.

    Args:
        template: file name in ``summarizer/report/pages``, as are ``styles`` and ``script``.
        styles: fixed style sheets that the page carries.
        script: fixed script that the page carries, if any.
        rules: more rules of style; made by the program of its own names, never of what it read.
        values: what the template shows; all of it is escaped.
    """
    css = "".join([*map(_file, styles), rules])
    javascript = _file(script) if script else ""
    return _template(template).render(
        **values,
        style=css,
        script=javascript,
        policy=f"default-src 'none'; style-src {_hash(css)}; "
        f"script-src {_hash(javascript) if script else _NONE}; base-uri 'none'; form-action 'none'",
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("summarizer.report", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["visible"] = visible
    return environment


@cache
def _template(name: str) -> Template:
    return _environment().get_template(name)


@cache
def _file(name: str) -> str:
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), name)[0]


def _hash(text: str) -> str:
    """A source expression of Content-Security-Policy level 2 for one inline element."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _cited(summary: ArticleSummary) -> list[Source]:
    """The sources that stand in a chain, by name."""
    used = {key for claim in summary.claims for key in claim.attribution.chain}
    return sorted((source for source in summary.sources if source.id in used), key=lambda s: s.name.casefold())


def _pieces(summary: ArticleSummary) -> Iterator[Piece]:
    groups = {claim.id: claim.attribution.group for claim in summary.claims}
    anchored: set[str] = set()
    for segment in segments(summary.article.text, annotated(summary)):
        yield _piece(segment, groups, anchored)


def _piece(segment: Segment, groups: dict[str, Group], anchored: set[str]) -> Piece:
    carried = [groups[mark.target] for mark in segment.over if mark.role == "evidence"]
    anchors = [name for mark in segment.begins if (name := _anchor(mark)) not in anchored]
    anchored.update(anchors)
    return Piece(
        text=harmless(segment.text),
        group=carried[0] if carried else "",
        tokens=" ".join(dict.fromkeys(_token(mark) for mark in segment.over)),
        anchors=tuple(anchors),
        refs=tuple(dict.fromkeys(mark.target for mark in segment.ends if mark.role == "evidence")),
    )


def _token(mark: Annotation) -> str:
    return f"{mark.target}-why" if mark.role == "decided" else mark.target


def _anchor(mark: Annotation) -> str:
    return f"at-{_token(mark)}"
