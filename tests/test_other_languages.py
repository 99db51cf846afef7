"""A strong model over articles and texts in other languages: what is still checked, and what is said not to be."""

from __future__ import annotations

import os
import tomllib
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from fake_server import fake_server, says

from summarizer import summarize
from summarizer.article import parse_text
from summarizer.checks import verify
from summarizer.checks.figures import missing_figures
from summarizer.checks.locate import from_drafts
from summarizer.checks.names import missing_forms, missing_words
from summarizer.checks.verify import Verified
from summarizer.drafts import ArticleDraft
from summarizer.lexical import read_lexically, unread
from summarizer.summary import ArticleSummary

Draft = dict[str, Any]
HERE = Path(__file__).parent
RUSSIAN = tomllib.loads((HERE / "languages/ru/bridge_denial.toml").read_text(encoding="utf-8"))["text"].strip() + "\n"
HINDI = tomllib.loads((HERE / "languages/hi/dam_denial.toml").read_text(encoding="utf-8"))["text"].strip() + "\n"
ENGLISH = """Ministry denies that the Arle bridge will close

ARLE, May 14 — Transport Minister Ana Torvik said on Monday that 340 million crowns had been set aside for repairs.

The Harbour Gazette reported that two piers had cracked. There was no official confirmation of the report.
"""


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting and no key of whoever runs the tests."""
    for name in [*os.environ]:
        if name.startswith("SUMMARIZER_") or name.endswith(("_API_KEY", "_BASE_URL")):
            monkeypatch.delenv(name)
    (tmp_path / "config.toml").write_text("")
    monkeypatch.setenv("SUMMARIZER_CONFIG", str(tmp_path / "config.toml"))


def claim(sentence: int, quote: str, text: str, chain: list[str], cue: str | None, status: str = "asserted") -> Draft:
    draft = {"sentences": [sentence], "quote": quote, "text": text, "chain": chain, "cue": cue, "status": status}
    return {**draft, "key": True}


def number_of(text: str, words: str) -> int:
    return next(s.number for s in parse_text(text).body if words in s.text)


GOVERNOR, SOURCE = "Губернатор края Павел Стрешнев", "источник в экстренных службах"


def russian(texts: list[str], brief: list[str]) -> Draft:
    """A draft of the Russian article: what the governor said of money, and what a source said of the bridge."""
    money, bridge = "на ремонт выделено 340 млн рублей", "мост может быть закрыт до осени из-за трещин в опорах"
    return {
        "sources": [
            {"name": GOVERNOR, "kind": "official", "disclosure": "named"},
            {"name": SOURCE, "kind": "official", "disclosure": "anonymous"},
            {"name": "РИА Новости", "kind": "state_media", "disclosure": "named"},
        ],
        "claims": [
            claim(number_of(RUSSIAN, bridge), bridge, texts[1], [SOURCE, "РИА Новости"], "сообщило", "unconfirmed"),
            claim(number_of(RUSSIAN, money), money, texts[0], [GOVERNOR], "добавил"),
        ],
        "unconfirmed": [],
        "brief": [{"text": text, "claims": [place]} for place, text in zip((2, 1), brief, strict=True)],
    }


def asked(text: str, draft: Draft, language: str | None = None) -> ArticleSummary:
    with fake_server(says(draft), repeat=True) as server:
        return summarize(text, model="openai/gpt-5-mini", base_url=server.base_url, api_key="secret", language=language)


def checked(text: str, draft: Draft, language: str | None = None) -> Verified:
    article = parse_text(text)
    reading = read_lexically(article) if article.language == "en" else unread(article)
    proposal = from_drafts(article, reading, [ArticleDraft.model_validate(draft)])
    return verify(article, reading, proposal, soft_binds=False, language=language)


def did(verified: Verified) -> list[str | None]:
    checks = verified.checks
    return [entry.check for entry in checks.repaired] + [entry.check for entry in checks.rejected]


FAIR = russian(
    ["На ремонт моста выделили 340 млн рублей.", "Мост могут закрыть до осени из-за трещин в опорах."],
    [
        "По словам губернатора Павла Стрешнева, на ремонт выделено 340 миллионов рублей.",
        "РИА Новости со ссылкой на источник сообщило о возможном закрытии моста, подтверждения этому нет.",
    ],
)


def test_a_fair_russian_draft_goes_through() -> None:
    private = deepcopy(FAIR)
    private["sources"][2]["kind"] = "other_media"
    summary = asked(RUSSIAN, private)
    assert summary.article.language == "ru"
    assert [found.text for found in summary.claims] == [each["text"] for each in FAIR["claims"]]
    assert [found.status for found in summary.claims] == ["unconfirmed", "asserted"]
    assert [s.text for s in summary.brief] == [
        f"{FAIR['brief'][0]['text']} [{GOVERNOR}]",
        f"{FAIR['brief'][1]['text']} [{SOURCE} \u2192 РИА Новости: не подтверждено]",
    ]
    assert [matter.text for matter in summary.unconfirmed] == [
        f"Со слов неназванного источника ({SOURCE}): Мост могут закрыть до осени из-за трещин в опорах."
    ]
    # the table of outlets holds in any letters
    assert next(s.kind for s in summary.sources if s.name == "РИА Новости") == "state_media"
    (warning,) = [entry for entry in summary.checks.warnings if entry.check == "language"]
    for unchecked in ("words of saying", "doubt", "negations", "who did what to whom"):
        assert unchecked in warning.text
    assert "quotations" not in warning.text


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("На ремонт моста выделили 430 млн рублей.", "number"),
        # the article's own number, of another sentence
        ("На ремонт моста выделили 1978 рублей.", "number"),
        ("На ремонт моста Фёдору Белову выделили 340 млн рублей.", "name"),
        ("На ремонт моста «щедро и быстро выделено» 340 млн рублей.", "quotation"),
    ],
)
def test_what_a_russian_draft_gets_wrong(text: str, check: str) -> None:
    wrong = deepcopy(FAIR)
    wrong["claims"][1]["text"] = text
    verified = checked(RUSSIAN, wrong)
    assert did(verified)[0] == check
    assert verified.claims[1].text.startswith("На ремонт выделено 340 млн рублей")
    wrong = deepcopy(FAIR)
    wrong["brief"][0]["text"] = text
    verified = checked(RUSSIAN, wrong)
    assert check in did(verified)
    assert verified.brief[0].text == f"Он добавил, что на ремонт выделено 340 млн рублей [{GOVERNOR}]."


def test_a_russian_article_told_in_english() -> None:
    draft = russian(
        ["340 million roubles have been set aside.", "The bridge may be closed until autumn."],
        ["The governor said 340m roubles were set aside.", "The bridge may close, RIA reported."],
    )
    summary = asked(RUSSIAN, draft, language="en")
    assert [found.text for found in summary.claims] == [each["text"] for each in draft["claims"]]
    assert [found.evidence[0].exact for found in summary.claims] == [each["quote"] for each in draft["claims"]]
    assert [s.text for s in summary.brief] == [
        f"The governor said 340m roubles were set aside. [{GOVERNOR}]",
        f"The bridge may close, RIA reported. [{SOURCE} \u2192 РИА Новости: unconfirmed]",
    ]
    assert summary.unconfirmed[0].text.startswith("From a source that is not named")
    draft["claims"][1]["text"] = "350 million roubles have been set aside."
    draft["brief"][0]["text"] = "The governor said 350m roubles were set aside."
    verified = checked(RUSSIAN, draft, "en")
    assert did(verified).count("number") == 2
    assert "350" not in " ".join([*(c.text for c in verified.claims), *(s.text for s in verified.brief)])


def english(money: str, piers: str, brief: str) -> Draft:
    minister, paper = "Transport Minister Ana Torvik", "The Harbour Gazette"
    return {
        "sources": [
            {"name": minister, "kind": "official", "disclosure": "named"},
            {"name": paper, "kind": "other_media", "disclosure": "named"},
        ],
        "claims": [
            claim(1, "340 million crowns had been set aside for repairs", money, [minister], "said"),
            claim(2, "two piers had cracked", piers, [paper], "reported", "unconfirmed"),
        ],
        "unconfirmed": [
            {
                "text": "Официально не подтверждено, что треснули 2 опоры.",
                "claims": [2],
                "reason": "no_official_confirmation",
                "awaiting": None,
                "cue": "There was no official confirmation",
            }
        ],
        "brief": [{"text": brief, "claims": [1]}],
    }


def test_an_english_article_told_in_russian() -> None:
    draft = english("На ремонт выделено 340 млн крон.", "Треснули 2 опоры.", "На ремонт дали 340 миллионов крон.")
    summary = asked(ENGLISH, draft, language="ru")
    assert [found.text for found in summary.claims] == ["На ремонт выделено 340 млн крон.", "Треснули 2 опоры."]
    assert [s.text for s in summary.brief] == ["На ремонт дали 340 миллионов крон. [Transport Minister Ana Torvik]"]
    assert [matter.text for matter in summary.unconfirmed] == ["Официально не подтверждено, что треснули 2 опоры."]
    assert not summary.checks.rejected
    wrong = english("На ремонт выделено 430 млн крон.", "Треснули 3 опоры.", "На ремонт дали 340 тысяч крон и 7 лодок.")
    wrong["unconfirmed"][0]["text"] = "Не подтверждено, что треснули 12 опор."
    verified = checked(ENGLISH, wrong, "ru")
    assert did(verified).count("number") == 3
    assert [found.text for found in verified.claims] == [
        "340 million crowns had been set aside for repairs.",
        "Two piers had cracked.",
    ]
    assert verified.unconfirmed[0].text == "Официально не подтверждено: Two piers had cracked."


def test_a_hindi_draft_in_either_digits() -> None:
    name, quote = "मंत्रालय", "बाँध से 45,000 हेक्टेयर खेतों की सिंचाई होती है"
    draft: Draft = {
        "sources": [{"name": name, "kind": "official", "disclosure": "institution"}],
        "claims": [claim(number_of(HINDI, quote), quote, "बाँध से ४५ हजार हेक्टेयर की सिंचाई होती है।", [name], "के मुताबिक")],
        "unconfirmed": [],
        "brief": [],
    }
    assert did(checked(HINDI, draft)) == []
    draft["claims"][0]["text"] = "बाँध से ५४ हजार हेक्टेयर की सिंचाई होती है।"
    verified = checked(HINDI, draft)
    assert did(verified) == ["number"]
    # a brief that a model left out is the article's own sentence
    assert [s.text for s in verified.brief] == [f"मंत्रालय के मुताबिक {quote}।"]


# -- figures and names across languages -----------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "support", "other", "missing"),
    [
        ("१२ लोग", "hi", "12 people", "en", []),
        ("४५,००० हेक्टेयर", "hi", "45,000 hectares", "en", []),
        ("45 हजार", "hi", "45,000", "en", []),
        ("2 लाख रुपये", "hi", "200,000 rupees", "en", []),
        ("7,70,000", "en", "770,000", "en", []),
        ("12 тыс. машин", "ru", "12,000 cars", "en", []),
        ("12,000 cars", "en", "12 тыс. машин", "ru", []),
        ("2.5 million", "en", "2,5 млн", "ru", []),
        ("3 people", "en", "трое человек", "ru", []),
        ("2 piers", "en", "two piers", "en", []),
        ("2 घाट", "hi", "दो घाट", "hi", []),
        ("13 тыс. машин", "ru", "12,000 cars", "en", ["13"]),
        ("४६,००० हेक्टेयर", "hi", "45,000 hectares", "en", ["46,000"]),
        ("5 लाख", "hi", "50,000", "en", ["5"]),
    ],
)
def test_figures(text: str, language: str, support: str, other: str, missing: list[str]) -> None:
    assert missing_figures(text, support, language, other) == missing


def test_names_in_other_forms() -> None:
    article = "Губернатор Павел Стрешнев встретился с Анной Роговой в Карне."
    assert missing_forms("Там Стрешнева ждала Анна Рогова из Карны.", article) == []
    assert missing_forms("Там Стрешнева ждала Вера Белова.", article) == ["Вера", "Белова"]
    assert missing_forms("मंत्री ने कहा।", article) == []
    assert missing_words("Он сказал: «встретился с Анной Роговой».", article) == []
    assert missing_words("Он сказал: «не встретился с Анной».", article) == ["не встретился с Анной"]
