"""Pages that hold no article: error pages, walls, index pages, and shells that scripts fill."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

_ERROR = re.compile(
    r"\b(?:40[0134]|410|429|50[0234])\b|\bnot found\b|\baccess (?:to this page has been )?denied\b|\bforbidden\b"
    r"|\bbad gateway\b|\bservice (?:temporarily )?unavailable\b|\bgateway time-?out\b|\binternal server error\b"
    r"|\bpage (?:not available|unavailable)\b",
    re.IGNORECASE,
)
_CHALLENGE = re.compile(
    r"^just a moment|attention required|are you a (?:human|robot)|captcha|security check|verify you are human",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"^(?:log|sign)[ -]?in\b|\b(?:log|sign)[ -]?in$|^subscribe\b", re.IGNORECASE)
_STUB = 150
"""Words up to which a page may be but a message."""
_NOTHING = 25
"""Words below which there is no text."""
_LINKS = 6
_LINK_WORDS = 4
"""Words from which a link is a headline, not the entry of a menu."""
_MOST = 0.6
"""Share of what was found, from which it is headlines of other pages."""


def why_no_article(
    found: Sequence[str],
    links: Collection[str],
    *,
    title: str,
    is_article: bool,
    locked: bool,
    password: bool,
    scripts: int,
) -> str | None:
    """What the page is instead of an article and what to do, as the end of a sentence; ``None`` where it may be one.

    Args:
        found: the paragraphs that were taken for its text.
        links: the words of its links.
        title: its title.
        is_article: whether it calls itself an article.
        locked: whether it says that it is not free.
        password: whether it asks for a password.
        scripts: how many it has.
    """
    words = sum(len(paragraph.split()) for paragraph in found)
    if words <= _STUB and _CHALLENGE.search(title):
        return "is a check for robots, no article; save the page from a browser"
    if words <= _STUB and _ERROR.search(title):
        return "is an error page, no article; check the address, or save the page from a browser"
    if words <= _STUB and (locked or (password and (_LOGIN.search(title) or not is_article))):
        return "is behind a login or a subscription, and holds at most the beginning; save the page once logged in"
    if words < _NOTHING and scripts:
        return "is a page whose text is put in by JavaScript, and was saved without it; save it from a browser"
    if not is_article and _are_headlines(found, links):
        return "is a list of headlines, no article; give one of the articles that it names"
    return None


def _are_headlines(found: Sequence[str], links: Collection[str]) -> bool:
    """Whether most of it is links to other pages, with at most a teaser after each."""
    named = [paragraph in links and len(paragraph.split()) >= _LINK_WORDS for paragraph in found]
    teasers = sum(before and not now for before, now in pairwise(named))
    return sum(named) >= _LINKS and sum(named) + teasers >= _MOST * len(found)
