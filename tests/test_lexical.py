"""What the lexical layer makes of sentences: who says it, through whom, how far it stands.

Each row is a text and what is read in it, a line per claim: ``originator > relay | status | claim``; the article's
own voice has no name before the first bar.
"""

from __future__ import annotations

import pytest

from summarizer.article import parse_text
from summarizer.lexical import Matter, Reading, read_lexically

Row = tuple[str, str]


def reading_of(text: str) -> Reading:
    return read_lexically(parse_text(text))


def lines(reading: Reading) -> list[str]:
    return [
        f"{' > '.join(reading.source(key).name for key in claim.chain)} | {claim.status} | {claim.text}".strip()
        for claim in reading.statements
    ]


def rows(*table: Row) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), table, ids=[text[:50] for text, _ in table])


def assert_reads(text: str, expected: str) -> None:
    assert lines(reading_of(text)) == [line.strip() for line in expected.strip().splitlines()]


def matter(text: str) -> tuple[Reading, Matter]:
    reading = reading_of(text)
    assert len(reading.matters) == 1
    return reading, reading.matters[0]


def words(reading: Reading, span: tuple[int, int] | None) -> str | None:
    return None if span is None else reading.article.text[slice(*span)]


@rows(
    (
        "Transport Minister Ana Torvik said on Monday that the tunnel is unsafe.",
        "Transport Minister Ana Torvik | asserted | The tunnel is unsafe.",
    ),
    (
        "The tunnel is unsafe, Transport Minister Ana Torvik said on Monday.",
        "Transport Minister Ana Torvik | asserted | The tunnel is unsafe.",
    ),
    (
        "The tunnel, Transport Minister Ana Torvik said on Monday, is unsafe and old.",
        "Transport Minister Ana Torvik | asserted | The tunnel is unsafe and old.",
    ),
    (
        '"The tunnel," Mayor Ana Torvik said, "is unsafe."',
        "Mayor Ana Torvik | asserted | The tunnel is unsafe.",
    ),
    (
        "According to the Carmonan Transport Ministry, the tunnel is unsafe.",
        "the Carmonan Transport Ministry | asserted | The tunnel is unsafe.",
    ),
    (
        "The tunnel is unsafe, according to the Carmonan Transport Ministry.",
        "the Carmonan Transport Ministry | asserted | The tunnel is unsafe.",
    ),
    (
        "In the words of Mayor Ana Torvik, the tunnel is unsafe.",
        "Mayor Ana Torvik | asserted | The tunnel is unsafe.",
    ),
    (
        '"The tunnel is unsafe," said Ana Torvik, the mayor of Veldora. "We have closed it."',
        """
        Ana Torvik, the mayor of Veldora | asserted | The tunnel is unsafe.
        Ana Torvik, the mayor of Veldora | asserted | We have closed it.
        """,
    ),
    ('Ana Torvik said: "The tunnel is unsafe."', "Ana Torvik | asserted | The tunnel is unsafe."),
    (
        "Speaking to reporters on Monday, Mayor Ana Torvik said that the tunnel was unsafe.",
        "Mayor Ana Torvik | asserted | The tunnel was unsafe.",
    ),
    (
        "Ana Torvik, who has led the town since 2019, said that the tunnel was unsafe.",
        "Ana Torvik | asserted | The tunnel was unsafe.",
    ),
    (
        "Mayor Ana Torvik said in a tweet that the tunnel was unsafe, adding that the pumps were old.",
        """
        Mayor Ana Torvik | asserted | The tunnel was unsafe.
        Mayor Ana Torvik | asserted | The pumps were old.
        """,
    ),
    (
        "Mayor Ana Torvik said the tunnel was unsafe; the Transport Ministry said the bridge was safe.",
        """
        Mayor Ana Torvik | asserted | The tunnel was unsafe.
        the Transport Ministry | asserted | The bridge was safe.
        """,
    ),
    (
        "The pumps, which Mayor Ana Torvik said were forty years old, failed on Monday.",
        """
        Mayor Ana Torvik | asserted | The pumps were forty years old.
        | asserted | The pumps failed on Monday.
        """,
    ),
    (
        "Four people died, the rescue agency said, while the tunnel was closed.",
        "the rescue agency | asserted | Four people died.",
    ),
    (
        "Norway accused Carmona of jamming its radars.",
        "Norway | asserted | Norway accused Carmona of jamming its radars.",
    ),
    (
        "Mayor Ana Torvik thanked the engineers for their work.",
        "Mayor Ana Torvik | asserted | Ana Torvik thanked the engineers for their work.",
    ),
    (
        "The Halden Institute, a think tank, said that prices had doubled.",
        "The Halden Institute | asserted | Prices had doubled.",
    ),
)
def test_where_the_attribution_stands(text: str, expected: str) -> None:
    assert_reads(text, expected)


