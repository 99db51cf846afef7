"""The draft that a good model makes of the seed article, and ways to spoil it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

SEED = Path(__file__).parent.parent / "seeds" / "000_7ad6c81f6b61ff4e.txt"

Draft = dict[str, Any]
Spoil = Callable[[Draft], None]

SINGH = "Defence Minister Rajnath Singh"
MEDIA = "the official Russian media"
SPUTNIK = "Russia's state-run Sputnik news agency"
OFFICIALS = "Officials"
NOT_CONFIRMED = "There was no official confirmation from the Indian government"

# name of the claim: sentences, quote, text, chain, cue, status, key
_CLAIMS: dict[str, tuple[list[int], str, str, list[str], str | None, str, bool]] = {
    "meeting": (
        [3],
        'he had an "excellent meeting" with his Russian counterpart Gen. Sergey Shoigu here',
        'Singh had an "excellent meeting" with Gen. Sergey Shoigu in Moscow.',
        [SINGH],
        "said",
        "asserted",
        True,
    ),
    "issues": (
        [3],
        "discussed a wide range of issues, especially how to deepen defence and strategic cooperation",
        "They discussed a wide range of issues, especially how to deepen defence and strategic cooperation.",
        [SINGH],
        "said",
        "asserted",
        True,
    ),
    "arrival": (
        [4],
        "who arrived here on Wednesday on a three-day visit",
        "Singh arrived in Moscow on Wednesday on a three-day visit.",
        [],
        None,
        "asserted",
        False,
    ),
    "pressed": (
        [4],
        "pressed for expediting supply of a number of weapons systems, ammunition and spares to India by Russia",
        "Singh pressed for expediting the supply of weapons systems, ammunition and spares by Russia.",
        [],
        None,
        "asserted",
        True,
    ),
    "deal": (
        [7],
        "Earlier on Thursday, India and Russia finalised a major deal for manufacturing AK-47 203 rifles in India",
        "India and Russia finalised a major deal for manufacturing AK-47 203 rifles in India.",
        [MEDIA],
        "reported",
        "unconfirmed",
        True,
    ),
    "latest": (
        [8],
        "The AK-47 203 is the latest and most advanced version of the AK-47 rifle",
        "The AK-47 203 is the latest version of the AK-47 rifle.",
        [],
        None,
        "asserted",
        False,
    ),
    "need": (
        [9],
        "The Indian Army has a requirement for around 770,000 AK-47 203 rifles",
        "The Indian Army requires around 770,000 AK-47 203 rifles.",
        [SPUTNIK],
        "said",
        "unconfirmed",
        True,
    ),
    "imported": (
        [9],
        "of which 100,000 will be imported and the rest will be manufactured in India",
        "100,000 of the rifles will be imported and the rest manufactured in India.",
        [SPUTNIK],
        "said",
        "unconfirmed",
        True,
    ),
    "no confirmation": (
        [10],
        "There was no official confirmation from the Indian government on the finalisation of the deal",
        "There was no official confirmation from the Indian government of the deal.",
        [],
        None,
        "asserted",
        True,
    ),
    "venture": (
        [11],
        "The rifles will be manufactured in India as part of the joint venture Indo-Russia Rifles Private Limited "
        "(IRRPL), established between the Ordnance Factory Board (OFB), the Kalashnikov Concern and Rosoboronexport",
        "The rifles will be manufactured in India by the joint venture Indo-Russia Rifles Private Limited.",
        [SPUTNIK],
        "said",
        "unconfirmed",
        True,
    ),
    "request": (
        [12],
        "Singh is also likely to request the Russian side to ensure the timely delivery of the S-400 missile defence "
        "systems to India",
        "Singh is likely to request the Russian side to ensure the timely delivery of the S-400 systems.",
        [OFFICIALS],
        "said",
        "unconfirmed",
        True,
    ),
    "delivery": (
        [13],
        "The delivery of the first batch of S-400 surface-to-air missile systems to India is scheduled by the end of "
        "2021",
        "The first batch of S-400 systems is scheduled for delivery to India by the end of 2021.",
        [],
        None,
        "scheduled",
        True,
    ),
    "figure": (
        [14],
        "issues of mutual interest will figure in his talks with Shoigu",
        "Issues of mutual interest will figure in Singh's talks with Shoigu.",
        [SINGH],
        "said",
        "scheduled",
        False,
    ),
    "partners": (
        [15],
        "India and Russia are privileged Strategic Partners.",
        "India and Russia are privileged strategic partners.",
        [SINGH],
        "said",
        "asserted",
        False,
    ),
    "parade": (
        [17],
        "He had represented India at the Victory Day Parade in Moscow on June 24",
        "Singh represented India at the Victory Day Parade in Moscow on June 24.",
        [],
        None,
        "asserted",
        False,
    ),
    "friday": (
        [18],
        "Singh will also attend a meeting of the Shanghai Cooperation Organisation here on Friday",
        "Singh will attend a meeting of the Shanghai Cooperation Organisation on Friday.",
        [],
        None,
        "scheduled",
        True,
    ),
    "row": (
        [20],
        "The meeting is taking place under the shadow of a fierce border row between India and China",
        "The meeting takes place under the shadow of a border row between India and China.",
        [],
        None,
        "asserted",
        True,
    ),
    "member": (
        [25],
        "India became a member of the SCO in 2017",
        "India became a member of the SCO in 2017.",
        [],
        None,
        "asserted",
        False,
    ),
}
# text, names of the claims
_BRIEF: list[tuple[str, list[str]]] = [
    (
        'Defence Minister Rajnath Singh said he had an "excellent meeting" with Gen. Sergey Shoigu in Moscow and '
        "discussed defence and strategic cooperation.",
        ["meeting", "issues"],
    ),
    (
        "India and Russia finalised a major deal for manufacturing AK-47 203 rifles in India, the official Russian "
        "media reported; the Indian government has not confirmed it.",
        ["deal", "no confirmation"],
    ),
    (
        "Sputnik, Russia's state-run agency, said the Indian Army requires around 770,000 of them and that 100,000 "
        "will be imported, which is unconfirmed.",
        ["need", "imported"],
    ),
    (
        "Officials, who were not named, said Singh is likely to request timely delivery of the S-400 systems, "
        "which is unconfirmed.",
        ["request"],
    ),
    ("The first batch of S-400 systems is scheduled for delivery by the end of 2021.", ["delivery"]),
]
# names of the claims, reason, awaiting, cue, text
_OPEN: list[tuple[list[str], str, str | None, str, str]] = [
    (
        ["deal", "need", "imported", "venture"],
        "no_official_confirmation",
        "the Indian government",
        NOT_CONFIRMED,
        "The Indian government has not confirmed the rifle deal.",
    ),
    (["request"], "anonymous_source", None, "Officials said", "Only unnamed officials speak of the request."),
    (["delivery"], "future", None, "is scheduled by the end of 2021", "The S-400 systems are still to be delivered."),
    (["figure"], "future", None, "will figure in his talks", "The talks were still to come."),
    (["friday"], "future", None, "will also attend a meeting", "The meeting on Friday is still to come."),
]


def number(name: str) -> int:
    """The number of the claim called ``name``, as drafts count."""
    return list(_CLAIMS).index(name) + 1


def seed_draft(*spoils: Spoil) -> Draft:
    """The draft as a model would give it, with what ``spoils`` do to it."""
    draft: Draft = {
        "sources": [
            {"name": SINGH, "kind": "official", "disclosure": "named"},
            {"name": MEDIA, "kind": "state_media", "disclosure": "partial"},
            {"name": SPUTNIK, "kind": "state_media", "disclosure": "named"},
            {"name": OFFICIALS, "kind": "official", "disclosure": "partial"},
        ],
        "claims": [
            {
                "sentences": sentences,
                "quote": quote,
                "text": text,
                "chain": chain,
                "cue": cue,
                "status": status,
                "key": key,
            }
            for sentences, quote, text, chain, cue, status, key in _CLAIMS.values()
        ],
        "unconfirmed": [
            {"text": text, "claims": [number(n) for n in names], "reason": reason, "awaiting": awaiting, "cue": cue}
            for names, reason, awaiting, cue, text in _OPEN
        ],
        "brief": [{"text": text, "claims": [number(name) for name in names]} for text, names in _BRIEF],
    }
    draft = deepcopy(draft)
    for spoil in spoils:
        spoil(draft)
    return draft


def claim(draft: Draft, name: str) -> Draft:
    """The claim called ``name``."""
    found: Draft = draft["claims"][number(name) - 1]
    return found


def sets(name: str, **values: object) -> Spoil:
    """Gives the claim called ``name`` other values."""
    return lambda draft: claim(draft, name).update(values)


def writes(index: int, text: str, *names: str) -> Spoil:
    """Gives the brief's sentence at ``index`` another text, and other claims if any are named."""

    def spoil(draft: Draft) -> None:
        draft["brief"][index]["text"] = text
        if names:
            draft["brief"][index]["claims"] = [number(name) for name in names]

    return spoil


def settles(name: str) -> Spoil:
    """Tells the claim as asserted, and lists it as open no more."""

    def spoil(draft: Draft) -> None:
        claim(draft, name)["status"] = "asserted"
        for matter in draft["unconfirmed"]:
            matter["claims"] = [n for n in matter["claims"] if n != number(name)]
        draft["unconfirmed"] = [matter for matter in draft["unconfirmed"] if matter["claims"]]

    return spoil
