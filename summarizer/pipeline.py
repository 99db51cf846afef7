"""From an article to its summary: the one way through, for every tier.

article → reading by cues → (prompt → model → draft) → proposal → checks → summary
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

from summarizer import __version__
from summarizer.article import Article
from summarizer.checks import Verified, verify
from summarizer.checks.contract import violations
from summarizer.checks.proposal import from_reading
from summarizer.config import Settings
from summarizer.drafts import ArticleDraft
from summarizer.errors import SummarizerError
from summarizer.languages import primary
from summarizer.lexical import read_lexically
from summarizer.lexical.datafiles import has_grammar, has_lexicon
from summarizer.llm.client import Client, open_client
from summarizer.llm.meter import Meter
from summarizer.llm.registry import ModelSpec, resolve
from summarizer.middle import Compute, by_drafts, by_rules, here
from summarizer.progress import Progress, Silent
from summarizer.prompting import Prompt
from summarizer.recipe import Recipe, recipe
from summarizer.stages.brief import worded_brief
from summarizer.stages.corrections import ask_again, faults, worth
from summarizer.stages.draft import draft_article
from summarizer.stages.questions import answer_doubts
from summarizer.summary import ArticleInfo, ArticleSummary, Decisions, PromptInfo, Run, Warned


@dataclass
class Job:
    """One article on its way: who is asked, and what it cost so far."""

    article: Article
    settings: Settings
    client: Client
    progress: Progress
    recipe: Recipe
    compute: Compute = here
    meter: Meter = field(default_factory=Meter)
    decisions: Decisions = field(default_factory=Decisions)
    prompts: list[PromptInfo] = field(default_factory=list)
    windows: int = 0
    started: float = field(default_factory=time.perf_counter)

    @property
    def spec(self) -> ModelSpec:
        """The model that is asked."""
        return self.client.spec

    def prompt(self, name: str) -> Prompt:
        """The tier's prompt ``name``, which counts as used from now on."""
        self.prompts.append(self.recipe.infos[name])
        return self.recipe.prompts[name]

    def run(self) -> Run:
        """How the summary was made, as far as it is."""
        return Run(
            model=self.spec.name,
            prompt=self.prompts[-1] if self.prompts else None,
            prompts=self.prompts,
            requests=self.meter.requests,
            reasks=self.meter.reasks,
            prompt_tokens=self.meter.prompt_tokens,
            completion_tokens=self.meter.completion_tokens,
            cost_usd=self.meter.cost,
            seconds=round(time.perf_counter() - self.started, 3),
            replayed=self.meter.all_replayed,
            windows=self.windows,
            decisions=self.decisions,
            summarizer_version=__version__,
            fingerprint=self.recipe.fingerprint(self.article.id, self.article.said),
        )


async def run(article: Article, settings: Settings, progress: Progress | None = None) -> ArticleSummary:
    """Summarise one article with the model that ``settings`` name.

    Raises:
        SummarizerError: no summary can be made; ``run`` on it holds what was spent.
    """
    spec = resolve(settings)
    progress = progress or Silent()
    async with open_client(spec, record=settings.record, replay=settings.replay, progress=progress) as client:
        return await summarize_with(client, article, settings, progress)


async def summarize_with(
    client: Client,
    article: Article,
    settings: Settings,
    progress: Progress | None = None,
    *,
    by: Recipe | None = None,
    meter: Meter | None = None,
    compute: Compute = here,
) -> ArticleSummary:
    """Summarise one article with an open client, which may serve many articles at a time.

    Args:
        client: asks the model.
        article: the article.
        settings: what the user wants.
        progress: is told what goes on.
        by: the recipe of client and settings, for callers that have many articles.
        meter: counts what is spent, also for callers that do not wait for the end.
        compute: does what costs processor time.

    Raises:
        SummarizerError: no summary can be made; ``run`` on it holds what was spent.
    """
    by = by or recipe(client.spec, settings)
    job = Job(article, settings, client, progress or Silent(), by, compute, meter or Meter())
    try:
        verified = await _TIERS[client.spec.profile.asks](job)
    except SummarizerError as error:
        error.run = job.run()
        raise
    return _summary(job, verified)


