"""A named query asked through the running graph: rows, downloads, refusals."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from openpyxl import load_workbook

from leitgraph.catalog.queries import listed
from leitgraph.config import Settings
from leitgraph.errors import BadInput, BadParameter, NotAcceptable, NotFound
from leitgraph.model import Principal, Role
from leitgraph.queries.ask import ASK, NamedQueries, Result, ask, formats, stream
from leitgraph.store.host.job import Order

BASE = "https://w3id.org/insek/id"
PUBLIC, ADMIN = Principal(), Principal(Role.ADMIN, "Prüfung")
DEMO = Settings().content_dir("data") / "demo"


@cache
def asking() -> NamedQueries:
    """The named queries, ready to be asked."""
    return NamedQueries.load(Settings())


@pytest.fixture(scope="module")
def service(service_with: Callable[..., object]) -> object:
    """A running graph with the demo city in it."""
    service = service_with(rows_public=100, content=None)
    ontology = Settings().content_dir("ontology")
    documents = [_document(p, "https://w3id.org/insek/vocab") for p in ontology.glob("vocab/*.ttl")]
    documents += [_document(p, "https://w3id.org/insek/ns") for p in ontology.glob("*.ttl")]
    documents += [
        _document(p, f"{BASE}/musterstadt/graph/{p.stem}") for p in sorted(DEMO.glob("*.ttl"))
    ]
    service.run(  # type: ignore[attr-defined]
        service.graph.write(  # type: ignore[attr-defined]
            Order("load", {"documents": documents}), principal=ADMIN, reason="Prüfung"
        )
    )
    return service


def _document(path: Path, graph: str) -> dict[str, str]:
    return {"path": str(path), "graph": graph, "format": "turtle", "visibility": "public"}


def asked(service: object, slug: str, language: str = "de", **parameters: str) -> Result:
    return service.run(  # type: ignore[attr-defined,no-any-return]
        ask(
            service.graph,  # type: ignore[attr-defined]
            slug,
            parameters,
            principal=PUBLIC,
            asking=asking(),
            language=language,
            today="2025-06-30",
        )
    )


def downloaded(service: object, slug: str, form: str, **parameters: str) -> bytes:
    async def fetch() -> bytes:
        answer = await stream(
            service.graph,  # type: ignore[attr-defined]
            slug,
            parameters,
            principal=PUBLIC,
            form=form,
            today="2025-06-30",
        )
        return await answer.read()

    return service.run(fetch())  # type: ignore[attr-defined,no-any-return]


def test_rows_are_typed_and_carry_their_labels(service: object) -> None:
    result = asked(service, "shares-not-100", jahr="2021")
    assert [c.name for c in result.table.columns][:3] == ["kommune", "position", "jahr"]
    over, under = result.rows
    named = dict(zip([c.name for c in result.table.columns], over, strict=True))
    assert named["position"].iri == f"{BASE}/musterstadt/position/h-00004-2021-beschluss"
    assert named["position"].value == "Schulen, Auszahlungen für Hochbau, 2021 (Beschluss)"
    assert named["jahr"].value == 2021
    assert named["summe"].value == Decimal("1.2")
    assert named["differenz"].value == Decimal("21840")
    assert named["abweichung"].value == "über 100 %"
    assert named["phase"].value == "Beschluss"
    assert "erzeugt" in str(named["fundstelle"].value)
    assert Decimal("0.8") in [cell.value for cell in under]
    assert result.version == service.graph.version > 0  # type: ignore[attr-defined]
    assert 0 < result.seconds < 10


def test_codes_and_computed_words_are_told_in_english(service: object) -> None:
    result = asked(service, "shares-not-100", language="en", jahr="2021")
    texts = [str(cell.value) for cell in result.rows[0]]
    assert "above 100 %" in texts
    assert "capital budget" in [text.lower() for text in texts] or any(
        "budget" in text.lower() for text in texts
    )
    assert result.table.headings()[0] == "City"


def test_today_is_the_day_of_the_question_and_is_told(service: object) -> None:
    result = asked(service, "goals-without-budget", phase="ist")
    assert result.table.parameters["stichtag"] == "2025-06-30"
    assert result.table.parameters["phase"] == "ist"


def test_standard_csv_is_what_the_engine_writes(service: object) -> None:
    lines = downloaded(service, "shares-not-100", "csv", jahr="2021").decode().split("\r\n")
    assert lines[0].startswith("kommune,kommune_name,position,position_name,jahr")
    assert len(lines) == 1 + 2 + 1
    assert lines[1].startswith(f"{BASE}/musterstadt/kommune/stadt,")


def test_sparql_json_is_what_the_engine_writes(service: object) -> None:
    data = json.loads(downloaded(service, "shares-not-100", "sparql-json", jahr="2021"))
    assert len(data["results"]["bindings"]) == 2
    assert data["results"]["bindings"][0]["jahr"]["value"] == "2021"


def test_plain_json_has_columns_and_rows(service: object) -> None:
    data = json.loads(downloaded(service, "shares-not-100", "json", jahr="2021"))
    assert data["count"] == len(data["rows"]) == 2
    assert data["query"] == "shares-not-100"
    assert data["parameters"] == {"phase": "beschluss", "jahr": "2021"}
    assert data["rows"][0]["betrag"] == "109200"
    assert data["rows"][0]["phase"] == {
        "iri": "https://w3id.org/insek/vocab/haushaltsphase/beschluss",
        "text": "Beschluss",
    }


def test_a_workbook_opens_and_holds_numbers(service: object) -> None:
    book = load_workbook(
        io.BytesIO(downloaded(service, "shares-not-100", "xlsx", jahr="2021")), read_only=True
    )
    first, origin = book.worksheets
    rows = list(first.iter_rows(values_only=True))
    assert len(rows) == 3
    assert 109200 in rows[1]
    assert "shares-not-100" in [row[1] for row in origin.iter_rows(values_only=True)]
    book.close()


def test_turtle_reads_back(service: object) -> None:
    data = downloaded(service, "shares-not-100", "ttl", jahr="2021")
    quads = list(ox.parse(data, format=ox.RdfFormat.TURTLE))
    assert sum(quad.predicate.value.endswith("#solution") for quad in quads) == 2


@pytest.mark.parametrize("form", sorted(formats()))
def test_every_format_of_every_query_can_be_had(service: object, form: str) -> None:
    for slug in (query.slug for query in listed(asking().queries)):
        assert downloaded(service, slug, form)
    assert downloaded(service, "shares-not-100", form, jahr="1999")


def test_an_unknown_query_format_or_parameter_is_refused(service: object) -> None:
    with pytest.raises(NotFound):
        asked(service, "no-such-query")
    with pytest.raises(NotAcceptable, match="xlsx"):
        downloaded(service, "shares-not-100", "docx")
    with pytest.raises(BadParameter) as refused:
        asked(service, "shares-not-100", farbe="rot")
    assert refused.value.facts["parameter"] == "farbe"


def test_a_resource_that_the_graph_does_not_know_is_refused(service: object) -> None:
    with pytest.raises(BadParameter, match="nirgendwo") as refused:
        asked(service, "shares-not-100", stadt="nirgendwo")
    assert refused.value.facts["parameter"] == "stadt"
    assert asked(service, "shares-not-100", stadt="musterstadt", jahr="1999").rows == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("jahr", '2021"^^xsd:gYear } } #'),
        ("jahr", "2021 } UNION { ?s ?p ?o"),
        ("phase", "beschluss> } ?s ?p ?o . #"),
        ("stadt", "musterstadt> <http://x"),
        ("stadt", "http://a/} SERVICE <http://evil/> { ?s ?p ?o } #"),
        ("phase", "erfunden"),
    ],
)
def test_a_value_cannot_leave_its_place(service: object, name: str, value: str) -> None:
    with pytest.raises(BadParameter) as refused:
        asked(service, "shares-not-100", **{name: value})
    assert refused.value.status == 422
    assert refused.value.facts["parameter"] == name


def test_the_row_cap_of_the_role_holds(service: object) -> None:
    with pytest.raises(BadInput, match="100"):
        asked(service, "options-goals")
    with pytest.raises(BadInput, match="100"):
        downloaded(service, "options-goals", "csv")


def test_a_page_behind_the_last_row_said_that_there_are_none(service: object) -> None:
    """Rows are counted over all pages before anything is said of a city."""
    order = ASK(
        {
            "slug": "goals-without-budget",
            "parameters": {"stadt": "musterstadt"},
            "format": "json",
            "today": "2025-06-30",
            "limit": 5,
            "offset": 5000,
        }
    )

    async def fetch() -> bytes:
        answer = await service.graph.run(order, principal=PUBLIC)  # type: ignore[attr-defined]
        body: bytes = await answer.read()
        return body

    data = json.loads(service.run(fetch()))  # type: ignore[attr-defined]
    assert data["rows"] == []
    (city,) = data["coverage"]
    assert city["answer"] == "erfasst"
    assert city["rows"] > 5
