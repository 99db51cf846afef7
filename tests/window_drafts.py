"""The draft that a good model makes of the numbered sentences in a request, whatever article they are of."""

from __future__ import annotations

import re
from typing import Any

from fake_server import Reply, Seen, says

_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)
_SAID = re.compile(
    r"^(?P<first>(?:[A-Z][\w.]+ ){1,4}|The [a-z' ]{3,30} |A [a-z' ]{3,30} )(?P<cue>said|confirmed|warned) that "
)


def asked_about(seen: Seen) -> dict[int, str]:
    """The sentences that a request asks about, by number."""
    users = (message["content"] for message in reversed(seen.body["messages"]) if message["role"] == "user")
    # what comes behind it complains about an answer
    shown = next((found for text in users if (found := _LINE.findall(text))), [])
    return {int(number): text for number, text in shown}


def draft_of(sentences: dict[int, str]) -> dict[str, Any]:
    """One claim for each sentence, attributed where it opens with who said so; the first two are in the brief."""
    claims: list[dict[str, Any]] = []
    sources: dict[str, dict[str, Any]] = {}
    for number, text in sentences.items():
        said = _SAID.match(text)
        name = said["first"].strip() if said else None
        quote = (text[said.end() :] if said else text).rstrip(".")
        if name is not None:
            named = not name.startswith(("The ", "A "))
            disclosure = "named" if named else "institution"
            sources.setdefault(name, {"name": name, "kind": "official", "disclosure": disclosure})
        claims.append(
            {
                "sentences": [number],
                "quote": quote,
                "text": f"{quote[:1].upper()}{quote[1:]}.",
                "chain": [name] if name else [],
                "cue": said["cue"] if said else None,
                "status": "asserted",
                "key": len(claims) < 2,
            }
        )
    brief = []
    for place, claim in enumerate(claims[:2], 1):
        tail = f", {claim['chain'][0]} {claim['cue']}" if claim["chain"] else ""
        brief.append({"text": f"{claim['text'].rstrip('.')}{tail}.", "claims": [place]})
    return {"sources": list(sources.values()), "claims": claims, "unconfirmed": [], "brief": brief}


def drafts_what_is_asked(seen: Seen) -> Reply:
    """Answers a request for a draft with one; a request for corrections with none."""
    if "corrections" in str(seen.body.get("response_format", "")).lower():
        return says({"sources": [], "claims": []})(seen)
    return says(draft_of(asked_about(seen)))(seen)
