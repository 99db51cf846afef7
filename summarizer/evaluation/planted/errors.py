"""Planted errors: true drafts, each broken in one way, as a model's mistake would look."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any, Literal

from summarizer.drafts import ArticleDraft, DraftBriefSentence, DraftClaim, DraftSource
from summarizer.evaluation.drafting import GoldDraft, doubt_of, draft_from, told
from summarizer.evaluation.gold import GoldArticle, GoldClaim, GoldSource
from summarizer.evaluation.planted import texts
from summarizer.evaluation.planted.texts import Around, Slip
from summarizer.evaluation.planted.words import words
from summarizer.summary import MEDIA_KINDS, Status

Field = Literal["text", "evidence", "chain", "status", "kind", "disclosure", "brief"]
"""What of a draft is broken."""
SETTLED: frozenset[Status] = frozenset({"asserted", "confirmed"})


@dataclass(frozen=True)
class Planted:
    """One error in one draft."""

    kind: str
    """Which kind, as ``family.variant``."""
    field: Field
    claim: int
    """The claim that it is about, counted from 0 in the draft; for a source, the first claim that cites it."""
    truth: ArticleDraft
    """The draft without the error."""
    draft: ArticleDraft
    """The draft with it."""
    before: str
    """What was right, in words."""
    after: str
    """What is wrong now, in words."""
    source: str | None = None
    """The source whose kind or disclosure is wrong."""


@dataclass(frozen=True)
class Case:
    """A claim of a true draft with all that breaking it takes."""

    gold: GoldArticle
    base: GoldDraft
    index: int

    @property
    def claim(self) -> GoldClaim:
        """The gold claim."""
        return self.base.claims[self.index]

    @property
    def given(self) -> DraftClaim:
        """The claim as the draft has it."""
        return self.base.draft.claims[self.index]

    @property
    def around(self) -> Around:
        """The article's words around it."""
        return self.around_of(self.index)

    @property
    def chain(self) -> list[str]:
        """Names of its sources."""
        return self.given.chain

    def around_of(self, index: int) -> Around:
        """The article's words around another claim of the draft."""
        numbers = self.base.draft.claims[index].sentences
        sentence = " ".join(s.text for s in self.gold.article.body if s.number in numbers)
        return Around(self.gold.article.text, sentence)

    def with_claim(self, **changes: Any) -> ArticleDraft:  # noqa: ANN401 - any field of a draft's claim
        """The draft with its claim changed."""
        claims = list(self.base.draft.claims)
        claims[self.index] = claims[self.index].model_copy(update=changes)
        return self.base.draft.model_copy(update={"claims": claims})

    def with_brief(self, text: str, *others: int) -> ArticleDraft:
        """The draft with a brief of one sentence, which cites the claim and maybe ``others``, counted from 0."""
        cited = sorted({self.index + 1, *(other + 1 for other in others)})
        return self.base.draft.model_copy(update={"brief": [DraftBriefSentence(text=text, claims=cited)]})

    def planted(self, kind: str, field: Field, draft: ArticleDraft, before: object, after: object) -> Planted:
        """The error, with the draft that it was put into."""
        return Planted(kind, field, self.index, self.base.draft, draft, _shown(before), _shown(after))


Plant = Callable[[Case, str, Random], "Planted | None"]


@dataclass(frozen=True)
class Kind:
    """A kind of error: how it is told of, and how it is made."""

    name: str
    """``family.variant``."""
    label: str
    """The error in some words."""
    plant: Plant

    @property
    def family(self) -> str:
        """What it is counted with."""
        return self.name.partition(".")[0]


def plant(gold: GoldArticle, kinds: Collection[str] = ()) -> Iterator[Planted]:
    """Every error of every kind that an article has room for, at most one for each kind and claim.

    The same article gives the same errors, whatever else is asked for.

    Args:
        gold: the article with its annotation.
        kinds: names of kinds or families; all by default.
    """
    base = draft_from(gold)
    for kind in KINDS:
        if kinds and kind.name not in kinds and kind.family not in kinds:
            continue
        for index, claim in enumerate(base.claims):
            case = Case(gold, base, index)
            error = kind.plant(case, kind.name, Random(f"{gold.name} {claim.id} {kind.name}"))
            if error is not None:
                yield error


def _shown(value: object) -> str:
    if isinstance(value, (list, tuple)):
        return " \u2192 ".join(value) or "the article's own voice"
    return str(value)


