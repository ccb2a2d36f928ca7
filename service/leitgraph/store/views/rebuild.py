"""The graph as it once stood: the journal's patches up to a number, made into a store of their own.

``pack`` reads them where the journal is, as they are stored and with their chain of hashes
verified; ``rebuilt`` makes the view of them in a reader, which has no journal.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from leitgraph.errors import BadData, NotFound, TooLarge
from leitgraph.model import Patch
from leitgraph.store.journal import file
from leitgraph.store.journal.journal import GENESIS, Journal, damaged
from leitgraph.store.views.memory import MemoryView


@dataclass(frozen=True)
class Packed:
    """Patches from the first on. ``sizes``: for each its hash, and bytes added and removed."""

    sizes: list[tuple[str, int, int]]
    data: bytes


def pack(journal: Journal, until: int, most: int) -> Packed:
    """The patches 1 to ``until``. ``TooLarge`` beyond ``most`` bytes, ``NotFound`` without them."""
    sizes: list[tuple[str, int, int]] = []
    parts: list[bytes] = []
    chain, total = GENESIS, 0
    query = sa.select(file.PATCH).where(file.PATCH.c.number <= until).order_by(file.PATCH.c.number)
    with journal.engine().connect() as connection:
        for row in connection.execution_options(yield_per=20).execute(query):
            chain = file.chain_hash(chain, dict(row._mapping))
            if chain != row.hash or row.number != len(sizes) + 1:
                raise damaged(
                    f"Patch {row.number} passt nicht zu seiner Prüfsumme",
                    f"patch {row.number} does not match its checksum",
                    number=row.number,
                )
            total += len(row.added) + len(row.removed)
            if total > most:
                raise TooLarge(
                    f"Das Journal bis Stand {until} ist größer als {most >> 20} MB.",
                    f"The journal up to version {until} is larger than {most >> 20} MB.",
                    limit_mb=most >> 20,
                )
            sizes.append((chain, len(row.added), len(row.removed)))
            parts += [row.added, row.removed]
    if len(sizes) != until:
        raise NotFound(
            f"Stand {until} gibt es in diesem Journal nicht; es endet bei {len(sizes)}.",
            f"There is no version {until} in this journal; it ends at {len(sizes)}.",
        )
    return Packed(sizes, b"".join(parts))


def rebuilt(sizes: Sequence[tuple[str, int, int]], data: bytes) -> MemoryView:
    """A view of its own that holds these patches and all that follows from them."""
    view = MemoryView(Path())
    view.replay(_patches(sizes, data))
    return view


def _patches(sizes: Sequence[tuple[str, int, int]], data: bytes) -> Iterator[Patch]:
    place = 0
    for number, (chain, added, removed) in enumerate(sizes, start=1):
        end = place + added
        try:
            yield Patch(
                added=zlib.decompress(data[place:end]),
                removed=zlib.decompress(data[end : end + removed]),
                actor="",
                reason="",
                number=number,
                hash=chain,
            )
        except zlib.error as error:
            raise BadData(f"Patch {number} ist nicht lesbar.", f"Patch {number}.") from error
        place = end + removed
