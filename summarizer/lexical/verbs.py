"""Whether a word is a verb that somebody speaks with: its group, its noun uses, who can be its subject."""

from __future__ import annotations

from summarizer.lexical.cuelists import VerbForm
from summarizer.lexical.grammar import Grammar
from summarizer.lexical.names import is_possessive_name, is_prefixed, is_role
from summarizer.lexical.words import without_possessive

BE = frozenset({"be", "is", "are", "was", "were", "been", "being"})
"""What makes a passive of a participle."""


def verb_group(grammar: Grammar, index: int) -> tuple[int, set[str]]:
    """Start of the verb group that ends at ``index``, and the words in it."""
    words = grammar.lexicon.words
    group: set[str] = set()
    start = index
    while start > 0:
        low = grammar.low(start - 1)
        if low == "since" and grammar.low(start - 2) in words.auxiliaries:
            # "has since clarified"
            group.add(low)
        elif low == "," and (opens := _inserted(grammar, start - 1)) is not None:
            # "has, in a statement, called"
            start = opens + 1
        elif low in words.auxiliaries or low in words.modals or low in words.negations or low == "to":
            group.add(low)
        elif (opens := _set_between(grammar, start)) is not None:
            # "has in the past called"
            start = opens + 1
        elif not grammar.is_adverb(start - 1) or low in ("here", "there", "today", "yesterday", "tonight"):
            break
        start -= 1
    return start, group


def _set_between(grammar: Grammar, end: int) -> int | None:
    """Where a time or setting begins that fills the words before ``end``, behind an auxiliary."""
    starts = range(end - 2, max(0, end - 6), -1)
    held = (i for i in starts if grammar.low(i - 1) in ("has", "have", "had"))
    return next((i for i in held if grammar.skip_setting(i) == end), None)


def _inserted(grammar: Grammar, close: int) -> int | None:
    """Where the comma stands that opens an insertion between auxiliary and verb, which ends at ``close``."""
    comma = next((i for i in range(close - 1, max(0, close - 7), -1) if grammar.low(i) == ","), None)
    held = comma is not None and grammar.low(comma - 1) in ("has", "have", "had")
    return comma if held and grammar.skip_setting((comma or 0) + 1) == close else None


def is_noun_use(grammar: Grammar, index: int, form: VerbForm) -> bool:
    """Whether a form that is also a noun ("reports", "claim") stands as one here."""
    words = grammar.lexicon.words
    before = grammar.low(index - 1)
    if before == "since" and grammar.low(index - 2) in words.auxiliaries:
        # "has since said"
        before = grammar.low(index - 2)
    low = grammar.low(index)
    if form.gerund:
        return before in words.determiners or before in words.prepositions - {"by"} or before.endswith("'s")
    if low == form.lemma and f"{low} {grammar.low(index + 1)}" in grammar.lexicon.tables.roles:
        # "state television"
        return True
    owner = grammar.tokens[index - 1] if before.endswith("'s") else None
    spoken = form.lemma in grammar.lexicon.cues.never_noun and low != form.lemma
    if owner and owner.capital and (spoken or is_possessive_name(owner, grammar.lexicon)):
        # "Moody's says": what is said is nobody's possession
        return False
    if before in words.determiners or before.endswith(("'s", "s'")):
        # "the reported attack", "a claim"; "these say" does not occur in the press
        return True
    if low != form.lemma and not low.endswith("s"):
        # "against suspected raiders"
        return grammar.low(index + 1) == "by" or (before in words.prepositions and grammar.low(index + 1) != "that")
    if (before in words.prepositions and (before, low) != ("to", form.lemma)) or (
        before in ("and", "or") and grammar.low(index - 2) in words.determiners
    ):
        return True
    if form.lemma in grammar.lexicon.cues.never_noun:
        return False
    next_cue = grammar.lexicon.cues.statement.get(grammar.low(index + 1))
    if low == form.lemma and next_cue is not None and not (next_cue.base or next_cue.gerund):
        # "a press report said"
        return True
    if before in words.plural_nouns and low.endswith("s"):
        # "media reports that": the verb would be plural
        return True
    if low == form.lemma and form.participle:
        # "put", "read": past as well as base
        return False
    if low == form.lemma:
        # plural present: "outlets report"; after a singular noun the form is itself a noun ("media report")
        noun = grammar.head(*grammar.phrase_left(index))
        return not (
            (before.endswith("s") and not before.endswith(("ous", "ss", "us")))
            or (noun.endswith("s") and is_role(noun, grammar.lexicon))
            or before in words.pronouns
            or before in words.auxiliaries
            or before in words.plural_nouns
            or before in ("did", "does")
            or before in words.adverbs
            or before == ","
        )
    cites = grammar.low(index + 1) == "," and grammar.low(index + 2) in grammar.lexicon.cues.originator_follows
    if (grammar.is_end(index + 1) or cites) and _after_clause(grammar, index):
        return False
    following = grammar.lexicon.cues.statement.get(grammar.low(index + 1))
    heads = following is not None and (not following.base or following.lemma in ("say", "suggest", "indicate"))
    if low.endswith("s") and following is not None and heads and not following.gerund:
        # "media reports said"
        return True
    if before.endswith("ed") and not grammar.tokens[index - 1].capital and not is_role(before, grammar.lexicon):
        # "unconfirmed reports", but "the accused claims"
        return True
    if before.endswith("ing") and not grammar.tokens[index - 1].capital and not grammar.is_time(index - 1):
        # "putting hopes", "following claims"
        return True
    if index + 1 < len(grammar.tokens) and (
        grammar.low(index + 1) in (".", ",", "of", "and", "about", "on")
        or grammar.low(index + 1) in words.auxiliaries
        or grammar.low(index + 1) in words.modals
    ):
        return grammar.low(index + 1) != "," or before != ","
    return bool(before) and not grammar.tokens[index - 1].capital and before.endswith("s") and not before.endswith("ss")


def _after_clause(grammar: Grammar, index: int) -> bool:
    """Whether a clause, a comma and a noun phrase stand before: "P, Harbour Radio reports."."""
    start, end = grammar.phrase_left(index)
    if not (start < end == index and grammar.low(start - 1) == ","):
        return False
    named = grammar.low(start) in grammar.lexicon.words.determiners or grammar.tokens[start].capital
    return grammar.is_clause(0, start - 1) or (start > 4 and named and can_speak(grammar, start, end))


def can_speak(grammar: Grammar, start: int, end: int) -> bool:
    """Whether a noun phrase can name a speaker: "heavy traffic threatens the bridge" says nothing."""
    lexicon = grammar.lexicon
    low = grammar.low(start)
    if low in lexicon.words.pronouns or low in ("who", "those", "many", "some", "both", "several", "others"):
        counted = any(character.isdigit() for character in grammar.low(start + 1))
        return low != "it" or end == start + 1 if not counted else is_role(grammar.head(start, end), lexicon)
    noun = without_possessive(grammar.head(start, end))
    of = next((i for i in range(start, end - 1) if grammar.low(i) == "of"), None)
    if of is not None and noun in lexicon.naming.quantities:
        # "a number of senators"
        return can_speak(grammar, of + 1, end)
    named = any(
        (grammar.tokens[i].capital or is_prefixed(grammar.tokens[i].text, lexicon)) and grammar.low(i) == noun
        for i in range(start, end)
    )
    return named or is_role(noun, lexicon) or is_role(noun.removesuffix("s"), lexicon)
