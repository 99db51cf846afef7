"""The summary that the seed article deserves, made by hand: what the reports and the command line are tested with."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from summarizer.summary import (
    ArticleInfo,
    ArticleSummary,
    Attribution,
    BriefSentence,
    Checks,
    Claim,
    Decisions,
    Evidence,
    Group,
    PromptInfo,
    Rejected,
    Repaired,
    Run,
    Source,
    Speech,
    Status,
    Unconfirmed,
    Warned,
)

SEED = Path(__file__).parent.parent / "seeds" / "000_7ad6c81f6b61ff4e.txt"
TEXT = SEED.read_text(encoding="utf-8")
NO_CONFIRMATION = "There was no official confirmation from the Indian government"

SOURCES = [
    Source(
        id="s1",
        name="Defence Minister Rajnath Singh",
        mentions=["Defence Minister Rajnath Singh", "Rajnath", "Singh"],
        kind="official",
        disclosure="named",
    ),
    Source(
        id="s2",
        name="the official Russian media",
        mentions=["the official Russian media"],
        kind="state_media",
        disclosure="partial",
    ),
    Source(
        id="s3",
        name="Russia's state-run Sputnik news agency",
        mentions=["Russia's state-run Sputnik news agency", "Sputnik"],
        kind="state_media",
        disclosure="named",
    ),
    Source(id="s4", name="Officials", mentions=["Officials"], kind="official", disclosure="partial"),
]
GROUPS: dict[str, Group] = {"s1": "official", "s2": "media", "s3": "media", "s4": "unnamed_official"}


def evidence(exact: str) -> Evidence:
    """The words with their place in the seed article."""
    start = TEXT.index(exact)
    return Evidence(exact=exact, start=start, end=start + len(exact))


def _claim(
    text: str,
    exact: str,
    source: str | None = None,
    cue: str | None = None,
    status: Status = "asserted",
    decided: str | None = None,
    speech: Speech = "indirect",
    key: bool = False,
) -> Claim:
    """A claim still without its number."""
    return Claim(
        id="c",
        text=text,
        evidence=[evidence(exact)],
        attribution=Attribution(
            chain=[source] if source else [],
            cue=cue,
            speech=speech if source else "none",
            group=GROUPS[source] if source else "article",
        ),
        status=status,
        status_cue=evidence(decided) if decided else None,
        key=key,
    )


def _claims() -> list[Claim]:
    claims = [
        _claim(
            "Rajnath Singh and Gen. Sergey Shoigu had an excellent meeting in Moscow.",
            'he had an "excellent meeting" with his Russian counterpart Gen. Sergey Shoigu here',
            "s1",
            "said",
            speech="mixed",
            key=True,
        ),
        _claim(
            "They discussed a wide range of issues, especially how to deepen defence and strategic cooperation.",
            "discussed a wide range of issues, especially how to deepen defence and strategic cooperation",
            "s1",
            "said",
            key=True,
        ),
        _claim(
            "Singh pressed for expediting the supply of weapons systems, ammunition and spares by Russia "
            "under earlier contracts.",
            "pressed for expediting supply of a number of weapons systems, ammunition and spares to India by Russia "
            "under contracts which were concluded earlier",
            key=True,
        ),
        _claim(
            "Singh arrived in Moscow on Wednesday on a three-day visit for a meeting of the "
            "Shanghai Cooperation Organisation.",
            "who arrived here on Wednesday on a three-day visit to attend a crucial meeting of the "
            "Shanghai Cooperation Organisation (SCO)",
        ),
        _claim(
            "India and Russia finalised a major deal for manufacturing AK-47 203 rifles in India.",
            "India and Russia finalised a major deal for manufacturing AK-47 203 rifles in India",
            "s2",
            "reported",
            "unconfirmed",
            NO_CONFIRMATION,
            key=True,
        ),
        _claim(
            "The AK-47 203 is the latest and most advanced version of the AK-47 and will replace the INSAS "
            "assault rifle.",
            "The AK-47 203 is the latest and most advanced version of the AK-47 rifle, which will replace the "
            "Indian Small Arms System (INSAS) 5.56x45 mm assault rifle",
        ),
        _claim(
            "The Indian Army requires around 770,000 AK-47 203 rifles.",
            "The Indian Army has a requirement for around 770,000 AK-47 203 rifles",
            "s3",
            "said",
            "unconfirmed",
            NO_CONFIRMATION,
            key=True,
        ),
        _claim(
            "100,000 of the rifles will be imported and the rest manufactured in India.",
            "of which 100,000 will be imported and the rest will be manufactured in India",
            "s3",
            "said",
            "unconfirmed",
            NO_CONFIRMATION,
            key=True,
        ),
        _claim(
            "There was no official confirmation from the Indian government on the finalisation of the deal.",
            f"{NO_CONFIRMATION} on the finalisation of the deal.",
            key=True,
        ),
        _claim(
            "The rifles will be manufactured in India by the joint venture IRRPL of the Ordnance Factory Board, "
            "the Kalashnikov Concern and Rosoboronexport.",
            "The rifles will be manufactured in India as part of the joint venture Indo-Russia Rifles Private Limited "
            "(IRRPL), established between the Ordnance Factory Board (OFB), the Kalashnikov Concern and "
            "Rosoboronexport",
            "s3",
            "said",
            "unconfirmed",
            NO_CONFIRMATION,
            key=True,
        ),
        _claim(
            "Singh is also likely to request Russia to ensure timely delivery of the S-400 missile defence systems.",
            "Singh is also likely to request the Russian side to ensure the timely delivery of the S-400 missile "
            "defence systems to India",
            "s4",
            "said",
            "unconfirmed",
            "Officials said",
            key=True,
        ),
        _claim(
            "The first batch of S-400 systems is scheduled for delivery to India by the end of 2021.",
            "The delivery of the first batch of S-400 surface-to-air missile systems to India is scheduled by the "
            "end of 2021",
            status="scheduled",
            decided="is scheduled",
            key=True,
        ),
        _claim(
            "Issues of mutual interest will figure in his talks with Shoigu.",
            "issues of mutual interest will figure in his talks with Shoigu",
            "s1",
            "had said",
            "scheduled",
            "will figure",
        ),
        _claim(
            "India and Russia are privileged Strategic Partners.",
            "India and Russia are privileged Strategic Partners.",
            "s1",
            "said",
            speech="direct",
        ),
        _claim(
            "It is Singh's second visit to Moscow since June.",
            "It is Singh's second visit to Moscow since June.",
        ),
        _claim(
            "Singh will attend a meeting of the SCO defence ministers on Friday.",
            "Singh will also attend a meeting of the Shanghai Cooperation Organisation here on Friday which will be "
            "attended by the defence ministers of the eight member nations",
            status="scheduled",
            decided="will also attend",
            key=True,
        ),
        _claim(
            "The ministers are expected to deliberate on terrorism and extremism.",
            "They are expected to deliberate on regional security challenges like terrorism and extremism",
            status="scheduled",
            decided="are expected to",
        ),
        _claim(
            "The meeting takes place under the shadow of a border row between India and China.",
            "The meeting is taking place under the shadow of a fierce border row between India and China",
            key=True,
        ),
        _claim(
            "The SCO accounts for almost 44 per cent of the world population.",
            "accounts for almost 44 per cent of the world population",
        ),
        _claim("India became a member of the SCO in 2017.", "India became a member of the SCO in 2017"),
    ]
    return [claim.model_copy(update={"id": f"c{number}"}) for number, claim in enumerate(claims, 1)]


def _repaired(claim: str, field: str, was: str | list[str], now: str | list[str], why: str) -> Repaired:
    return Repaired.model_validate({"claim": claim, "field": field, "from": was, "to": now, "why": why, "check": field})


def seed_summary() -> ArticleSummary:
    """A new summary of the seed article, every part of the contract in use."""
    return ArticleSummary(
        article=ArticleInfo(
            id=sha256(TEXT.encode()).hexdigest(),
            path="seeds/000_7ad6c81f6b61ff4e.txt",
            headline=TEXT.splitlines()[0],
            agency="PTI",
            place="Moscow",
            published_at="2020-09-03T21:09:00+05:30",
            updated_at="2020-09-03T21:24:00+05:30",
            words=637,
            text=TEXT,
        ),
        brief=[
            BriefSentence(
                text='Defence Minister Rajnath Singh said he had an "excellent meeting" with his Russian counterpart '
                "Gen. Sergey Shoigu in Moscow and discussed how to deepen defence and strategic cooperation.",
                claims=["c1", "c2"],
            ),
            BriefSentence(
                text="Singh pressed for expediting the supply of weapons systems, ammunition and spares under earlier "
                "contracts.",
                claims=["c3"],
            ),
            BriefSentence(
                text="The official Russian media reported that India and Russia finalised a major deal for "
                "manufacturing AK-47 203 rifles in India; there was no official confirmation from the Indian "
                "government.",
                claims=["c5", "c9"],
            ),
            BriefSentence(
                text="Russia's state-run Sputnik news agency said, also without official confirmation, that the "
                "Indian Army has a requirement for around 770,000 rifles, of which 100,000 will be imported.",
                claims=["c7", "c8", "c9"],
            ),
            BriefSentence(
                text="Officials, not named, said that Singh is likely to request the timely delivery of the S-400 "
                "missile defence systems; the first batch is scheduled by the end of 2021.",
                claims=["c11", "c12"],
            ),
        ],
        sources=[source.model_copy(deep=True) for source in SOURCES],
        claims=_claims(),
        unconfirmed=[
            Unconfirmed(
                text="Whether the rifle deal is final: the Indian government has not confirmed it.",
                claims=["c5", "c7", "c8", "c10"],
                reason="no_official_confirmation",
                awaiting="the Indian government",
                evidence=[evidence(f"{NO_CONFIRMATION} on the finalisation of the deal.")],
            ),
            Unconfirmed(
                text="Whether Singh will request the timely delivery of the S-400 systems.",
                claims=["c11"],
                reason="anonymous_source",
                evidence=[evidence("Officials said")],
            ),
            Unconfirmed(
                text="Whether the first S-400 systems arrive by the end of 2021.",
                claims=["c12"],
                reason="future",
                evidence=[evidence("is scheduled by the end of 2021")],
            ),
            Unconfirmed(
                text="What the defence ministers of the SCO deliberate on.",
                claims=["c16", "c17"],
                reason="future",
                evidence=[evidence("are expected to deliberate")],
            ),
        ],
        checks=Checks(
            rejected=[
                Rejected(
                    text="India will import 670,000 of the rifles.",
                    why="the number 670,000 does not occur in the article",
                    check="numbers",
                )
            ],
            repaired=[
                _repaired(
                    "c5",
                    "status",
                    "asserted",
                    "unconfirmed",
                    "the next sentence says that there was no official confirmation",
                ),
                _repaired("c10", "chain", ["s4"], ["s3"], '"it said" goes back to the last body that spoke'),
            ],
            warnings=[Warned(claim="c3", text="no words here say who told it", check="cue")],
        ),
        run=Run(
            model="openai/gpt-5-mini",
            prompt=PromptInfo(name="article", version="1", sha256="0" * 64),
            requests=2,
            reasks=1,
            prompt_tokens=4812,
            completion_tokens=1391,
            cost_usd=0.003985,
            seconds=8.42,
            windows=1,
            decisions=Decisions(model=57, lexical=3, overruled=3),
            summarizer_version="0.1.0",
        ),
    )