# -- texts ------------------------------------------------------------------------------------------


def _text(slip: Slip, *, never: Collection[Status] = ()) -> Plant:
    """Breaks a claim's text."""

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        if case.claim.status in never:
            return None
        new = slip(case.given.text, case.around, rng)
        if new is None or new == case.given.text:
            return None
        return case.planted(kind, "text", case.with_claim(text=new), case.given.text, new)

    return make


def _hedge(case: Case, kind: str, rng: Random) -> Planted | None:
    """The hedge goes from the text, and with it from the status where the status is the hedge."""
    new = texts.hedge_dropped(case.given.text, case.around, rng)
    if new is None or new == case.given.text:
        return None
    draft = case.with_claim(text=new)
    if case.claim.status == "hedged":
        draft = _unlisted(case, "asserted").model_copy(update={})
        draft.claims[case.index] = draft.claims[case.index].model_copy(update={"text": new})
    return case.planted(kind, "text", draft, case.given.text, new)


def _fused(case: Case, kind: str, rng: Random) -> Planted | None:
    found = _fusion(case, rng)
    if found is None:
        return None
    return case.planted(kind, "text", case.with_claim(text=found[0]), case.given.text, found[0])


def _fusion(case: Case, rng: Random) -> tuple[str, int] | None:
    others = [i for i, other in enumerate(case.base.draft.claims) if not {*other.sentences} & {*case.given.sentences}]
    rng.shuffle(others)
    for index in others:
        new = texts.fused(case.given.text, case.base.draft.claims[index].text, case.around)
        if new is not None:
            return new, index
    return None


def _quoting(case: Case, kind: str, rng: Random) -> Planted | None:
    """A claim told by a quotation that has a word wrong."""
    quote = case.given.quote.strip('"“”. ,')
    new = (
        texts.quotation_word(quote, case.around, rng)
        if case.claim.chain and "“" not in quote and '"' not in quote
        else None
    )
    if new is None:
        return None
    truth = case.with_claim(text=f"“{quote}”.")
    draft = case.with_claim(text=f"“{new}”.")
    return Planted(kind, "text", case.index, truth, draft, truth.claims[case.index].text, draft.claims[case.index].text)


# -- evidence ---------------------------------------------------------------------------------------


def _quote(slip: Slip) -> Plant:
    """Alters the words that are to be the article's."""

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        new = slip(case.given.quote, case.around, rng)
        if new is None:
            return None
        return case.planted(kind, "evidence", case.with_claim(quote=new), case.given.quote, new)

    return make


def _moved(case: Case, kind: str, rng: Random) -> Planted | None:
    """The words of another sentence, with its number, that have little to do with the claim."""
    mine = set(texts.content(case.given.text))
    others = [
        other
        for other in case.base.draft.claims
        if not {*other.sentences} & {*case.given.sentences}
        and len(mine & set(texts.content(f"{other.text} {other.quote}"))) <= len(mine) / 3
    ]
    if not others:
        return None
    other = rng.choice(others)
    draft = case.with_claim(quote=other.quote, sentences=other.sentences)
    return case.planted(kind, "evidence", draft, case.given.quote, other.quote)


# -- sources ----------------------------------------------------------------------------------------


def _unlike(one: GoldSource, other: GoldSource) -> bool:
    """Whether two sources have nothing in common by which one may stand for the other."""
    mine, theirs = ({*texts.content(" ".join(source.names))} for source in (one, other))
    return not mine & theirs and not any(place in " ".join(other.names) for place in _countries(one))


def _countries(source: GoldSource) -> set[str]:
    return {name for mention in source.names for name in mention.split() if texts.is_place(name)}


def _others(case: Case) -> list[GoldSource]:
    """Sources that do not say the claim: strangers to its chain who nowhere say the like."""
    mine = set(texts.content(case.claim.text))
    chain = case.gold.chain(case.claim)
    saying = {
        key
        for claim in case.base.claims
        for key in claim.chain
        if claim is not case.claim and len(mine & set(texts.content(claim.text))) > len(mine) / 2
    }
    beside = case.around.sentence
    touching = {
        key for matter in case.gold.matters if case.claim.id in matter.claims for key in _deniers(case, matter.cue)
    }
    return [
        source
        for source in case.gold.sources.values()
        if source.id not in {*case.claim.chain, *saying, *touching}
        and all(_unlike(source, one) for one in chain)
        and (case.claim.status not in ("denied", "disputed") or not any(name in beside for name in source.names))
    ]


