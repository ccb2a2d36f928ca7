"""Simple charts as SVG. A chart says nothing that the table beside it does not say.

All texts are escaped; colours are classes of the style sheet, since the page allows no styles of
its own.
"""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup, escape

WIDE = 720
_LINE = 26
_NAME = 250
_END = 70


def bars(
    title: str,
    labels: Sequence[str],
    values: Sequence[float],
    shown: Sequence[str],
    of: float = 0,
    name_width: int = _NAME,
) -> Markup:
    """A bar for each label; ``of`` is the value of a whole line (default: the largest)."""
    most = of or max([*values, 1])
    room = WIDE - name_width - _END
    parts: list[Markup] = []
    for number, (label, value, said) in enumerate(zip(labels, values, shown, strict=True)):
        top = number * _LINE
        long = round(room * value / most, 1)
        parts.append(_text(0, top + 17, label, ""))
        if of:
            parts.append(_rect(name_width, top + 4, room, 16, "track"))
        parts.append(_rect(name_width, top + 4, long, 16, "bar"))
        parts.append(_text(name_width + (room if of else long) + 8, top + 17, said, ""))
    return _svg(title, len(labels) * _LINE, parts)


def columns(
    title: str,
    labels: Sequence[str],
    values: Sequence[Sequence[int]],
    names: Sequence[str],
    kinds: Sequence[str],
) -> Markup:
    """A column for each label in parts, from the bottom up; ``kinds`` are their classes."""
    high, top, step = 160, 20, WIDE / max(len(labels), 1)
    most = max([sum(parts) for parts in values] + [1])
    drawn: list[Markup] = []
    for number, (label, parts) in enumerate(zip(labels, values, strict=True)):
        left, bottom = number * step, float(top + high)
        for part, kind in zip(parts, kinds, strict=True):
            tall = high * part / most
            bottom -= tall
            if part:
                drawn.append(_rect(left + step * 0.15, bottom, step * 0.7, tall, kind))
        middle = left + step / 2
        drawn.append(_text(middle, bottom - 5, str(sum(parts)), "middle"))
        drawn.append(_text(middle, top + high + 18, label, "middle"))
    drawn.append(_rect(0, top + high, WIDE, 1, "axis"))
    left, line = 0.0, top + high + 46
    for name, kind in zip(names, kinds, strict=True):
        drawn.append(_rect(left, line - 11, 12, 12, kind))
        drawn.append(_text(left + 18, line, name, ""))
        left += 34 + 7.5 * len(name)
    return _svg(title, line + 8, drawn)


def _svg(title: str, high: float, parts: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg class="chart" role="img" viewBox="0 0 {wide} {high}" '
        'aria-label="{title}">{parts}</svg>'
    ).format(wide=WIDE, high=round(high), title=title, parts=Markup("").join(parts))


def _rect(left: float, top: float, wide: float, high: float, kind: str) -> Markup:
    return Markup(
        '<rect class="{kind}" x="{x:.1f}" y="{y:.1f}" width="{w:.1f}" height="{h:.1f}"/>'
    ).format(kind=kind, x=left, y=top, w=wide, h=high)


def _text(left: float, top: float, text: str, anchor: str) -> Markup:
    return Markup('<text x="{x:.1f}" y="{y:.1f}" class="{kind}">{text}</text>').format(
        x=left, y=top, kind=anchor, text=escape(text)
    )
