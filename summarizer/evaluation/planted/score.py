"""What verification makes of a planted error."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from summarizer.checks import Verified, verify
from summarizer.checks.locate import from_drafts, verbatim
from summarizer.checks.matters import SETTLED
from summarizer.checks.proposal import Proposal
from summarizer.drafts import ArticleDraft
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.planted.case import Planted
from summarizer.evaluation.planted.words import content
from summarizer.lexical import read_lexically
from summarizer.summary import Claim, Source, Warned

Outcome = Literal["removed", "repaired", "asked", "flagged", "missed"]
CAUGHT: frozenset[Outcome] = frozenset({"removed", "repaired", "asked"})

Names = tuple[str, ...]
_MOST = 2 / 3
"""Share of a claim's words in its evidence, of which words of another sentence have a third at most."""


@dataclass(frozen=True)
class Checked:
    """A draft after verification, with where its claims went."""

    verified: Verified
    proposal: Proposal

    def claim(self, index: int) -> Claim | None:
        """What the draft's claim at ``index`` became; ``None`` where it was rejected."""
        # A draft's claims keep their number as the proposal's, and verification keeps the proposal's order.
        numbers = [claim.id for claim in self.proposal.claims]
        identifier = f"c{index + 1}"
        return self.verified.claims[numbers.index(identifier)] if identifier in numbers else None

    @property
    def sources(self) -> dict[str, Source]:
        """The sources that came out, by id."""
        return {source.id: source for source in self.verified.sources}

    def chain(self, claim: Claim) -> list[Names]:
        """All that the sources of a claim are called, from the originator to the last relay."""
        return [tuple(self.sources[key].mentions) for key in claim.attribution.chain]


@dataclass(frozen=True)
class Judged:
    """A planted error and what became of it."""

    error: Planted
    outcome: Outcome
    """``removed``: rejected. ``repaired``: the truth is back, or the article's own words. ``asked``: a model is asked
    again about that very claim, for a reason that the true draft does not bring; if it insists, the error stands with
    a warning on it. ``flagged``: it stands, with a warning of which a model is not asked. ``missed``: it stands."""
    by: str | None
    """The check that asks about it or flagged it."""
    found: Claim | None
    """The claim as it came out."""
    checked: Checked
    """All that came out."""


