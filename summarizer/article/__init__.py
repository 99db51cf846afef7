"""From bytes to an :class:`Article`: text, sentences with offsets, and what the article says about itself."""

from summarizer.article.model import Article, Role, Sentence, text_id
from summarizer.article.reader import parse, parse_text, read, text_of

__all__ = ["Article", "Role", "Sentence", "parse", "parse_text", "read", "text_id", "text_of"]
