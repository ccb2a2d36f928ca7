"""All public cases through the product, where their files lie beside the checkout.

Each failing one is also a test of its own with input in our words (``tests/public`` and where the
format is tested). Here stands only which of the files pass; what does not is known by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from tests.public.shapes import by_rules, by_structure
from tests.real import needed, public_cases
from tests.shell import Shell

KNOWN: dict[str, str] = json.loads(
    Path(__file__).with_name("known_failing.json").read_text("utf-8")
)
SHAPES = {
    "60-shacl-qualified-blank-nodes": "wx",
    "62-shacl-or-datatypes": "wy",
    "64-shacl-uniquelang": "w",
    "65-shacl-languagein-range": "wx",
    "68-shacl-or-arm-without-values": "w",
    "69-shacl-class-is-shape-subclass": "v",
    "70-shacl-xone-with-message": "wx",
    "71-shacl-ill-typed-date": "vxy",
    "73-shacl-lessthan-mixed": "wx",
    "75-shacl-pattern-flags-umlaut": "wx",
    "76-shacl-hasvalue-decimal-lexical": "w",
    "77-shacl-minlength-combining": "wx",
}
"""The nodes that break the shapes of a case."""
WITHOUT_FILES = {
    *("81-sparql-aggregates-empty", "83-sparql-count-order", "84-sparql-decimal-sums"),
    *("85-sparql-date-datetime", "86-sparql-lang-range", "90-sparql-service"),
    *("92-labels-by-language", "95-real-oparl-papers", "96-real-paper-texts", "97-real-pdfs"),
}
"""Cases that bring no files; the real papers have tests of their own beside this one."""


@pytest.fixture(scope="module")
def product(served: Shell) -> Iterator[public_cases.Product]:
    with httpx2.Client(base_url=served.url, timeout=60) as client:
        yield public_cases.Product(client)


def judged(case: str, passes: bool) -> None:
    """A case that is known to fail must still fail: one that was mended is to be noticed."""
    assert passes is (case not in KNOWN), KNOWN.get(case, "fails")


@pytest.mark.slow
@pytest.mark.parametrize("case", public_cases.CHECKS)
def test_a_public_case_is_as_it_should_be(product: public_cases.Product, case: str) -> None:
    folder = needed("cases/public") / case
    judged(case, bool(public_cases.CHECKS[case](product, folder)))


@pytest.mark.parametrize("case", SHAPES)
def test_shapes_of_a_public_case_find_what_they_should(case: str) -> None:
    folder = needed("cases/public") / case
    data, shapes = ((folder / f"{name}.ttl").read_text("utf-8") for name in ("data", "shapes"))
    for found in (by_structure(data, shapes), by_rules(data, shapes)):
        judged(case, {one.removeprefix("urn:e:") for one in found} == set(SHAPES[case]))


def test_every_public_case_has_its_place() -> None:
    cases = json.loads((needed("cases/public") / "cases.json").read_text("utf-8"))
    names = {case["id"] for case in cases}
    assert names == {*public_cases.CHECKS, *SHAPES, *WITHOUT_FILES}
    assert len(names) == 59


def test_a_case_that_is_known_to_fail_says_why() -> None:
    assert set(KNOWN) <= {*public_cases.CHECKS, *SHAPES}
    assert all(len(reason) > 30 for reason in KNOWN.values())
