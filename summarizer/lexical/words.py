"""Words with offsets, and where the quotations are."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from summarizer.article.model import Article
from summarizer.article.plainness import JOINERS, UNSEEN, seen
from summarizer.lexical.lexicon import Lexicon

# A soft hyphen or a zero-width space parts no word.
_WORD = re.compile(
    r"(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*(?:[-\u2013]?[A-Za-z]+|%)?"
    rf"|\w+(?:(?:[-'\u2019`&/]|[{UNSEEN}{JOINERS}]+)\w+)*"
    r"|--+|\.{3}|[^\w\s]"
)
_TYPED = ("``", "''")
_OPENING = "\u201c\u00ab\u201e"
_MARKS = frozenset('"\u201c\u201d\u00ab\u00bb\u201e')
_CLOSING = "\u201d\u00bb"
_MARK = re.compile("[\"\u201c\u201d\u00ab\u00bb\u201e`']")


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark, with its place in the article. A quotation of some words is one token (``quote``)."""

    text: str
    low: str
    start: int
    end: int
    quote: bool = False

    @property
    def capital(self) -> bool:
        """Whether it is a word with a capital letter in front."""
        return self.text[0].isupper() and not self.quote


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch between quotation marks; ``start`` and ``end`` take the marks in."""

    start: int
    end: int


@lru_cache(maxsize=8)
def quotations(article: Article) -> tuple[Quotation, ...]:
    """All quotations of the article, in order.

    A mark left open at a paragraph's end carries on when the next paragraph opens with one (the convention of
    the press); a closing mark without an opening one closes a quotation that began with the paragraph.
    """
    found: list[Quotation] = []
    paragraphs: dict[int, tuple[int, int]] = {}
    for sentence in article.sentences:
        start, _ = paragraphs.get(sentence.paragraph, (sentence.start, 0))
        paragraphs[sentence.paragraph] = (start, sentence.end)
    for start, end in paragraphs.values():
        found += _in_paragraph(article.text, start, end)
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    for match in _MARK.finditer(text, start, end):
        position, mark = match.start(), match[0]
        if text.startswith(_TYPED, position):
            # typed marks: ``P'' or ''P''
            if opened is not None:
                found.append(Quotation(opened, position + 2))
            opened = position if opened is None else None
        elif mark in _OPENING:
            opened = position if opened is None else opened
        elif mark in _CLOSING or (mark == '"' and not _opens(text, position, start)):
            # German „…“ aside, a closing mark with none open closes what began with the paragraph.
            begin = opened if opened is not None else (start if not found else None)
            if begin is not None:
                found.append(Quotation(begin, position + 1))
            opened = None
        elif mark == '"':
            if opened is None:
                opened = position
            elif _goes_on(text, position):
                found.append(Quotation(opened, len(text[:position].rstrip())))
                opened = position
            else:
                found.append(Quotation(opened, position + 1))
                opened = None
    if opened is not None and end - opened > 1:
        found.append(Quotation(opened, end))
    if not found:
        found = _single(text, start, end)
    return found


def _opens(text: str, position: int, start: int) -> bool:
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < len(text) else " "
    return (before.isspace() or before in "([\u2014\u2013-") and not after.isspace()


def _goes_on(text: str, position: int) -> bool:
    """Whether a mark opens the next paragraph of an open quotation, run on: ““P. “Q.””"""
    return text[:position].rstrip().endswith((".", "!", "?")) and text[position + 1].isupper()


_POSSESSIVES = ("'s", "\u2019s")
_APOSTROPHES = ("'", "\u2019")
_SINGLE = re.compile(r"(?<![\w])(['\u2018])(?=\w)(.+?[\w.,!?\u2026])(['\u2019])(?!\w)")


def _single(text: str, start: int, end: int) -> list[Quotation]:
    """British single quotation marks, where there are no double ones."""
    found = []
    for match in _SINGLE.finditer(text, start, end):
        words = match[2].split()
        # "the officers' …" opens nothing; a lone word in single marks is scare quoting, no speech.
        if len(words) > 1:
            found.append(Quotation(match.start(), match.end()))
    return found


def within(quoted: Sequence[Quotation], start: int, end: int) -> Iterator[Quotation]:
    """Those of an article's quotations, in order, that have a part in ``start:end``."""
    for place in range(bisect_right(quoted, start, key=lambda quotation: quotation.end), len(quoted)):
        if quoted[place].start >= end:
            break
        if max(quoted[place].start, start) < min(quoted[place].end, end):
            yield quoted[place]


