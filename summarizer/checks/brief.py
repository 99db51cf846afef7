"""The brief: checked sentence by sentence against its claims, and assembled from them where it fails."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summarizer.article.model import Article
from summarizer.checks.matters import SETTLED
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSentence, ProposedSource
from summarizer.checks.wording import (
    claim_text,
    missing_names,
    missing_number_words,
    missing_numbers,
    negations,
    numbers,
    stems,
    unsupported_share,
)
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import status_words
from summarizer.summary import MEDIA_KINDS, OFFICIAL_KINDS, Status

WORDS = 120
"""Length to which a brief is filled."""
_UNSUPPORTED = 0.4
_CUE = re.compile(
    r"\b(?:according to|sa(?:y|ys|id)|report\w*|claim\w*|told|announc\w*|accus\w*|blam\w*|den(?:y|ies|ied)|quot\w+|cit\w+|warn\w*|alleg\w*|insist\w*|stat(?:es|ed)|add(?:s|ed)|call\w*|urg\w+|describ\w+|term\w+|thank\w*|advis\w+|demand\w*|reject\w*|dismiss\w*|vow\w*|pledg\w+|promis\w+|confirm\w*|estimat\w+|believ\w+|suggest\w*|show\w*|note[sd]?|acknowledg\w+|argu\w+|welcom\w+|condemn\w*|prais\w+|criticis\w+|criticiz\w+|denounc\w+|express\w*|predict\w*|in the words of|tweet\w*|post(?:s|ed)|wr(?:ite|ites|ote))\b",
    re.IGNORECASE,
)
_DOUBT: dict[Status, re.Pattern[str]] = {
    "unconfirmed": re.compile(
        r"\b(?:unconfirmed|not (?:yet |been |officially |independently )*(?:confirmed|verified|clear|known|named|established)|no (?:official |independent )?confirmation|unverified|unclear|unnamed|not named|anonymous|without (?:official )?confirmation|alone|yet to (?:confirm|comment)|ha(?:s|ve) not (?:\w+ )?(?:confirmed|commented)|could not be|declined to|refus\w+ to|no comment|did not (?:comment|respond))\b",
        re.IGNORECASE,
    ),
    "denied": re.compile(
        r"\b(?:den(?:y|ies|ied|ial|ying)|reject\w*|refut\w+|dismiss\w*|disput\w+|rebut\w*)\b", re.IGNORECASE
    ),
    "disputed": re.compile(
        r"\b(?:disput\w+|contest\w*|den(?:y|ies|ied)|reject\w*|conflict\w*|contradict\w*|while|but|whereas|however)\b",
        re.IGNORECASE,
    ),
}


def check_brief(article: Article, proposal: Proposal) -> int:
    """Hold every sentence of the brief to its claims; replace what fails, assemble what is missing.

    Returns:
        How many sentences of the model stand.
    """
    standing: list[ProposedSentence] = []
    replaced: list[str] = []
    for sentence in proposal.brief:
        claims = [claim for identifier in sentence.claims if (claim := proposal.claim(identifier)) is not None]
        sentence.claims = [claim.id for claim in claims]
        fault = sentence_fault(article, proposal, sentence.text, claims)
        if fault is None:
            standing.append(sentence)
            continue
        check, why = fault
        if not claims:
            proposal.log.reject(check, sentence.text, why)
            continue
        new = [assembled(article, proposal, [claim]) for claim in claims]
        proposal.log.repair(check, None, "brief", sentence.text, " ".join(s.text for s in new), why)
        fresh = [
            s
            for s in new
            if s.text not in replaced and not any(set(s.claims) <= set(other.claims) for other in standing)
        ]
        replaced += [s.text for s in fresh]
        standing += fresh
    accepted = sum(sentence in proposal.brief for sentence in standing)
    proposal.brief = standing or assemble(article, proposal)
    return accepted


def sentence_fault(
    article: Article, proposal: Proposal, text: str, claims: Sequence[ProposedClaim]
) -> tuple[str, str] | None:
    """What is wrong with a sentence of a brief: the check that it fails and why; ``None`` where it holds."""
    if not claims:
        return "brief", "it cites no claim that stands"
    support = " ".join(
        [*(claim.text for claim in claims), *(article.text[slice(*span)] for claim in claims for span in claim.spans)]
    )
    around = " ".join(s.text for s in article.body if any(s.number in claim.sentences for claim in claims))
    cited = {key for claim in claims for key in claim.chain}
    named = " ".join(mention for key in cited for mention in proposal.sources[key].mentions)
    wrong = missing_numbers(text, article.text) or missing_number_words(text, article.text)
    if wrong or (wrong := sorted(n for n in numbers(text) if missing_numbers(n, f"{support} {around} {named}"))):
        return "number", f"its claims have no number {', '.join(wrong)}"
    if names := missing_names(text, article.text):
        return "name", f"the article has no {', '.join(names)}"
    for claim in claims:
        fault = _attribution_fault(proposal, text, claim) or _doubt_fault(text, claim)
        if fault is not None:
            return fault
    if (
        negations(text) == 0
        and any(negations(claim.text) for claim in claims)
        and not any(p.search(text) for p in _DOUBT.values())
    ):
        return "negation", "a negation of its claims is lost"
    for key, source in proposal.sources.items():
        if (
            key not in cited
            and not source.person
            and _names(text, source)
            and not _names(f"{support} {around}", source)
        ):
            return "attribution", f"it names {source.name}, the source of none of its claims"
    if unsupported_share(text, f"{support} {around} {named}") > _UNSUPPORTED:
        return "content", "most of its words are not in its claims"
    return None


def _attribution_fault(proposal: Proposal, text: str, claim: ProposedClaim) -> tuple[str, str] | None:
    if not claim.chain:
        return None
    origin = proposal.sources[claim.chain[0]]
    if not _names(text, origin):
        return "attribution", f"it tells what {origin.name} said without naming the source"
    if not _CUE.search(text):
        return "attribution", f"it names {origin.name} but does not say that the claim is theirs"
    relays = [proposal.sources[key] for key in claim.chain[1:] if proposal.sources[key].kind in MEDIA_KINDS]
    if relays and origin.disclosure in ("partial", "anonymous") and not any(_names(text, relay) for relay in relays):
        return "attribution", f"it leaves out {relays[0].name}, through whom alone {origin.name} is known"
    if origin.kind in MEDIA_KINDS and re.search(r"\b(?:officially confirmed|the government confirmed)\b", text):
        return "promotion", f"it calls official what {origin.name} reported"
    return None


def _names(text: str, source: ProposedSource) -> bool:
    """Whether ``text`` names the source: by a mention, a surname or a proper name of several parts."""
    low = text.lower()
    for mention in source.mentions:
        plain = re.sub(r"^(?:the|a|an)\s+", "", mention.lower())
        if re.search(r"(?<!\w)" + re.escape(plain) + r"(?!\w)", low):
            return True
    return False


def _doubt_fault(text: str, claim: ProposedClaim) -> tuple[str, str] | None:
    if claim.status in SETTLED:
        return None
    pattern = _DOUBT.get(claim.status)
    kept = (
        bool(pattern.search(text))
        if pattern is not None
        else any(word.status in ("hedged", "scheduled", "unconfirmed") for word in status_words(text, lexicon()))
    )
    return None if kept else ("promotion", f"it tells as settled what is {claim.status}")


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
        line = max(lines, key=lambda line: _weight(proposal, line, used))
        lines.remove(line)
        words = {word for claim in line.claims for word in stems(claim.text)}
        if any(len(words & other) > 0.55 * min(len(words), len(other)) for other in told if other and words):
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


def _lines(proposal: Proposal) -> list[_Line]:
    """Key claims, those of one sentence, source and status together."""
    claims = [claim for claim in proposal.claims if claim.key] or proposal.claims
    whole = [claim for claim in claims if len(claim.text.split()) >= 4] or claims
    groups: dict[tuple[object, ...], list[ProposedClaim]] = {}
    for claim in whole:
        mergeable = bool(claim.chain) and claim.speech != "direct" and len(claim.spans) == 1 and not claim.by_model
        groups.setdefault((claim.sentences, tuple(claim.chain), claim.status) if mergeable else (claim.id,), []).append(
            claim
        )
    order = {claim.id: number for number, claim in enumerate(proposal.claims)}
    return [_Line(tuple(group), order[group[0].id]) for group in groups.values()]


def _weight(proposal: Proposal, line: _Line, used: dict[str, int]) -> float:
    """How much a reader needs the line: early, attributed, open, with figures; less where its source has spoken already."""
    claim = line.lead
    weight = 2.0 if line.position == 0 else 1.0 - line.position / max(1, len(proposal.claims))
    weight += (
        0.3 * bool(claim.chain) + 0.3 * (claim.reason == "no_official_confirmation") + 0.2 * bool(numbers(claim.text))
    )
    weight -= 0.2 * sum(used.get(key, 0) for key in claim.chain[:1])
    return weight - 0.02 * max(0, len(claim.text.split()) - 25)


_VERBS = frozenset(
    [
        "said",
        "says",
        "say",
        "reported",
        "reports",
        "report",
        "announced",
        "stated",
        "claimed",
        "claims",
        "claim",
        "alleged",
        "alleges",
        "warned",
        "warns",
        "insisted",
        "insists",
        "estimates",
        "estimated",
        "believes",
        "believed",
        "added",
        "acknowledged",
        "admitted",
        "conceded",
        "confirmed",
    ]
)


def assembled(article: Article, proposal: Proposal, claims: Sequence[ProposedClaim]) -> ProposedSentence:
    """Claims of one source and status as a sentence that keeps both."""
    claim = claims[0]
    text = _joined(article, claims)
    tail = _tail(proposal, claim, text)
    if claim.chain:
        origin = proposal.sources[claim.chain[0]]
        if not _opens_with(text, origin):
            text = f"{text}, {_said(proposal, claim)}"
        elif _CUE.search(text) and not claim.by_model and len(claim.chain) == 1:
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
    """ "X said he …": the source in front, where the claim is about the source itself."""
    claim = claims[0]
    words = " ".join(article.text[claim.spans[0][0] : claims[-1].spans[-1][1]].split())
    if claim.by_model or not re.match(r"(?:he|she|it|they|his|her|its|their)\b", words):
        return f"{text}, {_said(proposal, claim)}"
    via = f", {_via(proposal, claim)}" if len(claim.chain) > 1 else ""
    return f"{_subject(proposal.sources[claim.chain[0]])} {_verb(claim)} {words.rstrip('.')}{via}"


def _verb(claim: ProposedClaim) -> str:
    cue = (claim.cue or "").lower()
    return cue if cue in _VERBS and cue != "added" else "said"


def _subject(source: ProposedSource) -> str:
    name = _described(source)
    return name[:1].upper() + name[1:]


def _opens_with(text: str, source: ProposedSource) -> bool:
    low = text.lower()
    return any(
        re.match(re.escape(form) + r"(?!\w)", low)
        for mention in source.mentions
        for form in (mention.lower(), re.sub(r"^(?:the|a|an)\s+", "", mention.lower()))
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
    cue = (claim.cue or "").lower()
    return f"{name} {_verb(claim)}" if cue in _VERBS else f"according to {name}"


def _via(proposal: Proposal, claim: ProposedClaim) -> str:
    return "as relayed by " + " and ".join(_in_sentence(proposal.sources[key]) for key in claim.chain[1:])


def _in_sentence(source: ProposedSource) -> str:
    """The source's name inside a sentence: a leading article or generic noun in lower case."""
    first, _, rest = source.name.partition(" ")
    generic = first in ("The", "A", "An", "Some", "Several") or (
        source.disclosure in ("partial", "anonymous")
        and first[1:].islower()
        and first.lower() in lexicon().tables.roles
    )
    return f"{first.lower()} {rest}".strip() if generic else source.name


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
            return f"; not confirmed by {awaiting}" if awaiting else "; not officially confirmed"
        if not claim.chain and _doubt_fault(text, claim) is None:
            return ""
        return "; this is unconfirmed"
    if _doubt_fault(text, claim) is None:
        return ""
    return {"scheduled": " (planned)", "hedged": " (likely, not certain)"}.get(claim.status, "")
