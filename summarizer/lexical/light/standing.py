"""What sentences do to claims told before them: denials, and words that nobody confirms or comments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from summarizer.article.model import Article
from summarizer.lexical.light.rules import Rules
from summarizer.lexical.statement import Matter, Span, Statement
from summarizer.lexical.statuses import stronger
from summarizer.summary import Reason, Status

_REACH = 6
"""Sentences that words about an unnamed source's or an outlet's report look back."""
_OPEN: frozenset[Reason | None] = frozenset({"media_report_only", "anonymous_source"})
"""Why what an outlet or an unnamed source says is open by itself."""
_STATUS: dict[Reason, Status] = {
    "denied": "denied",
    "no_official_confirmation": "unconfirmed",
    "not_verified": "unconfirmed",
    "no_comment": "unconfirmed",
}


def touched(
    article: Article, rules: Rules, statements: Sequence[Statement]
) -> tuple[list[Statement], list[Matter], set[str]]:
    """The statements with what later sentences leave of them, the matters so opened, and the ids of who denies.

    A denial that points back ("these reports") is itself no claim, once what it denies is known.
    """
    kept = list(statements)
    matters: list[Matter] = []
    deniers: set[str] = set()
    idle: set[int] = set()
    for number, statement in enumerate(statements):
        for reason, cue, awaiting in _effects(article, rules, statement):
            sentence = article.text[statement.spans[0][0] : statement.spans[-1][1]]
            back = reason == "denied" or rules.anaphors.search(sentence) is not None
            targets = _targets(kept, number, reason, back=back)
            for index in targets:
                status = _STATUS[reason]
                if stronger(status, kept[index].status) == status:
                    kept[index] = replace(kept[index], status=status, status_cue=cue, reason=reason)
            if targets:
                matters.append(Matter(tuple(targets), reason, awaiting, cue))
            if targets and reason == "denied" and statement.bare_denial:
                deniers.update(statement.chain)
                idle.add(number)
    left = [number for number in range(len(kept)) if number not in idle]
    place = {number: index for index, number in enumerate(left)}
    moved = [replace(m, statements=tuple(place[i] for i in m.statements if i in place)) for m in matters]
    return [kept[number] for number in left], [matter for matter in moved if matter.statements], deniers


def _effects(article: Article, rules: Rules, statement: Statement) -> list[tuple[Reason, Span, Span | None]]:
    """What the sentence of ``statement`` says of others."""
    if statement.bare_denial and statement.cue is not None:
        return [("denied", statement.cue, None)]
    sentence = article.body[statement.sentence - 1]
    opens = sentence.start <= statement.spans[0][0] < sentence.end
    found: list[tuple[Reason, Span, Span | None]] = []
    for reason, words in rules.effects.items():
        match = words.search(article.text, sentence.start, sentence.end) if opens else None
        inside = match is not None and any(a <= match.start() < b for a, b in statement.spans)
        # a denial beside what its speaker says; other words where they are told
        if match is None or statement.denied_by_source or (reason != "denied" and not inside):
            continue
        awaiting = match.span("awaiting") if match.groupdict().get("awaiting") else None
        found.append((reason, match.span(), awaiting))
        break
    return found


def _targets(statements: Sequence[Statement], number: int, reason: Reason, *, back: bool) -> list[int]:
    """The statements before ``number`` that words of ``reason`` there are about: the last that somebody else said.

    Who would not comment or confirm leaves open what an outlet or an unnamed source reported; what else was said, only
    in the sentence before, and with words that point there (``back``).
    """
    here = statements[number]
    before = [
        index
        for index in range(number - 1, -1, -1)
        if statements[index].chain
        and statements[index].chain[:1] != here.chain[:1]
        and 0 < here.sentence - statements[index].sentence <= _REACH
    ]
    if reason != "denied":
        open_ones = [i for i in before if statements[i].reason in _OPEN]
        before = open_ones or [i for i in before if back and here.sentence - statements[i].sentence == 1]
    if not before:
        return []
    run = [before[0]]
    for index in before[1:]:
        # all that one source said in one go, or that nobody on record did
        last, other = statements[run[-1]], statements[index]
        alike = other.chain[:1] == last.chain[:1] or {other.reason, last.reason} <= _OPEN
        if not alike or last.sentence - other.sentence > 1:
            break
        run.append(index)
    return sorted(run)
