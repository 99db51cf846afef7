"""Whether some words carry others: numbers, dates, names, quotations, doubts. Pure text functions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from summarizer.checks.vocabulary import vocabulary
from summarizer.lexical.lexicon import lexicon
from summarizer.lexical.statuses import StatusWord, words_of
from summarizer.lexical.texts import as_sentence
from summarizer.lexical.words import without_possessive

_NUMERAL = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)([a-z]+)?|[a-z]+")
_NAME = re.compile(r"(?:[A-Z]\.){2,}|(?<!\d)[A-Z][\w'\u2019-]*|\w*[a-z][A-Z]\w*")
_CAPITALS = re.compile(r"(?:(?:[A-Z]\.){2,}|[A-Z][\w'\u2019-]*)(?:\s(?:(?:[A-Z]\.){2,}|[A-Z][\w'\u2019-]*))*")
_OPENING = re.compile(r"(?:^|[.!?:]\s+)[\"'\u201c\u2018]?$")
_WORD = re.compile(r"\d[\d,.]*\d|\d|[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
_LONG_NAME = 5
"""Letters from which a name is known by its consonants."""
_QUOTED = re.compile(r"[\"\u201c\u201d]([^\"\u201c\u201d]+)[\"\u201c\u201d]")


# -- words ----------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem: enough to see "deployed" and "deploying" as one."""
    for ending in ("ingly", "edly", "ations", "ation", "ing", "ied", "ies", "ed", "es", "ly", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            base = word[: -len(ending)]
            return base + "y" if ending in ("ied", "ies") else base.rstrip("e")
    return word.rstrip("e")


@lru_cache(maxsize=4096)
def stem_sequence(text: str) -> tuple[str, ...]:
    """Stems of the content words of ``text`` in order; numbers as digits."""
    words = vocabulary()
    return tuple(
        str(words.values[word])
        if word in words.values
        else stem(word.removesuffix("'s").removesuffix("\u2019s").replace(",", ""))
        for word in _WORD.findall(text.lower())
        if word not in words.light
    )


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Stems of the content words of ``text``; numbers as digits."""
    return frozenset(stem_sequence(text))


def unsupported_word(text: str, support: str) -> str | None:
    """A word of ``text`` that says what happened to whom, for which ``support`` has none: "killed", "exported"."""
    for words, carriers in vocabulary().critical:
        found = words.search(text)
        if found is not None and not carriers.search(support):
            return found[0]
    return None


# -- numbers and dates ----------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def numbers(text: str) -> Mapping[str, str]:
    """Every number in ``text``, in digits or words: its value to how it is written.

    "2.5 million" is 2500000; "dozens" and the like stand for themselves.
    """
    found: dict[str, str] = {}
    words = vocabulary()
    low = text.lower()
    total = current = 0.0
    start: int | None = None
    last = 0

    def close() -> None:
        nonlocal total, current, start
        if start is not None:
            found.setdefault(_value(total + current), text[start:last])
        total, current, start = 0.0, 0.0, None

    for match in _NUMERAL.finditer(low):
        word, digits = match[0], match[1]
        between = low[last : match.start()]
        if start is not None and between.strip(" -\u2010\u2011") and between.strip() != "and":
            close()
        if digits:
            close()
            start, current = match.start(), float(digits.replace(",", ""))
        elif word in words.values:
            value = words.values[word]
            # "twenty-five" and "two hundred and five" go on; "two, three" does not
            if start is not None and not (current >= 20 and current % (10 if current < 100 else 100) == 0):
                close()
            start = match.start() if start is None else start
            current += value
        elif word in words.scales:
            start = match.start() if start is None else start
            scale = words.scales[word]
            if scale < 1000:
                current = max(1.0, current) * scale
            else:
                total, current = total + max(1.0, current) * scale, 0.0
        elif word in words.vague:
            close()
            found.setdefault(word, match[0])
            continue
        elif word == "and" and start is not None:
            continue
        else:
            close()
            continue
        last = match.end() if not digits else match.end(1)
        if digits and match[2]:
            close()
    close()
    return found


def _value(number: float) -> str:
    return f"{number:.6f}".rstrip("0").rstrip(".")


@lru_cache(maxsize=1024)
def _with_suffixes(text: str) -> frozenset[str]:
    """Numbers as a support: "18m" may be eighteen million, and "one" may count."""
    suffixes = vocabulary().suffixes
    found = set(numbers(text))
    for digits, suffix in re.findall(r"(\d+(?:,\d{3})*(?:\.\d+)?)\s?([a-z]+)\b", text.lower()):
        if suffix in suffixes:
            found.add(_value(float(digits.replace(",", "")) * suffixes[suffix]))
    return frozenset(found)


def missing_numbers(text: str, support: str) -> list[str]:
    """Numbers of ``text`` that ``support`` has neither in digits nor in words, as written."""
    have = _with_suffixes(support)
    return [
        written
        for value, written in numbers(text).items()
        if value not in have and not (value == "1" and not written.isdigit())
    ]


def missing_ordinals(text: str, support: str) -> list[str]:
    """Ordinals in words of ``text`` that ``support`` does not have."""
    pattern = vocabulary().ordinals
    have = {match.lower() for match in pattern.findall(support)}
    return [match for match in pattern.findall(text) if match.lower() not in have]


def missing_moments(text: str, support: str) -> list[str]:
    """Weekdays, months and words like "yesterday" of ``text`` that ``support`` does not have."""
    words = vocabulary()
    have = " ".join(re.findall(r"[A-Z]\w\w", support)).split()
    missing = {name for name in words.moments.findall(text) if name not in support and name[:3] not in have}
    return sorted(missing) + [m for m in words.relative_moments.findall(text) if m.lower() not in support.lower()]


# -- names and quotations ---------------------------------------------------------------------------


def missing_names(text: str, article: str) -> list[str]:
    """Capitalised words of ``text`` that the article nowhere has.

    A sentence's first word is capital anyway: it counts only as part of a longer name, or as a known place or outlet.
    An abbreviation may stand for a name that the article writes out.
    """
    have = _words_of(article)
    dates = (*vocabulary().months, *vocabulary().weekdays)
    missing = []
    for match in _NAME.finditer(text):
        name = _bare(match[0])
        if match[0] in ("A", "I") or (match[0] in dates and not {name[:3], name[:4]}.isdisjoint(have)):
            # no name, or a month written short: "Oct. 10"
            continue
        if name in have or all(part in have for part in name.split("-")) or _other_spelling(name, article):
            continue
        if name.isalpha() and match[0].replace(".", "").isupper() and _spelled_out(name, article):
            continue
        if name in _places_of(article):
            continue
        if _OPENING.search(text[: match.start()]) and not _is_name(match[0], text[match.end() :]):
            continue
        missing.append(match[0])
    return missing


@lru_cache(maxsize=64)
def _words_of(text: str) -> frozenset[str]:
    words = {_bare(word) for word in re.findall(r"(?:[A-Za-z]\.){2,}|[\w'\u2019-]+", text)}
    return frozenset(words | {part for word in words for part in word.split("-")})


@lru_cache(maxsize=64)
def _places_of(text: str) -> frozenset[str]:
    """The words of the names of the countries that ``text`` names, or the people of, in whatever form."""
    places = lexicon().tables.places
    runs = _CAPITALS.findall(text)
    forms = {form for run in runs for form in (run, *run.split())}
    countries = {places[bare] for form in forms if (bare := without_possessive(form)) in places}
    return frozenset(_bare(word) for country in countries for word in country.split())


def _other_spelling(name: str, article: str) -> bool:
    """Whether the article has a name that differs in its vowels alone, as names of other scripts do: "Qaida", "Qaeda".

    Countries are not taken for each other.
    """
    sound = _sound(name)
    return len(name) >= _LONG_NAME and sound in _sounds(article) and name.capitalize() not in lexicon().tables.places


@lru_cache(maxsize=64)
def _sounds(text: str) -> frozenset[tuple[str, int]]:
    return frozenset(_sound(_bare(match[0])) for match in _NAME.finditer(text) if len(match[0]) >= _LONG_NAME)


def _sound(name: str) -> tuple[str, int]:
    """A name's consonants, with how many vowels or groups of them are between."""
    letters = re.sub(r"[^a-z]", "", name)
    return letters[:1] + re.sub(r"[aeiou]", "", letters[1:]), len(re.findall(r"[aeiou]+", letters))


def _spelled_out(letters: str, article: str) -> bool:
    """Whether the article has words that begin with ``letters`` one after the other: "United Nations" for "UN"."""
    if len(letters) < 2:
        return False
    words = r"[a-z'\u2019-]*\s+(?:(?:of|the|and|for)\s+){0,2}".join(letter.upper() for letter in letters)
    return re.search(rf"\b{words}[a-z]", article) is not None


def _is_name(word: str, after: str) -> bool:
    tables = lexicon().tables
    bare = without_possessive(word)
    return (
        bool(re.match(r"\s+[A-Z]", after))
        or bare in tables.places
        or bare in tables.media
        or bare in tables.bodies
        or not bare[1:].islower()
    )


def _bare(word: str) -> str:
    return without_possessive(word).lower().replace(".", "")


def missing_quotations(text: str, article: str) -> list[str]:
    """Stretches that ``text`` has in quotation marks and the article does not have letter by letter."""
    plain = _plain(article)
    return [
        quoted
        for quoted in _QUOTED.findall(text)
        if len(quoted.split()) > 1 and _plain(quoted).strip(" .,;:!?") not in plain
    ]


@lru_cache(maxsize=256)
def _plain(text: str) -> str:
    """Lower case, with kinds of marks, dashes and spaces made one."""
    table = str.maketrans({"\u2018": "'", "\u2019": "'", "`": "'", "\u2013": "-", "\u2014": "-"})
    return " ".join(text.lower().translate(table).replace("\u201c", "").replace("\u201d", "").replace('"', "").split())


# -- doubt and confirmation --------------------------------------------------------------------------


def says_no(text: str) -> bool:
    """Whether ``text`` says no in any way."""
    words = vocabulary()
    return bool(words.negation.search(text) or words.implicit_negation.search(text))


def plain_doubts(text: str) -> list[StatusWord]:
    """Words of hedging and of the future that are plainly about what ``text`` says.

    Left out are those of a relative clause, and those that journalists use for much else ("would").
    """
    words = vocabulary()
    found: list[StatusWord] = []
    for word in (*words_of("hedged", text, lexicon()), *words_of("scheduled", text, lexicon())):
        shown = text[word.start : word.end]
        before = text[: word.start].split()[-2:]
        weak = words.weak_status.search(shown) and (word.status == "scheduled" or says_no(text))
        if not weak and not any(map(words.relative.fullmatch, before)):
            found.append(word)
    return found


def confirmations(text: str) -> Iterator[re.Match[str]]:
    """The words in ``text`` by which somebody confirms something, those taken back by a negation left out."""
    words = vocabulary()
    for match in words.confirming.finditer(text):
        if not words.not_confirming.search(text[max(0, match.start() - 60) : match.start()]):
            yield match


# -- the article's words as a claim -----------------------------------------------------------------


def claim_text(text: str) -> str:
    """A stretch of the article as a sentence: one capital letter in front, one full stop behind."""
    text = " ".join(text.split()).strip(" ,;:-\u2013\u2014")
    if text.count("\u201c") != text.count("\u201d"):
        text = text.replace("\u201c", "").replace("\u201d", "")
    return as_sentence(text)
