"""Words of a summary that its article does not have, and what a brief leaves out: simple counts.

They are made apart from the checks of the pipeline on purpose, so that what those overlook can be seen here. They are
coarse: a number is looked for in the whole article, a word of doubt anywhere in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from summarizer.checks.vocabulary import vocabulary
from summarizer.checks.wording import stems

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_][\w'\u2019]*")
_OPENING = re.compile(r"(?:^|[.!?:;]|\u2014)[\s\"'\u201c\u2018(]*$|[\"\u201c\u2018]$")
_MOST = 0.5


def unsupported_numbers(text: str, article: str) -> tuple[list[str], int]:
    """The numbers of ``text`` that ``article`` nowhere has, as written, and how many numbers there are.

    Digits and words up to ninety-nine are one; "one" is left out, which is rarely a number.
    """
    have = {value for value, _ in _numbers(article)}
    numbers = list(_numbers(text))
    return [written for value, written in numbers if value not in have], len(numbers)


def _numbers(text: str) -> Iterator[tuple[float, str]]:
    values = vocabulary().values
    for token in _TOKEN.findall(text.lower()):
        if token[0].isdigit():
            yield _value(token), token
            continue
        found = [values[word] for word in token.split("-") if word in values]
        if len(found) == 2 and found[1] < 10 <= found[0]:
            yield sum(found), token
        else:
            yield from ((value, token) for value in found if value != 1)


def _value(digits: str) -> float:
    plain = re.sub(r",(?=\d{3}(?!\d))", "", digits)
    try:
        return float(plain.replace(",", "."))
    except ValueError:  # "10.12.2019"
        return float(re.sub(r"\D", "", plain))


def unsupported_names(text: str, article: str) -> tuple[list[str], int]:
    """The capitalised words of ``text`` that ``article`` nowhere has in any case, and how many there are.

    A sentence's first word counts only where another capital follows, since it is capital anyway.
    """
    have, light = _words(article), vocabulary().light
    names = []
    for match in _WORD.finditer(text):
        word, bare = match[0], _bare(match[0])
        if not word[0].isupper() or len(bare) < 2 or bare in light:
            continue
        if not _OPENING.search(text[: match.start()]) or re.match(r"\s+[A-Z]", text[match.end() :]):
            names.append(word)
    return [name for name in names if _bare(name) not in have], len(names)


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in _WORD.findall(text))


def _bare(word: str) -> str:
    return re.sub(r"['\u2019]s?$", "", word).lower()


def names_someone(text: str, names: Iterable[str]) -> bool:
    """Whether ``text`` has most of the content words of one of ``names``."""
    have = stems(text)
    return any(
        len(wanted & have) > _MOST * len(wanted) if (wanted := stems(name)) else name.lower() in text.lower()
        for name in names
    )


def tells(text: str, claim: Iterable[str]) -> bool:
    """Whether ``text`` has most of the content words of one of a claim's wordings."""
    have = stems(text)
    return any(len(wanted & have) > _MOST * len(wanted) for wanting in claim if (wanted := stems(wanting)))


def doubts(text: str) -> bool:
    """Whether ``text`` has any word of doubt, of denial or of the future."""
    return _doubt().search(text) is not None


@cache
def _doubt() -> re.Pattern[str]:
    lines = (files("summarizer.evaluation") / "data" / "doubt.txt").read_text(encoding="utf-8").splitlines()
    patterns = [line for line in lines if line and not line.startswith("#")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