def _deniers(case: Case, cue: str | None) -> set[str]:
    return {s.id for s in case.gold.sources.values() if cue and any(name in cue for name in s.names)}


def _near(case: Case, sources: Sequence[GoldSource]) -> GoldSource:
    """The source that spoke last before the claim: whom a model that loses the thread sticks to."""
    keys = [s.id for s in sources]
    order = sorted(range(len(case.base.claims)), key=lambda i: (abs(case.index - i), i > case.index))
    for i in order:
        for key in case.base.claims[i].chain[:1]:
            if key in keys:
                return sources[keys.index(key)]
    return sources[0]


def _swapped(same: bool) -> Plant:
    """Another source of the article, of the same group of kinds or of another."""

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        if not case.claim.chain:
            return None
        origin = case.gold.sources[case.claim.chain[0]]
        others = [s for s in _others(case) if (_group(s) == _group(origin)) == same]
        if not others:
            return None
        chain = [_near(case, others).name, *case.chain[1:]]
        return case.planted(kind, "chain", case.with_claim(chain=chain), case.chain, chain)

    return make


def _group(source: GoldSource) -> str:
    return "media" if source.kind in MEDIA_KINDS else source.kind


def _invented_source(case: Case, kind: str, rng: Random) -> Planted | None:
    """A source whom the article never mentions."""
    if not case.claim.chain:
        return None
    origin = case.gold.sources[case.claim.chain[0]]
    pool = words()["invented"]
    name = f"{rng.choice(pool['given'])} {rng.choice(pool['surnames'])}"
    if origin.kind in MEDIA_KINDS:
        name = f"the {rng.choice(pool['surnames'])} Gazette"
    if name in case.gold.article.text:
        return None
    chain = [name, *case.chain[1:]]
    draft = case.with_claim(chain=chain)
    stranger = DraftSource(name=name, kind=origin.kind, disclosure="named")
    draft = draft.model_copy(update={"sources": [*draft.sources, stranger]})
    return case.planted(kind, "chain", draft, case.chain, chain)


def _chain(cut: Callable[[list[str]], list[str]], at_least: int) -> Plant:
    """A chain of which links are lost."""

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        if len(case.chain) < at_least:
            return None
        chain = cut(case.chain)
        return case.planted(kind, "chain", case.with_claim(chain=chain), case.chain, chain)

    return make


def _attributed(case: Case, kind: str, rng: Random) -> Planted | None:
    """The article's own words put into somebody's mouth."""
    if case.claim.chain:
        return None
    others = _others(case)
    if not others:
        return None
    chain = [_near(case, others).name]
    return case.planted(kind, "chain", case.with_claim(chain=chain, cue="said"), [], chain)


def _source_kind(of: Callable[[GoldSource], bool], **changes: str) -> Plant:
    """A source called what it is not; planted with the first claim that cites it."""

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        first = [key for key in case.claim.chain if not any(key in c.chain for c in case.base.claims[: case.index])]
        wrong = [case.gold.sources[key] for key in first if of(case.gold.sources[key])]
        if not wrong:
            return None
        name = wrong[0].name
        sources = [s.model_copy(update=changes) if s.name == name else s for s in case.base.draft.sources]
        draft = case.base.draft.model_copy(update={"sources": sources})
        ((field, new),) = changes.items()
        old = getattr(wrong[0], field)
        return Planted(
            kind,
            "kind" if field == "kind" else "disclosure",
            case.index,
            case.base.draft,
            draft,
            f"{name}: {old}",
            f"{name}: {new}",
            name,
        )

    return make


# -- statuses ---------------------------------------------------------------------------------------


def _unlisted(case: Case, status: Status) -> ArticleDraft:
    """The draft with the claim's status changed and no open matter over it."""
    draft = case.with_claim(status=status)
    matters = [
        matter.model_copy(update={"claims": left})
        for matter in draft.unconfirmed
        if (left := [number for number in matter.claims if number != case.index + 1])
    ]
    return draft.model_copy(update={"unconfirmed": matters})


