"""Styles of OpenDocument: which text is hidden, struck, raised or bold, and which is a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_STEPS = 20
"""So many styles may be based on one another."""


@dataclass(frozen=True)
class Look:
    """What a style means for the text in it. None: not said, so as its parent has it."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    bold: bool | None = None
    level: int | None = None
    breaks: bool = False

    def over(self, below: Look) -> Look:
        """This look, and where it says nothing the one below."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
            below.bold if self.bold is None else self.bold,
            below.level if self.level is None else self.level,
            self.breaks,
        )


PLAIN = Look()


def styles(roots: Sequence[Any]) -> dict[str, Look]:
    """The look of each style by its name, inherited from its parent."""
    raw = {
        style.get(STYLE + "name") or "": style
        for root in roots
        for style in root.iter(STYLE + "style")
    }
    found: dict[str, Look] = {}
    for name in raw:
        look, current = PLAIN, name
        for step in range(_STEPS):
            if current not in raw:
                break
            own = _look(raw[current])
            look = look.over(own) if step else own
            current = raw[current].get(STYLE + "parent-style-name") or ""
        found[name] = look
    return found


def _look(style: Any) -> Look:
    text = style.find(STYLE + "text-properties")
    paragraph = style.find(STYLE + "paragraph-properties")
    shown = {} if text is None else attributes(text)
    level = style.get(STYLE + "default-outline-level") or ""
    name = (style.get(STYLE + "display-name") or style.get(STYLE + "name") or "").lower()
    position = shown.get("text-position", "")
    struck = shown.get("text-line-through-style") or shown.get("text-line-through-type")
    return Look(
        hidden=shown["display"] == "none" if "display" in shown else None,
        struck=None if struck is None else struck != "none",
        raised=position.startswith(("super", "3", "4", "5")) if position else None,
        bold=shown["font-weight"] in {"bold", "700", "800", "900"}
        if "font-weight" in shown
        else None,
        level=0 if name in {"title", "titel"} else int(level) if level.isdecimal() else None,
        breaks=paragraph is not None and attributes(paragraph).get("break-before") == "page",
    )


def attributes(element: Any) -> dict[str, str]:
    """The attributes of an element, without the names of their vocabularies."""
    return {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
