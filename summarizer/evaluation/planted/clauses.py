"""Who does what in a claim: its subject, its verb and whom it names, as far as words tell."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from summarizer.evaluation.planted.names import is_country, names
from summarizer.evaluation.planted.slips import Around, in_quotation
from summarizer.evaluation.planted.words import any_of, listed
from summarizer.lexical.lexicon import lexicon

Number = Literal["singular", "plural", "either"]
Agent = Literal["person", "body"]
_LONGEST = 8
"""Words that a subject may have."""
_ACTING = frozenset({"official", "intergovernmental", "company", "party", "armed_group", "ngo"})
_DETERMINERS = re.compile(r"(?:the|a|an|its|his|her|their|some|several|many|\d+|two|three|four|five)\s", re.IGNORECASE)


class Clause(NamedTuple):
    """A sentence cut at its first verb."""

    subject: str
    verb: str
    number: Number
    """Which subjects go with the verb's form."""
    rest: str
    """What follows the verb."""


def clause(text: str) -> Clause | None:
    """``text`` cut at its verb; ``None`` where it has none that can be told, or no plain subject."""
    match = _verb(text)
    if match is not None and _is_relative(match[0], text[match.end() :]):
        return None
    subject = text[: match.start()].strip() if match else ""
    if match is None or not subject or in_quotation(text, match.start()) or len(subject.split()) > _LONGEST:
        return None
    opens = subject.split()[0].lower()
    if opens in listed("fusion", "pronouns") or re.search(r"[,;:]|\b(?:that|which|who|after|when|said)\b", subject):
        return None
    first = match[0].split()[0]
    number: Number = "singular" if first in listed("fusion", "singular") else "either"
    number = "plural" if first in listed("fusion", "plural") else number
    return Clause(subject, match[0], number, text[match.end() :].lstrip())


def _verb(text: str) -> re.Match[str] | None:
    """The first verb; "detained" in "the detained fishermen" is none."""
    forms = [*listed("deeds", "compound"), *listed("deeds", "irregular")]
    forms += [word for key in ("singular", "plural", "either") for word in listed("fusion", key)]
    for match in re.finditer(rf"(?<=\s)(?:{'|'.join(forms)}|[a-z]+ed)(?=\s)", text):
        before = text[: match.start()].split()
        if not _DETERMINERS.fullmatch(f"{before[-1]} "):
            return match
    return None


def _is_relative(verb: str, rest: str) -> bool:
    """Whether a verb may only say who is meant, as in "the men detained in May were freed"."""
    first = rest.split()[:1]
    hangs = bool(first) and any_of("deeds", "behind").fullmatch(first[0]) is not None
    return (
        verb.endswith("ed")
        and hangs
        and re.search(r"\b(?:was|were|is|are|has|have|had|will|\w+ed)\b", rest) is not None
    )


def agent(phrase: str, around: Around) -> Agent | None:
    """Whether a phrase names somebody who can act: a person or persons, or a body; ``None`` for all else."""
    if not phrase or len(phrase.split()) > _LONGEST or re.search(r"[,;:\"\u201c]", phrase):
        return None
    bare = _DETERMINERS.sub("", phrase)
    for name, kind in around.actors.items():
        if bare == name or (bare == name.split()[-1] and bare[:1].isupper()):
            return kind
    if is_country(bare):
        return "body"
    head = re.split(r"\s(?:of|from|in|at|for)\s", bare)[0].split()[-1]
    whole = names(phrase)
    if whole and phrase[slice(*whole[-1])] == bare and _titled(bare, around.article):
        return "person"
    return _by_noun(head) if head.islower() else None


def _titled(name: str, article: str) -> bool:
    """Whether a name stands behind a title somewhere in the article."""
    last = re.escape(name.split()[-1])
    return (
        any_of("names", "titles", after=rf"\.?(?:\s[A-Z][\w'\u2019-]+){{0,2}}\s{last}(?!\w)").search(article)
        is not None
    )


def _by_noun(word: str) -> Agent | None:
    words, roles = lexicon().words, lexicon().tables.roles
    forms = {word, word.rstrip("s")}
    if any_of("deeds", "people").fullmatch(word) or forms & words.human_roles:
        return "person"
    return "body" if any(roles.get(form) in _ACTING for form in forms) else None
