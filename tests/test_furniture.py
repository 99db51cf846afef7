"""What pages print around an article is furniture; what reporters write in much the same words is not."""

from __future__ import annotations

import pytest

from summarizer.article import Article, parse_text

STORY = "The ferry to Holm was stopped on Monday. Both of its engines had failed."
END = "The harbour office said that it would sail again on Friday."
HEADLINE = "Ferry to Holm stopped after engines fail"

FURNITURE = [
    # share bars
    "Share",
    "Share on Facebook",
    "Share  Tweet  Email",
    "Share | Tweet | Print | Email",
    "Facebook Twitter WhatsApp Email Print",
    "Share this article",
    "Share via WhatsApp",
    "Copy link",
    "1.2k shares",
    "Post on X",
    "Opens in new window Share on LinkedIn",
    # newsletters, channels, apps
    "Sign up for our free newsletter",
    "Sign up to the Harbour Briefing, our weekly email",
    "Subscribe to our YouTube channel",
    "Subscribe to The Tide newsletter for more",
    "Subscribe now for full access",
    "Click to join our WhatsApp channel",
    "Click here to join our Telegram group",
    "Join our WhatsApp channel for the latest",
    "Follow us on X, Facebook and Instagram",
    "Follow the Holm Post on Google News",
    "Download the app",
    "Get the Holm Post app",
    "Get the latest news delivered straight to your inbox",
    "Enter your email address",
    "By signing up, you agree to our terms of use",
    # comments
    "Comments",
    "14 comments",
    "Leave a comment",
    "Join the conversation",
    "Be the first to comment",
    "Log in to comment",
    "Comments are closed for this article",
    # advertising
    "Advertisement",
    "ADVERTISEMENT",
    "Sponsored content",
    "Story continues below advertisement",
    "Article continues after ad",
    "Skip advertisement",
    "After newsletter promotion",
    "Scroll to continue",
    # links and headings
    "Read more",
    "Read more: Why the ferry failed",
    "READ MORE: Why the ferry failed",
    "Also read | Why the ferry failed",
    "Must read: Why the ferry failed",
    "Related: Why the ferry failed",
    "WATCH: The ferry leaves the quay",
    # navigation
    "Home > World > Asia",
    "Home › News › Ferry to Holm stopped",
    "News » Islands » Holm",
    "Skip to main content",
    "Back to top",
    "Menu",
    "Log in",
    "Already a subscriber? Log in here",
    # reading and listening
    "3 min read",
    "5-minute read",
    "Reading time: 4 minutes",
    "Listen to this article",
    "0:00 / 4:31",
    "Enlarge image",
    "1 of 7",
    # stamps
    "2 hours ago",
    "Posted 3h ago",
    "Last updated 5 minutes ago",
    "10:32 GMT",
    "10.32am BST",
    "Updated: 14:05 IST",
    "BREAKING NEWS",
    "Key event",
    # captions and credits
    "Passengers wait on the quay at Holm. (AP Photo/Ada Brandt)",
    "Passengers wait on the quay at Holm [File: Ada Brandt/Reuters]",
    "Passengers wait on the quay at Holm. Photo: Ada Brandt",
    "The ferry in March. Ada Brandt/AFP via Getty Images",
    "Getty Images",
    "Image source, Getty Images",
    "Image caption, Passengers wait on the quay",
    "(Photo by Ada Brandt)",
    "File photo",
    # tags, agencies, contact
    "Tags: ferries, Holm",
    "#ferry #holm",
    "Filed under: Islands",
    "Source: Kyodo",
    "— Reuters",
    "Press Trust of India",
    "Edited by: Ada Brandt",
    "newsdesk@holmpost.example",
    "Follow Ada Brandt on X @adabrandt",
    # notes
    "Copyright 2021 The Holm Post. All rights reserved.",
    "© The Holm Post",
    "Disclaimer: The views expressed here are those of the author.",
    "The views expressed in this article are the author's own.",
    "Correction: An earlier version gave the wrong day.",
    "This article was updated on March 4, 2021",
    # cookies and consent
    "We use cookies to improve your experience.",
    "This site uses cookies. By continuing you accept them.",
    "Accept all cookies",
    "Manage preferences",
    "Cookie policy",
    "Please enable JavaScript to view the comments.",
]

