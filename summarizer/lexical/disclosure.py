"""How far a source phrase discloses who speaks: by name, as a body, in part, or not at all."""

from __future__ import annotations

import re
from collections.abc import Sequence

from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.nouns import WORD, runs, singular
from summarizer.lexical.words import without_possessive
from summarizer.summary import MEDIA_KINDS, Disclosure, Kind


def disclosure(phrase: str, kind: Kind | None, lexicon: Lexicon, *, person: bool) -> Disclosure:
    """How far ``phrase``, a source of this kind, tells who speaks; ``person``: whether it names one person."""
    naming = lexicon.naming
    if person:
        return "named"
    amount, of, counted = phrase.partition(" of ")
    if of and amount.lower().rpartition(" ")[2] in naming.quantities:
        # "a number of senators"
        phrase = counted
    if kind == "unspecified":
        return "anonymous"
    if naming.unnamed.search(phrase):
        return "partial"
    words = WORD.findall(phrase)
    low = [word.lower() for word in words]
    second = 1 if low and low[0] not in lexicon.words.determiners else 2
    participle = (i for i, w in enumerate(low) if i >= second and w.endswith("ed") and w not in lexicon.words.not_past)
    end = min(
        next((i for i, word in enumerate(low) if i and word in naming.ends), len(low)), next(participle, len(low))
    )
    head = low[end - 1] if low else ""
    if kind in MEDIA_KINDS:
        return _outlet_disclosure(phrase, words, head, lexicon)
    if kind == "document":
        titled = sum(word[0].isupper() for word in words[1:]) >= 2 or re.search(r"\d", phrase)
        titled = titled and words[0].lower() not in ("a", "an")
        # "its manifest": whose it is tells where to find it
        titled = titled or (len(words) == 2 and words[0].lower() in ("its", "his", "her", "their"))
        return "named" if titled else "partial"
    if head in naming.ones and end < len(low):
        # "dozens of strikers"
        return "partial"
    pair = " ".join(low[max(0, end - 2) : end])
    if head in naming.institutions or singular(head) in naming.institutions or pair in naming.institutions:
        return "institution"
    if head in naming.speakers and len(words) > 2:
        # "a ministry spokesman" speaks as the ministry
        return "institution"
    if head in naming.unique and (low[0] in ("the", "its", "their") or words[0].endswith(("'s", "\u2019s"))):
        # "the foreign minister": one holds the office, and it is known who
        return "institution"
    if end > 1 and words[end - 1][0].isupper() and words[end - 2][0].isupper() and kind != "private":
        # "the Syrian Observatory"
        return "institution" if singular(head) not in lexicon.words.human_roles else "partial"
    agent = bool(low) and is_agent(low[0], head, lexicon)
    return "partial" if agent or is_human(head, lexicon) else "institution"


def _outlet_disclosure(phrase: str, words: Sequence[str], head: str, lexicon: Lexicon) -> Disclosure:
    tables = lexicon.tables
    if any(
        name in tables.media or name in tables.bodies for run in runs(phrase) for name in (run, without_possessive(run))
    ):
        return "named"
    if lexicon.naming.collective.search(phrase):
        return "partial"
    if (
        any(word[0].isupper() and word.lower() not in tables.roles and word not in tables.places for word in words[1:])
        or (len(words) == 1 and phrase[0].isupper())
        or _is_named_before_noun(words, lexicon)
        or _is_title(words, lexicon)
    ):
        return "named"
    return "partial" if is_human(head, lexicon) or words[0].lower() in ("a", "an") else "institution"


def _is_named_before_noun(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether a name stands right before an outlet's noun in small letters: "the Guidance newspaper"."""
    if len(words) < 2 or not words[-1].islower() or not words[-2][0].isupper() or words[-2].isupper():
        return False
    return (
        words[-2].lower() not in lexicon.naming.untitled and without_possessive(words[-2]) not in lexicon.tables.places
    )


def _is_title(words: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether all of it is a name: "Harbour Radio", but not "State Television" or "Chinese Radio"."""
    first = words[0]
    return (
        all(word[0].isupper() for word in words)
        and first.lower() not in lexicon.naming.untitled
        and first.lower() not in lexicon.tables.roles
        and first not in lexicon.tables.places
    )


def is_agent(article: str, noun: str, lexicon: Lexicon) -> bool:
    """Whether a noun behind this article is one who does something: "a dealer", whatever the tables know of dealers."""
    return article in ("a", "an") and noun.endswith(lexicon.words.agent_ends)


def is_human(noun: str, lexicon: Lexicon) -> bool:
    """Whether a noun in lower case names human beings rather than a body."""
    single, roles = singular(noun), lexicon.tables.roles
    return (
        single in lexicon.naming.humans
        or single in lexicon.words.human_roles
        or {roles.get(single), roles.get(noun)} & {"private", "expert"} != set()
    )
