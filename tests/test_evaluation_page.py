"""The page of an evaluation: every figure and every miss, and nothing of an article becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from summarizer.errors import ConfigurationError
from summarizer.evaluation.compare import compare
from summarizer.evaluation.page import render
from summarizer.evaluation.report import draw
from summarizer.evaluation.results import (
    ArticleResult,
    ClaimView,
    EvalResult,
    Figure,
    MatterView,
    Miss,
    Passage,
    Tally,
    Voice,
)
from summarizer.summary import Evidence

VOID = {"meta", "input", "br", "link", "img"}
PASSAGE = "The mayor said the bridge was safe. Engineers could not be reached."
AT = 100
"""Where the passage begins in its article."""
HOSTILE = (
    "<script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "</mark></blockquote></article><h1>forged</h1>",
    "{{ 7*7 }} {% raw %}",
    "&lt;b&gt; \u202eevil\u202c",
)


class Page(HTMLParser):
    """The elements of a page: tag, attributes and all text inside."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str], list[str]]] = []
        self._open: list[tuple[str, dict[str, str], list[str]]] = []
        self.feed(text)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = (tag, {name: value or "" for name, value in attrs}, [""])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag
        if tag in ("td", "th"):
            self.handle_data(" ")

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element[2].append(data)

    def texts(self, tag: str, kind: str = "") -> list[str]:
        """What stands in elements of a tag, and of a class where one is given."""
        return [
            " ".join("".join(text).split())
            for name, attributes, text in self.elements
            if name == tag and (not kind or kind in attributes.get("class", "").split())
        ]


def evidence(words: str) -> Evidence:
    start = AT + PASSAGE.index(words) if words in PASSAGE else 3
    return Evidence(exact=words, start=start, end=start + len(words))


def claim(text: str, words: str, status: str = "asserted", *names: str) -> ClaimView:
    chain = [Voice(name=name, kind="official", disclosure="named") for name in names]
    return ClaimView.model_validate(
        {"id": "c1", "text": text, "chain": chain, "status": status, "key": True, "evidence": [evidence(words)]}
    )


def figure(name: str, group: str = "Claims", label: str | None = None) -> Figure:
    return Figure(
        name=name,
        label=label or f"{name} right",
        meaning=f"what {name} counts",
        group=group,
        better="higher",
        unit="share",
        hits=3,
        of=4,
        value=0.75,
        low=0.5,
        high=1,
    )


def result(*misses: Miss, headline: str = "A bridge", failed: str | None = None) -> EvalResult:
    return EvalResult(
        mode="gold",
        gold="some/gold",
        model="none",
        summarizer_version="1",
        confidence=0.95,
        resamples=2000,
        figures=[figure("source"), figure("status", "Status"), figure("other", "Status")],
        articles=[
            ArticleResult(
                name="bridge", headline=headline, failed=failed, tallies={"source": Tally()}, misses=list(misses)
            ),
            ArticleResult(name="faultless", tallies={"source": Tally()}),
        ],
    )


LOST = Miss(
    figures=["source", "status"],
    gold=claim("The bridge was safe.", "the bridge was safe", "asserted", "The mayor", "Town Radio"),
    found=claim("The bridge was safe.", "said the bridge", "unconfirmed"),
    check="attribution",
    why="a reason",
    passage=Passage(start=AT, text=PASSAGE),
)
OPEN = Miss(
    figures=["status"],
    gold_matter=MatterView(
        text="Is it safe?", claims=["c1"], reason="no_comment", awaiting="Engineers", cue="could not be reached"
    ),
    passage=Passage(start=AT, text=PASSAGE),
)
BRIEF = Miss(figures=["other"], text="It is unsafe.", words=["nine", "ten"])


def test_every_figure_has_value_interval_counts_and_misses() -> None:
    page = Page(render(result(LOST, OPEN)))

    assert "source right what source counts 75.0 % 50.0 to 100.0 3 of 4 1 source" in page.texts("tr")
    assert page.texts("label", "pick") == ["1", "2"]