def _status(of: Iterable[Status], status: Status, *, listed: bool = False) -> Plant:
    """A claim told as more settled than it is."""
    wanted = frozenset(of)

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        if case.claim.status not in wanted:
            return None
        if listed and not any(case.claim.id in matter.claims for matter in case.gold.matters):
            return None
        draft = case.with_claim(status=status) if listed else _unlisted(case, status)
        return case.planted(kind, "status", draft, case.claim.status, status)

    return make


# -- the brief --------------------------------------------------------------------------------------


def _sentence(case: Case) -> str:
    return told(case.gold, case.claim, doubt=doubt_of(case.gold, case.claim))


def _in_brief(case: Case, kind: str, after: str, *others: int, before: str | None = None) -> Planted | None:
    before = before or _sentence(case)
    if after == before:
        return None
    return Planted(kind, "brief", case.index, case.with_brief(before), case.with_brief(after, *others), before, after)


def _brief_text(slip: Slip, *, never: Collection[Status] = ()) -> Plant:
    """Breaks what a sentence of the brief tells."""

    def make(case: Case, kind: str, rng: Random) -> Planted | None:
        new = slip(case.given.text, case.around, rng) if case.claim.status not in never else None
        if new is None:
            return None
        return _in_brief(case, kind, told(case.gold, case.claim, text=new, doubt=doubt_of(case.gold, case.claim)))

    return make


def _brief_source_dropped(case: Case, kind: str, rng: Random) -> Planted | None:
    if not case.claim.chain:
        return None
    doubt = doubt_of(case.gold, case.claim)
    return _in_brief(case, kind, case.claim.text.rstrip(".") + (f"; {doubt}." if doubt else "."))


def _brief_doubt_dropped(case: Case, kind: str, rng: Random) -> Planted | None:
    if not doubt_of(case.gold, case.claim):
        return None
    return _in_brief(case, kind, told(case.gold, case.claim))


def _brief_source_swapped(case: Case, kind: str, rng: Random) -> Planted | None:
    others = _others(case) if case.claim.chain else []
    if not others:
        return None
    sources = {**case.gold.sources, case.claim.chain[0]: _near(case, others)}
    claim = case.claim
    gold = GoldArticle(case.gold.name, case.gold.article, sources, case.gold.claims, case.gold.matters)
    return _in_brief(case, kind, told(gold, claim, doubt=doubt_of(case.gold, claim)))


def _brief_quotation(case: Case, kind: str, rng: Random) -> Planted | None:
    """A sentence that quotes the evidence, with a word of it wrong."""
    quote = case.given.quote.strip('"“”. ,')
    if not case.claim.chain or any(mark in quote for mark in '"“”'):
        return None
    new = texts.quotation_word(quote, case.around, rng)
    doubt = doubt_of(case.gold, case.claim)
    if new is None:
        return None
    before, after = (told(case.gold, case.claim, text=f"“{words_}”", doubt=doubt) for words_ in (quote, new))
    return _in_brief(case, kind, after, before=before)


def _brief_fused(case: Case, kind: str, rng: Random) -> Planted | None:
    found = _fusion(case, rng)
    if found is None:
        return None
    text, other = found
    doubts = [d for i in (case.index, other) if (d := doubt_of(case.gold, case.base.claims[i]))]
    return _in_brief(case, kind, told(case.gold, case.claim, text=text, doubt=next(iter(doubts), "")), other)


def _brief_confirmed(case: Case, kind: str, rng: Random) -> Planted | None:
    """What a source only said is told as confirmed."""
    if case.claim.status in SETTLED or not case.claim.chain:
        return None
    return _in_brief(
        case,
        kind,
        told(case.gold, case.claim)
        .replace(" said that ", " confirmed that ", 1)
        .replace(" denied that ", " confirmed that ", 1),
    )


_SOFT: tuple[Status, ...] = ("disputed", "unconfirmed", "hedged", "scheduled")
_CONTRARY: tuple[Status, ...] = ("denied", "disputed")

