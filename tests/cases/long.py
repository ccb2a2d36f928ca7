"""Long documents: a Vorlage, then annexes full of figures that are not the paper's own."""

from __future__ import annotations

_GROUPS = (
    ("100", "Grundstück"),
    ("200", "Herrichten und Erschließen"),
    ("300", "Bauwerk, Baukonstruktionen"),
    ("400", "Bauwerk, technische Anlagen"),
    ("500", "Außenanlagen und Freiflächen"),
    ("600", "Ausstattung und Kunstwerke"),
    ("700", "Baunebenkosten"),
)
_PROSE = (
    "Im Abschnitt {n} ist der Bestand beschrieben, wie ihn das Ingenieurbüro bei der Begehung am "
    "{day:02d}.03.2024 vorgefunden hat. Die Decken tragen {load},5 kN je Quadratmeter.",
    "Der Boden ist bis in {n},20 Meter Tiefe aufgefüllt. In {n} von 40 Proben lag ein Wert über "
    "der Vorsorge, in keiner über dem Prüfwert.",
    "Die Anwohnerinnen und Anwohner wurden am {day:02d}.11.2024 unterrichtet. Von {people} "
    "Anwesenden meldeten sich {n} zu Wort; gefragt wurde vor allem nach Lärm und Stellplätzen.",
    "Zum Vergleich: Der Umbau einer Schule in einer anderen Stadt kostete {cost}.000,00 € und "
    "dauerte von 2017 bis 2020.",
    "Für Raum {n}.{day:02d} sieht das Raumbuch {load}0 Lux, zwei Waschbecken und Linoleum vor.",
)


def lengthened(text: str, pages: int) -> str:
    """The paper as its first pages, and annexes until there are so many; pages end with ``\\f``."""
    first = [text.rstrip("\n")]
    return "\n\f\n".join(first + [_page(number) for number in range(1, pages)]) + "\n"


def _page(number: int) -> str:
    """One page of an annex: a heading, four paragraphs and a table of an earlier estimate."""
    lines = [f"Anlage {number}: Unterlagen zur Entwurfsplanung, Teil {number}", ""]
    for index in range(4):
        facts = {
            "n": number % 9 + 1,
            "day": (number * 7 + index) % 28 + 1,
            "load": number % 4 + 2,
            "people": 20 + number,
            "cost": 4100 + 13 * number,
        }
        lines += [_PROSE[(number + index) % len(_PROSE)].format(**facts), ""]
    lines += ["Kostenschätzung vom Vorjahr (überholt)", "", "KG     Benennung     netto"]
    lines += [
        f"{group}    {name}    {(number * 37 + int(group)) % 900 + 80}.{number:03d},00"
        for group, name in _GROUPS
    ]
    return "\n".join([*lines, "", f"Seite {number + 1}"])
