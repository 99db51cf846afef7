"""What workers share: imported, and its tables read, once in the process that they are forked from."""

from __future__ import annotations

from importlib import import_module

from summarizer.article import parse_text
from summarizer.batch.crew import process  # noqa: F401
from summarizer.drafts import ArticleDraft
from summarizer.middle import by_drafts

for _name in ("httpx2", "openai", "openai.types.chat", "jinja2.sandbox", "tenacity"):
    import_module(_name)

_ARTICLE = parse_text(
    'Town to buy buses\n\nThe town will buy 12 buses, Mayor Dana Holt said on Monday. "Yes," she said.\n'
)
by_drafts(_ARTICLE, [ArticleDraft(sources=[], claims=[], unconfirmed=[], brief=[])], soft_binds=False)
