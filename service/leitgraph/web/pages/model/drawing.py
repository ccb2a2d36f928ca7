"""The picture of the schema as SVG: classes on an oval, what connects them as lines.

A picture says nothing that the lists below it do not say. Colours are classes of the style sheet.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDE, HIGH = 1060, 700
_BOX, _TALL = 168, 46
_LABELS = 16
"""So many of the strongest lines have their name beside them; of the others the title tells."""


@dataclass(frozen=True)
class Node:
    """A class: where its list stands, its name, how many of it there are."""

    anchor: str
    label: str
    count: str


@dataclass(frozen=True)
class Edge:
    """A property between two classes, by their places in the list of nodes; strongest first."""

    start: int
    end: int
    label: str
    count: str


def drawn(title: str, nodes: Sequence[Node], edges: Sequence[Edge]) -> Markup:
    """The picture; lines bend towards the middle, arrows show what points to what."""
    places = [_place(number, len(nodes)) for number in range(len(nodes))]
    lines = [_line(edge, places) for edge in edges]
    names = [_name(edge, places) for edge in edges[:_LABELS]]
    boxes = [_box(node, *place) for node, place in zip(nodes, places, strict=True)]
    return Markup(
        '<svg class="schema" role="img" viewBox="0 -40 {wide} {high}" aria-label="{title}">'
        '<defs><marker id="spitze" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" '
        'markerHeight="7" orient="auto-start-reverse"><path d="M0 0L10 5L0 10z"/></marker></defs>'
        "{parts}</svg>"
    ).format(
        wide=WIDE, high=HIGH + 40, title=title, parts=Markup("").join([*lines, *boxes, *names])
    )


def _place(number: int, of: int) -> tuple[float, float]:
    """The middle of a box on the oval, from the top clockwise."""
    angle = 2 * math.pi * number / max(of, 1) - math.pi / 2
    across, down = (WIDE - _BOX) / 2 - 4, (HIGH - _TALL) / 2 - 4
    return WIDE / 2 + across * math.cos(angle), HIGH / 2 + down * math.sin(angle)


def _bend(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Where a line is drawn towards: half way, pulled to the middle."""
    pull = 0.35
    return (
        (start[0] + end[0]) / 2 * (1 - pull) + WIDE / 2 * pull,
        (start[1] + end[1]) / 2 * (1 - pull) + HIGH / 2 * pull,
    )


def _edge_of(box: tuple[float, float], towards: tuple[float, float]) -> tuple[float, float]:
    """Where a line from the middle of a box leaves it."""
    x, y = towards[0] - box[0], towards[1] - box[1]
    share = min(
        (_BOX / 2 + 3) / abs(x) if x else math.inf, (_TALL / 2 + 3) / abs(y) if y else math.inf
    )
    return (box[0] + x * share, box[1] + y * share) if math.isfinite(share) else box


def _line(edge: Edge, places: Sequence[tuple[float, float]]) -> Markup:
    start, end = places[edge.start], places[edge.end]
    if edge.start == edge.end:
        return Markup(
            '<path class="line" d="M{a:.0f} {b:.0f}c-34 -40 68 -40 34 0" marker-end="url(#spitze)">'
            "<title>{label} ({count})</title></path>"
        ).format(a=start[0] - 17, b=start[1] - _TALL / 2, label=edge.label, count=edge.count)
    bend = _bend(start, end)
    first, last = _edge_of(start, bend), _edge_of(end, bend)
    return Markup(
        '<path class="line" d="M{a:.0f} {b:.0f}Q{c:.0f} {d:.0f} {e:.0f} {f:.0f}" '
        'marker-end="url(#spitze)"><title>{label} ({count})</title></path>'
    ).format(
        a=first[0], b=first[1], c=bend[0], d=bend[1], e=last[0], f=last[1],
        label=edge.label, count=edge.count,
    )  # fmt: skip


def _name(edge: Edge, places: Sequence[tuple[float, float]]) -> Markup:
    start, end = places[edge.start], places[edge.end]
    if edge.start == edge.end:
        middle = (start[0], start[1] - _TALL / 2 - 32)
    else:
        bend = _bend(start, end)
        # Nearer to the start, so that names of lines that end in the same box stand apart.
        part = 0.4
        middle = tuple(
            (1 - part) ** 2 * start[i] + 2 * part * (1 - part) * bend[i] + part**2 * end[i]
            for i in (0, 1)
        )  # type: ignore[assignment]
    return Markup('<text class="name" x="{x:.0f}" y="{y:.0f}">{label}</text>').format(
        x=middle[0], y=middle[1], label=escape(edge.label)
    )


def _box(node: Node, x: float, y: float) -> Markup:
    label = node.label if len(node.label) <= 20 else node.label[:19] + "…"
    return Markup(
        '<a href="#{anchor}"><rect class="box" x="{left:.0f}" y="{top:.0f}" width="{wide}" '
        'height="{tall}" rx="6"/><text class="class" x="{x:.0f}" y="{above:.0f}">{label}</text>'
        '<text class="count" x="{x:.0f}" y="{below:.0f}">{count}</text></a>'
    ).format(
        anchor=node.anchor, left=x - _BOX / 2, top=y - _TALL / 2, wide=_BOX, tall=_TALL, x=x,
        above=y - 3, below=y + 15, label=label, count=node.count,
    )  # fmt: skip
