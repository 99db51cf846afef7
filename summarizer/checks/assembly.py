"""A brief assembled from the claims themselves, and sentences that keep their source and doubt by construction."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from summarizer.article.model import Article
from summarizer.checks.matters import SETTLED
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSentence, ProposedSource
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import claim_text, numbers, stems
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import words_of
from summarizer.lexical.words import without_article
from summarizer.summary import OFFICIAL_KINDS, Status

WORDS = 130
"""Length to which a brief is filled."""
_FALL, _FALL_OF_MANY = 0.7, 0.2
"""What the last claim of an article weighs less than the first; a long inquiry does not tell what matters first."""
_MANY = 200
"""Claims from which an article is such a one."""
_TOLD = 0.55
"""Share of the shorter sentence's content words from which it tells what another one does."""
_GAP = 12
"""Characters between two claims that one stretch of the article still tells together."""


def keeps_doubt(text: str, status: Status) -> bool:
    """Whether ``text`` shows that something is not settled in the way of ``status``."""
    if status in SETTLED:
        return True
    pattern = vocabulary().doubt.get(status)
    if pattern is not None and pattern.search(text):
        return True
    if status not in ("hedged", "scheduled"):
        return False
    return any(words_of(told, text, lexicon()) for told in ("scheduled", "hedged", "unconfirmed"))


@dataclass(frozen=True, slots=True)
class _Line:
    """Claims that make one sentence: of one article sentence, source and status."""

    claims: tuple[ProposedClaim, ...]
    position: int

    @property
    def lead(self) -> ProposedClaim:
        """The claim that stands for the line."""
        return self.claims[0]


def assemble(article: Article, proposal: Proposal) -> list[ProposedSentence]:
    """A brief made of the claims themselves: the lead and what a reader needs most, to about 120 words."""
    chosen: list[tuple[int, ProposedSentence]] = []
    told: list[set[str]] = []
    used: dict[str, int] = {}
    length = 0
    lines = _lines(proposal)
    while lines:
        line = max(lines, key=lambda line: weight(proposal, line.lead, used))
        lines.remove(line)
        words = {word for claim in line.claims for word in stems(claim.text)}
        if any(repeats(words, other) for other in told):
            continue
        sentence = assembled(article, proposal, line.claims)
        size = len(sentence.text.split())
        if chosen and length + size > WORDS:
            continue
        chosen.append((line.position, sentence))
        told.append(words)
        length += size
        for key in line.lead.chain[:1]:
            used[key] = used.get(key, 0) + 1
    return [sentence for _, sentence in sorted(chosen, key=lambda pair: pair[0])]


def repeats(words: Set[str], other: Set[str]) -> bool:
    """Whether a sentence with these content words tells what another one tells."""
    return len(words & other) > _TOLD * min(len(words), len(other))


def _lines(proposal: Proposal) -> list[_Line]:
    """Key claims, those of one sentence, source and status together."""
    claims = [claim for claim in proposal.claims if claim.key] or proposal.claims
    whole = [claim for claim in claims if len(claim.text.split()) >= 4] or claims
    order = {claim.id: number for number, claim in enumerate(proposal.claims)}
    lines: list[_Line] = []
    for claim in whole:
        last = lines[-1] if lines else None
        if last is not None and _goes_on(last.claims[-1], claim):
            lines[-1] = _Line((*last.claims, claim), last.position)
        else:
            lines.append(_Line((claim,), order[claim.id]))
    return lines


def _goes_on(claim: ProposedClaim, following: ProposedClaim) -> bool:
    """Whether the article tells two claims of one source and status in one stretch."""
    single = all(len(c.spans) == 1 and c.chain and c.speech != "direct" and not c.by_model for c in (claim, following))
    alike = (claim.sentences, claim.chain, claim.status) == (following.sentences, following.chain, following.status)
    return single and alike and 0 <= following.spans[0][0] - claim.spans[0][1] <= _GAP


def weight(proposal: Proposal, claim: ProposedClaim, used: dict[str, int]) -> float:
    """How much a reader needs a claim: early, attributed, open, with figures; less where its source has spoken already.

    Args:
        proposal: what the claim stands in.
        claim: the claim.
        used: how often each source has spoken in the brief so far.
    """
    position = proposal.position(claim.id)
    fall = _FALL if len(proposal.claims) < _MANY else _FALL_OF_MANY
    value = 2.0 if position == 0 else 1.0 - fall * position / len(proposal.claims)
    value += 0.4 * bool(claim.chain) + 0.3 * (claim.status == "unconfirmed") + 0.15 * bool(numbers(claim.text))
    value -= 0.3 * (claim.speech == "direct") + 0.2 * sum(used.get(key, 0) for key in claim.chain[:1])
    return value - 0.02 * max(0, len(claim.text.split()) - 25)


