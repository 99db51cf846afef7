"""The embedded tier: closed questions where the lexical layer is in doubt.

Only the kind of a source is asked for: there the embedded model is right far more often than a fallback, while the
rules know better than it to whom a pronoun refers. Measured by ``scripts/embedded_tier.py``; figures in docs/models.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from summarizer.drafts import choices_model
from summarizer.errors import ContextOverflow, CutOff, InvalidAnswer
from summarizer.lexical import Reading
from summarizer.lexical.entity import Doubt
from summarizer.prompting import Prompt
from summarizer.summary import Kind

if TYPE_CHECKING:
    from summarizer.pipeline import Job

_AT_ONCE = 4
"""Questions in one request: few enough for a small model's attention and context."""
_MOST = 40
"""Questions about one article: a long one has hundreds of sources that speak once, and an answer takes seconds."""
_KEY = 100
"""How many other claims of a source a key claim outweighs."""
_TOKENS = 60
"""Tokens of answer for each question."""
_LONGEST = 600
"""Characters of context around a source."""
KINDS: dict[Kind, str] = {
    "official": "a state body or official",
    "company": "a company",
    "party": "a political party or campaign",
    "expert": "an expert or institute",
    "ngo": "a charity, rights group or association",
    "private": "a private person",
    "document": "a document",
    "other_media": "a news outlet or journalist",
}
"""What a model chooses from, in its words."""


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt in words for a model; ``options`` name the kinds that ``kinds`` holds, in the same order."""

    doubt: Doubt
    context: str
    text: str
    kinds: tuple[Kind, ...]

    @property
    def options(self) -> tuple[str, ...]:
        """What the model chooses from."""
        return tuple(KINDS[kind] for kind in self.kinds)

    def turned(self) -> Question:
        """The same question with its options in reverse order."""
        return Question(self.doubt, self.context, self.text, self.kinds[::-1])


async def answer_doubts(job: Job, reading: Reading) -> dict[str, Kind]:
    """Answers of the model to what the layer doubts: key of the doubt to the kind chosen.

    An answer that cannot be had leaves the layer's own choice standing. That a source is official counts only if
    the model says so with the options in either order: taking an unknown voice for the state's is the costly error.
    """
    asked = [_question(reading, doubt) for doubt in _weightiest(reading)]
    if not asked:
        return {}
    if len(asked) < len(reading.doubts):
        job.progress.note(f"the kind of {len(reading.doubts) - len(asked)} more sources is left to the rules")
    prompt = job.prompt("questions")
    job.progress.stage("asking about sources")
    answers: dict[str, Kind] = {}
    for start in range(0, len(asked), _AT_ONCE):
        batch = asked[start : start + _AT_ONCE]
        answers |= await _ask(job, prompt, batch)
        official = [q.turned() for q in batch if answers.get(q.doubt.key) == "official"]
        second = await _ask(job, prompt, official) if official else {}
        for question in official:
            if second.get(question.doubt.key) != "official":
                del answers[question.doubt.key]
                job.decisions.overruled += 1
        job.progress.advance(min(start + _AT_ONCE, len(asked)), len(asked))
    job.decisions.model += len(answers)
    return answers


def _weightiest(reading: Reading) -> list[Doubt]:
    """The doubts that are asked about, in order: all, or those whose sources say most, key claims first."""
    if len(reading.doubts) <= _MOST:
        return list(reading.doubts)
    says: Counter[str] = Counter()
    for statement in reading.statements:
        says.update(dict.fromkeys(statement.chain, _KEY if statement.key else 1))
    chosen = sorted(reading.doubts, key=lambda doubt: -says[doubt.source])[:_MOST]
    return sorted(chosen, key=lambda doubt: doubt.start)


async def _ask(job: Job, prompt: Prompt, batch: Sequence[Question]) -> dict[str, Kind]:
    try:
        found = await job.client.ask(
            prompt.messages(questions=batch),
            choices_model([question.options for question in batch]),
            meter=job.meter,
            max_tokens=_TOKENS * len(batch),
        )
    except (InvalidAnswer, CutOff, ContextOverflow) as error:
        job.progress.note(f"left to the rules: {error}")
        job.decisions.overruled += len(batch)
        return {}
    return {
        question.doubt.key: question.kinds[question.options.index(getattr(found, f"q{number}"))]
        for number, question in enumerate(batch, 1)
    }


def _question(reading: Reading, doubt: Doubt) -> Question:
    text = reading.article.text
    sentence = next((s for s in reading.article.sentences if s.start <= doubt.start < s.end), None)
    start, end = (sentence.start, sentence.end) if sentence else (doubt.start, doubt.end)
    start, end = max(start, doubt.start - _LONGEST // 2), min(end, doubt.end + _LONGEST // 2)
    return Question(doubt, text[start:end], f'What is "{text[doubt.start : doubt.end]}" here?', tuple(KINDS))
