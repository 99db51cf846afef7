"""Slips in a text: what is told of an article, broken one way at a time. Pure functions; ``None`` where none applies.

Each takes the text, the article's words around it and a source of chance, and gives the text with one thing wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from summarizer.evaluation.planted.words import choice, like, rewrites, words
from summarizer.lexical.lexicon import lexicon

Slip = Callable[[str, "Around", Random], "str | None"]
_FIGURE = re.compile(
    r"(?<![\w.,:/-])(?:[$£€]|[A-Z][A-Za-z]?\$|(?:Sh|Rs\.?|US\$)(?=\d))?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(?![\d:/]|[.,]\d|-?[A-Z])"
)
_CAPITAL = re.compile(r"(?<![\w'’-])(?:[A-Z]\.){2,}|(?<![\w'’-])[A-Z][\w’'-]*[\w]")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_MIN_QUOTED = 3


@dataclass(frozen=True)
class Around:
    """What the article has around a text."""

    article: str
    """The whole article."""
    sentence: str
    """The sentence or sentences that carry it."""


# -- numbers ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Number:
    start: int
    end: int
    written: str
    value: float
    bound: str
    """``least`` or ``most`` where only more or only less is false, ``about`` where only much, else empty."""
    unit: str


def _figures(text: str) -> Iterator[_Number]:
    """Numbers in digits that count or measure something: no dates, no parts of names."""
    for match in _FIGURE.finditer(text):
        start, end = match.start(1), match.end(2) if match[2] else match.end(1)
        before, after = text[:start], text[end:]
        if _is_date(match[1], before, after) or _in_name(before) or re.match(r"\s?(?:o['’]? ?clock|[ap]\.?m\b)", after):
            continue
        written = text[start:end]
        yield _Number(
            start,
            end,
            written,
            float(written.replace(",", "")),
            _bound(text[: match.start()]),
            _unit(text, match.start(), end),
        )


def _is_date(digits: str, before: str, after: str) -> bool:
    months = "|".join(map(re.escape, [*words()["dates"]["months"], *words()["dates"]["abbreviated"]]))
    return bool(
        re.fullmatch(_YEAR, digits)
        or re.search(rf"(?:{months})\s$", before)
        or re.match(rf"(?:st|nd|rd|th)?\s(?:of\s)?(?:{months})", after)
    )


def _in_name(before: str) -> bool:
    """Whether the word in front makes a number part of a name: "Resolution 12", "Airbus 320"."""
    word = re.search(r"([\w.'’-]+)[\s-]$", before)
    if word is None:
        return False
    capital = (
        word[1][0].isupper()
        and bool(before[: word.start()].strip())
        and not before[: word.start()].rstrip().endswith((".", ":", "“", '"'))
    )
    return capital or choice("numbers", "names").fullmatch(word[1]) is not None


def _bound(before: str) -> str:
    near = " ".join(before.split()[-4:])
    for name, key in (("least", "at_least"), ("most", "at_most"), ("about", "about")):
        if re.search(choice("numbers", key).pattern + r"(?: an?| the)?[\s$£€]*$", near, re.IGNORECASE):
            return name
    return ""


def _unit(text: str, start: int, end: int) -> str:
    """Money, share or count: numbers of different units do not get mixed up."""
    if re.match(r"\s?(?:%|per cent|percent)", text[end:]):
        return "share"
    return "money" if re.search(r"[$£€]|Sh$|Rs", text[max(0, start) : end]) else "count"


def _written(value: float, like_: str) -> str:
    decimals = len(like_.partition(".")[2])
    return f"{value:,.{decimals}f}" if "," in like_ else f"{value:.{decimals}f}"


def _has_number(article: str, written: str) -> bool:
    return re.search(rf"(?<![\d.,]){re.escape(written)}(?![\d]|[.,]\d)", article) is not None


def number_digits(text: str, around: Around, rng: Random) -> str | None:
    """A number in digits that is a little off."""
    found = list(_figures(text))
    rng.shuffle(found)
    for number in found:
        size = 10.0 ** (len(number.written.replace(",", "").split(".")[0]) - 1)
        near = {"least": [1, 2, 3], "most": [-1, -2, -3], "about": [4, 5, 6]}.get(number.bound, [-2, -1, 1, 2, 3])
        rng.shuffle(near)
        for step in near:
            value = number.value + step * (size if size < 100 else rng.choice([size, size / 10]))
            new = _written(value, number.written)
            if value > 1 and not _has_number(around.article, new):
                return text[: number.start] + new + text[number.end :]
    return None


def number_word(text: str, around: Around, rng: Random) -> str | None:
    """A number in words that is another."""
    table = {**words()["numbers"]["words"], **words()["numbers"]["ordinals"]}
    found = [
        m
        for m in re.finditer(
            rf"(?<![\w-])(?:{'|'.join(table)})(?![\w]|-(?:fifths?|thirds?|quarters?))", text, re.IGNORECASE
        )
        if not re.search(r"(?:\b(?:a|an|one|every|other)|[A-Z]\w+)\s$", text[: m.start()])
    ]
    rng.shuffle(found)
    for match in found:
        new = table[match[0].lower()]
        if match[0][0].isupper() and match.start() > 0:
            continue
        bound = _bound(text[: match.start()])
        if bound and match[0].lower() in words()["numbers"]["words"]:
            continue
        if not re.search(rf"\b{new}\b", around.sentence, re.IGNORECASE):
            return text[: match.start()] + like(match[0], new) + text[match.end() :]
    return None


def number_magnitude(text: str, around: Around, rng: Random) -> str | None:
    """A number that is ten times too large or small, or of the wrong scale."""
    table = words()["numbers"]["magnitudes"]
    found = [
        m
        for m in re.finditer(rf"(?<!\w)(?:{'|'.join(table)})(?!\w)", text, re.IGNORECASE)
        if not _in_name(text[: m.start()])
    ]
    if found:
        match = rng.choice(found)
        new = table[match[0].lower()]
        return text[: match.start()] + like(match[0], new) + text[match.end() :]
    figures = [n for n in _figures(text) if n.unit != "share" and n.value >= 10 and "." not in n.written]
    rng.shuffle(figures)
    for number in figures:
        smaller = number.bound == "most" or (number.bound != "least" and number.value % 10 == 0)
        if smaller and number.value % 10:
            continue
        new = _written(number.value / 10 if smaller else number.value * 10, number.written)
        if not _has_number(around.article, new):
            return text[: number.start] + new + text[number.end :]
    return None


def number_swapped(text: str, around: Around, rng: Random) -> str | None:
    """A number of the article in another's place: two of the text change places, or one of another sentence comes in."""
    mine = [n for n in _figures(text) if not n.bound]
    pairs = [
        (a, b)
        for a, b in zip(mine, mine[1:], strict=False)
        if a.unit == b.unit and a.value != b.value and not _joined(text[a.end : b.start])
    ]
    if pairs:
        a, b = rng.choice(pairs)
        return text[: a.start] + b.written + text[a.end : b.start] + a.written + text[b.end :]
    others = [
        n for n in _figures(around.article.replace(around.sentence, " ")) if not _has_number(around.sentence, n.written)
    ]
    rng.shuffle(mine)
    rng.shuffle(others)
    for number in mine:
        for other in others:
            if (
                other.unit == number.unit
                and other.value != number.value
                and other.value > 1
                and ("." in other.written) == ("." in number.written)
            ):
                return text[: number.start] + other.written + text[number.end :]
    return None


