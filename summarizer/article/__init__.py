"""From text to an :class:`Article`: sentences with offsets, and what the article says about itself."""

from summarizer.article.model import Article, Metadata, Role, Sentence, text_id
from summarizer.article.reader import parse_text, words_alone

__all__ = ["Article", "Metadata", "Role", "Sentence", "parse_text", "text_id", "words_alone"]
