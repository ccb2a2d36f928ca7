"""Forms in PDF (AcroForm): what was filled in, put where it is seen on its page.

A field whose name is a label known here is read by its name. Of all others only the place tells
what they mean: their boxes and words are written into the page, beside their printed caption.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from leitgraph.plain_text import plain
from leitgraph.vorlage.recognise import labels

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_OFF = {"", "/Off"}
_RADIO, _PUSH = 1 << 15, 1 << 16
_FONT = "/LeitgraphForm"
_FIELDS = 2000
"""So many fields of a page are looked at."""
_SIZE = 8
_STEPS = 10


def form_fields(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """Fields that were filled in and whose names are known labels, as label and value."""
    for name, field in (reader.get_fields() or {}).items():
        label = plain(str(field.alternate_name or name))
        value = field.value
        if value is None or str(value).strip() in _OFF or labels.field_of(label) is None:
            continue
        box = str(field.get("/FT")) == "/Btn" and not int(field.get("/Ff") or 0) & _RADIO
        yield label, "☒ Ja" if box else plain(str(value).lstrip("/"))


def draw_fields(page: PageObject) -> None:
    """Write boxes and values of fields into the content of a page, where they are seen."""
    from pypdf.generic import (
        ByteStringObject,
        DictionaryObject,
        FloatObject,
        NameObject,
    )

    drawn = list(_seen(page))
    contents = page.get_contents()
    if not drawn or contents is None:
        return
    resources = page.get("/Resources")
    resources = DictionaryObject() if resources is None else resources.get_object()
    fonts = resources.get("/Font")
    fonts = DictionaryObject() if fonts is None else fonts.get_object()
    fonts[NameObject(_FONT)] = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
            NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
        }
    )
    resources[NameObject("/Font")] = fonts
    page[NameObject("/Resources")] = resources
    contents.isolate_graphics_state()
    one, zero = FloatObject(1), FloatObject(0)
    for x, y, words in drawn:
        contents.operations += [
            ([], b"BT"),
            ([NameObject(_FONT), FloatObject(_SIZE)], b"Tf"),
            ([one, zero, zero, one, FloatObject(x), FloatObject(y)], b"Tm"),
            ([ByteStringObject(words.encode("cp1252", "replace"))], b"Tj"),
            ([], b"ET"),
        ]
    page[NameObject("/Contents")] = contents


def _seen(page: PageObject) -> Iterator[tuple[float, float, str]]:
    """Where fields stand on a page, and what is seen there."""
    annotations = page.get("/Annots")
    found = [] if annotations is None else annotations.get_object()
    for one in found[:_FIELDS]:
        widget = one.get_object()
        if not hasattr(widget, "get") or widget.get("/Subtype") != "/Widget":
            continue
        name = _inherited(widget, "/TU") or _inherited(widget, "/T")
        if labels.field_of(plain(str(name or ""))) is not None:
            continue
        words = _words(widget)
        left, low, _, high = (float(side) for side in widget["/Rect"])
        if words:
            yield (
                left,
                (low + max(high - _SIZE, low)) / 2 if high - low < 30 else high - _SIZE,
                words,
            )


def _words(widget: Any) -> str:
    kind = str(_inherited(widget, "/FT") or "")
    value = _inherited(widget, "/V")
    if kind == "/Btn":
        if int(_inherited(widget, "/Ff") or 0) & _PUSH:
            return ""
        # A box says its own state; several of one group share a value.
        state = str(widget.get("/AS") or value or "/Off")
        return "[ ]" if state in _OFF else "[x]"
    if kind in {"/Tx", "/Ch"} and value is not None and str(value).strip() not in _OFF:
        return " ".join(plain(str(value)).split())
    return ""


def _inherited(widget: Any, name: str) -> Any:
    """What a widget says, or the field it belongs to."""
    for _ in range(_STEPS):
        if name in widget:
            return (
                widget[name].get_object() if hasattr(widget[name], "get_object") else widget[name]
            )
        if "/Parent" not in widget:
            return None
        widget = widget["/Parent"].get_object()
    return None
