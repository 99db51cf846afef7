"""The three reports: what they say, how they fit, and that no article can break out of them."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest
from markdown_it import MarkdownIt
from rich.cells import cell_len
from rich.console import Console
from seed_summary import seed_summary

from summarizer.report import FORMATS, Format, format_of, render, wording
from summarizer.report.markdown import escape
from summarizer.report.terminal import MEASURE, terminal
from summarizer.report.wording import visible
from summarizer.summary import (
    ArticleSummary,
    Attribution,
    Checks,
    Group,
    Kind,
    Reason,
    Run,
    Source,
    Status,
    Unconfirmed,
)

ANSI = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "Say \x1b]0;owned\x07 \x1b[2J\x9b31m \u202eevil\u202c \u2066x\u2069 \ufdd0\r\n# not a heading\x00\x7f"


def screen(width: int) -> Console:
    """A colour terminal of that width."""
    return Console(width=width, force_terminal=True, color_system="truecolor", no_color=False, _environ={})


def plain() -> list[str]:
    return render(seed_summary(), "terminal").splitlines()


def section(lines: list[str], title: str) -> list[str]:
    """The lines under a heading, up to the next empty one."""
    start = lines.index(title) + 1
    return lines[start : lines.index("", start) if "" in lines[start:] else None]


def poisoned(text: str) -> ArticleSummary:
    """The seed's summary with ``text`` in every place that an article, a model or an endpoint can fill."""
    summary = seed_summary()
    article = summary.article
    article.headline = article.agency = article.outlet = article.byline = article.place = article.published_at = text
    for source in summary.sources:
        source.name = text
    for claim in summary.claims:
        claim.text = text
        claim.attribution.cue = text
    for sentence in summary.brief:
        sentence.text = text
    for item in summary.unconfirmed:
        item.text = item.awaiting = text
        for evidence in item.evidence:
            evidence.exact = text
    for rejected in summary.checks.rejected:
        rejected.text = rejected.why = rejected.check = text
    for repaired in summary.checks.repaired:
        repaired.field = repaired.from_ = repaired.to = repaired.why = text
    for warning in summary.checks.warnings:
        warning.text = text
    summary.run.model = text
    return summary


# What it says


def test_claims_stand_in_groups_in_the_order_of_reading() -> None:
    lines = plain()
    headings = [line for before, line in pairwise(lines) if not before and line]

    assert headings == [
        "Brief",
        "20 claims, the key ones marked *",
        "Officials, on record",
        "Officials, not named",
        "Reported by the official Russian media (state media, not named)",
        "Reported by Russia's state-run Sputnik news agency (state media)",
        "The article itself (PTI)",
        "Unconfirmed",
        "Checks",
        "How it was made",
    ]


def test_each_claim_stands_once_under_its_source_with_cue_status_and_key_mark() -> None:
    lines = plain()

    assert section(lines, "Officials, on record")[0] == "  Defence Minister Rajnath Singh"
    assert section(lines, "Reported by the official Russian media (state media, not named)") == [
        "  * c5   not confirmed  India and Russia finalised a major deal for manufacturing AK-47 203 rifles in India."
        " — “reported”"
    ]
    assert "    c20  stated         India became a member of the SCO in 2017." in section(
        lines, "The article itself (PTI)"
    )
    for claim in seed_summary().claims:
        shown = [line for line in lines if re.match(rf"  [* ] {claim.id} ", line)]
        assert len(shown) == 1
        assert claim.text in shown[0]
        assert wording.STATUS[claim.status] in shown[0]
        assert shown[0].startswith("  *") == claim.key


def test_brief_comes_first_with_its_references() -> None:
    brief = section(plain(), "Brief")

    assert len(brief) == 5
    assert brief[2].startswith("  - The official Russian media reported that")
    assert brief[2].endswith(" [c5, c9]")


