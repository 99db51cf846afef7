"""What is no article is said to be none, and what to do; what is one is never refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from longread import long_article, section
from stories import flash, story

from summarizer.article import parse_text
from summarizer.article.fitness import unfit
from summarizer.errors import ArticleError
from summarizer.readers import parse_article

HEADLINES = [
    "Ferry to Holm stopped after engines fail",
    "Mayor of Brack says budget will hold",
    "Three held over fire in cement works",
    "Rain expected for the whole of the week",
    "Why the lock keepers went on strike",
    "Court to hear appeal of dredging firm",
    "Elm wins the regional cup for a third time",
    "New bridge at Carn opens in October",
    "Teachers ask for a second pay round",
    "Fish market moves back to the old quay",
]
TEASERS = [
    "The island has been cut off since Monday.",
    "Spending on schools is to stay as it is.",
    "Police found fuel cans behind the kiln.",
    "Farmers had waited for it since May.",
    "They ask for a fourth shift at night.",
    "The firm was fined two million crowns.",
    "The only goal fell after an hour.",
    "It has cost twice what was planned.",
    "Talks with the province begin today.",
    "The roof was rebuilt after the storm.",
]
WALL = "The ferry to Holm was stopped on Monday, the harbour office said.\n\n"

NO_ARTICLES = [
    ("\n\n".join(HEADLINES), "list of headlines"),
    ("Latest news\n\n" + "\n".join(HEADLINES) + "\n\nCopyright 2021 The Holm Post", "list of headlines"),
    ("\n\n".join(f"{h}\n\n{t}" for h, t in zip(HEADLINES, TEASERS, strict=True)), "teasers"),
    ("\n".join(["Islands", "Ferries", "Town council", "Fishing", "Letters", "Fuel prices", "Tides", "Obituaries",
                "Crossword", "Jobs", "Houses for rent"]), "menu"),
    ("404 Not Found", "error page"),
    ("Page not found\n\nThe page you are looking for does not exist. Try a search, or go to the home page.", "error"),
    ("Access Denied\n\nYou don't have permission to access this resource on this server.", "error page"),
    ("Just a moment...\n\nVerifying you are human. This may take a few seconds.", "error page"),
    ("502 Bad Gateway\n\nnginx/1.18.0", "error page"),
    ("Service Unavailable\n\nThe server is busy. Please try again later.", "error page"),
    (f"Ferry stopped\n\n{WALL}Subscribe to continue reading this article.", "login or a subscription"),
    (f"Ferry stopped\n\n{WALL}This article is for subscribers only. Already a subscriber? Log in", "subscription"),
    (f"Ferry stopped\n\n{WALL}You have reached your limit of free articles this month.", "subscription"),
    (f"Ferry stopped\n\n{WALL}Log in or create an account to continue", "subscription"),
    ("You need to enable JavaScript to run this app.", "JavaScript"),
    ("The Holm Post\n\nPlease enable JavaScript in your browser to view this page.", "JavaScript"),
    ("JavaScript is disabled in your browser. Turn it on and load the page again.", "JavaScript"),
    ("We and our 43 partners use cookies and store personal data on your device. You can accept or reject "
     "cookies. Your preferences apply to this browser only. Some vendors process personal data on the basis of "
     "legitimate interest. You can change your consent at any time in the privacy settings.", "cookies or consent"),
    ("import sys\n\n\ndef main():\n    total = 0\n    for line in sys.stdin:\n        total += len(line)\n"
     "    print(total)\n\n\nif __name__ == '__main__':\n    main()\n", "source code"),
    ("function add(a, b) {\n  const sum = a + b;\n  return sum;\n}\n\nconsole.log(add(1, 2));\nexport default add;\n"
     "let more = add(3, 4);\n", "source code"),
    ("2021-03-04 10:15:01 INFO server started\n2021-03-04 10:15:02 INFO listening on port 80\n"
     "2021-03-04 10:16:11 WARN slow answer\n2021-03-04 10:16:12 ERROR gone\n2021-03-04 10:17:00 INFO again\n"
     "2021-03-04 10:18:00 INFO stopped\n", "log file"),
    ("island,ferries,people\nHolm,2,4100\nCarn,1,900\nBrack,4,12000\nElm,1,310\nSel,2,1500\nKel,1,77\n", "table"),
    ("Island\tFerries\tPeople\nHolm\t2\t4100\nCarn\t1\t900\nBrack\t4\t12000\nElm\t1\t310\nSel\t2\t1500\n", "table"),
    ("| Island | Ferries |\n| --- | --- |\n| Holm | 2 |\n| Carn | 1 |\n| Brack | 4 |\n| Elm | 1 |\n", "table"),
    ("\x01\x02\x03PK\x04\x05 ferry \x06\x07\x08 engine \x0e\x0f\x10", "binary"),
    ("Ferry \ufffd\ufffd\ufffd\ufffd stopped \ufffd\ufffd\ufffd", "binary"),
    ("Ferry stopped", "few words"),
    ("Holm", "few words"),
]  # fmt: skip

ARTICLES = [
    flash(3),
    story(4),
    section(5),
    long_article(3000),
    "The ferry sank.",
    "Ferry to Holm stopped.",
    "BREAKING: The ferry to Holm has sunk",
    "Ferry to Holm stopped after engines fail in the night",
    "渡轮周一停航，港务局表示。",
    "Паром на остров остановлен.",
    # of the same matter as what is refused
    "Islanders told to wait\n\nThe page of the ferry's log for Monday was not found, police said.",
    "Site of ferry firm down\n\n“404 Not Found” was all that customers saw on Monday, the ferry company said. "
    "It blamed a fault in a server.",
    "Firm fined for cookies\n\nThe data office fined the ferry company on Monday, saying that its site used cookies "
    "without consent. The company said that it would accept the fine. Its partners were not named.",
    "Paper drops wall\n\nReaders of the Holm Post need no longer subscribe to read it, its owner said on Monday. "
    "Subscribers will get their money back.",
    "Script flaw found\n\nA flaw in JavaScript let thieves read the ferry company's bookings, the police said. "
    "Users were told to turn it off.",
    "Crew list\n\nThe captain, a mate, two engineers, a cook, a clerk, a purser and nine deckhands were on board, "
    "the company said.",
    "In brief\n\n" + "\n\n".join(TEASERS),
    "What we know\n\n" + "\n\n".join(f"{h}\n\n{t} {t}" for h, t in zip(HEADLINES[:4], TEASERS, strict=False)),
    "Timeline\n\n"
    + "\n".join(f"{hour}:15 GMT\n\nThe ferry was seen off Carn, a fisherman said." for hour in range(10, 20)),
    "Ferry to Holm stopped\nas engines fail\n\nBoth engines failed\non Monday, the\nharbour office said,\n"
    "and nobody was hurt.\nThe ferry will sail\nagain on Friday.\n",
]


@pytest.mark.parametrize(("text", "kind"), NO_ARTICLES)
def test_what_is_no_article_is_told_with_its_kind(text: str, kind: str) -> None:
    with pytest.raises(ArticleError) as error:
        parse_article(text.encode(), "page.txt")
    assert kind in str(error.value)
    assert str(error.value).startswith("page.txt ")


@pytest.mark.parametrize("text", ARTICLES)
def test_articles_are_not_refused(text: str) -> None:
    assert unfit(parse_text(text)) is None


def test_the_projects_own_articles_are_not_refused() -> None:
    files = sorted(Path(__file__).parent.glob("gold/articles/*.txt"))
    assert files
    for file in files:
        assert unfit(parse_text(file.read_text(encoding="utf-8"))) is None
