"""Do no harm: gold fed in as if a perfect model had answered, through the whole pipeline.

What comes out changed or is missing is harm that the checks did, for the answer was right. The checks run as they do
for a strong model: hard checks bind, soft signals only warn.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, TypeVar

from pydantic import BaseModel

from summarizer.config import Settings
from summarizer.drafts import ArticleDraft, Correction, Corrections, DraftClaim, DraftUnconfirmed
from summarizer.errors import SummarizerError
from summarizer.evaluation import views
from summarizer.evaluation.definitions import Definition, group
from summarizer.evaluation.drafting import GoldDraft, brief_sentence, draft_from
from summarizer.evaluation.gold import GoldArticle, GoldClaim
from summarizer.evaluation.matching import match
from summarizer.evaluation.results import ArticleResult, Miss
from summarizer.evaluation.run import one_by_one
from summarizer.evaluation.sheet import Sheet
from summarizer.llm.client import Client
from summarizer.llm.meter import Meter
from summarizer.llm.profile import Profile
from summarizer.llm.registry import ModelSpec
from summarizer.pipeline import summarize_with
from summarizer.progress import Progress, Silent
from summarizer.summary import ArticleSummary, Claim, Rejected, Repaired

T = TypeVar("T", bound=BaseModel)

ORACLE_FIGURES: tuple[Definition, ...] = (
    *group(
        "Unharmed",
        ("kept", "claims kept", "gold claims that come out"),
        ("evidence", "evidence", "claims whose evidence holds the words quoted, of those kept"),
        ("text", "text", "claims whose text is unchanged, of those kept"),
        ("chain", "chain", "claims whose chain is unchanged, of those kept"),
        ("status", "status", "claims whose status is unchanged, of those kept"),
        ("key", "key", "claims that are key ones as before, of those kept"),
        ("sources", "sources kept", "gold sources that come out under their name"),
        ("kind", "kind", "sources whose kind is unchanged, of those kept"),
        ("disclosure", "disclosure", "sources whose disclosure is unchanged, of those kept"),
        ("matters", "matters", "gold matters that come out over their claims, with reason and awaited party"),
        ("brief", "sentences of the brief", "true sentences that no check rejected or rewrote"),
    ),
    *group(
        "Harm",
        ("rejected", "rejected", "parts of the answer that were rejected, of all its parts", "lower"),
        ("sources_added", "sources added", "sources that come out and are not gold's", "lower"),
        ("reasked", "asked again", "articles for which the model was asked again", "lower"),
        ("failed", "articles failed", "articles of which no summary came", "lower"),
    ),
)
"""The figures of an oracle run, in the order of the report."""

ORACLE = "oracle"
"""What stands for the model's name."""
_SPEC = ModelSpec(
    name=ORACLE,
    provider=ORACLE,
    model="gold",
    base_url=None,
    api_key=None,
    profile=Profile(asks="article", context_tokens=1_000_000, output_tokens=100_000, soft_signals_bind=False),
)


class _Oracle(Client):
    """Stands where a model's client does, and answers with one article's gold."""

    def __init__(self, draft: ArticleDraft) -> None:
        super().__init__(
            _SPEC, record=None, replay=None, sleep=asyncio.sleep, now=lambda: datetime.now(UTC), progress=Silent()
        )
        self._draft = draft

    async def ask(
        self,
        messages: Sequence[Mapping[str, str]],
        answer: type[T],
        *,
        meter: Meter,
        max_tokens: int | None = None,
        temperature: float | None = 0.0,
    ) -> T:
        """The gold, whatever is asked and however often."""
        meter.count({})
        if issubclass(answer, Corrections):
            kept = [Correction(number=number, claim=claim) for number, claim in enumerate(self._draft.claims, 1)]
            return answer(sources=[], claims=kept)
        return answer.model_validate(self._draft.model_dump())


async def consult(gold: Sequence[GoldArticle], progress: Progress, each: Callable[[ArticleResult], None]) -> None:
    """Feed the gold of every article through the pipeline, and hand to ``each`` what was harmed.

    Raises:
        ConfigurationError: the extra that evaluation needs is not installed.
    """
    await one_by_one(gold, _harm, _failed, progress, each)


async def _harm(article: GoldArticle, progress: Progress) -> ArticleResult:
    made = draft_from(article)
    # Every claim is told in the brief, so that every claim tries the checks of the brief.
    sentences = [brief_sentence(article, claim, place) for place, claim in enumerate(made.claims, 1)]
    draft = made.draft.model_copy(update={"brief": sentences})
    async with _Oracle(draft) as client:
        summary = await summarize_with(client, article.article, Settings(), progress)
    harm = _Harm(article, made, draft, summary, Sheet(ORACLE_FIGURES))
    harm.tell()
    return harm.sheet.result(article, summary.run)


def _failed(article: GoldArticle, error: SummarizerError) -> ArticleResult:
    sheet = Sheet(ORACLE_FIGURES)
    sheet.count("kept", 0, len(article.claims))
    sheet.count("failed", True)
    return sheet.result(article, error.run, failed=str(error))