def test_unconfirmed_tells_the_reason_and_who_has_not_confirmed() -> None:
    lines = section(plain(), "Unconfirmed")

    assert lines[:2] == [
        "  - Whether the rifle deal is final: the Indian government has not confirmed it. [c5, c7, c8, c10]",
        "    no official confirmation from the Indian government: “There was no official confirmation from the Indian "
        "government on the finalisation of the deal.”",
    ]
    assert "    the source is not named: “Officials said”" in lines


def test_checks_tell_what_was_rejected_repaired_and_doubted() -> None:
    assert section(plain(), "Checks") == [
        "  rejected  “India will import 670,000 of the rifles.” — the number 670,000 does not occur in the article "
        "[numbers]",
        "  repaired  c5 status: stated → not confirmed — the next sentence says that there was no official "
        "confirmation [status]",
        '  repaired  c10 chain: Officials → Russia\'s state-run Sputnik news agency — "it said" goes back to the last '
        "body that spoke [chain]",
        "  warning   c3: no words here say who told it [cue]",
    ]


def test_run_tells_model_prompt_requests_tokens_cost_time_and_decisions() -> None:
    assert section(plain(), "How it was made") == [
        "  openai/gpt-5-mini · prompt article, version 1 · 1 window",
        "  2 requests (1 re-ask) · 4,812 tokens in, 1,391 out · $0.0040 · 8.4 s",
        "  decisions: 57 by the model, 3 by the lexical layer, 3 of the model's overruled",
    ]


def test_relays_are_named_with_what_they_are() -> None:
    summary = seed_summary()
    summary.sources += [
        Source(id="s5", name="Interfax", mentions=["Moscow"], kind="wire_agency", disclosure="named"),
        Source(id="s6", name="TASS", mentions=["Moscow"], kind="state_media", disclosure="named"),
    ]
    said = summary.claims[0].attribution
    said.chain, said.cue = ["s1", "s5", "s6"], "quoted"

    report = render(summary, "terminal")

    assert "meeting in Moscow. — via Interfax (news agency), via TASS (state media) · “quoted”\n" in report
    assert report.index("Defence Minister Rajnath Singh\n") < report.index("via Interfax")


def test_status_words_are_quoted_only_where_nothing_else_shows_them() -> None:
    summary = seed_summary()
    lines = render(summary, "terminal").splitlines()
    assert not any("because of" in line for line in lines)  # the list of the unconfirmed or the claim shows them

    for item in summary.unconfirmed:
        item.evidence = []

    shown = render(summary, "terminal")
    assert "will figure in his talks with Shoigu. — “had said”\n" in shown
    assert (
        "203 rifles. — “said” · not confirmed because of “There was no official confirmation from the Indian "
        "government”" in shown
    )


def test_others_are_named_with_kind_and_disclosure() -> None:
    summary = seed_summary()
    summary.sources += [
        Source(id="s5", name="a rights group", mentions=["Moscow"], kind="ngo", disclosure="partial"),
        Source(id="s6", name="reports", mentions=["Moscow"], kind="unspecified", disclosure="anonymous"),
        Source(id="s7", name="the SCO", mentions=["Moscow"], kind="intergovernmental", disclosure="institution"),
    ]
    for claim, source in zip(summary.claims, ("s5", "s6"), strict=False):
        claim.attribution = Attribution(chain=[source], speech="indirect", group="other")
    summary.claims[2].attribution = Attribution(chain=["s7"], speech="indirect", group="official")

    lines = render(summary, "terminal").splitlines()

    assert [line for line in section(lines, "Others") if not line.startswith("  *")] == [
        "  a rights group (non-governmental organisation, not named)",
        "  reports (anonymous)",
    ]
    assert "  the SCO (intergovernmental body)" in section(lines, "Officials, on record")


