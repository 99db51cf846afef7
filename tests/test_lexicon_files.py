"""The lexicon's data files: what is not in their form is refused, and what they hold is used."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path

import pytest

from summarizer.article import parse_text
from summarizer.checks import verify
from summarizer.checks.proposal import Proposal, ProposedClaim, ProposedSource
from summarizer.checks.vocabulary import vocabulary
from summarizer.errors import ArticleError
from summarizer.lexical import datafiles, read_lexically, unread
from summarizer.lexical.datafiles import DataFileError, grammars, has_grammar, has_lexicon, languages
from summarizer.lexical.lexicon import lexicon, read_lexicon
from summarizer.lexical.statuses import STRENGTH

ENGLISH = files("summarizer") / "lexical" / "data" / "en"
TEXT = "Wizara ilisema Jumatatu kwamba boti 12 zilizama. Gavana Asha Mrisho alithibitisha idadi hiyo ya 12."


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English files under the name of another language."""
    folder = tmp_path / "xx"
    folder.mkdir()
    for file in ENGLISH.iterdir():
        (folder / file.name).write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    for name in ("media.csv", "bodies.csv", "roles.csv", "places.csv"):
        (tmp_path / name).write_text((files("summarizer") / "lexical" / "data" / name).read_text(encoding="utf-8"))
    monkeypatch.setattr(datafiles, "_DATA", tmp_path)
    monkeypatch.setattr(datafiles, "grammars", lambda: ("xx",))
    return folder


def load(language: str) -> None:
    read_lexicon(language)
    vocabulary.__wrapped__(language)


def test_english_is_there() -> None:
    assert grammars() == ("en",)
    assert has_grammar("en-GB")
    assert not has_grammar("ru")


def test_languages_that_rules_read() -> None:
    assert languages() == ("en", "hi", "ru")
    assert has_lexicon("hi-IN")
    assert not has_lexicon("sw")


def test_a_copy_under_another_name_loads(copied: Path) -> None:
    load(copied.name)


@pytest.mark.parametrize(
    ("file", "line", "instead", "message"),
    [
        ("words.toml", r"^pronouns = .*$", "", "words.toml: no pronouns"),
        ("words.toml", r"^pronouns = ", "pronoms = ", "words.toml: no pronouns; unknown: pronoms"),
        ("words.toml", r"^pronouns = .*$", 'pronouns = "he"', "words.toml: pronouns: not a list of words"),
        ("cues.toml", r"^hedging = ", "hegding = ", r"cues.toml \[statement\]: no hedging; unknown: hegding"),
        ("cues.toml", r"^\[nominal\]", "[nominals]", "cues.toml: no nominal; unknown: nominals"),
        ("sources.toml", r"^weak = .*$", "", r"sources.toml \[kind\]: no weak"),
        ("statuses.toml", r"^no_comment = ", "no_coment = ", r"statuses.toml \[effects\]: unknown: no_coment"),
        ("statuses.toml", r"^verbs = .*$", 'verbs = ["(is"]', "no regular expression"),
        ("checks.toml", r"^frame = ", "frames = ", r"checks.toml \[light\]: no frame; unknown: frames"),
        ("checks.toml", r"^\[numbers\]", "[numbers", "checks.toml cannot be read"),
    ],
)
def test_what_is_not_in_form_is_refused(copied: Path, file: str, line: str, instead: str, message: str) -> None:
    path = copied / file
    text, changed = re.subn(line, instead, path.read_text(encoding="utf-8"), count=1, flags=re.MULTILINE)
    assert changed == 1
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=message):
        load(copied.name)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "sources.toml").unlink()
    with pytest.raises(DataFileError, match=r"sources\.toml cannot be read"):
        load(copied.name)


def test_a_language_without_files_is_named_with_those_that_have_some() -> None:
    with pytest.raises(LookupError, match="'sw'; there are: en"):
        lexicon("sw")


def test_no_list_is_empty() -> None:
    english = lexicon()
    for part in (english.cues, english.words, english.naming):
        assert [field.name for field in fields(part) if not getattr(part, field.name)] == []


def test_there_is_one_of_each_language() -> None:
    assert lexicon() is lexicon("en")


def test_statuses_are_searched_strongest_first() -> None:
    order = list(lexicon().statuses.words)
    assert order == sorted(order, key=STRENGTH.index)


def test_the_rules_refuse_a_language_without_words_for_it() -> None:
    article = replace(parse_text(TEXT), language="sw")
    with pytest.raises(ArticleError, match="'sw', and the rules know only: en, hi, ru"):
        read_lexically(article)


def test_a_regional_tag_is_its_language() -> None:
    article = parse_text("The ferry sank on Monday, officials said.")
    assert read_lexically(replace(article, language="en-GB")).statements == read_lexically(article).statements


def test_without_words_a_draft_is_checked_by_names_and_figures() -> None:
    article = replace(parse_text(TEXT), language="sw")
    name = "Gavana Asha Mrisho"
    start = article.text.index("alithibitisha")
    claims = [
        ProposedClaim(
            identifier, text, [(start, len(article.text))], [name], None, "indirect", "confirmed", None, True, True,
            sentences=(2,),
        )
        for identifier, text in (("c1", "Idadi ni 12."), ("c2", "Idadi ni 40."))
    ]  # fmt: skip
    proposal = Proposal({name: ProposedSource(name, name, [name], "official", "named")}, claims)
    verified = verify(article, unread(article), proposal, soft_binds=False)
    assert "(rules know: en, hi, ru): not checked were" in verified.checks.warnings[0].text
    assert [claim.status for claim in verified.claims] == ["confirmed", "confirmed"]
    assert [claim.text for claim in verified.claims] == ["Idadi ni 12.", "Alithibitisha idadi hiyo ya 12."]
    assert [entry.check for entry in verified.checks.repaired] == ["number"]
