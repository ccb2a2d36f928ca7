"""The papers of a real council system, 14,004 of them (public case 95)."""

from __future__ import annotations

import json
import tarfile
from collections import Counter

import pytest
from tests.real import needed

from leitgraph.errors import BadData
from leitgraph.vorlage.formats.kinds import read_document

EMPTY: tuple[object, ...] = (None, "", [], {})


@pytest.mark.slow
def test_real_papers_of_oparl_lose_no_attribute() -> None:
    """Each one is read into a field, asked, or named; what was deleted says so."""
    archive = needed("real/karlsruhe/oparl.tar.xz")
    read: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    with tarfile.open(archive) as packed:
        for member in packed:
            file = packed.extractfile(member) if "papers/" in member.name else None
            if file is None:
                continue
            body = file.read()
            paper = json.loads(body)
            try:
                (document,) = read_document(body, "application/json", "paper.json")
            except BadData as error:
                read["deleted"] += paper.get("deleted") is True and "gelöscht" in error.detail
                continue
            places = (one.place.removeprefix("Attribut ") for one in document.stretches)
            told = {place.split(".")[0] for place in places}
            given = {key for key, value in paper.items() if value not in EMPTY}
            lost.update(given - told)
            asked = {question.field.split("[")[0] for question in document.questions}
            read["papers"] += 1
            read["without unit or question"] += "underDirectionOf" in paper and not (
                {"federfuehrung"} & {*document.draft, *asked}
            )
            read["without kind or question"] += not {"art"} & {*document.draft, *asked}
    assert lost == Counter()
    assert read == {
        "papers": 13_736,
        "deleted": 268,
        "without unit or question": 0,
        "without kind or question": 0,
    }
