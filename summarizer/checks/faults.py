"""What a text says that the article does not: the checks that claims and sentences of a brief have in common."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from summarizer.checks.carried import carried, unknown_opening
from summarizer.checks.doers import told_elsewhere
from summarizer.checks.order import Word
from summarizer.checks.polarity import firmer, negation_added, negation_lost
from summarizer.checks.replaced import impossible_day, misdated, replaced_name
from summarizer.checks.roles import misplaced
from summarizer.checks.wording import (
    claim_text,
    confirmations,
    missing_moments,
    missing_names,
    missing_numbers,
    missing_ordinals,
    missing_quotations,
    unsupported_word,
)

Fault = tuple[str, str]
"""The check that a text fails, and why."""
UNCHECKED: Fault = "injection", "the article speaks to machines, and a text in another language cannot be held to it"

_LOOSE = 0.25
"""Share of content words from which a text must tell what its evidence tells, and only that."""
_TOLD = 0.5
"""Share of the evidence that it must tell then."""
_ENDING = 0.15
"""Share of content words from which a text must end as its evidence does."""
_SAYING = 2
"""Content words from which evidence says something by itself."""
_FOREIGN = 2
"""Content words that may not be carried by anything around, then."""


@dataclass(frozen=True, slots=True)
class Support:
    """What is to carry a text, from near to far."""

    evidence: str
    """The words that it stands on."""
    sentences: str
    """The sentences that these stand in."""
    around: str
    """These with their neighbours and date lines."""
    lines: str
    """Headline and date lines."""
    days: str
    """The dates that "yesterday" or a weekday stand for there."""
    context: str
    """Two sentences to either side: what its pronouns may mean."""
    speakers: str
    """The names of who is said to say it."""
    article: str
    suspect: bool = False
    """Whether the article speaks to machines: a model that listened may tell anything, so only its words are taken."""


def text_fault(text: str, support: Support, *, attributed: bool = False, confirmed: bool = False) -> Fault | None:
    """What is wrong with ``text``; ``None`` where nothing is.

    Args:
        text: a claim, or a sentence of a brief.
        support: what is to carry it.
        attributed: whether the text names its speakers.
        confirmed: whether somebody is known to confirm it.
    """
    if text == claim_text(support.evidence):
        return None  # the article's own words
    around = f"{support.around} {support.days} {support.speakers}"
    if wrong := missing_numbers(text, f"{support.article} {support.days}") or missing_ordinals(text, around):
        return "number", f"the article has no number {', '.join(wrong)}"
    if wrong := missing_numbers(text, around) or _in_place_of_another(missing_numbers, text, support):
        return "number", f"the number {', '.join(wrong)} belongs to another sentence"
    if names := missing_names(text, f"{support.article} {support.days}") or unknown_opening(text, support.article):
        return "name", f"the article has no {', '.join(names)}"
    if quotations := missing_quotations(text, support.article):
        return "quotation", f"nobody says {quotations[0]!r} in the article"
    if moments := missing_moments(text, around) or _in_place_of_another(missing_moments, text, support):
        return "date", f"the evidence has no {', '.join(moments)}"
    if day := impossible_day(text) or misdated(text, support.evidence, support.sentences):
        return "date", f"the evidence has another date than {day}"
    if word := negation_lost(text, support.evidence) or negation_added(text, support.evidence):
        return "negation", f"it differs from the evidence in whether it is so, at {word!r}"
    if word := firmer(text, support.sentences):
        return "promotion", f"it says {word!r} where the evidence only holds it possible"
    found = next(confirmations(text), None)
    if found and not confirmed and not any(confirmations(around)):
        return "promotion", f"nobody is said to have {found[0]!r}"
    leave = support.speakers if attributed else ""
    if pair := misplaced(text, support.sentences, evidence=support.evidence, leave=leave):
        return "swap", f"{pair[0]} stands where the article has {pair[1]}"
    if pair := replaced_name(text, support.sentences):
        return "swap", f"{pair[0]} stands where the article has {pair[1]}"
    if word := unsupported_word(text, support.sentences):
        return "word", f"the evidence has nothing for {word!r}"
    if told_elsewhere(text, support.sentences, support.article, attributed=attributed):
        return "content", "another sentence tells that, and not of whom the text does"
    return _content_fault(text, support)


def _in_place_of_another(missing: Callable[[str, str], list[str]], text: str, support: Support) -> list[str]:
    """What a neighbouring sentence has, where the evidence has another of its kind that the text leaves out."""
    wrong = missing(text, f"{support.sentences} {support.lines} {support.days} {support.speakers}")
    return wrong if wrong and missing(support.evidence, text) else []


def _content_fault(text: str, support: Support) -> Fault | None:
    """Words of two sentences in one: a name may stand for a pronoun, but what is told must be the evidence's."""
    near = carried(text, f"{support.sentences} {support.speakers}")
    told = carried(support.evidence, text)
    far = carried(text, f"{support.context} {support.around} {support.speakers}")
    # a name from nearby may stand for a pronoun
    meant = [word for word in near.loose if word.kind == "name" and word not in far.loose]
    share = (len(near.loose) - len(meant)) / max(1, len(near.words))
    if support.suspect and share:
        return "injection", f"the article speaks to machines, and has nothing for {_listed(near.loose)}"
    # "The figure was 62" says nothing by itself: what it is about stands before it
    elliptic = len(told.words) < _SAYING
    another = share > _LOOSE and ((told.share > 1 - _TOLD and not elliptic) or len(far.loose) >= _FOREIGN)
    # what begins like the evidence and ends unlike it
    ends_otherwise = not elliptic and near.share > _ENDING and near.ends_loose and told.ends_loose
    if another or ends_otherwise:
        return "content", f"the evidence has nothing for {_listed(near.loose)}"
    return None


def _listed(words: Sequence[Word]) -> str:
    return ", ".join(word.shown for word in words)
