"""The shipped sample: what the generator writes, complete against the ontology, drafts included."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

from pyoxigraph import RdfFormat, Store, parse
from tests.demo.conftest import ROOT, SAMPLE

from leitgraph.demo import BASE
from leitgraph.demo.city import City
from leitgraph.demo.drafts import DRAFTS
from leitgraph.demo.parts.coverage import coverage
from leitgraph.demo.sample import SEED, TRIPLES, write_sample
from leitgraph.demo.terms import GRAPHS

NS = "https://w3id.org/insek/ns#"


def test_the_shipped_files_are_what_the_generator_writes(tmp_path: Path) -> None:
    counts = write_sample(tmp_path)
    written = sorted(p.relative_to(tmp_path) for p in tmp_path.rglob("*") if p.is_file())
    by_hand = {Path("profil.toml")}
    shipped = sorted({p.relative_to(SAMPLE) for p in SAMPLE.rglob("*") if p.is_file()} - by_hand)
    assert written == shipped
    assert len(written) == 10 + 2 + 11
    for name in written:
        assert (tmp_path / name).read_bytes() == (SAMPLE / name).read_bytes(), name
    uncounted = sum(len(pairs) for _, _, pairs in coverage(City(TRIPLES, SEED, base="")))
    uncounted += counts["pruefungen"]
    assert abs(sum(counts.values()) - uncounted - TRIPLES) <= TRIPLES * 0.02
    assert SEED == 2035


def test_the_city_file_says_synthetic() -> None:
    city = tomllib.loads((SAMPLE / "city.toml").read_text(encoding="utf-8"))
    assert city["slug"] == "musterstadt"
    assert city["synthetic"] is True
    assert "synthetisch" in city["name"]
    assert city["sources"][0]["location"]


def test_the_files_are_readable_and_small() -> None:
    files = sorted(SAMPLE.glob("*.ttl"))
    assert [file.stem for file in files] == sorted(GRAPHS)
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "(synthetisch)" in text.splitlines()[0]
        assert "@base" not in text
        assert BASE not in text, "resources are relative"
        assert file.stat().st_size < 200_000


def test_the_turtle_says_the_same_as_the_generator(sample: Store) -> None:
    """Written as N-Triples with the base in place, the sample is the same graph."""
    from leitgraph.demo.city import City
    from leitgraph.demo.generator import nodes
    from leitgraph.demo.writer import ntriples

    direct = parse(b"".join(ntriples(nodes(City(TRIPLES, SEED, BASE)))), format=RdfFormat.N_TRIPLES)
    assert {str(t.triple) for t in direct} == {str(q.triple) for q in sample}


def _ontology() -> Store:
    store = Store()
    for file in sorted((ROOT / "ontology").glob("*.ttl")):
        store.load(path=file, format=RdfFormat.TURTLE)
    return store


def test_every_class_of_the_ontology_occurs_and_no_other(sample: Store) -> None:
    ontology = _ontology()
    owl = "PREFIX owl: <http://www.w3.org/2002/07/owl#> "
    rdfs = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    classes = {
        row["c"].value
        for row in ontology.query(f"{owl} SELECT ?c {{ ?c a owl:Class FILTER(ISIRI(?c)) }}")
        if row["c"].value.startswith(NS)
    }
    assert len(classes) >= 80
    used = {row["c"].value for row in sample.query("SELECT DISTINCT ?c { ?x a ?c }")}
    assert {name for name in used if name.startswith(NS)} <= classes
    covered = set(used)
    for name in used:
        above = ontology.query(f"{rdfs} SELECT ?d {{ <{name}> rdfs:subClassOf+ ?d }}")
        covered |= {row["d"].value for row in above}
    # Graphs of the catalogue are described by the loader, not by the files; the others are what a
    # paper in another hand says and the written papers of the sample do not.
    read = {"Konzeptzitat", "Zielgefaehrdung", "Bericht", "Finanzierungsquelle"}
    assert classes - covered == {f"{NS}{name}" for name in {"Graph", *read}}


def test_every_property_of_the_sample_is_in_the_ontology(sample: Store) -> None:
    known = {q.subject.value for q in _ontology() if q.predicate.value.endswith("#type")}
    used = {q.predicate.value for q in sample if q.predicate.value.startswith(NS)}
    assert len(used) > 80
    assert used - known == set()


def test_every_code_of_the_sample_is_in_a_code_list(sample: Store) -> None:
    known: set[str] = set()
    for file in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        quads = parse(path=file, format=RdfFormat.TURTLE)
        known |= {q.subject.value for q in quads}
    used = {
        q.object.value
        for q in sample
        if getattr(q.object, "value", "").startswith("https://w3id.org/insek/vocab/")
    }
    assert len(used) > 80
    assert used - known == set()


def test_all_states_years_phases_and_budgets_occur(sample: Store) -> None:
    def values(name: str) -> set[str]:
        rows = sample.query(f"SELECT DISTINCT ?o {{ ?x <{NS}{name}> ?o }}")
        return {row["o"].value.rsplit("/", 1)[-1] for row in rows}

    assert values("vorlagenstatus") == {
        "entwurf", "im-umlauf", "eingebracht", "beschlossen", "abgelehnt", "zurueckgezogen",
    }  # fmt: skip
    assert values("haushaltsjahr") == {"2021", "2022", "2023", "2024", "2025"}
    assert values("haushaltsphase") == {"entwurf", "beschluss", "nachtrag", "ist"}
    assert values("haushaltsart") == {"ergebnishaushalt", "finanzhaushalt"}
    assert values("wirkungsrichtung") == {"foerdert", "hemmt", "neutral"}
    assert values("kontrollstatus") == {"offen", "zwischenstand", "erledigt"}


def test_there_are_ten_drafts_and_each_says_what_is_expected() -> None:
    expected = json.loads((SAMPLE / "vorlagen" / "expected.json").read_text(encoding="utf-8"))
    assert len(expected) == len(DRAFTS) == 10
    verdicts = [entry["verdict"] for entry in expected.values()]
    assert [verdicts.count(v) for v in ("konform", "hinweise", "klaerungsbeduerftig")] == [3, 2, 4]
    assert verdicts.count("nicht-relevant") == 1


def test_the_drafts_name_goals_places_products_and_units_of_the_sample(sample: Store) -> None:
    def known(kind: str, name: str) -> bool:
        return bool(sample.query(f"ASK {{ <{BASE}/musterstadt/{kind}/{name}> ?p ?o }}"))

    for file in sorted((SAMPLE / "vorlagen").glob("[0-9]*.json")):
        data = json.loads(file.read_text(encoding="utf-8"))
        assert all(known("ziel", link["ziel"]) for link in data.get("zielbezuege", [])), file
        assert all(known("raum", place) for place in data.get("raum", [])), file
        assert all(known("einheit", gz) for gz in [data["federfuehrung"]]), file
        assert "produkt" not in data or known("produkt", data["produkt"]), file


def test_only_the_draft_about_sums_does_not_add_up() -> None:
    wrong = []
    for draft in DRAFTS:
        slices = [int(part["betrag"]) for part in draft.data.get("jahresscheiben", [])]
        if slices and sum(slices) != int(draft.data["gesamtbetrag"]):
            wrong.append(draft.name)
    assert wrong == ["08-summe-falsch"]
