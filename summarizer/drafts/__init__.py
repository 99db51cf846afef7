"""What a model is asked to answer: small schemas in terms that the article can check."""

from summarizer.drafts.article import ArticleDraft, DraftBriefSentence, DraftClaim, DraftSource, DraftUnconfirmed
from summarizer.drafts.corrections import Correction, Corrections, corrected
from summarizer.drafts.questions import choices_model, lines_model

__all__ = [
    "ArticleDraft",
    "Correction",
    "Corrections",
    "DraftBriefSentence",
    "DraftClaim",
    "DraftSource",
    "DraftUnconfirmed",
    "choices_model",
    "corrected",
    "lines_model",
]
