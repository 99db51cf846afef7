"""``summarizer report``: the pages of a folder of summaries."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.commands.output import print_out, write_whole
from summarizer.commands.session import Session
from summarizer.errors import SummarizerError
from summarizer.progress import show_progress

if TYPE_CHECKING:
    from summarizer.summary import ArticleSummary

_INDEX = "index.html"


@click.command(short_help="Draw the pages of a folder of summaries.")
@click.argument("folder", metavar="OUT", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--title", metavar="TEXT", help="Title of the folder's page; by default the folder's name.")
@click.option("-v", "--verbose", count=True, help="Tell what is done; twice: also where an error came from.")
@click.option("-q", "--quiet", is_flag=True, help="Nothing on standard error but errors.")
@click.pass_obj
def report(session: Session, folder: Path, title: str | None, verbose: int, quiet: bool) -> None:
    """Draw a page for every summary (NAME.json) under folder OUT, and OUT/index.html with a table of them all.

    The pages hold everything that they show: they load nothing, work from disk and can be mailed.

    \b
    Examples:
      summarizer report desk
      summarizer report desk --title "Desk, 3 September"
    """
    session.talks(verbose=verbose, quiet=quiet)

    from summarizer.report import html
    from summarizer.report.folder import Desk

    desk = Desk()
    files = sorted(file for file in folder.rglob("*.json") if not _hidden(file.relative_to(folder)))
    with show_progress(sys.stderr, verbose=verbose, quiet=quiet or sys.stderr is None) as progress:
        progress.stage("drawing pages")
        for file, summary in _summaries(session, files):
            drawn = _page(folder, file)
            write_whole(drawn, html.render(summary), within=folder)
            desk.add(summary, drawn.relative_to(folder).as_posix())
            progress.advance(len(desk.rows), len(files))
    if not desk.rows:
        raise SummarizerError(f"no summary in {folder}: it holds no NAME.json that --format json wrote")
    index = folder / _INDEX
    write_whole(index, desk.draw(title or folder.resolve().name), within=folder)
    print_out(f"{index}\n")


def _summaries(session: Session, files: list[Path]) -> Iterator[tuple[Path, ArticleSummary]]:
    """The files that hold summaries; others are passed over, broken ones are told."""
    from pydantic import ValidationError

    from summarizer.summary import ArticleSummary

    for file in files:
        try:
            data = file.read_bytes()
        except OSError as error:
            session.tell(f"{file} cannot be read: {error.strerror or error}")
            continue
        if b'"schema_version"' not in data:
            continue
        try:
            yield file, ArticleSummary.model_validate_json(data)
        except ValidationError as error:
            session.tell(f"{file} is no summary of this version: {error.errors()[0]['msg']}")


def _hidden(path: Path) -> bool:
    return any(part.startswith(".") for part in path.parts)


def _page(folder: Path, file: Path) -> Path:
    """Where the page of a summary goes: beside it, out of the way of the folder's own page."""
    drawn = file.with_suffix(".html")
    return file.with_suffix(".json.html") if drawn == folder / _INDEX else drawn
