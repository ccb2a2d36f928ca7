"""Leipzig: the review of the SEKo is in the graph as the council paper tells it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal

import pytest
from pyoxigraph import Store
from tests.data.reading import BASE, ask, column, count

L = f"{BASE}leipzig/"


@pytest.fixture
def leipzig(city: Callable[[str], Store]) -> Store:
    return city("leipzig")


def labels(store: Store, where: str) -> list[str]:
    return column(
        store,
        f"SELECT ?l {{ {where} ?x skos:prefLabel ?l FILTER(LANG(?l) = 'de') "
        "OPTIONAL { ?x insek:reihenfolge ?n } } ORDER BY ?n ?l",
    )


def values(store: Store, feature: str) -> list[tuple[str, ...]]:
    return ask(
        store,
        f"SELECT ?w ?b {{ ?a insek:merkmal/skos:notation '{feature}' ; insek:wert ?w "
        "OPTIONAL { ?a insek:bestaetigung/skos:notation ?b } } ORDER BY ?w",
    )


def test_the_resolution_of_2015_and_its_paper(leipzig: Store) -> None:
    assert column(
        leipzig,
        "SELECT ?d { ?b insek:beschliesst/insek:kennung 'DS-00832/14' ; insek:datum ?d ; "
        f"insek:gremium <{L}gremium/stadtrat> }}",
    ) == ["2015-05-20"]


def test_three_phases_in_order(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        f"SELECT ?l ?jahr {{ ?p insek:teilVonVerfahren <{L}verfahren/fortschreibung> ; "
        "insek:reihenfolge ?n ; insek:jahr ?jahr ; skos:prefLabel ?l } ORDER BY ?n",
    )
    assert rows[:3] == [
        ("Bilanzphase", "2015"),
        ("Kernarbeitsphase", "2016"),
        ("Diskussion des Entwurfs", "2017"),
    ]


def test_from_seko_to_insek(leipzig: Store) -> None:
    assert column(
        leipzig, f"SELECT ?alt {{ <{L}fassung/insek-2030> insek:ersetzt ?alt }}"
    ) == [f"{L}fassung/seko-2009"]  # fmt: skip
    in_force = column(
        leipzig,
        "SELECT ?f { ?f a insek:Fassung ; insek:gueltigAb ?ab OPTIONAL { ?f insek:gueltigBis ?bis }"
        " FILTER(STR(?ab) <= '2016-01-15~')"
        " FILTER(COALESCE(CONCAT(STR(?bis), '~') >= '2016-01-15', true))"
        " }",
    )
    assert in_force == [f"{L}fassung/seko-2009"]


def test_goals_are_counted_by_the_paper_and_named_elsewhere(leipzig: Store) -> None:
    assert values(leipzig, "zahl-oberziele") == [("4", "")]
    assert values(leipzig, "zahl-handlungsschwerpunkte") == [("24", "")]
    assert sorted(labels(leipzig, "?x a insek:Oberziel .")) == [
        "Lebensqualität erhalten und verbessern",
        "Nationale und internationale Bedeutung steigern",
        "Soziale Stabilität sichern",
        "Wettbewerbsfähigkeit und Attraktivität der Stadt steigern",
    ]
    assert count(leipzig, "insek:Handlungsschwerpunkt") == 4
    states = column(
        leipzig, "SELECT DISTINCT ?b { ?z insek:zielebene ?e ; insek:bestaetigung ?b }"
    )  # fmt: skip
    assert [state.rsplit("/", 1)[1] for state in states] == ["unbestaetigt"]


def test_priorities_named_for_the_draft_of_2017_are_not_taken_for_adopted(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        "SELECT DISTINCT ?f ?v ?q { ?z a insek:Handlungsschwerpunkt ; insek:inFassung ?f ; "
        "insek:verbindlichkeit/skos:notation ?v ; insek:belegtDurch/insek:quelle ?q }",
    )
    assert rows == [(f"{L}fassung/entwurf-2017", "entwurf", f"{L}quelle/dr-reise")]


def test_the_resolution_of_2018_has_its_six_points(leipzig: Store) -> None:
    assert column(
        leipzig,
        f"SELECT ?n {{ ?p insek:punktVon <{L}beschluss/insek-2030> ; insek:nummer ?n }} "
        "ORDER BY ?n",
    ) == ["1", "2", "3", "4", "5", "6"]


def test_what_is_from_elsewhere_has_an_address_and_the_day_it_was_read(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        "SELECT DISTINCT ?q ?d ?a { ?x insek:belegtDurch/insek:quelle ?q "
        f"FILTER(?q NOT IN (<{L}quelle/bilanz>, <{L}quelle/datenbestand>)) "
        "OPTIONAL { ?q dcterms:description ?d } OPTIONAL { ?q rdfs:seeAlso ?a } }",
    )
    assert len(rows) > 10
    assert [q for q, said, address in rows if not address or "30. November 2026" not in said] == []


def test_the_chain_of_effects_has_four_levels(leipzig: Store) -> None:
    assert column(
        leipzig,
        "SELECT ?k { ?e a insek:Zielebene ; insek:rang ?r ; insek:kernebene/skos:notation ?k } "
        "ORDER BY ?r",
    ) == ["leitziel", "ziel", "ziel", "massnahme"]


def test_eleven_sector_concepts_instead_of_thirteen(leipzig: Store) -> None:
    assert len(labels(leipzig, "?x a insek:Fachkonzept .")) == 11
    assert values(leipzig, "zahl-fachkonzepte") == [
        ("10", "unbestaetigt"),
        ("11", ""),
        ("13", ""),
    ]
    assert column(
        leipzig, f"SELECT ?x {{ <{L}aussage/fachkonzepte-13> insek:widerspricht ?x }}"
    ) == [f"{L}aussage/fachkonzepte-andere-zaehlung"]


def test_sport_was_under_examination_in_2015(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        f"SELECT ?jahr ?w {{ ?a insek:ueber <{L}konzept/fachkonzept-sport> ; insek:jahr ?jahr ; "
        "insek:wert ?w } ORDER BY ?jahr",
    )
    assert [year for year, _ in rows] == ["2015", "2017"]
    assert rows[0][1] == "wird noch geprüft"


def test_two_central_and_ten_further_cross_cutting_themes(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        "SELECT ?n ?f { ?x a insek:Querschnittsthema ; skos:notation ?n ; insek:inFassung ?f }",
    )
    assert Counter((n[0], f.removeprefix(L)) for n, f in rows) == {
        ("Z", "fassung/stand-2015"): 2,
        ("W", "fassung/stand-2015"): 10,
    }


def test_themes_instruments_dimensions_and_foundations(leipzig: Store) -> None:
    assert count(leipzig, "insek:Fachthema") == 9
    assert labels(leipzig, "?x a insek:Umsetzungsinstrument .") == [
        "Flächenmanagement und strategische Liegenschaftspolitik",
        "Beteiligung/Partizipation",
        "Engagementförderung",
        "Integrierte Stadtteilentwicklung",
        "Kooperationsinstrumente",
    ]
    assert count(leipzig, "insek:Dimension") == 5
    assert len(values(leipzig, "grundlage")) == 4


def test_twenty_hints_are_followed_up_and_three_of_them_more_than_once(leipzig: Store) -> None:
    hints = column(
        leipzig,
        f"SELECT ?n {{ ?a insek:ausKonsultation <{L}konsultation/bilanz> ; skos:notation ?n }}",
    )
    assert Counter(n[0] for n in hints) == {"S": 6, "U": 4, "T": 3, "R": 7}
    handling = ask(
        leipzig,
        "SELECT ?n ?h { ?u insek:umgangMit ?a ; insek:umgangsart/skos:notation ?h . "
        f"?a insek:ausKonsultation <{L}konsultation/bilanz> ; skos:notation ?n }}",
    )
    taken_up = {n for n, h in handling if h == "aufgegriffen"}
    assert taken_up == set(hints)
    assert sorted((n, h) for n, h in handling if h != "aufgegriffen") == [
        ("S1", "klargestellt"),
        ("S4", "offen"),
    ]
    assert len(handling) == 23


def test_the_kick_off_of_2015_and_its_four_wishes(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        "SELECT ?d ?z ?ort { ?v a insek:Beteiligungsveranstaltung ; insek:beginn ?d ; "
        "insek:teilnehmerzahl ?z ; insek:ort ?ort }",
    )
    assert rows == [("2015-11-20", "260", "Kongresshalle am Zoo")]
    wishes = labels(leipzig, f"?x insek:ausKonsultation <{L}konsultation/auftakt-2015> .")
    assert [wish.split(": ")[1] for wish in wishes] == [
        "Trotz des Wachstums Möglichkeitsräume erhalten",
        "Integration ermöglichen",
        "Mobilität verbessern",
        "Chancengleichheit und soziale Mischung erhalten",
    ]


def test_the_areas_the_review_names(leipzig: Store) -> None:
    assert labels(
        leipzig,
        f"?x a insek:Raum ; insek:belegtDurch <{L}fundstelle/h-r3> .",
    ) == ["Leipziger Osten", "Leipziger Westen", "Paunsdorf"]


def test_the_slices_of_vi_ds_08190_add_up(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        "SELECT ?summe ?ve ?psp ?jahr ?betrag { ?v insek:kennung 'VI-DS-08190' ; "
        "insek:gesamtbetrag ?summe ; insek:verpflichtungsermaechtigung ?ve ; "
        "insek:pspElement ?psp ; insek:hatJahresscheibe ?s . ?s insek:jahr ?jahr ; "
        "insek:betrag ?betrag } ORDER BY ?jahr",
    )
    assert [row[3] for row in rows] == ["2019", "2020", "2021"]
    assert {row[:3] for row in rows} == {("1650000", "535000", "7.0001784.700")}
    assert sum(Decimal(row[4]) for row in rows) == Decimal(1650000)


def test_a_passage_of_the_paper_has_a_short_quotation_or_says_which_point_of_a_list_it_is(
    leipzig: Store,
) -> None:
    rows = ask(
        leipzig,
        f"SELECT ?f ?a ?z {{ ?f insek:quelle <{L}quelle/bilanz> ; insek:abschnitt ?a "
        "OPTIONAL { ?f insek:zitat ?z } }",
    )
    assert len(rows) > 100
    assert [f for f, _, quotation in rows if len(quotation) > 120] == []
    point = re.compile(r" \d+ von \d+$|Aufzählung")
    assert [f for f, place, quotation in rows if not quotation and not point.search(place)] == []


def test_what_is_not_in_the_paper_is_marked(leipzig: Store) -> None:
    rows = ask(
        leipzig,
        "SELECT ?x { ?x insek:belegtDurch ?f FILTER NOT EXISTS { "
        f"?x insek:belegtDurch/insek:quelle <{L}quelle/bilanz> }} "
        "FILTER NOT EXISTS { ?x insek:bestaetigung ?b } "
        "FILTER NOT EXISTS { ?x a insek:Abdeckung } }",
    )
    assert rows == []
    assert len(column(leipzig, "SELECT ?x { ?x insek:bestaetigung ?b }")) > 50
