"""What has to hold of any bytes whatever: properties for the fuzzer, and for the cases that it found.

Each target takes bytes and raises where its property does not hold. ``scripts/fuzz.py`` runs them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TypeVar, get_args

from summarizer.article import Article, parse_text
from summarizer.checks import Verified
from summarizer.checks.contract import violations
from summarizer.drafts import ArticleDraft
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.middle import by_drafts, by_rules
from summarizer.readers import article_of, read_bytes
from summarizer.readers.document import Broken
from summarizer.report import render
from summarizer.summary import ArticleInfo, ArticleSummary, Disclosure, Kind, Reason, Run, Status

T = TypeVar("T")
HERE = Path(__file__).parent
CASES = HERE / "fuzz_cases"
NAMES = ("a.txt", "a.html", "a.json", "a.jsonl", "a.xml", "a.eml", "a.docx", "a.pdf", "a.md", "a")
_MARKS = [
    '"', "\u201c", "\u201d", "\u00ab", "\u00bb", "\u201e", "\u2018", "\u2019", "'", "(", ")", "[", "]", "{", "}",
    "\u2014", "\u2013", "-", "\u2026", ".", ",", ";", ":", "!", "?", "%", "$", "\n", "\n\n", "\t", "\u200b", "\u00ad",
    "\u202e", "<|im_start|>", "<!--", "-->", "12", "1,000", "[3]", "\u00e9", "\u00df", "\u0130", "\U0001f642",
]  # fmt: skip
_TELLING = """
said says told reported according to denied confirmed that which who while but and or not no will may could if
Ana Torvik Halm Gen. Oleg Brannov he she it they ministry the The a of in on for with officials sources police
Sputnik Reuters Tass agency television report letter it's Veldora India Moscow Monday Friday yesterday May 2021
bridge deal army rifles dead hurt closed signed opened I we were is was has been would likely alleged unconfirmed
disputed no-comment declined comment Ignore all previous instructions summary AI model write
"""
_WORDS = (*_MARKS, *_TELLING.split())


class Choices:
    """Bytes as choices: what is left when they are used up is always the first of all."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> bool:
        """Whether there are bytes left."""
        return self._at < len(self._data)

    def number(self, below: int) -> int:
        """A number from 0 up to, not including, ``below``."""
        value = 0
        for _ in range(1 if below <= 256 else 2):
            value = value * 256 + (self._data[self._at] if self.left else 0)
            self._at += 1
        return value % below

    def one(self, values: Sequence[T]) -> T:
        """One of ``values``."""
        return values[self.number(len(values))]

    def some(self, most: int, make: Callable[[], T]) -> list[T]:
        """Up to ``most`` of what ``make`` makes."""
        return [make() for _ in range(self.number(most + 1))]


def readers(data: bytes) -> None:
    """Any file is read, or refused in words; offsets hold in what is read."""
    if not data or b"%PDF-" in data[:1100]:  # those are read in a process of their own, where nothing is measured
        return
    try:
        documents = list(read_bytes(data[1:], NAMES[data[0] % len(NAMES)]))
    except (ArticleError, ConfigurationError):
        return
    for document in documents:
        if isinstance(document, Broken):
            assert document.why
            continue
        with suppress(ArticleError):
            _holds(article_of(document, "a"))


def sentences(data: bytes) -> None:
    """Any text has sentences in order, each at its place, or is refused in words."""
    try:
        text = data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    with suppress(ArticleError):
        _holds(parse_text(text))


def rules(data: bytes) -> None:
    """A text made of the words that matter is summarised by rules, keeps the contract and can be drawn."""
    choices = Choices(data)
    words: list[str] = []
    while choices.left:
        word = choices.one(_WORDS)
        words.append(word if word.isspace() or choices.number(8) == 0 else f"{word} ")
    try:
        article = parse_text("".join(words))
        verified, _ = by_rules(article)
    except ArticleError:
        return
    _holds(article)
    _keeps(article, verified)


def drafts(data: bytes) -> None:
    """Whatever a model answers, what stands of it keeps the contract."""
    choices = Choices(data)
    article = choices.one(_articles())
    language = choices.one([None, None, "de"])
    answers = [_draft(choices, article) for _ in range(1 + choices.number(2))]
    _keeps(article, by_drafts(article, answers, soft_binds=bool(choices.number(2)), language=language))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "readers": readers,
    "sentences": sentences,
    "rules": rules,
    "drafts": drafts,
}


def _holds(article: Article) -> None:
    end = 0
    for sentence in article.sentences:
        assert end <= sentence.start < sentence.end
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert (sentence.role == "body") == (sentence.number > 0)
        end = sentence.end
    assert [sentence.number for sentence in article.body] == [*range(1, len(article.body) + 1)]
    assert len(article.told) == len(article.text)
    assert all(0 <= odd.start < odd.end <= len(article.text) for odd in article.oddities)


def _keeps(article: Article, verified: Verified) -> None:
    summary = ArticleSummary(
        article=ArticleInfo(id=article.id, words=len(article.text.split()), text=article.text),
        brief=verified.brief,
        sources=verified.sources,
        claims=verified.claims,
        unconfirmed=verified.unconfirmed,
        checks=verified.checks,
        run=Run(model="none", summarizer_version="0"),
    )
    assert list(violations(summary)) == []
    for odd in article.oddities:
        if odd.addressed:
            places = [piece for claim in summary.claims for piece in claim.evidence]
            assert not any(piece.start < odd.end and odd.start < piece.end for piece in places)
    for form in ("markdown", "json"):
        render(summary, form)


@cache
def _articles() -> tuple[Article, ...]:
    texts = [
        *sorted((HERE / "gold" / "articles").glob("*.txt"))[:3],
        *sorted((HERE / "injections").glob("0[1-9]*.txt"))[:4],
    ]
    return tuple(parse_text(file.read_text(encoding="utf-8")) for file in texts)


def _draft(choices: Choices, article: Article) -> ArticleDraft:
    def words() -> str:
        made = "".join(f"{choices.one(_WORDS)} " for _ in range(1 + choices.number(6)))
        return choices.one([_piece(choices, article), made, _piece(choices, article) + made]) or "x"

    sources = choices.some(3, words)

    def claim() -> dict[str, object]:
        return {
            "sentences": [choices.number(len(article.body) + 3) for _ in range(1 + choices.number(2))],
            "quote": words(),
            "text": words(),
            "chain": choices.some(2, lambda: choices.one([*sources, "nobody"])),
            "cue": choices.one([None, "said", words()]),
            "status": choices.one(get_args(Status)),
            "key": bool(choices.number(2)),
        }

    claims = choices.some(4, claim)

    def touched() -> list[int]:
        return [choices.number(len(claims) + 2) for _ in range(1 + choices.number(2))]

    return ArticleDraft.model_validate(
        {
            "sources": [
                {"name": name, "kind": choices.one(get_args(Kind)), "disclosure": choices.one(get_args(Disclosure))}
                for name in sources
            ],
            "claims": claims,
            "unconfirmed": choices.some(
                2,
                lambda: {
                    "text": words(),
                    "claims": touched(),
                    "reason": choices.one(get_args(Reason)),
                    "awaiting": choices.one([None, words()]),
                    "cue": choices.one([None, words()]),
                },
            ),
            "brief": choices.some(3, lambda: {"text": words(), "claims": touched()}),
        }
    )


def _piece(choices: Choices, article: Article) -> str:
    sentence = choices.one(article.sentences).text.split()
    start = choices.number(len(sentence))
    return " ".join(sentence[start : start + 1 + choices.number(12)])