KINDS: tuple[Kind, ...] = (
    Kind("number.digits", "a number in digits is off", _text(texts.number_digits)),
    Kind("number.word", "a number in words is another", _text(texts.number_word)),
    Kind("number.magnitude", "a number is of the wrong order", _text(texts.number_magnitude)),
    Kind("number.swapped", "a number of the article stands in another's place", _text(texts.number_swapped)),
    Kind("quotation.evidence", "a word of the evidence is another", _quote(texts.quotation_word)),
    Kind("quotation.shortened", "a word of the evidence is left out", _quote(texts.quotation_dropped)),
    Kind("quotation.text", "a word of what a claim quotes is another", _text(texts.quoted_altered)),
    Kind("quotation.told", "a claim is told by a quotation with a word wrong", _quoting),
    Kind("evidence.moved", "the evidence is that of another sentence", _moved),
    Kind("entity.name", "a name that the article never mentions", _text(texts.entity_name)),
    Kind("entity.place", "a country that the article never mentions", _text(texts.entity_place)),
    Kind("source.same_kind", "another source of the same kind", _swapped(True)),
    Kind("source.other_kind", "another source of another kind", _swapped(False)),
    Kind("source.invented", "a source that the article never mentions", _invented_source),
    Kind("attribution_removed.chain", "an attributed claim told as fact", _chain(lambda chain: [], 1)),
    Kind("attribution_invented.chain", "the article's own words put into a mouth", _attributed),
    Kind("relay_dropped.all", "the relays are left out", _chain(lambda chain: chain[:1], 2)),
    Kind("originator_dropped.chain", "the originator is left out", _chain(lambda chain: chain[1:], 2)),
    Kind("promotion.unlisted", "told as plain fact, and listed nowhere", _status(_SOFT, "asserted")),
    Kind("promotion.listed", "told as plain fact, though listed as open", _status(_SOFT, "asserted", listed=True)),
    Kind("promotion.confirmed", "told as confirmed, and listed nowhere", _status(_SOFT, "confirmed")),
    Kind("denial.told", "what is denied told as plain fact", _status(["denied"], "asserted")),
    Kind("negation.dropped", "a negation is dropped", _text(texts.negation_dropped)),
    Kind("negation.added", "a negation is added", _text(texts.negation_added, never=_CONTRARY)),
    Kind("hedge.dropped", "a hedge is dropped", _hedge),
    Kind("date.weekday", "another weekday", _text(texts.date_weekday)),
    Kind("date.month", "another month", _text(texts.date_month)),
    Kind("date.day", "another day of the month", _text(texts.date_day)),
    Kind("date.year", "another year", _text(texts.date_year)),
    Kind("date.relative", "yesterday for today, next for last", _text(texts.date_relative)),
    Kind("swap.names", "actor and object change places", _text(texts.swap)),
    Kind("fused.claims", "one sentence's subject with another's predicate", _fused),
    Kind(
        "kind.unofficial",
        "an unofficial source called official",
        _source_kind(
            lambda s: s.kind in ("company", "party", "armed_group", "expert", "ngo", "private"), kind="official"
        ),
    ),
    Kind("kind.media", "an outlet called official", _source_kind(lambda s: s.kind in MEDIA_KINDS, kind="official")),
    Kind(
        "kind.state",
        "state media called independent",
        _source_kind(lambda s: s.kind == "state_media", kind="other_media"),
    ),
    Kind(
        "kind.unnamed",
        "a source that is not named called named",
        _source_kind(lambda s: s.disclosure in ("partial", "anonymous") and s.kind != "document", disclosure="named"),
    ),
    Kind("brief.source_dropped", "brief: the source is left out", _brief_source_dropped),
    Kind("brief.source_swapped", "brief: another source", _brief_source_swapped),
    Kind("brief.doubt_dropped", "brief: the doubt is left out", _brief_doubt_dropped),
    Kind("brief.confirmed", "brief: told as confirmed", _brief_confirmed),
    Kind("brief.number", "brief: a number is off", _brief_text(texts.number_digits)),
    Kind("brief.number_swapped", "brief: a number in another's place", _brief_text(texts.number_swapped)),
    Kind("brief.date", "brief: another weekday", _brief_text(texts.date_weekday)),
    Kind("brief.entity", "brief: a name never mentioned", _brief_text(texts.entity_name)),
    Kind("brief.negation", "brief: a negation is dropped", _brief_text(texts.negation_dropped)),
    Kind("brief.negation_added", "brief: a negation is added", _brief_text(texts.negation_added, never=_CONTRARY)),
    Kind("brief.swap", "brief: actor and object change places", _brief_text(texts.swap)),
    Kind("brief.quotation", "brief: a quotation with a word wrong", _brief_quotation),
    Kind("brief.fused", "brief: two sentences in one", _brief_fused),
)
"""All kinds, family by family."""
