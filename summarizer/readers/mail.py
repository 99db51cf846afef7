"""Mail: newsletters, and what agencies send; one ``.eml`` or a whole ``mbox``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default as policy
from email.utils import parseaddr

from summarizer.article.model import Metadata
from summarizer.errors import ArticleError
from summarizer.readers.document import Documents, Options
from summarizer.readers.mailtext import Body, from_html, from_plain
from summarizer.readers.moments import iso
from summarizer.readers.parts import Item, article, decoded, numbered

_HEAD = 64 * 1024
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]*):[ \t\r\n]")
_TELLING = frozenset([b"received", b"message-id", b"mime-version", b"return-path", b"delivered-to", b"dkim-signature"])
_ORDINARY = frozenset([b"from", b"to", b"subject", b"date", b"content-type", b"reply-to", b"cc", b"sender"])
_MBOX = re.compile(rb"^From \S{1,200} .{0,100}\d\d:\d\d.{0,40}\d{4}[ \t]*\r?$", re.MULTILINE)
_FROM = re.compile(rb"^>(>*From )", re.MULTILINE)
"""How a mailbox has a line of a mail that would look like the start of the next one."""
_MOST_MAILS = 10_000
_STUB = 3
"""Times by which the HTML has to have more words than the plain text, for that to be no more than a pointer to it."""
_MOST_BYTES = 32 * 1024 * 1024
"""Of a mail with its attachments."""
_MOST_CHARACTERS = 2 * 1024 * 1024
"""Of a mail's text."""
_MOST_PARTED = 100
"""Parts that have parts, beyond which the library's parser would take long."""
_LONG = 4_000
"""Characters of a header, from which on the library's parser would take long."""
_PREFIX = re.compile(r"(?:(?:re|fwd?|aw|wg|tr)\s*:\s*)+", re.IGNORECASE)


class _TooLongError(Exception):
    """A mail's text is longer than an article can be."""


def recognises(data: bytes, name: str) -> bool:
    """Whether it opens with the header of a mail: fields that only mail has, or the ordinary ones if so called."""
    if _MBOX.match(data):
        return True
    fields: set[bytes] = set()
    for line in data[:_HEAD].removeprefix(b"\xef\xbb\xbf").splitlines():
        match = _FIELD.match(line + b"\n")
        if match:
            fields.add(match[1].lower())
        elif not line.startswith((b" ", b"\t")):
            break
    known = fields & (_TELLING | _ORDINARY)
    return len(known) >= 2 and (bool(known & _TELLING) or name.endswith((".eml", ".mbox")))


def read(data: bytes, name: str, options: Options) -> Documents:
    """The mail's text, or those of the mails in a mailbox."""
    if not _MBOX.match(data):
        return numbered([_item(data, name)], name)
    starts = [match.start() for match in _MBOX.finditer(data)]
    if len(starts) > _MOST_MAILS:
        raise ArticleError(f"{name} is a mailbox of more than {_MOST_MAILS} mails; give them in several")
    ends = [*starts[1:], len(data)]
    mails = (data[start:end].partition(b"\n")[2] for start, end in zip(starts, ends, strict=True))
    return numbered((_item(_FROM.sub(rb"\1", mail), name) for mail in mails), name)


