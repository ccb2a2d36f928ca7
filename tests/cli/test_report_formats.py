"""check --format: every format to a file or to standard output, with the same exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.shell import Shell

DRAFT = Path(__file__).parents[2] / "data" / "demo" / "vorlagen" / "07-veraltetes-ziel.json"
BEGINNINGS = {
    "csv": b"\xef\xbb\xbfRegel;Schwere;Meldung",
    "docx": b"PK\x03\x04",
    "json": b'{\n  "verdict": "klaerungsbeduerftig"',
    "junit": b"<?xml version='1.0' encoding='utf-8'?>\n<testsuites",
    "oparl": b'{\n  "id": "https://w3id.org/insek/id/musterstadt/vorlage/v9007-25"',
    "pdf": b"%PDF-",
    "sarif": b'{\n  "$schema"',
    "text": b"V9007/25 Energetische Sanierung",
    "ttl": b"@prefix",
}


@pytest.mark.parametrize("name", sorted(BEGINNINGS))
def test_a_report_in_a_format(served: Shell, tmp_path: Path, name: str) -> None:
    done = served("check", DRAFT, "--city", "musterstadt", "--format", name)
    assert done.code == 1, done.err
    assert done.raw.startswith(BEGINNINGS[name])
    assert done.raw.endswith(b"\n") or name in {"docx", "pdf"}


def test_all_formats_can_be_had_and_no_other(served: Shell) -> None:
    assert len(BEGINNINGS) == 9
    done = served("check", DRAFT, "--city", "musterstadt", "--format", "rtf")
    assert done.code == 2
    assert all(f"'{name}'" in done.err for name in BEGINNINGS)


def test_a_pdf_goes_to_a_file(served: Shell, tmp_path: Path) -> None:
    file = tmp_path / "bericht.pdf"
    done = served("check", DRAFT, "--city", "musterstadt", "--format", "pdf", "--out", file)
    assert (done.code, done.out, done.err) == (1, "", "")
    assert file.read_bytes().startswith(b"%PDF-")


def test_the_json_says_maturity_and_certificate(served: Shell) -> None:
    done = served("check", DRAFT, "--city", "musterstadt", "--format", "json")
    report = json.loads(done.out)
    assert report["maturity"]["level"] == 2
    assert report["maturity"]["next"]["rule"] == "zb-002"
    assert report["certificate"]["view"] == "admin"
    finding = next(f for f in report["findings"] if f["rule"] == "zb-002")
    assert finding["field"] == "zielbezuege[0].ziel"
    assert finding["evidence"][0]["iri"].endswith("/musterstadt/ziel/uz-3-1")
