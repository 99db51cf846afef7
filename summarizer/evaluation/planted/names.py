"""Slips in names: somebody else's, nobody's, or those of doer and done to exchanged."""

from __future__ import annotations

import re
from random import Random

from summarizer.evaluation.planted.slips import Around, in_quotation
from summarizer.evaluation.planted.words import any_of, listed
from summarizer.lexical.lexicon import lexicon

_CAPITAL = re.compile(r"(?<![\w'\u2019-])(?:(?:[A-Z]\.){2,}|[A-Z][\w'\u2019-]*\w)")
_POSSESSIVE = re.compile(r"['\u2019]s?$")
_LONGEST = 7
"""Words that one who does something, or to whom it is done, may have."""
_SHORTEST = 4
"""Letters of a word that can be a surname."""


def names(text: str) -> list[tuple[int, int]]:
    """Runs of capital words that name something, as offsets, possessive endings left out."""
    runs: list[tuple[int, int]] = []
    plain = {*listed("names", "plain")}
    dates = {*listed("dates", "weekdays"), *listed("dates", "months")}
    for match in _CAPITAL.finditer(text):
        word = _POSSESSIVE.sub("", match[0])
        if word in dates or word.rstrip("s") in dates or word.lower() in plain:
            continue
        if runs and text[runs[-1][1] : match.start()] == " ":
            runs[-1] = (runs[-1][0], match.end())
        else:
            runs.append(match.span())
    return [
        (start, end - len(ending[0]) if (ending := _POSSESSIVE.search(text[start:end])) else end) for start, end in runs
    ]


def entity_place(text: str, around: Around, rng: Random) -> str | None:
    """A country that the article never mentions, in place of one that it does."""
    places = lexicon().tables.places
    found = [(start, end) for start, end in names(text) if _is_country(text[start:end])]
    if not found:
        return None
    start, end = rng.choice(found)
    told = {places[name] for name in places if name in around.article}
    others = sorted(name for name in places if _is_country(name) and name.isalpha() and name not in told)
    return text[:start] + rng.choice(others) + text[end:]


def entity_name(text: str, around: Around, rng: Random) -> str | None:
    """A surname that nobody in the article has, in place of the last word of a name."""
    spots = []
    for start, end in names(text):
        last = text[start:end].split()[-1]
        behind_article = re.search(r"\b(?:the|The)\s$", text[:start])
        if behind_article or not _can_be_surname(last, start == 0, around.article):
            continue
        spots.append((end - len(last), end))
    if not spots:
        return None
    start, end = rng.choice(spots)
    new = [name for name in listed("invented", "surnames") if name not in around.article]
    return text[:start] + rng.choice(new) + text[end:]


def _can_be_surname(word: str, opens: bool, article: str) -> bool:
    tables = lexicon().tables
    plain = word.lower().rstrip("s")
    known = word in tables.places or word in tables.bodies or plain in tables.roles or word.lower() in tables.roles
    lower = re.search(rf"\b{re.escape(word.lower())}\b", article) is not None
    inside = re.search(rf"[a-z,]\s{re.escape(word)}(?!\w)", article) is not None
    return len(word) >= _SHORTEST and not word.isupper() and not known and not lower and (inside or not opens)


def swap(text: str, around: Around, rng: Random) -> str | None:
    """Who did it and to whom it was done change places."""
    deeds = any_of("deeds", "verbs", r"(?<=\s)(?:(?:was|were) )?", r"(?: by)?(?=\s)")
    for deed in deeds.finditer(text):
        passive = re.match(r"(?:was|were) ", deed[0]) is not None
        if passive != deed[0].endswith(" by") or in_quotation(text, deed.start()):
            continue
        doer, rest = text[: deed.start()].rstrip(), text[deed.end() :].lstrip()
        object_ = any_of("deeds", "behind", r"\s|[,;.:]").split(rest)[0] if rest else ""
        object_ = re.split(r"[,;:]|\.$", object_)[0].rstrip()
        if not _acts(doer, around) or not _acts(object_, around) or _alike(doer, object_):
            continue
        return f"{_opening(object_)} {deed[0]} {_inside(doer)}{rest[len(object_) :]}"
    return None


def _acts(phrase: str, around: Around) -> bool:
    """Whether a phrase is somebody who can do something to somebody."""
    count = len(phrase.split())
    if not 0 < count <= _LONGEST or re.search(r"[,;:\"\u201c]", phrase):
        return False
    bare = re.sub(r"^(?:the|a|an)\s", "", phrase, flags=re.IGNORECASE)
    last = bare.split()[-1] if bare else ""
    tables = lexicon().tables
    if any(bare == name or (bare in name.split() and bare[:1].isupper()) for name in around.actors):
        return True
    return bool(
        _is_country(bare)
        or any_of("deeds", "actors").fullmatch(last)
        or tables.roles.get(last.lower().rstrip("s")) is not None
        or tables.roles.get(last.lower()) is not None
    )


def _alike(one: str, other: str) -> bool:
    return bool({*one.lower().split()} & {*other.lower().split()} - {"the", "a", "an"}) or one in other or other in one


def _opening(phrase: str) -> str:
    return phrase[:1].upper() + phrase[1:]


def _inside(phrase: str) -> str:
    first = phrase.split()[0]
    lower = first.lower() in listed("names", "plain") or first.lower().rstrip("s") in lexicon().tables.roles
    return phrase[:1].lower() + phrase[1:] if lower and not re.match(r"\S+ [A-Z]", phrase) else phrase


def _is_country(name: str) -> bool:
    """Whether ``name`` is a country's own name, no capital and nothing else that it is called."""
    return lexicon().tables.places.get(name) == name
