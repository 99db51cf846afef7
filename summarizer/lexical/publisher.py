"""The outlet whose article it is: it stands in no chain of that article."""

from __future__ import annotations

import re
from collections import Counter

from summarizer.article.model import Article
from summarizer.lexical.kinds import outlet_name
from summarizer.lexical.lexicon import Lexicon

_TOLD_OFTEN = 2
"""Times that people speak to one outlet, from which on it is taken for the article's own."""


def publishers(article: Article, lexicon: Lexicon) -> frozenset[str]:
    """Names under which the article's own outlet may stand in it, with and without "the"."""
    naming, text = lexicon.naming, article.told
    names = {name for name in (article.metadata.agency, article.metadata.outlet) if name}
    names |= {match["name"] for pattern in naming.own_outlet for match in pattern.finditer(text)}
    addressed = (outlet_name(match["name"], lexicon.tables) for match in naming.told_outlet.finditer(text))
    told = Counter(outlet for outlet in addressed if outlet is not None)
    # an outlet that several people speak to, and that is cited in no other way, is the one that they spoke to here
    names |= {
        name
        for name, times in told.items()
        if name in naming.house or (times >= _TOLD_OFTEN and len(re.findall(rf"\b{re.escape(name)}\b", text)) == times)
    }
    names |= {naming.short_outlets[name] for name in names & naming.short_outlets.keys()}
    return frozenset(name for bare in names for name in (bare, f"the {bare}", f"The {bare}"))
