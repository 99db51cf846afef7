"""What the reports say, as plain text: labels, groups and facts. The layouts only arrange and escape it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from summarizer.summary import (
        ArticleInfo,
        ArticleSummary,
        Claim,
        Disclosure,
        Group,
        Kind,
        Reason,
        Rejected,
        Repaired,
        Run,
        Source,
        Status,
        Unconfirmed,
        Warned,
    )

STATUS: dict[Status, str] = {
    "asserted": "stated",
    "confirmed": "confirmed",
    "scheduled": "scheduled",
    "hedged": "hedged",
    "unconfirmed": "not confirmed",
    "disputed": "disputed",
    "denied": "denied",
}
KIND: dict[Kind, str] = {
    "official": "official",
    "intergovernmental": "intergovernmental body",
    "state_media": "state media",
    "wire_agency": "news agency",
    "other_media": "news outlet",
    "company": "company",
    "party": "political party",
    "armed_group": "armed group",
    "expert": "expert",
    "ngo": "non-governmental organisation",
    "document": "document",
    "private": "private person",
    "unspecified": "not specified",
}
HIDDEN: dict[Disclosure, str] = {"partial": "not named", "anonymous": "anonymous"}
REASON: dict[Reason, str] = {
    "no_official_confirmation": "no official confirmation",
    "not_verified": "not independently verified",
    "media_report_only": "rests on media reports alone",
    "anonymous_source": "the source is not named",
    "hedged": "hedged by its source",
    "future": "still to come",
    "denied": "denied",
    "disputed": "accounts conflict",
    "no_comment": "no comment given",
}
_ASKED: dict[Reason, str] = {
    "no_official_confirmation": "no official confirmation from",
    "no_comment": "no comment from",
}
GROUP: dict[Group, str] = {
    "official": "Officials, on record",
    "unnamed_official": "Officials, not named",
    "media": "Reported by",
    "other": "Others",
    "article": "The article itself",
}

_LABELS: Mapping[str, Mapping[Any, str]] = {"status": STATUS, "kind": KIND, "group": GROUP}
"""The labels of the values of a field."""

NO_BRIEF = "no brief"
NOTHING_OPEN = "nothing that the article leaves open"
NOTHING_CHECKED = "nothing rejected, repaired or doubted"

# Controls drive the terminal, surrogates and noncharacters belong in no text, the bidirectional embeddings,
# overrides and isolates make a line read in an order in which it is not written, and tags spell out a text that nobody
# sees. The marks that right-to-left scripts need stay.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb\ud800-\udfff\ufdd0-\ufdef\U000e0000-\U000e007f]"
)
_SPACES = re.compile(r"[^\S\u00a0\u202f]+")


def visible(text: str) -> str:
    r"""``text`` on one line, with every character that could act on a terminal written out (``\x1b``)."""
    return _UNSAFE.sub(_escape, _SPACES.sub(" ", text).strip())


def harmless(text: str) -> str:
    r"""``text`` with its line ends and spaces as they are, and every other such character written out."""
    return _UNSAFE.sub(lambda match: match.group() if match.group() in "\n\r\t" else _escape(match), text)


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one claim stands, in words."""

    status: str
    """One of :data:`STATUS`."""
    said: tuple[str, ...]
    """``via Interfax (news agency)``, the attributing words, the words that decided the status; what there is."""


