"""Makes an article of a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict, replace

from summarizer.article.fitness import unfit
from summarizer.article.furniture import describe
from summarizer.article.language import language_of
from summarizer.article.model import Article, Metadata, Sentence
from summarizer.article.oddities import inspected
from summarizer.article.sentences import segment
from summarizer.errors import ArticleError
from summarizer.languages import primary

_NOTHING_KNOWN = Metadata()


def parse_text(
    text: str,
    path: str | None = None,
    language: str | None = None,
    *,
    given: Metadata = _NOTHING_KNOWN,
    notes: Sequence[str] = (),
) -> Article:
    """Make an article of ``text``, which is kept as it is, so that offsets hold.

    Args:
        text: the article.
        path: where it was read from.
        language: the language that its document states, a BCP 47 tag; the text's own words decide.
        given: what is known about it already; it goes before what the text says.
        notes: what whoever read the file has to say about it.

    Raises:
        ArticleError: there are no words in it, or characters that no text has, or it is HTML.
    """
    name = path or "the input"
    if len(text) > _MOST_CHARACTERS:
        raise ArticleError(f"{name} has {len(text):,} characters, and an article is read up to {_MOST_CHARACTERS:,}")
    if broken := _NO_CHARACTERS.search(text):
        raise ArticleError(f"{name} is not text (it holds U+{ord(broken[0]):04X} at {broken.start()})")
    if _HTML.match(text) or len(_TAGS.findall(text)) >= _MANY_TAGS:
        raise ArticleError(f"{name} is HTML; give its text")
    language = language_of(text, stated=language)
    pieces, metadata = describe(text, segment(text, primary(language)))
    known = {name: value for name, value in asdict(given).items() if value is not None}
    inspection = inspected(text, pieces, replace(metadata, **known))
    sentences: list[Sentence] = []
    number = 0
    for piece in inspection.pieces:
        number += piece.role == "body"
        sentences.append(
            Sentence(
                number=number if piece.role == "body" else 0,
                start=piece.start,
                end=piece.end,
                text=text[piece.start : piece.end],
                paragraph=piece.paragraph,
                role=piece.role,
            )
        )
    article = Article(
        text=text,
        sentences=tuple(sentences),
        metadata=inspection.metadata,
        path=path,
        language=language,
        oddities=inspection.oddities,
        suspect=inspection.suspect,
        notes=tuple(notes),
    )
    if not any(_WORD.search(sentence.text) for sentence in article.body):
        raise ArticleError(f"{name} {_nothing(article)}")
    return article


def _nothing(article: Article) -> str:
    """What a text is that has no body."""
    written = any(_WORD.search(sentence.text) for sentence in article.sentences)
    return (unfit(article) if written else None) or "holds no sentences to summarise"


def words_alone(text: str, language: str) -> Article:
    """An article of a text that is known to be none of a page's apparatus: all its sentences are body."""
    spans = segment(text, primary(language))
    sentences = (
        Sentence(number, span.start, span.end, text[span.start : span.end], span.paragraph, "body")
        for number, span in enumerate(spans, 1)
    )
    return Article(text=text, sentences=tuple(sentences), metadata=Metadata(), language=language)


_MOST_CHARACTERS = 2_000_000
"""Five times a report of 60,000 words. What is longer is no article, and would be read for an hour."""
# NUL and halves of surrogate pairs: the one ends strings in many programs, the others cannot be written in UTF-8.
_NO_CHARACTERS = re.compile(r"[\0\ud800-\udfff]")
_WORD = re.compile(r"[^\W_]")
_HTML = re.compile(r"\s*<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_TAGS = re.compile(r"</(?:a|body|div|h[1-6]|head|li|p|script|span|style|t[dhr]|title|ul)\s*>", re.IGNORECASE)
_MANY_TAGS = 5
"""An article may quote a tag or two."""
