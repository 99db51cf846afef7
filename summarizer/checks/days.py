"""The dates that words like "yesterday" and "Friday" stand for, by the day on which an article was written."""

from __future__ import annotations

from datetime import date, timedelta

from summarizer.article.model import Article
from summarizer.checks.vocabulary import vocabulary

_WEEK = 7


def days_meant(article: Article, text: str, around: str) -> str:
    """The dates that ``text`` gives by their distance from the day of writing, in full.

    A weekday may be that of the week before or of the week ahead. Where the article bears no date, the weekdays that
    are named nearby stand for it: what somebody says on Monday of "tomorrow" is about Tuesday.

    Args:
        article: the article.
        text: some of its sentences.
        around: these with their neighbours.

    Returns:
        Dates as "Friday May 15 2015", or weekdays alone, divided by commas; empty if there are none.
    """
    moments = vocabulary()
    words = {word.lower() for word in moments.relative_moments.findall(text)}
    steps = {step for word, step in moments.day_steps.items() if word in words}
    published = article.metadata.published_at
    if published is None:
        named = _weekdays(around) if steps else []
        return ", ".join(moments.weekdays[(number + step) % _WEEK] for number in named for step in sorted(steps))
    today = date.fromisoformat(published[:10])
    for number in _weekdays(text):
        back = (today.weekday() - number) % _WEEK
        steps |= {-back, _WEEK - back}
    return ", ".join(_written(today + timedelta(days=step)) for step in sorted(steps))


def takes_up_date(text: str) -> bool:
    """Whether ``text`` gives a date by that of an earlier sentence: "that same day"."""
    return vocabulary().taken_up.search(text) is not None


def _weekdays(text: str) -> list[int]:
    days = set(vocabulary().moments.findall(text))
    return [number for number, day in enumerate(vocabulary().weekdays) if day in days]


def _written(day: date) -> str:
    moments = vocabulary()
    return f"{moments.weekdays[day.weekday()]} {moments.months[day.month - 1]} {day.day} {day.year}"
