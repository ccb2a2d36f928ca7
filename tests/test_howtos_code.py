"""Each how-to of code is done as its page says: green without another file."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest
from tests.howtos import CODE, copy_with, done, edit, outcomes, run, samples


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(CODE))
def test_what_a_howto_adds_breaks_nothing_and_is_tested_itself(name: str, tmp_path: Path) -> None:
    done(name, tmp_path)


FIELD = ("tests/fields", "tests/catalog/test_ontology.py")


@pytest.mark.slow
def test_a_field_is_one_entry_and_its_term(tmp_path: Path) -> None:
    files = samples("field")
    (module,) = [path for path in files if path.endswith(".py")]
    (name,) = re.findall(r'^Field\(\n {4}"(\w+)"', files[module], re.MULTILINE)
    copy = copy_with(tmp_path, {})
    entry = textwrap.indent(files[module].strip(), " " * 8) + ",\n"
    edit(
        copy / module, lambda text: text.replace("        Field(\n", f"{entry}        Field(\n", 1)
    )
    edit(copy / "ontology/vorlage.ttl", lambda text: f"{text}\n{files['ontology/vorlage.ttl']}")
    edit(copy / "ontology/terms.txt", lambda text: f"{text}insek:{name}\n")
    run(copy, "leitgraph.catalog.context")
    run(copy, "leitgraph.fields.docs")
    passed = [line for line in outcomes(copy, FIELD).splitlines() if " PASSED" in line]
    assert len([line for line in passed if name in line]) >= 8
