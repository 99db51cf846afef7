"""What decides a summary besides the article: model, prompts, schemas and parameters, laid together once for a run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from summarizer.llm.recordings import canonical
from summarizer.prompting import Prompt, load_prompt
from summarizer.stages.windows import tokens
from summarizer.summary import SCHEMA_VERSION, Fingerprint, PromptInfo

if TYPE_CHECKING:
    from pydantic import BaseModel

    from summarizer.config import Settings
    from summarizer.llm.profile import Asks
    from summarizer.llm.registry import ModelSpec

_PROMPTS: Mapping[Asks, tuple[str, ...]] = {
    "article": ("article", "corrections"),
    "questions": ("questions", "brief"),
    "nothing": (),
}


@dataclass(frozen=True)
class Recipe:
    """The prompts of a tier, loaded, and all that a fingerprint holds besides the article."""

    prompts: Mapping[str, Prompt]
    infos: Mapping[str, PromptInfo]
    sizes: Mapping[str, int]
    """About how many tokens each prompt has without an article."""
    parts: Mapping[str, object]
    """The fields of :class:`~summarizer.summary.Fingerprint` except ``digest``, ``text`` and ``said``."""

    def fingerprint(self, text: str, said: str | None = None) -> Fingerprint:
        """The fingerprint of an article's summary.

        Args:
            text: SHA-256 of its text, hexadecimal.
            said: the same of what its file says besides, if anything.
        """
        parts = {**self.parts, "text": text, "said": said}
        return Fingerprint.model_validate({**parts, "digest": digest_of(parts)})


def digest_of(parts: Mapping[str, object]) -> str:
    """The digest of a fingerprint with these parts."""
    return _hash({name: value for name, value in parts.items() if name != "digest"})


def recipe(spec: ModelSpec, settings: Settings) -> Recipe:
    """Load what ``spec`` is asked with under ``settings``.

    Raises:
        ConfigurationError: a prompt is missing or broken.
    """
    asks = spec.profile.asks
    prompts = {name: load_prompt(name, settings.prompts) for name in _PROMPTS[asks]}
    if spec.strict:
        # An endpoint that holds answers to their schema needs no example of their form, which costs as much as a story.
        prompts = {name: replace(prompt, examples=()) for name, prompt in prompts.items()}
    values = {"language": settings.language} if asks == "article" else {}
    infos = {name: prompt.info(**values) for name, prompt in prompts.items()}
    sizes = {
        name: sum(tokens(m["content"]) for m in prompt.without_article(**values)) for name, prompt in prompts.items()
    }
    parameters: dict[str, object] = {"asks": asks, "language": settings.language}
    if asks != "nothing":
        parameters |= {
            "context_tokens": spec.profile.context_tokens,
            "output_tokens": spec.profile.output_tokens,
            "soft_signals_bind": spec.profile.soft_signals_bind,
            "mode": spec.mode,
            "strict": spec.strict,
            "temperature": spec.temperature,
        }
    parts = {
        "model": spec.name,
        "endpoint": spec.identity,
        "prompts": {name: info.sha256 for name, info in infos.items()},
        "draft": _hash([draft.model_json_schema() for draft in _drafts(asks)]) if prompts else None,
        "parameters": parameters,
        "summary": SCHEMA_VERSION,
    }
    return Recipe(prompts, infos, sizes, parts)


def _drafts(asks: Asks) -> list[type[BaseModel]]:
    from summarizer.drafts import ArticleDraft, Corrections, choices_model, lines_model

    if asks == "article":
        return [ArticleDraft, Corrections]
    from summarizer.stages.questions import KINDS

    # The schemas of the small tier are narrowed for each request; these stand for all of them.
    return [choices_model([tuple(KINDS.values())]), lines_model(1)]


def _hash(value: object) -> str:
    return sha256(canonical(value).encode()).hexdigest()