async def _lexical(job: Job) -> Verified:
    """No model: the layer's reading is the draft."""
    verified, job.decisions.lexical = await job.compute(by_rules, job.article)
    return _note_language(job, verified)


async def _questions(job: Job) -> Verified:
    """A small model: asked what the layer doubts, and for the wording of the brief."""
    if not has_grammar(job.article.language):
        # its questions and its wording are made for English
        return await _lexical(job)
    job.progress.stage("reading")
    reading = read_lexically(job.article)
    answers = await answer_doubts(job, reading)
    if answers:
        reading = read_lexically(job.article, answers)
    proposal = from_reading(reading)
    job.decisions.lexical = len(reading.statements)
    worded = await worded_brief(job, reading, proposal)
    verified = verify(job.article, reading, proposal, soft_binds=True)
    job.decisions.model += sum(sentence.text in worded for sentence in verified.brief)
    job.decisions.overruled += sum(entry.field == "brief" for entry in verified.checks.repaired)
    return _note_language(job, verified)


async def _whole_article(job: Job) -> Verified:
    """A strong model: drafts the whole article, and is asked once more where its draft does not hold.

    It needs no lexicon for the article's language; the checks say then what they could not do.
    """
    binds, language = job.spec.profile.soft_signals_bind, job.settings.language

    def check(answers: Sequence[ArticleDraft]) -> Awaitable[Verified]:
        return job.compute(by_drafts, job.article, answers, soft_binds=binds, language=language)

    drafts = await draft_article(job)
    verified = await check(drafts)
    found = faults(drafts, verified)
    if any(fault.wins for fault in found) and (again := await ask_again(job, drafts, found)):
        second = await check(again)
        verified = second if worth(again, second) >= worth(drafts, verified) else verified
    if not verified.claims and has_lexicon(job.article.language):
        ruled = await _lexical(job)
        if ruled.claims:
            # An article full of claims of which a model finds none: better the layer's reading than an empty page.
            ruled.checks.rejected[:0] = verified.checks.rejected
            text = "the model drafted no claim that stands; this is the reading by rules alone"
            ruled.checks.warnings.append(Warned(claim=None, check="draft", text=text))
            return ruled
    changed = {entry.claim for entry in verified.checks.repaired if entry.claim}
    job.decisions.model = len(verified.claims) - len(changed) + verified.brief_by_model
    job.decisions.lexical = len(changed)
    job.decisions.overruled = len(verified.checks.rejected) + len(verified.checks.repaired)
    return verified


_TIERS = {"nothing": _lexical, "questions": _questions, "article": _whole_article}


def _note_language(job: Job, verified: Verified) -> Verified:
    language = job.settings.language
    if language and primary(language) != primary(job.article.language):
        verified.checks.warnings.append(
            Warned(
                claim=None,
                check="language",
                text=f"this tier does not translate: the texts are in the article's language, not in {language}",
            )
        )
    return verified


def _summary(job: Job, verified: Verified) -> ArticleSummary:
    article, metadata = job.article, job.article.metadata
    verified.checks.warnings += [Warned(claim=None, check="reader", text=note) for note in article.notes]
    summary = ArticleSummary(
        article=ArticleInfo(
            id=article.id,
            path=article.path,
            part=article.part,
            url=metadata.url,
            headline=metadata.headline,
            outlet=metadata.outlet,
            agency=metadata.agency,
            byline=metadata.byline,
            place=metadata.place,
            published_at=metadata.published_at,
            updated_at=metadata.updated_at,
            language=article.language,
            words=len(article.text.split()),
            text=article.text,
        ),
        brief=verified.brief,
        sources=verified.sources,
        claims=verified.claims,
        unconfirmed=verified.unconfirmed,
        checks=verified.checks,
        run=job.run(),
    )
    broken = list(violations(summary))
    if broken:
        raise AssertionError(f"a summary that breaks the contract was made: {'; '.join(broken)}")
    return summary
