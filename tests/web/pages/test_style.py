"""What the style promises: contrast in both colour schemes (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from leitgraph.web import pages

CSS = (Path(pages.STATIC) / "style.css").read_text("utf-8")
ROOTS = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)
LIGHT, DARK = (dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6});", root)) for root in ROOTS)
PAPERS = ("paper", "raised", "ok-paper", "warn-paper", "bad-paper")
TEXTS = [(text, paper) for text in ("text", "soft", "link") for paper in PAPERS] + [
    *((kind, f"{kind}-paper") for kind in ("ok", "warn", "bad")),
    ("bad", "paper"),
    ("white", "brand"),
]
MARKS = [("focus", paper) for paper in PAPERS] + [("white", "brand"), ("soft", "paper")]


def brightness(colour: str) -> float:
    """Relative luminance of ``#rgb`` or ``#rrggbb``."""
    digits = colour[1:] if len(colour) == 7 else "".join(d * 2 for d in colour[1:])
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return sum(f * s for f, s in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(scheme: dict[str, str], one: str, other: str) -> float:
    """Contrast ratio of two colours by name."""
    pair = sorted(brightness(scheme[name]) for name in (one, other))
    return (pair[1] + 0.05) / (pair[0] + 0.05)


SCHEMES = [{"white": "#fff", **LIGHT}, {"white": "#fff", **LIGHT, **DARK}]


def test_both_schemes_are_found() -> None:
    assert (len(ROOTS), set(LIGHT)) == (2, set(DARK))
    assert len(LIGHT) >= 14


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_text_is_readable(scheme: dict[str, str]) -> None:
    assert {pair: c for pair in TEXTS if (c := contrast(scheme, *pair)) < 4.5} == {}


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark"])
def test_focus_and_edges_of_inputs_can_be_seen(scheme: dict[str, str]) -> None:
    assert {pair: c for pair in MARKS if (c := contrast(scheme, *pair)) < 3} == {}
    assert "header.site :focus-visible { outline-color: #fff; }" in CSS


def test_nothing_is_loaded_by_the_style() -> None:
    assert re.findall(r"url\(|@import|https?:", CSS) == []
