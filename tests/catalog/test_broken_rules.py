"""A rule file that is not sound is refused at start and by ``make check``, in the same words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.catalog.broken import RULE, Folder, folder, line_of

from leitgraph.catalog.content import load_content


class Broken(NamedTuple):
    """A way to break a rule: the texts to replace, where that is (a text in that line), and what
    is said: the condition and some words."""

    changes: tuple[tuple[str, str], ...]
    where: str
    condition: str
    words: str


HINT = (
    '    regel:hinweis\n        "Prüfen Sie Gesamtbetrag und Jahresscheiben; vielleicht fehlt ein '
    'Jahr."@de ,\n        "Check the total and the yearly slices; perhaps a year is '
    'missing."@en ;\n'
)
SECOND = re.compile(r'    \] , \[\n        rdfs:label "Ein Cent fehlt"@de.*?    \] \.', re.DOTALL)

SLICES = "hatJahresscheibe ;\n    sh:severity "
BREAKS = " ;\n        regel:erwartet"
CENT = f'100.0 .""" ;\n        regel:fokus <v>{BREAKS}'

BROKEN = {
    "a syntax error in sh:select": Broken(
        (("FILTER (?abstandEuro >= 0.01)", "FILTER (?abstandEuro >> 0.01)"),),
        "FILTER (?abstandEuro >>", "abfrage",
        "sh:select: kein gültiges SPARQL nahe „FILTER (?abstandEuro >> 0.01)“",
    ),
    "an undeclared prefix in sh:select": Broken(
        (("?scheibe insek:betrag ?betrag", "?scheibe fremd:betrag ?betrag"),),
        "fremd:betrag", "praefix", "das Präfix fremd: ist nicht erklärt",
    ),
    "a misspelt property in sh:select": Broken(
        (("insek:gesamtbetrag ?gesamtEuro .", "insek:gesamtbetrug ?gesamtEuro ."),),
        "insek:gesamtbetrug", "begriff",
        "insek:gesamtbetrug gibt es in der Ontologie nicht; "
        "gemeint ist vielleicht insek:gesamtbetrag",
    ),
    "a message variable that is not selected": Broken(
        (("{?summeEuro}", "{?summe}"),),
        "zusammen {?summe}", "auswahl", "die Meldung nennt {?summe}",
    ),
    "a broken regel:gilt": Broken(
        (('} LIMIT 1"', '} LIMIT eins"'),),
        "LIMIT eins", "abfrage", "regel:gilt: kein gültiges SPARQL nahe „LIMIT eins“",
    ),
    "only one bad example": Broken(
        ((SECOND.pattern, "    ] ."),),
        "regel:verletzt", "beispiele", "2 gute und 1 schlechte Beispiele; es braucht 1 und 2",
    ),
    "a shape more lenient than the rule": Broken(
        ((f"{SLICES}sh:Violation", f"{SLICES}sh:Info"),),
        "sh:severity sh:Info", "schwere", "fi-001-summe hat die Schwere kann, die Regel muss",
    ),
    "a path that makes no sense": Broken(
        (('"insek:gesamtbetrag" ,', '"insek:gesamtbetrag//" ,'),),
        '"insek:gesamtbetrag//"', "pfad", "Pfad nicht lesbar: insek:gesamtbetrag//",
    ),
    "a stage in words": Broken(
        (("regel:stufe 1", 'regel:stufe "zwei"'),),
        "regel:stufe", "stufe", "regel:stufe „zwei“ ist weder 1 (Rechnung), 2 (Form) noch 3",
    ),
    "a missing dot": Broken(
        (("sh:property regel:fi-001-summe .", "sh:property regel:fi-001-summe"),),
        "regel:fi-001-summe a sh:PropertyShape", "turtle", "kein gültiges Turtle",
    ),
    "an undeclared prefix in Turtle": Broken(
        (("sh:targetClass insek:Vorlage", "sh:targetClass isnek:Vorlage"),),
        "isnek:Vorlage", "praefix", "das Präfix isnek: ist nicht erklärt",
    ),
    "a message in one language": Broken(
        ((r'"Die Jahresscheiben ergeben zusammen[^"]*"@de ,\s*', ""),),
        "sh:message", "sprachen", "fi-001-weicht-ab: sh:message fehlt auf Deutsch oder Englisch",
    ),
    "no hint": Broken(
        ((re.escape(HINT), ""),),
        "regel:fi-001 a sh:NodeShape", "sprachen", "fi-001: regel:hinweis fehlt",
    ),
    "sh:select without $this": Broken(
        (("SELECT $this ?value ?summeEuro", "SELECT ?value ?summeEuro"),),
        "SELECT ?value ?summeEuro", "auswahl", "muss ein SELECT sein, das $this auswählt",
    ),
    "what SHACL does not allow in a query": Broken(
        (("FILTER (?abstandEuro >= 0.01)", "MINUS { $this insek:betrag ?value }"),),
        "MINUS", "abfrage", "MINUS ist in einer SHACL-Bedingung nicht erlaubt",
    ),
    "a misspelt property in an example": Broken(
        ((f"<s1> insek:betrag {CENT}", f"<s1> insek:betrog {CENT}"),),
        "insek:betrog", "begriff", "insek:betrog gibt es in der Ontologie nicht",
    ),
    "an example that is no Turtle": Broken(
        (("100.01 ; insek:hatJahresscheibe <s1> .", "100.01 , ; ."),),
        "100.01 , ;", "turtle", "Beispiel „Ein Cent fehlt“: kein gültiges Turtle",
    ),
    "an example without its focus": Broken(
        ((f"<v>{BREAKS}", f"<w>{BREAKS}"),),
        "50.000 Euro zu wenig", "beispiel", "sagt nichts über seinen Prüfling",
    ),
    "an example that expects a foreign shape": Broken(
        (("regel:fi-001-summe\n    ] .", "regel:fi-002-summe\n    ] ."),),
        "fi-002-summe", "beispiele", "ein Beispiel erwartet fi-002-summe",
    ),
    "a term of rule files that does not exist": Broken(
        (("regel:gilt ", "regel:giltt "),),
        "regel:giltt", "begriff", "regel:giltt gibt es nicht",
    ),
}  # fmt: skip


