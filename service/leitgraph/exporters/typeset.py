"""PDF by Typst: tagged for screen readers (PDF/UA-1), with title, language and fonts of its own.

A document is a template ``typst/<name>.typ`` and data. The template is ours; data reach it as one
JSON value, so a text in them is set as it is and never read as markup. ``typst/page.typ`` stands
before every template: it gives ``data``, the page, the headings and ``grid-table``.

For use in a reader: under its deadline and without a network. Templates name no packages and
read no files.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

TEMPLATES = Path(__file__).parent / "typst"
_BOX = "\u25a1"
# What Libertinus Serif has, upright and bold (found by trying each). For anything else Typst looks
# for another font, fails where PDF/UA wants a glyph, and on some scripts panics (0.15.0).
_UNSETTABLE = re.compile(
    "[^\t\n\x20-\x7e\xa0-\xac\xae-\u02e4\u0300-\u036f\u0384-\u0386\u0388-\u038a\u038c"
    "\u038e-\u03a1\u03a3-\u03ce\u0400-\u045f\u0490-\u04c4\u04d0-\u04f9\u1e00-\u1e9b\u1e9e"
    "\u1ea0-\u1ef9\u2000-\u200a\u2010-\u2027\u202f-\u2037\u2039\u203a\u2044\u2074-\u208e\u20ac"
    "\u2103\u2116\u2122\u2126\u2153-\u2184\u2190-\u219b\u21d2\u2200-\u220d\u220f-\u221a\u221e"
    "\u2248\u2260\u2264\u2265\u25a0\u25a1\u25cb\u25cf]"
)


def pdf(
    template: str,
    data: Mapping[str, Any],
    *,
    title: str,
    language: str = "de",
    when: datetime | None = None,
) -> bytes:
    """The document as PDF. ``when``: the time it bears as that of its making.

    Equal arguments give equal bytes. A character that no font at hand has is set as an empty box.
    """
    import typst

    source = "".join((TEMPLATES / f"{name}.typ").read_text("utf-8") for name in ("page", template))
    said = {"title": title, "language": language, **data}
    compiler = typst.Compiler(root=TEMPLATES, ignore_system_fonts=True)
    made = compiler.compile(
        source.encode(),
        format="pdf",
        sys_inputs={"data": json.dumps(_shown(said), ensure_ascii=False)},
        pdf_standards=["ua-1"],
        timestamp=when,
    )
    assert isinstance(made, bytes)
    return made


def settable(text: str) -> str:
    """The text in characters that can be set: what has no glyph is a box, what is invisible goes.

    Invisible signs would also let a text be shown in another order than it is read.
    """
    composed = unicodedata.normalize("NFC", text)
    return _UNSETTABLE.sub(_replacement, composed)


def _replacement(found: re.Match[str]) -> str:
    return "" if unicodedata.category(found[0]) == "Cf" else _BOX


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return settable(value)
    if isinstance(value, Mapping):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_shown(one) for one in value]
    return value
