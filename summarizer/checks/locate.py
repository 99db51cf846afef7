"""Evidence: finds a model's quotations in the article, letter by letter."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import count, islice, takewhile

from summarizer.article.model import Article, Sentence
from summarizer.article.plainness import JOINERS, UNSEEN
from summarizer.checks.carried import carried
from summarizer.checks.proposal import Log, Proposal, ProposedClaim, ProposedMatter, ProposedSentence, ProposedSource
from summarizer.checks.wording import claim_text, missing_numbers, stems
from summarizer.drafts import ArticleDraft, DraftClaim, DraftUnconfirmed
from summarizer.lexical import Reading, Span
from summarizer.lexical.words import quotations, within
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
_UNSEEN = re.compile(f"[{UNSEEN}{JOINERS}\U000e0000-\U000e007f]")
_LETTER = re.compile(r"\w")
_MARKS = "\"'\u201c\u201d\u2018\u2019"
_STANDS_IN = 0.5
"""Share of a claim's content words that a clause must hold to stand in for a quotation that is not in the article."""
_BESIDE = 0.2
"""Share of a claim's content words that its sentence may lack."""
_UNTOLD = 0.5
"""Share of the evidence's content words that the claim may leave out, then."""
_COMMON = 0.25
"""Share of words in common up to which two texts have nothing to do with each other."""
_SAYING = 3
"""Content words from which evidence says something by itself."""
_THERE = 0.34
"""Share of a claim's content words that may be missing, as its pronouns' names are, where nobody named the place."""


def from_drafts(article: Article, reading: Reading, drafts: Sequence[ArticleDraft]) -> Proposal:
    """Drafts of an article's windows as one proposal; claims whose evidence cannot be found are rejected.

    A claim's id is "c" and its number, counted from 1 over all drafts.

    Args:
        article: the article.
        reading: the lexical layer's reading, for the bounds of clauses.
        drafts: what the model answered, window by window.
    """
    proposal = Proposal()
    identifiers = (f"c{number}" for number in count(1))
    for window, draft in enumerate(drafts):
        _add(article, reading, draft, proposal, window, identifiers)
    proposal.claims.sort(key=lambda claim: min(claim.spans))
    return proposal


def _add(
    article: Article,
    reading: Reading,
    draft: ArticleDraft,
    proposal: Proposal,
    window: int,
    identifiers: Iterator[str],
) -> None:
    for source in draft.sources:
        key = " ".join(source.name.split())
        if key and key not in proposal.sources:
            proposal.sources[key] = ProposedSource(
                key, source.name, [source.name], source.kind, source.disclosure, window=window
            )
    before = _Told(proposal.claims)
    kept: dict[int, str] = {}
    for position, (claim, identifier) in enumerate(zip(draft.claims, identifiers, strict=False), 1):
        located = _claim(article, reading, claim, identifier, proposal.log)
        if located is None:
            continue
        twin = next((other for other in before.near(located) if _repeats(located, other)), None)
        if twin is not None:
            proposal.log.reject("repeat", located.text, f"an earlier part of the draft has it: {twin.text}")
            kept[position] = twin.id
            continue
        kept[position] = identifier
        proposal.claims.append(located)
    for matter in draft.unconfirmed:
        touched = [kept[n] for n in matter.claims if n in kept]
        if not touched:
            proposal.log.reject("unconfirmed", matter.text, "it touches no claim that stands")
            continue
        proposal.matters.append(_matter(article, matter, touched, proposal.log))
    for sentence in draft.brief:
        if not _LETTER.search(sentence.text):
            proposal.log.reject("brief", sentence.text, "it says nothing")
            continue
        proposal.brief.append(ProposedSentence(sentence.text, [kept[n] for n in sentence.claims if n in kept]))


class _Told:
    """What earlier windows told, by the first place where its evidence stands."""

    def __init__(self, claims: Sequence[ProposedClaim]) -> None:
        self._claims = sorted(claims, key=lambda claim: claim.spans[0])
        self._longest = max((claim.spans[0][1] - claim.spans[0][0] for claim in claims), default=0)

    def near(self, claim: ProposedClaim) -> Iterator[ProposedClaim]:
        """Those that can share words with a claim."""
        start, end = claim.spans[0]
        first = bisect_left(self._claims, start - self._longest, key=lambda other: other.spans[0][0])
        yield from takewhile(lambda other: other.spans[0][0] < end, islice(self._claims, first, None))


