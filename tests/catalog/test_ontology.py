"""The ontology speaks two languages, keeps what it once said, and goes to JSON and back."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic
from tests import content

from leitgraph.catalog import audit, context
from leitgraph.catalog.ontology import NS, Code, OntologyFiles, Term
from leitgraph.config import Settings

FOLDER = Settings().content_dir("ontology")
VOCAB = "https://w3id.org/insek/vocab/"
BASE = "https://w3id.org/insek/id/"

MODULES = ["beteiligung", "core", "haushalt", "indikator", "konzept", "org", "projekt", "raum"]
MODULES += ["vorlage", "ziele"]
ALIGNMENTS = ["cpov-cpev-cccev", "eli-dl", "obeu", "oparl", "oslo-besluit"]


def test_the_folder_holds_what_the_plan_names() -> None:
    files = OntologyFiles.of(FOLDER)
    assert {file.stem for file in files.modules} >= set(MODULES)
    assert {file.stem for file in files.align} >= set(ALIGNMENTS)
    assert len(files.vocab) == len(content.ontology().schemes) >= 27
    assert content.ontology().version == "0.1.0"


def test_terms_speak_german_and_english() -> None:
    assert len(content.ontology().of_kind("class")) >= 88
    assert len(content.ontology().of_kind("object", "datatype", "property")) >= 168
    assert len(content.ontology().codes) >= 140
    leitziel = content.ontology().terms[NS + "Leitziel"]
    assert (leitziel.label.de, leitziel.label.en) == ("Leitziel", "Guiding goal")
    assert content.ontology().labels[VOCAB + "wirkungsrichtung/hemmt"].en == "hampers"
    assert (
        content.ontology().labels["http://metadata.un.org/sdg/13"].de
        == "Klimaschutz und Klimaanpassung"
    )


def test_every_coded_property_names_its_code_list() -> None:
    coded = {term.name: term.scheme for term in content.ontology().terms.values() if term.scheme}
    assert coded["wirkungsrichtung"] == VOCAB + "wirkungsrichtung"
    assert coded["ausgeschlosseneNutzung"] == VOCAB + "nutzung"
    # Themes are values by their class: those of a city have schemes of their own.
    assert set(coded.values()) == set(content.ontology().schemes) - {VOCAB + "themen"}
    assert [code.notation for code in content.ontology().codes_of(VOCAB + "haushaltsart")] == [
        "ergebnishaushalt",
        "finanzhaushalt",
    ]


def test_no_term_that_was_ever_published_is_gone() -> None:
    lines = (FOLDER / "terms.txt").read_text("utf-8").splitlines()
    recorded = {line for line in lines if not line.startswith("#")}
    here = {f"insek:{term.name}" for term in content.ontology().terms.values()}
    here |= {
        iri.replace(VOCAB, "vocab:") for iri in content.ontology().codes if iri.startswith(VOCAB)
    }
    assert len(recorded) > 350
    assert recorded - here == set(), "a published term is gone: deprecate it instead"
    assert here - recorded == set(), "a new term is to be recorded in ontology/terms.txt"


def test_a_deprecated_term_names_its_replacement() -> None:
    deprecated = {t.name: t.replaced_by for t in content.ontology().terms.values() if t.deprecated}
    assert deprecated == {"amtsnummer": NS + "geschaeftszeichen"}
    for replacement in deprecated.values():
        assert replacement is not None
        assert not content.ontology().terms[replacement].deprecated


def test_the_core_stands_without_the_alignments() -> None:
    foreign = ("https://schema.oparl.org", "http://data.vlaanderen.be", "http://data.openbudgets")
    core = "".join(file.read_text("utf-8") for file in OntologyFiles.of(FOLDER).modules)
    assert not [name for name in foreign if name in core]


def test_tools_without_skos_find_label_and_comment_of_every_term_and_code() -> None:
    ontology = content.ontology()
    store = ox.Store()
    for name, made in context.labels(ontology).items():
        assert (FOLDER / name).read_text("utf-8") == made, "run python -m leitgraph.catalog.context"
        store.load(made.encode(), format=ox.RdfFormat.TURTLE)
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    named: list[Term | Code] = [*ontology.terms.values(), *ontology.codes.values()]
    for one in named:
        for name, text in (("label", one.label), ("comment", one.definition)):
            found = store.quads_for_pattern(ox.NamedNode(one.iri), ox.NamedNode(rdfs + name), None)
            assert {str(quad.object) for quad in found} == {
                str(ox.Literal(text.de, language="de")),
                str(ox.Literal(text.en, language="en")),
            }


def test_what_is_not_true_without_exception_is_a_match_and_no_axiom() -> None:
    files = OntologyFiles.of(FOLDER)
    triples = [q for f in (*files.modules, *files.align) for q in ox.parse(path=str(f))]
    below = {(q.subject.value, q.object.value) for q in triples if "#sub" in q.predicate.value}
    m8g, org = "http://data.europa.eu/m8g/", "http://www.w3.org/ns/org#"
    assert (NS + "Konsultation", m8g + "PublicEvent") not in below
    assert (NS + "geschaeftszeichen", org + "identifier") not in below
    assert (NS + "Reorganisation", org + "ChangeEvent") in below
    assert m8g + "ChangeEvent" not in {q.object.value for q in triples if q.object.value}


# ---------------------------------------------------------------- JSON-LD


def test_the_context_is_the_one_made_from_the_ontology() -> None:
    made = context.as_text(context.build_context(content.ontology()))
    assert (FOLDER / "context.jsonld").read_text("utf-8") == made


def demo_turtle() -> rdflib.Graph:
    graph = rdflib.Graph(bind_namespaces="none")
    for file in sorted((Settings().content_dir("data") / "demo").glob("*.ttl")):
        graph.parse(file, format="turtle", publicID=BASE)
    return graph


@pytest.mark.slow
def test_the_demo_city_goes_to_json_and_back() -> None:
    before = demo_turtle()
    document = json.loads((FOLDER / "context.jsonld").read_text("utf-8"))
    text = before.serialize(format="json-ld", context=document["@context"], auto_compact=False)
    data = json.loads(text)
    keys = {key for node in data["@graph"] for key in node}
    assert len(keys) > 80
    assert [key for key in keys if ":" in key] == [], "these have no short name in the context"
    back = rdflib.Graph().parse(data=text, format="json-ld")
    assert len(before) > 9000
    assert isomorphic(back, before)
    # The engine that reads drafts gets the same from it.
    ours = ox.Store()
    ours.load(text.encode(), format=ox.RdfFormat.JSON_LD)
    theirs = ox.Store()
    theirs.load(before.serialize(format="nt").encode(), format=ox.RdfFormat.N_TRIPLES)
    assert set(ours) == set(theirs)


def test_a_draft_is_written_without_knowing_rdf() -> None:
    draft = {
        **json.loads((FOLDER / "context.jsonld").read_text("utf-8")),
        "id": "urn:v",
        "type": "Beschlussvorlage",
        "title": {"de": "Radweg an der Elbe"},
        "datum": "2025-01-31",
        "gesamtbetrag": "1650000",
        "klimawirkung": "vocab:klimawirkung/positiv",
        "hatZielbezug": {"type": "Zielbezug", "ziel": "urn:ziel", "begruendung": "Lücke im Netz."},
    }
    store = ox.Store()
    store.load(json.dumps(draft).encode(), format=ox.RdfFormat.JSON_LD)
    xsd = "http://www.w3.org/2001/XMLSchema#"
    values = {q.predicate.value.rpartition("#")[2]: q.object for q in store}
    assert values["datum"] == ox.Literal("2025-01-31", datatype=ox.NamedNode(xsd + "date"))
    assert values["gesamtbetrag"] == ox.Literal("1650000", datatype=ox.NamedNode(xsd + "decimal"))
    assert values["klimawirkung"] == ox.NamedNode(VOCAB + "klimawirkung/positiv")
    assert values["begruendung"] == ox.Literal("Lücke im Netz.")


# ---------------------------------------------------------------- audit


def copied(tmp_path: Path) -> Settings:
    """A private copy of ontology and shapes to break."""
    for kind in ("ontology", "shapes"):
        shutil.copytree(Settings().content_dir(kind), tmp_path / kind)
    for kind in ("data", "queries"):
        (tmp_path / kind).symlink_to(Settings().content_dir(kind))
    return Settings(content=tmp_path)


@pytest.mark.slow
def test_the_audit_passes_and_says_how_much_it_saw() -> None:
    found = audit.audit(Settings())
    assert found.wrong("de") == []
    counts = dict(line.rsplit(": ", 1) for line in found.lines)
    assert int(counts["rule files"]) >= 10
    assert int(counts["classes"]) >= 88


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("ontology/ziele.ttl", '"Leitziel"@de ,', "", "ontology#name-de"),
        ("ontology/ziele.ttl", '"Guiding goal"@en', '"Guiding goal "@en', "ontology#name "),
        ("ontology/raum.ttl", "rdfs:isDefinedBy modul:raum", "rdfs:seeAlso modul:raum", "herkunft"),
        ("ontology/raum.ttl", "schema:rangeIncludes", "rdfs:range", "ohne-domain"),
        (
            "ontology/org.ttl",
            '"Gremium"@de , "Body"@en',
            '"Amt"@de , "Body"@en',
            "same name for two",
        ),
        ("ontology/org.ttl", "insek:Gremium a", "insek:Rat a", "does not exist"),
        ("ontology/org.ttl", "owl:TransitiveProperty", "owl:FunctionalProperty", "agreed set"),
        ("ontology/vocab/grad.ttl", "skos:notation", "skos:example", "code-kuerzel"),
        ("ontology/align/oparl.ttl", "insek:Gremium", "insek:Rat", "insek/ns#Rat does not exist"),
        (
            "shapes/structure/raum.ttl",
            'regel:modus "block"',
            'regel:modus "streng"',
            "regel:modus „streng“",
        ),
        ("shapes/structure/raum.ttl", '"@en', '"@fr', "sh:message fehlt auf Deutsch oder Englisch"),
        (
            "shapes/rules/zielbezug/zb-001.ttl",
            "dcterms:source",
            "dcterms:relation",
            "dcterms:source fehlt",
        ),
        ("shapes/rules/zielbezug/zb-001.ttl", "regel:hinweis", "regel:tipp", "regel:hinweis fehlt"),
        (
            "shapes/rules/zielbezug/zb-001.ttl",
            "regel:fokus <v>",
            "rdfs:seeAlso <v>",
            "regel:fokus fehlt",
        ),
        ("shapes/rules/zielbezug/zb-001.ttl", "sh:severity", "rdfs:comment", "sh:severity fehlt"),
    ],
)
def test_the_audit_finds_what_is_broken(
    file: str, old: str, new: str, fault: str, tmp_path: Path
) -> None:
    settings = copied(tmp_path)
    path = tmp_path / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    faults = audit.audit(settings, prove=False).wrong("de")
    assert any(fault in line for line in faults), faults[:5]


@pytest.mark.slow
def test_the_audit_fails_when_it_finds_nothing(tmp_path: Path) -> None:
    settings = copied(tmp_path)
    shutil.rmtree(tmp_path / "shapes" / "rules")
    assert (
        "rule files: nothing found, so nothing was checked"
        in audit.audit(settings, prove=False).faults
    )