@rows(
    (
        "Mayor Ana Torvik told Harbour Radio that the tunnel was unsafe.",
        "Mayor Ana Torvik > Harbour Radio | asserted | The tunnel was unsafe.",
    ),
    (
        "Mayor Ana Torvik told the Veldora Register newspaper the tunnel was unsafe.",
        "Mayor Ana Torvik > the Veldora Register newspaper | asserted | The tunnel was unsafe.",
    ),
    (
        "Mayor Ana Torvik told reporters that the tunnel was unsafe.",
        "Mayor Ana Torvik | asserted | The tunnel was unsafe.",
    ),
    (
        "The Veldora Register newspaper quoted Mayor Ana Torvik as saying the tunnel was unsafe.",
        "Mayor Ana Torvik > The Veldora Register newspaper | asserted | The tunnel was unsafe.",
    ),
    (
        "Mayor Ana Torvik was quoted by the Veldora Register newspaper as saying the tunnel was unsafe.",
        "Mayor Ana Torvik > the Veldora Register newspaper | asserted | The tunnel was unsafe.",
    ),
    (
        "The Veldora Register newspaper, citing a senior official, reported that the tunnel was unsafe.",
        "a senior official > The Veldora Register newspaper | unconfirmed | The tunnel was unsafe.",
    ),
    (
        "The tunnel was unsafe, the Veldora Register newspaper reported, citing Mayor Ana Torvik.",
        "Mayor Ana Torvik > the Veldora Register newspaper | asserted | The tunnel was unsafe.",
    ),
    (
        "Kyodo News, quoting Foreign Ministry officials, said that talks would begin on Friday.",
        "Foreign Ministry officials > Kyodo News | unconfirmed | Talks would begin on Friday.",
    ),
    (
        "Mayor Ana Torvik said that the tunnel was unsafe, the Veldora Register reported.",
        "Mayor Ana Torvik > the Veldora Register | asserted | The tunnel was unsafe.",
    ),
    (
        "The defence ministry said the ships were lost, according to state television.",
        "The defence ministry > state television | asserted | The ships were lost.",
    ),
    (
        "A draft of the pact, seen by the Veldora Register, says that all ships have been withdrawn.",
        "A draft of the pact > the Veldora Register | unconfirmed | All ships have been withdrawn.",
    ),
)
def test_relays_stand_behind_the_originator(text: str, expected: str) -> None:
    assert_reads(text, expected)