SENTENCES = [
    "Share prices fell by a tenth after the news.",
    "Share this burden, the bishop told the islanders.",
    "Share this view or leave the party, she told members.",
    "Shares in the ferry company fell.",
    "Tweet storms will not mend an engine, the mayor said.",
    "Print workers went on strike on Tuesday.",
    "Email from the yard shows that it knew.",
    "Post offices on the islands were closed.",
    "Facebook and WhatsApp were blocked on the island.",
    "Twitter said it would appeal.",
    "X marks the place where the ferry sank.",
    "Follow us, the general told his men.",
    "Follow us on this road and nobody will be hurt, the rebels said.",
    "Subscribe to the view that the yard is to blame, and much follows.",
    "Subscribers left the paper in their thousands.",
    "Sign up for the navy, the posters said.",
    "Sign up now, recruits were told.",
    "Join the strike, the union said on Facebook.",
    "Join our march on Sunday, the leaflet says.",
    "Click fraud cost the company millions.",
    "Download figures for the app rose, its maker said.",
    "Get the latest engines to Holm, the minister ordered.",
    "Enter your own harbour at your own risk, the captain said.",
    "Comments by the minister angered the crews.",
    "Fourteen comments were struck from the record.",
    "Leave a light on, the islanders were told.",
    "Comments are free, the judge ruled.",
    "Advertisement of spirits was banned last year.",
    "Sponsored teams will lose their money.",
    "Story after story was withdrawn.",
    "Read more closely, the letter says little.",
    "Read next to the first report, the second makes no sense.",
    "Also reading the names of the dead was the mayor.",
    "Related crimes rose as well.",
    "Watch officers saw nothing that night.",
    "Home prices on Holm rose by a fifth.",
    "Home > away was how the fans put it, in a banner at the quay.",
    "World leaders sent their sympathy.",
    "Back to the harbour went the ferry.",
    "Menu prices rose on the ferries.",
    "Log in hand, the captain went to court.",
    "Already a subscriber to the theory, the mayor saw proof in it.",
    "Three minutes later the siren went off.",
    "3 min later the siren went off.",
    "Two hours ago nobody knew of the fire, a guard said.",
    "At 10:32 GMT the engines failed.",
    "Updated plans show a wider quay.",
    "Breaking news of the fire reached the mayor at noon.",
    "Key events were left out of the report, the union said.",
    "Photos of the quay show a hole in the wall.",
    "Photo shops did well that summer.",
    "Image is everything, the mayor said of the island.",
    "The picture: four ferries for nine islands.",
    "The two islands and their ferry/bus links suffer most.",
    "The file (photographed by a clerk) was handed to the police.",
    "Getty and three others were taken to hospital.",
    "Tags on the engines gave another year.",
    "Source after source said the same.",
    "Reuters reported that the yard was for sale.",
    "Kyodo, citing officials, said the yard was for sale.",
    "Copyright was the smallest of their worries.",
    "Disclaimers were printed on every ticket.",
    "The views expressed at the meeting were mixed.",
    "Correction of the fault took three days.",
    "Cookies were handed out to those who waited.",
    "We used cookies as bait, the keeper said.",
    "This site used to be a shipyard.",
    "Accept all of it or none, the union was told.",
    "Manage without ferries is what the islands must do, he said.",
    "Tell us what you know, the judge asked her.",
    "More from the islands than from the mainland came to the vote.",
    "Live fish were among the cargo.",
    "Please enable us to work, the fishermen wrote.",
    "This article of the treaty was updated in March.",
    "Ada Brandt is a reporter who was held for a week, her lawyer said.",
]


def furniture(article: Article) -> list[str]:
    return [sentence.text for sentence in article.sentences if sentence.role == "furniture"]


