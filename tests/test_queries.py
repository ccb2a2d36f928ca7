"""Every query file is sound, and its own examples are its tests; values stay in their place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from leitgraph.catalog.binding import bound, terms
from leitgraph.catalog.cities import graphs, load_cities
from leitgraph.catalog.ontology import OntologyFiles, load_ontology
from leitgraph.catalog.queries import as_plain, listed, load_queries, load_query
from leitgraph.config import ONTOLOGY_GRAPH, VOCAB_BASE, Settings
from leitgraph.errors import BadParameter, LeitgraphError
from leitgraph.graph import guard
from leitgraph.graph.layers import CATALOGUE, SICHTBARKEIT
from leitgraph.graph.skolem import canonical
from leitgraph.graph.views import dataset_for, open_view
from leitgraph.model import Patch, Query, Role

SETTINGS = Settings()
BASE = SETTINGS.base
FOLDER = SETTINGS.content_dir("queries")
QUERIES = load_queries(FOLDER)
FIXTURES = Path(__file__).parent / "queries"
CODES = load_ontology(SETTINGS.content_dir("ontology")).codes.keys()
TODAY = "2026-11-21"

ASKED_FOR = {1, 2, 3, 5, 8, 9, 11, 13, 15, 17, 22, 26, 30, 32, 37}
EXAMPLES = [
    pytest.param(query, example, id=f"{query.slug}: {example['what']}")
    for query in QUERIES.values()
    for example in query.examples
]


@cache
def graph_of(*names: str) -> ox.Store:
    """The public graph with ontology, code lists and some cities or fixtures, inferences drawn."""
    scratch = ox.Store()

    def load(path: Path, graph: str) -> None:
        node = ox.NamedNode(graph)
        scratch.bulk_load(
            path=str(path), format=ox.RdfFormat.TURTLE, base_iri=BASE + "/", to_graph=node
        )
        scratch.add(ox.Quad(node, SICHTBARKEIT, ox.Literal("public"), CATALOGUE))

    files = OntologyFiles.of(SETTINGS.content_dir("ontology"))
    for path in files.modules:
        load(path, ONTOLOGY_GRAPH)
    for path in files.vocab:
        load(path, VOCAB_BASE.rstrip("/"))
    cities = load_cities(SETTINGS.content_dir("data"))
    for name in names:
        if name.endswith(".ttl"):
            load(FIXTURES / name, f"{BASE}/pruefstadt/graph/{name[:-4]}")
            continue
        for path, graph in graphs(cities["musterstadt" if name == "demo" else name], BASE):
            load(path, graph)
    view = open_view("memory", Path("unused"))
    view.replay([Patch(canonical(scratch, BASE), b"", "Prüfung", "Prüfung", number=1, hash="0")])
    return view.store_for_reader()


def solutions(slug: str, data: list[str], **parameters: str) -> list[dict[str, str]]:
    """Rows as short texts: IRIs without the base, codes as list/code, nothing as ""."""
    store = graph_of(*data)
    text = bound(QUERIES[slug], parameters, base=BASE, today=TODAY, codes=CODES)
    default, named = dataset_for(store, Role.PUBLIC)
    found = store.query(
        text,
        base_iri=BASE + "/",
        prefixes=dict(guard.PREFIXES),
        default_graph=default,
        named_graphs=list[ox.NamedNode | ox.BlankNode](named),
    )
    assert isinstance(found, ox.QuerySolutions)
    names = [variable.value for variable in found.variables]
    return [{name: short(row[name]) for name in names} for row in found]


def short(term: Any) -> str:
    if term is None:
        return ""
    return str(term.value).removeprefix(BASE + "/").removeprefix(VOCAB_BASE)


def shown(rows: list[dict[str, str]], keys: list[str]) -> list[dict[str, str]]:
    return [{key: row[key] for key in keys} for row in rows]


# ---------------------------------------------------------------- the files


def test_the_questions_asked_for_are_all_answered() -> None:
    answered = {number for query in QUERIES.values() for number in query.questions}
    assert answered >= ASKED_FOR
    assert len(listed(QUERIES)) >= 18
    assert "consultation-participation" in QUERIES


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.slug)
def test_a_query_is_tried_on_data_that_have_the_case_and_on_data_that_have_not(
    query: Query,
) -> None:
    counts = [e["rows"] if isinstance(e["rows"], int) else len(e["rows"]) for e in query.examples]
    assert max(counts) > 0
    assert query.slug == "options-cities" or min(counts) == 0


@pytest.mark.parametrize("query", listed(QUERIES), ids=lambda query: query.slug)
def test_a_query_names_the_source_of_its_rows_and_says_so_in_two_languages(query: Query) -> None:
    assert any(column.kind == "source" for column in query.columns)
    assert as_plain(query, "de")["title"] != as_plain(query, "en")["title"]


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.slug)
def test_a_query_file_is_valid_sparql_to_paste_anywhere(query: Query) -> None:
    ox.Store().query(query.body, base_iri=BASE + "/")


# ---------------------------------------------------------------- the examples


@pytest.mark.parametrize(("query", "example"), EXAMPLES)
def test_example(query: Query, example: dict[str, Any]) -> None:
    rows = solutions(query.slug, example["data"], **example["parameters"])
    expected = example["rows"]
    if isinstance(expected, int):
        assert len(rows) == expected
    else:
        assert [shown([row], list(want))[0] for row, want in zip(rows, expected, strict=False)] == (
            expected
        )
        assert len(rows) == len(expected)
    for want in example["contains"]:
        assert want in shown(rows, list(want))
    if query.view != "options":
        assert [row for row in rows if row["beleg"] in {"", "ohne Beleg"}] == []


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 50


# ---------------------------------------------------------------- what no city has


def test_each_euro_counts_once_however_its_shares_are_written() -> None:
    def money(**parameters: str) -> list[tuple[str, ...]]:
        rows = solutions("money-by-year", ["money.ttl"], **parameters)
        keys = ("jahr", "betrag", "andere", "offen", "gesamt", "positionen", "ueberzeichnet")
        return [tuple(row[key] for key in keys) for row in rows]

    everything = [("2024", "1400", "0", "500", "1900", "3", "1")]
    assert money() == everything
    # The climate theme hangs on the guiding goal and, a second time, on its sub-goal.
    assert money(ziel="pruefstadt/thema/klima") == [
        ("2024", "1066.67", "333.33", "500", "1900", "3", "1")
    ]
    assert money(ziel="pruefstadt/ziel/l1") == money(ziel="pruefstadt/thema/klima")
    assert money(ziel="pruefstadt/ziel/u1") == [
        ("2024", "566.67", "833.33", "500", "1900", "2", "1")
    ]
    assert money(ziel="pruefstadt/ziel/l2") == [
        ("2024", "333.33", "1066.67", "500", "1900", "1", "1")
    ]


def test_income_and_what_a_paper_allocates_are_no_spending() -> None:
    rows = solutions("money-by-year", ["money.ttl"])
    assert [row["gesamt"] for row in rows] == ["1900"]


def test_a_split_goal_names_both_successors_and_only_after_the_change() -> None:
    rows = solutions("outdated-goals", ["papers.ttl"])
    assert shown(rows, ["kennung", "ziel", "aenderung", "seit", "nachfolger"]) == [
        {
            "kennung": "V3",
            "ziel": "pruefstadt/ziel/abgelaufen",
            "aenderung": "",
            "seit": "2023-12-31",
            "nachfolger": "",
        },
        *(
            {
                "kennung": "V2",
                "ziel": "pruefstadt/ziel/alt",
                "aenderung": "aenderungsart/geteilt",
                "seit": "2024-01-01",
                "nachfolger": f"pruefstadt/ziel/{successor}",
            }
            for successor in ("neu-1", "neu-2")
        ),
    ]


def test_sums_are_told_apart_by_what_is_wrong() -> None:
    rows = solutions("sums-of-slices", ["papers.ttl"], alle="ja")
    assert {row["kennung"]: row["ergebnis"] for row in rows} == {
        "V1": "stimmt",
        "V2": "ve",
        "V3": "ohne-gesamtbetrag",
        "V4": "ohne-scheiben",
        "V5": "summe",
    }


def test_a_reason_and_a_weighing_are_enough() -> None:
    drafts = solutions("drafts-without-goal", ["papers.ttl"], stichtag="2024-12-31")
    assert [row["kennung"] for row in drafts] == ["V4"]
    hampering = solutions("hampering-without-weighing", ["papers.ttl"])
    assert [row["kennung"] for row in hampering] == ["V5"]


def test_responsibility_ends_with_its_last_day_or_with_its_unit() -> None:
    def nobody(day: str) -> dict[str, str]:
        rows = solutions("nobody-responsible", ["responsible.ttl"], stichtag=day)
        return {row["sache"]: row["zuletzt"] for row in rows}

    always = {"pruefstadt/ziel/nur-beteiligt": "", "pruefstadt/ziel/nie": ""}
    assert nobody("2023-12-31") == always
    assert nobody("2024-01-01") == {
        **always,
        "pruefstadt/ziel/befristet": "Amt A (bis 2023-12-31)",
        "pruefstadt/ziel/amt-aufgeloest": "Amt B (bis 2023-12-31)",
    }


def test_a_later_follow_up_takes_the_place_of_the_one_before() -> None:
    def due(day: str) -> list[tuple[str, str]]:
        rows = solutions("follow-ups-due", ["follow-ups.ttl"], stichtag=day, vorlauf="0")
        return [(row["kontrolle"], row["lage"]) for row in rows]

    first, second = "pruefstadt/kontrolle/erste", "pruefstadt/kontrolle/zweite"
    assert due("2024-05-31") == []
    assert due("2024-06-01") == [(first, "faellig")]
    assert due("2024-06-02") == [(first, "ueberfaellig")]
    assert due("2024-07-01") == []
    assert due("2025-01-02") == [(second, "ueberfaellig")]
    # Once it is reported as done, nothing is due any more.
    assert due("2025-06-01") == []


# ---------------------------------------------------------------- parameters


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.slug)
def test_without_values_the_defaults_are_bound(query: Query) -> None:
    store = graph_of()
    text = bound(query, {}, base=BASE, today=TODAY, codes=CODES)
    store.query(text, base_iri=BASE + "/", prefixes=dict(guard.PREFIXES))


@pytest.mark.parametrize(
    "attack",
    [
        '" } UNION { ?s ?p ?o } #',
        "> } SERVICE <http://evil.example/> { ?s ?p ?o } #",
        "x> . ?s ?p ?o . <y",
        "} } DROP ALL ; SELECT * { {",
        "2024'^^xsd:gYear",
        "\\u007D } ?s ?p ?o",
        "\ud800",
        "a\x00b",
        "UNDEF } VALUES ?x { 1",
        "?stadt",
        "_:b0",
    ],
)
@pytest.mark.parametrize(
    ("slug", "name"),
    [
        (query.slug, parameter.name)
        for query in QUERIES.values()
        for parameter in query.parameters
        if parameter.type != "string"
    ],
)
def test_an_attack_on_a_typed_parameter_is_refused(slug: str, name: str, attack: str) -> None:
    with pytest.raises(BadParameter) as refused:
        bound(QUERIES[slug], {name: attack}, base=BASE, today=TODAY, codes=CODES)
    assert refused.value.status == 422
    assert refused.value.facts["parameter"] == name


def sample(tmp_path: Path, header: str = "", body: str = "") -> Query:
    """A query with one parameter of each kind of text."""
    path = tmp_path / "a-query.rq"
    path.write_text(
        header
        or (
            "#+ title: {de: Eine, en: One}\n#+ description: {de: Eine., en: One.}\n"
            "#+ parameters:\n#+   - {name: wort, type: string, label: {de: Wort, en: Word}}\n"
            "#+   - {name: zahl, type: decimal, label: {de: Zahl, en: Number}}\n"
            "#+ columns:\n#+   - {name: wert, label: {de: Wert, en: Value}}\n"
        )
    )
    with path.open("a") as file:
        file.write(
            body
            or (
                '# VALUES ?wort { "in a comment" }\n'
                "SELECT ?wert WHERE { VALUES ?wort { UNDEF } VALUES ?zahl { UNDEF }\n"
                '  BIND ("VALUES ?wort { 1 }" AS ?falle)\n  BIND (?wort AS ?wert) }\n'
            )
        )
    return load_query(path)


@pytest.mark.parametrize(
    "value",
    ['"', '" } UNION { ?s ?p ?o } #', "\\", "zwei\nZeilen", "ümläut ✓", "'''", "{ } UNDEF"],
)
def test_a_text_comes_out_as_it_went_in(tmp_path: Path, value: str) -> None:
    query = sample(tmp_path)
    text = bound(query, {"wort": value}, base=BASE, today=TODAY)
    found = ox.Store().query(text)
    assert isinstance(found, ox.QuerySolutions)
    assert [row[0] for row in found] == [ox.Literal(value)]


@pytest.mark.parametrize(
    ("given", "number"),
    [
        ("50000", "50000"),
        ("1650000.50", "1650000.50"),
        ("1.650.000,00", "1650000.00"),
        ("1.650.000", "1650000"),
        ("0,5", "0.5"),
        ("-3", "-3"),
        ("1.650", None),
        ("1e6", None),
        ("1 000", None),
        ("12,34,56", None),
    ],
)
def test_a_number_may_be_written_the_german_way(
    tmp_path: Path, given: str, number: str | None
) -> None:
    query = sample(tmp_path)
    if number is None:
        with pytest.raises(BadParameter):
            terms(query, {"zahl": given}, base=BASE, today=TODAY)
        return
    term = terms(query, {"zahl": given}, base=BASE, today=TODAY)["zahl"]
    assert term is not None
    assert term.value == number


def test_star_means_all_and_is_refused_where_a_value_is_needed() -> None:
    assert terms(QUERIES["shares-not-100"], {"phase": "*"}, base=BASE, today=TODAY)["phase"] is None
    with pytest.raises(BadParameter, match="Ab Euro"):
        terms(QUERIES["positions-without-goal"], {"ab": "*"}, base=BASE, today=TODAY)


def test_a_city_may_be_its_slug_and_an_iri_may_be_relative() -> None:
    found = terms(
        QUERIES["money-by-year"],
        {"stadt": "auerbach", "ziel": "auerbach/ziel/l01"},
        base=BASE,
        today=TODAY,
    )
    assert found["stadt"] == ox.NamedNode(f"{BASE}/auerbach/kommune/stadt")
    assert found["ziel"] == ox.NamedNode(f"{BASE}/auerbach/ziel/l01")


# ---------------------------------------------------------------- bad files


GOOD = (
    "#+ title: {de: Eine, en: One}\n"
    "#+ description: {de: Eine., en: One.}\n"
    "#+ parameters:\n"
    "#+   - {name: tag, type: date, default: 2024-01-31, label: {de: Tag, en: Day}}\n"
    "#+ columns:\n"
    "#+   - {name: tag, label: {de: Tag, en: Day}, kind: date}\n"
)
BODY = (
    'SELECT ?tag WHERE { VALUES ?tag { "2024-01-31"^^<http://www.w3.org/2001/XMLSchema#date> } }\n'
)


def test_the_sample_of_the_next_test_is_good(tmp_path: Path) -> None:
    assert sample(tmp_path, GOOD, BODY).parameters[0].default == "2024-01-31"


@pytest.mark.parametrize(
    ("header", "body", "line", "message"),
    [
        (GOOD.replace("title:", "titel:"), BODY, 1, "title"),
        (GOOD.replace("type: date", "type: tag"), BODY, 4, "type"),
        (GOOD.replace("{de: Eine., en: One.}", "{de: Eine.}"), BODY, 2, "en"),
        (GOOD.replace("[", "").replace("#+ columns:", "#+ columns: ["), BODY, 6, "YAML"),
        (GOOD, BODY.replace("VALUES ?tag", "VALUES ?tug"), 7, "VALUES ?tag"),
        (GOOD, BODY.replace("2024-01-31", "2024-02-01"), 7, "Vorgabe"),
        (GOOD, BODY.replace("SELECT ?tag", "SELECT ?tag ?mehr"), 5, "mehr"),
        (GOOD, BODY.replace("WHERE {", "WHERE { ?a ?b }"), 7, "SPARQL"),
        (GOOD, BODY.replace("WHERE {", "WHERE { SERVICE <http://x> {}"), 7, "SERVICE"),
        (GOOD, "ASK " + BODY[BODY.index("{") :], 7, "SELECT"),
        (GOOD.replace("2024-01-31", "gestern"), BODY, 4, "Datum"),
        (GOOD.replace("name: tag, type", "name: Tag, type"), BODY, 4, "name"),
        ("", BODY, 1, "Kopf"),
    ],
)
def test_a_bad_file_is_told_with_its_line(
    tmp_path: Path, header: str, body: str, line: int, message: str
) -> None:
    path = tmp_path / "bad-query.rq"
    path.write_text(header + body)
    with pytest.raises(LeitgraphError) as refused:
        load_query(path)
    assert f"bad-query.rq:{line}: " in refused.value.detail
    assert message in refused.value.detail


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match="keine Abfrage"):
        load_queries(tmp_path)
