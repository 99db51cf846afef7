"""What verification makes of planted errors, and of the true drafts themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from summarizer.checks import Verified, verify
from summarizer.checks.locate import from_drafts
from summarizer.checks.proposal import Proposal
from summarizer.checks.wording import claim_text
from summarizer.drafts import ArticleDraft
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.planted.errors import SETTLED, Planted, plant
from summarizer.lexical import Reading, read_lexically
from summarizer.summary import Claim, Warned

Outcome = Literal["removed", "repaired", "flagged", "missed"]
CAUGHT: frozenset[Outcome] = frozenset({"removed", "repaired"})


@dataclass(frozen=True)
class Checked:
    """A draft after verification, with where its claims went."""

    verified: Verified
    proposal: Proposal

    def claim(self, index: int) -> Claim | None:
        """What became of the draft's claim at ``index``, counted from 0."""
        place = next((n for n, claim in enumerate(self.proposal.claims) if claim.id == f"c{index + 1}"), None)
        return None if place is None else self.verified.claims[place]

    def names(self, claim: Claim) -> list[tuple[str, ...]]:
        """The mentions of each source of a claim's chain."""
        mentions = {source.id: tuple(source.mentions) for source in self.verified.sources}
        return [mentions[key] for key in claim.attribution.chain]


@dataclass(frozen=True)
class Judged:
    """A planted error and what became of it."""

    error: Planted
    outcome: Outcome
    by: str | None
    """The check that removed, repaired or flagged it, where one name is known."""
    found: Claim | None
    """The claim as it stands after verification."""
    checked: Checked


class Bench:
    """One article on which drafts are verified as a strong model's: soft signals do not bind, nobody asks again."""

    def __init__(self, gold: GoldArticle) -> None:
        self.gold = gold
        self.reading: Reading = read_lexically(gold.article)
        self._last: tuple[ArticleDraft, Checked] | None = None

    def check(self, draft: ArticleDraft) -> Checked:
        """Verify one draft."""
        proposal = from_drafts(self.gold.article, self.reading, [draft])
        return Checked(verify(self.gold.article, self.reading, proposal, soft_binds=False), proposal)

    def truth(self, draft: ArticleDraft) -> Checked:
        """Verify a true draft; the last one is remembered, as many errors are planted into one."""
        if self._last is None or self._last[0] is not draft:
            self._last = (draft, self.check(draft))
        return self._last[1]

    def judge(self, error: Planted) -> Judged:
        """Verify a draft with an error in it, and see what became of the error."""
        checked, truth = self.check(error.draft), self.truth(error.truth)
        found = checked.claim(error.claim)
        outcome = self._outcome(error, checked, truth, found)
        by: str | None = None
        if outcome == "missed":
            by = next((warned.check for warned in _new_warnings(error, checked, truth, found)), None)
            outcome = "flagged" if by is not None else "missed"
        elif outcome == "repaired" and found is not None:
            by = next((r.check for r in checked.verified.checks.repaired if r.claim == found.id), None)
        elif outcome == "removed":
            by = next(
                (r.check for r in checked.verified.checks.rejected if r.text == error.draft.claims[error.claim].text),
                None,
            )
        return Judged(error, outcome, by, found, checked)

    def _outcome(self, error: Planted, checked: Checked, truth: Checked, found: Claim | None) -> Outcome:
        if error.field == "brief":
            told = [sentence.text for sentence in checked.verified.brief]
            if error.after in told:
                return "missed"
            return "repaired" if checked.verified.checks.repaired else "removed"
        if error.field in ("kind", "disclosure"):
            return self._source(error, checked)
        if found is None:
            return "removed"
        if error.field == "text":
            same = " ".join(found.text.split()) == " ".join(error.after.split())
            return "missed" if same else "repaired"
        if error.field == "chain":
            right = truth.claim(error.claim)
            chains = [self._gold_chain(error)] + ([truth.names(right)] if right else [])
            return "repaired" if any(_same(checked.names(found), chain) for chain in chains) else "missed"
        if error.field == "status":
            return "missed" if found.status in SETTLED else "repaired"
        return self._evidence(error, checked, truth, found)

    def _gold_chain(self, error: Planted) -> list[tuple[str, ...]]:
        sources = {source.name: source.names for source in self.gold.sources.values()}
        return [sources[name] for name in error.truth.claims[error.claim].chain]

    def _source(self, error: Planted, checked: Checked) -> Outcome:
        right = next(source for source in error.truth.sources if source.name == error.source)
        now = next((source for source in checked.verified.sources if error.source in source.mentions), None)
        if now is None:
            return "removed"
        same = now.kind == right.kind if error.field == "kind" else now.disclosure != "named"
        return "repaired" if same else "missed"

    def _evidence(self, error: Planted, checked: Checked, truth: Checked, found: Claim) -> Outcome:
        """Right where the evidence is the true one's, or where the claim now tells what its evidence does, by the same source."""
        right = truth.claim(error.claim)
        if right is not None and any(
            a.start < b.end and b.start < a.end for a in found.evidence for b in right.evidence
        ):
            return "repaired"
        words = " ".join(piece.exact for piece in found.evidence)
        if found.text != error.draft.claims[error.claim].text and found.text == claim_text(words):
            for index, given in enumerate(error.truth.claims):
                other = truth.claim(index)
                if other is not None and given.quote == error.after:
                    same = _same(checked.names(found), truth.names(other)) and found.status == other.status
                    return "repaired" if same else "missed"
        return "missed"


def _same(one: list[tuple[str, ...]], other: list[tuple[str, ...]]) -> bool:
    """Whether two chains hold the same sources in the same order."""
    return len(one) == len(other) and all(
        {a.lower() for a in mine} & {b.lower() for b in theirs} for mine, theirs in zip(one, other, strict=True)
    )


def _new_warnings(error: Planted, checked: Checked, truth: Checked, found: Claim | None) -> Iterator[Warned]:
    """Warnings on the claim, or on the source, that the true draft does not bring."""
    right = truth.claim(error.claim)
    known = {w.text for w in truth.verified.checks.warnings if right is not None and w.claim == right.id}
    for warned in checked.verified.checks.warnings:
        if error.source is not None:
            if (
                warned.claim is None
                and error.source in warned.text
                and warned.text not in {w.text for w in truth.verified.checks.warnings}
            ):
                yield warned
        elif found is not None and warned.claim == found.id and warned.text not in known:
            yield warned


def judge_all(gold: GoldArticle, kinds: Collection[str] = ()) -> Iterator[Judged]:
    """Every planted error of an article, judged."""
    bench = Bench(gold)
    for error in plant(gold, kinds):
        yield bench.judge(error)
