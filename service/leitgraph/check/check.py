"""Check a Vorlage, a draft or one in the graph, against the rules.

The job runs in a reader (``examine``). A rule that runs too long there is found by asking for each
rule alone; it could not be checked, which is neither a pass nor an accusation.
"""

from __future__ import annotations

import json
from dataclasses import replace

from leitgraph.catalog.rules import rules_of
from leitgraph.check.certificate import certified, stand
from leitgraph.check.check_payload import DraftPayload, payload_of
from leitgraph.check.conclusion import conclude
from leitgraph.check.examine import examine
from leitgraph.check.report import EXEMPT, INPUT, unchecked
from leitgraph.check.rulebook import RULEBOOK
from leitgraph.config import Settings
from leitgraph.errors import Busy, DeadlineExceeded, OutOfMemory
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Principal, Report
from leitgraph.store.host.job import Job, Out, ReaderContext
from leitgraph.store.service import Graph

RULE_SECONDS = 2.0
"""Deadline of one rule alone, after all together ran too long."""
_BROKE_DOWN = (DeadlineExceeded, OutOfMemory)


def job(ctx: ReaderContext, payload: DraftPayload, body: bytes, out: Out) -> None:
    """Job "check": payload ``city``, ``date``, ``media_type``, ``focus``, ``rules`` (ids)."""
    report = examine(ctx, payload, body)
    report.facts["stand"] = stand(ctx, ctx.warm.get(RULEBOOK).digests, report.facts["city"])
    out.head({"content_type": "application/json", "verdict": report.verdict.value})
    out.write(json.dumps(report_json.dump(report), ensure_ascii=False).encode())


CHECK = Job("check", DraftPayload, job)


async def check_report(
    graph: Graph,
    settings: Settings,
    body: bytes,
    media_type: str,
    city: str,
    day: str | None,
    principal: Principal,
    focus: str | None = None,
) -> Report:
    """The report in both languages, made in a reader; rule by rule if one breaks down."""
    payload = payload_of(settings, body, media_type, city, day, focus)
    try:
        report = await _ask(graph, payload, body, principal, None)
    except _BROKE_DOWN:
        report = await _one_by_one(graph, settings, payload, body, principal)
    return certified(report, {**payload, "view": principal.role.value}, body)


async def _ask(
    graph: Graph,
    payload: DraftPayload,
    body: bytes,
    principal: Principal,
    deadline: float | None,
) -> Report:
    answer = await graph.run(CHECK(payload), principal=principal, body=body, deadline=deadline)
    return report_json.load(json.loads(await answer.read()))


async def _one_by_one(
    graph: Graph, settings: Settings, payload: DraftPayload, body: bytes, principal: Principal
) -> Report:
    """Each rule in a question of its own; what breaks down there could not be checked."""
    whole = await _ask(graph, {**payload, "rules": []}, body, principal, None)
    rules = rules_of(settings).rules
    findings = list(whole.findings)
    passed: list[str] = []
    failed: list[str] = []
    open_: dict[str, tuple[str, ...]] = {}
    not_relevant = False
    for id_ in rules:
        try:
            part = await _ask(graph, {**payload, "rules": [id_]}, body, principal, RULE_SECONDS)
        except (*_BROKE_DOWN, Busy):
            failed.append(id_)
            findings.append(unchecked(rules[id_], whole.focus))
            continue
        if part.graph_version != whole.graph_version:
            raise Busy(
                "Der Graph wurde während der Prüfung geändert; bitte wiederholen.",
                "The graph was changed during the check; please repeat.",
                retry_after=1,
            )
        findings += [f for f in part.findings if f.rule not in (INPUT, EXEMPT)]
        known = {f.message for f in findings if f.asks}
        findings += [f for f in part.findings if f.asks and f.message not in known]
        open_ |= {one["rule"]: tuple(one["fields"]) for one in part.facts["open"]}
        passed += part.passed
        not_relevant = not_relevant or part.facts["not_relevant"]
    end = conclude(findings, rules, failed, not_relevant, whole.facts["profile"]["stage"], open_)
    return replace(
        whole,
        verdict=end.verdict,
        findings=end.findings,
        passed=tuple(passed),
        facts=whole.facts | end.facts,
    )
