"""``summarizer eval``: how right summaries are, held against gold."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from summarizer.commands import options
from summarizer.commands.output import STDIO, check_output, print_out, write_whole
from summarizer.commands.session import Session
from summarizer.errors import SummarizerError
from summarizer.evaluation.formats import EVAL_FORMATS, EvalFormat, format_of
from summarizer.progress import show_progress
from summarizer.report.wording import visible

if TYPE_CHECKING:
    from summarizer.config import Settings
    from summarizer.evaluation.gold import GoldArticle
    from summarizer.evaluation.results import ArticleResult, Comparison, EvalResult
    from summarizer.progress import Progress

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("eval", short_help="Measure a model, or the checks, against gold.")
@click.argument("gold", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option(
    "--format",
    "format_",
    type=click.Choice(EVAL_FORMATS),
    help="How to draw the figures. Without it the ending of the --output file decides (.json); else terminal.",
)
@options.output
@options.model
@options.base_url
@options.record
@options.replay
@options.prompts
@click.option("--oracle", is_flag=True, help="Feed the gold itself through the checks, and list what they harm.")
@click.option("--compare", nargs=2, type=_FILE, metavar="A B", help="Compare two evaluations kept as JSON, in pairs.")
@click.option("--only", multiple=True, metavar="NAME", help="Only this article of the gold; may be given again.")
@click.option("--misses", is_flag=True, help="List every miss below the figures.")
@click.option(
    "--fail-under",
    multiple=True,
    metavar="FIGURE=VALUE",
    help="Fail where a figure is lower, of those where higher is better: chain=85 is 85 %. May be given again.",
)
@click.option(
    "--fail-over",
    multiple=True,
    metavar="FIGURE=VALUE",
    help="Fail where a figure is higher, of those where lower is better: loss=2 is 2 %. May be given again.",
)
@options.verbose
@options.quiet
@click.pass_obj
def evaluate(
    session: Session,
    gold: Path | None,
    format_: EvalFormat | None,
    output: Path,
    model: str | None,
    base_url: str | None,
    record: Path | None,
    replay: Path | None,
    prompts: Path | None,
    oracle: bool,
    compare: tuple[Path, Path] | None,
    only: tuple[str, ...],
    misses: bool,
    fail_under: tuple[str, ...],
    fail_over: tuple[str, ...],
    verbose: int,
    quiet: bool,
) -> None:
    """Measure a model and its prompt, or the checks, against the gold annotations in folder GOLD.

    GOLD holds one NAME.json for each article and the texts in articles/. Every figure has an interval that tells
    what other articles may give. Exit code 1 where an article failed or a bound does not hold.

    \b
    Examples:
      summarizer eval tests/gold --model none
      summarizer eval tests/gold --replay answers -o new.json
      summarizer eval tests/gold --model none --fail-under recall=90 --fail-over loss=10
      summarizer eval tests/gold --oracle --misses
      summarizer eval --compare old.json new.json
    """
    session.talks(verbose=verbose, quiet=quiet)
    check_output(output)
    flags = {"model": model, "base_url": base_url, "record": record, "replay": replay, "prompts": prompts}
    asking = [f"--{name.replace('_', '-')}" for name, value in flags.items() if value is not None]

    if compare is not None:
        given = [*asking, *(["--oracle"] if oracle else []), *(["GOLD"] if gold else [])]
        if given or only or fail_under or fail_over:
            raise click.UsageError("--compare reads two evaluations and takes nothing else that evaluates or bounds")
        from summarizer.evaluation.compare import compare as compared
        from summarizer.evaluation.compare import load_result

        before, after = map(load_result, compare)
        _show(compared(before, after), format_, output, misses=misses)
        return
    if gold is None:
        raise click.UsageError("give the folder of the gold annotations, or --compare with two evaluations")
    if oracle and asking:
        raise click.UsageError(f"--oracle asks no model; leave out {', '.join(asking)}")

    from summarizer.evaluation.bounds import bound, broken
    from summarizer.evaluation.definitions import GOLD_FIGURES
    from summarizer.evaluation.gold import load_gold
    from summarizer.evaluation.oracle import ORACLE_FIGURES
    from summarizer.evaluation.run import chosen, result

    definitions = ORACLE_FIGURES if oracle else GOLD_FIGURES
    bounds = [bound("under", text, definitions) for text in fail_under]
    bounds += [bound("over", text, definitions) for text in fail_over]
    articles = chosen(load_gold(gold), only)
    settings = None if oracle else _settings(session, flags, quiet=quiet)
    done, name = _run(session, articles, settings, verbose=verbose, quiet=quiet)
    found = result("oracle" if oracle else "gold", gold, name, done, definitions)
    _show(found, format_, output, misses=misses)
    if failed := [f"{article.name} ({article.failed})" for article in done if article.failed is not None]:
        raise SummarizerError(f"{len(failed)} of {len(done)} articles failed: {'; '.join(failed)}")
    if lines := broken(bounds, found):
        raise SummarizerError(f"what was to hold does not: {'; '.join(lines)}")


def _settings(session: Session, flags: Mapping[str, object], *, quiet: bool) -> Settings:
    from summarizer.config import load_settings
    from summarizer.llm.registry import resolve

    settings = load_settings(flags)
    session.guard(settings)
    notice = resolve(settings).notice
    if notice and not quiet:
        session.tell(visible(notice))
    return settings


def _run(
    session: Session, articles: Sequence[GoldArticle], settings: Settings | None, *, verbose: int, quiet: bool
) -> tuple[list[ArticleResult], str]:
    """Results of all articles, and what the model is called; without settings the gold itself is the model."""
    import asyncio

    from summarizer.evaluation.oracle import ORACLE, consult
    from summarizer.evaluation.run import evaluate as evaluated
    from summarizer.llm.registry import resolve

    done: list[ArticleResult] = []
    progress: Progress
    try:
        with show_progress(sys.stderr, verbose=verbose, quiet=quiet or sys.stderr is None) as progress:
            if settings is None:
                asyncio.run(consult(articles, progress, done.append))
                return done, ORACLE
            asyncio.run(evaluated(articles, settings, progress, done.append))
            return done, resolve(settings).name
    except KeyboardInterrupt:
        session.tell(f"{len(done)} of {len(articles)} articles were done; figures of a part would mislead")
        raise


def _show(found: EvalResult | Comparison, format_: EvalFormat | None, output: Path, *, misses: bool) -> None:
    from summarizer.evaluation.report import draw

    drawing = format_ or format_of(output) or "terminal"
    if output != STDIO:
        write_whole(output, draw(found, drawing, misses=misses))
    elif drawing == "terminal":
        from summarizer.report.terminal import terminal

        print_out(draw(found, drawing, terminal(), misses=misses))
    else:
        print_out(draw(found, drawing))
