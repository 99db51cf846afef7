"""Which language an article is in, and where its sentences end."""

from __future__ import annotations

import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest

from summarizer.article import parse_text
from summarizer.article.language import language_of
from summarizer.article.sentences import segment

HERE = Path(__file__).parent
TEXTS = tomllib.loads((HERE / "languages/detection.toml").read_text(encoding="utf-8"))
ENGLISH = TEXTS["en"]["long"]
RUSSIAN = TEXTS["ru"]["long"]


def detected(size: str) -> dict[str, list[str]]:
    """What each language's texts are taken for."""
    return {
        language: [language_of(text) for text in ([texts["long"]] if size == "long" else texts["short"])]
        for language, texts in TEXTS.items()
    }


def test_every_language_by_a_paragraph() -> None:
    assert detected("long") == {language: [language] for language in TEXTS}


def test_a_sentence_is_told_or_left_undetermined() -> None:
    found = detected("short")
    wrong = {(language, tag) for language, tags in found.items() for tag in tags if tag not in (language, "und")}
    right = sum(tag == language for language, tags in found.items() for tag in tags)
    assert not wrong
    assert right >= 46


@pytest.mark.parametrize(
    "text",
    [
        # foreign words quoted at length
        f"The minister wrote on Monday: “{RUSSIAN}” He gave no date for the repairs and said that more would follow.",
        "The party's slogan, «Мир и порядок», was painted on the walls of the old mill, and nobody has washed it off.",
        '"Wir haben das nicht gewusst, und niemand hat es uns gesagt", she told the committee in March.',
        "The minister said the bridge, Мост Дружбы, was closed on Monday.",
        "BRIDGE CLOSED AFTER STORM, THE MINISTRY SAID ON MONDAY",
    ],
)
def test_english_with_foreign_words_is_english(text: str) -> None:
    assert language_of(text) == "en"


def test_english_words_in_another_language_do_not_make_it_english() -> None:
    text = f"{RUSSIAN} В отчёте компании «The State of the Port and the Sea» об этом не говорится."
    assert language_of(text) == "ru"


@pytest.mark.parametrize("text", ["", "1812.", "+++ 12:30 +++", "Torvik.", "xqzt vvk pqq"])
def test_what_cannot_be_told_is_undetermined(text: str) -> None:
    assert language_of(text) == "und"


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        (ENGLISH, "en-GB", "en-GB"),
        (TEXTS["pt"]["long"], "pt-PT", "pt-PT"),
        (RUSSIAN, "en", "ru"),
        (ENGLISH, "de", "en"),
        # near neighbours: what the document says decides
        (TEXTS["ms"]["short"][1], "ms-MY", "ms-MY"),
        # a word alone says nothing against what is stated
        ("Torvik.", "en", "en"),
        ("Торвик.", "en", "und"),
        ("1812.", "hi", "hi"),
    ],
)
def test_what_a_document_states_is_believed_where_it_may_be_so(text: str, stated: str, language: str) -> None:
    assert language_of(text, stated) == language


def test_an_article_has_its_language() -> None:
    assert parse_text(RUSSIAN).language == "ru"
    assert parse_text(ENGLISH, language="en-US").language == "en-US"


def test_plain_english_costs_next_to_nothing() -> None:
    text = f"{ENGLISH}\n\n" * 10
    language_of(text)
    started = time.perf_counter()
    for _ in range(100):
        language_of(text)
    assert (time.perf_counter() - started) / 100 < 0.005


def test_the_library_is_not_loaded_for_plain_english() -> None:
    code = (
        "import sys; from summarizer.article import parse_text; "
        f"assert parse_text({ENGLISH!r}).language == 'en'; assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=HERE.parent, timeout=60)


# -- sentences ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("ru", ["Об этом 12 июня 2024 г. сообщил С. Иванов.", "Ущерб составил 15 тыс. руб.", "Света в городе нет."]),
        ("ru", ["В г. Вельск приехал ген. Петров.", "Он осмотрел ул. Мира, д. 5, кв. 7 на пр. Труда.", "Потом уехал."]),
        ("ru", ["«Мы ждём. Ответа нет», — сказал он. — «Завтра решим».", "Потом он уехал."]),
        ("ru", ["«Мы не подтверждаем!» — ответили в ведомстве.", "Т. е. ответа нет.", "Это т. н. дело № 5."]),
        ("ru", ["Сумма — 3 млн руб. и 5 млрд долл.", "Сделка закрыта.", "Есть и др. вопросы, и т. д.", "Всё."]),
        ("ru", ["Проф. Смирнов и акад. Ильин ответили.", "„Нет“, — сказал он.", "Его звали А.С. Громов."]),
        ("ru", ["Министр спросил: «Кто это сделал?»", "Никто не ответил."]),
        ("hi", ["मंत्री ने कहा कि पुल बंद है।", "उन्होंने बताया कि काम चल रहा है।", "क्या यह सच है?", "हाँ!"]),
        ("hi", ["डॉ. शर्मा ने कहा कि प्रो. सिंह आए थे।", "ए. के. वर्मा को रु. 500 करोड़ मिले।"]),
        ("hi", ['"हम जाँच करेंगे। कोई नहीं बचेगा," उन्होंने कहा।', "मंत्रालय ने समय नहीं बताया।"]),
        ("hi", ["सुबह 10.30 बजे बैठक हुई.", "पुष्टि नहीं हुई है.", "मामला गंभीर है|", "जाँच जारी है|"]),
    ],
)
def test_sentences_end_as_their_language_has_it(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[span.start : span.end] for span in segment(text, language)] == sentences