def _joined(between: str) -> bool:
    return between.strip().lower() in words()["numbers"]["joins"]


# -- dates ------------------------------------------------------------------------------------------


def date_weekday(text: str, around: Around, rng: Random) -> str | None:
    """Another weekday; one that the article has elsewhere where there is one."""
    return _other_of(words()["dates"]["weekdays"], text, around, rng)


def date_month(text: str, around: Around, rng: Random) -> str | None:
    """Another month."""
    months = words()["dates"]["months"]
    plain = re.search(r"(?<!\w)(?:May|March)(?!\w)", text)
    if (
        plain
        and not re.search(r"\d\s?$|\b(?:in|last|next|this|since|until|of)\s$", text[: plain.start()])
        and not re.match(r"\s\d", text[plain.end() :])
    ):
        return None
    return _other_of(months, text, around, rng) or _other_of(words()["dates"]["abbreviated"], text, around, rng)


def _other_of(names: list[str], text: str, around: Around, rng: Random) -> str | None:
    found = [m for m in re.finditer("|".join(map(re.escape, names)), text) if not text[m.end() : m.end() + 1].isalpha()]
    if not found:
        return None
    match = rng.choice(found)
    others = [
        name for name in names if name not in around.sentence and name not in text and name[:3] not in around.sentence
    ]
    elsewhere = [name for name in others if name in around.article]
    new = rng.choice(elsewhere or others)
    return text[: match.start()] + new + text[match.end() :]


