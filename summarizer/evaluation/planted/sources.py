"""Errors in who says it: another source, none, one link of a chain lost, a source called what it is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from random import Random

from summarizer.drafts import DraftSource
from summarizer.evaluation.gold import GoldSource
from summarizer.evaluation.planted.case import Case, Field, Plant, Planted
from summarizer.evaluation.planted.words import any_of, content, listed
from summarizer.lexical.lexicon import lexicon
from summarizer.summary import MEDIA_KINDS

_NO_PERSON = frozenset({"document", "unspecified", *MEDIA_KINDS})


def others(case: Case) -> list[GoldSource]:
    """Sources of the article that surely do not say the claim.

    Left out is whoever may be the same as one of its sources or speak for it, who passes its source's words on, who
    says the like elsewhere, and whom the article names beside a claim that is contested.
    """
    mine = content(case.claim.text)
    chain = case.gold.chain(case.claim)
    together = {key for c in case.claims if {*c.chain} & {*case.claim.chain} for key in c.chain}
    alike = {key for c in case.claims if len(mine & content(c.text)) > len(mine) / 2 for key in c.chain}
    cues = [matter.cue or "" for matter in case.gold.matters if case.claim.id in matter.claims]
    beside = " ".join([*cues, case.around.sentence if case.claim.status in ("denied", "disputed") else ""])
    return [
        source
        for source in case.gold.sources.values()
        if source.id not in together | alike | {*case.claim.chain}
        and all(_strangers(source, one) for one in chain)
        and not any(name in beside for name in source.names)
        and (chain or not any(name in case.around.sentence for name in source.names))
    ]


def _strangers(one: GoldSource, other: GoldSource) -> bool:
    """Whether one source can neither be the other nor speak for it."""
    if content(" ".join(one.names)) & content(" ".join(other.names)):
        return False
    here, there = _countries(one.names), _countries(other.names)
    if "document" in (one.kind, other.kind) or "unspecified" in (one.kind, other.kind):
        return _person(one) or _person(other)
    if group(one) != group(other) or (here and there and not here & there):
        return True
    if one.disclosure != other.disclosure:
        return False
    return one.disclosure == "named" or not (_anyone(one) or _anyone(other) or one.disclosure == "partial")


def _person(source: GoldSource) -> bool:
    return source.disclosure == "named" and source.kind not in _NO_PERSON


def _anyone(source: GoldSource) -> bool:
    """Whether a source may be one with any other of its kind: "officials", or a country."""
    return any(any_of("sources", "anyone").search(name) or name in lexicon().tables.states for name in source.names)


@lru_cache(maxsize=1024)
def _countries(names: tuple[str, ...]) -> frozenset[str]:
    """The countries that a source's names tell."""
    places = lexicon().tables.places
    told = " | ".join(names)
    return frozenset(places[name] for name in places if name in told and re.search(rf"\b{re.escape(name)}\b", told))


def group(source: GoldSource) -> str:
    """A source's kind, all outlets being of one."""
    return "media" if source.kind in MEDIA_KINDS else source.kind


def nearest(case: Case, sources: Sequence[GoldSource]) -> GoldSource:
    """The one who speaks next to the claim, before it rather than after: whom a reader who loses the thread takes."""
    by_id = {source.id: source for source in sources}
    for index in sorted(range(len(case.claims)), key=lambda i: (abs(case.index - i), i > case.index)):
        for key in case.claims[index].chain[:1]:
            if key in by_id:
                return by_id[key]
    return sources[0]


def swapped(*, same_kind: bool) -> Plant:
    """Another source of the article as originator, of the same group of kinds or of another."""

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        if not case.claim.chain:
            return None
        origin = case.gold.sources[case.claim.chain[0]]
        found = [source for source in others(case) if (group(source) == group(origin)) == same_kind]
        if not found:
            return None
        chain = [nearest(case, found).name, *case.given.chain[1:]]
        return case.planted(kind, "chain", case.with_claim(chain=chain), case.given.chain, chain)

    return plant


def invented(case: Case, kind: str, rng: Random) -> Planted | None:
    """A source whom the article never mentions."""
    if not case.claim.chain:
        return None
    origin = case.gold.sources[case.claim.chain[0]]
    surname = rng.choice(listed("invented", "surnames"))
    name = (
        f"the {surname} Gazette" if group(origin) == "media" else f"{rng.choice(listed('invented', 'given'))} {surname}"
    )
    if surname in case.gold.article.text:
        return None
    chain = [name, *case.given.chain[1:]]
    draft = case.with_claim(chain=chain)
    stranger = DraftSource(name=name, kind=origin.kind, disclosure="named")
    draft = draft.model_copy(update={"sources": [*draft.sources, stranger]})
    return case.planted(kind, "chain", draft, case.given.chain, chain)


def cut(shorten: Callable[[list[str]], list[str]], *, least: int) -> Plant:
    """A chain of at least ``least`` links that has lost some."""

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        if len(case.given.chain) < least:
            return None
        chain = shorten(case.given.chain)
        return case.planted(kind, "chain", case.with_claim(chain=chain), case.given.chain, chain)

    return plant


def put_into_a_mouth(case: Case, kind: str, rng: Random) -> Planted | None:
    """The article's own words given to a source."""
    found = others(case) if not case.claim.chain else []
    if not found:
        return None
    chain = [nearest(case, found).name]
    return case.planted(kind, "chain", case.with_claim(chain=chain, cue="said"), [], chain)


def called(of: Callable[[GoldSource], bool], **change: str) -> Plant:
    """A source called what it is not; planted once, with the first claim that cites it.

    Args:
        of: which sources.
        change: ``kind`` or ``disclosure`` with what it is called.
    """
    ((field, wrong),) = change.items()

    def plant(case: Case, kind: str, rng: Random) -> Planted | None:
        earlier = {key for claim in case.claims[: case.index] for key in claim.chain}
        found = [s for s in case.gold.chain(case.claim) if s.id not in earlier and of(s)]
        if not found:
            return None
        name = found[0].name
        sources = [s.model_copy(update=change) if s.name == name else s for s in case.base.sources]
        draft = case.base.model_copy(update={"sources": sources})
        before, after = f"{name}: {getattr(found[0], field)}", f"{name}: {wrong}"
        target: Field = "kind" if field == "kind" else "disclosure"
        return Planted(kind, target, case.index, case.base, draft, before, after, name)

    return plant


def plainly_unofficial(source: GoldSource) -> bool:
    """Whether a source holds no office that its name tells."""
    roles = lexicon().tables.roles
    office = any(roles.get(word) == "official" for name in source.names for word in re.findall(r"[\w-]+", name.lower()))
    return source.kind in ("company", "party", "armed_group", "expert", "ngo", "private") and not office


def plainly_unnamed(source: GoldSource) -> bool:
    """Whether the article gives no name by which a source can be found."""
    places = lexicon().tables.places
    named = any(word not in places for word in re.findall(r"\b[A-Z][\w'\u2019-]+", re.sub(r"^\W*\w+", "", source.name)))
    return source.disclosure in ("partial", "anonymous") and source.kind != "document" and not named
