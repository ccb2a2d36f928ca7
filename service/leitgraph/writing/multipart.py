"""Documents in one body: ``multipart/form-data`` (RFC 7578), as GSP, section 5.5, takes it.

Read in a reader, as all foreign bytes are.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP

from leitgraph.errors import BadData, UnsupportedMediaType
from leitgraph.store.rdf.rdf_input import format_name

MULTIPART = "multipart/form-data"
_MOST = 100


def parts(form: str, body: bytes) -> Iterator[tuple[str, str, bytes]]:
    """Name, format and bytes of each document; a body of any other type is one, without a name.

    A part says its format by its media type, else by the end of its file name, else it is Turtle.
    ``BadData`` for a body that has no parts; ``UnsupportedMediaType`` for a part in no RDF format.
    """
    if not form.lower().startswith(MULTIPART):
        yield "", form, body
        return
    head = b"Content-Type: " + form.encode("latin-1", "replace") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    found = list(message.iter_parts()) if message.is_multipart() else []
    if not found or len(found) > _MOST or message.defects:
        raise BadData(
            f"Der Inhalt hat keine lesbaren Teile, oder mehr als {_MOST}.",
            f"The content has no parts that can be read, or more than {_MOST}.",
        )
    for part in found:
        name = part.get_filename() or str(part.get_param("name", "", "content-disposition"))
        data = part.get_payload(decode=True)
        if not isinstance(data, bytes):
            raise BadData(f"{name}: Ein Teil hat selbst Teile.", f"{name}: a part has parts.")
        yield name, _format(part.get_content_type(), name, "content-type" in part), data


def _format(media: str, name: str, said: bool) -> str:
    """Short name of the format of a part."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    plain = media in {"text/plain", "application/octet-stream"}
    if not said or (plain and ending):
        try:
            return format_name(ending)
        except UnsupportedMediaType:
            return "turtle"
    return format_name(media)
