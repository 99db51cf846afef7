"""Evidence: finds a model's quotations in the article, letter by letter."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.article.model import Article, Sentence
from summarizer.checks.proposal import Log, Proposal, ProposedClaim, ProposedMatter, ProposedSentence, ProposedSource
from summarizer.checks.wording import claim_text, stems
from summarizer.drafts import ArticleDraft, DraftClaim, DraftUnconfirmed
from summarizer.lexical import Reading, Span
from summarizer.summary import Speech

_LOOSE = {
    "\u2018": "'",
    "\u2019": "'",
    "`": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u2013": "-",
    "\u2014": "-",
    "\u00a0": " ",
}
_SUPPORT = 0.5
"""Share of a claim's content words that a sentence must hold to stand in for a quotation that is not in the article."""


def from_drafts(article: Article, reading: Reading, drafts: Sequence[ArticleDraft]) -> Proposal:
    """Drafts of an article's windows as one proposal; claims whose evidence cannot be found are rejected.

    Args:
        article: the article.
        reading: the lexical layer's reading, for the bounds of clauses.
        drafts: what the model answered, window by window.
    """
    proposal = Proposal()
    for draft in drafts:
        _add(article, reading, draft, proposal)
    proposal.claims.sort(key=lambda claim: min(claim.spans))
    return proposal


def _add(article: Article, reading: Reading, draft: ArticleDraft, proposal: Proposal) -> None:
    for source in draft.sources:
        key = " ".join(source.name.split())
        if key and key not in proposal.sources:
            proposal.sources[key] = ProposedSource(key, source.name, [source.name], source.kind, source.disclosure)
    numbers: dict[int, str] = {}
    taken = len(proposal.claims) + len([r for r in proposal.log.rejected if r.check == "evidence"])
    for position, claim in enumerate(draft.claims, 1):
        identifier = f"c{taken + position}"
        located = _claim(article, reading, claim, identifier, proposal.log)
        if located is not None:
            numbers[position] = identifier
            proposal.claims.append(located)
    for matter in draft.unconfirmed:
        touched = [numbers[n] for n in matter.claims if n in numbers]
        if not touched:
            proposal.log.reject("unconfirmed", matter.text, "it touches no claim that stands")
            continue
        proposal.matters.append(_matter(article, matter, touched, proposal.log))
    for sentence in draft.brief:
        proposal.brief.append(ProposedSentence(sentence.text, [numbers[n] for n in sentence.claims if n in numbers]))


def _claim(article: Article, reading: Reading, draft: DraftClaim, identifier: str, log: Log) -> ProposedClaim | None:
    cited = [sentence for sentence in article.body if sentence.number in draft.sentences]
    spans = _evidence(article, reading, draft, cited, identifier, log)
    if not spans:
        return None
    text = article.text
    holding = tuple(s.number for s in article.body if any(s.start < end and start < s.end for start, end in spans))
    return ProposedClaim(
        id=identifier,
        text=" ".join(draft.text.split()),
        spans=spans,
        chain=[" ".join(name.split()) for name in draft.chain],
        cue=draft.cue,
        speech=_speech(text, spans, bool(draft.chain)),
        status=draft.status,
        status_cue=None,
        key=draft.key,
        by_model=True,
        sentences=holding,
    )


