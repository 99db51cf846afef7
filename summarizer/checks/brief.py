"""The brief: checked sentence by sentence against its claims, assembled from them where it fails."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from summarizer.article.model import Article
from summarizer.checks.assembly import WORDS, assemble, assembled, keeps_doubt, repeats, weight
from summarizer.checks.days import days_meant, takes_up_date
from summarizer.checks.doers import mistaken_doer
from summarizer.checks.faults import UNCHECKED, Fault, Support, text_fault
from summarizer.checks.locate import furniture
from summarizer.checks.matters import SETTLED
from summarizer.checks.phrases import Phrases
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSentence
from summarizer.checks.retold import retold, retold_brief
from summarizer.checks.sources import named_in, stands
from summarizer.checks.speakers import speakers_fault
from summarizer.checks.tongue import ENGLISH, Tongue
from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import claim_text, missing_names, numbers, stems
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import words_of
from summarizer.summary import MEDIA_KINDS

__all__ = ["assemble", "check_brief", "sentence_fault"]

_LONGEST = 180
"""Words from which a brief is no brief any more."""
_PARTS, _AGAIN = 8, 0.25
"""Parts of an article told in windows, and what a sentence weighs less for each that its part has in the brief."""


def check_brief(article: Article, proposal: Proposal, tongue: Tongue = ENGLISH) -> int:
    """Hold every sentence of the brief to its claims; replace what fails, assemble what is missing.

    Args:
        article: the article.
        proposal: the proposal; changed in place.
        tongue: the languages of article and brief. Where English words do not compare them, source and doubt are
            added to each sentence.

    Returns:
        How many sentences of the model stand.
    """
    standing: list[ProposedSentence] = []
    given = list(proposal.brief)
    for sentence in given:
        claims = [claim for identifier in sentence.claims if (claim := proposal.claim(identifier)) is not None]
        sentence.claims = [claim.id for claim in claims]
        fault = (
            _foreign_fault(article, sentence.text, claims, tongue)
            if tongue.foreign
            else sentence_fault(article, proposal, sentence.text, claims)
        )
        if fault is None:
            standing.append(sentence)
            continue
        check, why = fault
        if not claims:
            proposal.log.reject(check, sentence.text, why)
            continue
        new = [
            assembled(article, proposal, [claim])
            if tongue.grammar
            else retold(article, proposal, [claim], tongue.phrases)
            for claim in claims
        ]
        proposal.log.repair(check, None, "brief", sentence.text, " ".join(s.text for s in new), why)
        standing += [s for s in new if not any(set(s.claims) <= set(other.claims) for other in standing)]
    proposal.brief = _shortened(proposal, standing) or (
        assemble(article, proposal) if tongue.grammar else retold_brief(article, proposal, tongue.phrases)
    )
    accepted = [sentence for sentence in given if sentence in proposal.brief]
    if tongue.foreign:
        for sentence in accepted:
            sentence.text = _marked(proposal, sentence, tongue.phrases)
    return len(accepted)


def _shortened(proposal: Proposal, sentences: list[ProposedSentence]) -> list[ProposedSentence]:
    """What a reader needs most of a brief that is far too long, as briefs of several windows are together."""
    if sum(len(s.text.split()) for s in sentences) <= _LONGEST:
        return sentences
    used: dict[str, int] = {}
    parts: Counter[int] = Counter()
    told: list[tuple[frozenset[str], set[str]]] = []
    chosen: list[int] = []
    length = 0
    left = list(range(len(sentences)))
    claims = [[claim for i in s.claims if (claim := proposal.claim(i)) is not None] for s in sentences]
    part = [proposal.position(each[0].id) * _PARTS // len(proposal.claims) for each in claims]
    while left:
        best = max(left, key=lambda i: weight(proposal, claims[i][0], used) - _AGAIN * parts[part[i]])
        left.remove(best)
        text = sentences[best].text
        size, words, figures = len(text.split()), stems(text), set(numbers(text))
        # the same words about another number tell something else
        again = any(repeats(words, other) and figures <= known for other, known in told)
        if chosen and (length + size > WORDS or again):
            continue
        chosen.append(best)
        told.append((words, figures))
        parts[part[best]] += 1
        length += size
        for key in claims[best][0].chain[:1]:
            used[key] = used.get(key, 0) + 1
    return [sentences[i] for i in sorted(chosen)]


def sentence_fault(article: Article, proposal: Proposal, text: str, claims: Sequence[ProposedClaim]) -> Fault | None:
    """What is wrong with a sentence of a brief: the check that it fails and why; ``None`` where it holds."""
    if not claims:
        return "brief", "it cites no claim that stands"
    support = None if _is_their_sentence(article, text, claims) else _support(article, proposal, claims)
    if support is not None and (fault := _words_fault(article, proposal, text, claims, support)):
        return fault
    for claim in claims:
        if fault := _attribution_fault(proposal, text, claim) or _doubt_fault(text, claim):
            return fault
    return None if support is None else _speaker_fault(proposal, text, claims, support)


def _is_their_sentence(article: Article, text: str, claims: Sequence[ProposedClaim]) -> bool:
    """Whether ``text`` is the very sentence of the article that the claims are taken from: it says what that says."""
    numbers = {number for claim in claims for number in claim.sentences}
    plain = len(numbers) == 1 and not article.suspect
    return plain and all(text == claim_text(s.text) for s in article.near(numbers))


def _words_fault(
    article: Article, proposal: Proposal, text: str, claims: Sequence[ProposedClaim], support: Support
) -> Fault | None:
    """What a sentence says that its claims do not."""
    confirmed = any(claim.status == "confirmed" for claim in claims)
    if fault := text_fault(text, support, attributed=True, confirmed=confirmed):
        return fault
    if found := mistaken_doer(text, (support.evidence, support.sentences), support.context, proposal.kind_called):
        return "swap", found.why
    opens = " ".join(m.text for m in proposal.matters if any(claim.id in m.claims for claim in claims))
    near = f"{support.around} {support.speakers}"
    known = f"{near} {opens} {_fuller(article.told, near)}"
    if names := missing_names(text, known):
        return "name", f"its claims do not name {', '.join(names)}"
    return None


def _support(article: Article, proposal: Proposal, claims: Sequence[ProposedClaim]) -> Support:
    """What carries a sentence of the brief: its claims, their evidence, its sentences and sources."""
    told = " ".join(claim.text for claim in claims)
    evidence = " ".join(article.text[slice(*span)] for claim in claims for span in claim.spans)
    numbers = {number for claim in claims for number in claim.sentences}
    sentences, near, context = (" ".join(s.text for s in article.near(numbers, reach)) for reach in (0, 1, 2))
    sources = {key for claim in claims for key in claim.chain}
    named = ", ".join(mention for key in sources for mention in proposal.sources[key].mentions)
    return Support(
        evidence=told,
        sentences=f"{told} {sentences}",
        around=f"{told} {evidence} {context if takes_up_date(sentences) else sentences} {furniture(article)}",
        lines=furniture(article),
        days=days_meant(article, sentences, near),
        context=context,
        speakers=named,
        article=article.told,
        suspect=article.suspect,
    )


def _speaker_fault(proposal: Proposal, text: str, claims: Sequence[ProposedClaim], support: Support) -> Fault | None:
    """Somebody who is said to have said what others did."""
    cited = {key for claim in claims for key in claim.chain}
    theirs = support.speakers.lower()
    for key, source in proposal.sources.items():
        near = any(stands(mention, f"{support.around} {support.speakers}") for mention in source.mentions)
        # "police" is within "police sources"
        others = [mention for mention in source.mentions if mention.lower() not in theirs]
        if key not in cited and not near and _speaks(text, others):
            return "attribution", f"it has {source.name} say what others said"
    if why := speakers_fault(proposal, text, claims):
        return "attribution", why
    return None


def _fuller(article: str, support: str) -> str:
    """Names in full that ``support`` has in part: "General Sergey Varga" where a claim says "Varga"."""
    parts = set(re.findall(r"[A-Z][\w'-]+", support))
    return " ".join(run for run in _full_names(article) if run.split()[-1] in parts)


@lru_cache(maxsize=64)
def _full_names(article: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)+", article))


def _attribution_fault(proposal: Proposal, text: str, claim: ProposedClaim) -> Fault | None:
    if not claim.chain:
        return None
    origin = proposal.sources[claim.chain[0]]
    if not named_in(text, origin):
        return "attribution", f"it tells what {origin.name} said without naming the source"
    if not vocabulary().cue.search(text):
        return "attribution", f"it names {origin.name} but does not say that the claim is theirs"
    relays = [proposal.sources[key] for key in claim.chain[1:] if proposal.sources[key].kind in MEDIA_KINDS]
    if relays and origin.disclosure in ("partial", "anonymous") and not any(named_in(text, relay) for relay in relays):
        return "attribution", f"it leaves out {relays[0].name}, through whom alone {origin.name} is known"
    return None


def _doubt_fault(text: str, claim: ProposedClaim) -> Fault | None:
    if not keeps_doubt(text, claim.status):
        return "promotion", f"it tells as settled what is {claim.status}"
    if claim.status in SETTLED:
        return None
    hedges = words_of("hedged", claim.text, lexicon())
    if hedges and not words_of("hedged", text, lexicon()):
        return "promotion", f"it drops {claim.text[hedges[0].start : hedges[0].end]!r}"
    return None


def _speaks(text: str, mentions: Sequence[str]) -> bool:
    """Whether ``text`` has the source of these mentions say something."""
    mentions = [mention for mention in mentions if mention in text]
    if not mentions:
        return False
    cue = vocabulary().cue.pattern
    names = "|".join(re.escape(mention) for mention in mentions)
    return bool(re.search(rf"(?<!\w)(?:{names})(?:,? \w+)?,? {cue}|according to (?:{names})(?!\w)", text))


def _foreign_fault(article: Article, text: str, claims: Sequence[ProposedClaim], tongue: Tongue) -> Fault | None:
    """What can be told of a sentence that English words do not compare with the article."""
    if not claims:
        return "brief", "it cites no claim that stands"
    if article.suspect:
        return UNCHECKED
    near = " ".join(s.text for s in article.near({number for claim in claims for number in claim.sentences}, 1))
    return tongue.fault(text, f"{near} {furniture(article)}", article.told)


def _marked(proposal: Proposal, sentence: ProposedSentence, words: Phrases | None) -> str:
    """The sentence with its sources and doubts behind it in brackets, in the article's words."""
    marks: list[str] = []
    for claim in (found for identifier in sentence.claims if (found := proposal.claim(identifier)) is not None):
        chain = " \u2192 ".join(proposal.sources[key].name for key in claim.chain)
        doubt = "" if claim.status in SETTLED else words.doubts[claim.status] if words else claim.status
        mark = ": ".join(part for part in (chain, doubt) if part)
        if mark and mark not in marks:
            marks.append(mark)
    return f"{sentence.text} [{'; '.join(marks)}]" if marks else sentence.text
