"""Whether a text is an article at all: index pages, walls, error pages, tables and the like are told, not summarised.

Every rule asks for several signs at once, for to refuse an article is worse than to summarise what is none.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby, pairwise

from summarizer.article.model import Article, Sentence
from summarizer.errors import ArticleError

_SHORT = 150
"""Words up to which a text can be but the message that stands where an article should."""
_CONSENT = 500
"""Words up to which it can be a text on cookies and consent."""
_LINES = 6
"""Lines from which they can show that they are no prose."""
_LONGEST = 500
"""Characters of a line or sentence that is looked at."""
_MOST = 0.8
"""Share of the lines that show it, then."""
_CODE = 0.6
"""Share of lines of code: the rest are comments and blank words."""
_TITLE_WORDS, _TITLE_LENGTH = 22, 160
"""Words and characters of a headline."""
_TITLES = 8
"""Headlines from which there are too many for an article."""
_MENU_WORDS = 4
"""Mean of words to a line in a menu."""
_TEASERS = 8
"""Headlines with one sentence below each, from which they are teasers."""
_TEASER_WORDS = 40
_FEW_WORDS, _FEW_LETTERS, _FEWEST_LETTERS = 4, 24, 6
"""Words and letters below which nothing is told without a full stop; letters below which nothing is with one."""
_ODD = 0.02
"""Share of characters that no text has, from which it is none."""
_NOT_PLAIN = re.compile(r"[^\n -~]")
_STOPS = ".!?\u2026\u0964\u3002\uff01\uff1f\u06d4\u061f\u104b\u1362\u17d4"
_CLOSING = "\"'\u201d\u2019\u00bb)]\u300d\u300f"
_FIELD_WORDS = 5
"""Mean of words to a field of a table."""


def unfit(article: Article) -> str | None:
    """Why a text is no article, and what to do, as the end of a sentence about it; ``None`` where it may be one.

    Args:
        article: the text as it was read, whatever it holds.
    """
    view = _View.of(article)
    for rule in _RULES:
        why = rule(view)
        if why is not None:
            return why
    return None


def fit(article: Article) -> Article:
    """``article``, unless it is none.

    Raises:
        ArticleError: it is none; the message says what it is instead, and what to do.
    """
    why = unfit(article)
    if why is not None:
        raise ArticleError(f"{article.path or 'the input'} {why}")
    return article


@dataclass(frozen=True)
class _View:
    """A text in the ways in which the rules look at it."""

    text: str
    lines: Sequence[str]
    """Lines that are not empty, as they are."""
    paragraphs: Sequence[Sequence[Sentence]]
    """The sentences of headline and body, by paragraph."""
    apparatus: Sequence[str]
    """Sentences that are furniture."""
    words: int
    """Words of the body."""

    @classmethod
    def of(cls, article: Article) -> _View:
        told = [sentence for sentence in article.sentences if sentence.role != "furniture"] or article.sentences
        return cls(
            text=article.text,
            lines=[line for line in article.text.splitlines() if line.strip()],
            paragraphs=[list(group) for _, group in groupby(told, key=lambda sentence: sentence.paragraph)],
            apparatus=[sentence.text for sentence in article.sentences if sentence.role == "furniture"],
            words=sum(len(sentence.text.split()) for sentence in article.body),
        )

    def share(self, pattern: re.Pattern[str]) -> float:
        """Share of the lines that are as ``pattern`` says."""
        found = sum(len(line) <= _LONGEST and pattern.fullmatch(line) is not None for line in self.lines)
        return found / max(1, len(self.lines))

    def says(self, pattern: re.Pattern[str]) -> bool:
        """Whether a sentence or a line is as ``pattern`` says."""
        sentences = [sentence.text for paragraph in self.paragraphs for sentence in paragraph]
        short = (each for each in (*sentences, *self.apparatus, *self.lines) if len(each) <= _LONGEST)
        return any(pattern.fullmatch(" ".join(each.split())) for each in short)


def _binary(view: _View) -> str | None:
    odd = sum(
        character == "\ufffd" or (unicodedata.category(character) in ("Cc", "Co", "Cn") and not character.isspace())
        for character in _NOT_PLAIN.findall(view.text)
    )
    if odd > _ODD * len(view.text):
        return "is no text: it looks like binary data, or like text read in the wrong encoding"
    return None


def _few(view: _View) -> str | None:
    sentences = [sentence.text for paragraph in view.paragraphs for sentence in paragraph]
    letters = sum(character.isalpha() for text in sentences for character in text)
    ended = any(_is_ended(text) for text in sentences)
    if not view.words:
        # page apparatus alone
        return None
    if letters < _FEWEST_LETTERS or (view.words < _FEW_WORDS and letters < _FEW_LETTERS and not ended):
        return "holds a few words only; give the whole article"
    return None


def _message(name: str, why: str) -> Callable[[_View], str | None]:
    """A rule for short texts that have one of the data file's phrases ``name``."""

    def rule(view: _View) -> str | None:
        return why if view.words <= _SHORT and view.says(_phrases()[name]) else None

    return rule


