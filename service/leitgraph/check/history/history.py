"""The checks of a Vorlage, kept: what was found when, with which graph and rules.

What is kept, and who may read it: a check of a Vorlage of the graph, in the view of the public, for
all who see that Vorlage; a check of a kept draft for whoever knows its id; what an administrator
checks for administrators. A draft that somebody only shows is not kept. It is no fact of the graph
and stands in a database of its own in the data directory, in no journal and in no backup.

The same check again, with the same answer on the same graph, is counted and not kept twice.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from leitgraph.check.history.entry import CHECK, METADATA, Check, check_of
from leitgraph.check.history.progress import dump_seen, seen_of
from leitgraph.config import Settings
from leitgraph.errors import StorageFull
from leitgraph.model import Principal, Report, Role

PER_PAPER = 100
"""Checks kept of one Vorlage or draft; the oldest go first."""
OF_GRAPH, OF_DRAFT = "graph", "entwurf"
_LOG = logging.getLogger("leitgraph.history")
_SAME = (
    *("origin", "view", "date", "draft", "verdict", "findings", "unchecked"),
    *("graph_version", "rules", "profile"),
)
_LONG = 300


class History:
    """The checks of one data directory; safe to use from several threads and processes."""

    def __init__(self, folder: Path, days: int, most: int, draft_days: int) -> None:
        """``days``: kept so long (0: none is kept), those of drafts ``draft_days`` at most."""
        self._path = folder / "history.sqlite"
        self._days = days
        self._most = most
        self._draft_days = min(days, draft_days)
        self._engine: sa.Engine | None = None

    @classmethod
    def of(cls, settings: Settings) -> History:
        """The one that the settings say."""
        return cls(settings.data, settings.history_days, settings.history_max, settings.drafts_days)

    @property
    def kept(self) -> bool:
        """True if checks are kept here at all."""
        return self._days > 0 and self._most > 0

    async def remember(
        self, reports: Sequence[Report], principal: Principal, draft: str = ""
    ) -> None:
        """Keep what is to be kept of these checks. A failure is logged: the answers stand.

        ``draft``: id of the kept draft that was checked.
        """
        rows = [row for report in reports if (row := _row(report, principal, draft)) is not None]
        if not rows or not self.kept:
            return
        try:
            await asyncio.to_thread(self.add, rows)
        except StorageFull as error:
            _LOG.warning("%s", error.detail)

    def add(self, rows: Sequence[dict[str, Any]]) -> None:
        """Keep checks, as ``_row`` tells them; on disk when this returns."""
        with self._begin() as connection:
            for row in rows:
                self._add(connection, row)
            count = connection.scalar(sa.select(sa.func.count()).select_from(CHECK)) or 0
            if count > self._most:
                oldest = sa.select(CHECK.c.number).order_by(CHECK.c.last, CHECK.c.number)
                gone = oldest.limit(count - self._most)
                connection.execute(sa.delete(CHECK).where(CHECK.c.number.in_(gone)))

    def of_paper(self, city: str, iri: str, kennung: str, principal: Principal) -> list[Check]:
        """Checks of a Vorlage, newest first: in the graph, and for admins also as a draft.

        Whether the asker sees the Vorlage is the caller's to know.
        """
        wanted = CHECK.c.subject == _subject(iri)
        if principal.role is Role.ADMIN:
            if kennung:
                wanted |= (CHECK.c.city == city) & (CHECK.c.kennung == kennung)
        else:
            wanted &= (CHECK.c.origin == OF_GRAPH) & (CHECK.c.view == Role.PUBLIC.value)
        return self._found(wanted)

    def of_draft(self, id_: str) -> list[Check]:
        """Checks of a kept draft by its id, newest first."""
        return self._found(CHECK.c.subject == _subject(f"{OF_DRAFT}:{id_}"))

    def forget(self, id_: str) -> None:
        """Delete the checks of a kept draft."""
        if self._path.exists():
            with self._begin() as connection:
                subject = _subject(f"{OF_DRAFT}:{id_}")
                connection.execute(sa.delete(CHECK).where(CHECK.c.subject == subject))

    def tidy(self) -> None:
        """Delete what has expired; every other call does so too."""
        if self._path.exists():
            with self._begin():
                pass

    def _add(self, connection: sa.Connection, row: dict[str, Any]) -> None:
        of_this = sa.select(CHECK).where(CHECK.c.subject == row["subject"])
        newest = connection.execute(of_this.order_by(CHECK.c.number.desc()).limit(1)).first()
        if newest is not None and all(getattr(newest, name) == row[name] for name in _SAME):
            again = {"last": row["last"], "times": newest.times + 1}
            connection.execute(
                sa.update(CHECK).where(CHECK.c.number == newest.number).values(**again)
            )
            return
        connection.execute(sa.insert(CHECK).values(**row))
        numbers = sa.select(CHECK.c.number).where(CHECK.c.subject == row["subject"])
        late = numbers.order_by(CHECK.c.number.desc()).limit(-1).offset(PER_PAPER)
        connection.execute(sa.delete(CHECK).where(CHECK.c.number.in_(late)))

    def _found(self, wanted: sa.ColumnElement[bool]) -> list[Check]:
        if not self._path.exists():
            return []
        query = sa.select(CHECK).where(wanted).order_by(CHECK.c.number.desc()).limit(PER_PAPER)
        with self._begin() as connection:
            return [check_of(row) for row in connection.execute(query)]

    @contextlib.contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        """A transaction, after what has expired is gone."""
        try:
            with self._connect().begin() as connection:
                now = datetime.now(UTC).replace(tzinfo=None)
                expired = CHECK.c.last <= now - timedelta(days=self._days)
                of_draft = (CHECK.c.origin == OF_DRAFT) & (
                    CHECK.c.last <= now - timedelta(days=self._draft_days)
                )
                connection.execute(sa.delete(CHECK).where(expired | of_draft))
                yield connection
        except (OSError, sa.exc.OperationalError) as error:
            raise StorageFull(
                "Der Verlauf der Prüfungen ließ sich nicht speichern oder lesen: Der Datenträger "
                "ist voll, beschäftigt oder nicht beschreibbar.",
                "The history of checks could not be kept or read: the disk is full, busy or "
                "read-only.",
            ) from error

    def _connect(self) -> sa.Engine:
        if self._engine is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.touch(mode=0o600)  # checks may be about what is not public
            engine = sa.create_engine(
                f"sqlite:///{self._path}",
                poolclass=sa.pool.NullPool,
                connect_args={"timeout": 10},
            )
            sa.event.listen(engine, "connect", _careful)
            sa.event.listen(engine, "begin", _at_once)
            METADATA.create_all(engine)
            self._engine = engine
        return self._engine


def _careful(connection: Any, _: object) -> None:
    # The driver is not to begin transactions by itself: a look and what follows it are one.
    connection.isolation_level = None
    connection.execute("PRAGMA secure_delete = ON")


def _at_once(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _subject(name: str) -> str:
    """What stands for a Vorlage or a draft: from it nobody learns the id of a draft."""
    return hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()


def _row(report: Report, principal: Principal, draft: str) -> dict[str, Any] | None:
    """What is kept of a check; None if nothing is."""
    said = report.facts.get("certificate")
    if not said:
        return None
    kennung = str(report.facts.get("kennung") or "")[:_LONG]
    admin = principal.role is Role.ADMIN
    if draft:
        name = f"{OF_DRAFT}:{draft}"
    elif said["draft"] is None and (admin or not said.get("date")):
        # What anybody asks of another day is a supposition, and there are too many days.
        name = report.focus
    elif said["draft"] is not None and admin and kennung:
        name = f"{said['kommune']}/{kennung}"
    else:
        return None
    now = datetime.fromisoformat(said["time"]).astimezone(UTC).replace(tzinfo=None)
    return {
        "subject": _subject(name),
        "origin": OF_GRAPH if said["draft"] is None else OF_DRAFT,
        "view": principal.role.value,
        "city": said["kommune"],
        "kennung": kennung,
        "title": str(report.facts.get("title") or "")[:_LONG],
        "first": now,
        "last": now,
        "times": 1,
        "date": report.date,
        "draft": said["draft"] or "",
        "verdict": report.verdict.value,
        "findings": json.dumps(dump_seen(seen_of(report)), ensure_ascii=False),
        "unchecked": json.dumps(list(report.facts.get("unchecked", ()))),
        "graph_version": report.graph_version,
        "rules": said.get("rules") or "",
        "profile": said.get("profile") or "",
    }
