"""The codes that fields of a draft take, as the code lists of the ontology have them."""

from __future__ import annotations

ARTEN = ("beschlussvorlage", "informationsvorlage", "antrag", "anfrage", "vorlage")
RICHTUNGEN = ("foerdert", "hemmt", "neutral", "nicht-relevant")
HAUSHALTSARTEN = ("ergebnishaushalt", "finanzhaushalt")
BERATUNGSARTEN = ("anhoerung", "vorberatung", "beschlussfassung", "information", "umlauf")
NUTZUNGEN = ("wohnen", "gewerbe", "einzelhandel", "gruen", "verkehr", "gemeinbedarf", "energie")
KLIMAWIRKUNGEN = (
    "erheblich-positiv",
    "positiv",
    "gering-positiv",
    "gering-negativ",
    "negativ",
    "erheblich-negativ",
    "keine",
)
