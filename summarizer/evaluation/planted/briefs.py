"""Errors in a sentence of the brief."""

from __future__ import annotations

import functools
from collections.abc import Collection
from random import Random

from summarizer.evaluation.drafting import doubt_of, told
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.planted.case import Case, Plant, Planted
from summarizer.evaluation.planted.claims import fusion
from summarizer.evaluation.planted.slips import Slip
from summarizer.evaluation.planted.sources import nearest, others
from summarizer.evaluation.planted.wording import quotation_word
from summarizer.evaluation.planted.words import listed
from summarizer.summary import Status


def text(slip: Slip, *, never: Collection[Status] = ()) -> Plant:
    """A slip in what a sentence tells; ``never`` names statuses under which it would be no error."""

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        new = None if case.claim.status in never else slip(case.given.text, case.around, rng)
        return case.in_brief(kind, _told(case, new)) if new else None

    return plant


def source_dropped(case: Case, kind: str, rng: Random) -> Planted | None:
    """What a source says told without it."""
    doubt = doubt_of(case.gold, case.claim)
    bare = case.claim.text.rstrip(".")
    return case.in_brief(kind, f"{bare}; {doubt}." if doubt else f"{bare}.") if case.claim.chain else None


def source_swapped(case: Case, kind: str, rng: Random) -> Planted | None:
    """What a source says told as another's."""
    found = others(case) if case.claim.chain else []
    if not found:
        return None
    sources = {**case.gold.sources, case.claim.chain[0]: nearest(case, found)}
    gold = GoldArticle(case.gold.name, case.gold.article, sources, case.gold.claims, case.gold.matters)
    return case.in_brief(kind, told(gold, case.claim, doubt=doubt_of(case.gold, case.claim)))


def doubt_dropped(case: Case, kind: str, rng: Random) -> Planted | None:
    """An open claim told without a word of doubt."""
    return case.in_brief(kind, told(case.gold, case.claim)) if doubt_of(case.gold, case.claim) else None


def confirmed(case: Case, kind: str, rng: Random) -> Planted | None:
    """What a source only said, or denies, told as confirmed by it."""
    if case.claim.status not in ("denied", "disputed", "unconfirmed") or not case.claim.chain:
        return None
    bare = told(case.gold, case.claim)
    verb = next(verb for verb in (" said that ", " denied that ") if verb in bare)
    return case.in_brief(kind, bare.replace(verb, " confirmed that ", 1))


def quotation(case: Case, kind: str, rng: Random) -> Planted | None:
    """A sentence that quotes, with a word of the quotation wrong."""
    new = quotation_word(case.quoted, case.around, rng) if case.quoted else None
    if new is None:
        return None
    return case.in_brief(kind, _told(case, f"\u201c{new}\u201d"), before=_told(case, f"\u201c{case.quoted}\u201d"))


def fused(case: Case, kind: str, rng: Random) -> Planted | None:
    """Two claims told as one, both cited."""
    found = fusion(case, rng)
    if found is None:
        return None
    new, other = found
    doubts = (doubt_of(case.gold, claim) for claim in (case.claim, case.claims[other]))
    return case.in_brief(kind, told(case.gold, case.claim, text=new, doubt=next(filter(None, doubts), "")), other)


def _told(case: Case, new: str) -> str:
    """A sentence that tells ``new``; an invented name keeps its capital letter inside of it."""
    sentence = told(case.gold, case.claim, text=new, doubt=doubt_of(case.gold, case.claim))
    names = (name for name in listed("invented", "surnames") if name in new)
    return functools.reduce(lambda text, name: text.replace(name.lower(), name), names, sentence)