def test_a_miss_stands_beside_the_article_with_both_sides_marked() -> None:
    page = Page(render(result(LOST)))

    assert page.texts("blockquote") == [PASSAGE]
    assert [m for m in page.texts("mark", "gold") if m in PASSAGE] == ["was safe"]
    assert [m for m in page.texts("mark", "found") if m in PASSAGE] == ["said"]
    assert [m for m in page.texts("mark", "both") if m in PASSAGE] == ["the bridge"]
    assert page.texts("h4") == ["Counts against source right, status right (check: attribution)"]
    assert [row for row in page.texts("tr") if row.startswith(("Claim ", "Who", "Standing", "Key"))] == [
        "Claim The bridge was safe. The bridge was safe.",
        "Who says so (differs) The mayor (official) \u2192 Town Radio (official) the article itself",
        "Standing (differs) stated not confirmed",
        "Key claim yes yes",
    ]


def test_a_matter_shows_its_words_and_reason() -> None:
    page = Page(render(result(OPEN)))

    assert [m for m in page.texts("mark", "gold") if m in PASSAGE] == ["could not be reached"]
    assert any("no comment given" in row and "(differs)" not in row for row in page.texts("tr"))


def test_what_has_no_place_is_told_in_words() -> None:
    away = LOST.model_copy(update={"found": claim("It was safe.", "somewhere else")})
    text = " ".join(Page(render(result(BRIEF, away))).texts("article"))

    assert "Told It is unsafe." in text
    assert "Words at fault nine, ten" in text
    assert "The summary\u2019s evidence, elsewhere: \u201csomewhere else\u201d" in text


def test_misses_are_chosen_by_figure_without_a_script() -> None:
    text = render(result(LOST, OPEN, BRIEF))
    page = Page(text)
    radios = {a["id"] for tag, a, _ in page.elements if tag == "input"}
    style = "".join(page.texts("style"))

    assert radios == {"only", "only-source", "only-status", "only-other"}
    assert {a["for"] for tag, a, _ in page.elements if tag == "label" and "for" in a} == radios - {"only"}
    for name in ("source", "status", "other"):
        assert f".misses:has(#only-{name}:checked) .miss:not(.on-{name})" in style
    classes = [a["class"] for tag, a, _ in page.elements if tag == "article"]
    assert classes == ["miss on-source on-status", "miss on-status", "miss on-other"]
    assert "<script" not in text


def test_figures_of_one_label_are_told_apart() -> None:
    one = result(LOST)
    one.figures = [figure("source", "Claims", "found"), figure("status", "Matters", "found")]

    assert Page(render(one)).texts("h4") == ["Counts against Claims: found, Matters: found (check: attribution)"]


def test_articles_without_a_summary_are_named_and_faultless_ones_left_out() -> None:
    page = Page(render(result(failed="the endpoint hung up")))

    assert page.texts("p", "failed") == ["No summary: the endpoint hung up"]
    assert page.texts("h3") == ["bridge"]


def test_the_policy_lets_in_the_style_alone() -> None:
    text = render(result(LOST))
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', text)

    assert style is not None
    assert policy is not None
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert "default-src 'none'" in policy[1].replace("&#39;", "'")
    assert f"style-src 'sha256-{digest}'" in policy[1].replace("&#39;", "'")
    assert "script-src 'none'" in policy[1].replace("&#39;", "'")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_an_article_becomes_markup(hostile: str) -> None:
    miss = LOST.model_copy(
        update={
            "gold": claim(hostile, "the bridge was safe", "asserted", hostile),
            "found": claim(hostile, "said the bridge", "unconfirmed"),
            "why": hostile,
            "text": hostile,
            "words": [hostile],
            "check": hostile,
            "passage": Passage(start=AT, text=f"{PASSAGE} {hostile}"),
        }
    )
    plain = Page(render(result(LOST.model_copy(update={"text": "x", "words": ["x"]}), headline="x")))
    page = Page(render(result(miss, headline=hostile)))

    assert [tag for tag, _, _ in page.elements if tag != "mark"] == [t for t, _, _ in plain.elements if t != "mark"]
    assert not any(name.startswith("on") for _, attributes, _ in page.elements for name in attributes)


def test_a_comparison_has_no_page() -> None:
    one = result(LOST)

    with pytest.raises(ConfigurationError, match="a comparison has no page"):
        draw(compare(one, one), "html")
