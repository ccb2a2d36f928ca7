"""/api/v1/profiles: the list, and what a profile says of a city's concept."""

from __future__ import annotations

import httpx2
import pytest

PATH = "/api/v1/profiles/zielqualitaet"


def test_the_list_names_every_profile_with_its_criteria(client: httpx2.Client) -> None:
    answer = client.get("/api/v1/profiles")
    found = {one["name"]: one for one in answer.json()["profiles"]}
    assert set(found) >= {"baukasten", "ebenen", "stadtteile", "zielqualitaet"}
    assert list(found) == sorted(found)
    assert found["zielqualitaet"]["href"] == PATH
    assert [c["title"] for c in found["zielqualitaet"]["criteria"]][:2] == [
        "Endzustand",
        "Indikator",
    ]
    english = client.get("/api/v1/profiles", headers={"Accept-Language": "en"}).json()
    titles = {one["name"]: one["title"] for one in english["profiles"]}
    assert titles["zielqualitaet"] == "Quality of the goals"


def test_a_profile_gives_findings_with_counts_for_each_goal(client: httpx2.Client) -> None:
    answer = client.get(PATH, params={"city": "auerbach", "date": "2025-06-16"})
    assert answer.status_code == 200
    said = answer.json()
    assert (said["checked"], said["fulfilled"], len(said["findings"])) == (68, 0, 272)
    (goal,) = [one for one in said["subjects"] if one["notation"] == "3.2"]
    assert (goal["findings"], goal["missing"]) == (
        4,
        ["endzustand", "indikator", "zielwert", "einheit"],
    )
    assert answer.headers["X-Graph-Version"] == str(said["graph_version"])


def test_the_same_question_is_answered_from_the_cache(client: httpx2.Client) -> None:
    asked = {"city": "auerbach", "date": "2025-06-16", "lang": "en"}
    first = client.get(PATH, params=asked)
    again = client.get(PATH, params=asked, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.json()["title"], again.status_code) == ("Quality of the goals", 304)


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (PATH, 422, "?city="),
        (f"{PATH}?city=atlantis", 404, "atlantis"),
        (f"{PATH}?city=auerbach&date=gestern", 422, "gestern"),
        (f"{PATH}?city=auerbach&fassung=1999", 404, "prüfbar: 2022"),
        (f"{PATH}?city=auerbach&farbe=blau", 422, "farbe"),
        ("/api/v1/profiles/schoenheit?city=auerbach", 404, "möglich: baukasten"),
        ("/api/v1/profiles?city=auerbach", 422, "city"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(
    client: httpx2.Client, path: str, status: int, said: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    assert said in answer.json()["detail"]
