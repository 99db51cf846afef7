"""Dates and times as files have them: ISO 8601, RFC 5322, or as pages print them."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime

from summarizer.article.dates import WHEN, moment

_DAY = re.compile(r"\d{4}-?\d\d-?\d\d")


def iso(value: str | None) -> str | None:
    """``value`` in ISO 8601, with a zone only where it names one; ``None`` where it is no moment."""
    text = (value or "").strip()
    if not text or len(text) > 100:
        return None
    try:
        if _DAY.fullmatch(text):
            return datetime.fromisoformat(text).date().isoformat()
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text).isoformat()
    except (ValueError, OverflowError):
        match = WHEN.fullmatch(text)
        return moment(match) if match else None