@pytest.mark.parametrize(
    ("reason", "awaiting", "words"),
    [
        ("no_official_confirmation", "Delhi", "no official confirmation from Delhi"),
        ("no_comment", "the ministry", "no comment from the ministry"),
        ("not_verified", "the army", "not independently verified; not confirmed by the army"),
        ("media_report_only", None, "rests on media reports alone"),
        ("future", None, "still to come"),
    ],
)
def test_reasons(reason: Reason, awaiting: str | None, words: str) -> None:
    assert wording.why_open(Unconfirmed(text="x", claims=["c1"], reason=reason, awaiting=awaiting)) == words


@pytest.mark.parametrize(
    ("published", "updated", "words"),
    [
        (
            "2020-09-03T21:09:00+05:30",
            "2020-09-03T21:24:00+05:30",
            "3 September 2020, 21:09, updated 21:24 (UTC+05:30)",
        ),
        ("2020-09-03T21:09:00", "2020-09-04T01:00:00", "3 September 2020, 21:09, updated 4 September 2020, 01:00"),
        ("2020-09-03", None, "3 September 2020"),
        ("2020-09-03", "2020-09-03", "3 September 2020"),
        (None, "2020-09-03", "updated 3 September 2020"),
        ("September 2020", None, "September 2020"),
        (datetime(2021, 1, 2, 3, 4, tzinfo=UTC).isoformat(), None, "2 January 2021, 03:04 (UTC)"),
    ],
)
def test_dates(published: str | None, updated: str | None, words: str) -> None:
    article = seed_summary().article
    article.published_at, article.updated_at = published, updated

    assert wording.about_article(article) == ["PTI", "Moscow", words, "637 words"]


@pytest.mark.parametrize(
    ("cost", "requests", "words"),
    [
        (None, 1, ["1 request", "10 tokens in, 2 out", "cost unknown"]),
        (0.0, 1, ["1 request", "10 tokens in, 2 out", "no cost"]),
        (0.00001, 1, ["1 request", "10 tokens in, 2 out", "under $0.0001"]),
        (1.5, 3, ["3 requests", "10 tokens in, 2 out", "$1.50"]),
        (None, 0, ["no requests", "no cost"]),
    ],
)
def test_spent(cost: float | None, requests: int, words: list[str]) -> None:
    run = Run(
        model="none",
        requests=requests,
        prompt_tokens=10,
        completion_tokens=2,
        cost_usd=cost,
        summarizer_version="0.1.0",
    )

    assert wording.spent(run) == words
    assert wording.spent(run.model_copy(update={"replayed": True}))[0] == (
        f"{words[0]}, replayed from recordings" if requests else "no requests"
    )


def test_empty_summary_says_so() -> None:
    summary = seed_summary().model_copy(update={"brief": [], "claims": [], "unconfirmed": [], "checks": Checks()})
    summary.run = Run(model="none", summarizer_version="0.1.0")

    lines = render(summary, "terminal").splitlines()

    assert section(lines, "Brief") == ["  no brief"]
    assert "0 claims" in lines
    assert section(lines, "Unconfirmed") == ["  nothing that the article leaves open"]
    assert section(lines, "Checks") == ["  nothing rejected, repaired or doubted"]
    assert section(lines, "How it was made") == ["  none", "  no requests · no cost · under 0.1 s"]
    for words in ("- no brief", "0 claims", "- nothing that the article leaves open", "- nothing rejected, repaired"):
        assert f"\n{words}" in render(summary, "markdown")


# How it fits


def test_plain_report_has_no_escape_sequences_no_boxes_and_no_wrapping() -> None:
    report = render(seed_summary(), "terminal")

    assert "\x1b" not in report
    assert not re.search("[\u2500-\u259f]", report)
    assert not re.search("[ \t]+$", report, re.MULTILINE)
    assert report.endswith("\n")
    for sentence in seed_summary().brief:
        assert f"  - {sentence.text} " in report


