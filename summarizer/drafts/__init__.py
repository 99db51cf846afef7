"""What a model is asked to answer: small schemas in terms that the article can check."""

from summarizer.drafts.article import ArticleDraft, DraftBriefSentence, DraftClaim, DraftSource, DraftUnconfirmed
from summarizer.drafts.questions import BriefDraft, answers_model

__all__ = [
    "ArticleDraft",
    "BriefDraft",
    "DraftBriefSentence",
    "DraftClaim",
    "DraftSource",
    "DraftUnconfirmed",
    "answers_model",
]
