"""``summarizer eval``: how right summaries are, held against gold."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Coroutine, Mapping, Sequence
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
    from summarizer.evaluation.planted.kinds import Kind
    from summarizer.evaluation.results import ArticleResult, Comparison, EvalResult, Mode
    from summarizer.progress import Progress

    _Work = Callable[[Progress, Callable[[ArticleResult], None]], Coroutine[None, None, None]]

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
@click.option("--planted", is_flag=True, help="Break the gold in one way at a time, and count what the checks catch.")
@click.option("--kind", "kinds", multiple=True, help="With --planted: only this kind of error; may be given again.")
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
    planted: bool,
    kinds: tuple[str, ...],
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
      summarizer eval tests/gold --planted --kind number --misses
      summarizer eval --compare old.json new.json
    """
    session.talks(verbose=verbose, quiet=quiet)
    check_output(output)
    flags = {"model": model, "base_url": base_url, "record": record, "replay": replay, "prompts": prompts}
    asking = [f"--{name.replace('_', '-')}" for name, value in flags.items() if value is not None]

    if compare is not None:
        given = [
            *asking,
            *(["--oracle"] if oracle else []),
            *(["--planted"] if planted else []),
            *(["GOLD"] if gold else []),
        ]
        if given or only or fail_under or fail_over:
            raise click.UsageError("--compare reads two evaluations and takes nothing else that evaluates or bounds")
        from summarizer.evaluation.compare import compare as compared
        from summarizer.evaluation.compare import load_result

        before, after = map(load_result, compare)
        _show(compared(before, after), format_, output, misses=misses)
        return
    if gold is None:
        raise click.UsageError("give the folder of the gold annotations, or --compare with two evaluations")
    if oracle and planted:
        raise click.UsageError("--oracle and --planted are two evaluations; give one of them")
    if (oracle or planted) and asking:
        raise click.UsageError(f"--{'oracle' if oracle else 'planted'} asks no model; leave out {', '.join(asking)}")
    if kinds and not planted:
        raise click.UsageError("--kind names kinds of planted errors; it goes with --planted")

    from summarizer.evaluation.bounds import bound, broken
    from summarizer.evaluation.definitions import GOLD_FIGURES
    from summarizer.evaluation.gold import load_gold
    from summarizer.evaluation.oracle import ORACLE_FIGURES
    from summarizer.evaluation.planted.kinds import chosen_kinds
    from summarizer.evaluation.planted.run import PLANTED_FIGURES
    from summarizer.evaluation.run import chosen, result

    mode: Mode = "oracle" if oracle else "planted" if planted else "gold"
    definitions = {"oracle": ORACLE_FIGURES, "planted": PLANTED_FIGURES, "gold": GOLD_FIGURES}[mode]
    bounds = [bound("under", text, definitions) for text in fail_under]
    bounds += [bound("over", text, definitions) for text in fail_over]
    articles = chosen(load_gold(gold), only)
    name, work = _work(session, mode, articles, flags, kinds=chosen_kinds(kinds), quiet=quiet)
    done = _run(session, len(articles), work, verbose=verbose, quiet=quiet)
    found = result(mode, gold, name, done, definitions)
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


def _work(
    session: Session,
    mode: Mode,
    articles: Sequence[GoldArticle],
    flags: Mapping[str, object],
    *,
    kinds: Collection[Kind],
    quiet: bool,
) -> tuple[str, _Work]:
    """What the model is called, and what is to be done."""
    from summarizer.evaluation.oracle import ORACLE, consult
    from summarizer.evaluation.planted.run import PLANTED, plant_errors
    from summarizer.evaluation.run import evaluate as evaluated
    from summarizer.llm.registry import resolve

    if mode == "oracle":
        return ORACLE, lambda progress, each: consult(articles, progress, each)
    if mode == "planted":
        return PLANTED, lambda progress, each: plant_errors(articles, kinds, progress, each)
    settings = _settings(session, flags, quiet=quiet)
    return resolve(settings).name, lambda progress, each: evaluated(articles, settings, progress, each)


def _run(session: Session, total: int, work: _Work, *, verbose: int, quiet: bool) -> list[ArticleResult]:
    """Results of all articles."""
    import asyncio

    done: list[ArticleResult] = []
    progress: Progress
    try:
        with show_progress(sys.stderr, verbose=verbose, quiet=quiet or sys.stderr is None) as progress:
            asyncio.run(work(progress, done.append))
            return done
    except KeyboardInterrupt:
        session.tell(f"{len(done)} of {total} articles were done; figures of a part would mislead")
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