@pytest.mark.parametrize("width", [24, 40, 80, 120, 300])
@pytest.mark.parametrize("text", [None, "世界の人口の約四十四パーセントを占める" * 6, "x" * 200])
def test_terminal_report_keeps_to_the_width_and_says_the_same(width: int, text: str | None) -> None:
    summary = seed_summary() if text is None else poisoned(text)
    lines = ANSI.sub("", render(summary, "terminal", screen(width))).splitlines()

    assert max(map(cell_len, lines)) <= min(width, MEASURE)
    assert "\x1b" in render(summary, "terminal", screen(width))
    assert "".join("".join(lines).split()) == "".join(render(summary, "terminal").split())


def test_wide_terminals_get_more_on_a_line() -> None:
    def longest(width: int) -> int:
        return max(map(cell_len, ANSI.sub("", render(seed_summary(), "terminal", screen(width))).splitlines()))

    assert longest(60) <= 60 < longest(80) <= 80 < longest(MEASURE)


def test_wrapped_lines_stand_under_their_claim_and_references_stay_whole() -> None:
    lines = ANSI.sub("", render(seed_summary(), "terminal", screen(80))).splitlines()

    at = next(number for number, line in enumerate(lines) if line.startswith("  * c7 "))
    assert lines[at : at + 2] == [
        "  * c7   not confirmed  The Indian Army requires around 770,000 AK-47 203",
        "                        rifles. — “said”",
    ]
    assert "    [c5, c7, c8, c10]" in lines


def test_colour_marks_the_status_and_not_the_claim() -> None:
    report = render(seed_summary(), "terminal", screen(100))

    line = next(line for line in report.splitlines() if "c7 " in line)
    assert "\x1b[1;33mnot confirmed  \x1b[0mThe Indian Army requires around 770,000 AK-47 203 rifles.\x1b[2m" in line


def test_terminal_is_found_only_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE"):
        monkeypatch.delenv(name, raising=False)
    assert terminal() is None

    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    console = terminal()
    assert console is not None
    assert "\x1b" in render(seed_summary(), "terminal", console)

    monkeypatch.setenv("NO_COLOR", "1")
    console = terminal()
    assert console is not None
    assert "\x1b" not in render(seed_summary(), "terminal", console)


# What cannot break out


def test_no_control_character_reaches_the_terminal() -> None:
    summary = poisoned(HOSTILE)

    for report in (render(summary, "terminal"), render(summary, "markdown")):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0]", report)
    on_screen = render(summary, "terminal", screen(80))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufdd0]", ANSI.sub("", on_screen))
    assert r"\x1b[2J\x9b31m \u202eevil\u202c" in render(summary, "terminal")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand  \r\n more ", "two lines and more"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\u202eb", r"a\u202eb"),
        ("\ud800", r"\ud800"),
        ("नमस्ते \u200d\u200f שלום ✓ 770\u00a0000", "नमस्ते \u200d\u200f שלום ✓ 770\u00a0000"),
    ],
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "*bold* _em_ **x** __y__ ***z***",
        "`code` ``x`` ```",
        "<script>alert(1)</script> <b>",
        "[link](http://example.org) ![image](x) [ref][1] [^1]",
        "a | b | c",
        "~~gone~~ $x^2$ &copy; &#35; AT&T",
        "# heading",
        "#",
        "- item",
        "+ item",
        "1. item",
        "12) item",
        "> quotation",
        "--- ",
        "=====",
        "back\\slash \\* end\\",
        "C# #",
        "<!-- comment",
        "<http://example.org>",
        "[c1]: http://example.org",
        "\u00a0    code",
        "- [ ] task",
        "snake_case and 5.56x45 mm",
    ],
)
def test_markdown_shows_text_as_it_is(text: str) -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for frame in ("{}\n", "- {}\n", "- **c1** *stated*: {} — x\n", "# {}\n", "- **rejected** {}\n", "  - {}\n"):
        around = frame.format("@@")
        before, after = (part for part in _text(parser, around).split("@@"))
        assert _text(parser, frame.format(escape(text))) == f"{before}{visible(text)}{after}"
        assert _kinds(parser, frame.format(escape(text))) == _kinds(parser, around)


