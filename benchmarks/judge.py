"""What a peer tells of an article as a summary, so that the project's own evaluation can hold it against gold.

A peer gives a quotation, a source and a status for each claim. Where it leaves room, the room is the peer's:

- Its quotation is evidence and text of the claim. It stands where the peer places it, else where its words stand,
  whatever their case and spacing, else in the sentence that has most of its content words.
- A source is compared by name, as the summary's own sources are. Each of several counts. "the article", "author",
  "none" and an empty name are the article's own voice.
- A source is invented where its name has a content word that the article nowhere has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, get_args

from summarizer import __version__
from summarizer.article import Article
from summarizer.checks.wording import stems
from summarizer.summary import (
    ArticleInfo,
    ArticleSummary,
    Attribution,
    Claim,
    Evidence,
    Run,
    Source,
    Status,
)

Told = Mapping[str, Any]

_OWN_VOICE = frozenset({"", "article", "the article", "author", "the author", "narrator", "none", "null", "unknown"})
_MOST = 0.5


def summary_of(article: Article, told: Iterable[Told]) -> ArticleSummary:
    """The claims that a peer tells of ``article``, in the form that evaluation takes.

    Claims of which no word is in the article are left out: they could match nothing.
    """
    sources: dict[str, Source] = {}
    claims: list[Claim] = []
    for one in told:
        if (span := _place(article, one)) is None:
            continue
        chain = [_known(sources, name).id for name in names_of(one)]
        start, end = span
        claims.append(
            Claim(
                id=f"c{len(claims) + 1}",
                text=str(one["quote"]).strip() or article.text[start:end],
                evidence=[Evidence(exact=article.text[start:end], start=start, end=end)],
                attribution=Attribution(chain=chain, speech="none", group="other" if chain else "article"),
                status=one["status"] if one.get("status") in get_args(Status) else "asserted",
                key=False,
            )
        )
    return ArticleSummary(
        article=ArticleInfo(id=article.id, words=len(article.text.split()), text=article.text),
        sources=list(sources.values()),
        claims=claims,
        run=Run(model="peer", summarizer_version=__version__),
    )


def names_of(told: Told) -> list[str]:
    """The sources that a peer gives for a claim, without its words for the article's own voice."""
    given = told.get("source") or ""
    names = [" ".join(str(name).split()) for name in (given if isinstance(given, list) else [given])]
    return [name for name in names if name.lower() not in _OWN_VOICE]


def invented(article: Article, names: Iterable[str]) -> list[str]:
    """The names, each once, that have a content word which ``article`` has not."""
    have = stems(article.text)
    return [name for name in dict.fromkeys(names) if stems(name) - have]


def _known(sources: dict[str, Source], name: str) -> Source:
    made = Source(id=f"s{len(sources) + 1}", name=name, mentions=[name], kind="unspecified", disclosure="named")
    return sources.setdefault(name.lower(), made)


def _place(article: Article, told: Told) -> tuple[int, int] | None:
    start, end = told.get("start"), told.get("end")
    if isinstance(start, int) and isinstance(end, int) and start < end:
        return start, end
    words = re.findall(r"\w+", str(told.get("quote") or ""))
    if not words:
        return None
    found = re.search(r"\W+".join(map(re.escape, words)), article.text, re.IGNORECASE)
    return found.span() if found else _sentence_with(article, stems(" ".join(words)))


def _sentence_with(article: Article, wanted: Sequence[str] | frozenset[str]) -> tuple[int, int] | None:
    content = frozenset(wanted)
    best = max(article.body, key=lambda sentence: len(content & stems(sentence.text)), default=None)
    if best is None or len(content & stems(best.text)) <= _MOST * len(content):
        return None
    return best.start, best.end
