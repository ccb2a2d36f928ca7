"""Running text of council papers, put together from varied sentences."""

from __future__ import annotations

from typing import NamedTuple

from leitgraph.demo.city import City, Place
from leitgraph.demo.terms import euro
from leitgraph.demo.texts.topics import NAMES, STREETS, Topic

_STATE = (
    "Der Zustand wurde zuletzt bei der Begehung im vergangenen Jahr erfasst.",
    "Mehrere Hinweise aus der Bürgerschaft bestätigen den Handlungsbedarf.",
    "Das federführende Amt hat die Bestandsaufnahme abgeschlossen.",
    "Die Fachplanung hat den Bedarf in der Prioritätenliste mit Stufe 1 bewertet.",
    "Bereits der Haushaltsplan des Vorjahres wies auf diesen Bedarf hin.",
)
_PARTICIPATION = (
    "Der Stadtbezirksbeirat wurde frühzeitig unterrichtet und hat der Planung zugestimmt.",
    "In einer öffentlichen Veranstaltung gingen 23 Hinweise ein, die in der Anlage bewertet sind.",
    "Die Träger öffentlicher Belange wurden beteiligt; wesentliche Einwände bestehen nicht.",
    "Anliegerinnen und Anlieger wurden schriftlich informiert.",
    "Der Behindertenbeirat hat Anregungen zur Barrierefreiheit gegeben, die übernommen wurden.",
)
# For undertakings that build nothing.
_STATE_SOFT = (
    "Die Fachplanung hat den Bedarf in der Prioritätenliste mit Stufe 1 bewertet.",
    "Der zuständige Ausschuss hat sich zuletzt im Herbst mit dem Thema befasst.",
    "Der bisherige Zeitraum wurde ausgewertet; die Ergebnisse liegen als Anlage bei.",
    "Bereits der Haushaltsplan des Vorjahres wies auf diesen Bedarf hin.",
)
_PARTICIPATION_SOFT = (
    "Die beteiligten Ämter haben dem Vorschlag zugestimmt.",
    "Der Fachbeirat hat den Vorschlag beraten und empfohlen.",
    "Hinweise der Personalvertretung und der Beauftragten wurden berücksichtigt.",
    "Eine Befragung der Nutzerinnen und Nutzer stützt den Vorschlag.",
)
_SCHEDULE = (
    "Der Beginn ist für das Frühjahr {y} vorgesehen, die Umsetzung dauert etwa zwei Jahre.",
    "Nach dem Beschluss folgt die Ausschreibung, sodass die Arbeiten im Jahr {y} beginnen können.",
    "Die Umsetzung soll im Jahr {y} beginnen und mit anderen Vorhaben im Umfeld abgestimmt werden.",
    "Ein Beginn vor dem Jahr {y} ist wegen der erforderlichen Abstimmungen nicht möglich.",
)
_MONEY = (
    "Die Gesamtkosten betragen nach der vorliegenden Berechnung {sum}.",
    "Für die Umsetzung werden insgesamt {sum} benötigt.",
    "Der Aufwand beläuft sich auf {sum}; die Verteilung auf die Jahre ist unten dargestellt.",
    "Die Kostenberechnung schließt mit {sum} ab.",
)
_FREE = (
    "Die {what} verursacht keine zusätzlichen Ausgaben im laufenden Haushalt.",
    "Finanzielle Mittel werden mit dieser Vorlage nicht gebunden.",
)
_CLOSE = (
    "Ohne den Beschluss würde sich der Zustand weiter verschlechtern.",
    "Die Verwaltung berichtet dem zuständigen Ausschuss jährlich über den Stand.",
    "Varianten wurden geprüft; die vorgeschlagene Lösung ist die wirtschaftlichste.",
    "Die {what} fügt sich in die Ziele des Stadtentwicklungskonzepts ein.",
    "Die Ergebnisse werden nach Abschluss ausgewertet und veröffentlicht.",
)
_BECAUSE = (
    "Die {what} setzt das Ziel unmittelbar um.",
    "Die {what} verbessert die Lage {wo} messbar.",
    "Mit der {what} wird ein Vorhaben aus dem Fachkonzept verwirklicht.",
    "Die {what} schafft die Voraussetzung dafür, dass das Ziel bis 2035 erreicht wird.",
    "Der Bestand wird gesichert und dort ergänzt, wo der Bedarf am größten ist.",
)
_AGAINST = (
    "Die {what} beansprucht Flächen oder Mittel, die für dieses Ziel nicht mehr verfügbar sind.",
    "Während der Umsetzung wird das Ziel {wo} beeinträchtigt.",
    "Die {what} führt zu zusätzlicher Versiegelung oder bindet Haushaltsmittel auf Dauer.",
)
WEIGHED = (
    "Der Nutzen für die Allgemeinheit überwiegt; die Nachteile werden durch Ersatz ausgeglichen.",
    "Eine Lösung ohne diesen Nachteil wurde geprüft und verworfen, weil sie den Zweck verfehlt.",
    "Die Beeinträchtigung ist zeitlich begrenzt und wird durch Pflanzungen gemindert.",
)
CLIMATE = {
    "erheblich-positiv": "Die {what} senkt den Ausstoß von Treibhausgasen dauerhaft und deutlich.",
    "positiv": "Die {what} verlagert Wege oder Verbräuche und verbessert das Stadtklima.",
    "gering-positiv": "Die {what} mindert die Belastung an heißen Tagen in geringem Umfang.",
    "gering-negativ": "Der Bau verursacht Emissionen; zusätzliche Flächen werden kaum versiegelt.",
    "negativ": "Der Bau verursacht Emissionen und versiegelt zusätzliche Flächen.",
    "keine": "Die {what} hat keine erkennbare Wirkung auf das Klima.",
}
NOT_RELEVANT = (
    ("Benennung einer Straße {wo} als {a}",
     "Straßenbenennungen berühren die Ziele der Stadtentwicklung nicht.",
     "Die neue Straße {wo} wird im Herbst fertiggestellt und braucht einen Namen. Vorgeschlagen "
     "wird {a}; der Name ist in der Stadt noch nicht vergeben. Die Vorlage hat keine finanziellen "
     "Auswirkungen."),
    ("Besetzung der Stelle einer Amtsleitung, {stufe}. Ausschreibung",
     "Es handelt sich um eine einzelne Personalentscheidung ohne Bezug zu Zielen.",
     "Die Stelle ist seit dem Frühjahr unbesetzt und wurde öffentlich ausgeschrieben. Die "
     "Auswahlkommission hat einen Vorschlag beschlossen. Die Stelle ist im Stellenplan enthalten."),
    ("Änderung der Geschäftsordnung des Stadtrats, {stufe}. Lesung",
     "Die Vorlage regelt nur innere Abläufe des Stadtrats.",
     "Die Geschäftsordnung wird an geändertes Landesrecht angepasst. Geändert werden Fristen und "
     "die Form der Einladung. Finanzielle Auswirkungen hat die Änderung nicht."),
)  # fmt: skip


