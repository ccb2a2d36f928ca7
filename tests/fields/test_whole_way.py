"""Each field of the table goes the whole way: form, schema, documents, graph, report and docs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx2
import pyoxigraph as ox
import pytest
from tests.fields.samples import draft, sample
from tests.vorlage.formats.drafts import canonical
from tests.web.markup import Page

from leitgraph.check.rulebook import read_inference
from leitgraph.config import Settings
from leitgraph.exporters.papers import docx, pdf
from leitgraph.exporters.reports.fields import field_of_path, field_words
from leitgraph.fields import docs
from leitgraph.fields.kinds import Choice, Flag, Rows, expanded
from leitgraph.fields.schema import draft_schema
from leitgraph.fields.table import FIELDS, aliases
from leitgraph.shacl.rules.neighbourhood import Layers
from leitgraph.vorlage.draft.draft import Reading, read_draft
from leitgraph.vorlage.formats.kinds import read_document
from leitgraph.vorlage.recognise.labels import field_of
from leitgraph.web.pages.check.form import Form

if TYPE_CHECKING:
    from tests.shell import Shell

ROOT = Path(__file__).parents[2]
CITY = "https://w3id.org/insek/id/stadt"
WRITERS = {"docx": docx.write, "pdf": pdf.write}


@pytest.fixture(scope="module")
def page(served: Shell) -> Page:
    """The check form."""
    with httpx2.Client(base_url=served.url, headers={"Accept": "text/html"}, timeout=60) as browser:
        return Page(browser.get("/pruefen", params={"lang": "de"}).text)


@pytest.fixture(scope="module")
def reading() -> Reading:
    """What reading a draft needs: an empty graph and the inference of the ontology."""
    rules = read_inference(Settings().content_dir("ontology"))
    return Reading(Layers(ox.Store()), CITY.rpartition("/")[0], CITY, date(2026, 3, 2), rules, {})


@pytest.mark.parametrize("name", FIELDS)
def test_the_form_asks_for_it(name: str, page: Page) -> None:
    field = FIELDS[name]
    rows = field.kind.columns if isinstance(field.kind, Rows) else ()
    wanted = {f"{name}[0].{column.name}" for column in rows} or {name}
    assert wanted <= {found.get("name") for found in page.inputs}
    assert (field.form or field.label).de in page.text


@pytest.mark.parametrize("name", FIELDS)
def test_the_schema_describes_it(name: str) -> None:
    found = draft_schema()["properties"][name]
    assert found["title"] == FIELDS[name].label.de
    assert fits(json.loads(json.dumps(sample(FIELDS[name]))), found)
    assert not fits({"kein": "Wert"}, found)


def test_the_interfaces_describe_the_draft_as_the_table_has_it(served: Shell) -> None:
    found = httpx2.get(f"{served.url}/openapi.json", timeout=60).json()["components"]["schemas"]
    assert set(found["Vorlage"]["properties"]) == {*FIELDS, "offen"}  # what a draft leaves open


@pytest.mark.parametrize("name", FIELDS)
def test_documents_call_it_by_its_aliases_and_by_no_other_field_s(name: str) -> None:
    assert {alias: field_of(alias) for alias in aliases(FIELDS[name])} == dict.fromkeys(
        aliases(FIELDS[name]), name
    )


FOLLOWS = {"jahresscheiben": {"verpflichtungsermaechtigung": "1650000"}}
"""What follows from a field where it is a table: the column of commitments has a sum."""


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", FIELDS)
def test_a_paper_says_it_and_is_read_again(name: str, form: str) -> None:
    (document,) = read_document(WRITERS[form](draft(name)), "")
    assert canonical(document.draft) == canonical(draft(name) | FOLLOWS.get(name, {}))
    assert document.questions == ()


@pytest.mark.parametrize("name", FIELDS)
def test_the_form_holds_it_and_gives_it_back(name: str) -> None:
    form = Form.of_draft(draft(name))
    assert form.rest == ""
    assert canonical(form.draft()) == canonical(_years_as_text(draft(name)))
    assert Form.read(form.fields()).draft() == form.draft()


@pytest.mark.parametrize("name", [name for name, field in FIELDS.items() if field.iri])
def test_the_graph_holds_it_under_its_property(name: str, reading: Reading) -> None:
    read = read_draft(json.dumps(draft(name)).encode(), "application/json", reading)
    field = FIELDS[name]
    found = list(read.store.quads_for_pattern(read.focus, ox.NamedNode(field.iri), None))
    assert len(found) == 1
    assert [note.field for note in read.notes if "kennt die Prüfung nicht" in note.message.de] == []


@pytest.mark.parametrize("name", FIELDS)
def test_a_report_calls_it_by_its_name(name: str) -> None:
    field = FIELDS[name]
    assert field_words(name) == field.label.de
    assert field_words(name, "en") == field.label.en
    if field.iri:
        assert field_of_path(field.iri) == name


@pytest.mark.parametrize(
    ("name", "label", "value"),
    [
        (name, alias, value)
        for name, field in FIELDS.items()
        if isinstance(field.kind, Flag)
        for alias in list(aliases(field))[:4]
        for value in (True, False)
    ],
)
def test_yes_and_no_are_read_in_words_and_by_crosses(name: str, label: str, value: bool) -> None:
    crosses = "☒ ja ☐ nein" if value else "☐ ja ☒ nein"
    for said in ("ja" if value else "nein", crosses, crosses.replace(" ☐", "\n☐")):
        (document,) = read_document(f"Titel: Ein Versuch\n{label}: {said}\n".encode(), "", "v.txt")
        assert (document.draft.get(name), said) == (value, said)


def test_the_page_on_checking_has_the_table() -> None:
    text = (ROOT / "docs" / "howto-check.md").read_text("utf-8")
    assert docs.written(text) == text, "python -m leitgraph.fields.docs"
    assert text.count(docs.BEGIN) == text.count(docs.END) == 1
    assert all(f"| `{name}` |" in text for name in FIELDS)


def test_a_term_is_written_short() -> None:
    assert expanded("dcterms:title") == "http://purl.org/dc/terms/title"
    assert expanded("deckung") == "https://w3id.org/insek/ns#deckung"


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """True if a value is of one of the types that a schema names, down to the entries of lists."""
    if "anyOf" in schema:
        return any(fits(value, one) for one in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    if schema["type"] == "array":
        return isinstance(value, list) and all(fits(one, schema["items"]) for one in value)
    if schema["type"] == "object":
        own = schema["properties"]
        return (
            isinstance(value, dict)
            and set(schema["required"]) <= set(value) <= set(own)
            and all(fits(one, own[name]) for name, one in value.items())
        )
    types: dict[str, type | tuple[type, ...]] = {
        "string": str,
        "boolean": bool,
        "integer": int,
        "number": (int, float),
    }
    return isinstance(value, types[schema["type"]])


def _years_as_text(data: dict[str, Any]) -> dict[str, Any]:
    rows = {
        name: [{k: str(v) if k == "jahr" else v for k, v in row.items()} for row in value]
        for name, value in data.items()
        if isinstance(FIELDS[name].kind, Rows)
    }
    return data | rows


def test_choices_of_a_list_are_told_apart() -> None:
    lists = [field.kind.of for field in FIELDS.values() if isinstance(field.kind, Choice)]
    assert all(len(set(of.names)) == len(of.names) > 1 for of in lists)
