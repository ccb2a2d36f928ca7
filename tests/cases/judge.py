"""Hand a case in over HTTP, and say in what the answer differs from what was expected."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import yaml
from tests.cases import KNOWN
from tests.cases.collect import MEDIA, WRITTEN, Case

ASIDE = {"eingabe", "ausnahme"}
"""Ids of what is said about the input and the exemption list; no rules, so not judged here."""


@dataclass(frozen=True)
class Answer:
    """What the service said: fields by rule."""

    verdict: str
    found: dict[str, list[str]]
    passed: frozenset[str]


def ask(url: str, case: Case) -> Answer:
    """The answer of a running service."""
    try:
        data = _post(f"{url}/api/v1/checks", case, case.body, case.media_type)
    except urllib.error.HTTPError as error:
        return Answer(f"{error.code}: {error.read().decode()[:300]}", {}, frozenset())
    found: dict[str, list[str]] = {}
    for finding in data["findings"]:
        if finding["rule"] not in ASIDE:
            found.setdefault(finding["rule"], []).append(finding["field"] or "")
    return Answer(data["verdict"], found, frozenset(data["passed"]))


def suggested(url: str, case: Case, draft: bytes) -> list[set[str]]:
    """Goals that the service suggests, best first, each by all that it may be called."""
    found = _post(f"{url}/api/v1/drafts/suggestions", case, draft, MEDIA[".json"])
    return [{one["id"], one["number"], one["label"]} for one in found["suggestions"]]


def as_draft(url: str, case: Case) -> bytes:
    """What the service reads from a document, as the JSON of a draft; a draft as it is."""
    if case.media_type == MEDIA[".json"]:
        return case.body
    read = _send(f"{url}/api/v1/drafts", case.body, case.media_type)
    return json.dumps(json.loads(read)["documents"][0]["draft"]).encode()


def as_document(url: str, case: Case, form: str) -> Case:
    """The same case with its draft written as a document by the service."""
    body = _send(f"{url}/api/v1/drafts/{form}", case.body, case.media_type)
    return replace(case, body=body, media_type=WRITTEN[form])


def alike(one: Answer, other: Answer) -> bool:
    """Both say the same: verdict, findings at the same fields, and what is met."""

    def findings(answer: Answer) -> list[tuple[str, list[str]]]:
        return sorted((rule, sorted(fields)) for rule, fields in answer.found.items())

    return (one.verdict, findings(one), one.passed) == (
        other.verdict,
        findings(other),
        other.passed,
    )


def _post(address: str, case: Case, body: bytes, media_type: str) -> dict[str, Any]:
    query = urllib.parse.urlencode({"city": case.city, "date": case.date})
    answer: dict[str, Any] = json.loads(_send(f"{address}?{query}", body, media_type))
    return answer


def _send(address: str, body: bytes, media_type: str) -> bytes:
    request = urllib.request.Request(address, body, {"Content-Type": media_type})
    with urllib.request.urlopen(request, timeout=60) as response:
        content: bytes = response.read()
    return content


def differences(case: Case, answer: Answer) -> list[str]:
    """``-rule``: missed; ``+rule``: not expected; others in words. Empty if all is as expected."""
    told = [] if answer.verdict == case.verdict else [f"verdict {answer.verdict}"]
    told += [f"-{rule}" for rule in sorted(case.expected.keys() - answer.found.keys())]
    told += [f"+{rule}" for rule in sorted(answer.found.keys() - case.expected.keys())]
    for rule in sorted(case.expected.keys() & answer.found.keys()):
        if not placed(case.expected[rule], answer.found[rule]):
            told.append(f"{rule} at {', '.join(answer.found[rule])}")
    told += [
        f"{rule} not passed"
        for rule in case.passed
        if rule not in answer.passed and rule not in answer.found
    ]
    return told


def placed(expected: list[str], found: list[str]) -> bool:
    """Every finding is at an expected field, and every expected field has one.

    A whole list and one of its entries are the same place.
    """

    def same(one: str, other: str) -> bool:
        return one == other or _within(one, other) or _within(other, one)

    return all(any(same(a, b) for b in found) for a in expected) and all(
        any(same(a, b) for a in expected) for b in found
    )


def _within(inner: str, outer: str) -> bool:
    return inner.startswith((f"{outer}[", f"{outer}."))


@cache
def known() -> dict[str, dict[str, Any]]:
    """Disagreements that stand, by case: ``differs`` and the ``reason``."""
    return yaml.safe_load(KNOWN.read_text("utf-8")) or {}