@rows(
    (
        "Mayor Ana Torvik opened the tunnel on Monday. She said that the pumps were new. She added that they had cost "
        "12 million crowns.",
        """
        | asserted | Mayor Ana Torvik opened the tunnel on Monday.
        Mayor Ana Torvik | asserted | The pumps were new.
        Mayor Ana Torvik | asserted | They had cost 12 million crowns.
        """,
    ),
    (
        'Chief engineer Piet Halm inspected it. He said that the pumps had failed. "They were 40 years old," he said.',
        """
        | asserted | Chief engineer Piet Halm inspected it.
        Chief engineer Piet Halm | asserted | The pumps had failed.
        Chief engineer Piet Halm | asserted | They were 40 years old.
        """,
    ),
    (
        "The Carmonan Transport Ministry closed the tunnel. It said that the pumps had failed.",
        """
        | asserted | The Carmonan Transport Ministry closed the tunnel.
        The Carmonan Transport Ministry | asserted | The pumps had failed.
        """,
    ),
    (
        "The Carmonan Transport Ministry said it had closed the tunnel.",
        "The Carmonan Transport Ministry | asserted | The Carmonan Transport Ministry had closed the tunnel.",
    ),
    ("Rebels said they had taken the bridge.", "Rebels | asserted | Rebels had taken the bridge."),
    (
        "The Carmonan Defence Ministry sent two ships. The ministry said that they were unarmed.",
        """
        | asserted | The Carmonan Defence Ministry sent two ships.
        The Carmonan Defence Ministry | asserted | They were unarmed.
        """,
    ),
    (
        "Ana Torvik's lawyer Piet Halm said that she had appealed.",
        "Ana Torvik's lawyer Piet Halm | asserted | She had appealed.",
    ),
    (
        "Mayor Ana Torvik said the tunnel was unsafe, but the ministry said it was safe.",
        """
        Mayor Ana Torvik | asserted | The tunnel was unsafe.
        the ministry | asserted | It was safe.
        """,
    ),
    (
        "Carmona's Foreign Ministry said that two ships were lost. Veldora police said that one was found. "
        "The ministry said that both were old.",
        """
        Carmona's Foreign Ministry | asserted | Two ships were lost.
        Veldora police | asserted | One was found.
        Carmona's Foreign Ministry | asserted | Both were old.
        """,
    ),
    (
        "The United States said that talks had begun. Washington said that two envoys attended.",
        """
        The United States | asserted | Talks had begun.
        The United States | asserted | Two envoys attended.
        """,
    ),
    (
        "Agriculture Minister Tarun Singh met Army chief Gen. Vikas Singh on Monday. "
        "The minister said that the harvest had failed. Gen. Singh said that the roads were open.",
        """
        | asserted | Agriculture Minister Tarun Singh met Army chief Gen. Vikas Singh on Monday.
        Agriculture Minister Tarun Singh | asserted | The harvest had failed.
        Army chief Gen. Vikas Singh | asserted | The roads were open.
        """,
    ),
    (
        "Foreign Minister Lena Singh met Trade Minister Tarun Singh. Lena Singh said that the pact was ready. "
        "Tarun Singh said that the seal was missing.",
        """
        | asserted | Foreign Minister Lena Singh met Trade Minister Tarun Singh.
        Foreign Minister Lena Singh | asserted | The pact was ready.
        Trade Minister Tarun Singh | asserted | The seal was missing.
        """,
    ),
)
def test_who_is_meant(text: str, expected: str) -> None:
    assert_reads(text, expected)


