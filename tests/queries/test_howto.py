"""The example of ``docs/howto-query.md`` is a whole query and does what it says."""

from __future__ import annotations

import re
from pathlib import Path

from tests.queries.asking import answered, shown

from leitgraph.catalog.queries import load_query

PAGE = Path(__file__).parents[2] / "docs" / "howto-query.md"


def test_the_example_loads_and_its_examples_hold(tmp_path: Path) -> None:
    blocks = re.findall(r"```sparql\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
    (block,) = [one for one in blocks if one.startswith("#+ title:")]
    path = tmp_path / "sector-concepts.rq"
    path.write_text(block, "utf-8")
    query = load_query(path)
    assert len(query.examples) == 2
    for example in query.examples:
        rows = answered(query, **example["parameters"])
        assert len(rows) == example["rows"]
        assert all(row["fundstelle"] and row["beleg"] for row in rows)
        for want in example["contains"]:
            assert want in shown(rows, want)
