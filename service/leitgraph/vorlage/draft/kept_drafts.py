"""Drafts of the form, kept until they expire: whoever knows a draft's id may take it up again.

A draft is no fact of the graph. It stands in a database of its own in the data directory, in no
journal and in no backup, and is gone when it is deleted (``secure_delete`` overwrites its pages).
The id is 144 random bits, so nobody finds a draft by guessing.
"""

from __future__ import annotations

import contextlib
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlalchemy as sa

from leitgraph.errors import Conflict, NotFound, StorageFull, TooLarge

MAX_BYTES = 1 << 20
"""Size of one draft at most, with what travels with it."""
_ID = re.compile(r"[A-Za-z0-9_-]{24}")
_META = sa.MetaData()
_TABLE = sa.Table(
    "draft",
    _META,
    sa.Column("id", sa.String(24), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("changed", sa.DateTime, nullable=False, index=True),
)


@dataclass(frozen=True)
class Kept:
    """A draft as it was saved last. ``changed`` and ``expires`` are UTC."""

    id: str
    content: str
    revision: int
    changed: datetime
    expires: datetime


class Drafts:
    """The drafts of one data directory; safe to use from several threads."""

    def __init__(self, folder: Path, days: int, most: int) -> None:
        """``days``: kept so long after the last change (0: none is kept); ``most``: how many."""
        self._path = folder / "drafts.sqlite"
        self._days = days
        self._most = most
        self._engine: sa.Engine | None = None

    @property
    def kept(self) -> bool:
        """True if drafts are kept here at all."""
        return self._days > 0 and self._most > 0

    @property
    def days(self) -> int:
        """So many days after the last change a draft is deleted."""
        return self._days

    def add(self, content: str) -> Kept:
        """Keep a new draft. ``StorageFull`` if there are as many as may be, or no room on disk."""
        self._check(content)
        new = Kept(secrets.token_urlsafe(18), content, 1, *self._times())
        with self._begin() as connection:
            count = connection.scalar(sa.select(sa.func.count()).select_from(_TABLE)) or 0
            if not self.kept or count >= self._most:
                # Another's draft is never given up for a new one.
                raise StorageFull(
                    "Hier lassen sich gerade keine weiteren Entwürfe speichern. Laden Sie den "
                    "Entwurf als Datei herunter; sie füllt das Formular später wieder.",
                    "No more drafts can be kept here at the moment. Download the draft as a file; "
                    "it fills the form again later.",
                )
            connection.execute(sa.insert(_TABLE).values(**_row(new)))
        return new

    def save(self, id_: str, content: str, revision: int) -> Kept:
        """Replace a draft by its next revision. ``Conflict`` if it is no longer ``revision``."""
        self._check(content)
        new = Kept(id_, content, revision + 1, *self._times())
        with self._begin() as connection:
            known = connection.scalar(sa.select(_TABLE.c.revision).where(_TABLE.c.id == id_))
            if known is None:
                raise _unknown(self._days)
            if known != revision:
                raise Conflict(
                    "Der gespeicherte Entwurf wurde inzwischen an anderer Stelle geändert; hier "
                    "wurde nichts überschrieben. Was Sie sehen, lässt sich als neuer Entwurf "
                    "speichern.",
                    "The kept draft has been changed elsewhere in the meantime; nothing was "
                    "overwritten here. What you see can be kept as a new draft.",
                )
            connection.execute(sa.update(_TABLE).where(_TABLE.c.id == id_).values(**_row(new)))
        return new

    def get(self, id_: str) -> Kept:
        """The draft. ``NotFound`` if there is none, or none any more."""
        if not _ID.fullmatch(id_):
            raise _unknown(self._days)
        with self._begin() as connection:
            row = connection.execute(sa.select(_TABLE).where(_TABLE.c.id == id_)).first()
        if row is None:
            raise _unknown(self._days)
        changed = row.changed.replace(tzinfo=UTC)
        return Kept(row.id, row.content, row.revision, changed, changed + self._span())

    def delete(self, id_: str) -> None:
        """Forget the draft, if there is one."""
        with self._begin() as connection:
            connection.execute(sa.delete(_TABLE).where(_TABLE.c.id == id_))

    def tidy(self) -> None:
        """Delete what has expired; every other call does so too."""
        if self._path.exists():
            with self._begin():
                pass

    def _check(self, content: str) -> None:
        if len(content.encode()) > MAX_BYTES:
            raise TooLarge(
                f"Der Entwurf ist zu groß, um gespeichert zu werden (höchstens "
                f"{MAX_BYTES >> 20} MB).",
                f"The draft is too large to be kept (at most {MAX_BYTES >> 20} MB).",
                limit=MAX_BYTES,
            )

    def _span(self) -> timedelta:
        return timedelta(days=self._days)

    def _times(self) -> tuple[datetime, datetime]:
        now = datetime.now(UTC)
        return now, now + self._span()

    @contextlib.contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        """A transaction, after what has expired is gone."""
        try:
            with self._connect().begin() as connection:
                oldest = datetime.now(UTC).replace(tzinfo=None) - self._span()
                connection.execute(sa.delete(_TABLE).where(_TABLE.c.changed <= oldest))
                yield connection
        except (OSError, sa.exc.OperationalError) as error:
            raise StorageFull(
                "Der Entwurf ließ sich nicht speichern oder lesen: Der Datenträger ist voll, "
                "beschäftigt oder nicht beschreibbar.",
                "The draft could not be kept or read: the disk is full, busy or read-only.",
            ) from error

    def _connect(self) -> sa.Engine:
        if self._engine is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)  # drafts may be about what is not public
            engine = sa.create_engine(f"sqlite:///{self._path}", poolclass=sa.pool.NullPool)
            sa.event.listen(engine, "connect", _careful)
            sa.event.listen(engine, "begin", _at_once)
            _META.create_all(engine)
            self._engine = engine
        return self._engine


def _careful(connection: object, _: object) -> None:
    # The driver is not to begin transactions by itself: a count and what follows it are one.
    connection.isolation_level = None  # type: ignore[attr-defined]
    connection.execute("PRAGMA secure_delete = ON")  # type: ignore[attr-defined]


def _at_once(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _row(kept: Kept) -> dict[str, object]:
    return {
        "id": kept.id,
        "content": kept.content,
        "revision": kept.revision,
        "changed": kept.changed.replace(tzinfo=None),
    }


def _unknown(days: int) -> NotFound:
    return NotFound(
        "Diesen gespeicherten Entwurf gibt es nicht oder nicht mehr; Entwürfe werden "
        f"{days} Tage nach der letzten Änderung gelöscht.",
        f"There is no such kept draft, or no longer; drafts are deleted {days} days after "
        "their last change.",
    )
