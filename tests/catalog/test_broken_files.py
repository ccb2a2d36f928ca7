"""Broken queries, cities, profiles and shape files are refused at start and by ``make check``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.catalog.broken import CITY, QUERY, RULE, Folder, folder, line_of
from tests.shell import ROOT, Shell, clean

TOML, TURTLE, PROFILE = CITY / "city.toml", CITY / "konzept.ttl", CITY / "profil.toml"
CONCEPT = Path("shapes/profiles/stadtteile.ttl")
STRUCTURE = Path("shapes/structure/raum.ttl")
TYPE = "a insek:INSEK"
BROKEN = {
    "a query that is no SPARQL": (
        QUERY, ("\nWHERE {", "\nWERE {"),
        "WERE {", "abfrage", "kein gültiges SPARQL nahe „WERE {",
    ),
    "a query with an undeclared prefix": (
        QUERY, ("insek:haushaltsjahr ", "fremd:haushaltsjahr "),
        "fremd:haushaltsjahr", "praefix", "das Präfix fremd: ist nicht erklärt",
    ),
    "a query with a misspelt property": (
        QUERY, ("insek:haushaltsjahr ", "insek:haushaltsjahre "),
        "insek:haushaltsjahre", "begriff", "gemeint ist vielleicht insek:haushaltsjahr",
    ),
    "a query with a column that it does not select": (
        QUERY, ("{name: offen,", "{name: frei,"),
        "columns:", "auswahl", "columns und SELECT nennen nicht dasselbe: frei, offen",
    ),
    "a query with a replaced term": (
        QUERY, ("insek:haushaltsjahr ", "insek:amtsnummer "),
        "insek:amtsnummer", "begriff", "ist veraltet, dafür steht insek:geschaeftszeichen",
    ),
    "a query without an English title": (
        QUERY, ("#+   en: Money for a goal or theme, per year\n", ""),
        "de: Geld für ein Ziel", "kopf", "title.en fehlt",
    ),
    "a city of unknown visibility": (
        TOML, ('visibility = "public"', 'visibility = "offen"'),
        "visibility =", "angabe", "visibility ist public oder internal",
    ),
    "a city whose source has no location": (
        TOML, ('location = "https', 'ort = "https'),
        'ort = "https', "quelle", "[[sources]] 2: unbekannt: ort",
    ),
    "a city with a missing dot": (
        TURTLE, ("@prefix insek: <https://w3id.org/insek/ns#> .", "@prefix insek: <urn:x>"),
        "@prefix kommune" , "turtle", "kein gültiges Turtle",
    ),
    "a city with a misspelt class": (
        TURTLE, (TYPE, TYPE.replace("INSEK", "INSEKT")),
        "insek:INSEKT", "begriff", "insek:INSEKT gibt es in der Ontologie nicht",
    ),
    "a profile of a concept that does not ask for its version": (
        CONCEPT, ("?fassung", "?jede"),
        "regel:prueflinge", "auswahl", "regel:prueflinge fragt nicht nach ?fassung",
    ),
    "a shape set of an unknown mode": (
        STRUCTURE, ('regel:modus "block"', 'regel:modus "streng"'),
        "regel:modus", "modus", "regel:modus „streng“ ist weder block, warn noch report",
    ),
}  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Folder:
    return folder(tmp_path)


@pytest.mark.parametrize(
    ("file", "change", "where", "condition", "words"), BROKEN.values(), ids=list(BROKEN)
)
def test_a_broken_file_is_refused_with_its_line_and_condition(
    content: Folder, file: Path, change: tuple[str, str], where: str, condition: str, words: str
) -> None:
    text = content.change(file, change)
    refused = content.refused_at_start()
    assert {one["file"] for one in refused} == {str(content.root / file)}
    found = [one for one in refused if words in one["de"]]
    assert [one["condition"] for one in found[:1]] == [condition], refused
    assert found[0]["line"] == line_of(text, where)
    assert found[0]["en"].startswith(f"{content.root / file}:{found[0]['line']}: ")


def test_what_a_city_changes_without_a_resolution_is_refused(content: Folder) -> None:
    text = '[[regel]]\nid = "fi-001"\nschwere = "kann"\nquelle = "Amtsblatt"\n'
    (content.root / PROFILE).write_text(text, "utf-8")
    (refused,) = content.refused_at_start()
    assert refused["de"] == (
        f"{content.root / PROFILE}:1: [[regel]] 1: beschluss fehlt oder ist leer [angabe]"
    )


def test_a_shape_that_the_gate_does_not_support_is_told_with_its_file(content: Folder) -> None:
    content.change(STRUCTURE, ("sh:maxCount 1 ;", "sh:lessThan 1 ; sh:maxCount 1 ;"))
    (refused,) = content.refused_at_start()
    assert (refused["file"], refused["condition"]) == (str(content.root / STRUCTURE), "form")


# ---- the commands


@pytest.fixture
def broken(content: Folder) -> Folder:
    """Three files of three kinds with something wrong in each, one of them twice."""
    content.change(RULE, ("regel:stufe 1", 'regel:stufe "zwei"'), ('} LIMIT 1"', '} LIMIT eins"'))
    content.change(QUERY, ("insek:haushaltsjahr ", "fremd:haushaltsjahr "))
    content.change(TOML, ('visibility = "public"', 'visibility = "offen"'))
    return content


def test_make_check_prints_all_that_is_wrong_in_all_files(broken: Folder) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "leitgraph.catalog.audit"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env=clean({"LEITGRAPH_CONTENT": str(broken.root)}),
        timeout=120,
    )
    assert done.returncode == 1
    assert done.stderr == ""
    for one in broken.refused():
        assert f"FAULT {one['de']}\n      {one['en']}\n" in done.stdout
    told = [line for line in done.stdout.splitlines() if line.startswith(f"FAULT {broken.root}")]
    files = {line.split(":")[0].removeprefix("FAULT ") for line in told}
    assert files == {str(broken.root / file) for file in (RULE, QUERY, TOML)}
    assert sum(str(RULE) in line for line in told) == 2


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_service_does_not_start_and_says_the_same(broken: Folder, language: str) -> None:
    shell = Shell(broken.root / "werk")
    done = shell("--language", language, "serve", "--port", "0", LEITGRAPH_CONTENT=str(broken.root))
    assert done.code == 2
    assert "Traceback" not in done.err
    refused = broken.refused()
    assert len(refused) == 4
    for one in refused:
        assert one[language] in done.err