@dataclass(frozen=True)
class _Harm:
    """What became of a draft made from gold."""

    gold: GoldArticle
    made: GoldDraft
    draft: ArticleDraft
    summary: ArticleSummary
    sheet: Sheet

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Name of each source that came out, by its id."""
        return {source.id: source.name for source in self.summary.sources}

    @cached_property
    def kept(self) -> Mapping[str, Claim]:
        """What each gold claim came out as, by its id."""
        pairs = match(self.gold, self.summary.claims).single
        return {self.gold.claims[i].id: self.summary.claims[j] for i, j in pairs.items()}

    def tell(self) -> None:
        """Count all of it."""
        for claim in self.made.left_out:
            self._judge(claim, {"kept": False}, None, "its evidence stands in no sentence that a model is shown")
        for claim, drafted in zip(self.made.claims, self.draft.claims, strict=True):
            self._claim(claim, drafted)
        self._sources()
        for matter in self.draft.unconfirmed:
            self._matter(matter)
        for sentence in self.draft.brief:
            entry = self._entry(sentence.text)
            if self.sheet.judge({"brief": entry is None}) and entry is not None:
                self._list(["brief"], text=sentence.text, check=entry.check, why=entry.why)
        self._whole()

    def _claim(self, claim: GoldClaim, drafted: DraftClaim) -> None:
        found = self.kept.get(claim.id)
        if found is None:
            entry = self._entry(drafted.text)
            self._judge(claim, {"kept": False}, entry, entry.why if entry else "nothing says why")
            return
        quote = drafted.quote.strip("\"'\u201c\u201d\u2018\u2019 .,;:")
        verdicts = {
            "kept": True,
            "evidence": any(quote in piece.exact for piece in found.evidence),
            "text": found.text == " ".join(drafted.text.split()),
            "chain": [self.names[key] for key in found.attribution.chain] == drafted.chain,
            "status": found.status == drafted.status,
            "key": found.key == drafted.key,
        }
        for figure, unharmed in verdicts.items():
            repair = next((r for r in self.summary.checks.repaired if (r.claim, r.field) == (found.id, figure)), None)
            why = None if unharmed else repair.why if repair else "nothing says why"
            self._judge(claim, {figure: unharmed}, repair, why)

    def _judge(
        self, claim: GoldClaim, verdicts: Mapping[str, bool], entry: Rejected | Repaired | None, why: str | None
    ) -> None:
        if wrong := self.sheet.judge(verdicts):
            found = self.kept.get(claim.id)
            sources = {source.id: source for source in self.summary.sources}
            self._list(
                wrong,
                gold=views.gold_claim(self.gold, claim),
                found=views.found_claim(found, sources) if found else None,
                check=entry.check if entry else None,
                why=why,
                passage=views.passage(self.gold.article, self.gold.spans(claim)),
            )

    def _sources(self) -> None:
        out = {source.name: source for source in self.summary.sources}
        for drafted in self.draft.sources:
            found = out.get(drafted.name)
            verdicts = {"sources": found is not None}
            if found is not None:
                verdicts |= {"kind": found.kind == drafted.kind, "disclosure": found.disclosure == drafted.disclosure}
            if wrong := self.sheet.judge(verdicts):
                given = f"{drafted.kind}, {drafted.disclosure}"
                now = f"{found.kind}, {found.disclosure}" if found else "gone"
                entry = self._entry(drafted.name)
                why = f"{given} \u2192 {now}" + (f": {entry.why}" if entry else "")
                self._list(wrong, text=drafted.name, check=entry.check if entry else None, why=why)
        known = {drafted.name for drafted in self.draft.sources}
        for name in out:
            if self.sheet.judge({"sources_added": name not in known}):
                self._list(["sources_added"], text=name)

    def _matter(self, drafted: DraftUnconfirmed) -> None:
        claims = [self.made.claims[number - 1] for number in drafted.claims]
        wanted = {self.kept[claim.id].id for claim in claims if claim.id in self.kept}
        unharmed = any(
            (entry.reason, entry.awaiting) == (drafted.reason, drafted.awaiting) and wanted <= set(entry.claims)
            for entry in self.summary.unconfirmed
        )
        if wrong := self.sheet.judge({"matters": unharmed}):
            gold = next(m for m in self.gold.matters if (m.reason, m.cue) == (drafted.reason, drafted.cue))
            near = next((entry for entry in self.summary.unconfirmed if wanted & set(entry.claims)), None)
            self._list(
                wrong,
                gold_matter=views.gold_matter(self.gold, gold),
                found_matter=views.found_matter(near) if near else None,
                passage=views.passage(self.gold.article, self.gold.spans(claims[0])),
            )

    def _whole(self) -> None:
        draft, rejected = self.draft, self.summary.checks.rejected
        parts = len(draft.sources) + len(draft.claims) + len(draft.unconfirmed) + len(draft.brief)
        self.sheet.count("rejected", len(rejected), parts)
        for entry in rejected:
            self._list(["rejected"], text=entry.text, check=entry.check, why=entry.why)
        if self.sheet.judge({"reasked": self.summary.run.reasks > 0, "failed": False}):
            self._list(["reasked"], why="the answer had faults that a second try may mend")

    def _entry(self, text: str) -> Rejected | Repaired | None:
        """What the checks say of a part of the draft that they did not let stand."""
        rejected: Iterator[Rejected | Repaired] = (r for r in self.summary.checks.rejected if r.text == text)
        repaired = (r for r in self.summary.checks.repaired if r.from_ == text)
        return next(rejected, None) or next(repaired, None)

    def _list(self, figures: list[str], **sides: Any) -> None:  # noqa: ANN401 - fields of a miss
        self.sheet.misses.append(Miss(figures=figures, **sides))
