"""The page: what it shows, that its article is the article, and that nothing of an article becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seed_summary import seed_summary

from summarizer.api import summarize
from summarizer.report import render
from summarizer.report.highlight import Annotation, segments
from summarizer.summary import ArticleSummary, Evidence

VOID = {"meta", "input", "br", "link", "img"}
LOADING = {"src", "href", "srcset", "data", "action", "formaction", "poster", "background"}
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "'><svg onload=alert(1)>",
    "</style><style>*{display:none}</style>",
    "<!-- --> --!> <![CDATA[ ]]>",
    "</mark></div></section></main><h1>forged</h1>",
    "{{ 7*7 }} {% raw %} {# #}",
    "javascript:alert(1)",
    "&lt;b&gt; &amp; &#x202e;",
    "\u202eevil\u202c \u2066 \x7f \ufdd0",
)


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    text: list[str] = field(default_factory=list)
    """What stands inside, in order, with ``sup`` left out."""


class Page(HTMLParser):
    """The elements of a page with the text inside them."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(text)
        self.close()
        assert not self._open, [element.tag for element in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        if not any(element.tag == "sup" for element in self._open):
            for element in self._open:
                element.text.append(data)

    def named(self, tag: str, **attributes: str) -> list[Element]:
        wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
        return [e for e in self.elements if e.tag == tag and wanted.items() <= e.attributes.items()]

    def article(self) -> str:
        return "".join(self.named("div", class_="text")[0].text)


def drawn(summary: ArticleSummary) -> Page:
    return Page(render(summary, "html"))


def about(hostile: str) -> ArticleSummary:
    """A real summary of an article that carries ``hostile`` in its headline and in the words of a source."""
    text = (
        f"Ministry answers {hostile}\n\nHARBOUR TOWN: Transport Minister Ada Lund said on Monday {hostile} the bridge "
        "would open in May. There was no confirmation from the council. A newspaper reported that the cost had "
        "doubled.\n"
    )
    return summarize(text, model="none")


# What it shows


def test_every_part_of_the_summary_is_on_the_page() -> None:
    summary = seed_summary()
    page = drawn(summary)
    text = " ".join(" ".join(page.named("body")[0].text).split())

    assert [e.attributes["id"] for e in page.named("li") if "claim" in e.attributes.get("class", "").split()] == [
        claim.id
        for group in ("official", "unnamed_official", "media", "other", "article")
        for claim in summary.claims
        if claim.attribution.group == group
    ]
    for said in (
        *(sentence.text for sentence in summary.brief),
        *(claim.text for claim in summary.claims),
        *(matter.text for matter in summary.unconfirmed),
        *(entry.why for entry in summary.checks.rejected),
        *(entry.why for entry in summary.checks.repaired),
        *(entry.text for entry in summary.checks.warnings),
    ):
        assert " ".join(said.split()) in text


def test_evidence_is_marked_at_its_place_and_links_both_ways() -> None:
    summary = seed_summary()
    page = drawn(summary)

    for claim in summary.claims:
        marked = "".join(
            "".join(mark.text) for mark in page.named("mark") if claim.id in mark.attributes["data-on"].split()
        )
        assert marked == "".join(evidence.exact for evidence in claim.evidence)
        assert page.named("a", href=f"#at-{claim.id}")
        assert page.named("span", id=f"at-{claim.id}")
        assert page.named("a", aria_label=f"claim {claim.id}", href=f"#{claim.id}")


def test_every_link_of_the_page_leads_to_a_place_on_it() -> None:
    page = drawn(seed_summary())
    ids = [element.attributes["id"] for element in page.elements if "id" in element.attributes]

    assert len(ids) == len(set(ids))
    links = [element.attributes["href"] for element in page.named("a")]
    assert len(links) > 40
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_a_relayed_claim_shows_its_chain_from_the_last_relay() -> None:
    text = (
        "Talks went well\n\nThe talks went well, Interfax quoted Deputy Minister Ada Lund as saying on Monday. "
        "The two sides met in the harbour town for a whole day.\n"
    )
    page = drawn(summarize(text, model="none"))
    trail = " ".join(" ".join(page.named("span", class_="trail")[0].text).split())

    assert re.search(r"Interfax .*← .*Deputy Minister Ada Lund", trail)


def test_a_summary_without_brief_and_doubt_says_so() -> None:
    summary = summarize("Rain\n\nIt rained in the valley on Monday, and the river rose by a metre.\n", model="none")
    summary.brief = []
    text = " ".join(drawn(summary).named("body")[0].text)

    assert "no brief" in text
    assert "nothing that the article leaves open" in text


# Where the pieces come from


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from(["c1", "c2", "u1"])), max_size=6),
)
def test_pieces_join_to_the_text_and_carry_what_rests_on_them(text: str, places: list[tuple[int, int, str]]) -> None:
    marks = [Annotation(to, "evidence", a, b) for a, b, to in places if a < b <= len(text)]
    at = 0
    for piece in segments(text, marks):
        assert piece.text
        end = at + len(piece.text)
        assert set(piece.over) == {mark for mark in marks if mark.start < end and at < mark.end}
        assert set(piece.begins) == {mark for mark in marks if mark.start == at}
        assert set(piece.ends) == {mark for mark in marks if mark.end == end}
        at = end
    assert at == len(text)