@dataclass(frozen=True, slots=True)
class Block:
    """The claims of one originator; ``source`` is empty where the section's title names it."""

    source: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One group of claims, as a reader wants them split."""

    title: str
    blocks: tuple[Block, ...]


class Wording:
    """Puts one summary into words."""

    def __init__(self, summary: ArticleSummary) -> None:
        self._summary = summary
        self._sources = {source.id: source for source in summary.sources}
        self._explained = {claim for item in summary.unconfirmed if item.evidence for claim in item.claims}

    def title(self) -> str:
        """The headline, or what stands for it."""
        article = self._summary.article
        return article.headline or article.path or "Article without a headline"

    def sections(self) -> list[Section]:
        """The claims by group, then by originator, both in the order of reading; no empty ones."""
        sections: list[Section] = []
        for group, title in GROUP.items():
            claims = [claim for claim in self._summary.claims if claim.attribution.group == group]
            by_origin: dict[str, list[Claim]] = {}
            for claim in claims:
                by_origin.setdefault(next(iter(claim.attribution.chain), ""), []).append(claim)
            if group == "media":
                sections += [
                    Section(f"{title} {self._named(origin, always_kind=True)}", (Block("", tuple(said)),))
                    for origin, said in by_origin.items()
                ]
            elif by_origin:
                blocks = (Block(self._named(origin), tuple(said)) for origin, said in by_origin.items())
                sections.append(Section(self._article_title(title) if group == "article" else title, tuple(blocks)))
        return sections

    def standing(self, claim: Claim) -> Standing:
        """How ``claim`` stands."""
        cue, decided = claim.attribution.cue, claim.status_cue
        said = [", ".join(f"via {self._named(relay, always_kind=True)}" for relay in claim.attribution.chain[1:])]
        said.append(quoted(cue) if cue else "")
        # What the claim or the list of the unconfirmed shows anyway would only be read twice.
        if decided and claim.id not in self._explained and decided.exact.casefold() not in claim.text.casefold():
            said.append(f"{STATUS[claim.status]} because of {quoted(decided.exact)}")
        return Standing(STATUS[claim.status], tuple(filter(None, said)))

    def status_width(self) -> int:
        """Length of the longest status here."""
        return max((len(STATUS[claim.status]) for claim in self._summary.claims), default=0)

    def legend(self, mark: str) -> str:
        """How many claims there are, and what marks the key ones."""
        claims = self._summary.claims
        keys = f", the key ones marked {mark}" if any(claim.key for claim in claims) else ""
        return count(len(claims), "claim") + keys

    def repaired(self, repair: Repaired) -> str:
        """What a repair changed, from what to what, and why."""
        what = " ".join(part for part in (repair.claim, repair.field.replace("_", " ")) if part)
        labels = _LABELS.get(repair.field, {})

        def value(given: str | list[str] | None) -> str:
            if isinstance(given, list):
                return ", ".join(map(value, given)) or "none"
            if not given:
                return "none"
            return labels.get(given) or (self._sources[given].name if given in self._sources else quoted(given))

        return f"{what}: {value(repair.from_)} → {value(repair.to)} — {repair.why}"

    def _named(self, source_id: str, *, always_kind: bool = False) -> str:
        """A source as written, with what a reader must know of it; the section tells of officials that they are."""
        source = self._sources.get(source_id)
        if source is None:
            return source_id
        facts = [] if source.kind == "official" and not always_kind else [*_about(source)]
        return f"{source.name} ({', '.join(facts)})" if facts else source.name

    def _article_title(self, title: str) -> str:
        voice = self._summary.article.outlet or self._summary.article.agency
        return f"{title} ({voice})" if voice else title


def _about(source: Source) -> Iterable[str]:
    hidden = HIDDEN.get(source.disclosure)
    if source.kind != "unspecified" or not hidden:
        yield KIND[source.kind]
    if hidden:
        yield hidden


def quoted(text: str) -> str:
    """``text`` in quotation marks that differ from those inside it."""
    return f"“{text}”"


def refs(claims: Sequence[str]) -> str:
    """References to claims: ``[c1, c2]``."""
    return f"[{', '.join(claims)}]"


def about_article(article: ArticleInfo) -> list[str]:
    """The facts that stand under the headline."""
    said = (article.outlet, article.agency, article.byline, article.place, _dates(article))
    return [*dict.fromkeys(filter(None, said)), count(article.words, "word")]


def _dates(article: ArticleInfo) -> str:
    published, updated = _moment(article.published_at), _moment(article.updated_at)
    if not published or not updated or published == updated:
        return _when(published) if published else f"updated {_when(updated)}" if updated else ""
    day, time, zone = published
    if (day, zone) == (updated[0], updated[2]) and time:
        return _when((day, f"{time}, updated {updated[1]}", zone))
    return f"{_when(published)}, updated {_when(updated)}"


def _moment(iso: str | None) -> tuple[str, str, str] | None:
    """Day, time and zone for reading, empty where not given; what is no ISO date stays as it is."""
    if not iso:
        return None
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso, "", ""
    time = f"{moment:%H:%M}" if ":" in iso else ""
    return f"{moment.day} {moment:%B %Y}", time, f"{moment:%Z}"


def _when(moment: tuple[str, str, str]) -> str:
    day, time, zone = moment
    return ", ".join(filter(None, (day, time))) + (f" ({zone})" if zone else "")


def why_open(item: Unconfirmed) -> str:
    """Why a matter is open, and who has not confirmed it."""
    if not item.awaiting:
        return REASON[item.reason]
    asked = _ASKED.get(item.reason, f"{REASON[item.reason]}; not confirmed by")
    return f"{asked} {item.awaiting}"


def rejected(item: Rejected) -> str:
    """What was not let in, and why."""
    return f"{quoted(item.text)} — {item.why}"


def warned(item: Warned) -> str:
    """What to look at."""
    return f"{item.claim}: {item.text}" if item.claim else item.text


def about_run(run: Run) -> list[list[str]]:
    """How the summary was made, what it cost, and who decided: one list of facts for each line."""
    made = [run.model]
    if run.prompt:
        made.append(f"prompt {run.prompt.name}, version {run.prompt.version}")
    if run.windows:
        made.append(count(run.windows, "window"))
    decided = {
        "by the model": run.decisions.model,
        "by the lexical layer": run.decisions.lexical,
        "of the model's overruled": run.decisions.overruled,
    }
    decisions = ", ".join(f"{number} {whose}" for whose, number in decided.items() if number)
    lines = [made, [*spent(run), f"{run.seconds:.1f} s" if run.seconds >= 0.05 else "under 0.1 s"]]
    return [*lines, [f"decisions: {decisions}"]] if decisions else lines


def spent(run: Run) -> list[str]:
    """Requests, tokens and cost."""
    if not run.requests:
        return ["no requests", "no cost"]
    reasks = f" ({count(run.reasks, 're-ask')})" if run.reasks else ""
    replayed = ", replayed from recordings" if run.replayed else ""
    return [
        f"{count(run.requests, 'request')}{reasks}{replayed}",
        f"{run.prompt_tokens:,} tokens in, {run.completion_tokens:,} out",
        "no cost" if run.replayed or run.model.startswith("local") else _cost(run.cost_usd),
    ]


def _cost(usd: float | None) -> str:
    if usd is None:
        return "cost unknown"
    if not usd:
        return "no cost"
    if usd < 0.0001:
        return "under $0.0001"
    return f"${usd:.4f}" if usd < 1 else f"${usd:,.2f}"


def count(number: int, noun: str) -> str:
    """``1 word``, ``2 words``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
