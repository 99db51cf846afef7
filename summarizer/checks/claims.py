"""Claim texts held to their evidence."""

from __future__ import annotations

from summarizer.article.model import Article
from summarizer.checks.locate import furniture, verbatim
from summarizer.checks.proposal import Proposal, ProposedClaim
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import (
    confirmations,
    missing_figures,
    missing_moments,
    missing_names,
    missing_numbers,
    missing_quotations,
    negation_added,
    negation_lost,
    plain_doubts,
    stems,
    swapped,
    unsupported_share,
    unsupported_word,
)
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words

_UNSUPPORTED = 0.45
"""Share of content words without support above which a paraphrase gives way to the article's own words."""
_BRIEF = 3
"""Content words up to which evidence ("There are nine") says little by itself, and a paraphrase must say more."""
_UNKNOWN = 0.25
"""The share without support in the whole article that such a paraphrase may have."""


def check_texts(article: Article, proposal: Proposal, *, foreign: bool = False) -> None:
    """Compare each claim's text with its evidence; what says more, or the contrary, is replaced by the evidence.

    Args:
        article: the article.
        proposal: the proposal; changed in place.
        foreign: whether the texts are in another language than the article: only numbers can be compared then.
    """
    for claim in proposal.claims:
        if not claim.by_model:
            continue
        fault = _figure_fault(article, claim) if foreign else _fault(article, claim, proposal)
        if fault is not None:
            check, why = fault
            words = verbatim(article, claim.spans)
            proposal.log.repair(check, claim.id, "text", claim.text, words, why)
            claim.text = words


def _fault(article: Article, claim: ProposedClaim, proposal: Proposal) -> tuple[str, str] | None:
    text = claim.text
    evidence = " ".join(article.text[slice(*span)] for span in claim.spans)
    sentence = _near(article, claim, 0)
    near = _near(article, claim, 1)
    if fault := _number_fault(article, claim):
        return fault
    if names := missing_names(text, article.text):
        return "name", f"the article has no {', '.join(names)}"
    if quotations := missing_quotations(text, article.text):
        return "quotation", f"nobody says {quotations[0]!r} in the article"
    if negation_lost(text, evidence) or (claim.status != "denied" and negation_added(text, evidence)):
        return "negation", "claim and evidence differ in a negation"
    if moments := missing_moments(text, f"{near} {furniture(article)}"):
        return "date", f"the evidence has no {', '.join(moments)}"
    if pair := swapped(text, sentence):
        return "swap", f"{pair[0]} and {pair[1]} have changed places"
    if (found := next(confirmations(text), None)) and not any(confirmations(near)) and claim.status != "confirmed":
        return "promotion", f"nobody is said to have {found[0]!r}"
    if word := unsupported_word(text, f"{sentence} {article.metadata.headline or ''}"):
        return "word", f"the evidence has nothing for {word!r}"
    sources = " ".join(mention for key in claim.chain for mention in proposal.sources[key].mentions)
    brief = len(stems(evidence)) <= _BRIEF and unsupported_share(text, article.text) <= _UNKNOWN
    if not brief and unsupported_share(text, f"{near} {sources} {article.metadata.headline or ''}") > _UNSUPPORTED:
        return "content", "most of its words are not in the sentences that are to carry it"
    said = {word.status for word in status_words(text, lexicon())}
    for doubt in plain_doubts(evidence):
        shown = evidence[doubt.start : doubt.end]
        firm = claim.status in ("asserted", "confirmed")
        binds = claim.status != "hedged" and not vocabulary().attributive.fullmatch(shown)
        # "will" for "may" is no shortening, whatever the status says
        binds = binds or "scheduled" in said - {word.status for word in status_words(evidence, lexicon())}
        if doubt.status == "hedged" and (firm or binds) and not said - {"scheduled", "confirmed"}:
            return "promotion", f"the evidence says {shown!r}, the claim does not"
        if doubt.status == "scheduled" and firm and not said:
            return "promotion", f"the evidence says {shown!r}, the claim does not"
    return None


def _figure_fault(article: Article, claim: ProposedClaim) -> tuple[str, str] | None:
    """What can be told of a text in another language."""
    if wrong := missing_figures(claim.text, f"{_near(article, claim, 1)} {furniture(article)}"):
        return "number", f"its sentences have no number {', '.join(wrong)}"
    return None


def _number_fault(article: Article, claim: ProposedClaim) -> tuple[str, str] | None:
    if wrong := missing_numbers(claim.text, article.text):
        return "number", f"the article has no number {', '.join(wrong)}"
    if wrong := missing_numbers(claim.text, f"{_near(article, claim, 1)} {furniture(article)}"):
        return "number", f"the number {', '.join(wrong)} belongs to another sentence"
    return None


def _near(article: Article, claim: ProposedClaim, reach: int) -> str:
    """The sentences of the evidence and as many neighbours."""
    return " ".join(s.text for s in article.body if any(abs(s.number - n) <= reach for n in claim.sentences))
