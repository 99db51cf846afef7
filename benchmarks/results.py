"""Where benchmarks write what they found: each its own section of ``results.md``, between markers."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from machine import machine

RESULTS = Path(__file__).parent / "results.md"
_SECTION = re.compile(r"<!-- section: (?P<name>[\w-]+) -->\n(?P<body>.*?)<!-- end: (?P<end>[\w-]+) -->\n", re.DOTALL)


def sections(text: str) -> dict[str, str]:
    """The sections of a results file, by name.

    Raises:
        ValueError: a section is not closed by its own marker, or is there twice.
    """
    found: dict[str, str] = {}
    for match in _SECTION.finditer(text):
        name = match["name"]
        if match["end"] != name or name in found or "<!-- section:" in match["body"]:
            raise ValueError(f"the markers of section {name!r} are not sound")
        found[name] = match["body"]
    if len(found) != text.count("<!-- section:") or len(found) != text.count("<!-- end:"):
        raise ValueError("a section is not closed, or closed without being opened")
    return found


def replaced(text: str, name: str, body: str) -> str:
    """``text`` with another body in the section ``name``.

    Raises:
        ValueError: there is no such section, or the markers are not sound.
    """
    if name not in sections(text):
        raise ValueError(f"there is no section {name!r}")
    marked = f"<!-- section: {name} -->\n{body}<!-- end: {name} -->\n"
    return _SECTION.sub(lambda match: marked if match["name"] == name else match[0], text)


def write(name: str, lines: Sequence[str], *, versions: str = "", file: Path = RESULTS) -> None:
    """Print what was found, and put it into the section ``name``, with the command, the machine and the versions.

    Args:
        name: the section; it has to be there.
        lines: Markdown.
        versions: further versions that decide the result.
        file: the results file.
    """
    command = " ".join(["python", *(_shown(argument) for argument in sys.argv)])
    on = ", ".join(part for part in (machine(), versions) if part)
    about = f"`{command}`, {datetime.now(UTC):%d %B %Y}: {on}."
    body = "\n".join([*lines, "", about, ""])
    print(body)
    file.write_text(replaced(file.read_text(encoding="utf-8"), name, body), encoding="utf-8")


def _shown(argument: str) -> str:
    """An argument as others may read it: no folders of this machine."""
    path = Path(argument)
    if not path.is_absolute():
        return argument
    root = RESULTS.parent.parent
    return str(path.relative_to(root)) if path.is_relative_to(root) else path.name
