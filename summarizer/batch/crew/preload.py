"""What workers share: imported, and its tables read, once in the process that they are forked from."""

from __future__ import annotations

from importlib import import_module

from summarizer.article import parse_text
from summarizer.drafts import ArticleDraft
from summarizer.middle import by_drafts

for _name in (
    "instructor",
    "jinja2.sandbox",
    "openai",
    "summarizer.batch.crew.process",
    "summarizer.llm.schema",
    "summarizer.llm.transports.budgeting",
    "summarizer.llm.transports.endpoint",
    "summarizer.llm.transports.metering",
    "summarizer.llm.transports.pacing",
    "summarizer.llm.transports.recording",
    "summarizer.llm.transports.verdict",
):
    import_module(_name)

_SAID = "The town will buy 12 buses in May"
_CLAIM = {"sentences": [1], "quote": _SAID, "text": f"{_SAID}.", "chain": ["Mayor Dana Holt"], "cue": "said"}
_DRAFT = {
    "sources": [{"name": "Mayor Dana Holt", "kind": "official", "disclosure": "named"}],
    "claims": [{**_CLAIM, "status": "scheduled", "key": True}],
    "unconfirmed": [],
    "brief": [{"text": f"{_SAID}, Mayor Dana Holt said.", "claims": [1]}],
}
_ARTICLE = parse_text(f"Town to buy buses\n\n{_SAID}, Mayor Dana Holt said.\n")
by_drafts(_ARTICLE, [ArticleDraft.model_validate(_DRAFT)], soft_binds=False)
