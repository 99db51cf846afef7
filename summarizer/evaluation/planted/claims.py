"""Errors in a claim: its text, its evidence, its status."""

from __future__ import annotations

import re
from collections.abc import Collection
from random import Random

from summarizer.drafts import ArticleDraft
from summarizer.evaluation.planted.case import Case, Plant, Planted
from summarizer.evaluation.planted.fusion import fused_place, fused_subject
from summarizer.evaluation.planted.slips import Slip
from summarizer.evaluation.planted.wording import hedge_dropped, quotation_word
from summarizer.evaluation.planted.words import content
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words
from summarizer.summary import Status

_STRANGE = 1 / 3
"""Share of a claim's words up to which another sentence has nothing to do with it."""
_ASKS = re.compile(r"(?:Whether|How|Why|What|Who|Where|When)\b")


def text(slip: Slip, *, never: Collection[Status] = ()) -> Plant:
    """A claim's text with a slip in it; ``never`` names statuses under which the slip would be no error."""

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        new = None if case.claim.status in never else slip(case.given.text, case.around, rng)
        if new is None or new == case.given.text:
            return None
        return case.planted(kind, "text", case.with_claim(text=new), case.given.text, new)

    return plant


def hedge(case: Case, kind: str, rng: Random) -> Planted | None:
    """A hedge that went unnoticed: gone from the text, and from the status where the status is the hedge."""
    new = hedge_dropped(case.given.text, case.around, rng)
    if new is None or new == case.given.text:
        return None
    draft = case.with_claim(text=new)
    if case.claim.status == "hedged":
        draft = _unlisted(case, status="asserted", text=new)
    return case.planted(kind, "text", draft, case.given.text, new)


def told_quotation(case: Case, kind: str, rng: Random) -> Planted | None:
    """A claim told by what is said in quotation marks, with a word of it wrong."""
    new = quotation_word(case.quoted, case.around, rng) if case.quoted else None
    if new is None:
        return None
    before, after = f"\u201c{case.quoted}.\u201d", f"\u201c{new}.\u201d"
    truth, draft = case.with_claim(text=before), case.with_claim(text=after)
    return Planted(kind, "text", case.index, truth, draft, before, after)


def fused(case: Case, kind: str, rng: Random) -> Planted | None:
    """Whom a claim is about with what a claim of another sentence says."""
    found = fusion(case, rng)
    return case.planted(kind, "text", case.with_claim(text=found[0]), case.given.text, found[0]) if found else None


def misplaced(case: Case, kind: str, rng: Random) -> Planted | None:
    """What a claim tells at the place of another sentence's."""
    for index in _shuffled(case.elsewhere, rng):
        new = fused_place(case.given.text, case.base.claims[index].text, case.around)
        if new is not None:
            return case.planted(kind, "text", case.with_claim(text=new), case.given.text, new)
    return None


def fusion(case: Case, rng: Random) -> tuple[str, int] | None:
    """A false sentence made of the claim and another, with that other's place in the draft."""
    for index in _shuffled(case.elsewhere, rng):
        new = fused_subject(case.given.text, case.base.claims[index].text, case.around)
        if new is not None:
            return new, index
    return None


def quote(slip: Slip) -> Plant:
    """Evidence that is not quite what the article says."""

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        new = slip(case.given.quote, case.around, rng)
        return case.planted(kind, "evidence", case.with_claim(quote=new), case.given.quote, new) if new else None

    return plant


def moved(case: Case, kind: str, rng: Random) -> Planted | None:
    """The words and the number of another sentence, which has nothing to do with the claim."""
    mine = content(case.given.text)
    others = [
        other
        for other in (case.base.claims[index] for index in case.elsewhere)
        if len(mine & content(f"{other.text} {other.quote}")) <= _STRANGE * len(mine)
    ]
    if not others:
        return None
    other = rng.choice(others)
    draft = case.with_claim(quote=other.quote, sentences=other.sentences)
    return case.planted(kind, "evidence", draft, case.given.quote, other.quote)


def status(of: Collection[Status], told_as: Status, *, listed: bool = False) -> Plant:
    """A claim told as more settled than it is; ``listed`` where the draft still lists it as open."""

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        if case.claim.status not in of or _says_so_itself(case):
            return None
        if listed and not any(case.claim.id in matter.claims for matter in case.gold.matters):
            return None
        draft = case.with_claim(status=told_as) if listed else _unlisted(case, status=told_as)
        return case.planted(kind, "status", draft, case.claim.status, told_as)

    return plant


def _says_so_itself(case: Case) -> bool:
    """Whether the text tells that something is not known: that may be asserted without telling more than is known."""
    words = {word.status for word in status_words(case.given.text, lexicon())}
    return case.claim.status == "unconfirmed" and ("unconfirmed" in words or _ASKS.match(case.given.text) is not None)


def _unlisted(case: Case, **changes: str) -> ArticleDraft:
    """The draft with the claim changed and no open matter over it."""
    draft = case.with_claim(**changes)
    matters = [
        matter.model_copy(update={"claims": left})
        for matter in draft.unconfirmed
        if (left := [number for number in matter.claims if number != case.index + 1])
    ]
    return draft.model_copy(update={"unconfirmed": matters})


def _shuffled(items: list[int], rng: Random) -> list[int]:
    mixed = list(items)
    rng.shuffle(mixed)
    return mixed