def date_day(text: str, around: Around, rng: Random) -> str | None:
    """Another day of the month."""
    months = "|".join(map(re.escape, [*words()["dates"]["months"], *words()["dates"]["abbreviated"]]))
    match = re.search(rf"(?:{months})\s(\d{{1,2}})(?!\d)", text) or re.search(
        rf"(?<![\d.,])(\d{{1,2}})\s(?:{months})", text
    )
    if match is None:
        return None
    day = int(match[1])
    others = [
        d
        for d in range(1, 29)
        if d != day and abs(d - day) <= 9 and not re.search(rf"(?<!\d){d}(?!\d)", around.sentence)
    ]
    return text[: match.start(1)] + str(rng.choice(others)) + text[match.end(1) :]


def date_year(text: str, around: Around, rng: Random) -> str | None:
    """Another year."""
    found = list(re.finditer(rf"(?<![\d,.$£€-]){_YEAR.pattern}(?![\d,.]\d|-)", text))
    if not found:
        return None
    match = rng.choice(found)
    years = [str(int(match[0]) + step) for step in (-2, -1, 1, 2)]
    years = [year for year in years if year not in around.sentence]
    return text[: match.start()] + rng.choice(years) + text[match.end() :]


def date_relative(text: str, around: Around, rng: Random) -> str | None:
    """Yesterday for today, next week for last week."""
    table = words()["dates"]["relative"]
    match = re.search(rf"(?<!\w)(?:{'|'.join(table)})(?!\w|['’])", text, re.IGNORECASE)
    if match is None or table[match[0].lower()] in around.sentence.lower():
        return None
    return text[: match.start()] + like(match[0], table[match[0].lower()]) + text[match.end() :]


# -- negation and hedges ----------------------------------------------------------------------------


def negation_dropped(text: str, around: Around, rng: Random) -> str | None:
    """The claim without its "not"."""
    if choice("negation", "excepted").search(text):
        return None
    return _rewritten(text, rewrites("negation", "dropped"))


def negation_added(text: str, around: Around, rng: Random) -> str | None:
    """The contrary of the claim, in front of its first verb."""
    if choice("negation", "hedged").search(text):
        return None
    match = re.search(choice("negation", "takes").pattern, text)
    if match is None or _in_quotation(text, match.start()):
        return None
    return text[: match.end()] + " not" + text[match.end() :]


def hedge_dropped(text: str, around: Around, rng: Random) -> str | None:
    """The claim without its "may" or "likely"."""
    return _rewritten(text, rewrites("hedges", "dropped"))


