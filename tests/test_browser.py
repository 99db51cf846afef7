"""The pages in a real browser, as somebody with a mouse, a keyboard or a screen reader meets them."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from seed_summary import SEED, seed_summary

from summarizer.api import summarize
from summarizer.evaluation.gold import load_gold
from summarizer.evaluation.report import draw
from summarizer.evaluation.run import result
from summarizer.evaluation.scoring import score
from summarizer.report import render
from summarizer.report.folder import Desk
from summarizer.summary import ArticleSummary

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, ViewportSize
    from playwright.sync_api import Page as Shown

playwright = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

GOLD = Path(__file__).parent / "gold"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not CHROMIUM, reason="no Chromium on this machine")]
WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


class Tab:
    """One open page, with everything that it asked for and complained about."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        self.requests: list[str] = []
        self.errors: list[str] = []

    def open(
        self, summary: ArticleSummary, *, viewport: ViewportSize = WIDE, dark: bool = False, scripts: bool = True
    ) -> Shown:
        """Show ``summary`` from disk."""
        return self.show(render(summary, "html"), viewport=viewport, dark=dark, scripts=scripts)

    def show(self, text: str, *, viewport: ViewportSize = WIDE, dark: bool = False, scripts: bool = True) -> Shown:
        """Show a page from disk."""
        file = self._folder / "page.html"
        file.write_text(text, encoding="utf-8")
        page = self._browser.new_page(
            viewport=viewport, color_scheme="dark" if dark else "light", java_script_enabled=scripts
        )
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", self._dialog)
        page.goto(file.as_uri())
        return page

    def _dialog(self, dialog: Dialog) -> None:
        self.errors.append(dialog.message)
        dialog.dismiss()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with playwright.sync_playwright() as tool:
        # Containers give the browser no sandbox of its own; the pages here are the project's.
        opened = tool.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def tab(browser: Browser, tmp_path: Path) -> Iterator[Tab]:
    tab = Tab(browser, tmp_path)
    yield tab
    assert tab.errors == []
    assert [url for url in tab.requests if not url.startswith("file:")] == []
    assert len(tab.requests) <= 1
    for context in browser.contexts:
        context.close()


