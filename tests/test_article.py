"""Reading an article: bytes to text, text to sentences with offsets, page apparatus told from claims."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from summarizer.article import Article, parse_text
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers import parse_article as parse
from summarizer.readers import read_article as read

BODY = "The tunnel was closed on Monday. Two pumps had failed."
SENTENCES = ["The tunnel was closed on Monday.", "Two pumps had failed."]
HEADLINE = "Tunnel shut after pumps fail"


def parsed(text: str) -> Article:
    return checked(parse_text(text))


def checked(article: Article) -> Article:
    """Whatever a sentence is, its offsets hold, and the body is numbered from 1."""
    end = 0
    for sentence in article.sentences:
        assert article.text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip() != ""
        assert sentence.start >= end
        end = sentence.end
    assert [sentence.number for sentence in article.body] == list(range(1, len(article.body) + 1))
    assert {sentence.number for sentence in article.sentences if sentence.role != "body"} <= {0}
    return article


def body(article: Article) -> list[str]:
    return [sentence.text for sentence in article.body]


def apparatus(article: Article) -> list[str]:
    return [sentence.text for sentence in article.sentences if sentence.role == "furniture"]


# Datelines


@pytest.mark.parametrize(
    ("dateline", "place", "agency"),
    [
        ("VELDORA, Carmona (AP) — ", "VELDORA, Carmona", "AP"),
        ("VELDORA (AP) -- ", "VELDORA", "AP"),
        ("UNITED NATIONS (AP) — ", "UNITED NATIONS", "AP"),
        ("VELDORA, March 4 (Reuters) - ", "VELDORA", "Reuters"),
        ("LONDON/ANTOFAGASTA, March 4 (Reuters) - ", "LONDON/ANTOFAGASTA", "Reuters"),
        ("(Reuters) - ", None, "Reuters"),
        ("New Delhi, Mar 4 (PTI) ", "New Delhi", "PTI"),
        ("NEW DELHI (PTI) ", "NEW DELHI", "PTI"),
        ("Port Veldora (Carmona), Mar 4 - ", None, None),
        ("TOKYO, March 4, KYODO - ", "TOKYO", "KYODO"),
        ("OSAKA, May 5 (Kyodo) -- ", "OSAKA", "Kyodo"),
        ("BEIJING, Sept. 4 (Xinhua) -- ", "BEIJING", "Xinhua"),
        ("Paris (AFP) – ", "Paris", "AFP"),
        ("Berlin (dpa) - ", "Berlin", "dpa"),
        ("VELDORA — ", "VELDORA", None),
        ("ADDIS ABABA, ETHIOPIA — ", "ADDIS ABABA, ETHIOPIA", None),
        ("WASHINGTON, D.C., March 4 -- ", "WASHINGTON, D.C.", None),
        ("ST. JOHN'S, N.L. – ", "ST. JOHN'S, N.L.", None),
        ("SÃO TOMÉ (AP) — ", "SÃO TOMÉ", "AP"),
        ("CAMP AUNE-HALDEN, Carmona, March 3, 2023 — ", "CAMP AUNE-HALDEN, Carmona", None),
        ("VELDORA/HALDEN, 3 July — ", "VELDORA/HALDEN", None),
        ("NEW VELDORA: ", "NEW VELDORA", None),
    ],
)
def test_a_dateline_says_where_and_which_agency(dateline: str, place: str | None, agency: str | None) -> None:
    article = parsed(f"{HEADLINE}\n\n{dateline}{BODY}\n\nThe mayor was told.")
    assert (article.metadata.place, article.metadata.agency) == (place, agency)
    if place or agency:
        assert body(article) == [*SENTENCES, "The mayor was told."]


@pytest.mark.parametrize(
    "opening",
    [
        "Monday: ",
        "BREAKING — ",
        "NATO — ",
        "U.S. - ",
        "Ana Torvik (left) ",
        "The River Aune Commission (RAC) ",
        "The mayor — ",
    ],
)
def test_what_looks_like_a_dateline_stays_in_the_sentence(opening: str) -> None:
    article = parsed(f"{opening}{BODY}")
    assert article.body[0].text == opening + SENTENCES[0]
    assert article.metadata.place is None


@pytest.mark.parametrize(
    "name", ["UNESCO — the heritage body — said", "OPEC -- Said to be divided -- has", "IRNA: We have"]
)
def test_a_name_and_a_dash_further_down_is_no_dateline(name: str) -> None:
    article = parsed(f"{BODY}\n\nA.\n\nB.\n\nC.\n\n{name} no news of it.")
    assert article.body[-1].text == f"{name} no news of it."
    assert article.metadata.place is None


def test_a_second_report_in_one_text_has_a_dateline_of_its_own() -> None:
    article = parsed(f"VELDORA (AP) — {BODY}\n\nHALDEN, March 4 (AP) — The bridge held.")
    assert body(article) == [*SENTENCES, "The bridge held."]
    assert article.metadata.place == "VELDORA"


# Agency lines, dates, bylines


@pytest.mark.parametrize(
    ("line", "facts"),
    [
        (
            "PTI | Veldora | Updated: 04-03-2021 22:15 IST | Created: 04-03-2021 21:00 IST",
            ("PTI", "Veldora", "2021-03-04T21:00:00+05:30", "2021-03-04T22:15:00+05:30"),
        ),
        (
            "ANI | Veldora (Carmona) | Updated: 04-03-2021 22:15 IST | Created: 04-03-2021 21:00 IST",
            ("ANI", "Veldora (Carmona)", "2021-03-04T21:00:00+05:30", "2021-03-04T22:15:00+05:30"),
        ),
        ("Reuters | Updated: 04-03-2021 22:15 IST", ("Reuters", None, None, "2021-03-04T22:15:00+05:30")),
        ("Devwire | Veldora | 4 March 2021, 21:00 GMT", ("Devwire", "Veldora", "2021-03-04T21:00:00+00:00", None)),
        ("Updated: 31-02-2021 22:15 IST", (None, None, None, None)),
        ("Home | World | Carmona", (None, None, None, None)),
        ("March 4, 2021", (None, None, "2021-03-04", None)),
        ("Thursday, March 4, 2021", (None, None, "2021-03-04", None)),
        ("4th March 2021", (None, None, "2021-03-04", None)),
        ("2021-03-04", (None, None, "2021-03-04", None)),
        ("2021-03-04T09:30:00Z", (None, None, "2021-03-04T09:30:00+00:00", None)),
        ("25/12/2021", (None, None, "2021-12-25", None)),
        ("12/25/2021", (None, None, "2021-12-25", None)),
        ("3/4/2021", (None, None, None, None)),
        ("Published on 4 March 2021, 10:15 GMT", (None, None, "2021-03-04T10:15:00+00:00", None)),
        ("Updated: March 4, 2021 12:15 am EST", (None, None, None, "2021-03-04T00:15:00-05:00")),
        ("Last updated at 4 Mar 2021 | 10.15pm", (None, None, None, "2021-03-04T22:15:00")),
        ("Thursday 4 March 2021 06.00 XYZ", (None, None, "2021-03-04T06:00:00", None)),
        ("Posted: March 4, 2021 25:00", (None, None, None, None)),
        ("Posted: March 4, 2021 10:00 -03:30", (None, None, "2021-03-04T10:00:00-03:30", None)),
    ],
)
def test_stamps_and_date_lines(line: str, facts: tuple[str | None, ...]) -> None:
    article = parsed(f"{HEADLINE}\n\n{line}\n\n{BODY}")
    found = article.metadata
    assert (found.agency, found.place, found.published_at, found.updated_at) == facts
    assert apparatus(article) == [line]
    assert body(article) == SENTENCES


def test_an_agency_line_directly_above_a_credit() -> None:
    stamp = "PTI | Veldora | Created: 04-03-2021 21:00 IST"
    article = parsed(f"{HEADLINE}\n\n{stamp}\nRepresentative image Image Credit: A. Torvik\n\n{BODY}")
    assert article.metadata.headline == HEADLINE
    assert body(article) == SENTENCES


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("By Ana Torvik", "Ana Torvik"),
        ("BY ANA TORVIK", "ANA TORVIK"),
        ("By Ana Torvik and Piet de Halm", "Ana Torvik and Piet de Halm"),
        ("By Army Staff Sgt. Ana Torvik", "Army Staff Sgt. Ana Torvik"),
        ("by Ana Torvik, Veldora", "Ana Torvik, Veldora"),
        ("By Ana van der Torvik for the Register", "Ana van der Torvik for the Register"),
        ("By Zoë Brännström, Veldora Register", "Zoë Brännström, Veldora Register"),
        ("Ana Torvik, senior environment correspondent", "Ana Torvik"),
    ],
)
def test_bylines(line: str, byline: str) -> None:
    article = parsed(f"{HEADLINE}\n{line}\n\n{BODY}")
    assert article.metadata.byline == byline
    assert article.metadata.headline == HEADLINE
    assert body(article) == SENTENCES


def test_by_at_the_head_of_a_sentence_is_no_byline() -> None:
    article = parsed(f"{HEADLINE}\n\nBy Monday Ana Torvik had gone.\n\n{BODY}")
    assert article.metadata.byline is None
    assert body(article) == ["By Monday Ana Torvik had gone.", *SENTENCES]


def test_a_byline_of_many_capitals_takes_no_time() -> None:
    assert parsed(f"By {'A' * 5000}!\n\n{BODY}").metadata.byline is None


# Credits, notes and source lists


@pytest.mark.parametrize(
    "line",
    [
        "Representative image Image Credit: Flickr",
        "File photo",
        "Photo: Ana Torvik",
        "Photograph: Ana Torvik for the Register",
        "(Staff photo by Ana Torvik)",
        "FILE - The tunnel in Veldora, March 4, 2021.",
        "FILE PHOTO: The tunnel. A. Torvik/Agency",
        "(Reporting by Ana Torvik in Veldora; Editing by P. Halm. Translated by Z. Brann)",
        "Additional reporting by agencies",
        "Associated Press writer Ana Torvik in Veldora contributed to this report.",
        "Some information for this report was provided by an agency.",
        "(With inputs from PTI)",
        "(With agency inputs)",
        "(This story has not been edited by our staff. It is auto-generated from a syndicated feed.)",
        "This article was first published by the Register.",
        "Also read: Bridge shut for repairs",
        "Also Read | Bridge shut for repairs",
        "READ MORE Bridge shut for repairs",
        "Related: Bridge shut for repairs",
        "Follow us on every channel",
        "Sign up to Headwaters, our weekly newsletter",
        "Subscribe to read on",
        "Advertisement",
        "Copyright 2021 Veldora Register. All rights reserved.",
        "© 2021 Veldora Register",
        "Categories: March 4, 2021 Carmona Tunnels Published",
        "PTI SMN RHL",
        "-30-",
        "-ENDS-",
        "###",
        "___",
    ],
)
def test_credits_and_notes_are_furniture(line: str) -> None:
    article = parsed(f"{BODY}\n\n{line}")
    assert body(article) == SENTENCES
    assert "".join(apparatus(article)).replace(" ", "") == line.replace(" ", "")
    assert body(parsed(f"{HEADLINE}\n\n{line}\n\n{BODY}")) == SENTENCES


@pytest.mark.parametrize(
    "sentence",
    [
        "Subscribers fell by a tenth in March, the company said.",
        "Also more than 40 houses burned down.",
        "Readers also wrote to the mayor.",
        "This report was read by the mayor, who was not pleased.",
        "This story has shaken the town.",
        "Copyright holders sued the town on Monday.",
        "File-sharing sites went dark.",
        "Video by a passer-by showed water in the tunnel.",
        "Images by satellite showed water in the tunnel.",
        "Shares on the Veldora exchange rose.",
        "With pumps down, the tunnel was closed.",
        "Sources said that the pumps were old.",
        "Reporting on the tunnel was forbidden.",
        "END of the line, read a banner in the tunnel.",
    ],
)
def test_sentences_that_open_like_a_credit_stay_in_the_body(sentence: str) -> None:
    assert sentence in body(parsed(f"{BODY}\n\n{sentence} {BODY}"))
    assert sentence in body(parsed(f"{BODY}\n\n{sentence}"))


@pytest.mark.parametrize("heading", ["Sources", "Sources:", "== Sources ==", "External links", "References"])
def test_a_list_of_sources_at_the_end(heading: str) -> None:
    article = parsed(
        f'{HEADLINE}\n\n{BODY}\n\n{heading}\n\nAna Torvik. "Tunnel shut" — Veldora Register, March 4, 2021\n\n'
        '* "Pumps fail" — Carmona Post, March 4, 2021'
    )
    assert body(article) == SENTENCES
    assert article.metadata.published_at is None


def test_prose_ends_a_list() -> None:
    prose = (
        "The mayor said that the tunnel would stay closed until the pumps were mended, which could take a week. " * 3
    )
    article = parsed(f"{BODY}\n\nRelated news\n\nBridge shut for repairs\n\n{prose}")
    assert len(article.body) == len(SENTENCES) + 3


# Headlines


def test_headline_above_a_blank_line() -> None:
    article = parsed(f"{HEADLINE}\n\n{BODY}")
    assert article.metadata.headline == HEADLINE
    assert article.sentences[0].role == "headline"
    assert body(article) == SENTENCES


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r", "\u2028", "\n\n\n", "\n \t\n"])
def test_headline_by_every_kind_of_line_break(ending: str) -> None:
    article = parsed(f"{HEADLINE}{ending}VELDORA (AP) — {BODY}{ending}The mayor was told.{ending}")
    assert article.metadata.headline == HEADLINE
    assert article.metadata.place == "VELDORA"
    assert body(article) == [*SENTENCES, "The mayor was told."]


def test_a_long_headline_without_a_blank_line() -> None:
    headline = "Tunnel under the River Aune shut after both of its main pumps fail in a storm, mayor of Veldora says"
    article = parsed(f"{headline}\n{BODY}\nThe mayor was told.")
    assert article.metadata.headline == headline
    assert body(article)[0] == SENTENCES[0]


def test_a_headline_of_two_sentences_and_the_line_below_it() -> None:
    article = parsed(f"'We are sorry.' Mayor closes tunnel\n\nBoth pumps had failed overnight\n\n{BODY}")
    assert article.metadata.headline == "'We are sorry.' Mayor closes tunnel"
    assert body(article) == SENTENCES


def test_a_text_that_opens_with_a_sentence_has_no_headline() -> None:
    article = parsed(f"{BODY}\n\nThe mayor was told.")
    assert article.metadata.headline is None


@pytest.mark.parametrize(
    "text", ["The tunnel was closed on Monday", "The tunnel was closed on Monday.", "Tunnel closed\n"]
)
def test_one_line_is_its_own_body(text: str) -> None:
    article = parsed(text)
    assert body(article) == [text.strip()]
    assert article.metadata.headline is None


def test_titles_alone_are_body_but_their_apparatus_is_not() -> None:
    article = parsed("Tunnel closed\n\nBy Ana Torvik\n\nPumps failed\n\nCopyright 2021 Veldora Register")
    assert body(article) == ["Tunnel closed", "Pumps failed"]
    assert article.metadata.byline == "Ana Torvik"


# Lines and paragraphs


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_hard_wrapped_copy(ending: str) -> None:
    lines = [
        "Tunnel shut",
        "The tunnel under the River Aune was closed on Monday after two",
        "pumps failed in the night, the mayor of the town, Ana",
        "Torvik-Brann, said in a statement. Engineers were at work on",
        "Tuesday.",
        "",
        "No one was hurt.",
    ]
    article = parsed(ending.join(lines))
    assert article.metadata.headline == "Tunnel shut"
    assert [" ".join(text.split()) for text in body(article)] == [
        "The tunnel under the River Aune was closed on Monday after two pumps failed in the night, "
        "the mayor of the town, Ana Torvik-Brann, said in a statement.",
        "Engineers were at work on Tuesday.",
        "No one was hurt.",
    ]
    assert [sentence.paragraph for sentence in article.body] == [1, 1, 2]


def test_a_line_is_a_paragraph_in_copy_that_is_not_wrapped() -> None:
    article = parsed(f"{BODY}\n“We are open,” she said.\n“You are not,” he said.")
    assert [sentence.paragraph for sentence in article.body] == [0, 0, 1, 2]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    article = parsed("Gen. A. B. Torvik met Dr. Halm at 5 p.m. on Jan. 4 in the U.S. embassy. They left.")
    assert body(article) == ["Gen. A. B. Torvik met Dr. Halm at 5 p.m. on Jan. 4 in the U.S. embassy.", "They left."]


# Bytes


TEXT = f"{HEADLINE}\n\nThe mayor’s “tunnel” in Malmö – a café of sorts – was closed, Zoë Brännström said.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-be", "cp1252"]
)
def test_one_text_in_every_encoding(encoding: str) -> None:
    mark = "\ufeff" if encoding.startswith("utf-") and encoding[-2:] in ("le", "be") else ""
    article = checked(parse((mark + TEXT).encode(encoding)))
    assert article.text == TEXT
    assert article.id == parse_text(TEXT).id


@pytest.mark.parametrize(
    "text",
    [
        "Café owner said the résumé was forged and wasn’t true.",
        "“We’re closed,” said the café’s owner – for €5.",
        "Señor Núñez said no.",
    ],
)
def test_a_short_text_in_cp1252(text: str) -> None:
    assert parsed(text).text == parse(text.encode("cp1252")).text


def test_other_encodings_are_not_taken_for_cp1252() -> None:
    russian = "Министр заявил в понедельник, что мост через реку закрыт до конца недели. Компания это отрицает. " * 3
    assert parse(russian.encode("cp1251")).text == russian
    polish = "Rzecznik rządu powiedział w poniedziałek, że most zostanie zamknięty do końca miesiąca. Spółka przeczy. "
    assert parse((polish * 3).encode("cp1250")).text == polish * 3


def test_latin_1() -> None:
    text = "Le tunnel de Montréal a été fermé, a déclaré la mairesse Zoë Brännström à l'hôtel de ville.\n" * 3
    assert checked(parse(text.encode("latin-1"))).text == text


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"The tunnel\0 was closed.", "U+0000"),
        (b"\0\0\xff\x00\x80", "NUL"),
        ("The tunnel was closed.".encode("utf-16-le"), "U+0000"),
        ("The tunnel".encode("utf-16")[:-1], "utf-16"),
        (b"\xff\xfe\0\0abc", "utf-32"),
        (bytes(range(128, 256)), "encoding"),
        (b"", "no sentences"),
        (b"\n \t\r\n", "no sentences"),
        (b"\xef\xbb\xbf", "no sentences"),
        (b"... -- !?", "no sentences"),
        ("🙂🙂".encode(), "no sentences"),
        (b"Advertisement\n\nCopyright 2021 Veldora Register. All rights reserved.", "no sentences"),
        (b"PTI | Veldora | Updated: 04-03-2021 22:15 IST", "no sentences"),
    ],
)
def test_what_is_no_article(data: bytes, words: str) -> None:
    with pytest.raises(ArticleError, match=words.replace("+", r"\+")) as caught:
        parse(data, path="news.txt")
    assert "news.txt" in str(caught.value)


def test_a_tag_that_an_article_quotes_makes_no_html() -> None:
    text = "The page held <p>nothing</p> and an <html> tag, the ministry said."
    assert body(parsed(text)) == [text]


@pytest.mark.parametrize("text", ["The tunnel \ud800 was closed.", "\udfffThe tunnel was closed.", "The \0 tunnel."])
def test_characters_that_no_text_has(text: str) -> None:
    with pytest.raises(ArticleError, match="is not text"):
        parse_text(text)


# Files


def test_a_file_gives_its_path(tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    article = checked(read(file))
    assert article.path == str(file)
    assert article.text == TEXT


def test_no_such_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="no such file"):
        read(tmp_path / "missing.txt")
    with pytest.raises(ConfigurationError, match="folder"):
        read(tmp_path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    file = tmp_path / "news.txt"
    file.write_text(BODY)
    file.chmod(0)
    with pytest.raises(ArticleError, match="cannot read"):
        read(file)


def test_an_empty_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "empty.txt"
    file.touch()
    with pytest.raises(ArticleError, match=r"empty\.txt"):
        read(file)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('"We will go on," Varga said in a post on X. The ministry agreed.', 2),
        ("She lives in Ms. Varga's house at 5 Quay Ave., she said. The house is old.", 2),
        ("Miner Halm Resources HALM.TO is in talks to buy a rival. It said so.", 2),
        ("John X. Varga spoke on Monday.", 1),
    ],
)
def test_points_that_end_a_sentence_and_points_that_do_not(text: str, sentences: int) -> None:
    assert len(parse_text(text).body) == sentences
