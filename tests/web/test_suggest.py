"""GET /api/v1/suggest, POST /api/v1/drafts/suggestions, and suggestions beside a check."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import httpx2
import pytest

DEMO = Path(__file__).parents[2] / "data" / "demo" / "vorlagen"
OUTDATED = (DEMO / "07-veraltetes-ziel.json").read_bytes()
SUGGESTED = ["uz-3-8", "uz-3-9", "uz-3-2"]


def typed(client: httpx2.Client, q: str, **more: Any) -> httpx2.Response:
    """The answer for what somebody typed."""
    params = {"q": q, "city": "musterstadt", "date": "2025-06-16", **more}
    return client.get("/api/v1/suggest", params=params)


def post(client: httpx2.Client, body: Any, **params: Any) -> httpx2.Response:
    """The goals for a draft."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"Content-Type": params.pop("media", "application/json")}
    return client.post(
        "/api/v1/drafts/suggestions", params=params, content=content, headers=headers
    )


def ids(answer: httpx2.Response) -> list[str]:
    """What is suggested, in its order."""
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["suggestions"]]


def test_what_is_typed_finds_goals_and_units(client: httpx2.Client) -> None:
    assert ids(typed(client, "rad", kind="ziel")) == ["uz-2-8", "wz-2-2-1", "uz-2-2"]
    assert ids(typed(client, "Amt 66")) == ["66"]
    assert len(ids(typed(client, "a", limit=3))) == 3
    assert ids(typed(client, "")) == []
    everywhere = client.get("/api/v1/suggest", params={"q": "Innenstadt"})
    assert {"l01-3", "innenstadt"} <= set(ids(everywhere))


def test_the_answer_is_held_until_the_graph_changes(client: httpx2.Client) -> None:
    first = typed(client, "hafen", kind="raum")
    assert first.headers["cache-control"] == "public, no-cache"
    tag = first.headers["etag"]
    params = {"q": "hafen", "kind": "raum", "city": "musterstadt", "date": "2025-06-16"}
    again = client.get("/api/v1/suggest", params=params, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    english = client.get("/api/v1/suggest", params=params, headers={"Accept-Language": "en"})
    assert english.headers["etag"] != tag
    assert english.headers["content-language"] == "en"
    assert english.json()["suggestions"][0]["why"].startswith(("has ", "beginning "))


@pytest.mark.parametrize(
    ("params", "parameter"),
    [
        ({}, "q"),
        ({"q": "x", "kind": "stern"}, "kind"),
        ({"q": "x", "limit": "0"}, "limit"),
        ({"q": "x", "limit": "51"}, "limit"),
        ({"q": "x", "limit": "9" * 5000}, "limit"),
        ({"q": "x", "date": "morgen"}, "date"),
        ({"q": "x" * 201}, "q"),
        ({"q": "x", "stadt": "y"}, "stadt"),
    ],
)
def test_a_wrong_parameter_is_named(
    client: httpx2.Client, params: dict[str, str], parameter: str
) -> None:
    answer = client.get("/api/v1/suggest", params=params)
    assert answer.status_code == 422, answer.text
    assert answer.json()["parameter"] == parameter


def test_an_unknown_city_is_said(client: httpx2.Client) -> None:
    assert typed(client, "x", city="marsstadt").status_code == 404
    assert post(client, {"titel": "x"}, city="marsstadt").status_code == 404


def test_a_draft_gets_goals_with_their_evidence(client: httpx2.Client) -> None:
    answer = post(client, OUTDATED, city="musterstadt")
    assert ids(answer)[:3] == SUGGESTED
    found = answer.json()
    assert (found["city"], found["date"]) == ("musterstadt", "2025-06-16")
    assert str(found["graph_version"]) == answer.headers["x-graph-version"]
    assert answer.headers["cache-control"] == "no-store"
    for goal in found["suggestions"]:
        assert 0 < goal["score"] <= 1
        for hint in goal["evidence"]:
            assert set(hint["text"]) == {"de", "en"}


def test_a_paper_of_the_graph_and_a_text_get_goals_too(client: httpx2.Client) -> None:
    stored = post(client, b"", city="musterstadt", vorlage="V0001/19")
    assert stored.json()["date"] == "2019-11-06"
    text = "Betreff: Aufwertung des Gründerzeitviertels\n\nDer Stadtrat beschließt das.\n".encode()
    assert ids(post(client, text, city="auerbach", date="2025-06-16", media="text/plain")) == [
        "l02-2"
    ]


@pytest.mark.parametrize(
    ("body", "params", "status"),
    [
        (b"{}", {}, 422),
        (b"", {"city": "musterstadt"}, 400),
        (b"{", {"city": "musterstadt"}, 400),
        (b"x", {"city": "musterstadt", "media": "image/png"}, 415),
        (OUTDATED, {"city": "musterstadt", "datum": "2025-01-01"}, 422),
        (OUTDATED, {"city": "musterstadt", "date": "2025-13-01"}, 422),
    ],
)
def test_what_cannot_be_read_is_said(
    client: httpx2.Client, body: bytes, params: dict[str, str], status: int
) -> None:
    assert post(client, body, **params).status_code == status


def test_a_check_brings_suggestions_if_asked(client: httpx2.Client) -> None:
    asked: dict[str, Any] = {"content": OUTDATED, "headers": {"Content-Type": "application/json"}}
    url = "/api/v1/checks?city=musterstadt"
    assert "suggestions" not in client.post(url, **asked).json()
    assert "suggestions" not in client.post(f"{url}&suggestions=0", **asked).json()
    report = client.post(f"{url}&suggestions=1", **asked).json()
    assert [goal["id"] for goal in report["suggestions"]][:3] == SUGGESTED
    assert report["verdict"] == "klaerungsbeduerftig"
    assert client.post(f"{url}&suggestions=ja", **asked).status_code == 422


def test_a_report_with_suggestions_can_be_verified(client: httpx2.Client) -> None:
    asked: dict[str, Any] = {"content": OUTDATED, "headers": {"Content-Type": "application/json"}}
    report = client.post("/api/v1/checks?city=musterstadt&suggestions=1", **asked)
    files = {"report": ("r.json", report.content), "draft": ("d.json", OUTDATED)}
    verified = client.post("/api/v1/checks/verify", files=files)
    assert verified.json()["outcome"] == "gleich", verified.text


def test_the_command_line_tells_the_same(served: Any) -> None:
    said = served("suggest", DEMO / "07-veraltetes-ziel.json", "--city", "musterstadt")
    assert said.code == 0
    assert said.out.startswith("1. 3.1 Treibhausgasneutralität bis 2040 erreichen (uz-3-8, 0,9")
    assert "   - Das im Entwurf genannte Ziel „3.1 Klimaschutz" in said.out
    plain = served("suggest", "-", "--city", "auerbach", "--format", "json", text='{"titel": "x"}')
    assert json.loads(plain.out)["suggestions"] == []
    none = served("--language", "en", "suggest", "-", "--city", "auerbach", text='{"titel": "x"}')
    assert none.out == "No goal can be suggested from what the draft says.\n"
    assert served("suggest", "--city", "auerbach").code == 2
    assert served("suggest", DEMO / "07-veraltetes-ziel.json").code == 2
