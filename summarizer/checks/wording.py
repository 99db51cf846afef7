"""Whether the words of a claim or a brief are carried by the article: numbers, names, negation, content."""

from __future__ import annotations

import re
from functools import lru_cache

from summarizer.lexical.lexicon import lexicon

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_NAME = re.compile(r"(?:[A-Z]\.){2,}|[A-Z][\w'\u2019-]*|\w*[a-z][A-Z]\w*")
_NEGATIONS = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['\u2019`]t)\b", re.IGNORECASE
)
_WORDS = {
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
    "six": "6",
    "seven": "7",
    "eight": "8",
    "nine": "9",
    "ten": "10",
    "eleven": "11",
    "twelve": "12",
}
_LIGHT = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "of",
        "in",
        "on",
        "at",
        "to",
        "for",
        "from",
        "by",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "being",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "that",
        "this",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "they",
        "his",
        "her",
        "their",
        "them",
        "him",
        "who",
        "which",
        "what",
        "when",
        "where",
        "there",
        "here",
        "will",
        "would",
        "can",
        "could",
        "may",
        "might",
        "shall",
        "should",
        "must",
        "not",
        "no",
        "than",
        "then",
        "so",
        "if",
        "into",
        "over",
        "under",
        "about",
        "after",
        "before",
        "also",
        "such",
        "any",
        "some",
        "all",
        "both",
        "each",
        "more",
        "most",
        "other",
        "only",
        "own",
        "same",
        "very",
        "just",
        "between",
        "against",
        "during",
        "through",
        "because",
        "while",
        "until",
        "said",
        "says",
        "say",
        "told",
    ]
)
# Words that a writer adds to name who speaks or how firm a matter is; they are no content of the article.
_FRAME = frozenset(
    [
        "according",
        "report",
        "reported",
        "reports",
        "reportedly",
        "source",
        "sources",
        "official",
        "officials",
        "unconfirmed",
        "confirmed",
        "confirm",
        "confirmation",
        "state",
        "media",
        "agency",
        "news",
        "unnamed",
        "anonymous",
        "alone",
        "verified",
        "unverified",
        "disputed",
        "denied",
        "denies",
        "deny",
        "denial",
        "named",
        "claim",
        "claimed",
        "alleged",
        "allegedly",
        "plan",
        "planned",
        "expected",
        "scheduled",
        "due",
        "likely",
        "yet",
        "independently",
        "statement",
        "added",
        "adding",
        "quoted",
        "citing",
        "via",
        "relayed",
        "publicly",
        "far",
    ]
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem: enough to see "deployed" and "deploying" as one."""
    for ending in ("ingly", "edly", "ations", "ation", "ing", "ied", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return base + "y" if ending in ("ied", "ies") else base.rstrip("e")
    return word.rstrip("e")


def stems(text: str) -> set[str]:
    """Stems of the content words of ``text``; numbers as digits."""
    words = re.findall(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['\u2019][^\W\d_]+)?", text.lower())
    return {
        _WORDS.get(word) or stem(re.sub(r"['\u2019]s$", "", word).replace(",", ""))
        for word in words
        if word not in _LIGHT
    }


def numbers(text: str) -> set[str]:
    """All numbers written in digits, without separators of thousands."""
    return {re.sub(r"(?<=\d),(?=\d{3})", "", match).rstrip(".,:") for match in _NUMBER.findall(text)}


def missing_numbers(text: str, article: str) -> list[str]:
    """Numbers of ``text`` that the article has neither in digits nor in words."""
    have = numbers(article)
    spelled = {_WORDS[word] for word in re.findall(r"[a-z]+", article.lower()) if word in _WORDS}
    return sorted(numbers(text) - have - spelled)


def missing_number_words(text: str, article: str) -> list[str]:
    """Number words of ``text`` ("three") that the article has neither in words nor in digits."""
    have = numbers(article)
    words = set(re.findall(r"[a-z]+", article.lower()))
    return sorted(
        word
        for word in set(re.findall(r"[a-z]+", text.lower())) & set(_WORDS)
        if word != "one" and word not in words and _WORDS[word] not in have
    )


def missing_names(text: str, article: str) -> list[str]:
    """Capitalised words of ``text`` that the article nowhere has.

    A sentence's first word is capital anyway: it counts only as part of a longer name, or as a known place or outlet.
    """
    have = {_bare(word) for word in re.findall(r"(?:[A-Za-z]\.){2,}|[\w'\u2019-]+", article)}
    have |= {part for word in have for part in word.split("-")}
    missing = []
    for match in _NAME.finditer(text):
        name = _bare(match[0])
        if name in have or all(part in have for part in name.split("-")):
            continue
        if _OPENING.search(text[: match.start()]) and not _is_name(match[0], text[match.end() :]):
            continue
        missing.append(match[0])
    return missing


_OPENING = re.compile(r"(?:^|[.!?:]\s+)[\"'\u201c\u2018]?$")


def _is_name(word: str, after: str) -> bool:
    tables = lexicon().tables
    bare = re.sub(r"['\u2019]s?$", "", word)
    return (
        bool(re.match(r"\s+[A-Z]", after))
        or bare in tables.places
        or bare in tables.media
        or bare in tables.bodies
        or not bare[1:].islower()
    )


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word).lower().rstrip(".")


def negations(text: str) -> int:
    """How many negations ``text`` has."""
    return len(_NEGATIONS.findall(text))


def unsupported_share(text: str, support: str) -> float:
    """Share of the content words of ``text`` that ``support`` does not have, words of framing aside."""
    wanted = {word for word in stems(text) if word not in {stem(w) for w in _FRAME}}
    return len(wanted - stems(support)) / len(wanted) if wanted else 0.0


def claim_text(text: str) -> str:
    """A stretch of the article as a sentence: one capital letter in front, one full stop behind."""
    text = " ".join(text.split()).strip(" ,;:-\u2013\u2014")
    if text.count('"') % 2:
        text = text.replace('"', "")
    if text.count("\u201c") != text.count("\u201d"):
        text = text.replace("\u201c", "").replace("\u201d", "")
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", "\u201d", '"')) else text + "."
