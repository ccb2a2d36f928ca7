"""PDF: the text of each page as it is laid out, and the fields of a form that was filled in."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from itertools import dropwhile
from typing import TYPE_CHECKING

from leitgraph.errors import BadData, TooLarge
from leitgraph.model import Text
from leitgraph.plain_text import plain
from leitgraph.vorlage.blocks import PAGE_NUMBER, Block, Line, Row
from leitgraph.vorlage.formats.acro_form import draw_fields, form_fields
from leitgraph.vorlage.formats.base import (
    DocumentFile,
    DocumentFormat,
    Priority,
    protected,
    shown,
)
from leitgraph.vorlage.reading import DocumentDraft, Question
from leitgraph.vorlage.recognise import lines
from leitgraph.vorlage.recognise.recognise import documents

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

PAGES = 500
_MISSHAPEN = (AttributeError, IndexError, KeyError, TypeError, ValueError)
_LITTLE = 20
"""A page with fewer letters than this has no text that could be read."""
_NUMBER = re.compile(r"\s*(?:Seite\s+)?\d+(?:\s*(?:/|von)\s*\d+)?\s*")
_FULL = 0.7
"""A line that fills less of the width than this was not wrapped."""
_EDGE = 3
"""So many lines at the top and at the bottom of a page may be its header and footer."""


def warm() -> None:
    """Load the library."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    assert pypdf.__version__


def recognises(file: DocumentFile) -> bool:
    """True if its mark stands near the beginning, and not inside a package that holds a PDF."""
    return not file.is_package and b"%PDF-" in file.body[:1024]


def read(file: DocumentFile) -> list[DocumentDraft]:
    """The Vorlagen in a PDF. ``BadData`` for a scan and for what is protected by a password."""
    warm()
    name = file.name
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

    try:
        reader = PdfReader(BytesIO(file.body))
        if reader.is_encrypted and not reader.decrypt(""):
            raise protected(name)
        count = len(reader.pages)
        if count > PAGES:
            raise TooLarge(
                f"{shown(name)} hat mehr als {PAGES} Seiten.",
                f"{shown(name, True)} has more than {PAGES} pages.",
            )
        fields = list(form_fields(reader))
        for page in reader.pages:
            with suppress(*_MISSHAPEN):  # a form that is no form is none; the page is read
                draw_fields(page)
        texts = [_text(page) for page in reader.pages]
    except DependencyError as error:
        raise protected(name) from error
    except LimitReachedError as error:
        raise TooLarge(
            f"{shown(name)} wächst beim Auspacken über jedes Maß und wird nicht gelesen.",
            f"{shown(name, True)} grows out of all proportion when unpacked and is not read.",
        ) from error
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _broken(name) from error
    except (OverflowError, ArithmeticError, AssertionError, NotImplementedError) as error:
        raise _broken(name) from error
    blank = [number for number, text in enumerate(texts, 1) if _letters(text) < _LITTLE]
    if len(blank) == count and not fields:
        raise BadData(
            f"{shown(name)} enthält keinen Text; wahrscheinlich ist es eingescannt. Bitte die "
            "Angaben in das Formular eintragen, oder das Dokument mit Texterkennung speichern.",
            f"{shown(name, True)} holds no text; it is probably a scan. Please fill in the form, "
            "or save the document with text recognition.",
            form="/pruefen",
        )
    blocks = [*_form(fields), *_blocks(texts)]
    asked = [_unread(number) for number in blank if _images(reader, number - 1)]
    return documents(blocks, "pdf", count, name, asked)


def blocks_of(body: bytes, name: str) -> list[Block]:
    """The blocks of a PDF's pages without its filled-in fields; ``BadData`` if unreadable."""
    warm()
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        pages = PdfReader(BytesIO(body)).pages
        return _blocks([_text(pages[at]) for at in range(min(len(pages), PAGES))])
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise _broken(name) from error


def _text(page: PageObject) -> str:
    return plain(page.extract_text(extraction_mode="layout", layout_mode_strip_rotated=True))


def _letters(text: str) -> int:
    return sum(1 for sign in text if sign.isalpha())


