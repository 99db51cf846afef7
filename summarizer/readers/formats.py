"""The formats, in the order in which they are tried."""

from __future__ import annotations

from summarizer.readers import agency, feed, foreign, html, mail, markdown, office, pdf, plain, records
from summarizer.readers.document import Format

LINES = "JSON lines"
FORMATS = (
    # What begins with bytes of its own comes first, what is told by its words after that, plain text last.
    Format("PDF", pdf.recognises, pdf.read, slow=True),
    Format("word processor's file", office.recognises, office.read, slow=True),
    Format("file of another kind", foreign.recognises, foreign.read),
    Format("feed", feed.recognises, feed.read, slow=True),
    Format("agency XML", agency.recognises, agency.read),
    Format("saved page", html.recognises_mhtml, html.read_mhtml, slow=True),
    Format("HTML", html.recognises, html.read, slow=True),
    Format("mail", mail.recognises, mail.read),
    Format(LINES, records.recognises_lines, records.read_lines),
    Format("JSON", records.recognises, records.read),
    Format("Markdown", markdown.recognises, markdown.read),
    Format("plain text", plain.recognises, plain.read),
)


def format_of(data: bytes, name: str) -> Format:
    """The format of a file with these bytes. The name decides only where bytes cannot, as between text and Markdown."""
    lowered = name.lower()
    return next(each for each in FORMATS if each.recognises(data, lowered))
