"""Word documents as bytes that say nothing but what is in them: no clock, so twice the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

if TYPE_CHECKING:
    from docx.document import Document


def as_bytes(document: Document) -> bytes:
    """The document; its package holds no time of writing."""
    written, steady = io.BytesIO(), io.BytesIO()
    document.save(written)
    with ZipFile(written) as package, ZipFile(steady, "w", ZIP_DEFLATED) as copy:
        for entry in package.infolist():
            copy.writestr(ZipInfo(entry.filename), package.read(entry), ZIP_DEFLATED)
    return steady.getvalue()
