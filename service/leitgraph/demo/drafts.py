"""Ten drafts of Vorlagen against the sample, each with the expected verdict and broken rules."""

from __future__ import annotations

from typing import Any, NamedTuple


class Draft(NamedTuple):
    """A draft as JSON, the expected verdict, and which rules it breaks."""

    name: str
    about: str
    verdict: str
    rules: tuple[str, ...]
    data: dict[str, Any]


def _paper(**more: Any) -> dict[str, Any]:
    """A fit draft: a road, its money, its goal; ``None`` takes a field away."""
    data: dict[str, Any] = {
        "kennung": "V9001/25",
        "art": "Beschlussvorlage",
        "titel": "Grundhafter Ausbau der Lindenstraße zwischen Bahnhofstraße und Hafenstraße",
        "gegenstand": (
            "Die Fahrbahn der Lindenstraße ist stark verschlissen. Vorgesehen sind eine neue "
            "Asphaltdecke, beidseitige Gehwege und barrierefreie Querungen."
        ),
        "datum": "2025-06-16",
        "federfuehrung": "66",
        "mitwirkung": ["20", "62", "67"],
        "raum": ["sb-4"],
        "gesamtbetrag": "1650000",
        "jahresscheiben": [
            {"jahr": 2025, "betrag": "50000", "haushaltsart": "finanzhaushalt"},
            {"jahr": 2026, "betrag": "750000", "haushaltsart": "finanzhaushalt"},
            {"jahr": 2027, "betrag": "850000", "haushaltsart": "finanzhaushalt"},
        ],
        "verpflichtungsermaechtigung": "750000",
        "investitionskosten": "1650000",
        "folgekostenProJahr": "33000",
        "deckung": "Die Mittel sind im Haushaltsplan 2025 und in der Finanzplanung veranschlagt.",
        "produkt": "54.1.0",
        "pspElement": "7.0001784.700",
        "zielbezuege": [
            {
                "ziel": "uz-2-8",
                "richtung": "foerdert",
                "begruendung": "Gehwege und Querungen werden sicher und barrierefrei.",
            }
        ],
        "fachkonzepte": ["Mobilitätskonzept"],
        "klimawirkung": "gering-negativ",
        "klimabegruendung": "Der Bau verursacht Emissionen; neue Flächen werden kaum versiegelt.",
        "alternativen": "Eine reine Deckenerneuerung wurde geprüft; sie löst die Mängel nicht.",
        "nichtoeffentlich": False,
    }
    data.update(more)
    return {key: value for key, value in data.items() if value is not None}


_NO_MONEY: dict[str, Any] = dict.fromkeys((
    "gesamtbetrag", "jahresscheiben", "verpflichtungsermaechtigung", "investitionskosten",
    "folgekostenProJahr", "deckung", "produkt", "pspElement",
))  # fmt: skip

_HAMPERED = {
    "ziel": "uz-3-9",
    "richtung": "hemmt",
    "begruendung": "Der breitere Straßenraum versiegelt zusätzlich 900 Quadratmeter.",
}
_PROMOTED = _paper()["zielbezuege"][0]
_WITH_CLIMATE = ["20", "62", "67", "86"]

