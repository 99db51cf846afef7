"""How the claims of an article stand once all of it is read: what one sentence does to the claims of another.

"There was no official confirmation", "declined to comment", "rejected the accusation", and accounts that conflict.
"""

from __future__ import annotations

from collections.abc import Sequence

from summarizer.article.model import Article
from summarizer.lexical.entity import Entity
from summarizer.lexical.lexicon import Lexicon
from summarizer.lexical.standing.board import Board
from summarizer.lexical.standing.confirmations import confirm
from summarizer.lexical.standing.conflicts import dispute
from summarizer.lexical.standing.denials import deny
from summarizer.lexical.standing.matters import complete, joined, without
from summarizer.lexical.standing.openness import doubt, leave_open
from summarizer.lexical.statement import Matter, Statement
from summarizer.lexical.words import Quotation

__all__ = ["settled"]


def settled(
    article: Article,
    lexicon: Lexicon,
    quoted: Sequence[Quotation],
    entities: Sequence[Entity],
    statements: Sequence[Statement],
) -> tuple[list[Statement], list[Matter]]:
    """Settle the statements of one article against each other.

    Args:
        article: the article.
        lexicon: its language's lexicon.
        quoted: where its quotations are.
        entities: its sources.
        statements: its claims as their own words leave them, in order.

    Returns:
        The claims that stay, each with its status, and what is open among them, by the order of the claims.
    """
    board = Board(article, lexicon, quoted, entities, list(statements))
    confirm(board)
    pointing = deny(board)
    dispute(board, pointing)
    leave_open(board)
    doubt(board)
    kept, matters = without(pointing, board.statements, joined(board.matters))
    return kept, sorted(complete(kept, matters), key=lambda matter: matter.statements)
