"""Dresden: the mandates of A0293/21, what the follow-up of April 2024 reports, goals by version."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import BASE, VOCAB, ask, column

D = f"{BASE}dresden/"


@pytest.fixture
def dresden(city: Callable[[str], Store]) -> Store:
    return city("dresden")


def short(iri: str) -> str:
    return iri.removeprefix(D).removeprefix(VOCAB)


# ---- A0293/21


def test_two_mandates_and_eight_areas(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?p (COUNT(?b) AS ?n) { ?p insek:punktVon/insek:kennung 'A0293/21' ; "
        "insek:istAuftrag true OPTIONAL { ?p insek:umfasstBereich ?b } } GROUP BY ?p ORDER BY ?p",
    )
    assert [(short(p), int(n)) for p, n in rows] == [
        ("beschlusspunkt/a0293-21-1", 8),
        ("beschlusspunkt/a0293-21-2", 0),
    ]
    added = column(
        dresden,
        "SELECT ?l { ?b a insek:Auftragsbereich ; skos:prefLabel ?l ; insek:belegtDurch "
        f"<{D}fundstelle/bk-ergaenzung> }} ORDER BY ?l",
    )
    assert added == ["Klima- und Umweltschutz", "Landschafts- und Denkmalpflege"]


def test_the_follow_up_of_april_2024(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?d ?s ?n ?gz (COUNT(?x) AS ?schritte) { ?k a insek:Beschlusskontrolle ; "
        "insek:datum ?d ; insek:kontrollstatus/skos:notation ?s ; insek:naechsteKontrolle ?n ; "
        "insek:geschaeftszeichen ?gz ; insek:nachweis ?x } GROUP BY ?d ?s ?n ?gz",
    )
    assert rows == [("2024-04-25", "zwischenstand", "2025-03-31", "(DGB) 15.1", "4")]
    dated = column(
        dresden, "SELECT ?d { ?s a insek:Umsetzungsschritt ; insek:datum ?d } ORDER BY ?d"
    )
    assert dated == ["2024-03-25", "2024-04-11"]


def test_a_goal_is_adopted_or_drafted_in_each_version_by_itself(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?f ?status ?words { ?z insek:zielfassungVon ?g ; insek:inFassung ?f ; "
        "insek:verbindlichkeit/skos:notation ?status . ?g insek:inFassung ?f "
        f"FILTER (?g = <{D}ziel/kulturstadt>) "
        "OPTIONAL { ?z insek:wortlaut ?words } } ORDER BY ?f",
    )
    assert [(short(version), status, words) for version, status, words in rows] == [
        ("fassung/2016", "beschlossen", "Kulturstadt in Europa"),
        ("fassung/2022", "beschlossen", ""),
        ("fassung/2035", "entwurf", "Kulturstadt in Europa"),
    ]
    adopted_in_a_plan = column(
        dresden,
        "SELECT ?z { ?z insek:verbindlichkeit/skos:notation 'beschlossen' ; "
        "insek:inFassung/insek:fassungsstatus/skos:notation 'geplant' }",
    )
    assert adopted_in_a_plan == []


def test_history_and_failures_are_no_evidence_for_a_mandate(dresden: Store) -> None:
    apart = ask(
        dresden,
        "SELECT ?c (COUNT(?x) AS ?n) { VALUES ?c { insek:Ausgangslage insek:Hemmnis "
        "insek:Umsetzungsschritt } ?x a ?c ; insek:berichtetIn ?k } GROUP BY ?c ORDER BY ?c",
    )
    assert [(c.rpartition("#")[2], n) for c, n in apart] == [
        ("Ausgangslage", "7"), ("Hemmnis", "2"), ("Umsetzungsschritt", "5"),
    ]  # fmt: skip
    evidence = column(dresden, "SELECT ?s { ?k insek:nachweis ?s } ORDER BY ?s")
    assert [short(one) for one in evidence] == [
        "schritt/anrainerkonferenz",
        "schritt/gespraechsformat",
        "schritt/investorenkonferenz",
        "schritt/wohnpotenziale",
    ]


def test_the_follow_up_names_no_goal_and_no_cost(dresden: Store) -> None:
    touched = column(
        dresden,
        "SELECT ?o { VALUES ?p { insek:hatZielbezug insek:gesamtbetrag insek:investitionskosten "
        f"insek:betrag insek:umgesetztDurch }} VALUES ?s {{ <{D}vorlage/a0293-21> "
        f"<{D}beschluss/a0293-21> <{D}beschlusspunkt/a0293-21-1> "
        f"<{D}kontrolle/a0293-21-2024> }} ?s ?p ?o }}",
    )
    assert touched == []