def assembled(article: Article, proposal: Proposal, claims: Sequence[ProposedClaim]) -> ProposedSentence:
    """Claims of one source and status as a sentence that keeps both."""
    claim = claims[0]
    if claim.denied_by_source and claim.chain:
        words = " ".join(article.text[slice(*claim.spans[0])].split()).rstrip(".")
        joint = "that " if len(words.split()) > 4 else ""
        return ProposedSentence(f"{_subject(proposal.sources[claim.chain[0]])} denied {joint}{words}.", [claim.id])
    text = _joined(article, claims)
    if claim.speech == "direct" and not claim.by_model and '"' not in text and claim.chain:
        # "we" is whoever speaks: without its marks it would be the article's
        text = f'"{text}"'
    tail = _tail(proposal, claim, text)
    if claim.chain:
        origin = proposal.sources[claim.chain[0]]
        if not _opens_with(text, origin):
            text = f"{text}, {_said(proposal, claim)}"
        elif vocabulary().cue.search(text) and not claim.by_model and len(claim.chain) == 1:
            pass
        else:
            text = _led(article, proposal, claims, text)
    return ProposedSentence(f"{text}{tail}.", [c.id for c in claims])


def _joined(article: Article, claims: Sequence[ProposedClaim]) -> str:
    """The claims' text; of several of one sentence, the article's own stretch over all of them."""
    if len(claims) == 1:
        return claims[0].text.rstrip(".")
    start, end = min(c.spans[0][0] for c in claims), max(c.spans[-1][1] for c in claims)
    return claim_text(article.text[start:end]).rstrip(".")


def _led(article: Article, proposal: Proposal, claims: Sequence[ProposedClaim], text: str) -> str:
    """The source in front, where the claim is about the source itself: "X said he …"."""
    claim = claims[0]
    words = " ".join(article.text[claim.spans[0][0] : claims[-1].spans[-1][1]].split())
    if claim.by_model or not vocabulary().opens_with_pronoun.match(words):
        return f"{text}, {_said(proposal, claim)}"
    via = f", {_via(proposal, claim)}" if len(claim.chain) > 1 else ""
    return f"{_subject(proposal.sources[claim.chain[0]])} {_verb(claim)} {words.rstrip('.')}{via}"


def _verb(claim: ProposedClaim) -> str:
    cue = (claim.cue or "").lower()
    return cue if cue in vocabulary().reporting else "said"


def _subject(source: ProposedSource) -> str:
    name = _described(source)
    return name[:1].upper() + name[1:]


def _opens_with(text: str, source: ProposedSource) -> bool:
    low = text.lower()
    return any(
        re.match(re.escape(form) + r"(?!\w)", low)
        for mention in source.mentions
        for form in (mention.lower(), without_article(mention.lower()))
    )


def _described(source: ProposedSource) -> str:
    """The source's name, with what a reader must know of it: state media, not named."""
    name = _in_sentence(source)
    if source.kind == "state_media" and not re.search(r"state|official|government", name, re.IGNORECASE):
        name = f"{name} (state media)"
    if (
        source.disclosure in ("partial", "anonymous")
        and source.kind in (*OFFICIAL_KINDS, "unspecified")
        and not re.search(r"unnamed|anonymous|unidentified", name)
    ):
        name = f"{name} (not named)"
    return name


def _said(proposal: Proposal, claim: ProposedClaim) -> str:
    name = _described(proposal.sources[claim.chain[0]])
    if len(claim.chain) > 1:
        return f"according to {name}, {_via(proposal, claim)}"
    phrase = claim.cue is None or "according" in claim.cue or claim.cue == proposal.sources[claim.chain[0]].name
    return f"according to {name}" if phrase else f"{name} {_verb(claim)}"


def _via(proposal: Proposal, claim: ProposedClaim) -> str:
    return "as relayed by " + " and ".join(_in_sentence(proposal.sources[key]) for key in claim.chain[1:])


def _in_sentence(source: ProposedSource) -> str:
    """The source's name inside a sentence: what is no name loses its capital."""
    first, _, rest = source.name.partition(" ")
    words = lexicon().words
    common = words.determiners | words.outlet_nouns | lexicon().tables.roles.keys()
    # "State television", but "State Department"
    generic = first in ("The", "A", "An") or (first.lower() in common and not rest[:1].isupper())
    return f"{first.lower()} {rest}".strip() if generic and not source.person else source.name


def _within(phrase: str) -> str:
    """A phrase of the article inside a sentence: its article in lower case."""
    return re.sub(r"^(?:The|A|An)\b", lambda match: match[0].lower(), phrase)


def _tail(proposal: Proposal, claim: ProposedClaim, text: str) -> str:
    """The doubt, where the sentence would not carry it by itself."""
    if claim.status == "denied":
        return "; this is denied"
    if claim.status == "disputed":
        return "; accounts of this conflict, and it is disputed"
    if claim.status == "unconfirmed":
        matter = next((m for m in proposal.matters if claim.id in m.claims), None)
        awaiting = matter.awaiting if matter is not None else None
        if matter is not None and matter.reason == "no_official_confirmation":
            return f"; not confirmed by {_within(awaiting)}" if awaiting else "; not officially confirmed"
        if not claim.chain and keeps_doubt(text, claim.status):
            return ""
        return "; this is unconfirmed"
    if keeps_doubt(text, claim.status):
        return ""
    return {"scheduled": " (planned)", "hedged": " (likely, not certain)"}.get(claim.status, "")
