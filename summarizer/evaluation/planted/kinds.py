"""All kinds of planted errors."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from random import Random

from summarizer.errors import ConfigurationError
from summarizer.evaluation.drafting import draft_from
from summarizer.evaluation.gold import GoldArticle
from summarizer.evaluation.planted import briefs, claims, sources
from summarizer.evaluation.planted.case import Case, Ground, Plant, Planted
from summarizer.evaluation.planted.dates import date_day, date_month, date_relative, date_weekday, date_year
from summarizer.evaluation.planted.fusion import swap
from summarizer.evaluation.planted.names import entity_name, entity_place
from summarizer.evaluation.planted.numbers import number_digits, number_magnitude, number_swapped, number_word
from summarizer.evaluation.planted.wording import (
    negation_added,
    negation_dropped,
    quotation_shortened,
    quotation_word,
    quoted_altered,
)
from summarizer.summary import MEDIA_KINDS, Status


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of error, with how it is made."""

    name: str
    """What options and figures call it."""
    label: str
    """What a table calls it."""
    family: str
    """Name of the family with which it is counted."""
    plant: Plant
    """Makes it."""


def _family(name: str, *kinds: tuple[str, str, Plant]) -> tuple[Kind, ...]:
    return tuple(Kind(kind, label, name, plant) for kind, label, plant in kinds)


_OPEN: tuple[Status, ...] = ("disputed", "unconfirmed", "hedged", "scheduled")
_CONTESTED: tuple[Status, ...] = ("denied", "disputed")
"""Of these a model may as well tell the contrary, by whoever holds it."""

FAMILIES: dict[str, str] = {
    "number": "number changed",
    "quotation": "quotation altered",
    "evidence": "evidence of another sentence",
    "entity": "name never mentioned",
    "source": "source swapped",
    "attribution_removed": "attribution removed",
    "promotion": "status promoted",
    "attribution_invented": "attribution invented",
    "relay_dropped": "relay dropped",
    "originator_dropped": "originator dropped",
    "denial": "denial told as fact",
    "negation": "negation dropped or added",
    "hedge": "hedge dropped",
    "date": "date moved",
    "swap": "doer and done to swapped",
    "fused": "two sentences fused",
    "kind": "kind of source wrong",
    "brief_source": "brief: source dropped or swapped",
    "brief_doubt": "brief: doubt dropped",
    "brief_number": "brief: number or date changed",
    "brief_words": "brief: name, quotation or negation wrong",
    "brief_fused": "brief: sentences fused or turned round",
}
"""What is counted together, with what a table calls it."""

