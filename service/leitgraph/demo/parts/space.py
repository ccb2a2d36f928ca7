"""Districts and areas as polygons (WGS84): the Stadtbezirke tile the city without overlap."""

from __future__ import annotations

from math import cos, pi, sin

from leitgraph.demo.city import City, Place
from leitgraph.demo.terms import RAUM, Nodes, Pair, code, wkt

Point = tuple[float, float]

DISTRICTS = (
    "Altstadt", "Nordstadt", "Südvorstadt", "Neuhafen", "Westend", "Friedrichsau", "Bergheim",
    "Lindenhöhe", "Auenthal", "Osterfeld", "Mühlgrund", "Schlossviertel", "Steinbrück",
    "Marienberg", "Kaiserpark", "Wiesengrund",
)  # fmt: skip

# The city's south-west corner and the size of one tile, in degrees.
_WEST, _SOUTH, _WIDTH, _HEIGHT = 13.18, 51.22, 0.044, 0.03

_AREAS = (
    ("sr-1", "schwerpunktraum", "Schwerpunktraum Hafenquartier", 3),
    ("sr-2", "schwerpunktraum", "Schwerpunktraum Nordstadt-Mitte", 1),
    ("sr-3", "schwerpunktraum", "Schwerpunktraum Westend", 4),
    ("sg-1", "schwerpunktgebiet", "Schwerpunktgebiet Innere Südvorstadt", 2),
    ("ir-1", "impulsraum", "Impulsraum Bahnhofsumfeld", 0),
    ("tr-1", "transformationsraum", "Transformationsraum Gewerbeband Nord", 5),
    ("eg-1", "entwicklungsgebiet", "Entwicklungsgebiet Lindenhöhe", 7),
)
_EXCLUDED = (
    ("ag-1", "Ausschlussgebiet Auwald", 6, ("gewerbe", "wohnen")),
    ("ag-2", "Ausschlussgebiet Trinkwasserschutz", 5, ("gewerbe",)),
)


def space(city: City) -> Nodes:
    """The city's area, its Stadtbezirke, parts and areas; the last Stadtbezirk stays forgotten."""
    columns, rows = city.grid
    rings = _tiles(city, columns, rows)
    names = [*DISTRICTS[: columns * rows - 1], DISTRICTS[-1]]
    whole = city.iri("raum", "stadtgebiet")
    outer = _ring(_outline(rings, columns, rows))
    yield from _raum(city, "stadtgebiet", "stadtgebiet", "Stadtgebiet Musterstadt", outer)
    yield from _raum(city, "region", "region", "Region Musterstadt", _ring(_box(columns, rows)))
    for number, (name, ring) in enumerate(zip(names, rings, strict=True)):
        place = Place(f"sb-{number + 1}", name, f"im Stadtbezirk {name}", number)
        city.districts.append(place)
        yield from _raum(city, place.id, "stadtbezirk", f"Stadtbezirk {name}", _ring(ring),
                         ("insek:teilVonRaum", whole))  # fmt: skip
    forgotten = city.districts[-1]
    city.fault("stadtbezirk-vergessen", city.iri("raum", forgotten.id))
    for district in city.districts:
        ring = rings[district.district]
        parent = ("insek:teilVonRaum", city.iri("raum", district.id))
        for suffix, direction in (("n", "Nord"), ("s", "Süd")):
            name = f"{district.name}-{direction}"
            place = Place(f"ot-{district.district + 1}{suffix}", name, f"im Ortsteil {name}",
                          district.district)  # fmt: skip
            shift = 0.18 if suffix == "n" else -0.18
            yield from _raum(city, place.id, "ortsteil", f"Ortsteil {name}",
                             _ring(_blob(city, ring, shift, 0.13, 8)), parent)  # fmt: skip
            if district is not forgotten:
                city.places.append(place)
        if district is not forgotten:
            city.places.append(district)
    yield from _areas(city, rings)


def _areas(city: City, rings: list[list[Point]]) -> Nodes:
    def parent(district: int) -> Pair:
        return ("insek:teilVonRaum", city.iri("raum", f"sb-{district + 1}"))

    for n, (key, kind, name, district) in enumerate(_AREAS):
        ring = _ring(_blob(city, rings[district], 0.0, 0.22, 11))
        yield from _raum(city, key, kind, name, ring, parent(district),
                         ("insek:hatThema", city.iri("thema", f"fach-{n % 8 + 1}")))  # fmt: skip
        city.places.append(Place(key, name, f"im {name}", district))
    for key, name, district, uses in _EXCLUDED:
        ring = _ring(_blob(city, rings[district], -0.1, 0.1, 14))
        uses_pairs = [("insek:ausgeschlosseneNutzung", code(f"nutzung/{use}")) for use in uses]
        yield from _raum(city, key, "ausschlussgebiet", name, ring, parent(district), *uses_pairs)
    yield from _raum(city, "os-1", "ortschaft", "Ortschaft Auendorf",
                     _ring(_blob(city, rings[6], 0.02, 0.3, 12)), parent(6))  # fmt: skip


