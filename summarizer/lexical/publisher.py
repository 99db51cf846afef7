"""The outlet whose article it is: it stands in no chain of that article."""

from __future__ import annotations

import re
from collections import Counter

from summarizer.article.model import Article
from summarizer.lexical.kinds import outlet_name
from summarizer.lexical.lexicon import Lexicon

_NAME = r"(?:[Tt]he )?([A-Z][\w.&'\u2019-]*(?: [A-Z][\w.&'\u2019-]*){0,3})"
_OWN = (
    # "could not verify", "has not seen": what an outlet says of itself
    rf"{_NAME} (?:could not|was unable to|has not|did not|cannot|was not able to) (?:independently |immediately )?"
    r"(?:verify|confirm|establish|determine|authenticate|ascertain|seen|been able|reach)",
    rf"{_NAME}['\u2019]s? requests? for (?:comment|an interview|information)",
    rf"reports? for {_NAME} from [A-Z]",
    rf"{_NAME} (?:does not|is not|will not) (?:nam(?:e|ing)|identify(?:ing)?|disclos(?:e|ing)) ",
)
_TOLD = re.compile(rf"\btold {_NAME}")
_SHORT = {
    "AP": "Associated Press",
    "AFP": "Agence France-Presse",
    "PTI": "Press Trust of India",
    "VOA": "Voice of America",
    "UPI": "United Press International",
}


def publishers(article: Article, lexicon: Lexicon) -> frozenset[str]:
    """Names under which the article's own outlet may stand in it, with and without "the"."""
    names = {name for name in (article.metadata.agency, article.metadata.outlet) if name}
    for pattern in _OWN:
        names |= {match[1] for match in re.finditer(pattern, article.text)}
    told = Counter(
        outlet for match in _TOLD.finditer(article.text) if (outlet := outlet_name(match[1], lexicon.tables)) is not None
    )
    # an outlet that several people speak to, and that is cited in no other way, is the one that they spoke to here
    names |= {name for name, times in told.items() if times > 1 and len(re.findall(rf"\b{re.escape(name)}\b", article.text)) == times}
    names |= {_SHORT[name] for name in names if name in _SHORT}
    return frozenset(names) | {f"the {name}" for name in names} | {f"The {name}" for name in names}
