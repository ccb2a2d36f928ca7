"""A bounded step goes back only where few point to the node, whatever the size of the graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from tests import content

from leitgraph.catalog.rules import BASE
from leitgraph.check.rulebook import example_store
from leitgraph.errors import LeitgraphError
from leitgraph.shacl.rules.neighbourhood import Layers, as_store, build_trie, extract, parse_path

PATH = "insek:liegtIn/^insek:liegtIn[insek:produkt]{3}/insek:kennung"


def found(data: str, path: str) -> set[str]:
    """What a path finds from <v>: local names of subjects and predicates."""
    triples = extract(
        Layers(example_store(content.ruleset(), data)),
        ox.NamedNode(BASE + "v"),
        build_trie(parse_path(path, content.ruleset().prefixes)),
    )
    return {f"{t.subject.value.rsplit('/', 1)[-1]} {t.predicate.value.rsplit('#', 1)[-1]}"
            for t in triples}  # fmt: skip


def test_a_bounded_step_keeps_those_that_share_a_value_with_the_focus() -> None:
    data = """
        <v> insek:liegtIn <o> ; insek:produkt <p> .
        <a> insek:liegtIn <o> ; insek:produkt <p> ; insek:kennung "A" .
        <b> insek:liegtIn <o> ; insek:produkt <q> ; insek:kennung "B" ."""
    assert found(data, PATH) >= {"a produkt", "a kennung"}
    assert "b kennung" not in found(data, PATH)
    assert "b kennung" in found(data, PATH.replace("[insek:produkt]", ""))


def test_beyond_the_bound_nothing_is_followed() -> None:
    data = "<v> insek:liegtIn <o> ; insek:produkt <p> ." + "".join(
        f'<a{n}> insek:liegtIn <o> ; insek:produkt <p> ; insek:kennung "{n}" .' for n in range(3)
    )
    assert found(data, PATH) == {"v liegtIn"}
    assert "a2 kennung" in found(data, PATH.replace("{3}", "{4}"))


@pytest.mark.parametrize(
    "path",
    [
        "insek:liegtIn{3}",
        "^insek:liegtIn*{3}",
        "^insek:liegtIn[insek:produkt]",
        "^insek:liegtIn{0}",
        "^insek:liegtIn[produkt]{3}",
        "^insek:liegtIn[fremd:produkt]{3}",
    ],
)
def test_a_bound_that_makes_no_sense_is_refused(path: str) -> None:
    with pytest.raises(LeitgraphError, match="nicht lesbar"):
        parse_path(path, content.ruleset().prefixes)


def test_a_number_that_too_many_papers_share_is_no_trace_in_either_view() -> None:
    """ve-003: cut out or over the whole graph, the bound is the same."""
    rule = content.ruleset().rules["ve-003"]
    for others, findings in ((49, 3), (50, 0)):
        data = example_store(
            content.ruleset(),
            """<v> a insek:Vorlage ; insek:datum "2025-06-16"^^xsd:date ; insek:pspElement "7.123" .
            """
            + "".join(
                f"""<a{n}> a insek:Vorlage ; insek:kennung "V{n}/22" ; insek:pspElement "7.123" ;
                    insek:datum "2022-03-01"^^xsd:date ; insek:beschlossenMit <b{n}> ."""
                for n in range(others)
            ),
        )
        focus = BASE + "v"
        shapes = content.book().shapes([rule.id])
        whole = shapes.validate(data, [focus])
        triples = extract(Layers(data), ox.NamedNode(focus), content.book().trie([rule.id]))
        assert shapes.validate(as_store(triples), [focus]) == whole
        assert len(whole) == findings
