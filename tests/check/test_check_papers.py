"""Which Vorlage is judged, as of which day, and by what its asker may see."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest
from tests import content
from tests.check.judging import CITY, FINE, SETTINGS, context, judge

from leitgraph.check.check_payload import DraftPayload
from leitgraph.check.examine import examine
from leitgraph.config import NS
from leitgraph.errors import BadParameter, NotFound
from leitgraph.model import Verdict
from leitgraph.store.inference.fixpoint import INTERNAL, derive
from leitgraph.store.rdf.layers import INTERNAL_LAYER, PUBLIC_LAYER

# ---- which Vorlage, as of when


def test_a_vorlage_of_the_graph_is_found_by_iri_and_by_kennung(demo: ox.Store) -> None:
    wrong = content.planted()["vorlage-summe-falsch"]["resources"][0]
    by_iri = judge(demo, focus=f"{SETTINGS.base}/{wrong}", city="")
    kennung = by_iri.facts["kennung"]
    assert kennung.startswith("V0")
    assert judge(demo, focus=kennung).findings == by_iri.findings
    assert by_iri.verdict is Verdict.KLAERUNGSBEDUERFTIG


def test_the_date_asked_for_goes_before_the_date_of_the_paper(demo: ox.Store) -> None:
    assert judge(demo, FINE).verdict is Verdict.KONFORM
    earlier = judge(demo, FINE | {"mitwirkung": []}, date="2020-01-01")
    assert earlier.date == "2020-01-01"
    assert earlier.fassung == f"{CITY}/fassung/2016"
    assert {f.rule for f in earlier.findings} == {"zb-002"}
    assert "gilt erst ab 16.03.2023" in earlier.findings[0].message.de


def test_a_draft_of_a_vorlage_already_in_the_graph_is_judged_by_what_it_says_now(
    demo: ox.Store,
) -> None:
    wrong = content.planted()["vorlage-summe-falsch"]["resources"][0]
    kennung = judge(demo, focus=f"{SETTINGS.base}/{wrong}").facts["kennung"]
    mended = judge(demo, FINE | {"kennung": kennung})
    assert mended.focus == f"{SETTINGS.base}/{wrong}"
    assert mended.findings == ()


def test_what_the_public_may_not_see_does_not_count(demo: ox.Store) -> None:
    store = ox.Store()
    store.bulk_extend(demo)
    secret = f"<{CITY}/ziel/geheim> a <{NS}Ziel> ; <{NS}kommune> <{CITY}/kommune/stadt> ."
    store.load(secret.encode(), ox.RdfFormat.TURTLE, to_graph=INTERNAL_LAYER)
    derive(store, content.book().inference, INTERNAL)
    draft = FINE | {
        "zielbezuege": [
            {"ziel": "geheim", "richtung": "foerdert", "begruendung": "Dient dem Ziel."}
        ]
    }
    body = json.dumps(draft).encode()
    payload: DraftPayload = {"city": "musterstadt"}
    public = examine(context(store), payload, body)
    assert [f.rule for f in public.findings] == ["zb-002"]
    inside = examine(context(store, PUBLIC_LAYER, INTERNAL_LAYER), payload, body)
    assert inside.findings == ()


def test_an_unknown_city_and_an_unknown_vorlage_are_clear_errors(demo: ox.Store) -> None:
    with pytest.raises(NotFound, match="Stadt „atlantis“ ist nicht im Graphen"):
        judge(demo, FINE, city="atlantis")
    with pytest.raises(NotFound, match="Vorlage „V9999/99“"):
        judge(demo, focus="V9999/99")
    with pytest.raises(NotFound):
        judge(demo, focus=f"{CITY}/ziel/uz-2-8")
    with pytest.raises(BadParameter, match="Kennung"):
        judge(demo)
