"""A form is learnt from papers made up for it, and reads papers it has not seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.vorlage.forms.sheets import loose, read

from leitgraph.catalog.forms.form_file import load_forms
from leitgraph.config import Settings
from leitgraph.errors import BadData, BadInput
from leitgraph.vorlage.forms import known_forms
from leitgraph.vorlage.learning.common_lines import PaperLine
from leitgraph.vorlage.learning.learn import learned, lines_of

BODIES = ("Bauausschuss", "Kulturausschuss", "Planungsausschuss", "Sozialausschuss")
UNITS = ("HGW", "Tiefbauamt", "Kulturamt", "StPlA", "Gartenbauamt")
TITLES = (
    "Brunnen am Rosenplatz wieder in Betrieb nehmen",
    "Neue Beleuchtung für den Uferweg",
    "Jahresbericht der Stadtbücherei",
    "Spielplatz an der Mühle: Planung",
    "Sanierung der Turnhalle Südring",
    "Radstellplätze am Rathaus",
    "Konzept für den Wochenmarkt",
)
CLIMATE = (
    ("Nein",),
    ("Ja", "positiv", "geringfügig"),
    ("Ja", "negativ", "erheblich"),
    ("Ja", "positiv", "erheblich"),
)
FUNDED = ("bereits vollständig budgetiert", "teilweise budgetiert", "nicht budgetiert")


def made_up(number: int) -> dict[str, Any]:
    """What is filled in on the paper of that number."""
    costs = number % 3 > 0
    relevant = number % 2 == 0
    return {
        "art": "Beschlussvorlage" if number % 4 else "Informationsvorlage",
        "kennung": f"20{30 + number % 3}/{1000 + 37 * number}",
        "unit": UNITS[number % len(UNITS)],
        "title": f"{TITLES[number % len(TITLES)]}, {number + 2}. Abschnitt",
        "table": "Gremien Termin TOP Ö / N Zuständigkeit\n"
        f"{BODIES[number % 4]} {number % 27 + 1:02}.06.2031 {number} N Vorberatung\n"
        f"Gemeinderat {number % 27 + 1:02}.07.2031 {number % 9 + 1} Ö Entscheidung",
        "short": f"Der Gemeinderat stimmt dem Vorhaben mit der laufenden Zahl {number} zu.",
        "money": "ja" if costs else "nein",
        "total": f"{number % 9 + 1}00.000 Euro" if costs else "",
        "ticked": (FUNDED[number % 3 - 1],) if costs else (),
        "climate": CLIMATE[number % 4],
        "iq": "Ja" if relevant else "Nein",
        "theme": ("Grüne Stadt", "Soziale Stadt")[number % 4 // 2] if relevant else "",
    }


def paper(number: int) -> list[PaperLine]:
    """Its lines."""
    return lines_of(loose(**made_up(number)).encode(), f"{number}.txt")


@pytest.fixture
def only(tmp_path: Path) -> Iterator[Path]:
    """A file that is the only form in use once it is written and loaded."""
    yield tmp_path / "gelernt.toml"
    known_forms.warm(Settings())


def learnt(path: Path, system: bytes = b"") -> None:
    """Learn from thirty papers, and use nothing else."""
    papers = {str(number): paper(number) for number in range(30)}
    path.write_text(learned(papers, system, "gelernt", "musterstadt"), "utf-8")
    known_forms.warm(Settings(forms=str(path)))


WANTED = {
    "art": "Beschlussvorlage",
    "kennung": "2032/2517",
    "federfuehrung": "Tiefbauamt",
    "titel": "Konzept für den Wochenmarkt, 43. Abschnitt",
    "finanzielleAuswirkungen": True,
    "gesamtbetrag": "600000",
    "deckung": "teilweise budgetiert",
    "klimarelevant": True,
    "klimawirkung": "gering-positiv",
    "nichtRelevantWeil": "IQ-relevant: Nein",
}


@pytest.mark.parametrize("told", [False, True], ids=["from papers alone", "with the system's data"])
def test_a_form_learnt_from_papers_reads_one_it_has_not_seen(only: Path, told: bool) -> None:
    system = [
        {
            "id": str(number),
            "gold": {
                "kennung": made_up(number)["kennung"],
                "titel": made_up(number)["title"],
                "federfuehrung": [{"name": made_up(number)["unit"], "kurz": None}],
                "beratungsfolge": [{"gremium": "Gemeinderat"}],
            },
        }
        for number in range(30)
    ]
    learnt(only, json.dumps(system).encode() if told else b"")
    found = read(loose(**made_up(41)))
    assert found.layout == "gelernt"
    assert {name: found.draft.get(name) for name in WANTED} == WANTED
    assert found.draft["beratungsfolge"] == [
        {"gremium": "Kulturausschuss", "datum": "2031-06-15", "art": "vorberatung"},
        {"gremium": "Gemeinderat", "datum": "2031-07-15", "art": "beschlussfassung"},
    ]


def test_a_proposal_is_a_form_as_any_other_and_says_on_how_many_papers_it_found_what(
    only: Path,
) -> None:
    learnt(only)
    form = load_forms([only])["gelernt"]
    assert form.city == "musterstadt"
    assert form.kennung == r"\d{4}/\d{4}"
    assert "# auf 30 von 30 Vorlagen" in only.read_text("utf-8")
    assert form.kinds == {"Vorberatung": "vorberatung", "Entscheidung": "beschlussfassung"}


def test_from_a_handful_of_papers_nothing_is_learnt() -> None:
    with pytest.raises(BadInput, match="mindestens 5"):
        learned({"1": paper(1)}, b"", "gelernt", "musterstadt")


def test_papers_that_have_nothing_in_common_give_no_form() -> None:
    papers = {str(n): [PaperLine(f"{title} {n}")] for n, title in enumerate(TITLES)}
    with pytest.raises(BadInput, match="ist es ein Formblatt"):
        learned(papers, b"", "gelernt", "musterstadt")


def test_data_of_the_council_system_that_is_no_json_is_said() -> None:
    papers = {str(number): paper(number) for number in range(6)}
    with pytest.raises(BadData, match="kein JSON"):
        learned(papers, b"{", "gelernt", "musterstadt")
