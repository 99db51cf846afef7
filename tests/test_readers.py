"""Files of every format by the ways in which users give them: command line, Python, a batch."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from stories import story

from summarizer import summarize
from summarizer.cli import main
from summarizer.errors import ArticleError, ConfigurationError
from summarizer.readers import Broken, Options, extras, read, read_article

CORPUS = Path(__file__).parent / "corpus"


def run(*arguments: object, data: bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], input=data)


def batch(folder: Path, out: Path, *options: str) -> Result:
    return run("batch", folder, "--out", out, "--model", "none", *options)


def counts(out: Path) -> dict[str, int]:
    found: dict[str, int] = json.loads((out / "run.json").read_text())["articles"]
    return {name: count for name, count in found.items() if count}


def summary(*arguments: object, data: bytes | None = None) -> dict[str, Any]:
    result = run("article", *arguments, "--model", "none", "--format", "json", data=data)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def line(number: int, **fields: object) -> str:
    return json.dumps({"text": story(number), "url": f"https://register.example/{number}", **fields})


def test_a_saved_page_gives_the_claims_of_its_plain_text() -> None:
    page, plain = summary(CORPUS / "page.html"), summary(CORPUS / "utf-8.txt")

    assert page["claims"] == plain["claims"]
    assert page["brief"] == plain["brief"]
    assert page["sources"] == plain["sources"]
    assert len(page["claims"]) >= 4
    for made in (page, plain):
        for claim in made["claims"]:
            for evidence in claim["evidence"]:
                assert made["article"]["text"][evidence["start"] : evidence["end"]] == evidence["exact"]


def test_what_the_page_says_is_in_the_summary() -> None:
    article = summary(CORPUS / "page.html")["article"]

    assert article["headline"] == "Council of Veldora closes the harbour tunnel"
    assert article["outlet"] == "Veldora Register"
    assert article["byline"] == "Ada Quill, Bo Ferrin"
    assert article["published_at"] == "2024-03-05T09:30:00+02:00"
    assert article["updated_at"] == "2024-03-05T11:00:00+02:00"
    assert article["url"] == "https://register.example/2024/tunnel"
    assert article["language"] == "en-GB"


def test_hidden_text_is_left_out_and_told() -> None:
    made = summary(CORPUS / "hidden.html")

    warnings = [each["text"] for each in made["checks"]["warnings"] if each["check"] == "reader"]
    assert warnings == ["text that a page would not show was left out"]
    said = json.dumps(made)
    assert not any(
        word in said for word in ("bribes", "90 million", "fraud", "blown up", "resigned", "fled", "arrested")
    )


def test_standard_input_has_every_format() -> None:
    assert summary("-", data=(CORPUS / "page.html").read_bytes())["article"]["outlet"] == "Veldora Register"


def test_python_reads_every_format() -> None:
    assert summarize(CORPUS / "page.html", model="none").article.outlet == "Veldora Register"


def test_one_of_several_articles() -> None:
    refused = run("article", CORPUS / "wrapped.json", "--model", "none")
    assert refused.exit_code == 1
    assert "holds 2 articles; choose one by its number with --item" in refused.stderr

    made = summary(CORPUS / "wrapped.json", "--item", "1")
    assert made["article"]["part"] == "1"
    assert "none of them numbered 3" in run("article", CORPUS / "wrapped.json", "--item", "3").stderr


def test_a_broken_line_is_told_when_it_is_chosen() -> None:
    result = run("article", CORPUS / "lines.jsonl", "--item", "3", "--model", "none")
    assert result.exit_code == 1
    assert "line 3, is no valid JSON" in result.stderr


def test_the_text_where_the_user_says_it_is(tmp_path: Path) -> None:
    file = tmp_path / "odd.json"
    file.write_text(json.dumps({"data": {"inner.words": {"prose": story(1)}}, "title": "Buses"}))
    assert "--text-field" in run("article", file, "--model", "none").stderr
    made = summary(file, "--text-field", "data.inner.words.prose")
    assert made["article"]["text"].startswith(f"Buses\n\n{story(1)[:20]}")
    assert "has no text at 'data.prose'" in run("article", file, "--text-field", "data.prose").stderr


def test_an_extra_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Any:  # noqa: ANN401
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(ConfigurationError, match=r"HTML pages need libraries: pip install '\.\[readers\]'"):
        read_article(CORPUS / "page.html")
    assert read_article(CORPUS / "utf-8.txt").body


def test_what_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "huge.txt"
    with file.open("wb") as out:
        out.truncate(1 << 30)
    tracemalloc.start()
    with pytest.raises(ArticleError, match="more than 64 MB"):
        read_article(file)
    assert tracemalloc.get_traced_memory()[1] < 200 << 20
    tracemalloc.stop()


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    file = tmp_path / "many.jsonl"
    with file.open("w") as out:
        for number in range(20_000):
            out.write(line(number) + "\n")
    tracemalloc.start()
    assert sum(1 for _ in read(file)) == 20_000
    assert tracemalloc.get_traced_memory()[1] < 2 << 20
    tracemalloc.stop()


# Batch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "news.jsonl").write_text("\n".join([line(1), '{"text": "cut', line(3)]) + "\n")
    for name in ("parts.html", "saved.mhtml", "plain.md", "picture.txt", "stories.zip"):
        (made / name).write_bytes((CORPUS / name).read_bytes())
    (made / "style.css").write_text("p { color: red }")
    (made / "page_files").mkdir()
    (made / "page_files" / "frame.html").write_text("<!DOCTYPE html><html></html>")
    return made


def test_a_batch_takes_whatever_a_news_folder_holds(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(folder, out).exit_code == 3
    assert counts(out) == {"done": 5, "failed": 1, "skipped": 2}
    made = sorted(str(path.relative_to(out)) for path in out.rglob("*.json") if path.name != "run.json")
    assert made == ["news/000001.json", "news/000003.json", "parts.json", "plain.json", "saved.json"]
    failed = [json.loads(each) for each in (out / "failures.jsonl").read_text().splitlines()]
    assert [each["path"] for each in failed] == [str(folder / "news.jsonl#2")]

    (folder / "news.jsonl").write_text("\n".join([line(1), line(2), line(3)]) + "\n")
    assert batch(folder, out).exit_code == 0
    assert counts(out) == {"done": 1, "reused": 5, "skipped": 2}


def test_what_a_file_says_counts_as_well_as_its_text(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    batch(folder, out)
    (folder / "news.jsonl").write_text(line(1, date="2024-05-06") + "\n")
    batch(folder, out)
    assert json.loads((out / "news" / "000001.json").read_text())["article"]["published_at"] == "2024-05-06"
    told = run("explain", out / "news" / "000001.json").output
    assert "reused" in told
    (folder / "news.jsonl").write_text(line(1, date="2024-05-07") + "\n")
    assert "what the file says changed" in run("explain", out / "news" / "000001.json").output


def test_articles_of_one_file_go_where_nothing_else_does(tmp_path: Path) -> None:
    made, out = tmp_path / "in", tmp_path / "out"
    for name in ("x", "articles"):
        (made / name).mkdir(parents=True)
        (made / name / "000001.txt").write_text(story(7))
        (made / f"{name}.jsonl").write_text(line(1) + "\n")
    assert batch(made, out).exit_code == 0
    texts = {
        str(path.relative_to(out)): json.loads(path.read_text())["article"]["text"] for path in out.rglob("0*.json")
    }
    assert texts == {
        "x/000001.json": story(7),
        "articles/000001.json": story(7),
        "x.jsonl/000001.json": story(1).rstrip(),
        "articles.jsonl_/000001.json": story(1).rstrip(),
    }


def test_a_broken_article_is_no_document() -> None:
    found = list(read(CORPUS / "lines.jsonl", Options()))
    assert [each.part for each in found if isinstance(each, Broken)] == ["3", "4", "5"]
