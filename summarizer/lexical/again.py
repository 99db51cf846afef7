"""Whether a phrase names again what the article has named before: "the ministry", "the report", "Moscow"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from summarizer.lexical.entity import Entity
from summarizer.lexical.kinds import place_of
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.names import is_human_role
from summarizer.lexical.words import Token


def named_again(entities: Sequence[Entity], tokens: Sequence[Token], phrase: str, lexicon: Lexicon) -> Entity | None:
    """The source met before that a phrase names again, if it names one.

    Args:
        entities: the sources so far, in the order in which the article brings them in.
        tokens: the phrase, at least one token.
        phrase: its text.
        lexicon: the language's lexicon.
    """
    known = _by_mention(entities, phrase, lexicon)
    if known is not None:
        return known
    words = nouns(tokens, lexicon)
    if tokens[0].low not in lexicon.naming.pointing or not words:
        return _by_bare_name(entities, tokens, words)
    noun = head(tokens, lexicon)
    if len(words - lexicon.words.setting_adjectives - {noun}) == 0 and _says_what_another_said(entities, noun, lexicon):
        # "the statement", "the report": whoever spoke last, of reports only outlets
        speakers = [e for e in entities if e.media or noun not in lexicon.naming.report_nouns]
        return max(speakers, key=lambda e: e.last_seen, default=None)
    return next(_pointed_at(entities, tokens, noun, words, lexicon), None) or _office_holder(entities, words, lexicon)


def _by_mention(entities: Sequence[Entity], phrase: str, lexicon: Lexicon) -> Entity | None:
    """The source of the same wording, or of the same country."""
    low = re.sub(r"^(?:the|a|an|this|that)\s+", "", phrase.lower())
    anew = low.startswith(tuple(lexicon.naming.anew))
    country = place_of(phrase, lexicon.tables)
    for entity in reversed(entities):
        if not anew and low in entity.forms:
            return entity
        if country is not None and entity.country == country:
            return entity
    return None


def _by_bare_name(entities: Sequence[Entity], tokens: Sequence[Token], words: frozenset[str]) -> Entity | None:
    """Of a phrase that points at nothing: the source of that acronym, or of exactly those words."""
    acronym = tokens[-1].text if len(tokens) <= 2 else ""
    if acronym.isupper():
        bodies = (e for e in reversed(entities) if e.person is None and not e.plural)
        return next((e for e in bodies if acronym in re.findall(r"\w+", e.name)), None)
    own = (e for e in reversed(entities) if e.person is None and e.disclosure in ("named", "institution"))
    return next((e for e in own if words and words == e.words), None)


def _says_what_another_said(entities: Sequence[Entity], noun: str, lexicon: Lexicon) -> bool:
    """Whether a noun is of what somebody said, and no document of the article's goes by it."""
    if noun in lexicon.naming.speech_nouns:
        return True
    cited = any(e.kind == "document" and noun in e.words for e in entities)
    return noun in lexicon.naming.report_nouns and not cited


def _pointed_at(
    entities: Sequence[Entity], tokens: Sequence[Token], noun: str, words: frozenset[str], lexicon: Lexicon
) -> Iterator[Entity]:
    """The sources that "the …" can mean, last cited first."""
    wider = {noun} | lexicon.naming.synonyms.get(noun, frozenset())
    names = [token.text for token in tokens[1:] if token.capital and token.text not in lexicon.tables.places]
    for entity in sorted(entities, key=lambda e: e.last_seen, reverse=True):
        if entity.person is not None:
            if is_human_role(noun, lexicon) and noun in entity.words and len(words) <= 2:
                yield entity
        elif all(name in entity.name for name in names):
            outlet = entity.media and noun in lexicon.naming.outlet_nouns
            if words <= entity.words or (len(words) == 1 and (outlet or wider & entity.words)):
                yield entity


def _office_holder(entities: Sequence[Entity], words: frozenset[str], lexicon: Lexicon) -> Entity | None:
    """Whom "the official" means where nobody goes by it: the last person of a public office cited by name."""
    singular = lexicon.naming.weak & words and not any(noun.endswith("s") for noun in words)
    offices = ("official", "intergovernmental")
    holders = [e for e in entities if singular and len(words) == 1 and e.person is not None and e.kind in offices]
    return max(holders, key=lambda e: e.last_seen, default=None)


def fuller_phrase(text: str, tokens: Sequence[Token], lexicon: Lexicon) -> str | None:
    """The last fuller phrase with the same head before a short one: "the British Embassy" for "the embassy"."""
    roles, words = lexicon.tables.roles, lexicon.words
    proper = tokens[-1].capital and tokens[-1].low not in roles
    if tokens[0].low not in ("the", "this", "that") or len(tokens) > 2 or proper:
        return None
    noun = tokens[-1].text
    leading = words.prepositions | words.subordinators | words.adverbs
    for phrase in _phrases_before(text, noun, tokens[0].start):
        left = phrase.split()
        while left and left[0].lower() in leading:
            left = left[1:]
        if len(left) > 1 and not (len(left) == 2 and left[0].lower() == "the"):
            return phrase[phrase.index(left[0]) :]
    return None


def _phrases_before(text: str, noun: str, position: int) -> Iterator[str]:
    """Names that close with a noun, last first: "the British Embassy"; no line holds but a part of one."""
    forms = (f" {noun}", f" {noun.capitalize()}")
    pattern = re.compile(
        rf"(?:\b[Tt]he )?(?:\b[A-Z][\w.\u2019'-]+ ){{1,4}}(?:{re.escape(noun)}|{re.escape(noun.capitalize())})\b"
    )
    while (found := max(text.rfind(form, 0, position) for form in forms)) >= 0:
        line = text.rfind("\n", 0, found) + 1
        yield from reversed([match[0] for match in pattern.finditer(text, line, position)])
        position = line


# -- phrases --------------------------------------------------------------------------------------


def head(tokens: Sequence[Token], lexicon: Lexicon) -> str:
    """The last word of a phrase before a preposition or a relative clause, in lower case."""
    last = ""
    for token in tokens:
        if token.low in lexicon.words.prepositions or token.low in ("who", "which", ","):
            break
        last = token.low
    return last


def nouns(tokens: Sequence[Token], lexicon: Lexicon) -> frozenset[str]:
    """The words of a phrase without determiners and prepositions, in lower case."""
    words = lexicon.words
    return frozenset(
        re.sub(r"'s?$", "", token.low)
        for token in tokens
        if token.low not in words.determiners
        and token.low not in words.prepositions
        and token.low[0].isalnum()
        and token.low not in ("and", "or")
    )


def is_plural(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether several speak: "Officials of the PKK", not "The Indonesian Red Cross" or "The United Nations"."""
    noun = head(tokens, lexicon).removesuffix("'s")
    name = len(tokens) > 1 and any(token.capital and token.low == noun for token in tokens)
    return noun.endswith("s") and not noun.endswith("ss") and not name


def is_generic(tokens: Sequence[Token]) -> bool:
    """Whether no name stands in a phrase: "The ministry"."""
    return not any(token.capital for token in tokens[1:])
