"""A question about a name is answered where the city knows one of the readings, and only then."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from leitgraph.linking.shelf import CityNames
from leitgraph.model import Text
from leitgraph.vorlage.linked.goals import linked
from leitgraph.vorlage.reading import DocumentDraft, Question

City = Callable[[str], CityNames]


def asked(field: str, *options: str) -> DocumentDraft:
    question = Question(field, Text("?", "?"), options, "Zeile 3", "Wortlaut")
    return DocumentDraft({"titel": "P"}, (), (question,), "text", 1, "")


@pytest.mark.parametrize(
    ("field", "options", "expected"),
    [
        pytest.param("federfuehrung", ("Amt 66", "Amt 66 Datum"), "Amt 66", id="unit"),
        pytest.param("federfuehrung", ("Amt 66", "66"), "Amt 66", id="one unit named twice"),
        pytest.param("federfuehrung", ("66", "62"), None, id="two units"),
        pytest.param("federfuehrung", ("Amt 6666",), None, id="unknown"),
        pytest.param("raum", ("Weststadt", "Weststadt; Datum"), None, id="unknown place"),
        pytest.param("titel", ("66",), None, id="no name of anything"),
    ],
)
def test_the_register_answers(
    city: City, field: str, options: tuple[str, ...], expected: str | None
) -> None:
    document = linked(asked(field, *options), city("musterstadt"))
    if expected is None:
        assert document == asked(field, *options)
    else:
        assert document.draft[field] == expected
        assert document.questions == ()
        (told,) = document.recognised
        assert (told.field, told.value, told.place) == (field, expected, "Zeile 3")
