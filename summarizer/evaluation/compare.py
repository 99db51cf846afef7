"""Two evaluations side by side: what changed, and whether chance would do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from summarizer.errors import ConfigurationError
from summarizer.evaluation.figures import CONFIDENCE, RESAMPLES, change_intervals, total
from summarizer.evaluation.results import ArticleResult, Change, Comparison, Difference, EvalResult, Miss


def load_result(file: Path) -> EvalResult:
    """An evaluation that was kept as JSON.

    Raises:
        ConfigurationError: it cannot be read, or is none.
    """
    try:
        return EvalResult.model_validate_json(file.read_bytes())
    except OSError as error:
        raise ConfigurationError(f"cannot read {file}: {error.strerror or error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        why = f"{place}: {first['msg']}" if place else first["msg"]
        raise ConfigurationError(f"{file} is no evaluation of this version: {why}") from error


def compare(before: EvalResult, after: EvalResult) -> Comparison:
    """Compare over the articles that both have, paired.

    Raises:
        ConfigurationError: they are of different kinds, or have no article in common.
    """
    if before.mode != after.mode:
        raise ConfigurationError(f"one evaluates {before.mode}, the other {after.mode}: they have no figures in common")
    first = {article.name: article for article in before.articles}
    second = {article.name: article for article in after.articles}
    names = [name for name in first if name in second]
    if not names:
        raise ConfigurationError("the two evaluations have no article in common")
    return Comparison(
        before=_label(before),
        after=_label(after),
        articles=names,
        left_out=sorted(first.keys() ^ second.keys()),
        confidence=CONFIDENCE,
        resamples=RESAMPLES,
        figures=_differences(before, after, [first[name] for name in names], [second[name] for name in names]),
        changes=[change for name in names for change in _changes(first[name], second[name])],
    )


def _label(result: EvalResult) -> str:
    prompts = ", ".join(f"{prompt.name} {prompt.version}" for prompt in result.prompts)
    return f"{result.model} ({prompts})" if prompts else result.model


def _differences(
    before: EvalResult, after: EvalResult, first: list[ArticleResult], second: list[ArticleResult]
) -> list[Difference]:
    known = {figure.name for figure in before.figures}
    shared = [figure for figure in after.figures if figure.name in known]
    tallies = [article.tallies for article in first], [article.tallies for article in second]
    intervals = change_intervals([figure.name for figure in shared], *tallies)
    found = []
    for figure, (low, high) in zip(shared, intervals, strict=True):
        old, new = (hits / of if of else None for hits, of in (total(figure.name, side) for side in tallies))
        found.append(
            Difference(
                name=figure.name,
                label=figure.label,
                group=figure.group,
                better=figure.better,
                unit=figure.unit,
                before=old,
                after=new,
                change=None if old is None or new is None else new - old,
                low=low,
                high=high,
            )
        )
    return found


def _changes(before: ArticleResult, after: ArticleResult) -> Iterator[Change]:
    first, second = _by_subject(before), _by_subject(after)
    for subject in dict.fromkeys([*first, *second]):
        old, new = first.get(subject), second.get(subject)
        was, now = (old.figures if old else []), (new.figures if new else [])
        mended, broken = [f for f in was if f not in now], [f for f in now if f not in was]
        if mended or broken:
            text = _text(new or old)
            yield Change(article=before.name, text=text, mended=mended, broken=broken, before=old, after=new)


def _by_subject(article: ArticleResult) -> dict[str, Miss]:
    """Misses by what they are about; of one subject, what comes later is taken in, so that none is lost."""
    found: dict[str, Miss] = {}
    for miss in article.misses:
        key = _subject(miss)
        old = found.get(key)
        figures = list(dict.fromkeys([*old.figures, *miss.figures])) if old else miss.figures
        found[key] = miss.model_copy(update={"figures": figures})
    return found


def _subject(miss: Miss) -> str:
    """What a miss is about, the same in both evaluations: gold by its id, what only a summary has by its words."""
    if miss.text is not None:
        return f"text {miss.text}"
    if miss.gold is not None:
        return f"gold {miss.gold.id}"
    if miss.gold_matter is not None:
        return f"matter {miss.gold_matter.reason} {' '.join(miss.gold_matter.claims)}"
    return f"found {_text(miss)}"


def _text(miss: Miss | None) -> str:
    sides = (miss.text, miss.gold, miss.gold_matter, miss.found, miss.found_matter) if miss else ()
    side = next((side for side in sides if side is not None), "")
    return side if isinstance(side, str) else side.text
