"""The languages of an article and of the texts about it, and what can be checked across them."""

from __future__ import annotations

from dataclasses import dataclass

from summarizer.article.model import Article
from summarizer.checks.figures import missing_figures
from summarizer.checks.names import missing_forms, missing_words
from summarizer.checks.phrases import Phrases, phrases
from summarizer.checks.proposal import Proposal
from summarizer.languages import primary
from summarizer.lexical import Reading
from summarizer.lexical.datafiles import DEFAULT, has_lexicon, languages, named

Fault = tuple[str, str]
"""The check that a text fails, and why."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """What language the article is in, what language the texts about it, and what is known of them."""

    article: str
    """BCP 47, as the article has it."""
    texts: str
    """BCP 47, as the user asked for it; by default the article's."""
    grammar: bool
    """Whether the article was read with a grammar."""
    by_model: bool
    """Whether a model proposed the claims."""

    @staticmethod
    def of(article: Article, reading: Reading, proposal: Proposal, language: str | None) -> Tongue:
        """The languages of a proposal.

        Args:
            article: the article.
            reading: the lexical layer's reading of it.
            proposal: what a model or the layer proposes.
            language: language asked for, BCP 47; ``None`` for the article's.
        """
        by_model = any(claim.by_model for claim in proposal.claims)
        return Tongue(article.language, language or article.language, reading.by_words, by_model)

    @property
    def translated(self) -> bool:
        """Whether the texts are in another language than the article."""
        return primary(self.texts) != primary(self.article)

    @property
    def foreign(self) -> bool:
        """Whether the texts cannot be compared with the article by English words."""
        return self.translated or not self.grammar

    @property
    def phrases(self) -> Phrases | None:
        """The program's own words in the texts' language; ``None`` where it speaks English."""
        return phrases(primary(self.texts))

    def unchecked(self) -> str | None:
        """What was not checked for want of the languages' words; ``None`` where everything was."""
        left: list[str] = []
        if not self.grammar and not self.by_model and has_lexicon(self.article):
            return (
                f"the article is in {named(self.article)}, read by light rules: conflicting accounts, confirmations by "
                "others and claims without a word of saying were not looked for"
            )
        if not self.grammar:
            left += ["who stands at a claim's words of saying", "words of doubt, denial and confirmation"]
        if self.translated or not self.grammar:
            left += ["negations", "dates", "who did what to whom", "content words"]
        if self.translated:
            left += ["names", "quotations"]
        if not left:
            return None
        which = f"the article is in {named(self.article)}"
        which += f", the texts are in {named(self.texts)}" if self.translated else ""
        known = "" if has_lexicon(self.article) else f" (rules know: {', '.join(languages())})"
        return f"{which}{known}: not checked were {', '.join(left)}; sources and doubts stand in brackets"

    def fault(self, text: str, near: str, article: str) -> Fault | None:
        """What is wrong with a foreign ``text``, as far as that can be told.

        Args:
            text: a claim, or a sentence of the brief.
            near: the words of the article that it is about, with what stands around them.
            article: the article's text.
        """
        if wrong := missing_figures(text, article, primary(self.texts), primary(self.article)):
            return "number", f"the article has no number {', '.join(wrong)}"
        if wrong := missing_figures(text, near, primary(self.texts), primary(self.article)):
            return "number", f"the number {', '.join(wrong)} belongs to another sentence"
        if self.translated:
            return None
        if quotations := missing_words(text, article):
            return "quotation", f"nobody says {quotations[0]!r} in the article"
        if names := missing_forms(text, article):
            return "name", f"the article has no {', '.join(names)}"
        return None


ENGLISH = Tongue(DEFAULT, DEFAULT, grammar=True, by_model=True)
"""An English article with texts in English."""
