"""verify: confirms an old report, refuses a changed one, and says what it cannot repeat."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.shell import Shell

DEMO = Path(__file__).parents[2] / "data" / "demo" / "vorlagen"
DRAFT = DEMO / "07-veraltetes-ziel.json"


@pytest.fixture(scope="module")
def report(served: Shell, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report as the command writes it."""
    file = tmp_path_factory.mktemp("bericht") / "bericht.json"
    done = served("check", DRAFT, "--city", "musterstadt", "--format", "json", "--out", file)
    assert (done.code, done.out, done.err) == (1, "", "")
    return file


def test_a_report_is_confirmed_beside_a_running_service(served: Shell, report: Path) -> None:
    done = served("verify", report, "--draft", DRAFT)
    assert done.code == 0
    assert done.out.startswith("Bestätigt: dasselbe Ergebnis.")


def test_the_answer_can_be_json_and_english(served: Shell, report: Path) -> None:
    done = served("--language", "en", "verify", report, "--draft", DRAFT, "--json")
    said = json.loads(done.out)
    assert (done.code, said["outcome"]) == (0, "gleich")
    assert said["reasons"] == ["The check repeated comes to the same result."]
    assert (said["gone"], said["new"]) == ([], [])


def test_a_report_can_come_from_standard_input(served: Shell, report: Path) -> None:
    done = served("verify", "-", "--draft", DRAFT, text=report.read_text("utf-8"))
    assert done.code == 0


def test_a_changed_report_and_a_changed_draft_are_refused(
    served: Shell, report: Path, tmp_path: Path
) -> None:
    said: dict[str, Any] = json.loads(report.read_text("utf-8"))
    said["findings"] = []
    edited = tmp_path / "bericht.json"
    edited.write_text(json.dumps(said), "utf-8")
    done = served("verify", edited, "--draft", DRAFT)
    assert done.code == 1
    assert done.out.startswith("Zurückgewiesen: Bericht oder Entwurf wurde verändert.")
    other = tmp_path / "entwurf.json"
    other.write_bytes(DRAFT.read_bytes().replace(b"uz-3-1", b"uz-3-2"))
    done = served("verify", report, "--draft", other)
    assert done.code == 1
    assert "Der Entwurf ist nicht der, der geprüft wurde." in done.out


@pytest.mark.parametrize(
    ("arguments", "text", "said"),
    [
        (("fehlt.json",), "", "Es gibt keine Datei fehlt.json."),
        (("-",), "{", "kein gültiges JSON"),
        (("-",), "{}", "kein Bericht mit Nachweis"),
        (("README.md",), "", "kein gültiges JSON"),
    ],
)
def test_what_is_no_report_is_said_and_ends_with_2(
    served: Shell, arguments: tuple[str, ...], text: str, said: str
) -> None:
    done = served("verify", *arguments, text=text)
    assert (done.code, done.out) == (2, "")
    assert said in done.err


def test_without_the_draft_it_cannot_be_repeated(served: Shell, report: Path) -> None:
    done = served("verify", report)
    assert done.code == 2
    assert done.out.startswith("Die Prüfung lässt sich hier nicht wiederholen.")


def test_another_graph_cannot_repeat_it(alone: Shell, report: Path) -> None:
    done = alone("verify", report, "--draft", DRAFT, LEITGRAPH_SEED_DEMO="false")
    assert done.code == 2
    assert "Stand" in done.out
