"""Two true sentences made into a false one."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from summarizer.evaluation.planted.names import names
from summarizer.evaluation.planted.slips import Around, in_quotation
from summarizer.evaluation.planted.words import content, listed
from summarizer.lexical.lexicon import lexicon

Class = Literal["person", "body"]
_LONGEST = 8
_PLACE = re.compile(
    r"\s(?:in|at|near|outside|from)\s(?:the\s)?((?:[A-Z][\w'\u2019-]+\s?)+)(?=[.,;]|\s(?:on|and|by|to|with)\b|$)"
)


class _Halves(NamedTuple):
    subject: str
    number: str
    predicate: str


def fused_subject(text: str, other: str, around: Around, classes: dict[str, Class]) -> str | None:
    """Whom one sentence is about, with what another says: "The mayor was … ", "The clerk was …".

    Args:
        text: a claim.
        other: a claim of another sentence.
        around: the article, which must not say what comes out.
        classes: names of persons and of bodies; only of one class can one be taken for the other.
    """
    mine, theirs = _halves(text), _halves(other)
    if mine is None or theirs is None or mine.number != theirs.number:
        return None
    one, two = _class(mine.subject, classes), _class(theirs.subject, classes)
    if one is None or one != two or content(mine.subject) & (content(theirs.subject) | content(theirs.predicate)):
        return None
    if len(content(theirs.predicate)) < 2 or _same(mine.subject, theirs.subject, classes):
        return None
    return _unless_told(f"{mine.subject} {theirs.predicate}", content(mine.subject) | content(theirs.predicate), around)


def fused_place(text: str, other: str, around: Around) -> str | None:
    """What one sentence tells, at the place of another."""
    mine, theirs = _PLACE.search(text), _PLACE.search(other)
    if mine is None or theirs is None:
        return None
    here, there = mine[1].strip(), theirs[1].strip()
    # a city may lie in the country of the other sentence, and then both are true
    if _is_state(here) != _is_state(there) or content(here) & content(there) or there in around.sentence:
        return None
    new = text[: mine.start(1)] + there + text[mine.start(1) + len(here) :]
    return _unless_told(new, content(new), around)


def _unless_told(text: str, wanted: set[str], around: Around) -> str | None:
    sentences = re.split(r"(?<=[.!?])\s+", around.article)
    return None if any(wanted <= content(sentence) for sentence in sentences) else text


def _halves(text: str) -> _Halves | None:
    """Subject and predicate, by the first verb whose number shows."""
    singular, plural, either = (listed("fusion", key) for key in ("singular", "plural", "either"))
    match = re.search(rf"(?<!\w)(?:{'|'.join([*singular, *plural, *either])})(?!\w)", text)
    subject = text[: match.start()].strip() if match else ""
    if match is None or not subject or in_quotation(text, match.start()) or len(subject.split()) > _LONGEST:
        return None
    opens = subject.split()[0].lower()
    if opens in listed("fusion", "pronouns") or re.search(r"[,;:]|\b(?:that|which|who|after|when|said)\b", subject):
        return None
    number = "singular" if match[0] in singular else "plural" if match[0] in plural else "either"
    return _Halves(subject, number, text[match.start() :])


def _class(subject: str, classes: dict[str, Class]) -> Class | None:
    """Whether a subject is a person or a body, where that is known."""
    bare = _bare(subject)
    if bare in classes:
        return classes[bare]
    spans = names(subject)
    whole = len(spans) == 1 and subject[slice(*spans[0])] == subject
    if whole and _is_state(bare):
        return "body"
    within = {kind for name, kind in classes.items() if whole and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", name)}
    return within.pop() if len(within) == 1 else None


def _same(one: str, other: str, classes: dict[str, Class]) -> bool:
    """Whether one name may hold both: "Varga" and "the minister" of "Minister Ilona Varga"."""
    first, second = _bare(one), _bare(other)
    return any(first in name and second in name for name in classes)


def _bare(subject: str) -> str:
    return re.sub(r"^(?:The|A|An)\s", "", subject)


def _is_state(name: str) -> bool:
    return name in lexicon().tables.states