def summarized(text: str) -> ArticleSummary:
    """The summary of ``text``; the browser's tool keeps an event loop in this thread, so another one makes it."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: summarize(text, model="none")).result()


def lit(page: Shown) -> str:
    return "".join(page.locator("mark.lit").all_inner_texts())


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_hover_lights_the_words_of_the_claim_and_brings_them_into_view(tab: Tab) -> None:
    page = tab.open(seed_summary())
    claim = next(claim for claim in seed_summary().claims if claim.id == "c20")

    assert not lit(page)
    page.locator("#c20").hover()
    assert squeezed("".join(evidence.exact for evidence in claim.evidence)) in squeezed(lit(page))
    page.wait_for_function(
        "() => { const r = document.querySelector('mark.lit').getBoundingClientRect();"
        " return r.top >= 0 && r.bottom <= innerHeight; }"
    )
    page.locator("h1").hover()
    assert not lit(page)


def test_hover_on_a_sentence_of_the_brief_lights_all_its_claims(tab: Tab) -> None:
    summary = seed_summary()
    page = tab.open(summary)
    sentence = next(sentence for sentence in summary.brief if len(sentence.claims) > 1)
    page.locator(".brief li").nth(summary.brief.index(sentence)).hover()
    shown = squeezed(lit(page))

    for claim in summary.claims:
        if claim.id in sentence.claims:
            assert squeezed(claim.evidence[0].exact) in shown


def test_a_click_on_a_highlight_goes_to_its_claims(tab: Tab) -> None:
    page = tab.open(seed_summary())
    mark = page.locator("mark[data-on~=c20]").first
    mark.click()

    assert page.locator("#c20.pointed").count() == 1
    assert page.evaluate("document.activeElement.closest('.claim').id") == "c20"


def test_filters_show_what_they_say_and_count_it(tab: Tab) -> None:
    summary = seed_summary()
    page = tab.open(summary)
    page.locator("input[value=article]").uncheck()
    expected = [claim.id for claim in summary.claims if claim.attribution.group != "article"]

    assert sorted(str(e.get_attribute("id")) for e in page.locator(".claim:visible").all()) == sorted(expected)
    assert page.locator(".count").inner_text() == f"{len(expected)} of {len(summary.claims)} claims shown"
    page.locator("input[value=asserted]").uncheck()
    expected = [c.id for c in summary.claims if c.attribution.group != "article" and c.status != "asserted"]
    assert page.locator(".claim:visible").count() == len(expected)
    source = summary.claims[[c.id for c in summary.claims].index(expected[0])].attribution.chain[0]
    page.locator("select[name=source]").select_option(source)
    expected = [c.id for c in summary.claims if c.id in expected and source in c.attribution.chain]
    assert page.locator(".claim:visible").count() == len(expected)
    page.locator("button[type=reset]").click()
    page.wait_for_function(f"document.querySelectorAll('.claim:not([hidden])').length === {len(summary.claims)}")


def test_the_keyboard_reaches_every_claim_and_lights_it(tab: Tab) -> None:
    summary = seed_summary()
    page = tab.open(summary)
    reached: set[str] = set()
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate("(document.activeElement.closest('.claim') || {}).id || document.activeElement.tagName")
        if here == "BODY":
            break
        if here not in reached and here.startswith("c"):
            assert page.locator("mark.lit").count(), here
        reached.add(here)

    assert reached >= {claim.id for claim in summary.claims} | {"INPUT", "SELECT", "BUTTON", "SUMMARY", "SECTION"}


def test_arrow_keys_walk_along_the_claims(tab: Tab) -> None:
    page = tab.open(seed_summary())
    claims = [element.get_attribute("id") for element in page.locator(".claim").all()]
    page.locator(f"#{claims[0]} a.to").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.claim').id") == claims[2]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('.claim').id") == claims[1]


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_accessibility_audit_finds_nothing(tab: Tab, viewport: ViewportSize, dark: bool) -> None:
    page = tab.open(seed_summary(), viewport=viewport, dark=dark)
    page.locator("details").first.locator("summary").click()
    found = axe.Axe().run(page).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_everything_is_there(tab: Tab) -> None:
    summary = seed_summary()
    page = tab.open(summary, scripts=False)

    assert page.locator(".claim:visible").count() == len(summary.claims)
    assert page.locator(".filters:visible").count() == 0
    page.locator("#c20 a.to").click()
    assert page.url.endswith("#at-c20")


def test_the_selected_text_of_the_article_is_the_articles(tab: Tab) -> None:
    page = tab.open(seed_summary())
    shown = page.evaluate(
        "(() => { const text = document.querySelector('.text').cloneNode(true);"
        " text.querySelectorAll('sup').forEach((e) => e.remove()); return text.textContent; })()"
    )

    assert shown == SEED.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "<img src=http://127.0.0.1:9/x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        "<iframe src=http://127.0.0.1:9/></iframe>",
        '" autofocus onfocus="alert(1)',
        "<a href=javascript:alert(1)>x</a>",
        "<style>@import 'http://127.0.0.1:9/'</style>",
        "<meta http-equiv=refresh content='0;url=http://127.0.0.1:9/'>",
        "<base href=http://127.0.0.1:9/>",
        "\u202egnihtyna\u202c <b>",
    ],
)
def test_no_script_of_an_article_runs_and_no_request_leaves(tab: Tab, attack: str) -> None:
    page = tab.open(
        summarized(
            f"Ministry {attack} answers\n\nThe transport ministry said on Monday the bridge would open in May. "
            f"There was no confirmation from the council {attack}.\n"
        )
    )
    for element in page.locator("a:visible").all()[:12]:
        element.focus()
    page.locator("mark").first.click()

    assert re.search(r"the bridge would open in May", page.locator(".text").inner_text())
    assert page.locator("iframe, img, svg, base, .text style").count() == 0


# The page of a folder


def desk(articles: int) -> str:
    """A folder's page; article N is of day N, by agency A0 to A4."""
    desk = Desk()
    for number in range(articles):
        summary = seed_summary()
        summary.article.headline = f"Report {number} of the mission" + (" to Orléans" if number == 7 else "")
        summary.article.published_at = f"2025-{1 + number // 28:02}-{1 + number % 28:02}"
        summary.article.agency = f"A{number % 5}"
        if number % 2:
            summary.unconfirmed = []
        desk.add(summary, f"{number}.html")
    return desk.draw("Desk")