def _raum(city: City, key: str, kind: str, label: str, ring: str, *more: Pair) -> Nodes:
    shape = city.iri("geometrie", key)
    yield (
        RAUM,
        city.iri("raum", key),
        [
            *city.head("Raum", label),
            ("insek:raumtyp", code(f"raumtyp/{kind}")),
            ("geo:hasGeometry", shape),
            *more,
        ],
    )
    yield (
        RAUM,
        shape,
        [
            ("rdf:type", "<http://www.opengis.net/ont/geosparql#Geometry>"),
            ("skos:prefLabel", f'"Umriss: {label}"@de'),
            ("insek:kommune", city.iri("kommune", "stadt")),
            ("geo:asWKT", wkt(f"POLYGON(({ring}))")),
        ],
    )


def _tiles(city: City, columns: int, rows: int) -> list[list[Point]]:
    """Closed rings, counter-clockwise; neighbours share corners and the bend of each edge."""
    corner = {
        (x, y): (
            _jitter(city, _WEST + x * _WIDTH, 0.006),
            _jitter(city, _SOUTH + y * _HEIGHT, 0.004),
        )
        for y in range(rows + 1)
        for x in range(columns + 1)
    }  # fmt: skip
    bend: dict[tuple[tuple[int, int], tuple[int, int]], list[Point]] = {}
    for (x, y), start in corner.items():
        for other in ((x + 1, y), (x, y + 1)):
            if other in corner:
                bend[(x, y), other] = _edge(city, start, corner[other])
    rings = []
    for y in range(rows):
        for x in range(columns):
            a, b, c, d = (x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)
            rings.append([
                corner[a], *bend[a, b], corner[b], *bend[b, c],
                corner[c], *reversed(bend[d, c]), corner[d], *reversed(bend[a, d]), corner[a],
            ])  # fmt: skip
    return rings


def _edge(city: City, start: Point, end: Point) -> list[Point]:
    """Three points between two corners, off the straight line like a road or a river."""
    points = []
    for n in (1, 2, 3):
        x = start[0] + (end[0] - start[0]) * n / 4
        y = start[1] + (end[1] - start[1]) * n / 4
        points.append((_jitter(city, x, 0.0016), _jitter(city, y, 0.001)))
    return points


def _outline(rings: list[list[Point]], columns: int, rows: int) -> list[Point]:
    """The city's border, put together from the outer edges of the tiles."""
    border: list[Point] = []
    for x in range(columns):
        border += rings[x][0:4]
    for y in range(rows):
        border += rings[y * columns + columns - 1][4:8]
    for x in reversed(range(columns)):
        border += rings[(rows - 1) * columns + x][8:12]
    for y in reversed(range(rows)):
        border += rings[y * columns][12:16]
    return [*border, border[0]]


def _box(columns: int, rows: int) -> list[Point]:
    west, south = _WEST - 0.1, _SOUTH - 0.08
    east, north = _WEST + columns * _WIDTH + 0.1, _SOUTH + rows * _HEIGHT + 0.08
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def _blob(city: City, tile: list[Point], shift: float, size: float, corners: int) -> list[Point]:
    """A rounded area inside a tile: centre moved up by ``shift`` tile heights."""
    corner = [tile[n] for n in (0, 4, 8, 12)]
    middle_x = sum(p[0] for p in corner) / 4
    middle_y = sum(p[1] for p in corner) / 4 + shift * _HEIGHT
    points = []
    for n in range(corners):
        radius = size * (0.75 + 0.25 * city.rng.random())
        angle = 2 * pi * n / corners
        points.append((
            middle_x + radius * _WIDTH * cos(angle),
            middle_y + radius * _HEIGHT * sin(angle),
        ))  # fmt: skip
    return [*points, points[0]]


def _ring(points: list[Point]) -> str:
    return ", ".join(f"{x:.5f} {y:.5f}" for x, y in points)


def _jitter(city: City, value: float, size: float) -> float:
    return round(value + (city.rng.random() * 2 - 1) * size, 5)