@pytest.mark.parametrize(
    ("text", "kind", "disclosure"),
    [
        ("TASS reported that the dam had burst.", "state_media", "named"),
        ("Xinhua said that the dam had burst.", "state_media", "named"),
        ("The dam had burst, the state-run Halden News Agency reported.", "state_media", "named"),
        ("The dam had burst, the state-owned power company said.", "company", "institution"),
        ("The official Carmonan media reported that the dam had burst.", "state_media", "partial"),
        ("Reuters reported that the dam had burst.", "wire_agency", "named"),
        ("The Veldora Register newspaper reported that the dam had burst.", "other_media", "named"),
        ("The Defence Ministry said that the dam had burst.", "official", "institution"),
        ("Police said that the dam had burst.", "official", "institution"),
        ("Senior officials said that the dam had burst.", "official", "partial"),
        ("A senior official, who asked not to be named, said that the dam had burst.", "official", "partial"),
        ("Norway said that the dam had burst.", "official", "institution"),
        ("The UN said that the dam had burst.", "intergovernmental", "institution"),
        ("The rebels said that the dam had burst.", "armed_group", "institution"),
        ("The opposition said that the dam had burst.", "party", "institution"),
        ("Opposition leader Ana Torvik said that the dam had burst.", "party", "named"),
        ("Halden Tunnels Ltd said that the dam had burst.", "company", "institution"),
        ("Company spokesman Piet Halm said that the dam had burst.", "company", "named"),
        ("Analysts said that the dam had burst.", "expert", "partial"),
        ("Witnesses said that the dam had burst.", "private", "partial"),
        ("The leaked letter says that the dam has burst.", "document", "partial"),
        ("Sources familiar with the talks said that the dam had burst.", "unspecified", "anonymous"),
    ],
)
def test_what_kind_of_source_it_is(text: str, kind: str, disclosure: str) -> None:
    reading = reading_of(text)
    (claim,) = reading.statements
    source = reading.source(claim.chain[0])
    assert (source.kind, source.disclosure) == (kind, disclosure)


@pytest.mark.parametrize("source", ["TASS", "State television", "Reuters", "The Veldora Register newspaper"])
def test_media_alone_leave_a_claim_unconfirmed(source: str) -> None:
    reading, open_matter = matter(f"{source} reported that the dam had burst.")
    assert reading.statements[0].status == "unconfirmed"
    assert open_matter.reason == "media_report_only"
    assert words(reading, open_matter.cue) == f"{source} reported"


@pytest.mark.parametrize("source", ["Officials", "A senior official", "Sources familiar with the talks", "Witnesses"])
def test_nobody_by_name_leaves_a_claim_unconfirmed(source: str) -> None:
    reading, open_matter = matter(f"{source} said that the dam had burst.")
    assert reading.statements[0].status == "unconfirmed"
    assert open_matter.reason == "anonymous_source"


@rows(
    ("Mayor Ana Torvik said that the tunnel may reopen.", "Mayor Ana Torvik | hedged | The tunnel may reopen."),
    (
        "Mayor Ana Torvik said that the tunnel would probably reopen.",
        "Mayor Ana Torvik | hedged | The tunnel would probably reopen.",
    ),
    ("Carmona is likely to request more ships.", "| hedged | Carmona is likely to request more ships."),
    ("The tunnel reportedly cost 12 million crowns.", "| hedged | The tunnel reportedly cost 12 million crowns."),
    ("The suspects are believed to have fled.", "| hedged | The suspects are believed to have fled."),
    ("The army was accused of shelling the village.", "| hedged | The army was accused of shelling the village."),
    ("The rebels were blamed for the attack.", "| hedged | The rebels were blamed for the attack."),
    (
        "Prosecutors allege that the two took 12 million crowns.",
        "Prosecutors | hedged | The two took 12 million crowns.",
    ),
    ("It is not clear who fired first.", "| unconfirmed | It is not clear who fired first."),
    (
        "Mayor Ana Torvik said that the tunnel will reopen in May.",
        "Mayor Ana Torvik | scheduled | The tunnel will reopen in May.",
    ),
    ("The pumps are due to be tested on Friday.", "| scheduled | The pumps are due to be tested on Friday."),
    ("Carmona expects to sell 40 ships.", "| scheduled | Carmona expects to sell 40 ships."),
    ("It was twice what one would expect.", "| asserted | It was twice what one would expect."),
    ("The tunnel is to re-open on Monday.", "| scheduled | The tunnel is to re-open on Monday."),
    ("Ana Torvik has decided not to stand.", "| scheduled | Ana Torvik has decided not to stand."),
    ("Police believe him to be 25.", "| hedged | Police believe him to be 25."),
    ("The mayor faces charges of fraud.", "| hedged | The mayor faces charges of fraud."),
    (
        "The ships are scheduled to leave by the end of 2031.",
        "| scheduled | The ships are scheduled to leave by the end of 2031.",
    ),
    (
        "Foreign Minister Lena Brann meets her counterpart in Oslo on Friday.",
        "| scheduled | Foreign Minister Lena Brann meets her counterpart in Oslo on Friday.",
    ),
    (
        "Mayor Ana Torvik pledged to reopen the tunnel.",
        "Mayor Ana Torvik | scheduled | Ana Torvik pledged to reopen the tunnel.",
    ),
    ("The old tunnel was open on Monday.", "| asserted | The old tunnel was open on Monday."),
    ("Her visit to the town on Monday was short.", "| asserted | Her visit to the town on Monday was short."),
    (
        "The Defence Ministry confirmed that two ships were lost.",
        "The Defence Ministry | asserted | Two ships were lost.",
    ),
)
def test_how_far_a_claim_stands(text: str, expected: str) -> None:
    assert_reads(text, expected)


