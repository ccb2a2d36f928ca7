"""One SPARQL query per kind of deliberate fault: what it finds must be what the manifest says."""

from __future__ import annotations

PREFIXES = """\
PREFIX insek: <https://w3id.org/insek/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX v: <https://w3id.org/insek/vocab/>
"""


def _code(path: str) -> str:
    return f"<https://w3id.org/insek/vocab/{path}>"


_VORLAGE = """VALUES ?art { insek:Beschlussvorlage insek:Informationsvorlage insek:Antrag
                             insek:Anfrage } ?x a ?art ."""
_PROJEKT = "VALUES ?art { insek:Schluesselprojekt insek:Projekt insek:Massnahme } ?x a ?art ."
_IN_KRAFT = f"?x insek:inFassung/insek:fassungsstatus {_code('fassungsstatus/inKraft')} ."
_SHARES = """{ SELECT ?x (SUM(?anteil) AS ?summe) { ?x a insek:Haushaltsposition .
               ?a insek:allokationVon ?x ; insek:anteil ?anteil } GROUP BY ?x }"""

DETECTORS: dict[str, str] = {
    "anregung-doppelt-behandelt": """?a insek:umgangMit ?x . ?b insek:umgangMit ?x .
        FILTER(STR(?a) < STR(?b))""",
    "anregung-ohne-umgang": "?x a insek:Anregung FILTER NOT EXISTS { ?u insek:umgangMit ?x }",
    "auftrag-ohne-projekt": """?x insek:istAuftrag true
        FILTER NOT EXISTS { ?x insek:umgesetztDurch ?p }""",
    "indikator-ohne-zielwert": """?x a insek:Indikator
        FILTER NOT EXISTS { ?z insek:zielwertVon ?x }""",
    "kontrolle-faellig": f"""?x insek:naechsteKontrolle ?d
        FILTER(?d >= "2025-06-30"^^xsd:date && ?d <= "2025-09-28"^^xsd:date)
        FILTER NOT EXISTS {{ ?x insek:kontrollstatus {_code("kontrollstatus/erledigt")} }}""",
    "kontrolle-ueberfaellig": f"""?x insek:naechsteKontrolle ?d
        FILTER(?d < "2025-06-30"^^xsd:date)
        FILTER NOT EXISTS {{ ?x insek:kontrollstatus {_code("kontrollstatus/erledigt")} }}""",
    "konflikt-ohne-abwaegung": """?x a insek:Zielkonflikt
        FILTER NOT EXISTS { ?x insek:abwaegung ?a }""",
    "mindeststandard-nicht-gedeckt": f"""?x insek:bausteinart
        {_code("bausteinart/mindeststandard")} FILTER NOT EXISTS {{ ?z insek:decktBaustein ?x }}""",
    "position-anteile-ueber-1": f"{_SHARES} FILTER(?summe > 1)",
    "position-anteile-unter-1": f"{_SHARES} FILTER(?summe < 1)",
    "position-ohne-ziel-gross": """?x a insek:Haushaltsposition ; insek:betrag ?b
        FILTER(?b > 1000000) FILTER NOT EXISTS { ?a insek:allokationVon ?x }""",
    "projekt-in-zwei-konzepten": f"{_PROJEKT} ?x insek:inKonzept ?a, ?b FILTER(?a != ?b)",
    "projekt-ohne-folgekosten": f"""{_PROJEKT} ?x insek:investitionskosten ?i
        FILTER NOT EXISTS {{ ?x insek:folgekostenProJahr|insek:folgekostenBegruendung ?f }}""",
    "projekt-ohne-raum": f"""{_PROJEKT}
        FILTER NOT EXISTS {{ ?x insek:liegtIn|insek:ohneRaumbezugWeil ?r }}""",
    "querschnittsthema-ohne-zustaendigkeit": """?x a insek:Querschnittsthema
        FILTER NOT EXISTS { ?z insek:zustaendigFuer ?x }""",
    "stadtbezirk-vergessen": f"""?x insek:raumtyp {_code("raumtyp/stadtbezirk")}
        FILTER NOT EXISTS {{ ?p a ?art ; insek:liegtIn/insek:teilVonRaum? ?x
          FILTER(?art IN (insek:Schluesselprojekt, insek:Projekt, insek:Massnahme)) }}
        FILTER NOT EXISTS {{ ?z insek:nenntRaum/insek:teilVonRaum? ?x }}""",
    "teilnahme-widersprochen": "?x a insek:Konsultationsteilnahme ; insek:widerspricht ?y",
    "unterziel-ohne-wirkungsziel": f"""?x a insek:Unterziel . {_IN_KRAFT}
        FILTER NOT EXISTS {{ ?w insek:unterzielVon ?x }}""",
    "vorlage-anteile-ueber-1": f"""{_VORLAGE} {{ SELECT ?x (SUM(?n) AS ?summe) {{
        ?a insek:allokationVon ?x ; insek:anteil ?n }} GROUP BY ?x }} FILTER(?summe > 1)""",
    "vorlage-einheit-aufgeloest": f"""{_VORLAGE} ?x insek:datum ?d .
        ?x insek:federfuehrung ?e . ?e insek:gueltigAb ?ab
        OPTIONAL {{ ?e insek:gueltigBis ?bis }}
        FILTER(?d < ?ab || COALESCE(?bis < ?d, false))""",
    "vorlage-hemmt-mit-abwaegung": f"""{_VORLAGE} ?b insek:bezugVon ?x ;
        insek:wirkungsrichtung {_code("wirkungsrichtung/hemmt")} ; insek:abwaegung ?a""",
    "vorlage-hemmt-ohne-abwaegung": f"""{_VORLAGE} ?b insek:bezugVon ?x ;
        insek:wirkungsrichtung {_code("wirkungsrichtung/hemmt")}
        FILTER NOT EXISTS {{ ?b insek:abwaegung ?a }}""",
    "vorlage-nicht-relevant": f"{_VORLAGE} ?x insek:nichtRelevantWeil ?w",
    "vorlage-ohne-begruendung": f"""{_VORLAGE} ?b insek:bezugVon ?x
        FILTER NOT EXISTS {{ ?b insek:begruendung ?t }}""",
    "vorlage-ohne-folgekosten": f"""{_VORLAGE} ?x insek:investitionskosten ?i
        FILTER NOT EXISTS {{ ?x insek:folgekostenProJahr|insek:folgekostenBegruendung ?f }}""",
    "vorlage-ohne-produkt": f"""{_VORLAGE} ?x insek:gesamtbetrag ?g
        FILTER NOT EXISTS {{ ?x insek:produkt|insek:pspElement ?f }}""",
    "vorlage-ohne-raum": f"""{_VORLAGE}
        FILTER NOT EXISTS {{ ?x insek:liegtIn|insek:ohneRaumbezugWeil ?r }}""",
    "vorlage-ohne-ziel-und-grund": f"""{_VORLAGE}
        FILTER NOT EXISTS {{ ?b insek:bezugVon ?x }}
        FILTER NOT EXISTS {{ ?x insek:nichtRelevantWeil ?w }}""",
    "vorlage-summe-falsch": f"""{_VORLAGE} ?x insek:gesamtbetrag ?g
        {{ SELECT ?x (SUM(?b) AS ?summe) {{ ?x insek:hatJahresscheibe/insek:betrag ?b }}
           GROUP BY ?x }} FILTER(?summe != ?g)""",
    "vorlage-veraltetes-ziel": f"""{_VORLAGE} ?x insek:datum ?d .
        ?b insek:bezugVon ?x ; insek:ziel ?z
        FILTER NOT EXISTS {{ ?z insek:inFassung ?f . ?f insek:gueltigAb ?ab
          OPTIONAL {{ ?f insek:gueltigBis ?bis }}
          FILTER(?ab <= ?d && COALESCE(?d <= ?bis, true)) }}""",
    "wirkungsziel-ohne-indikator": """?x a insek:Wirkungsziel
        FILTER NOT EXISTS { ?i insek:misst ?x }""",
    "ziel-entfallen": f"?x insek:aenderungsart {_code('aenderungsart/entfallen')}",
    "ziel-geteilt": f"?x insek:aenderungsart {_code('aenderungsart/geteilt')}",
    "ziel-in-zwei-fachkonzepten": """?a a insek:Fachkonzept ; insek:konkretisiert ?x .
        ?b a insek:Fachkonzept ; insek:konkretisiert ?x FILTER(?a != ?b)""",
    "ziel-ohne-fachkonzept": f"""?x a insek:Unterziel . {_IN_KRAFT}
        FILTER NOT EXISTS {{ ?k a insek:Fachkonzept ; insek:konkretisiert ?x }}""",
    "ziel-ohne-zustaendigkeit": """?x insek:zielebene ?e
        FILTER NOT EXISTS { ?z insek:zustaendigFuer ?x }""",
    "ziel-umformuliert": f"?x insek:aenderungsart {_code('aenderungsart/umformuliert')}",
    "ziel-zusammengefuehrt": f"?x insek:aenderungsart {_code('aenderungsart/zusammengefuehrt')}",
}