def _item(data: bytes, name: str) -> Item:
    if len(data) > _MOST_BYTES:
        return Item(why=f"is a mail of more than {_MOST_BYTES // 2**20} MB; give its text")
    if data.count(b"boundary=") > _MOST_PARTED:
        return Item(why="is a mail of parts within parts within parts, which is not read")
    message = message_from_bytes(data.removeprefix(b"\xef\xbb\xbf"), policy=policy)
    if any(len(value) > _LONG for part in message.walk() for field, value in part.raw_items() if _is_read(field)):
        return Item(why="is a mail with a header far longer than any is")
    try:
        message, body = _message_with_text(message, name)
    except _TooLongError:
        return Item(why="is a mail with far more text than an article has")
    except RecursionError:
        return Item(why="is a mail with comments within comments in its header, which is not read")
    if body is None:
        return Item(why=_unread(message) or "is a mail without text")
    subject = _header(message, "Subject") or ""
    notes = body.notes + tuple(f"the attachment {each} was not read" for each in _attachments(message))
    # what is passed on or answered is not the sender's, nor of that day
    own = not _PREFIX.match(subject)
    byline, outlet = _sender(message) if own else (None, None)
    metadata = Metadata(byline=byline, outlet=outlet, published_at=iso(_header(message, "Date")) if own else None)
    headline = _PREFIX.sub("", subject, count=1).strip() or None
    return article(headline, body.paragraphs, metadata, _header(message, "Content-Language"), notes)


def _is_read(field: str) -> bool:
    return field.lower() in ("subject", "from", "date") or field.lower().startswith("content-")


def _message_with_text(message: EmailMessage, name: str) -> tuple[EmailMessage, Body | None]:
    """The mail and its text, or those of the mail that is attached where it says nothing itself."""
    body = _body(message, name)
    if body is not None:
        return message, body
    for part in message.iter_attachments():
        if part.get_content_type() == "message/rfc822" and isinstance(inner := part.get_content(), EmailMessage):
            return _message_with_text(inner, name)
    return message, None


def _body(message: EmailMessage, name: str) -> Body | None:
    """The plain text, or what the HTML shows where there is none or it merely points there."""
    parts = {kind: message.get_body((kind,)) for kind in ("plain", "html")}
    plain = from_plain(_content(part), flowed=_is_flowed(part)) if (part := parts["plain"]) is not None else None
    if (page := parts["html"]) is not None and (plain is None or plain.words < 150):
        shown = from_html(_content(page), name)
        if plain is None or shown.words > _STUB * plain.words:
            return shown if shown.words else None
    return plain if plain is not None and plain.words else None


def _content(part: MIMEPart) -> str:
    """The text of a part, in the encoding that it declares, else as Western European."""
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if len(data) > _MOST_CHARACTERS:
        raise _TooLongError
    text = decoded(data, part.get_content_charset("utf-8"))
    return data.decode("cp1252", "replace") if text is None else text


def _is_flowed(part: MIMEPart) -> bool:
    return str(part.get_param("format", "")).lower() == "flowed"


def _header(message: EmailMessage, name: str) -> str | None:
    """A header's text on one line; ``None`` where it is missing or cannot be read."""
    try:
        value = message.get(name)
        return " ".join(str(value).split()) or None if value is not None else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # the library's parser of headers fails on some that are badly broken
        return None


def _sender(message: EmailMessage) -> tuple[str | None, str | None]:
    """Byline and outlet that the sender's name stands for: neither where it might be either.

    A person writes from an address that holds the name; a list writes in the name of an outlet.
    """
    shown, address = parseaddr(_header(message, "From") or "")
    name = shown.strip("\"' ")
    person, _, via = name.partition(" via ")
    if via:
        return person.strip() or None, via.strip() or None
    parts = re.findall(r"[a-z]{2,}", address.partition("@")[0].lower())
    if name and len(name.split()) in (2, 3) and len(set(parts) & set(name.lower().split())) >= 2:
        return name, None
    is_list = any(message.get(field) is not None for field in ("List-Id", "List-Unsubscribe"))
    return None, name if name and is_list else None


def _attachments(message: EmailMessage) -> Iterator[str]:
    for part in message.iter_attachments():
        name = part.get_filename()
        if part.get_content_disposition() == "attachment" or name:
            yield f"{name or 'without a name'} ({part.get_content_type()})"


def _unread(message: EmailMessage) -> str | None:
    attached = ", ".join(_attachments(message))
    return f"is a mail without text; give what is attached: {attached}" if attached else None