def body(article: Article) -> str:
    return " ".join(sentence.text for sentence in article.body)


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture_makes_no_claims(line: str) -> None:
    whole = f"{STORY} {END}"
    for text in (
        f"{HEADLINE}\n\n{line}\n\n{STORY}\n\n{END}",
        f"{HEADLINE}\n\n{STORY}\n\n{line}\n\n{END}",
        f"{HEADLINE}\n\n{STORY}\n\n{END}\n\n{line}",
    ):
        article = parse_text(text)
        assert body(article) == whole
        assert article.text == text
        assert " ".join(furniture(article)).split() == line.split() or line in " ".join(furniture(article))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_of_the_same_words_stays(sentence: str) -> None:
    assert sentence in body(parse_text(f"{HEADLINE}\n\n{STORY}\n\n{sentence}\n\n{END}"))
    assert sentence in body(parse_text(f"{HEADLINE}\n\n{STORY} {sentence} {END}"))
    assert sentence in body(parse_text(f"{HEADLINE}\n\n{STORY}\n\n{sentence}"))


def test_there_are_enough_of_both() -> None:
    assert min(len(set(FURNITURE)), len(set(SENTENCES))) >= 60


def test_titles_below_a_heading_of_links_go_with_it_and_sentences_do_not() -> None:
    links = "Related stories\n\nHolm to get a bridge\n\nWhy engines fail"
    article = parse_text(f"{HEADLINE}\n\n{STORY}\n\n{links}\n\n{END}")
    assert body(article) == f"{STORY} {END}"
    assert furniture(article) == links.split("\n\n")


def test_who_wrote_it_is_told_at_the_end_only() -> None:
    author = "Ada Brandt is a senior correspondent of the Holm Post covering the islands. Follow her on X @adabrandt"
    assert body(parse_text(f"{HEADLINE}\n\n{STORY}\n\n{END}\n\n{author}\n\nAdvertisement")) == f"{STORY} {END}"
    assert "Ada Brandt is a senior" in body(parse_text(f"{HEADLINE}\n\n{STORY}\n\n{author}\n\n{END}"))
    alone = "Ada Brandt is a senior correspondent of the Holm Post covering the islands."
    assert body(parse_text(alone)) == alone


@pytest.mark.parametrize(
    ("line", "agency", "byline", "published"),
    [
        ("By Ada Brandt | The Holm Post | March 4, 2021 | 10:15 GMT", None, "Ada Brandt", "2021-03-04T10:15:00+00:00"),
        ("Written by Ada Brandt", None, "Ada Brandt", None),
        ("Press Trust of India", "Press Trust of India", None, None),
        ("Holm Post, March 4, 2021 10:15 CET", None, None, "2021-03-04T10:15:00+01:00"),
        ("Published 10:15 AM EST, Thu March 4, 2021", None, None, "2021-03-04T10:15:00-05:00"),
        ("10:15 a.m. ET, July 4, 2021", None, None, "2021-07-04T10:15:00-04:00"),
        ("10:15 a.m. ET, January 4, 2021", None, None, "2021-01-04T10:15:00-05:00"),
        ("4 March 2021 10:15 GMT+5:30", None, None, "2021-03-04T10:15:00+05:30"),
        ("4 March 2021 10:15 (UTC-3)", None, None, "2021-03-04T10:15:00-03:00"),
        ("4-Mar-2021 22:15", None, None, "2021-03-04T22:15:00"),
        ("March 4, 2021 10:15 AEDT", None, None, "2021-03-04T10:15:00+11:00"),
        ("March 4, 2021 10:15 CST", None, None, "2021-03-04T10:15:00"),
        ("25-12-2021", None, None, "2021-12-25"),
        ("12-25-2021", None, None, "2021-12-25"),
        ("5/6/2021", None, None, None),
        ("31 June 2021", None, None, None),
    ],
)
def test_lines_above_the_story_tell_who_and_when(
    line: str, agency: str | None, byline: str | None, published: str | None
) -> None:
    article = parse_text(f"{HEADLINE}\n\n{line}\n\n{STORY}")
    found = article.metadata
    assert (found.agency, found.byline, found.published_at) == (agency, byline, published)
    assert body(article) == STORY
