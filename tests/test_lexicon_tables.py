"""The lexical tables: their shape, and the judgements that the rest of the lexical layer relies on."""

from __future__ import annotations

import csv
from collections import Counter
from importlib.resources import files
from typing import get_args

import pytest

from summarizer.summary import MEDIA_KINDS, Kind

COLUMNS = {
    "media.csv": ["name", "kind", "country", "state_label"],
    "places.csv": ["country", "demonyms", "capitals", "aliases"],
    "bodies.csv": ["name", "kind"],
    "roles.csv": ["word", "kind"],
}
SOURCE_KINDS: frozenset[str] = frozenset(get_args(Kind))


def raw(table: str) -> bytes:
    return (files("summarizer") / "lexical" / "data" / table).read_bytes()


def rows(table: str) -> list[list[str]]:
    return list(csv.reader(raw(table).decode("utf-8").splitlines()))


def records(table: str) -> list[dict[str, str]]:
    head, *body = rows(table)
    return [dict(zip(head, row, strict=True)) for row in body]


def kinds(table: str, key: str) -> dict[str, str]:
    return {record[key]: record["kind"] for record in records(table)}


@pytest.mark.parametrize("table", COLUMNS)
def test_shape(table: str) -> None:
    assert b"\r" not in raw(table)
    assert raw(table).endswith(b"\n")
    head, *body = rows(table)
    assert head == COLUMNS[table]
    assert body == sorted(body)
    assert {len(row) for row in body} == {len(head)}
    assert [row for row in body if not row[0]] == []
    assert [cell for row in body for cell in row if cell != " ".join(cell.split())] == []
    assert [name for name, count in Counter(row[0] for row in body).items() if count > 1] == []


@pytest.mark.parametrize(
    ("table", "allowed"),
    [
        ("media.csv", MEDIA_KINDS),
        ("bodies.csv", SOURCE_KINDS - MEDIA_KINDS - {"document", "private", "unspecified"}),
        ("roles.csv", SOURCE_KINDS | {"neutral"}),
    ],
)
def test_every_kind_is_known_and_used(table: str, allowed: frozenset[str]) -> None:
    assert {record["kind"] for record in records(table)} == allowed


def test_role_words_are_lower_case() -> None:
    assert [record["word"] for record in records("roles.csv") if record["word"] != record["word"].lower()] == []


def test_a_name_stands_in_one_table() -> None:
    media, bodies = set(kinds("media.csv", "name")), set(kinds("bodies.csv", "name"))
    places = {
        name
        for record in records("places.csv")
        for cell in record.values()
        for name in cell.split(";")
        if name
    }  # fmt: skip
    assert media & bodies == set()
    assert media & places == set()
    assert bodies & places == set()


def test_state_label_marks_state_media_alone() -> None:
    for record in records("media.csv"):
        if record["kind"] == "state_media":
            assert " state " in f" {record['state_label']}", record
        else:
            assert record["state_label"] == "", record


def test_media_countries_are_in_places() -> None:
    assert {record["country"] for record in records("media.csv")} - {""} <= {
        record["country"] for record in records("places.csv")
    }


def test_place_lists() -> None:
    owner: dict[str, str] = {}
    for record in records("places.csv"):
        assert record["demonyms"], record
        for column in ("demonyms", "capitals", "aliases"):
            names = record[column].split(";") if record[column] else []
            assert [name for name in names if not name or name != name.strip()] == [], record
            assert len(set(names)) == len(names), record
        for name in [record["country"], *filter(None, record["aliases"].split(";"))]:
            assert owner.setdefault(name, record["country"]) == record["country"], name


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("U.S.", "United States"), ("US", "United States"), ("Britain", "United Kingdom"),
        ("UAE", "United Arab Emirates"), ("DPRK", "North Korea"), ("ROK", "South Korea"), ("Burma", "Myanmar"),
        ("USSR", "Soviet Union"),
        ("Holy See", "Vatican City"), ("Ivory Coast", "Ivory Coast"), ("Côte d'Ivoire", "Ivory Coast"),
    ],
)  # fmt: skip
def test_place_aliases(name: str, country: str) -> None:
    owners = [r["country"] for r in records("places.csv") if name in [r["country"], *r["aliases"].split(";")]]
    assert owners == [country]


