"""profile: the concept of a city against one profile, or all of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shell import Shell


def test_the_goals_of_auerbach_in_plain_words(served: Shell) -> None:
    done = served("profile", "auerbach", "zielqualitaet", "--date", "2025-06-16")
    lines = done.out.splitlines()
    assert (done.code, lines[1]) == (0, "68 geprüft, 0 ohne Befund")
    assert lines[0].startswith("Güte der Ziele: INSEK 2030+ Auerbach/Vogtl., Fassung vom 21.02.")
    assert lines[2:7] == [
        "  Endzustand           0 von 68  sollte",
        "  Indikator            0 von 68  sollte",
        "  Zielwert             0 von 68  sollte",
        "  Zeithorizont        68 von 68  sollte",
        "  Zuständige Einheit   0 von 68  sollte",
    ]
    assert (
        "1.1 Gewinnung von Fachkräften: fehlt Endzustand, Indikator, Zielwert, Zuständige Einheit"
        in lines
    )


def test_without_a_name_all_profiles_are_told(served: Shell) -> None:
    done = served("--language", "en", "profile", "dresden", "--date", "2025-06-16")
    assert done.code == 0
    for title in ("Minimum standard of building blocks", "Structure of the goal levels"):
        assert title in done.out
    assert "Every district named" in done.out
    assert "Nothing to check." in done.out


def test_json_is_the_answer_of_the_interface(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "profil.json"
    arguments = ("profile", "musterstadt", "baukasten", "--date", "2025-06-16")
    done = served(*arguments, "--format", "json", "--out", file)
    assert (done.code, done.out) == (0, "")
    answer = json.loads(file.read_text("utf-8"))
    assert [finding["label"] for finding in answer["findings"]] == ["Medizinische Versorgung"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("atlantis",), "Die Stadt „atlantis“ ist nicht im Graphen."),
        (("auerbach", "nichts"), "Ein Profil „nichts“ gibt es nicht; möglich: baukasten, ebenen, "),
        (("auerbach", "--date", "gestern"), "gestern"),
        (("auerbach", "--fassung", "1999"), "mit fassung= prüfbar: 2022."),
        (("kaiserslautern",), "mit fassung= prüfbar: leitbild-2010."),
    ],
)
def test_what_cannot_be_checked_is_said_and_ends_with_2(
    served: Shell, arguments: tuple[str, ...], said: str
) -> None:
    done = served("profile", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
