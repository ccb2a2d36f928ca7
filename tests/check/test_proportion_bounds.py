"""„Bis 10.000 €“ on an exemption list means every amount of the paper, and only real amounts."""

from __future__ import annotations

from decimal import Decimal

import pyoxigraph as ox
import pytest

from leitgraph.catalog.local.exemptions import Exemption, Ground
from leitgraph.catalog.profiles import CityProfile
from leitgraph.check.proportion import Proportion
from leitgraph.config import NS
from leitgraph.model import Rule, Severity, Text
from leitgraph.shacl.rules.neighbourhood import Layers

FOCUS = ox.NamedNode("urn:test:vorlage")
GROUND = Ground("Beschluss V1/25", "Anlage 1")
SMALL = Exemption(Text("Kleine Spenden", "Small donations"), GROUND, up_to=Decimal(10_000))


def rule(id_: str, stage: int) -> Rule:
    nothing = Text("", "")
    return Rule(
        id=id_,
        area="",
        title=nothing,
        why=nothing,
        severity=Severity.WARNING,
        stage=stage,
        hint=nothing,
        praise=nothing,
        source="",
        shapes={},
        reach=(),
        applies="",
        messages={},
        good=(),
        bad=(),
        turtle="",
    )


def proportion(facts: str, exemption: Exemption = SMALL, stage: int = 1) -> Proportion:
    """What a city with one exemption makes of a Vorlage that says this."""
    store = ox.Store()
    text = f"@prefix insek: <{NS}> .\n@prefix dct: <http://purl.org/dc/terms/> .\n" + (
        f"@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n{FOCUS} a insek:Vorlage {facts} ."
    )
    store.load(text.encode(), ox.RdfFormat.TURTLE)
    profile = CityProfile(exemptions=(exemption,), stage=stage)
    rules = {id_: rule(id_, number) for number, id_ in enumerate(("fi-1", "fo-1", "in-1"), 1)}
    return Proportion.of(profile, rules, Layers(store), FOCUS)


def exempt(facts: str, exemption: Exemption = SMALL) -> bool:
    return proportion(facts, exemption).exemption is exemption


@pytest.mark.parametrize(
    "facts",
    [
        "",
        "; insek:gesamtbetrag 10000",
        "; insek:investitionskosten 10000.00 ; insek:lebenszykluskosten 9999",
        "; insek:hatJahresscheibe <urn:a>, <urn:b> . <urn:a> insek:betrag 4000 . "
        "<urn:b> insek:betrag 6000",
    ],
    ids=["kein Betrag", "genau die Grenze", "jeder bis zur Grenze", "Scheiben zusammen"],
)
def test_a_paper_up_to_the_bound_is_exempt(facts: str) -> None:
    assert exempt(facts)


@pytest.mark.parametrize(
    "facts",
    [
        "; insek:gesamtbetrag 10000.01",
        "; insek:gesamtbetrag 1 ; insek:investitionskosten 10001",
        "; insek:lebenszykluskosten 10001",
        "; insek:hatJahresscheibe <urn:a>, <urn:b> . <urn:a> insek:betrag 4000 . "
        "<urn:b> insek:betrag 6001",
    ],
    ids=["ein Cent", "der zweite Betrag", "der Lebenszyklus", "Scheiben zusammen"],
)
def test_a_paper_with_any_amount_above_the_bound_is_not(facts: str) -> None:
    assert not exempt(facts)


@pytest.mark.parametrize(
    "written",
    ['"viel"', '"NaN"^^xsd:double', '"-INF"^^xsd:double', "-1e9999999", "<urn:b>", '""'],
    ids=["ein Wort", "keine Zahl", "minus unendlich", "ohne Maß", "ein Verweis", "leer"],
)
def test_an_amount_that_cannot_be_read_is_not_small(written: str) -> None:
    assert not exempt(f"; insek:gesamtbetrag {written}")
    assert not exempt(f"; insek:hatJahresscheibe <urn:a> . <urn:a> insek:betrag {written}, 5")


def test_amounts_that_cancel_out_in_infinity_are_not_small() -> None:
    assert not exempt(
        '; insek:hatJahresscheibe <urn:a>, <urn:b> . <urn:a> insek:betrag "INF"^^xsd:double . '
        '<urn:b> insek:betrag "-INF"^^xsd:double'
    )


def test_a_paper_that_names_a_goal_or_a_reason_of_its_own_needs_no_list() -> None:
    assert not exempt("; insek:hatZielbezug <urn:z> . <urn:z> insek:ziel <urn:ziel>")
    assert not exempt('; insek:nichtRelevantWeil "Betrifft kein Ziel."')
    assert exempt('; insek:nichtRelevantWeil "entfällt"')
    assert exempt("; insek:hatZielbezug <urn:z> . <urn:z> insek:begruendung 'ohne Ziel'")


def test_an_exemption_by_unit_looks_at_the_sign_of_a_known_unit_and_at_a_name_as_written() -> None:
    staff = Exemption(Text("Personal", "Staff"), GROUND, units=("10",))
    assert exempt("; insek:federfuehrung <urn:e> . <urn:e> insek:geschaeftszeichen '10'", staff)
    assert exempt("; insek:federfuehrung '10'", staff)
    assert not exempt("; insek:federfuehrung <urn:e> . <urn:e> insek:geschaeftszeichen '1'", staff)


def test_the_citys_stage_itself_still_judges_an_exempt_paper_and_the_next_does_not() -> None:
    ids = ("in-1", "fo-1", "fi-1", "nirgends")
    assert proportion("", stage=0).judged(ids) == ()
    assert proportion("", stage=1).judged(ids) == ("fi-1",)
    assert proportion("", stage=2).judged(ids) == ("fo-1", "fi-1")
    above = "; insek:gesamtbetrag 10001"
    assert proportion(above, stage=1).judged(ids) == ("in-1", "fo-1", "fi-1")


def test_the_finding_points_to_the_title_only_if_the_title_made_the_paper_exempt() -> None:
    titled = Exemption(Text("Spenden", "Donations"), GROUND, words=("Annahme",))
    (by_title,) = proportion("; dct:title 'Annahme einer Spende'", titled).findings("f")
    (by_amount,) = proportion("; dct:title 'Annahme einer Spende'").findings("f")
    assert by_title.path == "http://purl.org/dc/terms/title"
    assert by_amount.path is None
    assert by_amount.source == "Beschluss V1/25; Anlage 1"
