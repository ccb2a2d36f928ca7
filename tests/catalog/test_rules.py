"""Every rule file is complete, and its own examples are its tests."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from tests import content

from leitgraph.catalog.rules import BASE, REGEL, load_rules
from leitgraph.check.judge import judged
from leitgraph.check.rulebook import Rulebook, example_store
from leitgraph.errors import LeitgraphError
from leitgraph.model import Rule, Severity
from leitgraph.shacl.rules.neighbourhood import Layers, as_store, extract
from leitgraph.shacl.rules.validate import Shapes

SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")

AT_LEAST = {
    "zielbezug": 7,
    "finanzen": 10,
    "zustaendigkeit": 4,
    "raum": 3,
    "zeit": 3,
    "querschnitt": 4,
    "verfahren": 3,
}
"""Areas and how many rules each has; more may come, none may go."""
MUSS = {"zb-001", "zb-002", "zb-004", "fi-001", "fi-004", "fi-005", "zu-001", "ve-002"}
"""Rules on which a verdict turns."""
EXAMPLES = [pytest.param(*one, id=": ".join(one)) for one in content.rule_examples()]


def plain(rule: Rule, data: ox.Store) -> set[tuple[str, str, str]]:
    """Shape, focus and path of every result of pySHACL as it comes, over all of the data."""
    shapes = rdflib.Graph()
    for text in (content.ruleset().prefixes_turtle, rule.turtle):
        shapes.parse(data=text, format="turtle", publicID=BASE)
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)  # type: ignore[arg-type]
    assert isinstance(report, rdflib.Graph), report
    return {
        (
            str(report.value(node, SH.sourceShape)),
            str(report.value(node, SH.focusNode)),
            str(report.value(node, SH.resultPath)),
        )
        for node in report.subjects(SH.focusNode)
    }


def test_every_rule_is_there_with_its_area_and_severity() -> None:
    files = {path.stem: path.parent.name for path in content.RULES.glob("*/*.ttl")}
    assert {rule.id: rule.area for rule in content.rules().values()} == files
    counted = Counter(files.values())
    assert {area: n for area, n in AT_LEAST.items() if counted[area] < n} == {}
    severities = {rule.id: rule.severity for rule in content.rules().values()}
    assert {severities[id_] for id_ in MUSS} == {Severity.VIOLATION}
    assert set(severities.values()) == set(Severity)
    assert len(EXAMPLES) >= 100


@pytest.mark.parametrize("id_", content.rule_ids())
def test_no_example_of_a_rule_is_overlooked(id_: str) -> None:
    rule = content.rules()[id_]
    labels = [label for one, label in content.rule_examples() if one == id_]
    assert sorted(labels) == sorted(example.label for example in (*rule.good, *rule.bad))


@pytest.mark.parametrize(("id_", "label"), EXAMPLES)
def test_an_example_breaks_exactly_the_shapes_it_names(id_: str, label: str) -> None:
    rule, example = content.rules()[id_], content.rule_example(id_, label)
    expected = {(shape, example.focus, rule.shapes[shape]) for shape in example.breaks}
    assert plain(rule, example_store(content.ruleset(), example.data)) == expected


@pytest.mark.parametrize(("id_", "label"), EXAMPLES)
def test_the_neighbourhood_is_all_that_a_rule_sees(id_: str, label: str) -> None:
    rule, example = content.rules()[id_], content.rule_example(id_, label)
    data = example_store(content.ruleset(), example.data)
    focus = ox.NamedNode(example.focus)
    triples = extract(Layers(data), focus, content.book().trie([rule.id]))
    whole = content.book().shapes([rule.id]).validate(data)
    assert content.book().shapes([rule.id]).validate(as_store(triples)) == whole


@pytest.mark.parametrize("id_", content.rule_ids())
def test_every_property_in_a_rules_sparql_is_on_a_declared_path(id_: str) -> None:
    rule = content.rules()[id_]
    asked = set(re.findall(r"\b(?:insek|skos|org|dcterms|rdf):[a-z][\w-]*", _sparql(rule)))
    declared = set(re.findall(r"\b[\w]+:[\w-]+", " ".join(rule.reach)))
    for iri in re.findall(r"<([^>]+)>", " ".join(rule.reach)):
        declared |= {
            iri.replace(ns, f"{p}:") for p, ns in content.ruleset().prefixes.items() if ns in iri
        }
    assert asked, "no property found: the pattern of this test is wrong"
    assert asked <= declared


def _sparql(rule: Rule) -> str:
    graph = rdflib.Graph().parse(data=rule.turtle, format="turtle", publicID=BASE)
    texts = [str(text) for text in graph.objects(None, SH.select)]
    assert len(texts) == len(rule.messages)
    return "\n".join(texts)


@pytest.mark.parametrize("id_", content.rule_ids())
def test_both_messages_use_only_what_the_query_selects(id_: str) -> None:
    rule = content.rules()[id_]
    graph = rdflib.Graph().parse(data=rule.turtle, format="turtle", publicID=BASE)
    for constraint, message in rule.messages.items():
        select = str(graph.value(rdflib.URIRef(constraint), SH.select))
        projected = set(re.findall(r"[?$](\w+)", select.split("WHERE")[0]))
        german = re.findall(r"\{\?(\w+)\}", message.de)
        english = re.findall(r"\{\?(\w+)\}", message.en)
        assert set(german) == set(english)
        assert set(german) <= projected


def test_a_rule_passes_only_where_it_has_something_to_judge() -> None:
    rule = content.rules()["fi-001"]
    without = example_store(content.ruleset(), "<v> a insek:Vorlage ; insek:gesamtbetrag 5.0 .")
    assert not content.book().applies(rule, without, BASE + "v")
    with_slices = example_store(content.ruleset(), rule.good[0].data)
    assert content.book().applies(rule, with_slices, rule.good[0].focus)


def test_a_rule_that_fails_is_named_and_the_others_still_judge() -> None:
    broken = content.rules()["zb-001"].turtle.replace(
        "FILTER NOT EXISTS { $this rdf", "MINUS { $this rdf", 1
    )
    assert broken != content.rules()["zb-001"].turtle
    with_broken = Rulebook(content.ruleset(), content.book().inference, {})
    texts = [content.ruleset().prefixes_turtle, broken]
    with_broken._shapes[("zb-001",)] = Shapes(texts, BASE)
    with_broken._shapes[("ra-001", "zb-001")] = Shapes(
        [*texts, content.rules()["ra-001"].turtle], BASE
    )
    data = example_store(content.ruleset(), "<v> a insek:Vorlage ; insek:investitionskosten 1.0 .")
    out = judged(with_broken, content.rules(), data, BASE + "v", ["ra-001", "zb-001"], {}, {})
    assert out.failed == {"zb-001": "shapes"}
    assert [(finding.rule, finding.path) for finding in out.findings] == [
        ("ra-001", content.rules()["ra-001"].shapes[REGEL + "ra-001-ort"])
    ]


LACKS = [
    ("regel:lob", "regel:lob"),
    ("@en .\n    sh:select", "sh:message"),
    ("sh:path insek:liegtIn ;", "sh:path"),
    ("regel:stufe 3", "regel:stufe"),
    ("dcterms:source", "dcterms/source"),
]


@pytest.mark.parametrize(("gone", "named"), LACKS, ids=[named for _, named in LACKS])
def test_a_rule_file_that_lacks_something_is_refused_with_its_name(
    tmp_path: Path, gone: str, named: str
) -> None:
    text = content.rules()["ra-001"].turtle
    if gone.startswith("@en"):
        text = re.sub(r"(sh:message\s+\"[^\"]+\"@de) ,\s+\"[^\"]+\"@en", r"\1", text, count=1)
    elif gone == "regel:stufe 3":
        text = text.replace(gone, "regel:stufe 9")
    else:
        text = text.replace(
            gone, gone.replace("sh:path", "sh:name").replace(":l", ":x").replace(":source", ":y"), 1
        )
    assert text != content.rules()["ra-001"].turtle
    with pytest.raises(LeitgraphError, match=r"ra-001\.ttl"):
        load_rules(_folder(tmp_path, {"ra-001": text}))


def test_a_shape_that_no_example_breaks_is_refused(tmp_path: Path) -> None:
    text = content.rules()["ra-001"].turtle.replace(
        "regel:erwartet regel:ra-001-bekannt", "regel:erwartet regel:ra-001-ort"
    )
    with pytest.raises(LeitgraphError, match="jede Form"):
        load_rules(_folder(tmp_path, {"ra-001": text}))


def test_a_folder_without_rules_is_an_error_not_a_pass(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match="keine Regel"):
        load_rules(_folder(tmp_path, {}))


def _folder(tmp_path: Path, files: dict[str, str]) -> Path:
    (tmp_path / "raum").mkdir()
    (tmp_path / "prefixes.ttl").write_text(content.ruleset().prefixes_turtle, "utf-8")
    for name, text in files.items():
        (tmp_path / "raum" / f"{name}.ttl").write_text(text, "utf-8")
    return tmp_path
