"""A query file that is not sound is refused at start, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from leitgraph.catalog.queries import load_queries, load_query
from leitgraph.errors import LeitgraphError

GOOD = """\
#+ title: {de: Eine, en: One}
#+ description: {de: Eine., en: One.}
#+ parameters:
#+   - {name: tag, type: date, default: 2024-01-31, label: {de: Tag, en: Day}}
#+ columns:
#+   - {name: tag, label: {de: Tag, en: Day}, kind: date}
#+   - {name: stelle, label: {de: Quelle, en: Source}, kind: source}
#+ examples:
#+   - {what: Ein Tag, parameters: {tag: 2024-02-01}, rows: 1, contains: [{tag: 2024-02-01}]}
"""
BODY = """\
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?tag ?stelle WHERE { VALUES ?tag { "2024-01-31"^^xsd:date } }
"""


def test_the_sample_of_the_next_test_is_good(tmp_path: Path) -> None:
    path = tmp_path / "good-query.rq"
    path.write_text(GOOD + BODY, "utf-8")
    query = load_query(path)
    assert query.parameters[0].default == "2024-01-31"
    assert query.examples[0]["contains"] == [{"tag": "2024-02-01"}]


@pytest.mark.parametrize(
    ("header", "body", "line", "message"),
    [
        (GOOD.replace("title:", "titel:"), BODY, 1, "title"),
        (GOOD.replace("type: date", "type: tag"), BODY, 4, "type"),
        (GOOD.replace("kind: date", "kind: tag"), BODY, 6, "kind"),
        (GOOD.replace("{de: Eine., en: One.}", "{de: Eine.}"), BODY, 2, "en"),
        (GOOD.replace("#+ columns:", "#+ columns: ["), BODY, 6, "YAML"),
        (GOOD, BODY.replace("VALUES ?tag", "VALUES ?tug"), 10, "VALUES ?tag"),
        (GOOD, BODY.replace("2024-01-31", "2024-02-01"), 11, "Vorgabe"),
        (GOOD, BODY.replace("SELECT ?tag", "SELECT ?tag ?mehr"), 5, "mehr"),
        (GOOD, BODY.replace("WHERE {", "WHERE { ?a ?b }"), 11, "SPARQL"),
        (GOOD, BODY.replace("WHERE {", "WHERE { SERVICE <http://x> {}"), 11, "SERVICE"),
        (GOOD, "ASK " + BODY[BODY.index("{") :].replace("xsd:date", "<x>"), 10, "SELECT"),
        (GOOD.replace("default: 2024-01-31", "default: gestern"), BODY, 4, "Datum"),
        (GOOD.replace("name: tag, type", "name: Tag, type"), BODY, 4, "name"),
        (GOOD.replace("kind: source", "kind: iri"), BODY, 5, "Quelle"),
        (GOOD[: GOOD.index("#+ examples")], BODY, 1, "examples"),
        (GOOD.replace("rows: 1", "rows: 0"), BODY, 8, "rows"),
        (GOOD.replace("rows: 1", "rows: viele"), BODY, 9, "rows"),
        (GOOD.replace("parameters: {tag", "parameters: {tug"), BODY, 9, "tug"),
        (GOOD.replace("contains: [{tag", "contains: [{tog"), BODY, 9, "tog"),
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
