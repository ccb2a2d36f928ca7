"""What is told where a check cannot be repeated, or a report is no report."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from tests.check.verify.certified import OUTDATED, answer, checked, resealed, verified

from leitgraph.check.verify.verify import (
    CHANGED,
    SAME,
    UNREPEATABLE,
    Verification,
)
from leitgraph.errors import BadData, BadInput, TooLarge
from leitgraph.model import Principal, Role

if TYPE_CHECKING:
    from tests.conftest import Service


ADMIN = Principal(Role.ADMIN, "leitung")


def reasons(found: Verification) -> str:
    return " ".join(reason.de for reason in found.reasons)


# ---- changed reports


def _message(report: dict[str, Any]) -> None:
    report["findings"][0]["message"] += " Das ist nicht schlimm."


def _fewer(report: dict[str, Any]) -> None:
    report["findings"].pop()


def _verdict(report: dict[str, Any]) -> None:
    report["verdict"] = "konform"


def _title(report: dict[str, Any]) -> None:
    report["title"] = "Eine andere Vorlage"


def _time(report: dict[str, Any]) -> None:
    report["certificate"]["time"] = "2020-01-01T00:00:00+00:00"


def _version(report: dict[str, Any]) -> None:
    report["certificate"]["graph_version"] -= 1


@pytest.mark.parametrize("edit", [_message, _fewer, _verdict, _title, _time, _version])
def test_a_report_that_was_edited_is_refused(
    service: Service, edit: Callable[[dict[str, Any]], None]
) -> None:
    report = answer(checked(service, OUTDATED))
    edit(report)
    found = verified(service, report, OUTDATED)
    assert found.outcome == CHANGED
    assert len(found.reasons) == 1


def test_another_draft_is_refused(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    found = verified(service, report, OUTDATED + b" ")
    assert found.outcome == CHANGED
    assert reasons(found) == "Der Entwurf ist nicht der, der geprüft wurde."


# ---- what cannot be repeated


def test_without_the_draft_the_check_cannot_be_repeated(service: Service) -> None:
    found = verified(service, answer(checked(service, OUTDATED)))
    assert found.outcome == UNREPEATABLE
    assert "Der Bericht selbst ist unverändert" in reasons(found)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("rules", "0" * 64, "Das Regelwerk ist nicht mehr so"),
        ("ontology", "0" * 64, "Die Ontologie ist nicht mehr so"),
        ("profile", "0" * 64, "Das Profil der Stadt ist nicht mehr so"),
        ("journal", "0" * 64, "ist ein anderer als der, auf dem geprüft wurde"),
        ("graph_version", 99_999, "gibt es in diesem Graphen nicht"),
    ],
)
def test_where_rules_or_graph_are_others_nothing_is_claimed(
    service: Service, name: str, value: Any, said: str
) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"][name] = value
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == UNREPEATABLE
    assert said in reasons(found)


def test_changed_rule_files_are_told_by_a_service_that_has_read_them(
    service: Service, service_with: Callable[..., Service]
) -> None:
    report = answer(checked(service, OUTDATED))
    rule = service.settings.content_dir("shapes") / "rules" / "zielbezug" / "zb-001.ttl"
    text = rule.read_text("utf-8")
    rule.write_text(text + "# geändert\n", "utf-8")
    try:
        other = service_with(content=service.settings.content)
        found = verified(other, report, OUTDATED)
    finally:
        rule.write_text(text, "utf-8")
    assert found.outcome == UNREPEATABLE
    assert "Das Regelwerk ist nicht mehr so" in reasons(found)


def test_other_programs_are_told_beside_the_result(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"]["engines"]["pyshacl"] = "0.1"
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == SAME
    assert "pyshacl: damals 0.1, jetzt " in reasons(found)


def test_what_an_admin_saw_the_public_cannot_repeat(service: Service) -> None:
    report = answer(checked(service, OUTDATED, who=ADMIN))
    assert report["certificate"]["view"] == "admin"
    assert verified(service, report, OUTDATED, ADMIN).outcome == SAME
    found = verified(service, report, OUTDATED)
    assert found.outcome == UNREPEATABLE
    assert "nur Berechtigte" in reasons(found)


# ---- what is no report


@pytest.mark.parametrize("name", ["city", "media_type", "focus", "date"])
def test_what_a_reader_refuses_cannot_be_repeated(service: Service, name: str) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"][name] = "ganz/anders"
    found = verified(service, resealed(report), OUTDATED)
    assert found.outcome == (SAME if name == "focus" else UNREPEATABLE)


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{}", b'"x"', b'{"certificate": {}}', b'{"certificate": 1, "findings": []}'],
)
def test_what_is_no_report_with_a_certificate_is_said_to_be_none(
    service: Service, body: bytes
) -> None:
    with pytest.raises(BadData, match="kein Bericht mit Nachweis"):
        verified(service, body, OUTDATED)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("language", {}), ("language", []), ("unchecked", 5), ("unchecked", "fi-001")],
)
def test_a_report_with_a_field_of_another_kind_is_said_to_be_none(
    service: Service, name: str, wrong: object
) -> None:
    report = answer(checked(service, OUTDATED))
    report[name] = wrong
    with pytest.raises(BadData, match="kein Bericht mit Nachweis"):
        verified(service, report, OUTDATED)


def test_a_version_that_no_journal_can_have_is_said_to_be_none(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    report["certificate"]["graph_version"] = 1 << 63
    with pytest.raises(BadData, match="kein Bericht mit Nachweis"):
        verified(service, resealed(report), OUTDATED)


def test_every_field_of_a_certificate_may_be_missing_or_wrong(service: Service) -> None:
    report = answer(checked(service, OUTDATED))
    names = sorted(set(report["certificate"]) - {"draft_bytes", "verdict"})
    assert len(names) > 10
    for name in names:
        wrongs: tuple[object, ...] = (None, [], {"a": 1}, -1)
        for wrong in wrongs:
            if report["certificate"][name] == wrong:
                continue
            spoiled = copy.deepcopy(report)
            spoiled["certificate"][name] = wrong
            try:
                found = verified(service, spoiled, OUTDATED)
            except BadData:
                continue
            assert found.outcome == CHANGED, (name, wrong)


def test_broken_json_deep_json_and_too_much_are_told(service: Service) -> None:
    with pytest.raises(BadInput, match="JSON"):
        verified(service, b"{")
    with pytest.raises(BadInput, match=r"verschachtelt|JSON"):
        verified(service, b"[" * 100_000)
    with pytest.raises(TooLarge, match="1 MB"):
        verified(service, b" " * (2 << 20))
