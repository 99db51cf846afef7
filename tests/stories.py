"""Short articles in any number, each with the draft that a good model makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from fake_server import Reply, Seen, says

_TOWNS = ("Alder", "Birch", "Cedar", "Elm", "Hazel", "Maple", "Rowan", "Willow")


def story(number: int) -> str:
    """An article; no two numbers have the same."""
    town = _TOWNS[number % len(_TOWNS)]
    return (
        f"{town}ford council to buy {number + 10} buses\n\n"
        f"The council of {town}ford will buy {number + 10} electric buses next year, "
        "Mayor Dana Holt said on Monday.\n\n"
        f'"Route {number} comes first," Holt said.\n\n'
        f"The depot on Route {number} was built in 1974.\n"
    )


def draft(number: int) -> dict[str, Any]:
    """The draft of ``story(number)``."""
    town = _TOWNS[number % len(_TOWNS)]
    said = {"chain": ["Mayor Dana Holt"], "cue": "said"}
    plain: dict[str, Any] = {"chain": [], "cue": "will buy"}
    buses = f"The council of {town}ford will buy {number + 10} electric buses next year"
    return {
        "sources": [{"name": "Mayor Dana Holt", "kind": "official", "disclosure": "named"}],
        "claims": [
            {"sentences": [1], "quote": buses, "text": f"{buses}.", **said, "status": "scheduled", "key": True},
            {
                "sentences": [2],
                "quote": f"Route {number} comes first",
                "text": f"Route {number} comes first.",
                **said,
                "status": "asserted",
                "key": False,
            },
            {
                "sentences": [3],
                "quote": f"The depot on Route {number} was built in 1974",
                "text": f"The depot on Route {number} was built in 1974.",
                **plain,
                "status": "asserted",
                "key": False,
            },
        ],
        "unconfirmed": [
            {
                "text": "The buses are still to come.",
                "claims": [1],
                "reason": "future",
                "awaiting": None,
                "cue": "will buy",
            }
        ],
        "brief": [{"text": f"{buses}, Mayor Dana Holt said.", "claims": [1]}],
    }


def flash(number: int) -> str:
    """An article of one sentence."""
    town = _TOWNS[number % len(_TOWNS)]
    return f"{town}ford council to buy {number + 10} buses\n\n{_bought(number)}, Mayor Dana Holt said.\n"


def flash_draft(number: int) -> dict[str, Any]:
    """The draft of ``flash(number)``."""
    whole = draft(number)
    said = {**whole["claims"][0], "quote": _bought(number), "text": f"{_bought(number)}."}
    brief = {"text": f"{_bought(number)}, Mayor Dana Holt said.", "claims": [1]}
    return {**whole, "claims": [said], "brief": [brief]}


def _bought(number: int) -> str:
    town = _TOWNS[number % len(_TOWNS)]
    return f"The council of {town}ford will buy {number + 10} electric buses for Route {number}"


def number_in(seen: Seen) -> int:
    """Which story a request asks about."""
    return int(re.findall(r"Route (\d+)", str(seen.body["messages"][1:]))[-1])


def drafts(**usage: int) -> Callable[[Seen], Reply]:
    """Answers every request about a story with its draft."""

    def answer(seen: Seen) -> Reply:
        make = draft if "depot on Route" in str(seen.body["messages"][1:]) else flash_draft
        return says(make(number_in(seen)), **usage)(seen)  # type: ignore[arg-type]

    return answer


def write_stories(folder: Path, count: int, start: int = 0, make: Callable[[int], str] = story) -> None:
    """Fill ``folder`` with ``count`` stories, in subfolders of ten."""
    for number in range(start, start + count):
        file = folder / f"{number // 10:03}" / f"story-{number:04}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(make(number), encoding="utf-8")
