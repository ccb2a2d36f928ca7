"""check: verdicts and exit codes of the four real papers and the ten of the demo city."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests import content

if TYPE_CHECKING:
    from tests.shell import Shell

DATA = Path(__file__).parents[2] / "data"
REAL = {
    "dresden-v1796-22": "dresden",
    "dresden-a0293-21-beschlusskontrolle": "dresden",
    "leipzig-bilanzphase": "leipzig",
    "leipzig-vi-ds-08190": "leipzig",
}
FINE = {"konform", "nicht-relevant"}


def test_there_are_four_real_papers_and_ten_of_the_demo_city() -> None:
    assert {path.stem for path in (DATA / "vorlagen").glob("*.json")} == set(REAL)
    assert sorted(content.expected()) == content.drafts()
    assert len(content.expected()) == 10


@pytest.mark.parametrize("name", content.drafts())
def test_a_demo_paper_gets_its_verdict_and_exit_code(served: Shell, name: str) -> None:
    file = DATA / "demo" / "vorlagen" / f"{name}.json"
    done = served("check", file, "--city", "musterstadt", "--format", "json")
    report = json.loads(done.out)
    assert report["verdict"] == content.expected()[name]["verdict"]
    assert [finding["rule"] for finding in report["findings"]] == content.expected()[name]["rules"]
    assert done.code == (0 if report["verdict"] in FINE else 1)


def told(name: str) -> tuple[str, str]:
    """Verdict and rule: what only informs gets a hint, what decides has to say it."""
    informs = name in {"dresden-a0293-21-beschlusskontrolle", "leipzig-bilanzphase"}
    return ("hinweise", "zb-006") if informs else ("klaerungsbeduerftig", "zb-001")


@pytest.mark.parametrize(("name", "city"), sorted(REAL.items()))
def test_a_real_paper_that_names_no_goal_is_told_so_by_its_weight(
    served: Shell, name: str, city: str
) -> None:
    done = served("check", DATA / "vorlagen" / f"{name}.json", "--city", city, "--format", "json")
    report = json.loads(done.out)
    verdict, rule = told(name)
    assert (done.code, report["verdict"]) == (1, verdict)
    assert rule in [finding["rule"] for finding in report["findings"]]


def test_a_draft_can_come_from_standard_input(served: Shell) -> None:
    done = served("check", "-", "--city", "dresden", text='{"titel": "Ein Versuch"}')
    assert done.code == 1
    assert "Ergebnis: klärungsbedürftig" in done.out


@pytest.mark.parametrize(
    ("arguments", "text", "said"),
    [
        (("-", "--city", "dresden"), "{", "Zeile 1"),
        (("-", "--city", "dresden"), "", "Es fehlt der Entwurf"),
        (("-", "--city", "atlantis"), '{"titel": "x"}', "atlantis"),
        (("-",), "{}", "--city"),
        (("fehlt.json", "--city", "dresden"), "", "Es gibt keine Datei fehlt.json."),
        (("README.md", "--city", "dresden"), "", "Die Endung „.md“"),
        (("--city", "dresden"), "", "Bitte eine Datei nennen"),
        (("--vorlage", "X1", "--city", "dresden"), "", "Eine Vorlage „X1“ ist nicht im Graphen."),
    ],
)
def test_what_cannot_be_checked_is_said_and_ends_with_2(
    served: Shell, arguments: tuple[str, ...], text: str, said: str
) -> None:
    done = served("check", *arguments, text=text)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
