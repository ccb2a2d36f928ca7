"""Checks with their certificates, and certificates that were changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from leitgraph.check import check
from leitgraph.check.verify.verify import (
    Verification,
    verify,
)
from leitgraph.config import Settings
from leitgraph.exporters.reports import json as report_json
from leitgraph.model import Principal, Report

if TYPE_CHECKING:
    from tests.conftest import Service


CONTENT = Settings().content_dir("data").parent
DEMO = CONTENT / "data" / "demo" / "vorlagen"
OUTDATED = (DEMO / "07-veraltetes-ziel.json").read_bytes()
JSON = "application/json"


def checked(
    service: Service, body: bytes, media: str = JSON, who: Principal | None = None, **more: Any
) -> Report:
    city, day = more.get("city", "musterstadt"), more.get("date")
    call = (service.graph, service.settings, body, media, city, day, who or Principal())
    return service.run(check.check_report(*call, more.get("focus")))


def answer(report: Report, language: str = "de") -> dict[str, Any]:
    """The report as a program gets it, read back from its text."""
    text = json.dumps(report_json.answer(report, language), ensure_ascii=False, indent=2)
    read: dict[str, Any] = json.loads(text)
    return read


def verified(
    service: Service, report: Any, draft: bytes = b"", who: Principal | None = None
) -> Verification:
    body = report if isinstance(report, bytes) else json.dumps(report).encode()
    return service.run(verify(service.graph, service.settings, body, draft, who or Principal()))


def resealed(report: dict[str, Any]) -> dict[str, Any]:
    """As somebody would who knows how hashes are made."""
    report["certificate"]["findings"][report["language"]] = report_json.judgement_hash(report)
    report["certificate"]["sha256"] = report_json.seal(report)
    return report