def test_the_table_is_searched_without_regard_to_accents_and_case(tab: Tab) -> None:
    page = tab.show(desk(30))
    page.locator("[type=search]").fill("ORLEANS mission")

    assert page.locator(".articles tbody tr").count() == 1
    assert page.locator(".articles tbody a").get_attribute("href") == "7.html"
    assert page.locator(".count").inner_text() == "1 of 30 articles"
    page.locator("[type=search]").fill("a3")
    assert page.locator(".articles tbody tr").count() == 6
    page.locator("[name=open]").check()
    assert page.locator(".articles tbody tr").count() == 3


def test_the_table_is_sorted_by_the_keyboard_and_says_how(tab: Tab) -> None:
    page = tab.show(desk(30))
    first = page.locator(".articles tbody a").first
    assert first.inner_text() == "Report 29 of the mission"
    page.locator("[data-by=title]").focus()
    page.keyboard.press("Enter")
    assert first.inner_text() == "Report 29 of the mission"
    assert page.locator("th[aria-sort=descending]").inner_text() == "Headline"
    page.keyboard.press("Enter")
    assert first.inner_text() == "Report 0 of the mission"
    assert page.locator("th[aria-sort=ascending]").inner_text() == "Headline"


def test_a_long_table_is_paged(tab: Tab) -> None:
    page = tab.show(desk(230))
    rows = page.locator(".articles tbody tr")

    assert rows.count() == 100
    page.locator("[name=on]").click()
    page.locator("[name=on]").click()
    assert rows.count() == 30
    assert page.locator(".pages span").inner_text() == "201–230 of 230"
    assert page.locator("[name=on]").is_disabled()
    page.locator("[type=search]").fill("Report 22")
    assert rows.count() == 12
    assert not page.locator(".pages").is_visible()


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_an_audit_of_the_folders_page_finds_nothing(tab: Tab, viewport: ViewportSize, dark: bool) -> None:
    page = tab.show(desk(120), viewport=viewport, dark=dark)
    page.locator("details").first.locator("summary").click()
    found = axe.Axe().run(page).response["violations"]

    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_scripts_the_table_is_whole(tab: Tab) -> None:
    page = tab.show(desk(130), scripts=False)

    assert page.locator(".articles tbody tr:visible").count() == 130
    assert page.locator(".search:visible, .pages:visible").count() == 0


# -- the page of an evaluation


def evaluation() -> str:
    """The rules alone on two articles of the project's gold."""
    gold = [article for article in load_gold(GOLD) if article.name in ("ap_rail_bridge", "brit_water_memo")]
    with ThreadPoolExecutor(1) as pool:
        done = list(pool.map(lambda article: score(article, summarize(article.article.text, model="none")), gold))
    return draw(result("gold", GOLD, "none", done), "html")


def test_misses_of_one_figure_are_chosen_without_a_script(tab: Tab) -> None:
    page = tab.show(evaluation(), scripts=False)
    every = page.locator(".miss").count()
    status = page.locator(".miss.on-status").count()

    assert 0 < status < every
    page.locator("label.pick[for=only-status]").click()
    assert page.locator(".miss:visible").count() == status
    page.locator("#only").check()
    assert page.locator(".miss:visible").count() == every


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_the_page_of_an_evaluation_fits_and_can_be_read_by_all(tab: Tab, viewport: ViewportSize, dark: bool) -> None:
    page = tab.show(evaluation(), viewport=viewport, dark=dark)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [(v["id"], v["nodes"][0]["html"]) for v in axe.Axe().run(page).response["violations"]] == []
