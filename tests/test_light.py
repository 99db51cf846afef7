"""The light reading: Russian and Hindi by one data file each, held to articles marked before the rules were written."""

from __future__ import annotations

import time
import tomllib
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from summarizer import summarize
from summarizer.article import parse_text
from summarizer.errors import ArticleError
from summarizer.languages import data, readable
from summarizer.lexical.datafiles import DataFileError
from summarizer.lexical.light import read_lightly
from summarizer.lexical.light import rules as light_rules
from summarizer.lexical.light.rules import rules
from summarizer.lexical.statement import Reading, Statement
from summarizer.summary import ArticleSummary

HERE = Path(__file__).parent / "languages"
WRITTEN_ON = {"ru": ["bridge_denial", "port_drone"], "hi": ["dam_denial", "factory_fire"]}
"""Articles that the rules were written on; the others were looked at only to count."""
Gold = dict[str, Any]


def articles(language: str, *, seen: bool) -> list[Gold]:
    return [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((HERE / language).glob("*.toml"))
        if (path.stem in WRITTEN_ON[language]) == seen
    ]


def over(reading: Reading, words: str) -> Statement | None:
    """The statement that holds most of ``words``."""
    start = reading.article.text.index(words)
    end = start + len(words)

    def shared(statement: Statement) -> int:
        return sum(max(0, min(end, stop) - max(start, begin)) for begin, stop in statement.spans)

    best = max(reading.statements, key=shared, default=None)
    return best if best is not None and shared(best) >= 0.6 * len(words) else None


def counted(gold: Gold) -> Counter[str]:
    """What the reading of an article finds of its marks, and what else it attributes."""
    reading = read_lightly(parse_text(gold["text"].strip()))
    count: Counter[str] = Counter()
    met: list[Statement] = []
    for mark in gold["claims"]:
        statement = over(reading, mark["said"])
        count["claims"] += 1
        count["attributed"] += bool(mark["by"])
        if statement is None:
            continue
        met.append(statement)
        chain = [reading.source(identifier) for identifier in statement.chain]
        named = any(mark["by"] in m or m in mark["by"] for entity in chain[:1] for m in entity.mentions)
        passed_on = any(mark["via"] in m for entity in chain[1:] for m in entity.mentions) if "via" in mark else True
        count["found"] += bool(mark["by"]) and bool(chain)
        count["source"] += passed_on and (named if mark["by"] else not chain)
        count["status"] += statement.status == mark["status"]
        if "kind" in mark and chain:
            count["kinds"] += 1
            count["kind"] += chain[0].kind == mark["kind"]
    count["invented"] = sum(bool(s.chain) and s not in met for s in reading.statements)
    body = gold["text"].index("\n\n")
    for matter in gold["matters"]:
        place = gold["text"].strip().index(matter["cue"], body)
        cues = [(m.reason, m.cue) for m in reading.matters] + [(s.reason, s.status_cue) for s in reading.statements]
        count["matters"] += 1
        count["opened"] += any(
            reason == matter["reason"] and cue is not None and cue[0] - 5 <= place < cue[1] + 5 for reason, cue in cues
        )
    return count


@pytest.mark.parametrize("language", readable())
@pytest.mark.parametrize("seen", [True, False])
def test_who_says_what_and_how_sure(language: str, seen: bool) -> None:
    count = sum((counted(gold) for gold in articles(language, seen=seen)), Counter[str]())
    assert count["claims"] >= 15
    assert count["found"] >= 0.95 * count["attributed"]
    assert count["source"] >= 0.95 * count["claims"]
    assert count["status"] >= 0.85 * count["claims"]
    assert count["kind"] >= 0.9 * count["kinds"]
    assert count["opened"] >= 0.9 * count["matters"]
    assert not count["invented"]


def summary_of(gold: Gold) -> ArticleSummary:
    return summarize(gold["text"].strip() + "\n", model="none")


@pytest.mark.parametrize("language", readable())
def test_summaries_without_a_model(language: str) -> None:
    for gold in articles(language, seen=True) + articles(language, seen=False):
        summary = summary_of(gold)
        assert summary.article.language == language
        names = {source.id: source for source in summary.sources}
        claims = {claim.id: claim for claim in summary.claims}
        assert 4 <= len(summary.brief) <= 12
        for sentence in summary.brief:
            head = sentence.text.partition(" [")[0]
            assert head in " ".join(summary.article.text.split())
            for claim in (claims[identifier] for identifier in sentence.claims):
                origin = names[claim.attribution.chain[0]] if claim.attribution.chain else None
                assert origin is None or any(mention in sentence.text for mention in origin.mentions)
                if claim.status == "unconfirmed":
                    assert data(language)["phrases"]["doubts"]["unconfirmed"] in sentence.text
        open_claims = {identifier for matter in summary.unconfirmed for identifier in matter.claims}
        assert {c.id for c in summary.claims if c.status not in ("asserted", "confirmed")} <= open_claims
        assert not summary.checks.repaired
        assert not summary.checks.rejected
        (warning,) = summary.checks.warnings
        assert warning.check == "language"
        assert "conflicting accounts" in warning.text


