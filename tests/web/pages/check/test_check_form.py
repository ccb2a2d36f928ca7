"""Form to draft and back: whatever a draft says stands in the form, and nothing gets lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.vorlage.formats.drafts import canonical

from leitgraph.vorlage.draft import from_json as draft_json
from leitgraph.vorlage.draft.fields import parse
from leitgraph.web.pages.check.fields import FLAGS, LISTS, ROWS, TEXTS
from leitgraph.web.pages.check.form import Form
from leitgraph.web.pages.check.form import split as parts

ROOT = Path(__file__).parents[4]
FOLDERS = ("tests/cases/papers", "data/vorlagen", "data/demo/vorlagen")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("[0-9a-z]*.json"))]


def drafts() -> dict[str, dict[str, Any]]:
    """The drafts in our own form, by the name of their file."""
    found = {f"{path.parent.name}/{path.stem}": parse(path.read_text("utf-8")) for path in FILES}
    return {name: data for name, data in found.items() if "titel" in data}


DRAFTS = drafts()


def test_there_are_many_drafts_and_they_use_the_fields() -> None:
    assert len(DRAFTS) > 80
    used = {name for draft in DRAFTS.values() for name in draft}
    assert len(used & draft_json.KNOWN) >= 39
    assert {*TEXTS, *LISTS, *FLAGS, *ROWS} == draft_json.KNOWN


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_stands_in_the_form_and_comes_back_the_same(name: str) -> None:
    form = Form.of_draft(DRAFTS[name])
    assert set(json.loads(form.rest or "{}")) <= set(DRAFTS[name]) - draft_json.KNOWN
    assert _said(form.draft()) == _said(DRAFTS[name])
    assert Form.read(form.fields()).draft() == form.draft()


def _said(draft: dict[str, Any]) -> dict[str, Any]:
    """A draft in one way of writing: no blank cells, a year as text, a list as a list."""
    data = {name: split(value) if name in LISTS else value for name, value in draft.items()}
    said: dict[str, Any] = json.loads(json.dumps(canonical(_filled(data))), parse_int=str)
    return said


def split(value: Any) -> list[Any]:
    """The entries of a field that holds several, also where they stand in one text."""
    return parts(value) if isinstance(value, str) else value


def _filled(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _filled(one) for name, one in value.items() if one not in ("", None)}
    return [_filled(one) for one in value] if isinstance(value, list) else value
