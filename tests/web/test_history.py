"""Who asks for the history of a Vorlage or of a draft gets what is theirs to know."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import httpx2
import pytest
from tests.shell import TOKEN
from tests.web.markup import Page

if TYPE_CHECKING:
    from tests.shell import Shell

ADMIN = {"Authorization": f"Bearer {TOKEN}"}
PAPER: dict[str, Any] = {"city": "musterstadt", "vorlage": "V0001/19"}


@pytest.fixture(scope="module")
def asker(served: Shell) -> Iterator[httpx2.Client]:
    """Asks in German."""
    with httpx2.Client(
        base_url=served.url, timeout=60, headers={"Accept-Language": "de"}
    ) as client:
        yield client


def checks(asker: httpx2.Client, status: int = 200, **given: Any) -> list[dict[str, Any]]:
    """The checks that are kept."""
    headers = given.pop("headers", {})
    answer = asker.get("/api/v1/history", params=given, headers=headers)
    assert answer.status_code == status, answer.text
    found: list[dict[str, Any]] = answer.json().get("checks", [])
    return found


def test_the_check_of_a_vorlage_of_the_graph_is_there_for_all(asker: httpx2.Client) -> None:
    for _ in range(2):
        assert asker.post("/api/v1/checks", params=PAPER).status_code == 200
    found = checks(asker, **PAPER)[0]
    assert (found["kennung"], found["origin"], found["draft"]) == ("V0001/19", "graph", None)
    assert found["times"] >= 2
    answer = asker.post("/api/v1/checks", params=PAPER).json()
    assert found["verdict"] == answer["verdict"]
    assert [f["message"] for f in found["findings"]] == [f["message"] for f in answer["findings"]]
    assert found["rules"] == answer["certificate"]["rules"]
    page = Page(asker.get("/verlauf", params=PAPER, headers={"Accept": "text/html"}).text)
    assert page.wrong == []
    assert "V0001/19" in page.text
    assert f"Stand des Graphen {found['graph_version']}" in page.text


def test_a_draft_that_was_only_shown_leaves_nothing(asker: httpx2.Client) -> None:
    draft = json.dumps({"kennung": "V-NUR-GEZEIGT", "titel": "Probe"})
    assert asker.post("/api/v1/checks?city=musterstadt", content=draft).status_code == 200
    given = {"city": "musterstadt", "vorlage": "V-NUR-GEZEIGT"}
    checks(asker, 404, **given)
    checks(asker, 404, **given, headers=ADMIN)


def test_what_an_administrator_checks_is_kept_for_administrators(asker: httpx2.Client) -> None:
    for title in ("Probe", "Neuer Radweg"):
        draft = json.dumps({"kennung": "V-VOM-AMT", "titel": title})
        asker.post("/api/v1/checks?city=musterstadt", content=draft, headers=ADMIN)
    given: dict[str, Any] = {"city": "musterstadt", "vorlage": "V-VOM-AMT"}
    checks(asker, 404, **given)
    new, old = checks(asker, **given, headers=ADMIN)
    assert (old["title"], new["title"]) == ("Probe", "Neuer Radweg")
    assert new["since"]["changes"] == ["draft"]


def form_of(page: str) -> dict[str, str]:
    """The number under which a kept draft is saved next."""
    return {"stand": re.search(r'name="stand" value="(\d+)"', page)[1]}  # type: ignore[index]


def test_the_checks_of_a_kept_draft_are_for_who_knows_its_id(asker: httpx2.Client) -> None:
    fields = {"city": "musterstadt", "titel": "Neuer Radweg", "kennung": "V-GEHEIM/25"}
    kept = asker.post("/pruefen", data=fields | {"tun": "speichern"})
    assert kept.status_code == 303
    id_ = kept.headers["location"].split("/")[-1].partition("#")[0]
    address = f"/pruefen/{id_}"
    more = {"nichtRelevantWeil": "Reine Unterhaltung ohne Wirkung auf ein Ziel der Stadt."}
    for changed in (fields, fields | more):
        page = asker.get(address).text
        answer = asker.post(address, data=changed | form_of(page) | {"tun": "pruefen"})
        assert answer.status_code == 200
    new, old = checks(asker, draft=id_)
    assert old["since"] is None
    assert "zb-001" in {finding["rule"] for finding in old["findings"]}
    assert "zb-001" in {finding["rule"] for finding in new["since"]["mended"]}
    assert "draft" in new["since"]["changes"]
    shown = asker.get(address).text
    assert "Frühere Prüfungen dieses Entwurfs" in shown
    assert Page(shown).wrong == []
    checks(asker, 404, draft=id_[:-1] + ("A" if id_[-1] != "A" else "B"))
    checks(asker, 404, city="musterstadt", vorlage="V-GEHEIM/25")
    assert len(checks(asker, city="musterstadt", vorlage="V-GEHEIM/25", headers=ADMIN)) == 2
    asker.post(address, data=fields | {"tun": "loeschen"})
    checks(asker, 404, draft=id_)
    checks(asker, 404, city="musterstadt", vorlage="V-GEHEIM/25", headers=ADMIN)


def test_an_id_that_is_none_keeps_nothing(asker: httpx2.Client) -> None:
    address = "/pruefen/" + "x" * 24
    fields = {"city": "musterstadt", "titel": "Probe", "kennung": "V-OHNE-ID", "tun": "pruefen"}
    assert asker.post(address, data=fields).status_code == 200
    checks(asker, 404, city="musterstadt", vorlage="V-OHNE-ID", headers=ADMIN)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 422),
        ({"city": "musterstadt"}, 422),
        ({"city": "musterstadt", "vorlage": "V0001/19", "seite": "2"}, 422),
        ({"city": "atlantis", "vorlage": "V0001/19"}, 404),
        ({"city": "musterstadt", "vorlage": "V9999/99"}, 404),
        ({"draft": "../etc"}, 404),
    ],
)
def test_what_is_missing_or_unknown_is_said(
    asker: httpx2.Client, given: dict[str, str], status: int
) -> None:
    checks(asker, status, **given)
