"""Request bodies: read within a cap, never decompressed, uploads straight into a file."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from leitgraph.errors import BadInput, TooLarge, UnsupportedMediaType

FIELDS = 200


def media_type(request: Request) -> str:
    """The body's media type without parameters, lower case; refuses encodings and charsets."""
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding not in {"", "identity"}:
        raise UnsupportedMediaType(
            f"Gepackte Inhalte ({encoding}) werden nicht gelesen.",
            f"Compressed content ({encoding}) is not read.",
        )
    name, _, parameters = request.headers.get("content-type", "").partition(";")
    for parameter in parameters.split(";"):
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset" and value.strip(' "').lower() not in {"utf-8", "utf8"}:
            raise UnsupportedMediaType(
                "Texte werden nur in UTF-8 gelesen.", "Texts are read in UTF-8 only."
            )
    return name.strip().lower()


async def read(request: Request, most: int) -> bytes:
    """The whole body; ``TooLarge`` if it has more than ``most`` bytes."""
    _announced(request, most)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise too_large(most)
        parts.append(part)
    return b"".join(parts)


def text(body: bytes) -> str:
    """A body as text; ``BadInput`` if it is not UTF-8."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(
            f"Der Inhalt ist kein UTF-8 (Byte {error.start}).",
            f"The content is not UTF-8 (byte {error.start}).",
        ) from error


def fields(encoded: str | bytes) -> list[tuple[str, str]]:
    """Fields of a query string or of a form; ``BadInput`` if there are too many or no UTF-8."""
    source = encoded if isinstance(encoded, str) else text(encoded)
    try:
        return parse_qsl(source, keep_blank_values=True, max_num_fields=FIELDS, errors="strict")
    except UnicodeDecodeError as error:
        raise BadInput("Die Felder sind kein UTF-8.", "The fields are not UTF-8.") from error
    except ValueError as error:
        raise BadInput(
            f"Es sind mehr als {FIELDS} Felder.", f"There are more than {FIELDS} fields."
        ) from error


@asynccontextmanager
async def upload(request: Request, most: int) -> AsyncIterator[Path]:
    """The body in a temporary file, which is gone afterwards."""
    _announced(request, most)
    with tempfile.TemporaryDirectory(prefix="leitgraph-") as folder:
        path = Path(folder) / "body"
        size = 0
        with path.open("wb") as file:
            try:
                async for part in request.stream():
                    size += len(part)
                    if size > most:
                        raise too_large(most)
                    await asyncio.to_thread(file.write, part)
            except ClientDisconnect as error:
                raise BadInput(
                    "Die Übertragung brach ab.", "The transmission broke off."
                ) from error
        yield path


def _announced(request: Request, most: int) -> None:
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > most:
        raise too_large(most)


def too_large(most: int) -> TooLarge:
    """The error for a body over the limit."""
    shown = f"{most >> 20} MB" if most >= 1 << 20 else f"{most} Byte"
    return TooLarge(
        f"Die Übertragung ist größer als {shown}.",
        f"The upload is larger than {shown}.",
        limit=most,
    )