def read(*sentences: str) -> Reading:
    return read_lightly(parse_text(" ".join(sentences)))


def chains(reading: Reading) -> list[list[str]]:
    return [[reading.source(identifier).name for identifier in s.chain] for s in reading.statements]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        # a pronoun whose owner spoke too long ago is nobody's: the sentence stays as the article has it
        (
            [
                "Министр Анна Рогова сообщила, что дорога открыта.",
                "Мэр города Пётр Лось посетил стройку во вторник.",
                "На месте работают 40 человек.",
                "Он сказал, что работы идут по графику.",
            ],
            [["Министр Анна Рогова"], [], [], []],
        ),
        (
            ["Министр Анна Рогова сообщила, что дорога открыта.", "По её словам, мост откроют в мае."],
            [["Министр Анна Рогова"], ["Министр Анна Рогова"]],
        ),
        # a name keeps its quotation marks, also straight ones
        (
            ['Паром задержан, сообщает газета "Маяк".'],
            [['газета "Маяк"']],
        ),
        # words of saying in a quotation bring in nobody
        (
            ["«Мне сказали, что завод закроют, и я не поверил», — рассказал житель Карны Фёдор Мох."],
            [["житель Карны Фёдор Мох"]],
        ),
        # an unnamed voice is never the named one before it
        (
            [
                "Министр Анна Рогова сообщила, что дорога открыта.",
                "Собеседник издания утверждает, что дорогу закроют.",
            ],
            [["Министр Анна Рогова"], ["Собеседник издания"]],
        ),
        # neither is a minister a company's director
        (
            [
                "Генеральный директор завода Виктор Сомов заявил, что заказов нет.",
                "Министр добавил, что завод не закроют.",
            ],
            [["Генеральный директор завода Виктор Сомов"], ["Министр"]],
        ),
        (
            ["РИА Новости со ссылкой на источник в порту сообщило, что паром задержан."],
            [["источник в порту", "РИА Новости"]],
        ),
        (
            ["मंत्री विजय राठी ने कहा कि पुल खुला है।", "सूत्रों ने बताया कि पुल बंद होगा।"],
            [["मंत्री विजय राठी"], ["सूत्रों"]],
        ),
        (
            ["पुलिस अधीक्षक नीरज तोमर ने कहा कि जाँच जारी है।", "पुलिस के अनुसार दो लोग घायल हैं।"],
            [["पुलिस अधीक्षक नीरज तोमर"], ["पुलिस"]],
        ),
        (["गाँव में बिजली नहीं है और सड़क टूटी हुई है।"], [[]]),
    ],
)
def test_whose_words(sentences: list[str], expected: list[list[str]]) -> None:
    assert chains(read(*sentences)) == expected


@pytest.mark.parametrize(
    ("sentences", "statuses"),
    [
        # nobody comments on what was said on record two sentences before
        (
            [
                "Губернатор Павел Строков сообщил, что мост открыт.",
                "Движение по нему начали в полдень.",
                "В компании «Мост» от комментариев отказались.",
            ],
            ["asserted", "asserted", "asserted"],
        ),
        (
            ["Газета «Берег» сообщила, что мост закрыт.", "Официального подтверждения этому нет."],
            ["unconfirmed", "asserted"],
        ),
        (
            ["Мэр Пётр Лось заявил, что деньги украл подрядчик.", "Подрядчик Иван Тур отверг эти обвинения."],
            ["denied"],
        ),
        (
            ["महापौर रमेश पाल ने आरोप लगाया कि ठेकेदार ने पैसा चुराया।", "ठेकेदार सुरेश जैन ने इन आरोपों को खारिज किया।"],
            ["denied"],
        ),
        (["मंत्री विजय राठी ने कहा कि पुल अगले महीने खुलेगा।"], ["scheduled"]),
        # the future of a verb that tells of one act
        (["Город закупит новые автобусы, сообщил мэр Пётр Лось."], ["scheduled"]),
    ],
)
def test_how_sure(sentences: list[str], statuses: list[str]) -> None:
    assert [statement.status for statement in read(*sentences).statements] == statuses


def test_outlets_are_known_in_their_own_letters() -> None:
    kinds = {}
    for text in (
        "ТАСС сообщает, что мост закрыт.",
        "Как сообщает «Интерфакс», мост закрыт.",
        "समाचार एजेंसी स्पूतनिक ने कहा कि पुल बंद है।",
        "पीटीआई के अनुसार पुल बंद है।",
        "Государственное агентство «Берег» сообщило, что мост закрыт.",
    ):
        (source,) = read(text).sources
        kinds[source.name] = source.kind
    assert kinds == {
        "ТАСС": "state_media",
        "«Интерфакс»": "wire_agency",
        "समाचार एजेंसी स्पूतनिक": "state_media",
        "पीटीआई": "wire_agency",
        "Государственное агентство «Берег»": "state_media",
    }