KINDS: tuple[Kind, ...] = (
    *_family(
        "number",
        ("number_digits", "in digits, off by a digit", claims.text(number_digits)),
        ("number_word", "in words, another", claims.text(number_word)),
        ("number_magnitude", "of the wrong order", claims.text(number_magnitude)),
        ("number_swapped", "one of the article in another's place", claims.text(number_swapped)),
    ),
    *_family(
        "quotation",
        ("quotation_evidence", "a word of the evidence is another", claims.quote(quotation_word)),
        ("quotation_shortened", "a word of the evidence is missing", claims.quote(quotation_shortened)),
        ("quotation_text", "a word that the claim quotes is another", claims.text(quoted_altered)),
        ("quotation_told", "told by a quotation with a word wrong", claims.told_quotation),
    ),
    *_family("evidence", ("evidence_moved", "words of another sentence", claims.moved)),
    *_family(
        "entity",
        ("entity_name", "a surname", claims.text(entity_name)),
        ("entity_place", "a country", claims.text(entity_place)),
        ("entity_source", "a source", sources.invented),
    ),
    *_family(
        "source",
        ("source_same_kind", "for one of the same kind", sources.swapped(same_kind=True)),
        ("source_other_kind", "for one of another kind", sources.swapped(same_kind=False)),
    ),
    *_family(
        "attribution_removed", ("attribution_none", "told as the article's own", sources.cut(lambda _: [], least=1))
    ),
    *_family(
        "promotion",
        ("promotion_unlisted", "told as fact, listed nowhere", claims.status(_OPEN, "asserted")),
        ("promotion_listed", "told as fact, yet listed as open", claims.status(_OPEN, "asserted", listed=True)),
        ("promotion_confirmed", "told as confirmed, listed nowhere", claims.status(_OPEN, "confirmed")),
    ),
    *_family(
        "attribution_invented", ("attribution_given", "the article's own given to a source", sources.put_into_a_mouth)
    ),
    *_family("relay_dropped", ("chain_no_relay", "all relays", sources.cut(lambda chain: chain[:1], least=2))),
    *_family(
        "originator_dropped", ("chain_no_origin", "the first source", sources.cut(lambda chain: chain[1:], least=2))
    ),
    *_family("denial", ("denial_told", "told as fact, listed nowhere", claims.status(["denied"], "asserted"))),
    *_family(
        "negation",
        ("negation_dropped", "dropped", claims.text(negation_dropped)),
        ("negation_added", "added", claims.text(negation_added, never=_CONTESTED)),
    ),
    *_family("hedge", ("hedge_dropped", "may, likely, believed to", claims.hedge)),
    *_family(
        "date",
        ("date_weekday", "another weekday", claims.text(date_weekday)),
        ("date_month", "another month", claims.text(date_month)),
        ("date_day", "another day", claims.text(date_day)),
        ("date_year", "another year", claims.text(date_year)),
        ("date_relative", "last month for last year", claims.text(date_relative)),
    ),
    *_family("swap", ("swap_actors", "before and behind the verb", claims.text(swap))),
    *_family(
        "fused",
        ("fused_subject", "one's subject, the other's predicate", claims.fused),
        ("fused_place", "one's deed, the other's country", claims.misplaced),
    ),
    *_family(
        "kind",
        ("kind_unofficial", "unofficial called official", sources.called(sources.plainly_unofficial, kind="official")),
        ("kind_media", "an outlet called official", sources.called(lambda s: s.kind in MEDIA_KINDS, kind="official")),
        (
            "kind_state",
            "state media called free",
            sources.called(lambda s: s.kind == "state_media", kind="other_media"),
        ),
        ("kind_unnamed", "unnamed called named", sources.called(sources.plainly_unnamed, disclosure="named")),
    ),
    *_family(
        "brief_source",
        ("brief_source_dropped", "dropped", briefs.source_dropped),
        ("brief_source_swapped", "swapped", briefs.source_swapped),
    ),
    *_family(
        "brief_doubt",
        ("brief_doubt_dropped", "dropped", briefs.doubt_dropped),
        ("brief_confirmed", "turned into a confirmation", briefs.confirmed),
    ),
    *_family(
        "brief_number",
        ("brief_number_digits", "number off by a digit", briefs.text(number_digits)),
        ("brief_number_swapped", "number in another's place", briefs.text(number_swapped)),
        ("brief_date", "another weekday", briefs.text(date_weekday)),
    ),
    *_family(
        "brief_words",
        ("brief_entity", "a name never mentioned", briefs.text(entity_name)),
        ("brief_quotation", "a word of a quotation", briefs.quotation),
        ("brief_negation_dropped", "negation dropped", briefs.text(negation_dropped)),
        ("brief_negation_added", "negation added", briefs.text(negation_added, never=_CONTESTED)),
    ),
    *_family(
        "brief_fused",
        ("brief_fused_subject", "one's subject, the other's predicate", briefs.fused),
        ("brief_swap", "doer and done to swapped", briefs.text(swap)),
    ),
)
"""All kinds, family by family."""


def chosen_kinds(names: Collection[str]) -> tuple[Kind, ...]:
    """The kinds of these names, or of families so called; all where there are none.

    Raises:
        ConfigurationError: there is no such kind and no such family.
    """
    if strangers := sorted({*names} - {kind.name for kind in KINDS} - FAMILIES.keys()):
        raise ConfigurationError(f"no kind of error is called {', '.join(strangers)}; there are {', '.join(FAMILIES)}")
    return tuple(kind for kind in KINDS if not names or kind.name in names or kind.family in names)


def plant(gold: GoldArticle, kinds: Collection[Kind] = KINDS) -> Iterator[Planted]:
    """Every error that an article has room for: at most one for each kind and claim.

    The same article gives the same errors, whatever else is planted.
    """
    ground = Ground(gold, draft_from(gold))
    for kind in kinds:
        for index, claim in enumerate(ground.made.claims):
            chance = Random(f"{gold.name} {claim.id} {kind.name}")
            error = kind.plant(Case(ground, index), kind.name, chance)
            if error is not None:
                yield error
