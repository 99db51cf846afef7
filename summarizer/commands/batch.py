"""``summarizer batch``: a folder in, a folder of summaries out."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from summarizer.batch.engines import DEFAULT, engines
from summarizer.commands import options
from summarizer.commands.output import print_out
from summarizer.commands.session import Session
from summarizer.errors import ConfigurationError
from summarizer.report import FORMATS
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from summarizer.batch.run import Result

FAILED = 3
"""Exit code: some articles failed."""
STOPPED = 4
"""Exit code: the run was ended by its budget, by failures, or by a full disk."""


class Place(click.Path):
    """A folder here, or the URL of one elsewhere."""

    def __init__(self, *, exists: bool = False) -> None:
        super().__init__(exists=exists, file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401 - click's
        """The path; a URL's is looked up by the run."""
        from summarizer.batch import places

        if not places.is_url(str(value)):
            return super().convert(value, param, ctx)
        try:
            found = places.place(str(value))
        except ConfigurationError as error:
            self.fail(str(error), param, ctx)
        return super().convert(found, param, ctx) if places.is_local(found) else found


_ENGINES = "; ".join(f"{name}: {engine.about}" for name, engine in engines().items())
_OF_ENGINES = {option.name: name for name, engine in engines().items() for option in engine.options}


@click.command(
    short_help="Summarise a folder of articles.",
    params=[option for engine in engines().values() for option in engine.options],
)
@click.argument("folder", type=Place(exists=True))
@click.option(
    "--out",
    type=Place(),
    required=True,
    metavar="DIR",
    help="Folder for the summaries: x.json for x.txt, in the same tree; x/000017.json for line 17 of x.jsonl. "
    "It and FOLDER may be URLs, such as s3://...",
)
@click.option(
    "--include",
    multiple=True,
    metavar="PATTERN",
    help="Which files are articles, as in .gitignore; may be repeated. [default: all, but for scripts and styles]",
)
@options.text_field
@click.option("--exclude", multiple=True, metavar="PATTERN", help="Which are not; may be repeated.")
@click.option(
    "--also", type=click.Choice(["markdown", "html"]), multiple=True, help="Write this besides JSON; may be repeated."
)
@click.option("--force", is_flag=True, help="Make also those anew that are done.")
@click.option("--dry-run", is_flag=True, help="Tell what there is to do and what it may cost; ask nobody.")
@click.option(
    "--concurrency",
    type=click.IntRange(min=1),
    default=8,
    show_default=True,
    help="Calls to the model at a time, at most; with --engine ray, articles.",
)
@click.option("--requests-per-minute", type=click.IntRange(min=1), metavar="N", help="Never more calls than this.")
@click.option("--tokens-per-minute", type=click.IntRange(min=1), metavar="N", help="Keep prompts and answers to this.")
@click.option(
    "--budget", type=click.FloatRange(min=0, min_open=True), metavar="USD", help="Never spend more than this."
)
@click.option(
    "--max-tokens-total", type=click.IntRange(min=1), metavar="N", help="Never use more tokens than this in all."
)
@click.option(
    "--max-failures",
    metavar="N|P%",
    help="End the run when more articles fail. An endpoint that only ever fails ends it in any case.",
)
@click.option(
    "--log-json",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Add to FILE one JSON object for each thing that happens.",
)
@click.option("--engine", type=click.Choice([*engines()]), default=DEFAULT, show_default=True, help=f"{_ENGINES}.")
@options.model
@options.base_url
@options.language
@options.record
@options.replay
@options.prompts
@options.price
@options.verbose
@options.quiet
@click.pass_context
def batch(
    ctx: click.Context,
    /,
    folder: Path,
    out: Path,
    include: tuple[str, ...],
    text_field: str | None,
    exclude: tuple[str, ...],
    also: tuple[str, ...],
    force: bool,
    dry_run: bool,
    concurrency: int,
    requests_per_minute: int | None,
    tokens_per_minute: int | None,
    budget: float | None,
    max_tokens_total: int | None,
    max_failures: str | None,
    log_json: Path | None,
    engine: str,
    model: str | None,
    base_url: str | None,
    language: str | None,
    record: Path | None,
    replay: Path | None,
    prompts: Path | None,
    price: str | None,
    verbose: int,
    quiet: bool,
    **engine_options: object,
) -> None:
    """Summarise every article under FOLDER.

    The same command again does only what is missing, changed or failed; the one before may have ended in any way.
    Articles that fail stop nothing: failures.jsonl in the output folder lists them, run.json sums the run up.

    \b
    Examples:
      summarizer batch articles --out summaries
      summarizer batch articles --out summaries --model openai/gpt-5-mini --dry-run
      summarizer batch articles --out summaries --model openai/gpt-5-mini --budget 5
      summarizer batch articles --out summaries --include '*.txt' --include '*.text' --exclude drafts/
    """
    session: Session = ctx.obj
    session.talks(verbose=verbose, quiet=quiet)

    import asyncio

    from summarizer.batch.failures import patience
    from summarizer.batch.order import INCLUDE, Order
    from summarizer.batch.run import estimated, run
    from summarizer.batch.words import closing, foretold, how_to_go_on
    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve

    settings = load_settings(
        {
            "model": model,
            "base_url": base_url,
            "language": language,
            "record": record,
            "replay": replay,
            "prompts": prompts,
            "price": price,
        }
    )
    session.guard(settings)
    engine, own_options = _chosen(ctx, engine, engine_options)
    order = Order(
        folder=folder,
        out=out,
        include=include or INCLUDE,
        text_field=text_field,
        exclude=exclude,
        also=tuple(each for each in FORMATS if each in also),
        force=force,
        concurrency=concurrency,
        requests_per_minute=requests_per_minute,
        tokens_per_minute=tokens_per_minute,
        budget=budget,
        max_tokens=max_tokens_total,
        patience=patience(max_failures),
        log=log_json,
        engine=engine,
        engine_options=own_options,
    )
    spec = resolve(settings, to_ask=not dry_run)
    if spec.notice and not quiet:
        session.tell(visible(spec.notice))
    if dry_run:
        print_out(foretold(estimated(order, settings), spec.name))
        return
    result = asyncio.run(run(order, settings, screen=None if quiet else sys.stderr))
    if not quiet:
        print_out(closing(result))
    if why := how_to_go_on(result, out):
        session.tell(visible(why))
    ctx.exit(_code(result))


def _chosen(ctx: click.Context, engine: str, given: Mapping[str, object]) -> tuple[str, dict[str, object]]:
    """The engine, and those of the options that are its own. An option of an engine asks for that engine."""
    asked_for = {_OF_ENGINES[name]: name for name in given if _is_given(ctx, name)}
    if not _is_given(ctx, "engine"):
        engine = next(iter(asked_for), engine)
    for other, name in asked_for.items():
        if other != engine:
            raise click.UsageError(f"--{name.replace('_', '-')} goes with --engine {other}, not with {engine}")
    return engine, {name: value for name, value in given.items() if _OF_ENGINES[name] == engine}


def _is_given(ctx: click.Context, name: str) -> bool:
    return ctx.get_parameter_source(name) not in (None, ParameterSource.DEFAULT)


def _code(result: Result) -> int:
    if result.ending.signal is not None:
        return 128 + result.ending.signal
    if result.ending.cause != "done":
        return STOPPED
    return FAILED if result.tally.failed else 0
