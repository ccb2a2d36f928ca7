"""What a verification does in a reader: read the report, and repeat its check.

The report is foreign: nothing in it is believed before it is looked at.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import Any

from leitgraph.check.certificate import engines, journal_hash, stand
from leitgraph.check.check_payload import DraftPayload
from leitgraph.check.examine import examine
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.errors import BadData, Conflict
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Role
from leitgraph.store.host.job import Job, NoPayload, Out, ReaderContext
from leitgraph.store.host.reader import load_json
from leitgraph.store.rdf.layers import dataset_for
from leitgraph.store.views.rebuild import rebuilt

_NEEDED: dict[str, type | tuple[type, ...]] = {
    **dict.fromkeys(("rules", "ontology", "journal", "time", "today", "kommune", "sha256"), str),
    **dict.fromkeys(("city", "date", "media_type", "focus", "draft", "profile"), (str, type(None))),
    **{"graph_version": int, "engines": dict, "findings": dict, "view": str},
}


class RepeatPayload(DraftPayload, total=False):
    """What was asked, the state of the graph it was asked of, and what that is made from."""

    journal: str
    patches: list[Any]
    draft_bytes: int


def repeat(ctx: ReaderContext, payload: RepeatPayload, body: bytes, out: Out) -> None:
    """Job "repeat-check": payload as for "check", and ``journal``, the hash of the graph to use.

    With ``patches`` (see ``rebuild.Packed``) the body is the draft of ``draft_bytes``, then these.
    """
    draft = body
    if "patches" in payload:
        draft, packed = body[: payload["draft_bytes"]], body[payload["draft_bytes"] :]
        view = rebuilt(payload["patches"], packed)
        store = view.store_for_reader()
        default_graph, named_graphs = dataset_for(store, ctx.role)
        ctx = replace(
            ctx,
            store=store,
            version=view.version,
            default_graph=default_graph,
            named_graphs=named_graphs,
            public=None,
        )
    if journal_hash(ctx.store) != payload["journal"]:
        raise Conflict("Der Graph steht auf einem anderen Stand.", "The graph has moved on.")
    report = examine(ctx, payload, draft)
    out.head({"content_type": "application/json"})
    out.write(json.dumps(report_json.dump(report), ensure_ascii=False).encode())


REPEAT_CHECK = Job("repeat-check", RepeatPayload, repeat)


def read_report(ctx: ReaderContext, payload: NoPayload, body: bytes, out: Out) -> None:
    """Job "read-report": the certificate of a report in JSON, and what speaks against it."""
    data = load_json(body)
    certificate = data.get("certificate") if isinstance(data, dict) else None
    if not isinstance(certificate, dict) or not _sound(data, certificate):
        raise BadData(
            "Das ist kein Bericht mit Nachweis. Gelesen wird das JSON einer Prüfung, wie "
            "leitgraph check --format json es schreibt.",
            "This is no report with a certificate. What is read is the JSON of a check, as "
            "leitgraph check --format json writes it.",
        )
    now = stand(ctx, ctx.warm.get(RULEBOOK).digests, certificate["kommune"])
    found = {
        "certificate": certificate,
        "language": data["language"],
        "unchecked": [str(id_) for id_ in data.get("unchecked") or ()],
        "findings": [[str(f.get("rule")), str(f.get("message"))] for f in data["findings"]],
        "changed": _changed(data, certificate),
        "missing": _other_rules(certificate, now),
        "notes": _other_engines(certificate),
    }
    out.head({"content_type": "application/json"})
    out.write(json.dumps(found, ensure_ascii=False).encode())


READ_REPORT = Job("read-report", NoPayload, read_report)


def _sound(data: dict[str, Any], certificate: dict[str, Any]) -> bool:
    """True if all that is read further on is there and of its type."""
    if data.get("language") not in ("de", "en") or not isinstance(data.get("findings"), list):
        return False
    if not isinstance(data.get("unchecked") or [], list):
        return False
    kinds = all(isinstance(certificate.get(name), kind) for name, kind in _NEEDED.items())
    return (
        kinds
        and 0 < certificate["graph_version"] < 1 << 63
        and certificate["view"] in {role.value for role in Role}
        and all(isinstance(finding, dict) for finding in data["findings"])
        and re.fullmatch(r"[a-z0-9-]{0,100}", certificate["kommune"]) is not None
        and _is_day(certificate["today"])
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _changed(data: dict[str, Any], certificate: dict[str, Any]) -> list[list[str]]:
    judged = report_json.judgement_hash(data)
    if judged != certificate["findings"].get(data["language"]):
        return [
            [
                "Urteil oder Befunde sind nicht die, für die der Nachweis gilt.",
                "Verdict or findings are not those that the certificate is about.",
            ]
        ]
    if report_json.seal(data) != certificate["sha256"]:
        return [
            [
                "Der Bericht wurde nach der Prüfung verändert.",
                "The report was changed after the check.",
            ]
        ]
    return []


def _other_rules(certificate: dict[str, Any], now: dict[str, Any]) -> list[list[str]]:
    said = {
        "rules": ("Das Regelwerk ist", "The rules are"),
        "ontology": ("Die Ontologie ist", "The ontology is"),
        "profile": ("Das Profil der Stadt ist", "The profile of the city is"),
    }
    return [
        [
            f"{german} nicht mehr so, wie bei der Prüfung; ob das Ergebnis dasselbe wäre, lässt "
            "sich nicht sagen.",
            f"{english} not as at the check any more; whether the result would be the same cannot "
            "be told.",
        ]
        for name, (german, english) in said.items()
        if certificate[name] != now.get(name)
    ]


def _other_engines(certificate: dict[str, Any]) -> list[list[str]]:
    then, now = certificate["engines"], engines(certificate["media_type"])
    return [
        [
            f"{name}: damals {then.get(name, '–')}, jetzt {number}.",
            f"{name}: then {then.get(name, '–')}, now {number}.",
        ]
        for name, number in now.items()
        if then.get(name) != number
    ]
