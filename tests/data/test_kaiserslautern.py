"""Kaiserslautern: the steering group, what came before, and the 13 concepts of other cities."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import ask, column, count, pairs

ID = "https://w3id.org/insek/id/kaiserslautern/"


@pytest.fixture(scope="module")
def kaiserslautern(city: Callable[[str], Store]) -> Store:
    return city("kaiserslautern")


def findings(store: Store, start: str) -> int:
    return len(
        column(
            store,
            f"SELECT ?b {{ ?b a insek:Befund FILTER(STRSTARTS(STR(?b), '{ID}befund/{start}-')) }}",
        )
    )


def test_the_steering_group_met_on_9_november_2021(kaiserslautern: Store) -> None:
    assert ask(
        kaiserslautern,
        f"SELECT ?a ?b {{ <{ID}konsultation/steuerungsgruppe-1> insek:beginn ?a ; insek:ende ?b }}",
    ) == [("2021-11-09", "2021-11-09")]


def test_an_insek_has_nine_tasks_and_five_reasons(kaiserslautern: Store) -> None:
    assert findings(kaiserslautern, "aufgabe") == 9
    assert findings(kaiserslautern, "grund") == 5


def test_the_law_is_probably_miscited(kaiserslautern: Store) -> None:
    assert ask(
        kaiserslautern,
        "SELECT ?w ?s ?other { ?a insek:wert ?w ; insek:bestaetigung/skos:notation ?s ; "
        "insek:widerspricht/insek:wert ?other FILTER(CONTAINS(STR(?w), 'BauGB')) } ORDER BY ?s",
    ) == [
        ("§ 1 Abs. 6 Nr. 11 BauGB", "erschlossen", "§ 1 Abs. 11 BauGB"),
        ("§ 1 Abs. 11 BauGB", "verdacht", "§ 1 Abs. 6 Nr. 11 BauGB"),
    ]


def test_two_goal_conflicts_are_between_themes_and_not_weighed(kaiserslautern: Store) -> None:
    rows = ask(
        kaiserslautern,
        "SELECT ?n (COUNT(?t) AS ?k) { ?c a insek:Zielkonflikt ; skos:prefLabel ?n ; "
        "insek:zwischen ?t . "
        "?t a insek:Thema FILTER NOT EXISTS { ?c insek:abwaegung ?w } } GROUP BY ?n ORDER BY ?n",
    )
    assert rows == [
        ("Flächenknappheit gegen gewerbliche Entwicklung", "2"),
        ("Innen- vor Außenentwicklung gegen Reaktion auf Klimafolgen", "2"),
    ]


def test_four_megatrends(kaiserslautern: Store) -> None:
    assert column(
        kaiserslautern,
        "SELECT ?n { ?t a insek:Rahmenbedingung ; insek:reihenfolge ?i ; skos:prefLabel ?n "
        "FILTER(LANG(?n)='de') } ORDER BY ?i",
    ) == ["Globalisierung", "Urbanisierung", "Mobilität", "Gesundheit"]


def test_thirteen_concepts_in_four_designs(kaiserslautern: Store) -> None:
    rows = ask(
        kaiserslautern,
        "SELECT ?typ (COUNT(?k) AS ?n) { ?k insek:konzepttyp/skos:notation ?typ } GROUP BY ?typ "
        "ORDER BY ?typ",
    )
    assert rows == [
        ("bericht-ohne-raumkonzept", "3"),
        ("raumbilder", "1"),
        ("strategie-mit-statusbericht", "2"),
        ("umfassend-mit-raumkonzept", "7"),
    ]
    reviewed = column(
        kaiserslautern, f"SELECT ?k {{ <{ID}verfahren/sichtung> insek:verfahrenZu ?k }}"
    )
    assert len(reviewed) == 13


def test_levels_keep_their_local_names(kaiserslautern: Store) -> None:
    def chain(city: str) -> list[tuple[str, ...]]:
        return ask(
            kaiserslautern,
            f"SELECT ?n ?core {{ ?e insek:konzept <{ID}konzept/{city}> ; insek:rang ?r ; "
            f"skos:prefLabel ?n ; "
            "insek:kernebene/skos:notation ?core } ORDER BY ?r",
        )

    assert chain("hannover") == [
        ("Ziele", "ziel"),
        ("Strategien", "strategie"),
        ("Referenzprojekte", "projekt"),
    ]
    assert chain("karlsruhe") == [
        ("Ziele", "ziel"),
        ("Strategische Ansätze", "strategie"),
        ("Projekte", "projekt"),
        ("Integrierte Leitvorhaben", "projekt"),
    ]
    assert chain("erfurt") == [("Leitsätze", "leitziel"), ("Strategische Projekte", "projekt")]
    assert chain("heidelberg") == [("Leitlinien", "leitziel"), ("Ziele", "ziel")]
    assert chain("zukunftsinitiative-2020") == [
        ("Sektorales Leitbild", "leitbild"),
        ("Leitsatz", "leitziel"),
        ("Ziele", "ziel"),
        ("Handlungsfelder", "strategie"),
        ("Maßnahmen", "massnahme"),
    ]
    assert chain("albstadt") == [], "the source names none"


def test_peculiarities_of_ten_concepts(kaiserslautern: Store) -> None:
    rows = ask(
        kaiserslautern,
        "SELECT ?k (COUNT(?b) AS ?n) { ?b a insek:Befund ; insek:befundart "
        "v:befundart\\/besonderheit ; "
        "insek:ueber ?k . ?k insek:konzepttyp ?t } GROUP BY ?k",
    )
    assert {k.rsplit("/", 1)[1]: int(n) for k, n in rows} == {
        "heidelberg": 4,
        "hannover": 6,
        "augsburg": 3,
        "erfurt": 5,
        "leipzig": 7,
        "wiesbaden": 7,
        "karlsruhe": 6,
        "duesseldorf": 5,
        "berlin": 7,
        "frankfurt": 8,
    }


def test_the_common_frame_has_nine_parts_and_five_orientations(kaiserslautern: Store) -> None:
    assert findings(kaiserslautern, "grundaufbau") == 9
    assert findings(kaiserslautern, "ausrichtung") == 5
    assert findings(kaiserslautern, "folgerung") == 5


def test_five_next_steps_and_three_wishes(kaiserslautern: Store) -> None:
    steps = column(
        kaiserslautern,
        f"SELECT ?n {{ ?p insek:teilVonVerfahren <{ID}verfahren/insek> ; insek:reihenfolge ?i ; "
        f"skos:prefLabel ?n }} ORDER BY ?i",
    )
    assert len(steps) == 5
    assert steps[0] == "Ergebnisse der Fragebögen"
    assert findings(kaiserslautern, "wunsch") == 3


def test_the_predecessor_has_phases_a_resolution_and_weaknesses(kaiserslautern: Store) -> None:
    assert pairs(
        kaiserslautern,
        f"SELECT ?a ?b {{ ?p insek:teilVonVerfahren <{ID}verfahren/zukunftsinitiative> ; "
        f"insek:beginn ?a ; insek:ende ?b }} ORDER BY ?a",
    ) == [("1998", "2000"), ("2009", "2010")]
    assert column(
        kaiserslautern,
        "SELECT ?d { ?l a insek:Leitbild ; insek:inFassung/insek:beschlossenDurch/insek:datum ?d }",
    ) == ["2010-03-15"]
    assert column(
        kaiserslautern,
        "SELECT ?n { ?b insek:befundart v:befundart\\/schwaeche ; skos:prefLabel ?n ; "
        "insek:reihenfolge ?i } ORDER BY ?i",
    ) == [
        "Interessenvertreter beteiligt, Bürger schwer zu motivieren",
        "Keine eingebaute Erfolgskontrolle",
        "Fehlender Raumbezug",
        "Nicht indikatorengestützt",
    ]
    assert count(kaiserslautern, "insek:Projekt") == 6
    assert column(
        kaiserslautern,
        "SELECT ?n { ?z a insek:Zustaendigkeit ; insek:einheit/skos:prefLabel ?n } ORDER BY ?n",
    ) == ["Referat Stadtentwicklung", "Referat Umweltschutz"]


def test_the_resolution_of_2025_is_hearsay(kaiserslautern: Store) -> None:
    assert ask(
        kaiserslautern,
        f"SELECT ?w ?k ?s {{ <{ID}aussage/insek-beschluss-2025> insek:wert ?w ; "
        "insek:konfidenz/skos:notation ?k ; insek:bestaetigung/skos:notation ?s }",
    ) == [("2025-10-06", "mittel", "unbestaetigt")]