@rows(
    (
        "The defence ministry denied that its ships had fired.",
        "The defence ministry | denied | The defence ministry's ships had fired.",
    ),
    (
        "The Defence Ministry rejected reports that two ships were lost.",
        "The Defence Ministry | denied | Two ships were lost.",
    ),
    (
        "The rebels denied any role in the attack.",
        "The rebels | denied | Any role in the attack by the rebels.",
    ),
    (
        "The defence ministry denied the allegations.",
        "The defence ministry | denied | The allegations against the defence ministry.",
    ),
    (
        "Halden Tunnels Ltd rejected claims by the ministry that the tunnel was unsafe.",
        "the ministry | denied | The tunnel was unsafe.",
    ),
    (
        "Carmona's foreign ministry rejected Norway's allegation that its ships had crossed the line.",
        "Norway | denied | Norway's ships had crossed the line.",
    ),
    (
        "Norway accused Chile of jamming its radars. Santiago rejected the claim as baseless.",
        "Norway | denied | Norway accused Chile of jamming its radars.",
    ),
    (
        "The army said the rebels had shelled the village. The rebels denied it.",
        "The army | denied | The rebels had shelled the village.",
    ),
)
def test_denials(text: str, expected: str) -> None:
    assert_reads(text, expected)


def test_a_denier_is_a_source_in_no_chain() -> None:
    reading = reading_of("Norway accused Chile of jamming its radars. Santiago rejected the claim as baseless.")
    assert [source.name for source in reading.sources] == ["Norway", "Santiago"]
    assert {key for claim in reading.statements for key in claim.chain} == {reading.sources[0].id}