def _rewritten(text: str, table: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    for pattern, new in table:
        match = pattern.search(text)
        if match is not None and not _in_quotation(text, match.start()):
            changed = text[: match.start()] + match.expand(new) + text[match.end() :]
            return like(text, " ".join(changed.split()))
    return None


def _in_quotation(text: str, at: int) -> bool:
    before = text[:at]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


# -- names ------------------------------------------------------------------------------------------


def names(text: str) -> list[tuple[int, int]]:
    """Runs of capital words that name something, as offsets; a sentence's first word alone only where it is known."""
    runs: list[list[re.Match[str]]] = []
    dates = {*words()["dates"]["weekdays"], *words()["dates"]["months"]}
    plain = {*words()["order"]["capitals"]}
    for match in _CAPITAL.finditer(text):
        word = re.sub(r"['’]s$", "", match[0])
        if word in dates or word.lower() in plain:
            continue
        if runs and text[runs[-1][-1].end() : match.start()] == " ":
            runs[-1].append(match)
        else:
            runs.append([match])
    found = []
    for run in runs:
        start, end = run[0].start(), run[-1].end()
        end -= 2 if re.search(r"['’]s$", text[start:end]) else 0
        found.append((start, end))
    return found


def is_place(name: str) -> bool:
    """Whether ``name`` is a country, a capital or what its people are called."""
    return name in lexicon().tables.places


def entity_place(text: str, around: Around, rng: Random) -> str | None:
    """A country or capital that the article never mentions."""
    states = lexicon().tables.states
    found = [(s, e) for s, e in names(text) if text[s:e] in states]
    if not found:
        return None
    start, end = rng.choice(found)
    others = sorted(name for name in states if name.isalpha() and name not in around.article)
    return text[:start] + rng.choice(others) + text[end:]


def entity_name(text: str, around: Around, rng: Random) -> str | None:
    """A name that nobody in the article has."""
    tables = lexicon().tables
    spots: list[tuple[int, int]] = []
    for start, end in names(text):
        if (
            start == 0
            and " " not in text[start:end]
            and not re.search(rf"(?<=[a-z,] ){re.escape(text[start:end])}(?!\w)", around.article)
        ):
            continue
        last = text[start:end].split()[-1]
        plain = last.lower().rstrip("s")
        if (
            last.isupper()
            or len(last) < 4
            or last in tables.places
            or plain in tables.roles
            or last.lower() in tables.roles
            or last in tables.bodies
        ):
            continue
        spots.append((end - len(last), end))
    if not spots:
        return None
    start, end = rng.choice(spots)
    new = [name for name in words()["invented"]["surnames"] if name not in around.article]
    return text[:start] + rng.choice(new) + text[end:]


def swap(text: str, around: Around, rng: Random) -> str | None:
    """Who did it and to whom it was done change places."""
    runs = names(text)
    pairs = []
    for (a, b), (c, d) in zip(runs, runs[1:], strict=False):
        between = text[b:c]
        one, other = text[a:b], text[c:d]
        apart = one not in other and other not in one and _country(one) != _country(other)
        deed = re.search(r"[a-z]{3,}", between) and not re.match(r"['’]s", between) and "," not in between
        same = choice("order", "symmetric").search(between) or choice("order", "settings").search(
            between.split()[-1] if between.split() else ""
        )
        genitive = re.match(r"['’]", text[d:])
        alike = (one in lexicon().tables.states) == (other in lexicon().tables.states)
        follows = re.match(r"\s[a-z]+(?:s|ed|ing)\b", text[d:]) and other not in lexicon().tables.states
        adjective = (
            not alike
            or (is_place(one) and one not in lexicon().tables.states)
            or (is_place(other) and other not in lexicon().tables.states)
        )
        if apart and deed and not same and not genitive and not adjective and not follows:
            pairs.append((a, b, c, d))
    if not pairs:
        return None
    a, b, c, d = rng.choice(pairs)
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def _country(name: str) -> str:
    return lexicon().tables.places.get(name, name)


# -- quotations -------------------------------------------------------------------------------------


def quotation_word(text: str, around: Around, rng: Random) -> str | None:
    """Words of the article with one of them replaced by another word of the article."""
    spots = _spots(text)
    if not spots:
        return None
    match = rng.choice(spots)
    low = around.article.lower()
    pool = sorted(
        {
            w
            for w in re.findall(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", around.article)
            if w not in around.sentence and not _light(w)
        }
    )
    fitting = [w for w in pool if w[-2:] == match[0][-2:]] or pool
    rng.shuffle(fitting)
    for word in fitting:
        new = text[: match.start()] + word + text[match.end() :]
        if new.lower() not in low:
            return new
    return None


def quotation_dropped(text: str, around: Around, rng: Random) -> str | None:
    """Words of the article with one of them left out."""
    spots = [m for m in _spots(text) if 0 < m.start() and m.end() < len(text.rstrip('.,;:!?”"'))]
    if not spots:
        return None
    match = rng.choice(spots)
    new = " ".join((text[: match.start()] + text[match.end() :]).split())
    return None if new.lower() in around.article.lower() else new


def _spots(text: str) -> list[re.Match[str]]:
    """Words that can be altered."""
    if len(text.split()) < _MIN_QUOTED:
        return []
    return [m for m in re.finditer(r"(?<![\w'’-])[a-z]{4,}(?![\w'’-])", text) if not _light(m[0])]


def _light(word: str) -> bool:
    return word in words()["quotation"]["light"]


def quoted_altered(text: str, around: Around, rng: Random) -> str | None:
    """A text whose quotation has one word replaced."""
    found = [m for m in re.finditer(r"[\"“]([^\"“”]+)[\"”]", text) if len(m[1].split()) >= _MIN_QUOTED]
    for match in found:
        new = quotation_word(match[1], around, rng)
        if new is not None:
            return text[: match.start(1)] + new + text[match.end(1) :]
    return None


# -- two sentences in one ---------------------------------------------------------------------------


def fused(text: str, other: str, around: Around) -> str | None:
    """What the one is about with what the other says: "The bridge was …", "The mayor was …" → "The bridge was …".

    Args:
        text: a claim.
        other: a claim of another sentence.
        around: the article, which must not say what comes out.
    """
    mine, theirs = _halves(text), _halves(other)
    if mine is None or theirs is None or mine[1] != theirs[1]:
        return None
    subject, number, _, _ = mine
    foreign, _, _, predicate = theirs
    if set(content(subject)) & set(content(foreign)) or len(content(predicate)) < 2:
        return None
    if any(word in content(predicate) for word in content(subject)):
        return None
    if _proper(subject) != _proper(foreign):
        return None
    wanted = {*content(subject), *content(predicate)}
    if any(wanted <= set(content(sentence)) for sentence in re.split(r"(?<=[.!?])\s+", around.article)):
        return None
    return f"{subject} {predicate}"


def _halves(text: str) -> tuple[str, str, str, str] | None:
    """Subject, its number, verb, predicate with the verb."""
    forms = words()["fusion"]
    match = re.search(rf"(?<!\w)(?:{'|'.join([*forms['singular'], *forms['plural'], *forms['either']])})(?!\w)", text)
    if match is None or _in_quotation(text, match.start()):
        return None
    subject = text[: match.start()].strip()
    first = subject.split()[0].lower() if subject else ""
    if (
        not subject
        or first in forms["pronouns"]
        or len(subject.split()) > 8
        or re.search(r"[,;:]|\b(?:that|which|who|after|when|said)\b", subject)
    ):
        return None
    verb = match[0]
    number = "singular" if verb in forms["singular"] else "plural" if verb in forms["plural"] else "either"
    return subject, number, verb, text[match.start() :]


def content(text: str) -> list[str]:
    """Words of a text that say something, in lower case."""
    return [w for w in re.findall(r"[\w-]{4,}", text.lower()) if not _light(w)]


def _proper(subject: str) -> bool:
    """Whether a name is what a subject is about."""
    return bool(names(subject)) and subject.split()[-1][:1].isupper()