def _repeats(claim: ProposedClaim, other: ProposedClaim) -> bool:
    """Whether a later window tells again what an earlier one told, of the same words."""
    start, end = claim.spans[0]
    begin, stop = other.spans[0]
    shared = min(end, stop) - max(start, begin)
    return shared > 0.8 * min(end - start, stop - begin) and _overlap(stems(claim.text), stems(other.text)) > 0.6


def _overlap(one: Set[str], other: Set[str]) -> float:
    return len(one & other) / max(1, min(len(one), len(other)))


def _claim(article: Article, reading: Reading, draft: DraftClaim, identifier: str, log: Log) -> ProposedClaim | None:
    spans = _evidence(article, reading, draft, identifier, log)
    if not spans:
        return None
    holding = tuple(sentence.number for sentence in article.holding(spans))
    return ProposedClaim(
        id=identifier,
        text=" ".join(draft.text.split()) if _LETTER.search(draft.text) else verbatim(article, spans),
        spans=spans,
        chain=[" ".join(name.split()) for name in draft.chain],
        cue=draft.cue,
        speech=speech_of(article, spans) if draft.chain else "none",
        status=draft.status,
        status_cue=None,
        key=draft.key,
        by_model=True,
        sentences=holding,
    )


def _evidence(article: Article, reading: Reading, draft: DraftClaim, identifier: str, log: Log) -> list[Span]:
    """Where the quotation stands; else the clause that carries the claim's words; else nothing."""
    cited = article.near(draft.sentences)
    found = find(article, draft.quote, cited) or find(article, draft.quote, article.body)
    if found is not None:
        # words of other languages than English change in ways that are not known here; and words carry themselves
        doubtful = reading.by_words and claim_text(draft.text) != verbatim(article, [found])
        elsewhere = _better_place(article, reading, draft.text, found) if doubtful else []
        if elsewhere:
            why = "the quotation does not carry the claim; these words do"
            log.repair("evidence", identifier, "evidence", draft.quote, _shown(article, elsewhere), why)
            return elsewhere
        if doubtful and _is_misattached(article, draft.text, found):
            why = "its quotation says something else, and no one place in the article says this"
            log.reject("evidence", draft.text, why, claim=identifier)
            return []
        if not any(sentence.start <= found[0] < sentence.end for sentence in cited):
            why = "the quotation stands in another sentence than the one named"
            log.repair("sentence", identifier, "evidence", str(draft.sentences), _shown(article, [found]), why)
        return [found]
    wanted = stems(draft.text)
    best = _best_clause(article, reading, wanted, cited)
    if _coverage(wanted, article, best) >= _STANDS_IN:
        why = "the quotation is not in the article; the clause that carries the claim's words is"
        log.repair("evidence", identifier, "evidence", draft.quote, _shown(article, best), why)
        return best
    why = (
        "its quotation is not in the article, and the sentences named do not carry it"
        if cited
        else "the sentences named are not in the article"
    )
    log.reject("evidence", draft.text, why, claim=identifier)
    return []


def _better_place(article: Article, reading: Reading, text: str, found: Span) -> list[Span]:
    """Where else the claim's words stand, if those around ``found`` are about something else."""
    if not _is_about_another(article, text, [found]):
        return []
    best = _best_clause(article, reading, stems(text), article.body)
    return best if best and not _is_about_another(article, text, best, bound=_THERE) else []


def _is_about_another(article: Article, text: str, spans: Sequence[Span], bound: float = 0.0) -> bool:
    """Whether ``text`` and the evidence ``spans`` each tell what the other does not.

    Args:
        article: the article.
        text: what is claimed.
        spans: the evidence.
        bound: for a place that nobody named, the share of the text's words that may be missing from its sentences.
    """
    sentences, words = _around(article, spans, 0), " ".join(article.text[slice(*span)] for span in spans)
    near, told = carried(text, sentences), carried(words, text)
    other_subject = near.begins_loose and told.begins_loose
    if bound and (near.share > bound or missing_numbers(text, sentences) or other_subject):
        return True
    return near.share > _BESIDE and (told.share > _UNTOLD or other_subject)


def _is_misattached(article: Article, text: str, found: Span) -> bool:
    """Whether the article has the words of ``text``, but next to none of them where the quotation stands.

    Of a text whose words it does not have at all, as in another language, this cannot be told.
    """
    near, far = (carried(text, _around(article, [found], reach)) for reach in (0, 2))
    told = carried(article.text[slice(*found)], text)
    common = 1 - min(near.share, told.share)
    unheard = common <= 1 - _UNTOLD and len(far.loose) > 1
    apart = unheard or (common <= _COMMON and len(told.words) >= _SAYING)
    return apart and carried(text, article.told).share <= 1 - _UNTOLD


