"""What the sentences of an article do to each other's claims: denials, conflicts, confirmations, and what stays open.

Each row is a text and the statuses of its claims, in their order.
"""

from __future__ import annotations

import pytest

from summarizer.article import parse_text
from summarizer.lexical import Reading, read_lexically


def reading_of(text: str) -> Reading:
    return read_lexically(parse_text(text))


def stand(*table: tuple[str, str]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("text", "expected"), table, ids=[text[:60] for text, _ in table])


def assert_stands(text: str, expected: str) -> None:
    reading = reading_of(text)
    assert [(claim.status, claim.text) for claim in reading.statements] == [
        (status, claim.text) for status, claim in zip(expected.split(), reading.statements, strict=True)
    ]


@stand(
    ("Rebels said that they had killed 40 soldiers. The army said 12 soldiers had died.", "disputed disputed"),
    (
        "The ferry is an unlicensed boat of the old fleet. It's neither unlicensed nor old, the owner said.",
        "disputed disputed",
    ),
    (
        "The ministry said 40 people were arrested. Organisers put the number of arrests at more than 300.",
        "disputed disputed",
    ),
    (
        "Police said about 3,000 people marched on Sunday. Organisers said the crowd was 20,000 strong.",
        "disputed disputed",
    ),
    (
        "Aid group Red Lamp said at least 300 people had died of cholera. The health ministry says 45 deaths have been "
        "recorded.",
        "disputed disputed",
    ),
    ("Police arrested 14 people, commissioner Jan Holt said. The union said 30 of its members were in custody.",
     "disputed disputed"),
    (
        "Mayor Ana Torvik said the mine had produced 40 tonnes. The union said only 25 tonnes had left the mine.",
        "disputed disputed",
    ),
)  # fmt: skip
def test_two_figures_for_one_thing(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    (
        "Commissioner Jan Holt said that 14 people were hurt. Doctor Lena Brann said that two people had died.",
        "asserted asserted",
    ),
    (
        "Mayor Ana Torvik said three civilians were killed, while the army said four soldiers had been killed.",
        "asserted asserted",
    ),
    (
        "Mayor Ana Torvik said exports rose by 4 percent. Carmona's bank said imports fell by 2 percent.",
        "asserted asserted",
    ),
    (
        "Mayor Ana Torvik said that 40 ships had called in May. The port said that 40 ships had called.",
        "asserted asserted",
    ),
)
def test_figures_for_different_things(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    ("Villagers said soldiers burned three houses. The army said its soldiers were never in the village.",
     "disputed disputed"),
    ("Norway accused Chile of jamming its radars. Chile said it had no jammers in the area.", "disputed disputed"),
    (
        "Carmona says Norway's ships entered its waters. Norway insists that its ships stayed in open waters.",
        "disputed disputed",
    ),
    ("The union said guards had beaten the strikers. The company said none of its guards had been on site.",
     "disputed disputed"),
    ("Mayor Ana Torvik said the tunnel was safe, but engineer Jan Holt said it was not.", "disputed disputed"),
    ("Mayor Ana Torvik said a second fire had broken out. Fire chief Jan Holt said he knew of no such fire.",
     "disputed disputed"),
    ("Mayor Ana Torvik said the tunnel was safe. Engineer Jan Holt said the tunnel had been painted in May.",
     "asserted asserted"),
    (
        "Mayor Ana Torvik said the tunnel would open in May, while engineer Jan Holt said the pumps would be tested "
        "in June.",
        "scheduled scheduled",
    ),
)  # fmt: skip
def test_accounts_that_conflict_without_a_word_of_denial(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    (
        "The army gave a different account. Rebels said they held the bridge. The army said it had retaken it.",
        "asserted disputed disputed",
    ),
    (
        "The two sides gave conflicting accounts. The army said it was attacked first. Rebels said the army had "
        "opened fire.",
        "asserted disputed disputed",
    ),
    (
        "The country's farms ministry said the harvest was a record. The farmers' union gave a different picture. It "
        "said that half of the fields were dry.",
        "disputed asserted disputed",
    ),
)
def test_the_article_says_that_accounts_differ(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    ("The Veldora Register said the bank had hidden losses. The bank rejected the claim.", "denied"),
    (
        'The Veldora Register said the bank had hidden losses. "The story is wrong," chief executive Ana Torvik said.',
        "denied disputed",
    ),
    ("The Veldora Register newspaper said the bank had hidden losses. It said auditors had been told to keep "
     "quiet.\n\nThe bank was founded in 1911. It has 40 branches.\n\nChief executive Ana Torvik said the "
     "newspaper's report was misleading.", "denied denied asserted asserted disputed"),
    ("Mayor Ana Torvik said that guards had beaten her. Her papers were taken, she said. The prison service denied the "
     "allegations.", "denied denied"),
    ("Prosecutors said the two had stolen 12 million crowns. Both pleaded not guilty.", "denied asserted"),
    (
        "The electoral board said Lena Brann had won 52 percent of the vote. The opposition refused to recognise the "
        "result.",
        "denied asserted",
    ),
    ("Carmona says Norway's ships entered its waters on Friday. Oslo has dismissed the allegation.", "denied"),
    ("Norway says its fishermen were seized in open waters. Chile denies that, saying they had entered its waters.",
     "denied disputed"),
    ("Residents told the Veldora Register that police had fired on the crowd. Police commissioner Jan Holt denied it. "
     "Holt said officers had used only tear gas.", "denied disputed"),
    ("Norway has alleged that Carmona sold rifles to rebels, a charge that Carmona has repeatedly rejected.", "denied"),
    ("Lena Brann is accused of taking bribes. She denies any wrongdoing.", "denied"),
)  # fmt: skip
def test_what_a_denial_answers(text: str, expected: str) -> None:
    assert_stands(text, expected)