def occurrences(words: str, text: str, apart: str = "") -> Iterator[int]:
    """Where ``words`` begin in ``text``, between word boundaries and beside none of the characters in ``apart``.

    What a regular expression with look-arounds finds, many times faster in a long text.
    """
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        before, behind = text[start - 1 : start] if start else "", text[end : end + 1]
        if not any(c and (c.isalnum() or c == "_" or c in apart) for c in (before, behind)):
            yield start
        start = text.find(words, start + 1)


def tokens(article: Article, start: int, end: int, quoted: Sequence[Quotation]) -> list[Token]:
    """Tokens of ``article.text[start:end]``, each quotation in it as one token."""
    result: list[Token] = []
    position = start
    for quotation in within(quoted, start, end):
        begin, close = max(quotation.start, start), min(quotation.end, end)
        result += _plain(article.text, position, begin)
        if _is_nickname(article.text, begin, close):
            result += _plain(article.text, begin + 1, close - 1)
            position = close
            continue
        result.append(Token(article.text[begin:close], "<quote>", begin, close, quote=True))
        position = close
    return result + _plain(article.text, position, end)


@lru_cache(maxsize=2048)
def plain_tokens(text: str) -> tuple[Token, ...]:
    """Tokens of ``text``, those within quotation marks among them; the marks are left out."""
    return tuple(token for token in _plain(text, 0, len(text)) if token.text not in _MARKS)


def _is_nickname(text: str, begin: int, close: int) -> bool:
    """Whether a quotation is a name inside a name: "Ilse “Ibi” Varga"."""
    inside = text[begin + 1 : close - 1]
    name = len(inside.split()) < 3 and inside[:1].isupper() and inside[-1:] not in ",!?"
    return name and bool(
        re.search(r"[A-Z][\w.-]+ $", text[max(0, begin - 30) : begin])
        and re.match(r" [A-Z][a-z]", text[close : close + 3])
    )


_ACRONYMS = {"WHO": "w.h.o.", "IT": "i.t."}
"""Names in capitals that spell a word of grammar, and what they are in lower case."""


def lower(word: str) -> str:
    """A word in lower case; a name in capitals that spells a word of grammar stays apart from it."""
    return _ACRONYMS.get(word) or word.lower()


def _plain(text: str, start: int, end: int) -> list[Token]:
    found = []
    shouted = text[start:end].isupper()
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        if word.isascii():
            low = word.lower() if shouted else lower(word)
            found.append(Token(word, low, *match.span()))
        elif shown := seen(word):
            found.append(Token(word, shown.lower().replace("\u2019", "'"), *match.span()))
    return found


def content_words(text: str, lexicon: Lexicon) -> set[str]:
    """Lower-case words of four letters or more, and all numbers: what two texts must share to speak of one thing."""
    return long_words(text) - lexicon.words.light


def long_words(text: str) -> set[str]:
    """Lower-case words of four letters or more, and all numbers."""
    return set(re.findall(r"\d[\d,.]*\d|\d|[^\W\d_]{4,}", text.lower()))


def without_possessive(word: str) -> str:
    """``word`` without a closing "'s" or apostrophe."""
    if word.endswith(_POSSESSIVES):
        return word[:-2]
    return word[:-1] if word.endswith(_APOSTROPHES) else word


def without_article(phrase: str) -> str:
    """A phrase in lower case without the article that opens it."""
    return re.sub(r"^(?:the|a|an)\s+", "", phrase)


@lru_cache(maxsize=65536)
def plain_name(name: str) -> str:
    """A name in lower case, without the article that opens it and with single spaces."""
    return without_article(" ".join(name.lower().split()))
