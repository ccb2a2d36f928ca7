"""Which papers cities usually exempt, told by their titles; and what only sounds like it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.queries.asking import SETTINGS

from leitgraph.catalog.local.exemptions import Exemption, usual
from leitgraph.catalog.refusal import Refused

EXEMPT = [
    ("Benennung einer Planstraße im Stadtbezirk Süd: Am Weiher", "Straßennamen"),
    ("Beschluss über die Umbenennung der Bahnhofstraße", "Straßennamen"),
    ("Straßenbenennung im Bebauungsplangebiet Nr. 45", "Straßennamen"),
    ("Bestellung der Leitung des Fachbereiches Finanzen", "Personal"),
    ("Berufung der Gleichstellungsbeauftragten", "Personal"),
    ("Besetzung der Stelle Amtsleitung Tiefbauamt", "Personal"),
    ("Wahl einer Beigeordneten", "Wahlen"),
    ("Wahl der Schöffinnen und Schöffen 2024 bis 2028", "Wahlen"),
    ("Umbesetzung im Ausschuss für Umwelt", "Wahlen"),
    ("Entsendung eines Mitglieds in den Aufsichtsrat der Stadtwerke", "Wahlen"),
    ("Verleihung der Ehrennadel der Stadt", "Ehrungen"),
    ("Genehmigung der Niederschrift vom 12.03.2025", "Sitzungsbetrieb"),
    ("Annahme einer Spende für die Stadtbibliothek", "Annahme von Spenden"),
    ("Feststellung des Jahresabschlusses 2023 des Eigenbetriebs", "Jahresabschlüsse"),
]
CHECKED = [
    "Bestellung eines Erbbaurechts am Grundstück Talstraße 4",
    "Bestellung von zwölf Elektrobussen",
    "Wahl der Vorzugsvariante für die Ortsumgehung",
    "Vergabe der Tiefbauarbeiten in der Ringstraße",
    "Neubau einer Grundschule in der Weststadt",
    "Personalkonzept der Stadtverwaltung 2030",
    "Neufassung der Parkgebührenordnung",
    "Umbau des Rathauses mit Ehrung der Bauleute: Verleihung einer Plakette",
    "Einstellung des Schwimmbadbetriebs",
    "Auszeichnung als Fahrradstadt: Maßnahmenkonzept",
]


@pytest.fixture(scope="module")
def exemptions() -> tuple[Exemption, ...]:
    """The usual ones as they ship."""
    refused = Refused()
    found = usual(SETTINGS.content_dir("data"), refused)
    refused.raise_if_any()
    return found


def covering(exemptions: tuple[Exemption, ...], title: str, reasons: str = "") -> list[str]:
    """The names of the exemptions that cover a paper of this title."""
    return [e.name.de for e in exemptions if e.covers({"Vorlage"}, title, (), (), reasons)]


@pytest.mark.parametrize(("title", "name"), EXEMPT, ids=[title for title, _ in EXEMPT])
def test_what_the_title_says_is_exempt(
    title: str, name: str, exemptions: tuple[Exemption, ...]
) -> None:
    assert covering(exemptions, title)[0].startswith(name)


@pytest.mark.parametrize("title", CHECKED)
def test_what_only_sounds_like_it_is_checked(title: str, exemptions: tuple[Exemption, ...]) -> None:
    assert covering(exemptions, title) == []


def test_a_staff_matter_is_known_by_the_reason_given(exemptions: tuple[Exemption, ...]) -> None:
    said = "Personalangelegenheit, berechtigte Interessen Einzelner"
    assert covering(exemptions, "Fachbereich Finanzen, Leitung", said) == [
        "Personalangelegenheiten"
    ]
    assert covering(exemptions, "Neubau der Feuerwache", said) == []


def test_much_money_is_not_exempt(exemptions: tuple[Exemption, ...]) -> None:
    title = "Annahme einer Spende für das Museum"
    by_amount = {
        amount: any(e.covers({"Vorlage"}, title, (), (Decimal(amount),)) for e in exemptions)
        for amount in (50_000, 50_001)
    }
    assert by_amount == {50_000: True, 50_001: False}
