"""For any text whatever: the layer reads it or refuses it clearly, and everything that it says lies in the text."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from itertools import cycle
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.article import Article, parse_text
from summarizer.article.fitness import unfit
from summarizer.checks.contract import violations
from summarizer.errors import ArticleError
from summarizer.lexical import Reading, read_lexically
from summarizer.summary import ArticleSummary

GOLD = Path(__file__).parent / "gold" / "articles"
quick = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])

# Any characters, those that upset readers of prose most often

characters = st.one_of(
    st.characters(),
    st.sampled_from(
        list("\"'“”„«»‘’`()[]{}—–-…,.;:!?|%$€/&\n\r\t\u2028\u2029\ufeff\u200b\u200f\u202e\u0301\u0345🙂👩‍🚀🇳🇴ßİıſﬁŉ٣")
    ),
    st.sampled_from(["said ", "that ", "he ", "Torvik ", "the ministry ", ", ", ". ", "\n\n", "according to ", "not "]),
)
any_text = st.lists(characters, max_size=80).map("".join)

# News as a grammar: names, cues and contents in every order, with the marks that go wrong

PEOPLE = [
    "Ana Torvik",
    "Defence Minister Piet Halm",
    "Halm",
    "Gen. Oleg Brannov",
    "he",
    "she",
    "it",
    "they",
    "who",
    "the ministry",
    "the Carmonan Defence Ministry",
    "a senior official",
    "Officials",
    "sources familiar with the talks",
    "state television",
    "the Veldora Register",
    "Sputnik",
    "Reuters",
    "India",
    "New Delhi",
    "Torvik's office",
    "the leaked report",
    "police",
    "the two governments",
    "nobody",
]
CUES = [
    "said",
    "says that",
    "told Harbour Radio that",
    "told reporters",
    "denied",
    "denied that",
    "rejected allegations by Moscow that",
    "accused Carmona of",
    "quoted Halm as saying",
    ", citing a source close to the talks, reported",
    "declined to comment on",
    "could not be reached",
    "has not confirmed",
    "pledged to",
    "thanked",
    "was reported",
    "did not say whether",
    "added",
    "confirmed that",
    "warned of",
    "called the report baseless",
    "believes",
]
CONTENTS = [
    "the tunnel was closed on Monday",
    "12,000 rifles will be delivered by 2031",
    "there was no official confirmation from the Carmonan government",
    "the claim could not be independently verified",
    "it is unclear how many were hurt",
    "the tunnel, which it said was unsafe, may reopen",
    "of which 40 will be imported and the rest built at home",
    "pumps had failed, but engineers were at work",
    "talks begin on Friday",
    "",
]
MARKS = ['"', "“", "”", "„", "'", "’", "«", "»", "(", ")", "[", "]", "--", "—", ",", ";", ":", "..."]
FRAMES = [
    "{who} {cue} {what}.",
    "{what}, {who} {cue}.",
    '"{what}," {who} {cue}.',
    '"{what}," {cue} {who}. "{what}."',
    "“{what}.",
    "“{what}.”",
    "{what}, according to {who}.",
    "According to {who}, {what}.",
    "The deal, which {who} {cue} {what}, was signed.",
    "The deal, {who} {cue}, {what}.",
    "In a statement on Monday {who} {cue} {what} and {cue} {what}.",
    "There was no official confirmation from {who}.",
    "{who}, {who}, {cue} {what}",
    "{what}",
    "VELDORA (AP) — {who} {cue} {what}.",
]
ENDS = [" ", " ", " ", "\n", "\n\n", "\r\n\r\n", ""]


@st.composite
def news(draw: st.DrawFn) -> str:
    sentences = []
    for _ in range(draw(st.integers(1, 7))):
        frame = draw(st.sampled_from(FRAMES))
        sentence = frame.format(
            who=draw(st.sampled_from(PEOPLE)), cue=draw(st.sampled_from(CUES)), what=draw(st.sampled_from(CONTENTS))
        )
        for _ in range(draw(st.integers(0, 2))):
            at = draw(st.integers(0, len(sentence)))
            sentence = sentence[:at] + draw(st.sampled_from(MARKS)) + sentence[at:]
        sentences.append(sentence[:1].upper() + sentence[1:] + draw(st.sampled_from(ENDS)))
    return "".join(sentences)


def article_of(text: str) -> Article | None:
    """The article in English, whatever its letters: what the reader makes of them is what is tried here."""
    try:
        return replace(parse_text(text), language="en")
    except ArticleError:
        return None


def assert_holds(reading: Reading) -> None:
    article = reading.article
    text = article.text
    sources = {source.id for source in reading.sources}
    assert len(sources) == len(reading.sources)
    for source in reading.sources:
        assert source.kind is not None
        for mention in (source.name, *source.mentions):
            assert mention.strip()
            assert mention in text
    for statement in reading.statements:
        assert statement.spans
        pieces = [*statement.spans, statement.cue, statement.status_cue, statement.phrase]
        for start, end in (piece for piece in pieces if piece):
            assert 0 <= start < end <= len(text)
        assert set(statement.chain) <= sources
        assert len(set(statement.chain)) == len(statement.chain)
        assert statement.text.strip()
    for matter in reading.matters:
        assert matter.statements
        assert all(0 <= index < len(reading.statements) for index in matter.statements)
        for start, end in (piece for piece in (matter.awaiting, matter.cue) if piece):
            assert 0 <= start < end <= len(text)


def assert_summary_holds(text: str) -> None:
    first = summarize(text, model="none")
    assert list(violations(first)) == []
    assert first.article.text == text
    assert ArticleSummary.model_validate_json(first.model_dump_json(by_alias=True)) == first
    second = summarize(text, model="none")
    second.run.seconds = first.run.seconds
    assert second == first


@quick
@given(any_text)
@example('"')
@example("“”")
@example("Said.")
@example("İ said İ.")
@example("he said he said he said")
@example('0"said "')
@example("0{said 0")
def test_any_characters(text: str) -> None:
    article = article_of(text)
    if article is not None:
        assert_holds(read_lexically(article))


@quick
@given(news())
@example(
    'A"na Torvik , citing a source close to the talks, reported the tunnel, which it said was unsafe, may reopen. '
    "Ana Torvik said the tunnel was closed on Monday."
)
def test_any_news(text: str) -> None:
    article = article_of(text)
    if article is not None:
        reading = read_lexically(article)
        assert_holds(reading)
        assert read_lexically(article) == reading


@settings(quick, max_examples=40)
@given(st.one_of(news(), any_text))
@example("{said said 0")
@example("Officials said the tunnel was closed. Officials said the bridge was open.")
def test_any_summary(text: str) -> None:
    # a line of its own, that no text is taken for the name of a file
    text += "\n"
    article = article_of(text)
    if article is None or unfit(parse_text(text)) or parse_text(text).language != article.language:
        with pytest.raises(ArticleError):
            summarize(text, model="none")
    else:
        assert_summary_holds(text)


@pytest.mark.parametrize(
    "text",
    [
        "“" * 400 + " Torvik said.",
        "(" * 400 + "Torvik said that it was open." + ")" * 300,
        "Torvik said " + "x" * 20_000 + " was open.",
        "Torvik said " + "it was open and " * 800 + "shut.",
        "Torvik, " * 800 + "said it was open.",
        "Torvik said Halm said " * 150 + "it was open.",
        "קול ישראל said that the tunnel under the river was closed on Monday. وقالت الوزارة إن النفق مغلق.",
        "Torvik\u0301 said\u0301 it was\u0301 open\u0301.",
        "The tunnel was closed 🚇, Torvik 🙂 said on Monday 👩‍🚀.",
        "A" * 3_000 + "\n" + "b " * 3_000,
        "\n".join(["Torvik said that it was open."] * 60),
    ],
    ids=lambda text: text[:12],
)
def test_unwieldy_texts(text: str) -> None:
    started = time.perf_counter()
    assert_holds(read_lexically(replace(parse_text(text), language="en")))
    if parse_text(text).language == "en":
        assert_summary_holds(text + "\n")
    else:
        with pytest.raises(ArticleError, match="know only"):
            summarize(text + "\n", model="none")
    assert time.perf_counter() - started < 10


def test_a_book_is_read_in_bounded_time() -> None:
    """20,000 words, each round of paragraphs with words and names of its own, in seconds."""
    paragraphs = [
        paragraph
        for file in sorted(GOLD.glob("*.txt"))
        for paragraph in file.read_text(encoding="utf-8").split("\n\n")
        if len(paragraph.split()) > 15
    ]
    book: list[str] = []
    words = 0
    for number, paragraph in enumerate(cycle(paragraphs)):
        mark = "".join(chr(ord("a") + int(digit)) for digit in str(number // len(paragraphs)))
        book.append(re.sub(r"\b(?:[A-Z][a-z]{5,}|[a-z]{7,})\b(?=\s+[a-z])", rf"\g<0>{mark}", paragraph))
        words += len(paragraph.split())
        if words >= 20_000:
            break
    started = time.perf_counter()
    reading = read_lexically(parse_text("\n\n".join(book)))
    assert time.perf_counter() - started < 30
    assert len(reading.statements) > 800
