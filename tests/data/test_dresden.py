"""Dresden: what the two documents say is in the graph, with its counts and contradictions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from pyoxigraph import Store
from tests.data.reading import BASE, VOCAB, ask, column, count, pairs

D = f"{BASE}dresden/"
IN_TABLE = f"?t insek:terminVon <{D}konsultation/grundlagendiskussion>"


@pytest.fixture
def dresden(city: Callable[[str], Store]) -> Store:
    return city("dresden")


def short(iri: str) -> str:
    return iri.removeprefix(D).removeprefix(VOCAB)


# ---- V1796/22 and what came of its third point


def test_the_mandate_leads_to_the_consultation_and_its_document(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?datum ?wer ?konsultation ?titel { ?b insek:beschliesst ?v ; insek:datum ?datum . "
        "?v insek:kennung 'V1796/22' . ?p insek:punktVon ?b ; insek:nummer 3 ; "
        "insek:istAuftrag true ; insek:beauftragt ?wer ; insek:umgesetztDurch ?konsultation . "
        "?konsultation a insek:Konsultation ; insek:zuBeschlusspunkt ?p ; "
        "insek:belegtDurch/insek:quelle/dcterms:title ?titel }",
    )
    assert len(rows) == 1
    datum, wer, konsultation, titel = rows[0]
    assert datum == "2023-03-02"
    assert short(wer) == "amtstraeger/oberbuergermeister"
    assert short(konsultation) == "konsultation/grundlagendiskussion"
    assert "Zusammenfassung Grundlagendiskussion 2023/2024" in titel


def test_offices_are_recorded_as_such(dresden: Store) -> None:
    assert sorted(column(dresden, "SELECT ?f { ?a a insek:Amtstraeger ; insek:funktion ?f }")) == [
        "Erster Bürgermeister",
        "Oberbürgermeister",
    ]


# ---- the consultation table


def test_eight_divisions_and_eleven_dates(dresden: Store) -> None:
    rows = ask(dresden, f"SELECT ?gz ?d {{ {IN_TABLE} ; insek:bereich ?b ; insek:datum ?d . "
                        "?b insek:geschaeftszeichen ?gz }")  # fmt: skip
    assert len(rows) == 11
    assert Counter(gz for gz, _ in rows) == {
        "DOB": 1, "StB/OS": 1, "GB 2": 1, "GB 3": 2, "GB 4": 1, "GB 5": 1, "GB 6": 3, "GB 7": 1,
    }  # fmt: skip
    assert column(dresden, "SELECT ?b { ?b insek:geschaeftszeichen 'GB 1' }") == []


def test_two_or_three_dates_of_one_division_are_two_or_three_meetings(dresden: Store) -> None:
    meetings = ask(
        dresden,
        "SELECT ?t (COUNT(?d) AS ?n) { ?t a insek:Konsultationstermin ; insek:datum ?d } "
        "GROUP BY ?t",
    )
    assert [count for _, count in meetings] == ["1"] * 11
    # Who attended on which day is not said, so the attendances are those of the series.
    assert pairs(
        dresden,
        "SELECT ?r (COUNT(DISTINCT ?x) AS ?n) { ?t insek:inTerminreihe ?r . "
        "?x insek:termin ?r } GROUP BY ?r ORDER BY ?r",
    ) == [(f"{D}termin/gb-3", "4"), (f"{D}termin/gb-6", "6")]


def test_every_entry_of_the_table_is_there_once(dresden: Store) -> None:
    rows = ask(
        dresden,
        f"SELECT ?t ?e ?s {{ ?x a insek:Konsultationsteilnahme ; insek:termin ?t ; "
        f"insek:einheit ?e ; insek:teilnahmestatus ?s . {IN_TABLE} }}",
    )
    assert len(rows) == len(set(rows)) == 57
    per_row = Counter((short(t), short(s).split("/")[1]) for t, _, s in rows)
    assert per_row == {
        ("termin/dob", "teilgenommen"): 4,
        ("termin/stb-os", "teilgenommen"): 12,  # eleven, and the doubtful DOB
        ("termin/stb-os", "keine-teilnahme"): 5,
        ("termin/gb-2", "teilgenommen"): 6,
        ("termin/gb-3", "teilgenommen"): 4,
        ("termin/gb-4", "teilgenommen"): 5,
        ("termin/gb-4", "keine-teilnahme"): 2,
        ("termin/gb-5", "teilgenommen"): 3,
        ("termin/gb-5", "keine-teilnahme"): 2,
        ("termin/gb-6", "teilgenommen"): 5,
        ("termin/gb-6", "keine-teilnahme"): 1,
        ("termin/gb-7", "teilgenommen"): 4,
        ("termin/gb-7", "keine-teilnahme"): 4,
    }


def test_47_and_49_are_in_both_lists_and_stay_so(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?gz ?ja ?nein { ?ja insek:einheit ?e ; insek:widerspricht ?nein ; "
        "insek:teilnahmestatus <https://w3id.org/insek/vocab/teilnahmestatus/teilgenommen> ; "
        "insek:bestaetigung <https://w3id.org/insek/vocab/bestaetigung/widerspruechlich> . "
        "?nein insek:einheit ?e ; insek:widerspricht ?ja ; "
        "insek:teilnahmestatus <https://w3id.org/insek/vocab/teilnahmestatus/keine-teilnahme> . "
        "?e insek:geschaeftszeichen ?gz } ORDER BY ?gz",
    )
    assert [row[0] for row in rows] == ["47", "49"]


def test_each_attendance_cites_its_row_and_column(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?s ?abschnitt { ?x a insek:Konsultationsteilnahme ; insek:konfidenz ?k ; "
        "insek:teilnahmestatus ?s ; insek:belegtDurch/insek:abschnitt ?abschnitt }",
    )
    assert len(rows) == 57
    for status, section in rows:
        wanted = "„Teilgenommen" if status.endswith("/teilgenommen") else "„keine Teilnahme"
        assert wanted in section
        assert "Zeile" in section


def test_doubts_about_the_table_are_data(dresden: Store) -> None:
    def state(iri: str) -> tuple[str, str]:
        (row,) = ask(
            dresden,
            f"SELECT ?b ?k {{ <{D}{iri}> insek:bestaetigung ?b ; insek:konfidenz ?k }}",
        )
        return row[0].rsplit("/", 1)[1], row[1].rsplit("/", 1)[1]

    assert state("aussage/datum-17-april") == ("verdacht", "niedrig")
    assert state("teilnahme/stb-os-dob") == ("verdacht", "niedrig")
    for gz in ("27", "32", "71", "76"):
        assert state(f"teilnahme/gb-7-{gz}") == ("erschlossen", "mittel")
    assert column(
        dresden,
        f"SELECT ?w {{ <{D}aussage/datum-17-april> insek:wert ?w ; "
        f"insek:widerspricht <{D}aussage/zeitraum> }}",
    ) == ["2023-04-17"]


def test_units_bear_numbers_and_no_invented_names(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?gz ?name { ?e insek:geschaeftszeichen ?gz ; skos:prefLabel ?name ; "
        "a insek:Organisationseinheit }",
    )
    assert len(rows) == 54
    for gz, name in rows:
        assert name == f"Einheit mit GZ {gz} (Dresden)" or gz == "StB/OS"
    assert count(dresden, "insek:Geschaeftsbereich") == 6


def test_six_questions_were_put(dresden: Store) -> None:
    assert column(
        dresden,
        f"SELECT ?n {{ ?a insek:ueber <{D}konsultation/grundlagendiskussion> ; insek:nummer ?n ; "
        "insek:merkmal/skos:notation 'fragestellung' } ORDER BY ?n",
    ) == [str(n) for n in range(1, 7)]


# ---- suggestions and how they are handled


def test_suggestions_by_kind(dresden: Store) -> None:
    kinds = Counter(column(dresden, "SELECT ?k { ?a insek:anregungsart/skos:notation ?k }"))
    assert kinds == {
        "inhaltlich": 26,
        "formal": 1,
        "rollenklaerung": 3,
        "methodisch": 8,
        "beteiligung": 7,
        "leitbildidee": 13,
    }


def test_handling_of_the_suggestions(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?art ?umgang ?n { ?u insek:umgangMit ?a ; insek:umgangsart/skos:notation ?umgang . "
        "?a insek:anregungsart/skos:notation ?art ; skos:notation ?n }",
    )
    assert Counter((art, handling) for art, handling, _ in rows) == {
        ("inhaltlich", "aufgegriffen"): 26,
        ("formal", "aufgegriffen"): 1,
        ("rollenklaerung", "klargestellt"): 3,
        ("methodisch", "aufgegriffen"): 6,
        ("methodisch", "kritisch-gesehen"): 2,
    }
    assert {n for _, handling, n in rows if handling == "kritisch-gesehen"} == {"K1", "K2"}


def test_what_is_not_taken_up_has_a_reason(dresden: Store) -> None:
    reasons = ask(
        dresden,
        "SELECT ?n ?grund { ?u insek:umgangMit/skos:notation ?n ; insek:umgangsart ?art ; "
        "insek:begruendung ?grund } ORDER BY ?n",
    )
    assert [n for n, _ in reasons] == ["F1", "F2", "F3", "K1", "K2"]


def test_one_wish_was_taken_up_and_viewed_critically(dresden: Store) -> None:
    rows = ask(
        dresden,
        "SELECT ?a ?b { ?x insek:gleicherWunschWie ?y ; skos:notation ?a . ?y skos:notation ?b } "
        "ORDER BY ?a",
    )
    assert rows == [("A02", "B3"), ("A08", "K1"), ("B3", "A02"), ("K1", "A08")]
    assert column(dresden, f"SELECT ?u {{ <{D}umgang/a08> insek:widerspricht ?u }}") == [
        f"{D}umgang/k1"
    ]


def test_only_principles_against_key_projects(dresden: Store) -> None:
    assert column(
        dresden, f"SELECT ?x {{ <{D}aussage/spannung-grundsaetze> insek:widerspricht ?x }}"
    ) == [f"{D}aussage/spannung-schluesselprojekte"]


def test_both_countings_of_the_ideas_stand(dresden: Store) -> None:
    assert sorted(
        column(dresden, "SELECT ?w { ?a insek:merkmal/skos:notation 'zahl-ideen' ; insek:wert ?w }")
    ) == ["12", "13"]


# ---- framework conditions and themes


def test_four_framework_conditions(dresden: Store) -> None:
    assert column(
        dresden,
        "SELECT ?l { ?r a insek:Rahmenbedingung ; insek:reihenfolge ?n ; skos:prefLabel ?l "
        "FILTER(LANG(?l) = 'de') } ORDER BY ?n",
    ) == [
        "Migration",
        "Gesellschaftlicher Zusammenhalt",
        "Klimawandel",
        "Energiewende und leistungsfähige, stadttechnische Infrastruktur",
    ]


def test_four_themes_in_each_version_and_one_name_changed(dresden: Store) -> None:
    for version in ("2016", "2022", "2035"):
        themes = column(
            dresden,
            f"SELECT ?z {{ ?z a insek:Zukunftsthema ; insek:inFassung <{D}fassung/{version}> }}",
        )
        assert len(themes) == 4
    changes = ask(
        dresden,
        "SELECT ?art ?v ?n { ?x insek:aenderungsart/skos:notation ?art ; insek:vorher ?v ; "
        "insek:nachher ?n }",
    )
    assert Counter(art for art, _, _ in changes) == {"beibehalten": 4, "umformuliert": 4}
    assert ("ziel/ressourcen", "ziel/ressourcen-2035") in [
        (short(v), short(n)) for art, v, n in changes if art == "umformuliert"
    ]
    assert all(v == n for art, v, n in changes if art == "beibehalten")