def _evidence(
    article: Article, reading: Reading, draft: DraftClaim, cited: Sequence[Sentence], identifier: str, log: Log
) -> list[Span]:
    found = find(article, draft.quote, cited)
    if found is not None:
        return [found]
    anywhere = find(article, draft.quote, article.body)
    if anywhere is not None:
        log.repair(
            "evidence",
            identifier,
            "evidence",
            str(draft.sentences),
            article.text[slice(*anywhere)],
            "the quotation stands in another sentence than the one named",
        )
        return [anywhere]
    # The quotation is not in the article. The clause that carries the claim's words may stand in, within the sentences named.
    wanted = stems(draft.text)
    clauses = [s.spans for s in reading.statements if any(c.start <= s.spans[0][0] < c.end for c in cited)]
    best = max(clauses, key=lambda spans: _coverage(wanted, article, spans), default=None)
    if best is not None and _coverage(wanted, article, best) >= _SUPPORT:
        log.repair(
            "evidence",
            identifier,
            "evidence",
            draft.quote,
            " \u2026 ".join(article.text[slice(*span)] for span in best),
            "the quotation is not in the article; the clause that carries the claim's words is",
        )
        return list(best)
    why = (
        "the sentences named are not in the article"
        if not cited
        else "its quotation is not in the article, and the sentences named do not carry it"
    )
    log.reject("evidence", draft.text, why)
    return []


def _coverage(wanted: set[str], article: Article, spans: Sequence[Span]) -> float:
    if not wanted:
        return 0.0
    held = stems(" ".join(article.text[slice(*span)] for span in spans))
    return len(wanted & held) / len(wanted)


def find(article: Article, quote: str, sentences: Sequence[Sentence]) -> Span | None:
    """Offsets of ``quote`` inside the stretch of ``sentences``; kinds of quotation marks, dashes and spaces may differ.

    Nothing else may: one letter off is another quotation.
    """
    words = quote.strip().strip("\"'\u201c\u201d\u2018\u2019").rstrip(" .,;:")
    words = re.sub(r"\s+", " ", words)
    if not words:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(_loose(word) for word in words.split(" ")) + r"(?!\w)")
    for start, end in _stretches(sentences):
        match = pattern.search(article.text, start, end)
        if match:
            return match.span()
    return None


def _loose(word: str) -> str:
    parts = []
    for letter in word:
        plain = _LOOSE.get(letter, letter)
        same = [key for key, value in _LOOSE.items() if value == plain]
        parts.append("[" + re.escape(plain + "".join(same)) + "]" if same else re.escape(letter))
    return "".join(parts)


def _stretches(sentences: Sequence[Sentence]) -> list[Span]:
    """Neighbouring sentences as one stretch, so that a quotation may run over their boundary."""
    stretches: list[Span] = []
    last = None
    for sentence in sorted(sentences, key=lambda s: s.start):
        if last is not None and sentence.number == last + 1:
            stretches[-1] = (stretches[-1][0], sentence.end)
        else:
            stretches.append((sentence.start, sentence.end))
        last = sentence.number
    return stretches


def _speech(text: str, spans: Sequence[Span], attributed: bool) -> Speech:
    if not attributed:
        return "none"
    start, end = spans[0]
    marks = '"\u201c\u201d'
    inside = [m for m in re.finditer(f"[{marks}]", text[start:end])]
    before = text[max(0, start - 1) : start]
    after = text[end : end + 2].lstrip(" .,")
    if (before and before in marks) or text[start] in marks or (after[:1] and after[:1] in marks and not inside):
        return "direct"
    return "mixed" if inside else "indirect"


def _matter(article: Article, draft: DraftUnconfirmed, touched: list[str], log: Log) -> ProposedMatter:
    awaiting = draft.awaiting
    if awaiting and awaiting not in article.text:
        span = find(article, awaiting, article.body)
        awaiting = article.text[slice(*span)] if span else None
        if awaiting is None:
            log.repair("unconfirmed", None, "awaiting", draft.awaiting, None, "the article does not name it so")
    span = find(article, draft.cue, article.body) if draft.cue else None
    if draft.cue and span is None:
        log.repair("unconfirmed", None, "evidence", draft.cue, None, "these words are not in the article")
    return ProposedMatter(" ".join(draft.text.split()), touched, draft.reason, awaiting, [span] if span else [])


def verbatim(article: Article, spans: Sequence[Span]) -> str:
    """The evidence itself as a sentence."""
    return claim_text(" ".join(" ".join(article.text[slice(*span)].split()) for span in spans))
