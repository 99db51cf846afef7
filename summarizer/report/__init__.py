"""Draws a summary: for reading on a terminal, as Markdown, as a page, or as JSON."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from rich.console import Console

    from summarizer.summary import ArticleSummary, Part

Format = Literal["terminal", "json", "markdown", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)
# The controls and bidirectional overrides that JSON itself lets pass.
_UNSAFE_IN_JSON = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ENDINGS: dict[str, Format] = {
    ".json": "json",
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
}


def ending_of(format: Format) -> str:
    """The ending of files in ``format``, with its point."""
    return next((ending for ending, named in _ENDINGS.items() if named == format), ".txt")


def format_of(path: Path) -> Format | None:
    """The format that the ending of a file's name stands for, if any."""
    return _ENDINGS.get(path.suffix.lower())


def json_text(part: Part) -> str:
    """A part of a contract as indented JSON with a line end, safe to show on a terminal."""
    # Written as JSON escapes they mean the same, and act on no terminal that the file is shown on.
    written = part.model_dump_json(by_alias=True, indent=2)
    return _UNSAFE_IN_JSON.sub(lambda match: f"\\u{ord(match.group()):04x}", written) + "\n"


def render(summary: ArticleSummary, format: Format, console: Console | None = None) -> str:
    """Draw ``summary``; the text ends with a line end.

    ``console`` is the terminal that ``terminal`` fits its width and colours to. Without one it comes plain:
    one line for each thing, however long, and no escape sequences.
    """
    # Each layout is imported where it is chosen: rich and pydantic would slow down every start.
    if format == "json":
        return json_text(summary)
    if format == "markdown":
        from summarizer.report import markdown

        return markdown.render(summary)
    if format == "html":
        from summarizer.report import html

        return html.render(summary)
    from summarizer.report import terminal

    return terminal.render(summary, console)