def _blocks(texts: list[str]) -> list[Block]:
    """The blocks of all pages without what repeats at their edges."""
    pages = [text.splitlines() for text in texts]
    repeated = _repeated(pages)
    found: list[Line] = []
    feet: list[Line] = []
    for number, page in enumerate(pages, 1):
        edges = _edges(page)
        width = max((len(line.rstrip()) for line in page), default=0)
        kept: list[Line] = []
        for at, line in enumerate(page):
            place = f"Seite {number}, Zeile {at + 1}"
            again = at in edges and number > 1 and (edges[at], _pattern(line)) in repeated
            if line.strip() and (again or _counts(line, at in edges)):
                feet.append(Line(line.strip(), place, furniture=True))
                line = ""
            kept.append(Line(line, place, _ended(page, at, width)) if line else Line("", ""))
        found = _together(found, kept, width)
    return lines.blocks([*found, *feet])


def _counts(line: str, edge: bool) -> bool:
    """True if a line only counts the pages; a bare number does at the edge of a page alone."""
    return PAGE_NUMBER.fullmatch(line) is not None or (edge and _NUMBER.fullmatch(line) is not None)


def _together(before: list[Line], page: list[Line], width: int) -> list[Line]:
    """A page put after those before it; a sentence that goes on over the edge is one."""
    above = list(before)
    while above and not above[-1].text.strip():
        above.pop()
    below = list(dropwhile(lambda line: not line.text.strip(), page))
    if not above or not below:
        return [*before, *page]
    last = above[-1].text.rstrip()
    if len(last) < _FULL * width or last.endswith((".", ":", "!", "?")):
        return [*above, Line("", ""), *below]
    return [*above, replace(below[0], opens=False), *below[1:]]


def _ended(page: list[str], at: int, width: int) -> bool:
    """True if the line before was ended on purpose: it stops well before the others do.

    A line that begins small goes on from several words before it, in whatever narrow column.
    """
    if not at or len(page[at - 1].rstrip()) >= _FULL * width:
        return False
    before, words = page[at - 1].split(), page[at].split()
    small = len(before) > 2 and len(words) > 1 and words[0][:1].islower()
    return not small or before[-1][-1] in ".:!?;"


def _edges(page: list[str]) -> dict[int, str]:
    """The lines that may be header or footer, by their number."""
    filled = [at for at, line in enumerate(page) if line.strip()]
    return dict.fromkeys(filled[-_EDGE:], "foot") | dict.fromkeys(filled[:_EDGE], "head")


def _repeated(pages: list[list[str]]) -> set[tuple[str, str]]:
    """Lines at the same edge that stand on most pages, whatever their numbers."""
    if len(pages) < 2:
        return set()
    found = Counter(
        mark
        for page in pages
        for mark in {(edge, _pattern(page[at])) for at, edge in _edges(page).items()}
    )
    return {mark for mark, count in found.items() if count >= max(2, 0.6 * len(pages))}


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "0", " ".join(line.split()))


def _form(fields: list[tuple[str, str]]) -> Iterator[Block]:
    for label, value in fields:
        yield Block("table", rows=(Row((label, value), f"Formularfeld „{label[:60]}“"),))


def _images(reader: PdfReader, page: int) -> bool:
    try:
        return any(True for _ in reader.pages[page].images)
    except Exception:  # a page of which not even this can be told
        return True


def _unread(number: int) -> Question:
    return Question(
        "",
        Text(
            f"Seite {number} hat keinen lesbaren Text; steht dort etwas, das in die Vorlage "
            "gehört?",
            f"Page {number} has no readable text; is there anything on it that belongs to the "
            "paper?",
        ),
        (),
        f"Seite {number}",
        "",
    )


def _broken(name: str) -> BadData:
    return BadData(
        f"{shown(name)} ist keine lesbare PDF-Datei; vielleicht ist sie beschädigt.",
        f"{shown(name, True)} is no readable PDF file; it may be damaged.",
    )


FORMAT = DocumentFormat(
    name="pdf",
    media_type="application/pdf",
    endings=(".pdf",),
    label=Text("PDF", "PDF"),
    file=Text("PDF-Datei", "PDF file"),
    priority=Priority.SIGNATURE,
    recognises=recognises,
    read=read,
    libraries=("pypdf",),
    warm=warm,
)
