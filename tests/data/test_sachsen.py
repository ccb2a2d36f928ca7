"""Saxony: the INSEK building blocks, the counts that do not add up, networks, events."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import ask, column, count, pairs


@pytest.fixture(scope="module")
def sachsen(city: Callable[[str], Store]) -> Store:
    return city("sachsen")


def test_the_standard_has_four_lists_and_each_is_open(sachsen: Store) -> None:
    rows = ask(
        sachsen,
        "SELECT ?art (COUNT(?b) AS ?n) { ?b a insek:Baustein ; insek:teilVonBaukasten ?k ; "
        "insek:bausteinart/skos:notation ?art } GROUP BY ?art ORDER BY ?art",
    )
    assert rows == [
        ("fachplanung", "6"),
        ("lokalspezifisch", "5"),
        ("mindeststandard", "6"),
        ("querschnittsthema", "4"),
    ]
    assert (
        len(
            column(
                sachsen, "SELECT ?b { ?b a insek:Befund ; insek:ueber ?k . ?k a insek:Baukasten }"
            )
        )
        == 4
    )


def test_the_minimum_standard_names_six_fields(sachsen: Store) -> None:
    assert column(
        sachsen,
        "SELECT ?n { ?b insek:bausteinart v:bausteinart\\/mindeststandard ; skos:prefLabel ?n ; "
        "insek:reihenfolge ?i FILTER(LANG(?n)='de') } ORDER BY ?i",
    ) == [
        "Gebäudebestand und Wohnungsmarkt",
        "Städtebau und Freiraum",
        "Mobilität und Erreichbarkeit",
        "Wirtschaft und Handel",
        "Naturräume und Biodiversität",
        "Soziale Infrastruktur und medizinische Versorgung",
    ]


def test_nine_fields_of_action_and_fourteen_networks(sachsen: Store) -> None:
    assert count(sachsen, "insek:Handlungsfeld") == 9
    assert count(sachsen, "insek:Netzwerk") == 14
    assert "Ab in die Mitte! Die City-Offensive Sachsen" in column(
        sachsen, "SELECT ?n { ?x a insek:Netzwerk ; skos:prefLabel ?n }"
    )


def test_22_percent_stays_and_contradicts_the_numbers_beside_it(sachsen: Store) -> None:
    rows = ask(
        sachsen,
        "SELECT ?w ?other ?state { ?a insek:merkmal/skos:notation 'anteil-ohne-insek' ; "
        "insek:konfidenz/skos:notation 'hoch' ; "
        "insek:wert ?w ; "
        "insek:bestaetigung/skos:notation ?state ; insek:widerspricht/insek:wert ?other } ORDER "
        "BY ?other",
    )
    assert rows == [
        ("0.22", "0.172", "widerspruechlich"),
        ("0.22", "29", "widerspruechlich"),
        ("0.22", "140", "widerspruechlich"),
    ]
    why = column(
        sachsen,
        "SELECT ?d { <https://w3id.org/insek/id/sachsen/aussage/anteil-nachgerechnet> "
        "dcterms:description ?d }",
    )[0]
    assert round(29 / 169, 3) == 0.172
    assert "17,2 %" in why
    assert "131,8" in why


def test_the_home_page_has_two_spellings(sachsen: Store) -> None:
    assert ask(
        sachsen,
        "SELECT ?a ?b { ?x insek:merkmal/skos:notation 'internetadresse' ; insek:wert ?a ; "
        "insek:widerspricht/insek:wert ?b } ORDER BY ?a",
    ) == [("inge.sachsen.de", "www.inge-sachsen.de"), ("www.inge-sachsen.de", "inge.sachsen.de")]


def test_the_chronicle_has_its_dates(sachsen: Store) -> None:
    issued = dict(
        pairs(
            sachsen,
            "SELECT ?t ?d { ?q a insek:Quelle ; skos:prefLabel ?t ; dcterms:issued ?d "
            "FILTER(LANG(?t)='de') }",
        )
    )
    assert issued["Agenda 21 (1992)"] == "1992"
    assert issued["Leipzig-Charta (2007)"] == "2007"
    assert issued["Neue Leipzig-Charta (30.11.2020)"] == "2020-11-30"
    assert ask(
        sachsen,
        "SELECT ?a ?e ?b { ?p a insek:Foerderprogramm ; insek:gueltigAb ?a ; insek:gueltigBis ?e . "
        "?x insek:ueber ?p ; insek:betrag ?b }",
    ) == [("2002", "2016", "2500000000")]
    steps = column(
        sachsen,
        "SELECT ?n { ?p insek:teilVonVerfahren ?v ; insek:reihenfolge ?i ; skos:prefLabel ?n } "
        "ORDER BY ?i",
    )
    assert len(steps) == 5
    assert steps[0] == "Bestandsanalyse"


def test_the_kick_off_has_four_sessions_and_three_events_follow(sachsen: Store) -> None:
    assert len(column(sachsen, "SELECT ?s { ?s insek:terminVon ?k }")) == 4
    assert column(
        sachsen, "SELECT ?d { ?k a insek:Beteiligungsveranstaltung ; insek:beginn ?d } ORDER BY ?d"
    ) == ["2024-03-01", "2024-03-20", "2024-04-26", "2024-05-24"]


def test_the_guide_has_its_parts_and_its_tensions(sachsen: Store) -> None:
    assert count(sachsen, "insek:Themenbereich") == 5
    assert count(sachsen, "insek:Fachthema") == 4
    rows = ask(
        sachsen,
        "SELECT ?k (COUNT(?t) AS ?n) { ?k a insek:Methodengegensatz ; insek:zwischen ?t } "
        "GROUP BY ?k",
    )
    assert count(sachsen, "insek:Zielkonflikt") == count(sachsen, "insek:Ziel") == 0
    assert [n for _, n in rows] == ["2"] * 6, (
        "five pairs of demands and the question of transformation"
    )


def test_partners_are_organisations_and_five_are_strategic(sachsen: Store) -> None:
    members = "SELECT ?n { ?f <http://www.w3.org/ns/org#hasMember>/skos:prefLabel ?n } ORDER BY ?n"
    assert column(sachsen, members) == [
        "CIMA Beratung + Management GmbH",
        "STADTSTRATEGIEN",
        "forward Planung und Forschung GmbH",
    ]
    assert (
        len(
            column(
                sachsen,
                "SELECT ?b { ?b a insek:Befund ; skos:prefLabel ?n FILTER(STRSTARTS(?n, "
                "'Strategischer Partner')) }",
            )
        )
        == 5
    )


def test_formats_of_a_scrambled_slide_carry_a_confidence(sachsen: Store) -> None:
    rows = dict(
        pairs(
            sachsen,
            "SELECT ?n ?k { ?a insek:merkmal/skos:notation 'veranstaltungsformat' ; "
            "insek:ueber ?o . ?o a insek:Netzwerk ; skos:prefLabel ?n . ?a "
            "insek:konfidenz/skos:notation ?k }",
        )
    )
    assert len(rows) == 12, "for ASSKOM and SLKT none can be read"
    assert rows["simul+ (KreativWB)"] == "hoch"
    assert rows["ZfBK (Zentrum für Baukultur)"] == "niedrig"


def test_session_one_has_challenges_and_two_wishes(sachsen: Store) -> None:
    def told(start: str) -> int:
        iri = f"https://w3id.org/insek/id/sachsen/befund/{start}-"
        return len(
            column(
                sachsen, f"SELECT ?b {{ ?b a insek:Befund FILTER(STRSTARTS(STR(?b), '{iri}')) }}"
            )
        )

    assert told("herausforderung") == 9
    assert told("format") == 6
    assert told("huerde") == 6
    assert told("verstetigung") == 7
    assert told("synergie") == 7
    assert told("hinweis") == 5
    assert count(sachsen, "insek:Anregung") == 2


def test_only_two_office_holders_are_named(sachsen: Store) -> None:
    assert ask(
        sachsen,
        "SELECT ?n ?f { ?a a insek:Amtstraeger ; skos:altLabel ?n ; insek:funktion ?f } ORDER "
        "BY ?n",
    ) == [
        (
            "Dirk Dreßler",
            "Leiter des Referats 52 im Sächsischen Staatsministerium für Regionalentwicklung",
        ),
        ("Thomas Schmidt", "Staatsminister für Regionalentwicklung"),
    ]
