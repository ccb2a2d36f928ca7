"""The lists of a draft, one function each: every entry becomes a node beside the Vorlage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyoxigraph import Literal, NamedNode

from leitgraph.config import NS
from leitgraph.model import Text
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.codes import BERATUNGSARTEN, HAUSHALTSARTEN, RICHTUNGEN
from leitgraph.vorlage.draft.writer import DCTERMS, DraftWriter
from leitgraph.vorlage.resolve import EINHEIT, GREMIUM, KONFLIKT, THEMA, ZIEL

Entry = dict[str, Any]
_GREMIUM = Text("Das Gremium", "The body")
_EINHEIT = Text("Die beauftragte Einheit", "The mandated unit")
_KONFLIKT = Text("Das Ziel oder Thema", "The goal or theme")


def _jahresscheibe(draft: DraftWriter, number: int, entry: Entry, field: str) -> None:
    node = draft.node("jahresscheibe", number, "Jahresscheibe")
    draft.link(draft.focus, NS + "hatJahresscheibe", node)
    draft.fields.needs(entry, field, "jahr", "betrag")
    draft.literal(node, "jahr", values.year(f"{field}.jahr", entry["jahr"]), "gYear")
    draft.amount(node, "betrag", f"{field}.betrag", entry["betrag"])
    if draft.fields.given("haushaltsart", entry):
        art = values.code(f"{field}.haushaltsart", entry["haushaltsart"], HAUSHALTSARTEN)
        draft.code(node, "haushaltsart", art)
    draft.fields.rest(entry, field, {"jahr", "betrag", "haushaltsart"})


def _zielbezug(draft: DraftWriter, number: int, entry: Entry, field: str) -> None:
    node = draft.node("zielbezug", number, "Zielbezug")
    draft.link(draft.focus, NS + "hatZielbezug", node)
    draft.link(node, NS + "bezugVon", draft.focus)
    draft.fields.needs(entry, field, "ziel")
    draft.link(node, NS + "ziel", draft.find(values.text(f"{field}.ziel", entry["ziel"]), ZIEL))
    if draft.fields.given("richtung", entry):
        richtung = values.code(f"{field}.richtung", entry["richtung"], RICHTUNGEN)
        draft.code(node, "wirkungsrichtung", richtung)
    if draft.fields.given("begruendung", entry):
        grund = values.text(f"{field}.begruendung", entry["begruendung"])
        draft.text(node, NS + "begruendung", grund)
    if draft.fields.given("abwaegung", entry):
        weighing = draft.node("abwaegung", number, "Abwaegung")
        _weighing(draft, node, weighing, f"{field}.abwaegung", entry["abwaegung"])
    draft.fields.rest(entry, field, {"ziel", "richtung", "begruendung", "abwaegung"})


def _weighing(
    draft: DraftWriter, owner: NamedNode, weighing: NamedNode, field: str, words: Any
) -> None:
    draft.link(owner, NS + "abwaegung", weighing)
    draft.text(weighing, NS + "begruendung", values.text(field, words))


def _allokation(draft: DraftWriter, number: int, entry: Entry, field: str) -> None:
    node = draft.node("allokation", number, "Zielallokation")
    draft.link(draft.focus, NS + "hatZielallokation", node)
    draft.link(node, NS + "allokationVon", draft.focus)
    draft.fields.needs(entry, field, "ziel", "anteil")
    written = values.text(f"{field}.ziel", entry["ziel"])
    ziel = draft.find(written, ZIEL)
    draft.link(node, NS + "ziel", ziel)
    if isinstance(ziel, Literal):
        draft.fields.note(
            f"{field}.ziel",
            Text(
                f"Das Ziel „{written}“, dem ein Anteil zugeordnet ist, ist nicht bekannt.",
                f"The goal “{written}” to which a share is given is not known.",
            ),
            written,
        )
    anteil = values.share(f"{field}.anteil", entry["anteil"])
    draft.literal(node, "anteil", values.decimal_text(anteil), "decimal")
    draft.fields.rest(entry, field, {"ziel", "anteil"})


def _beratung(draft: DraftWriter, number: int, entry: Entry, field: str) -> None:
    node = draft.node("beratung", number, "Beratung")
    draft.link(node, NS + "beratungVon", draft.focus)
    draft.fields.needs(entry, field, "gremium")
    written = values.text(f"{field}.gremium", entry["gremium"])
    # Units of the administration are heard and sign as well, by their Geschäftszeichen.
    body = draft.find(written, GREMIUM, EINHEIT)
    draft.link(node, NS + "gremium", body)
    if isinstance(body, Literal):
        draft.tell_unknown(f"{field}.gremium", _GREMIUM, written)
    if draft.fields.given("datum", entry):
        draft.day(node, "datum", f"{field}.datum", entry["datum"])
    if draft.fields.given("art", entry):
        draft.code(node, "beratungsart", values.code(f"{field}.art", entry["art"], BERATUNGSARTEN))
    draft.fields.rest(entry, field, {"gremium", "datum", "art"})


def _auftrag(draft: DraftWriter, number: int, entry: Entry, field: str) -> None:
    node = draft.node("auftrag", number, "Auftrag")
    draft.link(draft.focus, NS + "hatAuftrag", node)
    draft.fields.needs(entry, field, "auftrag")
    words = values.text(f"{field}.auftrag", entry["auftrag"])
    draft.text(node, DCTERMS + "description", words)
    if draft.fields.given("frist", entry):
        draft.day(node, "frist", f"{field}.frist", entry["frist"])
    if draft.fields.given("einheit", entry):
        written = values.text(f"{field}.einheit", entry["einheit"])
        unit = draft.find(written, EINHEIT)
        draft.link(node, NS + "beauftragt", unit)
        if isinstance(unit, Literal):
            draft.tell_unknown(f"{field}.einheit", _EINHEIT, written)
    draft.fields.rest(entry, field, {"auftrag", "frist", "einheit"})


def _konflikt(draft: DraftWriter, number: int, entry: Entry, field: str) -> None:
    draft.fields.needs(entry, field, "mit")
    written = values.text(f"{field}.mit", entry["mit"])
    other = draft.find(written, ZIEL, THEMA, KONFLIKT)
    draft.link(draft.focus, NS + "nenntKonflikt", other)
    if draft.fields.given("abwaegung", entry):
        weighing = draft.node("abwaegung", number, "Abwaegung", "k")
        _weighing(draft, draft.focus, weighing, f"{field}.abwaegung", entry["abwaegung"])
        draft.link(weighing, NS + "wiegtAb", other)
        if isinstance(other, Literal):
            draft.tell_unknown(f"{field}.mit", _KONFLIKT, written)
    draft.fields.rest(entry, field, {"mit", "abwaegung"})


Read = Callable[[DraftWriter, int, Entry, str], None]

LISTS: dict[str, tuple[str, Read]] = {
    "jahresscheiben": ("", _jahresscheibe),
    "zielbezuege": ("ziel", _zielbezug),
    "allokationen": ("", _allokation),
    "beratungsfolge": ("gremium", _beratung),
    "auftraege": ("auftrag", _auftrag),
    "konflikte": ("mit", _konflikt),
}
"""By name: the field that an entry of bare text stands for, and what reads an entry."""


def read_lists(draft: DraftWriter) -> None:
    """Read every list that the draft has."""
    for name, (short, read) in LISTS.items():
        for number, entry in draft.fields.entries(name, short):
            read(draft, number, entry, f"{name}[{number}]")
