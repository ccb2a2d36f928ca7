"""The polygons: valid, the Stadtbezirke tile the city, areas lie where they say."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from pyoxigraph import Store

_PREFIX = """
PREFIX insek: <https://w3id.org/insek/ns#>
PREFIX geo: <http://www.opengis.net/ont/geosparql#>
PREFIX geof: <http://www.opengis.net/def/function/geosparql/>
PREFIX typ: <https://w3id.org/insek/vocab/raumtyp/>
"""
Point = tuple[float, float]


def _ring(wkt: str) -> list[Point]:
    assert wkt.startswith("POLYGON((")
    pairs = wkt.removeprefix("POLYGON((").removesuffix("))").split(", ")
    return [(float(p.split(" ")[0]), float(p.split(" ")[1])) for p in pairs]


def _rings(store: Store, kind: str) -> dict[str, list[Point]]:
    rows = store.query(
        f"{_PREFIX} SELECT ?x ?w {{ ?x insek:raumtyp {kind} ; geo:hasGeometry/geo:asWKT ?w }}"
    )
    return {row["x"].value: _ring(row["w"].value) for row in rows}


def _area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in itertools.pairwise(ring)) / 2


def _crossings(ring: list[Point]) -> Iterator[tuple[int, int]]:
    def side(a: Point, b: Point, c: Point) -> float:
        return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])

    edges = list(itertools.pairwise(ring))
    for (i, (a, b)), (j, (c, d)) in itertools.combinations(enumerate(edges), 2):
        if side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0:
            yield i, j


@pytest.mark.parametrize("which", ["sample", "city"])
def test_every_polygon_is_closed_counter_clockwise_and_does_not_cross_itself(
    which: str, request: pytest.FixtureRequest
) -> None:
    rings = _rings(request.getfixturevalue(which), "?t")
    assert len(rings) >= 39
    for name, ring in rings.items():
        assert ring[0] == ring[-1], name
        assert _area(ring) > 0, name
        assert list(_crossings(ring)) == [], name
        assert all(12 < x < 15 and 50.5 < y < 52 for x, y in ring), name


@pytest.mark.parametrize(("which", "count"), [("sample", 9), ("city", 12)])
def test_the_stadtbezirke_tile_the_city(
    which: str, count: int, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(which)
    tiles = _rings(store, "typ:stadtbezirk")
    (whole,) = _rings(store, "typ:stadtgebiet").values()
    assert len(tiles) == count
    assert sum(map(_area, tiles.values())) == pytest.approx(_area(whole), rel=1e-9)
    overlapping = store.query(
        f"""{_PREFIX} SELECT ?a ?b {{
          ?a insek:raumtyp typ:stadtbezirk ; geo:hasGeometry/geo:asWKT ?u .
          ?b insek:raumtyp typ:stadtbezirk ; geo:hasGeometry/geo:asWKT ?v .
          FILTER(STR(?a) < STR(?b) && geof:sfOverlaps(?u, ?v)) }}"""
    )
    assert [row["a"].value for row in overlapping] == []


@pytest.mark.parametrize("which", ["sample", "city"])
def test_what_is_part_of_a_stadtbezirk_lies_inside_it(
    which: str, request: pytest.FixtureRequest
) -> None:
    store: Store = request.getfixturevalue(which)
    rows = store.query(
        f"""{_PREFIX} SELECT ?a (geof:sfContains(?v, ?u) AS ?inside) {{
          ?a insek:teilVonRaum ?b ; geo:hasGeometry/geo:asWKT ?u .
          ?b insek:raumtyp typ:stadtbezirk ; geo:hasGeometry/geo:asWKT ?v }}"""
    )
    inside = [(row["a"].value, row["inside"].value) for row in rows]
    assert len(inside) >= 28
    assert [area for area, is_inside in inside if is_inside != "true"] == []


def test_excluded_areas_say_for_which_use(sample: Store) -> None:
    rows = sample.query(
        f"""{_PREFIX} SELECT ?x (COUNT(?n) AS ?uses) {{
          ?x insek:raumtyp typ:ausschlussgebiet OPTIONAL {{ ?x insek:ausgeschlosseneNutzung ?n }}
        }} GROUP BY ?x"""
    )
    assert sorted(int(row["uses"].value) for row in rows) == [1, 2]
