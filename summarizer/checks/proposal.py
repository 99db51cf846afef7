"""A draft once its parts are located in the article: the common form of all tiers that the checks work on."""

from __future__ import annotations

from dataclasses import dataclass, field

from summarizer.lexical import Reading, Span
from summarizer.lexical.words import plain_name
from summarizer.summary import Disclosure, Kind, Reason, Rejected, Repaired, Speech, Status, Warned


@dataclass
class ProposedSource:
    """A source with its mentions; ``key`` is how chains name it."""

    key: str
    name: str
    mentions: list[str]
    kind: Kind
    disclosure: Disclosure
    person: bool = False
    window: int = 0
    """In which of a model's drafts it stands."""


@dataclass
class ProposedClaim:
    """A claim with its evidence by offsets. ``by_model`` tells who proposed it."""

    id: str
    text: str
    spans: list[Span]
    chain: list[str]
    cue: str | None
    speech: Speech
    status: Status
    status_cue: Span | None
    key: bool
    by_model: bool
    reason: Reason | None = None
    sentences: tuple[int, ...] = ()
    denied_by_source: bool = False
    """Whether the chain names who denies it, not who claims it."""


@dataclass
class ProposedMatter:
    """An open matter over claims, by their ids."""

    text: str
    claims: list[str]
    reason: Reason
    awaiting: str | None
    spans: list[Span]


@dataclass
class ProposedSentence:
    """A sentence of the brief over claims, by their ids."""

    text: str
    claims: list[str]


@dataclass
class Log:
    """What the checks did, in the order in which they did it."""

    rejected: list[Rejected] = field(default_factory=list)
    repaired: list[Repaired] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    doubts: list[Warned] = field(default_factory=list)
    """Those of the warnings that are worth a second question to the model."""
    lost: list[tuple[str, str]] = field(default_factory=list)
    """Claims that were rejected, by their ids in the proposal, each with the reason."""

    def reject(self, check: str, text: str, why: str, *, claim: str | None = None) -> None:
        """Something is not in the summary: the claim with the id ``claim``, where it is one worth asking about."""
        self.rejected.append(Rejected(text=text, why=why, check=check))
        if claim is not None:
            self.lost.append((claim, why))

    def repair(
        self,
        check: str,
        claim: str | None,
        name: str,
        before: str | list[str] | None,
        after: str | list[str] | None,
        why: str,
    ) -> None:
        """Something was set right from the article."""
        entry = {"claim": claim, "field": name, "from": before, "to": after, "why": why, "check": check}
        self.repaired.append(Repaired.model_validate(entry))

    def warn(self, check: str, claim: str | None, text: str) -> None:
        """Something stands but deserves a look."""
        self.warnings.append(Warned(claim=claim, text=text, check=check))

    def doubt(self, check: str, claim: str, text: str) -> None:
        """The article seems to say otherwise: the model is asked again about the claim, which stands if it insists."""
        self.warn(check, claim, text)
        self.doubts.append(self.warnings[-1])


@dataclass
class Proposal:
    """All that a draft proposes, with the log of what happened to it."""

    sources: dict[str, ProposedSource] = field(default_factory=dict)
    claims: list[ProposedClaim] = field(default_factory=list)
    matters: list[ProposedMatter] = field(default_factory=list)
    brief: list[ProposedSentence] = field(default_factory=list)
    log: Log = field(default_factory=Log)
    _places: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)

    def kind_called(self, name: str) -> Kind | None:
        """What the source is that is called ``name``, in lower case and without an article; of several the last."""
        for source in reversed(self.sources.values()):
            if any(plain_name(each) == name for each in (source.name, *source.mentions)):
                return source.kind
        return None

    def claim(self, identifier: str) -> ProposedClaim | None:
        """The claim with this id, while it stands."""
        place = self._place(identifier)
        return self.claims[place] if place is not None else None

    def position(self, identifier: str) -> int:
        """The place among the claims of the one with this id, which stands."""
        place = self._place(identifier)
        if place is None:
            raise KeyError(identifier)
        return place

    def _place(self, identifier: str) -> int | None:
        place = self._places.get(identifier)
        if place is None or place >= len(self.claims) or self.claims[place].id != identifier:
            # claims were added, dropped or sorted since
            self._places = {claim.id: number for number, claim in enumerate(self.claims)}
            place = self._places.get(identifier)
        return place


def from_reading(reading: Reading) -> Proposal:
    """The lexical layer's reading as a proposal: its evidence is in place by construction."""
    proposal = Proposal()
    for entity in reading.sources:
        proposal.sources[entity.id] = ProposedSource(
            entity.id,
            entity.name,
            list(entity.mentions),
            entity.kind or "unspecified",
            entity.disclosure,
            entity.person is not None,
        )
    text = reading.article.text
    for number, statement in enumerate(reading.statements, 1):
        proposal.claims.append(
            ProposedClaim(
                id=f"c{number}",
                text=statement.text,
                spans=list(statement.spans),
                chain=list(statement.chain),
                cue=text[slice(*statement.cue)] if statement.cue else None,
                speech=statement.speech,
                status=statement.status,
                status_cue=statement.status_cue,
                key=statement.key,
                by_model=False,
                reason=statement.reason,
                sentences=(statement.sentence,),
                denied_by_source=statement.denied_by_source,
            )
        )
    for matter in reading.matters:
        proposal.matters.append(
            ProposedMatter(
                text="",
                claims=[f"c{index + 1}" for index in matter.statements],
                reason=matter.reason,
                awaiting=text[slice(*matter.awaiting)] if matter.awaiting else None,
                spans=[matter.cue] if matter.cue else [],
            )
        )
    return proposal
