"""Which of the formats on offer an asker prefers (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from leitgraph.queries.formats import GRAPHS, RESULTS, SHEETS, Choice

# Other media types by which the same formats are asked for.
_TABLES = {"application/json": "json", "application/xml": "xml", "text/xml": "xml"}
_GRAPHS = {"text/plain": "ntriples", "application/x-turtle": "turtle"}
TABLES = {
    **{media: name for name, (media, _) in RESULTS.items()},
    **_TABLES,
    SHEETS["xlsx"]: "xlsx",
}
"""Short names of formats for tables by the media types that ask for them, the best first."""
TRIPLES = {**{media: name for name, (media, _) in GRAPHS.items()}, **_GRAPHS}
"""The same for graphs."""


def preferred(accept: str) -> list[str]:
    """Media types of an Accept header, best first; those with q=0 are left out."""
    ranked: list[tuple[float, int, str]] = []
    for position, part in enumerate(accept.lower().split(",")):
        media, *parameters = [piece.strip() for piece in part.split(";")]
        quality = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                try:
                    quality = float(parameter[2:])
                except ValueError:
                    quality = 0.0
        if media and quality > 0:
            ranked.append((-quality, position, media))
    return [media for _, _, media in sorted(ranked)]


def best(accept: str, offers: Mapping[str, str]) -> str | None:
    """Short name of the most preferred of the offers, which stand by media type; None without."""
    for media in preferred(accept):
        if media in offers:
            return offers[media]
        if media.endswith("/*"):
            start = "" if media == "*/*" else media[:-1]
            fitting = next((name for one, name in offers.items() if one.startswith(start)), None)
            if fitting is not None:
                return fitting
    return None


def named(short: str) -> Choice:
    """The format of a short name or a media type, in which an unescaped plus may be a blank."""
    plain = short.strip().lower().partition(";")[0].replace(" ", "+")
    return Choice.named(TABLES.get(plain) or TRIPLES.get(plain) or plain)


@lru_cache(maxsize=512)
def choice(accept: str, short: str = "") -> Choice:
    """The format for a table and that for a graph; a short name or media type in ``short`` wins."""
    if short:
        return named(short)
    return Choice(best(accept, TABLES), best(accept, TRIPLES))
