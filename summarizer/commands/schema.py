"""``summarizer schema``: the published JSON Schemas."""

from __future__ import annotations

from pathlib import Path

import click

from summarizer.commands.output import print_out
from summarizer.errors import SummarizerError
from summarizer.schemas import SCHEMAS, schema_text, write_schemas


@click.command(short_help="Print the JSON Schema of the output.")
@click.argument("name", type=click.Choice(list(SCHEMAS)), required=False)
@click.option(
    "--write",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Write all schemas to this folder instead, one file each.",
)
def schema(name: str | None, folder: Path | None) -> None:
    """Print the JSON Schema of what --format json writes, or another of the schemas.

    \b
    Examples:
      summarizer schema > summary.schema.json
      summarizer schema --write schemas
    """
    if not folder:
        print_out(schema_text(name or "summary"))
        return
    if name:
        raise click.UsageError("--write writes all schemas; leave out NAME")
    try:
        files = write_schemas(folder)
    except OSError as error:
        raise SummarizerError(f"cannot write {error.filename or folder}: {error.strerror or error}") from error
    print_out("".join(f"{file}\n" for file in files))