def _wall(view: _View) -> str | None:
    """A wall below the beginning of an article; the beginning may be told as well as the wall."""
    pattern = _phrases()["wall"]
    if view.words > _SHORT or not view.says(pattern):
        return None
    return "is behind a login or a subscription, and holds but the article's beginning; save the page once logged in"


def _consent(view: _View) -> str | None:
    sentences = [sentence.text for paragraph in view.paragraphs for sentence in paragraph] + list(view.apparatus)
    if view.words > _CONSENT or not any(_phrases()["consent"].match(text) for text in sentences):
        return None
    about = sum(_phrases()["consent_words"].search(text) is not None for text in sentences)
    if about >= 0.6 * len(sentences):
        return "is a text on cookies or consent; accept or reject them in a browser and save the article itself"
    return None


def _lined(name: str, least: float, why: str) -> Callable[[_View], str | None]:
    """A rule for texts most of whose lines are as the data file's pattern ``name`` says."""

    def rule(view: _View) -> str | None:
        return why if len(view.lines) >= _LINES and view.share(_phrases()[name]) >= least else None

    return rule


def _table(view: _View) -> str | None:
    """As many fields in nearly every line, and short ones."""
    if len(view.lines) < _LINES:
        return None
    for mark, least in (("\t", 1), (";", 2), ("|", 2), (",", 2)):
        counts = Counter(line.count(mark) for line in view.lines)
        number, lines = counts.most_common(1)[0]
        fields = [field for line in view.lines for field in line.split(mark)]
        words = sum(len(field.split()) for field in fields) / len(fields)
        if number >= least and lines >= _MOST * len(view.lines) and words <= _FIELD_WORDS:
            return "is a table, no article; summaries are made of prose"
    return None


def _titles(view: _View) -> str | None:
    """Lines that are headlines or entries of a menu, and next to no prose."""
    paragraphs = view.paragraphs
    titles = [paragraph for paragraph in paragraphs if _is_title(paragraph)]
    if len(titles) < _TITLES:
        return None
    if len(titles) >= _MOST * len(paragraphs):
        mean = sum(len(sentence.text.split()) for title in titles for sentence in title) / len(titles)
        if mean < _MENU_WORDS:
            return "is a menu or a list, no article; give the page of one article"
        return "is a list of headlines, no article; give one of the articles that it names"
    teasers = sum(
        _is_title(above) and not _is_title(below) and len(below) == 1 and len(below[0].text.split()) <= _TEASER_WORDS
        for above, below in pairwise(paragraphs)
    )
    if teasers >= _TEASERS and 2 * teasers >= _MOST * len(paragraphs):
        return "is a list of headlines with teasers, no article; give one of the articles that it names"
    return None


def _is_ended(text: str) -> bool:
    return text.rstrip(_CLOSING).endswith(tuple(_STOPS))


def _is_title(paragraph: Sequence[Sentence]) -> bool:
    if len(paragraph) > 1:
        return False
    text = paragraph[0].text
    short = len(text.split()) <= _TITLE_WORDS and len(text) <= _TITLE_LENGTH
    return short and not text[0].islower() and not _is_ended(text) and text[-1] not in _CLOSING + ",:;"


_RULES: tuple[Callable[[_View], str | None], ...] = (
    _binary,
    _message("script", "holds no article, but a message that JavaScript is needed; save the page from a browser"),
    _message("error", "is an error page, no article; check the address, or save the page from a browser"),
    _consent,
    _wall,
    _lined("log", _MOST, "is a log file, no article"),
    _table,
    _lined("code", _CODE, "is source code, no article"),
    _titles,
    _few,
)


@cache
def _phrases() -> dict[str, re.Pattern[str]]:
    data = tomllib.loads((files("summarizer.article") / "data" / "fitness.toml").read_text(encoding="utf-8"))
    joined = {
        name: value if isinstance(value, str) else "|".join(f"(?:{each})" for each in value)
        for name, value in data.items()
    }
    flags = {"code": re.NOFLAG, "log": re.NOFLAG}
    return {name: re.compile(pattern, flags.get(name, re.IGNORECASE)) for name, pattern in joined.items()}