@pytest.fixture
def content(tmp_path: Path) -> Folder:
    return folder(tmp_path)


def test_the_folder_of_the_next_tests_is_sound(content: Folder) -> None:
    assert content.refused(prove=True) == []
    assert list(load_content(content.settings).rules.rules) == ["fi-001"]


@pytest.mark.parametrize("broken", BROKEN.values(), ids=list(BROKEN))
def test_a_broken_rule_is_refused_with_file_line_rule_and_condition(
    content: Folder, broken: Broken
) -> None:
    file = content.root / RULE
    before = file.read_text("utf-8")
    text = before
    for old, new in broken.changes:
        text = text.replace(old, new) if old in text else re.sub(old, new, text, flags=re.DOTALL)
    assert text != before
    file.write_text(text, "utf-8")
    refused = content.refused_at_start()
    assert {(one["file"], one["about"]) for one in refused} == {(str(file), "Regel fi-001")}
    found = [one for one in refused if broken.words in one["de"]]
    assert [one["condition"] for one in found[:1]] == [broken.condition], refused
    line = line_of(text, broken.where)
    assert found[0]["line"] == line
    assert found[0]["de"].startswith(f"{file}:{line}: Regel fi-001: ")
    assert found[0]["en"].startswith(f"{file}:{line}: rule fi-001: ")
    assert found[0]["en"].endswith(f" [{broken.condition}]")


def test_a_file_that_is_named_unlike_its_rule_is_refused(content: Folder) -> None:
    (content.root / RULE).rename(content.root / "shapes/rules/finanzen/fi-099.ttl")
    (refused,) = content.refused_at_start()
    assert refused["condition"] == "name"
    assert "fi-099.ttl:7: Regel fi-099: eine Regeldatei heißt wie ihre Regel" in refused["de"]


def test_the_same_rule_in_two_areas_is_refused(content: Folder) -> None:
    (content.root / "shapes/rules/zeit").mkdir()
    twin = content.root / "shapes/rules/zeit/fi-001.ttl"
    twin.write_text((content.root / RULE).read_text("utf-8"), "utf-8")
    (refused,) = content.refused_at_start()
    assert (refused["file"], refused["condition"]) == (str(twin), "doppelt")
    assert str(content.root / RULE) in refused["de"]


def test_a_shape_that_no_example_breaks_is_refused(content: Folder) -> None:
    text = content.change(
        RULE,
        (
            "sh:property regel:fi-001-summe .",
            "sh:property regel:fi-001-summe , regel:fi-001-mehr .\n"
            "regel:fi-001-mehr a sh:PropertyShape ; sh:path insek:betrag ;\n"
            "    sh:severity sh:Violation ; sh:sparql regel:fi-001-weicht-ab .",
        ),
    )
    (refused,) = content.refused_at_start()
    assert refused["condition"] == "beispiele"
    assert refused["line"] == line_of(text, "regel:fi-001-mehr a sh:PropertyShape")
    assert "jede Form braucht ein Beispiel, das sie verletzt; fi-001-mehr hat" in refused["de"]


PROMISES: dict[str, Callable[[str], str]] = {
    "gibt nichts statt regel:fi-001-summe": lambda text: text.replace("100.01", "100.00"),
    "lässt {?abstandEuro} in der Meldung leer": lambda text: text.replace(
        "BIND (ABS(?gesamtEuro - ?summeEuro) AS ?abstandEuro)",
        "FILTER (ABS(?gesamtEuro - ?summeEuro) >= 0.01) "
        "OPTIONAL { $this insek:kennung ?abstandEuro }",
    ).replace(
        "FILTER (?abstandEuro >= 0.01)", ""
    ),
    "nur die Nachbarschaft (regel:nachbarschaft) zu sehen": lambda text: text.replace(
        '"insek:gesamtbetrag" , "insek:hatJahresscheibe/insek:betrag"', '"insek:gesamtbetrag"'
    ),
}  # fmt: skip


@pytest.mark.parametrize("said", PROMISES)
def test_an_example_that_does_not_give_what_it_promises_is_told_by_the_check_alone(
    content: Folder, said: str
) -> None:
    file = content.root / RULE
    text = PROMISES[said](file.read_text("utf-8"))
    assert text != file.read_text("utf-8")
    file.write_text(text, "utf-8")
    # The service takes some seconds less to start, and does not try what make check has tried.
    assert list(load_content(content.settings).rules.rules) == ["fi-001"]
    refused = content.refused(prove=True)
    assert {one["condition"] for one in refused} == {"beispiel"}
    assert {one["about"] for one in refused} == {"Regel fi-001"}
    (found,) = [one for one in refused if "Ein Cent fehlt" in one["de"]]
    assert said in found["de"]
    assert found["line"] == line_of(text, '"Ein Cent fehlt"')
