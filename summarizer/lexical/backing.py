"""Whom an outlet's first report rests on, where the article names them only afterwards."""

from __future__ import annotations

from collections.abc import Mapping, MutableSequence, Sequence
from dataclasses import replace

from summarizer.lexical.entity import Entity
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.statement import Statement
from summarizer.lexical.words import content_words

_OPENING = 2
"""Sentences of the body that can bring in a report whose sources are told later."""


def back(
    statements: MutableSequence[Statement],
    chain: Sequence[str],
    entities: Mapping[str, Entity],
    lexicon: Lexicon,
) -> None:
    """Put unnamed sources behind the report that the article opens with: "The weekly quoted officials as saying".

    Args:
        statements: what the article has said so far, the relayed statement last; changed in place.
        chain: originator and outlet of a sentence that says whom the outlet has it from.
        entities: the sources by their ids.
        lexicon: the article's language.
    """
    if len(chain) != 2 or not statements:
        return
    source, outlet = entities[chain[0]], entities[chain[1]]
    voice = source.words & (lexicon.naming.voices | lexicon.naming.weak)
    if not outlet.media or source.media or source.person is not None or not voice:
        return
    first, now = statements[0].sentence, statements[-1].sentence
    told = [s for s in statements if s.sentence == now and s.chain == tuple(chain)]
    words = {word for statement in told for word in content_words(statement.text, lexicon)}
    for index, statement in enumerate(statements):
        opens = statement.sentence < min(now, first + _OPENING) and statement.chain == (outlet.id,)
        if opens and now - statement.sentence <= _OPENING and words & content_words(statement.text, lexicon):
            statements[index] = replace(statement, chain=tuple(chain))
