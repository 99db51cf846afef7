"""``summarizer export`` and ``summarizer search``: the summaries of an output folder as tables."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.commands.output import check_output, print_out
from summarizer.commands.session import Session
from summarizer.errors import ConfigurationError
from summarizer.files import leads_out
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from summarizer.export.search import Hit

_FORMS = ("sqlite", "csv", "jsonl", "parquet")
_GROUPS = ("official", "unnamed_official", "media", "other", "article")
_STATUSES = ("denied", "disputed", "unconfirmed", "hedged", "scheduled", "confirmed", "asserted")


@click.command(short_help="Make a database or a flat file of an output folder.")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--to", "form", type=click.Choice(_FORMS), default="sqlite", show_default=True, help="What to make.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Where; by default summaries.db or claims.csv, .jsonl or .parquet in OUT.",
)
@click.pass_obj
def export(session: Session, out: Path, form: str, output: Path | None) -> None:
    """Make tables of all summaries under OUT, the output folder of a batch.

    The SQLite database holds articles, claims, sources, evidence and what is unconfirmed, with full-text search;
    Datasette opens it as it is. Only summaries that are new or have changed are read. The flat files hold the
    claims, one a row, and are written out of the database, which is kept in OUT.

    \b
    Examples:
      summarizer export summaries
      summarizer export summaries --to csv -o claims.csv
      summarizer export summaries --to parquet
    """
    from summarizer.export.database import DATABASE, Database
    from summarizer.export.flat import FLAT, write_flat

    path = output or out / (DATABASE if form == "sqlite" else f"claims.{form}")
    check_output(path)
    for made in {out / DATABASE, path} - ({output} if output else set()):
        if leads_out(made, out):
            raise ConfigurationError(f"{made} is a link that leads out of {out}; name a file with --output")
    with Database(path if form == "sqlite" else out / DATABASE) as database:
        kept = database.keep_up(out)
        count = next((write_flat(database.connection, flat, path) for flat in FLAT if flat == form), None)
    told = [f"{kept.added:,} read", f"{kept.same:,} as before", f"{kept.removed:,} removed"]
    if kept.skipped:
        session.tell(f"{kept.skipped:,} JSON files are no whole summaries; a batch makes them anew")
    if count is not None:
        told.append(f"{count:,} claims")
    print_out(f"{visible(str(path))}: {', '.join(told)}\n")


@click.command(short_help="Search the claims of an output folder.")
@click.argument("out", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("query", default="")
@click.option("--group", type=click.Choice(_GROUPS), help="Only claims of these sources.")
@click.option("--status", type=click.Choice(_STATUSES), help="Only claims that stand like this.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="So many at most.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def search(out: Path, query: str, group: str | None, status: str | None, limit: int, as_json: bool) -> None:
    """Find claims by the words of their text, their sources and their evidence, in the database of OUT.

    All words of QUERY have to stand there; "words in quotation marks" next to each other; word* for any ending.

    \b
    Examples:
      summarizer search summaries "S-400" --group official --status unconfirmed
      summarizer search summaries '"rifle deal" minister'
      summarizer search summaries --status denied
    """
    from summarizer.export.database import DATABASE, Database
    from summarizer.export.search import search as find

    fresh = out / DATABASE
    report = out / "run.json"
    stale = not fresh.exists() or (report.exists() and report.stat().st_mtime_ns > fresh.stat().st_mtime_ns)
    with Database(fresh) as database:
        if stale:
            database.keep_up(out)
        hits = list(find(database.connection, query, group=group, status=status, limit=limit))
    if as_json:
        print_out("".join(json.dumps(asdict(hit), ensure_ascii=False) + "\n" for hit in hits))
    else:
        print_out("".join(_told(hits)))


def _told(hits: list[Hit]) -> Iterator[str]:
    for hit in hits:
        yield f"{visible(hit.text)}\n"
        said = visible(hit.said_by) if hit.said_by else "the article"
        yield f"  {said} — {hit.status}\n"
        yield f"  “{visible(hit.evidence)}”\n"
        about = ", ".join(visible(part) for part in (hit.headline, hit.outlet) if part)
        yield f"  {visible(hit.output)}, {hit.claim}{f': {about}' if about else ''}\n\n"
    yield f"{len(hits)} found\n" if hits else "nothing found\n"