def test_what_is_denied_and_the_deniers_account_are_listed() -> None:
    reading = reading_of(
        "Norway says its fishermen were seized in open waters. Chile denies that, saying they had entered its waters."
    )
    assert [(matter.statements, matter.reason) for matter in reading.matters] == [((0,), "denied"), ((1,), "disputed")]


def test_figures_that_differ_are_one_matter() -> None:
    reading = reading_of("Rebels said that they had killed 40 soldiers. The army said 12 soldiers had died.")
    assert [(matter.statements, matter.reason) for matter in reading.matters] == [((0, 1), "disputed")]


@stand(
    ("Rebels said the town had fallen. There was no immediate comment from the army.", "unconfirmed asserted"),
    ("Rebels said the town had fallen. The army has yet to comment.", "unconfirmed asserted"),
    ("Rebels said the town had fallen. The army could not be reached for comment.", "unconfirmed asserted"),
    ("Rebels said the town had fallen. The army neither confirmed nor denied the report.", "unconfirmed asserted"),
    ("Rebels said the town had fallen. Reuters was unable to verify their account.", "unconfirmed asserted"),
    ("Rebels said the town had fallen. It was not possible to verify the claim.", "unconfirmed asserted"),
    ("The army said it had killed 40 militants, a figure that could not be independently confirmed.", "unconfirmed"),
    ("The union said the plant would close. The company declined to comment on the plan.", "unconfirmed asserted"),
    ("Mayor Ana Torvik said the tunnel would open in May. She would not be drawn on its cost.", "scheduled asserted"),
    # kept back, and no doubt on what is told
    ("The union said the plant would close. It declined to give details.", "scheduled asserted"),
    ("Mayor Ana Torvik did not say when the talks would begin.", "unconfirmed"),
    ("There was no comment from the army on whether the town had fallen.", "unconfirmed"),
    ("The cause of the fire has not been determined.", "unconfirmed"),
)
def test_what_nobody_would_confirm(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    ("Sources said that Lena Brann had resigned. The president's office later confirmed the resignation.",
     "confirmed asserted"),
    ("Sources said that Lena Brann had resigned. The president's office admitted that Lena Brann had resigned.",
     "confirmed confirmed"),
    ("Carmona has agreed to a truce, mediator Jan Holt said. Carmona's government confirmed this.",
     "confirmed asserted"),
    # an outlet is no second party
    ("Sources said that Lena Brann had resigned. The Veldora newspaper confirmed that Lena Brann had resigned.",
     "unconfirmed unconfirmed"),
)  # fmt: skip
def test_what_a_second_party_confirms(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    ("The ship was reportedly hit by a drone.", "hedged"),
    ("Several hundred men who fled on Monday are believed to still be abroad.", "hedged"),
    ("A 40-year-old man is being held on suspicion of arson.", "hedged"),
    ("The order, if confirmed, came two days before the vote.", "hedged"),
    ("The talks won\u2019t begin in May.", "scheduled"),
    ("The law takes effect on January 1.", "scheduled"),
    ("Divers hope to reach the ship.", "scheduled"),
    ("The company has no plans to close the mine.", "asserted"),
)
def test_words_of_its_own(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    ("Minister Ana Torvik said a boycott would be shameful.", "asserted"),
    ("Ana Torvik said the port would be closed.", "scheduled"),
    ("The council asked residents whether they would move.", "asserted"),
    ("Trawlers sank a ferry near a suspected smuggling base.", "asserted"),
    ("A suspected smuggling base burned down.", "hedged"),
    ("Sounds of shelling could be heard in the port.", "asserted"),
    ("Work on the dam was halted on Monday but will resume in June.", "asserted scheduled"),
    ("If convicted, the men face nine years in jail.", "scheduled"),
    ("Carmona has never confirmed or denied the belief that it has poison gas.", "unconfirmed"),
)
def test_words_of_doubt_reach_only_what_they_are_about(text: str, expected: str) -> None:
    assert_stands(text, expected)


@stand(
    ("The union said the mill had sold rotten grain. The mill denied the allegation, saying that inspectors found "
     "nothing.", "denied disputed"),
    ("Prosecutor Ida Brandt said the theft was a shock to the town. Paul Renner pleaded not guilty.",
     "asserted asserted"),
    ("Captain Lena Brann announced that two divers had been arrested over the fire. The Karst guild denied any part in "
     "the fire.", "asserted denied"),
    ("The army denied firing live rounds, but several people had bullet wounds.", "denied asserted"),
    ("Norway accused Carmona of shelling a village near a military airport. The army said several shells fell on the "
     "airport.", "asserted asserted"),
    ("Rebels in Carmona accused Carmonan authorities of burning farms. The authorities say the claims are untrue. The "
     "rebels threatened to leave the talks.", "denied disputed scheduled"),
    ("Carmona accused Norway of sinking a trawler. The cause of the alleged sinking was not known.",
     "hedged unconfirmed"),
)  # fmt: skip
def test_answers_reach_only_what_they_answer(text: str, expected: str) -> None:
    assert_stands(text, expected)


def test_what_a_status_rests_on_is_the_source_that_has_no_name() -> None:
    reading = reading_of("Officials said the bridge had been closed.")
    (claim,) = reading.statements
    assert claim.status_cue is not None
    assert (claim.status, reading.article.text[slice(*claim.status_cue)]) == ("unconfirmed", "Officials")


def test_the_official_is_whom_the_article_has_named() -> None:
    reading = reading_of("Minister Ana Torvik said nine men gave up. The official said the men would be tried.")
    first, second = reading.statements
    assert first.chain == second.chain
    assert second.status == "scheduled"