def _around(article: Article, spans: Sequence[Span], reach: int) -> str:
    """The sentences of ``spans`` with as many to either side."""
    here = [sentence.number for sentence in article.holding(spans)]
    return " ".join(sentence.text for sentence in article.near(here, reach))


def _best_clause(article: Article, reading: Reading, wanted: Set[str], sentences: Sequence[Sentence]) -> list[Span]:
    """The clause within ``sentences`` that has most of the words ``wanted``."""
    clauses = [
        list(statement.spans)
        for statement in reading.statements
        if any(s.start <= statement.spans[0][0] < s.end for s in sentences)
    ]
    return max(clauses, key=lambda spans: _coverage(wanted, article, spans), default=[])


def _shown(article: Article, spans: Sequence[Span]) -> str:
    return " \u2026 ".join(article.text[slice(*span)] for span in spans)


def _coverage(wanted: Set[str], article: Article, spans: Sequence[Span]) -> float:
    if not wanted:
        return 0.0
    held = stems(" ".join(article.text[slice(*span)] for span in spans))
    return len(wanted & held) / len(wanted)


def find(article: Article, quote: str, sentences: Sequence[Sentence]) -> Span | None:
    """Offsets of ``quote`` inside the stretch of ``sentences``; kinds of quotation marks, dashes and spaces may differ.

    Nothing else may: one letter off is another quotation.
    """
    bare = quote.strip(_MARKS + " .,;:\n")
    for words in (quote.split(), bare.split()):
        if not any(map(_LETTER.search, words)):
            return None
        if (plain := _letter_by_letter(article, " ".join(words), sentences)) is not None:
            return plain
        pattern = _pattern(words, unseen=not article.text.isascii() and bool(_UNSEEN.search(article.text)))
        for start, end in _stretches(article, sentences):
            match = pattern.search(article.text, start, end)
            if match:
                return match.span()
    return None


def _letter_by_letter(article: Article, words: str, sentences: Sequence[Sentence]) -> Span | None:
    """Where ``words`` stand just so, as they mostly do: a pattern of its own for each quotation takes far longer."""
    text = article.text
    for start, end in _stretches(article, sentences):
        found = text.find(words, start, end)
        if found < 0:
            continue
        after = found + len(words)
        within = (found and _LETTER.match(text, found - 1)) or (after < end and _LETTER.match(text, after))
        return None if within else (found, after)
    return None


def _pattern(words: Sequence[str], *, unseen: bool) -> re.Pattern[str]:
    """What matches ``words``; with ``unseen``, also over characters that show nothing, which no model is shown."""
    between = rf"{_UNSEEN.pattern}*" if unseen else ""
    space = rf"(?:\s|{_UNSEEN.pattern})+" if unseen else r"\s+"
    return re.compile(r"(?<!\w)" + space.join(between.join(map(_spelled, word)) for word in words) + r"(?!\w)")


@lru_cache(maxsize=512)
def _spelled(letter: str) -> str:
    plain = _LOOSE.get(letter, letter)
    same = [key for key, value in _LOOSE.items() if value == plain]
    return "[" + re.escape(plain + "".join(same)) + "]" if same else re.escape(letter)


def _stretches(article: Article, sentences: Sequence[Sentence]) -> list[Span]:
    """Neighbouring sentences as one stretch, so that a quotation may run over their boundary, but over nothing else."""
    stretches: list[Span] = []
    for sentence in sorted(sentences, key=lambda s: s.start):
        if stretches and not _LETTER.search(article.text, stretches[-1][1], sentence.start):
            stretches[-1] = (stretches[-1][0], sentence.end)
        else:
            stretches.append((sentence.start, sentence.end))
    return stretches


def speech_of(article: Article, spans: Sequence[Span]) -> Speech:
    """Whether the words stand in quotation marks, in part of them, or in none."""
    start, end = spans[0]
    quoted = [*within(quotations(article), start, end)]
    if not quoted:
        return "indirect"
    return "direct" if any(q.start <= start and end <= q.end for q in quoted) else "mixed"


def _matter(article: Article, draft: DraftUnconfirmed, touched: list[str], log: Log) -> ProposedMatter:
    awaiting = draft.awaiting
    if awaiting and awaiting not in article.told:
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


def furniture(article: Article) -> str:
    """Headline and date lines, which a claim may take its date from."""
    return " ".join(sentence.text for sentence in article.sentences if sentence.role in ("headline", "furniture"))
