"""Two true sentences made into a false one, and one turned round."""

from __future__ import annotations

import re
from random import Random

from summarizer.evaluation.planted.clauses import Clause, agent, clause
from summarizer.evaluation.planted.names import is_country, names
from summarizer.evaluation.planted.slips import Around
from summarizer.evaluation.planted.words import any_of, content, listed
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.words import without_possessive

_PLACE = re.compile(r"\s(?:in|from|to)\s((?:[A-Z][\w'\u2019-]+\s?)+)(?=[.,;]|\s(?:on|and|by|to|with)\b|$)")
_PLAIN_VERBS = frozenset(word for key in ("singular", "plural", "either") for word in listed("fusion", key))
_LEAST = 2
"""Words that a predicate must say something with."""


def fused_subject(text: str, other: str, around: Around) -> str | None:
    """Whom one sentence is about, with what another says: "The mayor was \u2026", "The clerk was \u2026".

    Args:
        text: a claim.
        other: a claim of another sentence.
        around: the article, which must not say what comes out.
    """
    mine, theirs = clause(text), clause(other)
    if mine is None or theirs is None or mine.number != theirs.number:
        return None
    one, two = agent(mine.subject, around), agent(theirs.subject, around)
    predicate = f"{theirs.verb} {theirs.rest}"
    if theirs.verb == "included" or one is None or one != two or _related(mine.subject, theirs.subject, around):
        return None
    if _is_general(mine.subject) or _is_general(theirs.subject):
        return None
    if content(mine.subject) & content(predicate) or len(content(predicate)) < _LEAST:
        return None
    return _unless_told(f"{mine.subject} {predicate}", content(mine.subject) | content(predicate), around)


def fused_place(text: str, other: str, around: Around) -> str | None:
    """What one sentence tells, in the country of another."""
    mine, theirs = _PLACE.search(text), _PLACE.search(other)
    if mine is None or theirs is None:
        return None
    here, there = mine[1].strip(), theirs[1].strip()
    # a town may lie in the country of the other sentence, and then both are true
    if not is_country(here) or not is_country(there) or here == there or there in f"{around.sentence} {text}":
        return None
    new = text[: mine.start(1)] + there + text[mine.start(1) + len(here) :]
    return _unless_told(new, content(new), around)


def swap(text: str, around: Around, rng: Random) -> str | None:
    """Who did it and to whom, or for whom, it was done change places."""
    found = clause(text)
    if found is None or any_of("deeds", "symmetric").fullmatch(found.verb):
        return None
    return _doer_and_done_to(found, around) or _doer_and_other_side(found, around)


def _doer_and_done_to(found: Clause, around: Around) -> str | None:
    """ "The army attacked the town" and "the town was attacked by the army", turned round."""
    passive = re.match(r"(\w+ed|\w+en) by\s", found.rest) if found.verb in ("was", "were") else None
    verb, rest = (f"{found.verb} {passive[1]} by", found.rest[passive.end() :]) if passive else (found.verb, found.rest)
    hangs = any(any_of("deeds", key, "", r"\b").match(rest) for key in ("behind", "particles"))
    if not rest or hangs or (found.verb in _PLAIN_VERBS and not passive):
        return None
    done_to = any_of("deeds", "behind", r"(?:\s|[,;.:]\s?)").split(rest)[0]
    done_to = re.split(r"[,;:]|\.$", done_to)[0].rstrip()
    if agent(found.subject, around) is None or agent(done_to, around) is None:
        return None
    if _related(found.subject, done_to, around):
        return None
    opening = done_to[:1].upper() + done_to[1:]
    return f"{opening} {_agreeing(verb, done_to)} {_inside(found.subject)}{rest[len(done_to) :]}"


def _doer_and_other_side(found: Clause, around: Around) -> str | None:
    """ "One country buys grain from another", turned round."""
    kind = agent(found.subject, around)
    if kind is None or re.match(r"(?:The|A|An)\s", found.subject):
        return None
    for start, end in names(found.rest):
        other, behind = found.rest[start:end], found.rest[end:]
        side = re.search(r"\b(?:from|to|against|for)\s$", found.rest[:start])
        alone = re.match(r"[.,;]", behind) or any_of("deeds", "behind", r"\s").match(behind)
        if side and alone and agent(other, around) == kind and not _related(found.subject, other, around):
            return f"{other} {found.verb} {found.rest[:start]}{found.subject}{behind}"
    return None


def _agreeing(verb: str, subject: str) -> str:
    """The verb in the form that goes with a new subject."""
    several = (subject.split()[-1].endswith("s") and subject.split()[-1].islower()) or subject.endswith("people")
    forms = {"has": "have", "is": "are", "was": "were"} if several else {"have": "has", "are": "is", "were": "was"}
    first, _, more = verb.partition(" ")
    return " ".join(filter(None, (forms.get(first, first), more)))


def _related(one: str, other: str, around: Around) -> bool:
    """Whether two names may be of one: "Varga" and "the minister" of "Minister Ilona Varga", or share a word.

    So may be all that speak for one country.
    """
    first, second = (re.sub(r"^(?:the|a|an)\s", "", name, flags=re.IGNORECASE) for name in (one, other))
    return (
        bool({*first.lower().split()} & {*second.lower().split()})
        or any(first in name and second in name for name in around.actors)
        or bool(_countries(first) & _countries(second))
    )


def _countries(name: str) -> set[str]:
    """The countries that a name tells: "Lima", "the Peruvian ministry"."""
    places = lexicon().tables.places
    words = [without_possessive(word) for word in name.split()]
    phrases = [" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)]
    return {places[phrase] for phrase in phrases if phrase in places}


def _is_general(name: str) -> bool:
    """Whether a description fits many of its kind, and so may mean whoever another sentence names: "the company"."""
    return any_of("fusion", "general", "^(?:\\S+ )?", "$").search(name) is not None


def _unless_told(text: str, wanted: set[str], around: Around) -> str | None:
    sentences = re.split(r"(?<=[.!?])\s+", around.article)
    return None if any(wanted <= content(sentence) for sentence in sentences) else text


def _inside(phrase: str) -> str:
    """A subject inside a sentence: lower case unless it is a name."""
    first = phrase.split()[0]
    noun = first.lower().rstrip("s") in lexicon().tables.roles and not re.match(r"\S+ [A-Z]", phrase)
    return phrase[:1].lower() + phrase[1:] if noun or first.lower() in listed("names", "plain") else phrase
