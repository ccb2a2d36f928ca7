"""The OpenAPI document is valid, and the service keeps what it says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from openapi_spec_validator import validate
from tests.shell import Shell
from tests.shell import service as running_service
from tests.web.fuzz import ask, told

from leitgraph.web.typed import BETWEEN, CHOICES, HIDDEN

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
}


@pytest.fixture(scope="module")
def asked(
    tmp_path_factory: pytest.TempPathFactory, all_cities: Callable[[Path], Path]
) -> Iterator[Shell]:
    """A service of its own: what is asked here would stand in the history of others."""
    with running_service(all_cities(tmp_path_factory.mktemp("contract"))) as shell:
        yield shell


def nodes(node: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for value in node:
            yield from nodes(value)


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_document_is_valid_openapi(client: httpx2.Client, language: str) -> None:
    document = client.get("/openapi.json", params={"lang": language}).json()
    validate(document)
    assert document["openapi"].startswith("3.1")


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_speaks_one_language_and_keeps_its_marks_to_itself(
    client: httpx2.Client, language: str
) -> None:
    answer = client.get("/openapi.json", params={"lang": language})
    said = [o["summary"] for item in answer.json()["paths"].values() for o in item.values()]
    assert ("Alle Kommunen" in said, "All cities" in said) == (language == "de", language == "en")
    for mark in (BETWEEN, "\\u001f", CHOICES, HIDDEN):
        assert mark not in answer.text


def test_defaults_are_of_the_type_that_their_schema_says(client: httpx2.Client) -> None:
    found = [
        (schema["default"], schema["type"])
        for schema in nodes(client.get("/openapi.json").json())
        if "default" in schema and isinstance(schema.get("type"), str)
    ]
    assert {kind for _, kind in found} >= {"string", "integer", "boolean"}
    assert [one for one in found if not isinstance(one[0], TYPES[one[1]])] == []


@pytest.mark.slow
def test_what_the_document_allows_is_answered_as_it_says(asked: Shell) -> None:
    operations = sum(map(len, told(asked.url)["paths"].values()))
    done = ask(asked.url, *("--phases", "examples,fuzzing", "--max-examples", "10", "--seed", "1"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(rf"Tested:\s+{operations}\n", done.stdout), done.stdout
    generated, passed = re.findall(r"(\d+) (?:generated|passed)", done.stdout)[-2:]
    assert int(passed) == int(generated) > 5 * operations


@pytest.mark.parametrize(
    ("path", "parameter", "schema"),
    [
        ("/api/v1/log", "limit", {"type": "integer", "enum": [0]}),
        ("/api/v1/suggest", "date", {"type": "string", "format": "date", "enum": ["0000-01-01"]}),
    ],
)
def test_a_document_that_allows_too_much_is_found_out(
    asked: Shell, path: str, parameter: str, schema: dict[str, Any]
) -> None:
    document = told(asked.url)
    operation = document["paths"][path]["get"]
    (found,) = [one for one in operation["parameters"] if one["name"] == parameter]
    found |= {"schema": schema, "required": True}
    limits = ("--phases", "fuzzing", "--max-examples", "5", "--seed", "1")
    done = ask(asked.url, *limits, "--include-path", path, document=document)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Schema-valid request rejected" in done.stdout