@pytest.mark.parametrize(
    ("text", "reason", "awaiting", "cue"),
    [
        (
            "The deal was signed, the Veldora Register reported. There was no official confirmation from the Carmonan "
            "government.",
            "no_official_confirmation",
            "the Carmonan government",
            "There was no official confirmation from the Carmonan government.",
        ),
        (
            "There was no official confirmation of the deal. The Veldora Register reported that the deal was signed.",
            "no_official_confirmation",
            None,
            "There was no official confirmation of the deal.",
        ),
        (
            "Two ships were lost, the Veldora Register reported. The Defence Ministry has not confirmed the loss.",
            "no_official_confirmation",
            "The Defence Ministry",
            "The Defence Ministry has not confirmed the loss.",
        ),
        (
            "Rebels said that they had sunk two ships. Their claim could not be independently verified.",
            "not_verified",
            None,
            "Their claim could not be independently verified.",
        ),
        (
            "Two ships were lost, the Veldora Register reported. Calls to the Defence Ministry went unanswered.",
            "no_comment",
            "the Defence Ministry",
            "Calls to the Defence Ministry went unanswered.",
        ),
        (
            "Rebels said that they had sunk two ships. The Veldora Register has not been able to verify the claim.",
            "not_verified",
            None,
            "The Veldora Register has not been able to verify the claim.",
        ),
        (
            "Two ships were lost, the Veldora Register reported. The Defence Ministry declined to comment.",
            "no_comment",
            "The Defence Ministry",
            "The Defence Ministry declined to comment.",
        ),
    ],
)
def test_what_leaves_a_claim_of_another_sentence_open(text: str, reason: str, awaiting: str | None, cue: str) -> None:
    reading, open_matter = matter(text)
    (touched,) = (reading.statements[index] for index in open_matter.statements)
    assert touched.chain
    assert (touched.status, touched.reason, open_matter.reason) == ("unconfirmed", reason, reason)
    assert words(reading, open_matter.awaiting) == awaiting
    assert words(reading, open_matter.cue) == cue
    # that nobody confirms it is itself a plain fact
    (own,) = (claim for claim in reading.statements if not claim.chain)
    assert own.status == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "The state of the bridge is poor.",
        "The member states met on Monday.",
        "The claims office closed.",
        "A warning light failed.",
        "Two cases were reported in March.",
        "The deal was announced last year.",
        "The report, published on Monday, runs to 300 pages.",
        "The government has stated aims.",
        "The accused met the mayor.",
        "Said Karimov met the mayor.",
        'The so-called "safe route" was closed.',
        "The tunnel was named the Charge.",
        "In Alder, the mayor said.",
        "Last week, the mayor said.",
        "It is certain that the dam is safe.",
        "The mayor is not certain that the dam is safe.",
        "The mayor is sure to win the vote.",
    ],
)
def test_words_that_attribute_nothing(text: str) -> None:
    reading = reading_of(text)
    assert reading.sources == ()
    assert lines(reading) == [f"| asserted | {text}"]


@pytest.mark.parametrize(
    "text",
    [
        '"The tunnel is unsafe," Mayor Ana Torvik said.\n\n"We closed it on Monday.\n\n"It was shut for a year," '
        "she added.",
        '"The tunnel is unsafe," Mayor Ana Torvik said. "We closed it on Monday.\n\n"It was shut for a year."',
        "“The tunnel is unsafe,” Mayor Ana Torvik said. “We closed it on Monday.\n\n“It was shut for a year.”",
        '"The tunnel is unsafe," Mayor Ana Torvik said. "We closed it on Monday. It was shut for a year."',
    ],
)
def test_a_quotation_carried_on(text: str) -> None:
    assert_reads(
        f"{text}\n\nThe pumps failed last week.",
        """
        Mayor Ana Torvik | asserted | The tunnel is unsafe.
        Mayor Ana Torvik | asserted | We closed it on Monday.
        Mayor Ana Torvik | asserted | It was shut for a year.
        | asserted | The pumps failed last week.
        """,
    )


def test_how_a_claim_is_spoken() -> None:
    reading = reading_of(
        'Mayor Ana Torvik said that the tunnel was unsafe. "We closed it on Monday," she said. '
        'She said that the "new route" was open. The pumps had failed.'
    )
    assert [claim.speech for claim in reading.statements] == ["indirect", "direct", "mixed", "none"]


def test_a_standfirst_that_the_body_repeats_is_one_claim() -> None:
    reading = reading_of(
        "The old tunnel under the river was closed on Monday.\n\n"
        "The old tunnel under the river was closed on Monday, Mayor Ana Torvik said."
    )
    (claim,) = reading.statements
    assert reading.source(claim.chain[0]).name == "Mayor Ana Torvik"
    assert [words(reading, span) for span in claim.spans] == [
        "The old tunnel under the river was closed on Monday",
        "The old tunnel under the river was closed on Monday",
    ]


def test_the_same_words_of_two_sources_are_two_claims() -> None:
    reading = reading_of(
        "Ana Torvik said that the old tunnel was safe. The pumps ran all day. "
        "Piet Halm said that the old tunnel was safe."
    )
    assert lines(reading) == [
        "Ana Torvik | asserted | The old tunnel was safe.",
        "| asserted | The pumps ran all day.",
        "Piet Halm | asserted | The old tunnel was safe.",
    ]
