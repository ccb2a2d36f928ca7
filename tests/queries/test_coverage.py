"""No absence without coverage: none, not recorded and recorded are three answers.

Found by folder: every named query is asked of every real city, and of a city of which there is
nothing but a name. What would be a shortcoming must not be one where nobody recorded it.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pyoxigraph as ox
import pytest
from tests import content
from tests.data.reading import slugs
from tests.queries.asking import (
    BASE,
    SETTINGS,
    TODAY,
    Row,
    answered,
    asked,
    everything,
    only,
    with_ontology,
)

from leitgraph.catalog.binding import terms
from leitgraph.exporters.tables.known import CityKnown, KindKnown
from leitgraph.model import Query, Role, Text
from leitgraph.queries.ask import NamedQueries
from leitgraph.queries.coverage import known_of
from leitgraph.store.host.job import ReaderContext
from leitgraph.store.sparql import guard
from leitgraph.store.views import dataset_for

DAY = "2026-11-30"
NAMELESS = "nurname"
SHORTCOMINGS = {
    "ueberfaellig", "luecke", "wirkung", "indikator", "zielwert", "massnahme", "haushalt",
    "offen", "ohne-scheiben", "ohne-gesamtbetrag", "unter",
}  # fmt: skip
"""Words in a column of states that say that something is missing."""
LISTS = {
    "drafts-without-goal", "goals-without-budget", "hampering-without-weighing",
    "nobody-responsible", "positions-without-goal", "projects-without-place",
}  # fmt: skip
"""Queries in which every row is a shortcoming."""
CITIES = [*slugs(), NAMELESS]


@cache
def bare_city(folder: Path) -> ox.Store:
    """A city of which there is a name and nothing else."""
    file = folder / "stadt.ttl"
    file.write_text(
        "@prefix insek: <https://w3id.org/insek/ns#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        f'<{NAMELESS}/kommune/stadt> a insek:Kommune ; skos:prefLabel "Nurname"@de .\n',
        "utf-8",
    )
    return with_ontology([(file, f"{BASE}/{NAMELESS}/graph/stadt")])


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    return bare_city(tmp_path_factory.mktemp("stadt"))


@cache
def asking() -> NamedQueries:
    return NamedQueries.load(SETTINGS)


def given(query: Query, city: str, **more: str) -> dict[str, str]:
    names = {p.name: p for p in query.parameters}
    wide = {name: "*" for name, p in names.items() if not p.required}
    return {
        **wide,
        **{k: v for k, v in {"stadt": city, "stichtag": DAY, **more}.items() if k in names},
    }


def known(query: Query, store: ox.Store, parameters: dict[str, str]) -> dict[str, CityKnown]:
    """What the executor says beside the rows, with the rows counted."""
    default, named = dataset_for(store, Role.PUBLIC)

    def run(text: str) -> Any:
        return store.query(
            text, base_iri=BASE + "/", prefixes=dict(guard.PREFIXES),
            default_graph=default, named_graphs=list[ox.NamedNode | ox.BlankNode](named),
        )  # fmt: skip

    chosen = terms(query, parameters, base=BASE, today=TODAY)
    context = cast(ReaderContext, SimpleNamespace(query=run))
    found = known_of(context, query, chosen, asking().terms)
    assert found is not None, "a query says what it rests on"
    for row in answered(query, store, **parameters):
        found.count(f"{BASE}/{row['kommune']}" if "kommune" in row else None)
    return {iri.removeprefix(BASE + "/").split("/")[0]: city for iri, city in found.cities.items()}


def faults(query: Query, rows: list[Row]) -> list[Row]:
    """The rows that say that something is missing."""
    if query.slug in LISTS:
        return rows
    states = [column.name for column in query.columns if column.values]
    return [row for row in rows if any(row[name] in SHORTCOMINGS for name in states)]


def test_every_query_says_what_it_rests_on_and_every_state_of_a_shortcoming_is_known_here() -> None:
    for slug in content.query_slugs(options=False):
        query = content.queries()[slug]
        assert query.rests_on, slug
        named = {name for column in query.columns for name in column.values}
        if named & SHORTCOMINGS - {"unter", "ueberfaellig"} and slug not in LISTS:
            assert "nicht-erfasst" in named, slug


@pytest.mark.parametrize("city", CITIES)
@pytest.mark.parametrize("slug", content.query_slugs(options=False))
def test_no_row_is_a_shortcoming_where_its_kind_is_not_recorded(
    slug: str, city: str, bare: ox.Store
) -> None:
    query = content.queries()[slug]
    store = bare if city == NAMELESS else everything()
    parameters = given(query, city, alle="ja", ganze="ja", vorlauf="36500")
    if "stadt" not in {p.name for p in query.parameters}:
        parameters.pop("konsultation", None)
        rows = [] if city == NAMELESS else answered(query, store, **parameters)
        rows = [row for row in rows if any(v.startswith(f"{city}/") for v in row.values())]
        assert faults(query, rows) == []
        return
    rows = answered(query, store, **parameters)
    said = known(query, store, parameters)[city]
    assert {row["kommune"].split("/")[0] for row in rows if "kommune" in row} <= {city}
    if not said.complete:
        assert faults(query, rows) == []
        assert said.answer != "keine"
    if said.missing and not rows:
        assert said.answer == "nicht-erfasst"
        assert said.text("de").startswith("nicht erfasst: ")


@pytest.mark.parametrize("slug", content.query_slugs(options=False))
def test_of_a_city_with_nothing_but_a_name_nothing_is_known(slug: str, bare: ox.Store) -> None:
    query = content.queries()[slug]
    if "stadt" in {p.name for p in query.parameters}:
        said = known(query, bare, given(query, NAMELESS))[NAMELESS]
        assert (said.answer, said.rows) == ("nicht-erfasst", 0)
        assert {kind.degree for kind in said.kinds} == {"unbekannt"}


def test_the_three_answers_to_one_question() -> None:
    query = content.queries()["goals-without-budget"]
    said = {
        city: known(query, everything(), given(query, city, phase="beschluss"))[city]
        for city in ("auerbach", "musterstadt")
    }
    assert said["auerbach"].answer == "nicht-erfasst"
    assert said["auerbach"].text("de") == "nicht erfasst: Haushaltsposition, Zielallokation"
    assert said["auerbach"].text("en").startswith("not recorded: ")
    assert said["musterstadt"].answer == "erfasst"
    assert said["musterstadt"].text("de") == "erfasst"
    before = known(query, everything(), {"stadt": "musterstadt", "stichtag": "1990-01-01"})
    assert before["musterstadt"].answer == "keine"
    assert before["musterstadt"].text("de") == "keine; vollständig erfasst"
    assert before["musterstadt"].text("en") == "none; all recorded"


def test_what_is_recorded_in_part_says_until_when_and_that_later_is_not_known() -> None:
    query = content.queries()["follow-ups-due"]
    said = known(query, everything(), given(query, "dresden"))["dresden"]
    assert (said.answer, said.rows) == ("erfasst", 1)
    assert said.text("de") == "teilweise erfasst, Stand 25.04.2024, danach nicht bekannt"
    assert said.text("en") == "partly recorded, as of 2024-04-25, not known after that"


def test_dresden_was_called_overdue_609_days_beyond_the_end_of_its_data() -> None:
    (row,) = asked("follow-ups-due", stadt="dresden", stichtag=DAY)
    assert (row["lage"], row["tage"]) == ("unbekannt", "")
    assert (row["termin"], row["stand_der_daten"]) == ("2025-03-31", "2024-04-25")


def test_money_for_a_goal_of_auerbach_was_answered_with_zero_euros_of_musterstadt() -> None:
    query = content.queries()["money-by-year"]
    goal = {"ziel": "auerbach/ziel/l01"}
    assert answered(query, everything(), **goal) == []
    said = known(query, everything(), goal)
    assert set(said) == {"auerbach"}
    assert said["auerbach"].text("de") == "nicht erfasst: Haushaltsposition, Zielallokation"
    assert answered(query, everything(), stadt="musterstadt", **goal) == []
    assert known(query, everything(), {"stadt": "musterstadt", **goal}) == {}


def test_a_sum_says_on_what_share_of_the_budget_it_rests() -> None:
    rows = asked("money-by-year", stadt="musterstadt", ziel="musterstadt/ziel/lz-2")
    assert any(row["abgedeckt"] != "1" for row in rows)
    for row in rows:
        whole, rest = Decimal(row["gesamt"]), Decimal(row["offen"])
        assert Decimal(row["abgedeckt"]) == round((whole - rest) / whole, 4)
        assert 0 < int(row["zugeordnet"]) <= int(row["alle_positionen"])


LIMITED = """@prefix insek: <https://w3id.org/insek/ns#> .
@prefix grad: <https://w3id.org/insek/vocab/abdeckungsgrad/> .
@prefix phase: <https://w3id.org/insek/vocab/haushaltsphase/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<s/kommune/stadt> a insek:Kommune .
<s/ziel/z> a insek:Ziel ; insek:kommune <s/kommune/stadt> .
<s/abdeckung/jahr> a insek:Abdeckung ; insek:abdeckungIn <s/kommune/stadt> ;
  insek:abgedeckt insek:Ziel , insek:Haushaltsposition , insek:Zielallokation ;
  insek:abdeckungsgrad grad:vollstaendig ; insek:jahr "2025"^^xsd:gYear ;
  insek:stand "2025-06-30"^^xsd:date .