@pytest.mark.parametrize(
    ("column", "name", "countries"),
    [
        ("capitals", "Moscow", ["Russia", "Soviet Union"]),
        ("capitals", "Rangoon", ["Myanmar"]),
        ("capitals", "Peking", ["China"]),
        ("capitals", "Ramallah", ["Palestine"]),
        ("demonyms", "Saudis", ["Saudi Arabia"]),
        ("demonyms", "Briton", ["United Kingdom"]),
        ("demonyms", "Congolese", ["Democratic Republic of the Congo", "Republic of the Congo"]),
        ("demonyms", "Taiwanese", ["Taiwan"]),
        ("demonyms", "Kosovar", ["Kosovo"]),
    ],
)
def test_place_words(column: str, name: str, countries: list[str]) -> None:
    assert [r["country"] for r in records("places.csv") if name in r[column].split(";")] == countries


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "state_media",
            "Sputnik;Sputnik News;TASS;Tass;Itar-Tass;RIA Novosti;RT;Xinhua;New China News Agency;CGTN;CCTV;"
            "People's Daily;Global Times;IRNA;Islamic Republic News Agency;Press TV;Fars News Agency;KCNA;"
            "Korean Central News Agency;Petra;SANA;WAM;QNA;SPA;Saudi Press Agency;Middle East News Agency;"
            "Anadolu;Iran newspaper;Channel One Russia",
        ),
        (
            "wire_agency",
            "Reuters;AP;Associated Press;AFP;Agence France-Presse;dpa;PTI;Press Trust of India;ANI;UNI;IANS;Interfax;"
            "Yonhap;Kyodo;Jiji;UPI;Canadian Press;Bloomberg;EFE",
        ),
        (
            "other_media",
            "BBC;CBS;CNN;ABC;NHK;DW;CBC News;Al Jazeera;The New York Times;New York Times;The Guardian;Haaretz;"
            "Der Spiegel;The Hindu;NDTV;Kommersant;Novaya Gazeta;Politico;Voice of America;Jane's Defence Weekly",
        ),
    ],
)
def test_media_kinds(kind: str, names: str) -> None:
    known = kinds("media.csv", "name")
    assert {name: known.get(name) for name in names.split(";")} == dict.fromkeys(names.split(";"), kind)


def test_state_labels_name_country_and_medium() -> None:
    label = {record["name"]: record["state_label"] for record in records("media.csv")}
    assert label["Sputnik"] == "Russian state news agency"
    assert label["Press TV"] == "Iranian state television"
    assert label["Rodong Sinmun"] == "North Korean state newspaper"


# Each means something else, or someone else, in English news as often as what a table could say.
AMBIGUOUS = (
    "Iran;Anis;Trend;Hope;Channel 1;Channel 5;Mir;Nation;The Nation;Guardian;CBC;MBC;NTV;News;Star;The Star;The Herald;"
    "The National;Daily News;La Presse;Fars;Mehr;Dawn;Forbes;Time;Today;The Independent;The Australian;The Paper;"
    "Foreign Affairs;CNA;PA;AAP;RSS;AIR;Vox;Kan;Zvezda;Spiegel;Sabah;Stern;"
    "RSF;SDF;IRA;FSA;ADF;CSIS;CBI;PPP;DPP;EFF;Congress;Labour;Wagner;Amnesty;Total;Ford;Visa;Orange;Target"
)
AMBIGUOUS_PLACES = "Victoria;Male;San Jose;the North;the South;Persian;Emirates;Pole;Dane"


def test_ambiguous_bare_names_are_absent() -> None:
    places = {
        name
        for record in records("places.csv")
        for column in ("demonyms", "aliases", "capitals")
        for name in record[column].split(";")
    }
    names = set(kinds("media.csv", "name")) | set(kinds("bodies.csv", "name"))
    assert names & set(AMBIGUOUS.split(";")) == set()
    assert places & set(AMBIGUOUS_PLACES.split(";")) == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("IAEA", "intergovernmental"), ("NATO", "intergovernmental"), ("European Commission", "intergovernmental"),
        ("Security Council", "intergovernmental"), ("Russian Security Council", "official"), ("Pentagon", "official"),
        ("Kremlin", "official"), ("DRDO", "official"), ("Rosoboronexport", "official"), ("CENTCOM", "official"),
        ("Taliban", "armed_group"), ("al-Qaida", "armed_group"), ("Houthis", "armed_group"), ("Hamas", "armed_group"),
        ("Human Rights Watch", "ngo"), ("Syrian Observatory for Human Rights", "ngo"), ("ICRC", "ngo"),
        ("SIPRI", "expert"), ("Crisis Group", "expert"), ("Boeing", "company"), ("Kalashnikov Concern", "company"),
        ("BJP", "party"), ("Congress party", "party"),
    ],
)  # fmt: skip
def test_body_kinds(name: str, kind: str) -> None:
    assert kinds("bodies.csv", "name")[name] == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("official", "official"), ("officials", "official"), ("ministry", "official"), ("ministries", "official"),
        ("police", "official"), ("embassies", "official"), ("spokesman", "neutral"), ("spokeswoman", "neutral"),
        ("leader", "neutral"), ("director", "neutral"), ("agency", "neutral"), ("commission", "neutral"),
        ("statement", "neutral"), ("state television", "state_media"), ("news agency", "wire_agency"),
        ("newspaper", "other_media"), ("reporters", "other_media"), ("airline", "company"), ("rebels", "armed_group"),
        ("party official", "party"), ("analyst", "expert"), ("activists", "ngo"), ("aid workers", "ngo"),
        ("report", "document"), ("website", "other_media"), ("eyewitnesses", "private"), ("wives", "private"),
        ("lawyer", "private"), ("sources", "unspecified"), ("reports", "unspecified"), ("media reports", "other_media"),
        ("government sources", "official"), ("secretary-general", "intergovernmental"), ("monarchs", "official"),
    ],
)  # fmt: skip
def test_role_kinds(word: str, kind: str) -> None:
    assert kinds("roles.csv", "word")[word] == kind


def test_notice_carries_the_licence_of_the_state_media_facts() -> None:
    notice = raw("NOTICE.md").decode("utf-8")
    assert "Copyright (c) 2023 ASD-at-GMF" in notice
    assert "The above copyright notice and this permission notice shall be included" in notice