class Wording(NamedTuple):
    """Title and the words that fill the holes of all further sentences."""

    title: str
    holes: dict[str, str]
    variant: int


def wording(city: City, topic: Topic, place: Place) -> Wording:
    """A title for an undertaking at a place."""
    start = int(city.rng.random() * len(STREETS))
    step = 1 + int(city.rng.random() * 11)
    count = len(STREETS)
    holes = {
        "a": STREETS[start],
        "b": STREETS[(start + step) % count],
        "c": STREETS[(start + 2 * step) % count],
        "wo": place.where,
        "wo_satz": place.where[0].upper() + place.where[1:],
        "nr": str(1 + int(city.rng.random() * 149)),
        "stufe": str(1 + int(city.rng.random() * 4)),
        "name": city.pick(NAMES),
        "what": topic.what,
    }
    variant = int(city.rng.random() * len(topic.titles))
    return Wording(topic.titles[variant].format_map(holes), holes, variant % 2)


def subject(city: City, topic: Topic, words: Wording, amount: int, year: int) -> str:
    """The Sachverhalt: five to seven sentences."""
    pick, holes = city.pick, words.holes
    money = pick(_MONEY).replace("{sum}", euro(amount)) if amount else pick(_FREE)
    built = topic.invest and bool(topic.use)
    parts = (topic.reasons[words.variant], pick(_STATE if built else _STATE_SOFT),
             topic.plans[words.variant], pick(_PARTICIPATION if built else _PARTICIPATION_SOFT),
             pick(_SCHEDULE).replace("{y}", str(year)), money, pick(_CLOSE))  # fmt: skip
    return " ".join(parts).format_map(holes)


def because(city: City, words: Wording) -> str:
    """Why an undertaking promotes a goal."""
    return city.pick(_BECAUSE).format_map(words.holes)


def against(city: City, words: Wording) -> str:
    """Why an undertaking hampers a goal."""
    return city.pick(_AGAINST).format_map(words.holes)


def climate(topic: Topic) -> str:
    """The reason for the stated effect on the climate."""
    return CLIMATE[topic.climate].replace("{what}", topic.what)
