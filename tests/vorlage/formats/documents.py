"""Documents made for tests: the same Vorlage in every form it may come in."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, StreamObject
from tests.vorlage.formats import open_document
from tests.vorlage.formats.packages import packed

from leitgraph.exporters.papers import docx as paper_docx
from leitgraph.exporters.papers import pdf as paper_pdf
from leitgraph.vorlage.formats import docx, odt, oparl, pdf, text
from leitgraph.vorlage.formats import zip as archive

DOCX, ODT, PDF, TEXT, ZIP, JSON = (
    one.FORMAT.media_type for one in (docx, odt, pdf, text, archive, oparl)
)
PAPER = "https://schema.oparl.org/1.1/Paper"
_OWN = {"kennung": "reference", "titel": "name", "datum": "date", "art": "paperType"}


def as_json(draft: dict[str, Any]) -> bytes:
    """The draft as the form sends it."""
    return json.dumps(draft, ensure_ascii=False, default=str).encode()


def as_text(draft: dict[str, Any]) -> bytes:
    """The paper as text, laid out as in the PDF."""
    pages = PdfReader(io.BytesIO(paper_pdf.write(draft))).pages
    return "\n".join(page.extract_text(extraction_mode="layout") for page in pages).encode()


def as_oparl(draft: dict[str, Any]) -> bytes:
    """A Paper with OParl's own attributes, and ours for all it has none for."""
    paper = {"id": "https://ris.example/papers/1", "type": PAPER}
    paper |= {_OWN.get(name, f"insek:{name}"): value for name, value in draft.items()}
    return as_json(paper)


def as_oparl_with_file(draft: dict[str, Any]) -> bytes:
    """A sparse Paper whose main file has a full text."""
    file = {"type": "https://schema.oparl.org/1.1/File", "text": as_text(draft).decode()}
    paper = {"id": "https://ris.example/papers/1", "type": PAPER, "mainFile": file}
    return as_json(paper | {"reference": draft.get("kennung"), "name": draft["titel"]})


def as_odt(draft: dict[str, Any]) -> bytes:
    """The paper of the Word document as an OpenDocument text."""
    return open_document.of_word(paper_docx.write(draft))


FORMS = {
    "form": (JSON, as_json),
    "docx": (DOCX, paper_docx.write),
    "odt": (ODT, as_odt),
    "pdf": (PDF, paper_pdf.write),
    "text": (TEXT, as_text),
    "oparl": (JSON, as_oparl),
    "oparl with file": (JSON, as_oparl_with_file),
}


def repacked(package: bytes, **changed: bytes) -> bytes:
    """A package with files added or replaced."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        files: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
    return packed({**files, **changed})


def protected(document: bytes, password: str = "geheim") -> bytes:
    """A PDF that asks for a password."""
    writer = PdfWriter(clone_from=io.BytesIO(document))
    writer.encrypt(password, algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def scanned(pages: int = 1) -> bytes:
    """A PDF whose pages hold no text."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def swollen(megabytes: int) -> bytes:
    """A small PDF whose one page unpacks to so many megabytes."""
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    stream = StreamObject()
    stream._data = zlib.compress(b"BT (x) Tj ET    " * (megabytes << 16))
    stream[NameObject("/Filter")] = NameObject("/FlateDecode")
    page[NameObject("/Contents")] = writer._add_object(stream)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
