"""The law of the Länder beside the findings: which city stands under which, verified or not."""

from __future__ import annotations

import pytest
from tests import content
from tests.queries.asking import SETTINGS

from leitgraph.catalog.local.laender import lands_of, laws_of, under
from leitgraph.catalog.refusal import Refused

DATA = SETTINGS.content_dir("data")


def law(land: str) -> dict[str, str]:
    """What the shipped file says of a Land."""
    refused = Refused()
    found = laws_of(DATA, refused)
    refused.raise_if_any()
    return dict(found[land])


@pytest.mark.parametrize(
    ("city", "land"),
    [("dresden", "Sachsen"), ("kaiserslautern", "Rheinland-Pfalz"), ("musterstadt", "Sachsen")],
)
def test_a_city_stands_under_the_law_of_its_land(city: str, land: str) -> None:
    assert lands_of(DATA)[city] == land


def test_every_rule_named_is_one_that_there_is() -> None:
    for land in ("Sachsen", "Baden-Württemberg", "Rheinland-Pfalz"):
        assert set(law(land)) <= set(content.rules())


@pytest.mark.parametrize(
    ("land", "rule", "words"),
    [
        ("Sachsen", "fi-005", "§ 81 Abs. 1 und 2 SächsGemO"),
        ("Sachsen", "zu-004", "§ 67 Abs. 6 SächsGemO"),
        ("Baden-Württemberg", "zu-004", "§ 70 Abs. 1 GemO"),
        ("Rheinland-Pfalz", "zu-004", "§ 75 Abs. 2 GemO"),
    ],
)
def test_what_was_looked_up_says_so(land: str, rule: str, words: str) -> None:
    said = law(land)[rule]
    assert said.startswith(f"In {land}: ")
    assert words in said
    assert "(nachgesehen: " in said


@pytest.mark.parametrize("land", ["Baden-Württemberg", "Rheinland-Pfalz"])
def test_what_was_not_looked_up_says_so_too(land: str) -> None:
    assert law(land)["fi-005"].endswith("(nicht nachgeprüft).")


def test_a_finding_shows_the_law_of_the_land_behind_the_source_of_the_rule() -> None:
    rules = {id_: content.rules()[id_] for id_ in ("fi-005", "fi-001")}
    found = under(rules, {"fi-005": "In X: § 1 (nicht nachgeprüft)."})
    assert found["fi-005"].source == f"{rules['fi-005'].source} In X: § 1 (nicht nachgeprüft)."
    assert found["fi-001"] == rules["fi-001"]