class Bench:
    """One article, on which drafts are verified as a strong model's: soft signals do not bind, nobody asks again."""

    def __init__(self, gold: GoldArticle) -> None:
        self.gold = gold
        self._reading = read_lexically(gold.article)
        self._last: tuple[ArticleDraft, Checked] | None = None

    def check(self, draft: ArticleDraft) -> Checked:
        """Verify a draft."""
        proposal = from_drafts(self.gold.article, self._reading, [draft])
        return Checked(verify(self.gold.article, self._reading, proposal, soft_binds=False), proposal)

    def judge(self, error: Planted) -> Judged:
        """Verify a draft with an error in it, and see what became of the error."""
        checked, truth = self.check(error.draft), self._truth(error.truth)
        found = checked.claim(error.claim)
        outcome = self._outcome(error, checked, truth, found)
        if outcome != "missed":
            return Judged(error, outcome, None, found, checked)
        flags = list(_new_warnings(error, checked, truth, found))
        asked = [flag for flag in flags if flag in checked.verified.doubts]
        if asked or flags:
            return Judged(error, "asked" if asked else "flagged", (asked or flags)[0].check, found, checked)
        return Judged(error, "missed", None, found, checked)

    def _truth(self, draft: ArticleDraft) -> Checked:
        """A true draft verified; the last one is remembered, as many errors are planted into one."""
        if self._last is None or self._last[0] is not draft:
            self._last = (draft, self.check(draft))
        return self._last[1]

    def _outcome(self, error: Planted, checked: Checked, truth: Checked, found: Claim | None) -> Outcome:
        if error.field == "brief":
            return _brief(error, checked)
        if error.field in ("kind", "disclosure"):
            return _source(error, checked)
        if found is None:
            return "removed"
        right = truth.claim(error.claim)
        if error.field == "text":
            again = found.text != error.after and (found.text == error.before or self._in_article(found))
            return "repaired" if again else "missed"
        if error.field == "chain":
            return self._chain(error, checked.chain(found), truth.chain(right) if right else None)
        if error.field == "status":
            return "missed" if found.status in SETTLED else "repaired"
        return self._evidence(error, checked, truth, found)

    def _in_article(self, claim: Claim) -> bool:
        """Whether a claim's text is its evidence."""
        return claim.text == verbatim(self.gold.article, [(piece.start, piece.end) for piece in claim.evidence])

    def _chain(self, error: Planted, now: list[Names], truth: list[Names] | None) -> Outcome:
        """Repaired where the chain is gold's, or what checks make of it anyhow.

        What was told as the article's own is repaired also where it has some of its sources again and no other:
        nobody takes it for fact then, nor for somebody else's.
        """
        gold = self._gold_chain(error)
        if _same(now, gold) or (truth is not None and _same(now, truth)):
            return "repaired"
        lost = not error.draft.claims[error.claim].chain
        some = bool(now) and all(any(_same([one], [other]) for other in gold) for one in now)
        return "repaired" if lost and some else "missed"

    def _gold_chain(self, error: Planted) -> list[Names]:
        names = {source.name: source.names for source in self.gold.sources.values()}
        return [names[name] for name in error.truth.claims[error.claim].chain]

    def _evidence(self, error: Planted, checked: Checked, truth: Checked, found: Claim) -> Outcome:
        """Repaired where the evidence is the true one, or words that tell the same elsewhere.

        So it is where the claim tells now what its evidence does, by the source and of the status that this has.
        """
        right = truth.claim(error.claim)
        if right is not None and (_overlap(found, right) or _carries(found, right.text)):
            return "repaired"
        moved_to = next((i for i, given in enumerate(error.truth.claims) if given.quote == error.after), None)
        other = truth.claim(moved_to) if moved_to is not None else None
        if other is None or not self._in_article(found):
            return "missed"
        same = _same(checked.chain(found), truth.chain(other)) and found.status == other.status
        return "repaired" if same and _overlap(found, other) else "missed"


def _brief(error: Planted, checked: Checked) -> Outcome:
    if error.after in (sentence.text for sentence in checked.verified.brief):
        return "missed"
    repaired = any(entry.field == "brief" and entry.from_ == error.after for entry in checked.verified.checks.repaired)
    return "repaired" if repaired else "removed"


def _source(error: Planted, checked: Checked) -> Outcome:
    right = next(source for source in error.truth.sources if source.name == error.source)
    now = next((source for source in checked.verified.sources if right.name in source.mentions), None)
    if now is None:
        return "removed"
    again = now.kind == right.kind if error.field == "kind" else now.disclosure != "named"
    return "repaired" if again else "missed"


def _same(one: list[Names], other: list[Names]) -> bool:
    """Whether two chains hold the same sources in the same order."""
    return len(one) == len(other) and all(
        {name.lower() for name in mine} & {name.lower() for name in theirs}
        for mine, theirs in zip(one, other, strict=True)
    )


def _overlap(one: Claim, other: Claim) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.evidence for b in other.evidence)


def _carries(claim: Claim, text: str) -> bool:
    """Whether a claim's evidence has most of the words of ``text``, as the article's repetitions of it do."""
    wanted = content(text)
    return claim.text == text and len(wanted & content(" ".join(e.exact for e in claim.evidence))) >= _MOST * len(
        wanted
    )


def _new_warnings(error: Planted, checked: Checked, truth: Checked, found: Claim | None) -> Iterator[Warned]:
    """Warnings on the claim, or on the source that is wrong, which the true draft does not bring."""
    right = truth.claim(error.claim)
    for warned in checked.verified.checks.warnings:
        if error.source is not None:
            mine = warned.claim is None and error.source in warned.text
            known = warned in truth.verified.checks.warnings
        else:
            mine = found is not None and warned.claim == found.id
            told = [w.text for w in truth.verified.checks.warnings if right is not None and w.claim == right.id]
            known = warned.text in told
        if mine and not known:
            yield warned
