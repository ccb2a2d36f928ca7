"""Repeat the check of a report on the graph as it stood, and say whether the answer is the same.

The report is read, and the check repeated, in a reader. The graph as it stood is that of now if it
has not moved on, else rebuilt from the journal into a store of its own.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from leitgraph.check.certificate import judgements
from leitgraph.check.verify.jobs import READ_REPORT, REPEAT_CHECK, RepeatPayload
from leitgraph.config import Settings
from leitgraph.errors import (
    BadInput,
    Busy,
    Conflict,
    Damaged,
    DeadlineExceeded,
    LeitgraphError,
    NotFound,
    OutOfMemory,
    TooLarge,
    UnsupportedMediaType,
)
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Principal, Report, Role, Text
from leitgraph.store.service import Graph
from leitgraph.store.views.rebuild import Packed, pack

SAME, OTHER, CHANGED, UNREPEATABLE = OUTCOMES = (
    "gleich",
    "ungleich",
    "veraendert",
    "nicht-wiederholbar",
)
"""The check repeated gives the same; gives another answer; report or draft is not the one that the
certificate speaks of; the check cannot be repeated here."""
PACKED_MB = 64
"""A journal of more (compressed) is not rebuilt for a verification."""
_HINDERED = (
    *(BadInput, Damaged, DeadlineExceeded, NotFound, OutOfMemory, TooLarge, UnsupportedMediaType),
)
_ASKED = ("city", "date", "today", "media_type", "focus")
_REBUILDING: WeakKeyDictionary[Graph, asyncio.Lock] = WeakKeyDictionary()


@dataclass(frozen=True)
class Verification:
    """What came of it, why, and how the findings differ: (rule, message) gone and new."""

    outcome: str
    reasons: tuple[Text, ...]
    certificate: dict[str, Any]
    gone: tuple[tuple[str, str], ...] = ()
    new: tuple[tuple[str, str], ...] = ()

    def as_dict(self, language: str = "de") -> dict[str, Any]:
        """The answer of ``POST /api/v1/checks/verify``."""
        return {
            "outcome": self.outcome,
            "reasons": [reason.get(language) for reason in self.reasons],
            "gone": [{"rule": rule, "message": message} for rule, message in self.gone],
            "new": [{"rule": rule, "message": message} for rule, message in self.new],
            "certificate": self.certificate,
        }


async def verify(
    graph: Graph, settings: Settings, report: bytes, draft: bytes, principal: Principal
) -> Verification:
    """``report``: the JSON of a check; ``draft``: what was checked, empty for one of the graph.

    ``BadData`` if the report is none, or bears no certificate.
    """
    most = settings.draft_mb << 20
    if max(len(report), len(draft)) > most:
        raise TooLarge(
            f"Bericht oder Entwurf ist größer als {settings.draft_mb} MB.",
            f"Report or draft is larger than {settings.draft_mb} MB.",
            limit_mb=settings.draft_mb,
        )
    answer = await graph.run(READ_REPORT({}), principal=principal, body=report)
    read = json.loads(await answer.read())
    certificate: dict[str, Any] = read["certificate"]
    notes = tuple(Text(*note) for note in read["notes"])
    changed = [Text(*reason) for reason in read["changed"]] + _other_draft(certificate, draft)
    if changed:
        return Verification(CHANGED, tuple(changed), certificate)
    missing = [Text(*reason) for reason in read["missing"]]
    missing += _no_draft(certificate, draft) + _not_allowed(certificate, principal)
    missing += await _other_journal(graph, certificate)
    if missing:
        return Verification(UNREPEATABLE, (*missing, *notes), certificate)
    try:
        again = await _repeat(graph, certificate, draft, principal)
    except _HINDERED as error:
        return Verification(
            UNREPEATABLE, (Text(error.detail, error.detail_en), *notes), certificate
        )
    return _compared(again, read, notes)


def _compared(again: Report, read: dict[str, Any], notes: tuple[Text, ...]) -> Verification:
    certificate = read["certificate"]
    if judgements(again) == certificate["findings"]:
        same = Text(
            "Die wiederholte Prüfung kommt zum selben Ergebnis.",
            "The check repeated comes to the same result.",
        )
        return Verification(SAME, (same, *notes), certificate)
    unchecked = sorted({*read["unchecked"], *again.facts.get("unchecked", ())})
    if unchecked:
        rules = ", ".join(unchecked)
        reason = Text(
            f"Damals oder jetzt konnten diese Regeln nicht geprüft werden: {rules}.",
            f"These rules could not be checked then or now: {rules}.",
        )
        return Verification(UNREPEATABLE, (reason, *notes), certificate)
    now = report_json.answer(again, read["language"])
    found = {(f["rule"], f["message"]) for f in now["findings"]}
    before = {(rule, message) for rule, message in read["findings"]}
    reason = Text(
        "Die wiederholte Prüfung kommt zu einem anderen Ergebnis "
        f"(damals „{certificate['verdict']}“, jetzt „{again.verdict.value}“).",
        "The check repeated comes to another result "
        f"(then “{certificate['verdict']}”, now “{again.verdict.value}”).",
    )
    gone, new = tuple(sorted(before - found)), tuple(sorted(found - before))
    return Verification(OTHER, (reason, *notes), certificate, gone, new)


async def _repeat(
    graph: Graph, certificate: dict[str, Any], draft: bytes, principal: Principal
) -> Report:
    """The report of now on the graph of then."""
    who = Principal(Role(certificate["view"]), principal.name)
    payload: RepeatPayload = {
        "city": certificate["city"],
        "date": certificate["date"],
        "today": certificate["today"],
        "media_type": certificate["media_type"],
        "focus": certificate["focus"],
        "journal": certificate["journal"],
    }
    if certificate["graph_version"] == graph.version:
        try:
            return await _ask(graph, payload, draft, who)
        except Conflict:
            pass  # somebody wrote in between
    async with _alone(graph):
        packed: Packed = await asyncio.to_thread(
            pack, graph.journal, certificate["graph_version"], PACKED_MB << 20
        )
        stand: RepeatPayload = {"patches": packed.sizes, "draft_bytes": len(draft)}
        return await _ask(graph, {**payload, **stand}, draft + packed.data, who)


@asynccontextmanager
async def _alone(graph: Graph) -> AsyncIterator[None]:
    """One rebuild at a time: each takes the memory of a whole graph. ``Busy`` after a wait."""
    lock = _REBUILDING.setdefault(graph, asyncio.Lock())
    try:
        async with asyncio.timeout(graph.settings.queue_seconds):
            await lock.acquire()
    except TimeoutError:
        raise Busy(
            "Es wird gerade ein früherer Stand des Graphen aufgebaut; bitte später wiederholen.",
            "An earlier state of the graph is being rebuilt; please repeat later.",
            retry_after=10,
        ) from None
    try:
        yield
    finally:
        lock.release()


async def _ask(graph: Graph, payload: RepeatPayload, body: bytes, who: Principal) -> Report:
    answer = await graph.run(REPEAT_CHECK(payload), principal=who, body=body)
    return report_json.load(json.loads(await answer.read()))


def _other_draft(certificate: dict[str, Any], draft: bytes) -> list[Text]:
    if not draft or hashlib.sha256(draft).hexdigest() == certificate["draft"]:
        return []
    return [
        Text(
            "Der Entwurf ist nicht der, der geprüft wurde.",
            "The draft is not the one that was checked.",
        )
    ]


def _no_draft(certificate: dict[str, Any], draft: bytes) -> list[Text]:
    if draft or certificate["draft"] is None:
        return []
    return [
        Text(
            "Der Bericht selbst ist unverändert. Um die Prüfung zu wiederholen, fehlt der Entwurf.",
            "The report itself is unchanged. To repeat the check, the draft is needed.",
        )
    ]


def _not_allowed(certificate: dict[str, Any], principal: Principal) -> list[Text]:
    if certificate["view"] == Role.PUBLIC.value or principal.role is Role.ADMIN:
        return []
    return [
        Text(
            "Geprüft wurde auch mit nichtöffentlichen Angaben; wiederholen können das nur "
            "Berechtigte.",
            "The check also read what is not public; only admins can repeat it.",
        )
    ]


async def _other_journal(graph: Graph, certificate: dict[str, Any]) -> list[Text]:
    number = certificate["graph_version"]
    try:
        known = await asyncio.to_thread(graph.journal.hash_at, number)
    except LeitgraphError as error:
        return [Text(error.detail, error.detail_en)]
    if known == certificate["journal"]:
        return []
    return [
        Text(
            f"Der Stand {number} dieses Graphen ist ein anderer als der, auf dem geprüft wurde.",
            f"Version {number} of this graph is another than the one that was checked on.",
        )
        if known is not None
        else Text(
            f"Den Stand {number}, auf dem geprüft wurde, gibt es in diesem Graphen nicht.",
            f"This graph has no version {number}, on which the check was made.",
        )
    ]
