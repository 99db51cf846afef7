"""Plants errors in the gold of every article and counts what verification catches."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from summarizer.errors import SummarizerError
from summarizer.evaluation import views
from summarizer.evaluation.definitions import Definition, group
from summarizer.evaluation.drafting import draft_from
from summarizer.evaluation.gold import GoldArticle, GoldClaim
from summarizer.evaluation.planted.alarms import false_alarms
from summarizer.evaluation.planted.kinds import FAMILIES, KINDS, Kind, plant
from summarizer.evaluation.planted.score import CAUGHT, Bench, Judged, Outcome
from summarizer.evaluation.results import ArticleResult, Miss
from summarizer.evaluation.run import one_by_one
from summarizer.evaluation.sheet import Sheet
from summarizer.progress import Progress

PLANTED = "planted errors"
"""What stands for the model's name."""


_OUTCOMES: dict[Outcome, tuple[str, str]] = {
    "removed": ("Removed", "errors that were rejected"),
    "repaired": ("Repaired", "errors of which the truth is back, or the article's own words"),
    "asked": ("Asked again", "errors about which a model is asked again; they stand with a warning if it insists"),
    "flagged": ("Not caught, but flagged", "errors that stand, with a warning on that very claim or source"),
    "missed": ("Missed", "errors that stand unnoticed"),
}
"""What can become of an error, with heading and meaning of its figures."""


def _definitions() -> Iterator[Definition]:
    yield from group("Caught", ("caught", "all kinds", "planted errors removed, repaired or asked about again"))
    for family, label in FAMILIES.items():
        yield Definition(family, label, "the same of these", "Caught")
    for kind in KINDS:
        if kind.name != kind.family:
            label = f"{FAMILIES[kind.family]}: {kind.label}"
            yield Definition(kind.name, label, "the same of these", "Caught, kind by kind", variant_of=kind.family)
    for outcome, (heading, meaning) in _OUTCOMES.items():
        yield Definition(f"{outcome}_all", "all kinds", meaning, heading, "neither")
        for family, label in FAMILIES.items():
            yield Definition(f"{outcome}_{family}", label, meaning, heading, "neither")
    yield from group(
        "False alarms on true drafts",
        ("alarm_claims", "claims", "claims of which evidence, text, chain or status was changed, or all", "lower"),
        ("alarm_fields", "fields of claims", "evidence, text, chain and status that were changed", "lower"),
        ("alarm_sources", "sources", "sources that are gone, or whose kind or disclosure was changed", "lower"),
        ("alarm_brief", "sentences of the brief", "sentences that were rejected or rewritten", "lower"),
        ("alarm_asked", "claims asked about", "claims about which a model is asked again", "lower"),
        ("alarm_articles", "articles asked again", "articles of which a claim is asked about again", "lower"),
        ("alarm_warned", "claims with a warning", "claims that stand with a warning", "lower"),
    )


PLANTED_FIGURES: tuple[Definition, ...] = tuple(_definitions())
"""The figures of a run with planted errors, in the order of the report."""


async def plant_errors(
    gold: Sequence[GoldArticle], kinds: Collection[Kind], progress: Progress, each: Callable[[ArticleResult], None]
) -> None:
    """Plant errors of these kinds in every article's gold, and hand to ``each`` what became of them.

    Raises:
        ConfigurationError: the extra that evaluation needs is not installed.
    """

    async def work(article: GoldArticle, within: Progress) -> ArticleResult:
        return _tried(article, kinds, within)

    await one_by_one(gold, work, _failed, progress, each)


def _tried(article: GoldArticle, kinds: Collection[Kind], progress: Progress) -> ArticleResult:
    sheet = Sheet(PLANTED_FIGURES)
    bench = Bench(article)
    families = {kind.name: kind.family for kind in KINDS}
    claims = draft_from(article).claims
    errors = list(plant(article, kinds))
    for number, error in enumerate(errors, 1):
        judged = bench.judge(error)
        family, caught = families[error.kind], judged.outcome in CAUGHT
        for figure in dict.fromkeys(("caught", family, error.kind)):
            sheet.count(figure, caught)
        for outcome in _OUTCOMES:
            for figure in (f"{outcome}_all", f"{outcome}_{family}"):
                sheet.count(figure, judged.outcome == outcome)
        if not caught:
            sheet.misses.append(_miss(article, claims[error.claim], judged, family))
        progress.advance(number, len(errors))
    false_alarms(bench, sheet)
    return sheet.result(article, None)


def _failed(article: GoldArticle, error: SummarizerError) -> ArticleResult:
    return Sheet(PLANTED_FIGURES).result(article, None, failed=str(error))


def _miss(gold: GoldArticle, claim: GoldClaim, judged: Judged, family: str) -> Miss:
    error, found = judged.error, judged.found
    what = "stands, with a warning" if judged.outcome == "flagged" else "stands"
    return Miss(
        figures=list(dict.fromkeys((family, error.kind))),
        gold=views.gold_claim(gold, claim),
        found=views.found_claim(found, judged.checked.sources) if found else None,
        text=error.after,
        check=judged.by,
        why=f"{error.before} \u21d2 {error.after}; it {what}",
        passage=views.passage(gold.article, gold.spans(claim), found.evidence if found else ()),
    )