@pytest.mark.parametrize(
    "words",
    ["résumé 🇮🇳 naïve", "e\u0301te\u0301 \U0001f469\u200d\U0001f680", "שלום עליכם", "one\r\ntwo\tthree"],
)
def test_the_article_on_the_page_is_the_article(words: str) -> None:
    text = f"Report\n\nThe ministry said on Monday that {words} would be ready in May.\n\nNobody else has {words}.\n"
    summary = summarize(text, model="none")

    assert drawn(summary).article() == summary.article.text
    assert summary.claims


# Safety


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_article_adds_elements_or_handlers(hostile: str) -> None:
    plain, attacked = drawn(about("well")), drawn(about(hostile))

    assert {element.tag for element in attacked.elements} <= {element.tag for element in plain.elements} | {
        "details",
        "summary",
    }
    assert len(attacked.named("script")) == len(attacked.named("style")) == len(attacked.named("h1")) == 1
    for element in attacked.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        for name in LOADING & set(element.attributes):
            assert element.attributes[name].startswith("#")
    assert "\u202e" not in "".join(attacked.named("html")[0].text)


def filled(words: str) -> ArticleSummary:
    """The seed's summary with ``words`` wherever a model or an endpoint can put some."""
    summary = seed_summary()
    for claim in summary.claims:
        claim.text = claim.attribution.cue = words
    for source in summary.sources:
        source.name = words
    for sentence in summary.brief:
        sentence.text = words
    for matter in summary.unconfirmed:
        matter.text = matter.awaiting = words
        matter.evidence = [Evidence(exact=words, start=each.start, end=each.end) for each in matter.evidence]
    for entry in summary.checks.rejected:
        entry.text = entry.why = entry.check = words
    summary.run.model = words
    return summary


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_text_of_a_model_adds_elements_or_handlers(hostile: str) -> None:
    plain, attacked = drawn(filled("well")), drawn(filled(hostile))

    assert [element.tag for element in attacked.elements] == [element.tag for element in plain.elements]
    assert not [name for element in attacked.elements for name in element.attributes if name.startswith("on")]


def test_the_policy_lets_in_only_the_style_and_the_script_of_the_page() -> None:
    page = drawn(about("</script><script>alert(1)</script>"))
    policy = page.named("meta", http_equiv="Content-Security-Policy")[0].attributes["content"]
    style, script = ("".join(page.named(tag)[0].text) for tag in ("style", "script"))

    def source(text: str) -> str:
        return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"

    assert policy == (
        f"default-src 'none'; style-src {source(style)}; script-src {source(script)}; base-uri 'none'; "
        "form-action 'none'"
    )
    assert not page.named("link")
    assert "url(" not in style
    assert "@import" not in style