<s/abdeckung/einheit> a insek:Abdeckung ; insek:abdeckungIn <s/kommune/stadt> ;
  insek:abgedeckt insek:Zustaendigkeit ; insek:abdeckungsgrad grad:vollstaendig ;
  insek:einheit <s/einheit/e> .
<s/abdeckung/orte> a insek:Abdeckung ; insek:abdeckungIn <s/kommune/stadt> ;
  insek:abgedeckt insek:Massnahme ; insek:abgedecktesMerkmal insek:liegtIn ;
  insek:abdeckungsgrad grad:vollstaendig .
"""


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> ox.Store:
    file = tmp_path_factory.mktemp("teil") / "teil.ttl"
    file.write_text(LIMITED, "utf-8")
    return with_ontology([(file, f"{BASE}/s/graph/teil")])


def test_a_budget_of_one_year_answers_for_that_year_until_its_day(limited: ox.Store) -> None:
    query = content.queries()["goals-without-budget"]

    def goals(day: str, **year: str) -> list[str]:
        return [row["ziel"] for row in answered(query, limited, stadt="s", stichtag=day, **year)]

    assert goals("2025-06-30", jahr="2025") == ["s/ziel/z"]
    assert goals("2025-06-30", jahr="2024") == []
    assert goals("2025-06-30") == []
    assert goals("2025-07-01", jahr="2025") == []
    said = known(query, limited, {"stadt": "s", "stichtag": "2025-07-01", "jahr": "2025"})["s"]
    assert said.text("de").endswith("Stand 30.06.2025, danach nicht bekannt; darunter keine")


def test_a_unit_is_a_part_and_a_feature_is_not_the_thing(limited: ox.Store) -> None:
    units = known(content.queries()["nobody-responsible"], limited, {"stadt": "s"})["s"]
    assert {kind.kind: kind.degree for kind in units.kinds}["Zustaendigkeit"] == "teilweise"
    places = known(content.queries()["projects-without-place"], limited, {"stadt": "s"})["s"]
    assert [(kind.feature, kind.degree) for kind in places.kinds] == [
        ("", "unbekannt"),
        ("liegtIn", "vollstaendig"),
    ]


def test_overdue_is_counted_until_the_data_end() -> None:
    (row,) = asked("follow-ups-due", only("follow-ups.ttl"), stichtag="2024-06-04", vorlauf="0")
    assert (row["lage"], row["tage"], row["stand_der_daten"]) == ("ueberfaellig", "3", "2024-06-04")


def test_partly_recorded_without_rows_is_neither_none_nor_unrecorded() -> None:
    part = KindKnown("Vorlage", "", Text("Vorlage", "Paper"), "teilweise", "2024-01-31")
    city = CityKnown("x", "X", (part,))
    assert city.answer == "erfasst"
    assert city.text("de") == "teilweise erfasst, Stand 31.01.2024; darunter keine"


def test_rows_of_a_kind_of_which_nobody_said_how_far_it_is_recorded_are_told_as_such() -> None:
    unsaid = KindKnown("Befund", "", Text("Befund", "Finding"))
    city = CityKnown("x", "X", (unsaid,), rows=2)
    assert (city.answer, city.complete) == ("erfasst", False)
    assert city.text("de") == "erfasst; wie vollständig, sagt niemand: Befund"
