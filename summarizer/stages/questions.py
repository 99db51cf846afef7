"""The embedded tier: closed questions where the lexical layer is in doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.drafts import answers_model
from summarizer.errors import ContextOverflow, CutOff, InvalidAnswer
from summarizer.lexical import Reading
from summarizer.lexical.sources import Doubt
from summarizer.prompting import load_prompt

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_AT_ONCE = 4
"""Questions in one request: few enough for a small model's attention and context."""
_KINDS = {
    "official": "a state body or official",
    "company": "a company",
    "party": "a political party or campaign",
    "expert": "an expert or institute",
    "ngo": "a charity, rights group or association",
    "private": "a private person",
    "document": "a document",
    "other_media": "a news outlet or journalist",
}


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt in words for a model."""

    doubt: Doubt
    context: str
    text: str
    options: tuple[str, ...]
    """What the model chooses from, in the order of the doubt's options."""


async def answer_doubts(job: Job, reading: Reading) -> dict[str, str]:
    """Answers of the model to what the layer doubts: key of the doubt to the option chosen.

    An answer that cannot be had leaves the layer's own choice standing.
    """
    asked = [question for doubt in reading.doubts if (question := _question(reading, doubt)) is not None]
    if not asked:
        return {}
    prompt = load_prompt("questions", job.settings.prompts)
    answers: dict[str, str] = {}
    job.progress.stage("asking about doubtful passages")
    for start in range(0, len(asked), _AT_ONCE):
        batch = asked[start : start + _AT_ONCE]
        try:
            found = await job.client.ask(
                prompt.messages(questions=batch),
                answers_model([q.options for q in batch]),
                meter=job.meter,
                max_tokens=60 * len(batch),
            )
        except (InvalidAnswer, CutOff, ContextOverflow) as error:
            job.progress.note(f"questions left to the rules: {error}")
            job.decisions.overruled += len(batch)
            continue
        for number, question in enumerate(batch, 1):
            choice = getattr(found, f"q{number}")
            answers[question.doubt.key] = question.doubt.options[question.options.index(choice)]
            job.decisions.model += 1
        job.progress.advance(min(start + _AT_ONCE, len(asked)), len(asked))
    job.prompt = prompt.info()
    return answers


def _question(reading: Reading, doubt: Doubt) -> Question | None:
    article = reading.article
    here = next((s for s in article.sentences if s.start <= doubt.start < s.end), None)
    if here is None:
        return None
    words = article.text[doubt.start : doubt.end]
    if doubt.about == "kind":
        return Question(doubt, here.text, f'What is "{words}" here?', tuple(_KINDS[option] for option in doubt.options))
    before = [s for s in article.body if here.number - 2 <= s.number < here.number]
    names = tuple(
        dict.fromkeys(
            reading.source(option).name for option in doubt.options if any(e.id == option for e in reading.sources)
        )
    )
    if len(names) < len(doubt.options) or len(names) < 2:
        return None
    context = " ".join(s.text for s in (*before, here))
    return Question(doubt, context, f'Who is "{words}" in the last sentence?', names)