def _text(parser: MarkdownIt, source: str) -> str:
    inline = [child for token in parser.parse(source) for child in token.children or []]
    return "".join(child.content for child in inline)


def _kinds(parser: MarkdownIt, source: str) -> list[str]:
    tokens = [each for token in parser.parse(source) for each in [token, *(token.children or [])]]
    return [token.type for token in tokens if token.type not in ("text", "text_special")]


def test_markdown_of_a_hostile_article_has_the_structure_of_a_tame_one() -> None:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    hostile = poisoned("# *x* <b>\n\n- [a](b) `c` | d |\n| - |\n***")

    assert _kinds(parser, render(hostile, "markdown")) == _kinds(parser, render(poisoned("tame"), "markdown"))


def test_markdown_has_the_same_content() -> None:
    report = render(seed_summary(), "markdown")

    assert [line for line in report.splitlines() if line.startswith("#")] == [
        "# Rajnath holds talks with Russian counterpart to bolster defence, strategic cooperation",
        "## Brief",
        "## Claims",
        "### Officials, on record",
        "### Officials, not named",
        "### Reported by the official Russian media (state media, not named)",
        "### Reported by Russia's state-run Sputnik news agency (state media)",
        "### The article itself (PTI)",
        "## Unconfirmed",
        "## Checks",
        "## How it was made",
    ]
    assert (
        "\n- **c7** ★ *not confirmed*: The Indian Army requires around 770,000 AK-47 203 rifles. — “said”\n" in report
    )
    shown = _text(MarkdownIt("commonmark"), report)

    summary = seed_summary()
    for words in (
        *wording.about_article(summary.article),
        *(f"{sentence.text} {wording.refs(sentence.claims)}" for sentence in summary.brief),
        *(f"{wording.STATUS[claim.status]}: {claim.text}" for claim in summary.claims),
        *(f"{item.text} {wording.refs(item.claims)}{wording.why_open(item)}" for item in summary.unconfirmed),
        *(wording.quoted(evidence.exact) for item in summary.unconfirmed for evidence in item.evidence),
        *(line[12:].replace("[", "(check: ").replace("]", ")") for line in section(plain(), "Checks")),
        *(line.strip() for line in section(plain(), "How it was made")),
    ):
        assert words in shown


# JSON, and which format


def test_json_is_safe_to_show_and_still_the_same() -> None:
    text = render(poisoned(HOSTILE), "json")

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)
    assert ArticleSummary.model_validate_json(text) == poisoned(HOSTILE)


def test_json_is_the_summary_itself_and_stable() -> None:
    summary = seed_summary()
    summary.claims[0].text = "日本語 — “ü”"

    text = render(summary, "json")

    assert ArticleSummary.model_validate_json(text) == summary
    assert text.endswith("}\n")
    assert "日本語 — “ü”" in text
    assert text == render(ArticleSummary.model_validate_json(text), "json")
    assert json.loads(text)["checks"]["repaired"][0]["from"] == "asserted"


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        ("a.json", "json"),
        ("A.JSON", "json"),
        ("b.md", "markdown"),
        ("b.markdown", "markdown"),
        ("c.txt", None),
        ("-", None),
    ],
)
def test_the_ending_of_a_file_tells_its_format(name: str, format_: str | None) -> None:
    assert format_of(Path(name)) == format_


@pytest.mark.parametrize("format_", FORMATS)
def test_reports_are_deterministic(format_: Format) -> None:
    assert render(seed_summary(), format_) == render(seed_summary(), format_)


def test_every_value_of_the_contract_has_a_word() -> None:
    assert set(wording.STATUS) == set(get_args(Status))
    assert set(wording.KIND) == set(get_args(Kind))
    assert set(wording.REASON) == set(get_args(Reason))
    assert set(wording.GROUP) == set(get_args(Group))
