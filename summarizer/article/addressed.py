"""Tells text that is written to a machine from text that is written to readers.

A news article reports to people. Commands to a model ("ignore previous instructions"), marks of chat templates, answers
in JSON made ready for it and what a page hides are none of its report. Sentences of that kind are marked, never cut,
so that offsets hold; what somebody is quoted as saying is a report and stays. The patterns are in ``addressed.toml``.
"""

from __future__ import annotations

import base64
import binascii
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from summarizer.article.plainness import plain
from summarizer.needles import Sought

_AFTER = 3
"""Sentences behind a command that go with it, where its paragraph is a long one."""
_SHORT_PARAGRAPH = 8
"""Sentences up to which a paragraph goes with the command in it as a whole."""
_BLOCK = 60
"""Sentences within which a stretch that is opened must be closed to be one."""
_LONGEST = 100_000
"""Characters of a sentence that are looked at; what is longer is no text that anybody reads."""
_TEMPLATE = "it is the source of a template"
_FEW_WORDS = 3
"""Words beside the expressions of a template from which on a sentence says something."""
_WORD = re.compile(r"[^\W\d_]+")
_ENCODED = re.compile(r"(?<![\w+/])[A-Za-z0-9+/]{24,}={0,2}(?![\w+/])")
_QUOTED = re.compile(
    '\u201c[^\u201c\u201d]*(?:\u201d|$)|"[^"]*(?:"|$)|\u00ab[^\u00ab\u00bb]*(?:\u00bb|$)|\u201e[^\u201c\u201d]*(?:[\u201c\u201d]|$)'
)
_MARKS = re.compile('["\u201c\u201d\u00ab\u00bb\u201e]')
_LETTER = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(r"\s*\[\d{1,4}\]\s+\S")
_REFERENCE = re.compile(r"[\w.,!?\"\u201d]\[\d{1,4}\]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence as it is judged: its words, and the number of the paragraph that it stands in."""

    text: str
    paragraph: int


@dataclass(frozen=True)
class _Block:
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    json: bool


@dataclass(frozen=True)
class _Patterns:
    """``addressed.toml``, compiled."""

    command: Sought
    telltale: tuple[Sought, ...]
    structure: Sought
    hidden: Sought
    json: re.Pattern[str]
    machine: Sought
    spoken: Sought
    says: Sought
    turn: re.Pattern[str]
    """Who speaks in a turn, behind the mark that opens it."""
    marks: re.Pattern[str]
    """The marks that stand by themselves, in any case."""
    templates: re.Pattern[str]
    blocks: tuple[_Block, ...]
    lookalikes: Mapping[str, str]


@cache
def _patterns() -> _Patterns:
    data = tomllib.loads((Path(__file__).parent / "addressed.toml").read_text(encoding="utf-8"))
    machine = f"(?:{_any(data['machines'])})(?! (?:{_any(data['not_machines'])})\\b)(?!\\w)"
    return _Patterns(
        command=Sought(_command(data)),
        telltale=tuple(
            Sought(p.replace("{machine}", machine).replace("{labels}", _labels(data)))
            for p in (*data["telltale"], *data["elsewhere"])
        ),
        structure=Sought(_any(data["tokens"])),
        hidden=Sought(_any(data["hidden"])),
        json=re.compile(rf"[\"'](?:{_any(data['json_keys'])})[\"']\s*:\s*(?:[\"'\[{{\d-]|true\b|false\b|null\b)"),
        machine=Sought(rf"\b(?:{_any(data['machine_words'])})(?!\w)"),
        spoken=Sought(rf",[\"\u201d]? (?:[^,]{{2,80}} )?(?:{_any(data['saying'])})\b[^,]{{0,80}}$"),
        says=Sought(rf"\b(?:{_any(data['saying'])})\b"),
        turn=re.compile(r"\s*(?:system|assistant|user|human|developer|tool)\b"),
        marks=re.compile(_any(token for token in data["tokens"] if token[0] in "<["), re.IGNORECASE),
        templates=re.compile(_any(data["templates"])),
        blocks=tuple(
            _Block(re.compile(b["opens"]), re.compile(b["closes"]), b["holds"] == "json") for b in data["blocks"]
        ),
        lookalikes=data["lookalikes"],
    )


def _command(data: Mapping[str, Any]) -> str:
    """A command at the head of a sentence or behind a full stop: labels and leads, verb, object."""
    lead = rf"(?:(?:{_any(data['leads'])})[\s,]+)"
    head = rf"(?:^|[.!?;\n]\s+)\W{{0,8}}{_labels(data)}"
    override = rf"(?:{_any(data['override_verbs'])})\b[^.!?]{{0,50}}?\b(?:{_any(data['override_objects'])})"
    output = rf"(?:{_any(data['output_verbs'])})\b[^.!?]{{0,90}}?(?<!\w)(?:{_any(data['output_objects'])})"
    that = rf"(?:{_any(data['that_verbs'])}) (?:only )?that\b"
    led = rf"{lead}{{1,4}}(?:{_any(data['led_that_verbs'])}) that\b"
    return f"{head}(?:{lead}{{0,4}}(?:{override}|{output}|{that})|{led})"


def _labels(data: Mapping[str, Any]) -> str:
    return rf"(?:(?:{_any(data['labels'])})\s*[:)\]\u2014\u2013-]\W{{0,8}}){{0,4}}"


def _any(patterns: Iterable[str]) -> str:
    return "|".join(patterns)


def addressed(sentences: Sequence[Spoken]) -> list[str | None]:
    """For each sentence, why it is taken for text to a machine; ``None`` for text to readers.

    Args:
        sentences: all of an article, in order.
    """
    found = _Marker(sentences)
    found.mark()
    return found.why


def is_command(text: str) -> bool:
    """Whether words that stand alone, as a headline's or a place's, are a command to a machine."""
    return addressed([Spoken(text, 0)])[0] is not None


def without_turns(text: str) -> str:
    """``text`` with the marks of chat templates broken up, so that no server takes them for the bounds of turns."""
    if "<" not in text and "[" not in text:
        return text
    return _patterns().marks.sub(lambda match: f"{match[0][0]} {match[0][1:]}", text)


def quotes_command(text: str) -> bool:
    """Whether a quotation in ``text`` is a command to a machine, whoever gave it."""
    if not _MARKS.search(text):
        return False
    plainly = plain(text[:_LONGEST], _patterns().lookalikes)
    return any(is_command(_MARKS.sub("", match[0])) for match in _QUOTED.finditer(plainly))


def turn_marks(text: str) -> int:
    """How many marks of chat templates ``text`` holds."""
    return len(_patterns().marks.findall(text)) if "<" in text or "[" in text else 0


class _Marker:
    """Goes over an article's sentences once, and once more for what goes with those that are found."""

    def __init__(self, sentences: Sequence[Spoken]) -> None:
        self.sentences = sentences
        self.patterns = _patterns()
        self.plain = [plain(sentence.text[:_LONGEST], self.patterns.lookalikes) for sentence in sentences]
        # quotations of others left out
        self.own = [_QUOTED.sub('""', text) for text in self.plain]
        self.why: list[str | None] = [None] * len(sentences)
        self.bounds: dict[int, tuple[int, int]] = {}
        for index, sentence in enumerate(sentences):
            first, _ = self.bounds.get(sentence.paragraph, (index, index))
            self.bounds[sentence.paragraph] = first, index
        self.with_words = {s.paragraph for s, own in zip(sentences, self.own, strict=True) if _LETTER.search(own)}

    def mark(self) -> None:
        for index in range(len(self.sentences)):
            self.why[index] = self._verdict(index)
        for block in self.patterns.blocks:
            self._block(block)
        self._numbered_lines()
        self._companions()

    # -- one sentence ------------------------------------------------------------------------------

    def _verdict(self, index: int) -> str | None:
        patterns, text, own = self.patterns, self.plain[index], self.own[index]
        if (mark := patterns.structure.search(own)) and not self._is_mentioned(own, mark):
            return "it holds marks of a chat template"
        if patterns.templates.search(own) and len(_WORD.findall(patterns.templates.sub("", own))) < _FEW_WORDS:
            return _TEMPLATE
        if patterns.hidden.search(text):
            return "it is markup that a page does not show"
        if patterns.json.search(text):
            return "it is an answer or a conversation in JSON"
        if self._is_command(own) or (self._unspoken(index) and self._speaks_to_machine(text)):
            return "it gives commands to a machine that reads it"
        if any(self._is_command(decoded) for decoded in _decoded(self.sentences[index].text[:_LONGEST])):
            return "it gives commands to a machine in an encoding"
        return None

    def _is_mentioned(self, text: str, mark: re.Match[str]) -> bool:
        """Whether somebody speaks of a mark in the middle of a sentence: "the characters <|im_start|>, she said"."""
        patterns = self.patterns
        alone = not patterns.turn.match(text, mark.end()) and len(patterns.structure.findall(text)) == 1
        inside = _LETTER.search(text, 0, mark.start())
        return bool(alone and inside and patterns.says.search(text)) and not patterns.command.search(text)

    def _is_command(self, text: str) -> bool:
        patterns = self.patterns
        command = patterns.command.search(text)
        if any(each.search(text) for each in patterns.telltale):
            return command is not None or not patterns.says.search(text)
        # "Ignore all previous instructions, the captain told the crew"
        return command is not None and (patterns.machine.search(text) is not None or not patterns.spoken.search(text))

    def _speaks_to_machine(self, text: str) -> bool:
        inside = " ".join(_MARKS.sub(" ", text).split())
        return bool(self.patterns.machine.search(inside)) and self._is_command(inside)

    def _unspoken(self, index: int) -> bool:
        """Whether a quotation is nobody's: no word beside it in its paragraph, and nobody's speech before it."""
        paragraph = self.sentences[index].paragraph
        if paragraph in self.with_words:
            return False
        before = self.bounds[paragraph][0] - 1
        last = self.plain[before] if before >= 0 else ""
        carried_on = last.count('"') % 2 == 1 or last.count("\u201c") > last.count("\u201d")
        return not (last.endswith(":") or carried_on)

    # -- what goes with it -------------------------------------------------------------------------

    def _block(self, block: _Block) -> None:
        index = 0
        while index < len(self.plain):
            opened = block.opens.search(self.plain[index] if block.json else self.own[index])
            end = self._closing(block, index, opened.end()) if opened else None
            if end is None:
                index += 1
                continue
            for inside in range(index, end + 1):
                self.why[inside] = self.why[inside] or "it stands between marks of text for a machine"
            index = end + 1

    def _closing(self, block: _Block, index: int, behind: int) -> int | None:
        for end in range(index, min(len(self.plain), index + _BLOCK)):
            if block.closes.search(self.plain[end], behind if end == index else 0):
                # within one sentence the sentence speaks for itself: a comment may be empty
                whole = end > index and not block.json
                holds = whole or any(self.why[inside] for inside in range(index, end + 1))
                return end if holds else None
        return None

    def _numbered_lines(self) -> None:
        """Lines that open with a number in brackets, as sentences are shown to models; notes to the text are others."""
        starts = [
            index
            for index, sentence in enumerate(self.sentences)
            if _NUMBERED.match(sentence.text) and self.bounds[sentence.paragraph][0] == index
        ]
        if starts and not any(_REFERENCE.search(sentence.text) for sentence in self.sentences):
            for index in starts:
                self.why[index] = self.why[index] or "it is numbered as sentences are shown to a model"

    def _companions(self) -> None:
        """What follows a command goes with it: the rest of its paragraph, and the next one behind a colon."""
        for index in [i for i, why in enumerate(self.why) if why not in (None, _TEMPLATE)]:
            first, last = self.bounds[self.sentences[index].paragraph]
            stop = last if last - first < _SHORT_PARAGRAPH else min(last, index + _AFTER)
            if stop == last and self.plain[last].endswith(":") and last + 1 < len(self.sentences):
                first, last = self.bounds[self.sentences[last + 1].paragraph]
                stop = min(last, first + _AFTER)
            for other in range(index + 1, stop + 1):
                self.why[other] = self.why[other] or "it goes with commands to a machine"


def _decoded(text: str) -> list[str]:
    """The texts in Base64 that ``text`` holds, in lower case."""
    found = []
    for match in _ENCODED.finditer(text):
        run = match[0].rstrip("=")
        try:
            words = base64.b64decode(run + "=" * (-len(run) % 4), validate=True).decode("utf-8")
        except (binascii.Error, UnicodeDecodeError):
            continue
        if words.isprintable():
            found.append(words.lower())
    return found