DRAFTS: tuple[Draft, ...] = (
    Draft("01-strasse-in-ordnung", "Investition mit Ziel, Ort, Folgekosten und Produkt",
          "konform", (), _paper()),
    Draft("02-strasse-mit-abwaegung", "Hemmt ein Ziel und wägt das ab", "konform", (),
          _paper(kennung="V9002/25", mitwirkung=_WITH_CLIMATE, zielbezuege=[_PROMOTED, {
              **_HAMPERED,
              "abwaegung": "Der Nutzen überwiegt; als Ausgleich werden 24 Bäume gepflanzt.",
          }])),
    Draft("03-bebauungsplan", "Planung ohne Geld im Schwerpunktraum, nennt dessen Zielkonflikt",
          "konform", (),
          _paper(**_NO_MONEY, kennung="V9003/25", federfuehrung="62", mitwirkung=["20", "67"],
                 raum=["sr-1"], fachkonzepte=["Wohnkonzept"],
                 titel="Bebauungsplan Nr. 112 „Hafenlicht“, Aufstellungsbeschluss",
                 gegenstand="Das Gebiet liegt seit Jahren brach und ist bereits erschlossen. "
                            "Ziel der Planung ist ein gemischtes Quartier mit Wohnungen.",
                 zielbezuege=[{"ziel": "uz-1-2", "richtung": "foerdert",
                               "begruendung": "Das Quartier wird innen entwickelt."}],
                 konflikte=[{"mit": "uz-3-9",
                             "abwaegung": "Dächer und Höfe werden begrünt, damit sich das "
                                          "dichte Quartier weniger aufheizt."}],
                 alternativen="Eine Entwicklung am Stadtrand wurde verworfen.")),
    Draft("04-ohne-ort", "Der Ort fehlt, und ein Grund dafür auch", "hinweise",
          ("ra-001",), _paper(kennung="V9004/25", raum=None)),
    Draft("05-ohne-folgekosten", "Investition ohne Folgekosten und ohne Begründung", "hinweise",
          ("fi-002",),
          _paper(kennung="V9005/25", folgekostenProJahr=None)),
    Draft("06-hemmt-ohne-abwaegung", "Hemmt ein Ziel und wägt das nicht ab",
          "klaerungsbeduerftig", ("zb-004",),
          _paper(kennung="V9006/25", mitwirkung=_WITH_CLIMATE,
                 zielbezuege=[_PROMOTED, _HAMPERED])),
    Draft("07-veraltetes-ziel", "Nennt das Ziel 3.1 von 2016, das 2023 geteilt wurde",
          "klaerungsbeduerftig", ("zb-002",),
          _paper(kennung="V9007/25", federfuehrung="65", raum=["sb-1"], produkt="11.1.3",
                 mitwirkung=["20", "67"], fachkonzepte=None,
                 titel="Energetische Sanierung des Verwaltungsgebäudes an der Marktstraße",
                 gegenstand="Das Gebäude hat den höchsten Wärmeverbrauch aller "
                            "Verwaltungsgebäude. Fassade und Fenster werden erneuert.",
                 klimawirkung="erheblich-positiv",
                 klimabegruendung="Der Wärmeverbrauch sinkt um mehr als die Hälfte.",
                 zielbezuege=[{"ziel": "uz-3-1", "richtung": "foerdert",
                               "begruendung": "Der Ausstoß von Treibhausgasen sinkt."}])),
    Draft("08-summe-falsch", "Die Jahresscheiben ergeben 1.650.000 Euro, genannt sind 1.700.000",
          "klaerungsbeduerftig", ("fi-001",),
          _paper(kennung="V9008/25", gesamtbetrag="1700000")),
    Draft("09-amt-aufgeloest", "Federführend ist das Amt 68, aufgelöst zum 31. Dezember 2021",
          "klaerungsbeduerftig", ("zu-001",),
          _paper(kennung="V9009/25", federfuehrung="68")),
    Draft("10-nicht-relevant", "Straßenbenennung, begründet ohne Bezug zu Zielen",
          "nicht-relevant", (),
          _paper(**_NO_MONEY, kennung="V9010/25", federfuehrung="62", mitwirkung=None,
                 fachkonzepte=None,
                 titel="Benennung einer Straße im Stadtbezirk Bergheim als Ahornallee",
                 gegenstand="Die neue Straße im Baugebiet braucht einen Namen. "
                            "Finanzielle Auswirkungen hat die Vorlage nicht.",
                 raum=["sb-7"], zielbezuege=None, alternativen="Keine.", klimawirkung="keine",
                 klimabegruendung="Eine Benennung wirkt nicht auf das Klima.",
                 nichtRelevantWeil="Straßenbenennungen berühren die Ziele der "
                                   "Stadtentwicklung nicht.")),
)  # fmt: skip