# -- data files -----------------------------------------------------------------------------------


@pytest.mark.parametrize("language", readable())
def test_every_language_has_all_sections(language: str) -> None:
    assert {"sentences", "reading", "phrases", "numbers"} <= data(language).keys()
    rules(language)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda section: section.pop("joints"), "no joints"),
        (lambda section: section["sources"].pop("pronouns"), "sources: no pronouns"),
        (lambda section: section["frames"].append({"manner": "song", "pattern": "x"}), "no manner 'song'"),
        (lambda section: section["frames"].append({"manner": "act", "pattern": "(?P<who>x)"}), "unknown groups"),
        (lambda section: section["kinds"].update(king=["король"]), "no kind 'king'"),
        (lambda section: section["frames"].append({"manner": "act", "pattern": "(?P<cue>{saids})"}), "no part 'saids'"),
        (lambda section: section["statuses"].update(hedged=["(якобы"]), "no regular expression"),
    ],
)
def test_what_is_not_in_form_is_refused(
    change: Callable[[Gold], object], message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (Path(light_rules.__file__).parents[2] / "languages/ru.toml").read_text(encoding="utf-8")
    broken = tomllib.loads(text)
    change(broken["reading"])
    monkeypatch.setattr(light_rules, "data", lambda language: broken)
    with pytest.raises(DataFileError, match=message):
        rules.__wrapped__("ru")


def test_a_language_without_rules_is_named_with_those_that_have_some() -> None:
    with pytest.raises(LookupError, match="'sw'; there are: hi, ru"):
        rules("sw")


# -- whatever the words -----------------------------------------------------------------------------

WORDS = {
    "ru": (
        "Министр Анна Рогова сообщила , что мост закрыт . « » — сказал он Об этом ТАСС ведомство опровергло эти данные "
        "По словам источника не подтвердили отказался от комментариев будет якобы «Берег» 12 тыс. рублей ; : ( ) „ “ "
        "Как сообщает со ссылкой на Интерфакс назвал в компании ! ? - 5,5 г. В МИД однако заявили также"
    ),
    "hi": (
        "मंत्री विजय राठी ने कहा कि पुल बंद है । “ ” , उन्होंने बताया सूत्रों के अनुसार खंडन किया को खारिज इन आरोपों पुष्टि नहीं की "
        "टिप्पणी से इनकार पुलिस एएनआई ‘ ’ 45,000 १२ लाख यह जानकारी दी का मानना होगा कथित तौर पर की ओर एक अधिकारी ? ! : "
        "( ) के हवाले"
    ),
}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_any_row_of_such_words(data: st.DataObject) -> None:
    language = data.draw(st.sampled_from(sorted(WORDS)))
    words = data.draw(st.lists(st.sampled_from(WORDS[language].split()), min_size=3, max_size=80))
    gaps = data.draw(st.lists(st.sampled_from([" ", " ", "", "\n\n"]), min_size=len(words), max_size=len(words)))
    try:
        article = parse_text("x\n\n" + "".join(word + gap for word, gap in zip(words, gaps, strict=True)))
    except ArticleError:
        return
    reading = read_lightly(replace(article, language=language))
    text = article.text
    known = {source.id for source in reading.sources}
    for statement in reading.statements:
        assert set(statement.chain) <= known
        assert statement.text.strip()
        pieces = [*statement.spans, statement.cue, statement.status_cue, statement.phrase]
        assert all(0 <= start < end <= len(text) for start, end in (piece for piece in pieces if piece))
    for source in reading.sources:
        assert all(mention.strip() and mention in text for mention in (source.name, *source.mentions))
    for matter in reading.matters:
        assert matter.statements
        assert max(matter.statements) < len(reading.statements)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "слово, " * 20_000 + "и всё."),
        ("ru", "Министр сказал, что " * 140 + "нет."),
        ("ru", "«Слово» — " * 250 + "нет."),
        ("hi", "ने " * 900 + "है।"),
        ("hi", "की ओर से पुष्टि नहीं " * 140 + "है।"),
    ],
)
def test_long_sentences_take_no_longer(language: str, text: str) -> None:
    article = replace(parse_text(f"x\n\n{text}"), language=language)
    started = time.perf_counter()
    assert read_lightly(article).statements
    assert time.perf_counter() - started < 10


def test_a_small_model_is_not_asked(tmp_path: Path) -> None:
    text = articles("ru", seen=True)[0]["text"].strip() + "\n"
    summary = summarize(text, model="local", replay=tmp_path, language="en")
    assert summary.run.requests == 0
    assert summary.claims == summary_of(articles("ru", seen=True)[0]).claims
    assert [warned.check for warned in summary.checks.warnings] == ["language", "language"]
    assert "does not translate" in summary.checks.warnings[-1].text
