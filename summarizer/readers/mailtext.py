"""The text of a mail: without what it answers, the signature, and what newsletters say about themselves."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from summarizer.readers.markup import check_size, html_fragment, notes_on, paragraphs, plain_paragraphs

_ABOUT_AT_MOST = 400
"""Characters of a paragraph that is about the mail."""
_QUOTE = re.compile(r"> ?")
_SIGNATURE = re.compile(r"-- ?")
_SIGNATURE_LINES = 20
_OUTLOOK = re.compile(
    r"(?:From|Sent|To|Cc|Subject|Date|Von|Gesendet|An|Betreff|Datum|От|Кому|Тема|Дата): ?\S", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail, and what was left out of it."""

    paragraphs: list[str]
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> int:
        """How many there are."""
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)


def from_plain(text: str, *, flowed: bool) -> Body:
    """The text of a plain mail.

    A mail that is passed on, or quoted as a whole, is its text; what a mail answers is not.

    Args:
        text: all of it.
        flowed: whether lines that end in a space go on in the next (RFC 3676).
    """
    lines = text.replace("\r\n", "\n").split("\n")
    notes: list[str] = []
    if all(line.startswith(">") for line in lines if line.strip()):
        lines = [_QUOTE.sub("", line, count=1) for line in lines]
    lines = _forwarded(lines)
    for what, found_at in (("the quoted mail that it answers", _answered), ("the signature", _signature)):
        at = found_at(lines)
        if at is not None and any(line.strip() for line in lines[at:]):
            lines = lines[:at]
            notes.append(f"{what} was left out")
    found = plain_paragraphs(_unflowed(lines) if flowed else "\n".join(lines))
    return _without_apparatus(found, tuple(notes))


def from_html(page: str, name: str) -> Body:
    """The text of a mail in HTML; mail programs mark what it answers as a quotation of class or type.

    Raises:
        ArticleError: it is far larger than a mail is.
    """
    check_size(page, name)
    fragment = html_fragment(page)
    if fragment is None:
        return Body([])
    answered = fragment.xpath(".//blockquote[@type='cite'] | .//*[contains(@class, 'gmail_quote')]")
    notes = notes_on(fragment)
    if answered and len(" ".join(paragraphs(fragment)).split()) > 2 * sum(
        len(each.text_content().split()) for each in answered
    ):
        for quoted in answered:
            if quoted.getparent() is not None:
                quoted.drop_tree()
        notes += ("the quoted mail that it answers was left out",)
    return _without_apparatus(paragraphs(fragment), notes)


def _without_apparatus(found: list[str], notes: tuple[str, ...]) -> Body:
    kept = [each for each in found if len(each) > _ABOUT_AT_MOST or not _pattern("about_the_mail").match(each)]
    if len(kept) < len(found):
        notes += ("what the mail says about itself (unsubscribing, reading online) was left out",)
    return Body(kept, notes)


def _forwarded(lines: list[str]) -> list[str]:
    """The lines of the mail that is passed on, its headers left out; all lines where none is."""
    for at, line in enumerate(lines):
        if _pattern("opens_forwarded").match(line.strip()):
            below = at + 1
            while below < len(lines) and (not lines[below].strip() or _OUTLOOK.match(lines[below].strip())):
                below += 1
            return lines[below:]
    return lines


def _answered(lines: list[str]) -> int | None:
    """Where the mail begins that this one answers; ``None`` where nothing of its own stands before."""
    own = [at for at, line in enumerate(lines) if line.strip() and not line.startswith(">")]
    if not own:
        return None
    opened = (at for at in own[1:] if _pattern("opens_quotation").match(lines[at].strip()))
    return next(opened, own[-1] + 1)


def _signature(lines: list[str]) -> int | None:
    last = range(max(1, len(lines) - _SIGNATURE_LINES), len(lines))
    return next((at for at in last if _SIGNATURE.fullmatch(lines[at])), None)


def _unflowed(lines: list[str]) -> str:
    text = "\n".join(line[1:] if line.startswith(" ") else line for line in lines)
    return re.sub(r"(?<=\S) \n(?=\S)", " ", text)


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    data = tomllib.loads(files("summarizer.readers").joinpath("data/mail.toml").read_text(encoding="utf-8"))
    return re.compile("|".join(f"(?:{each})" for each in data[kind]), re.IGNORECASE)
