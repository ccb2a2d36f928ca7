"""Each how-to of content is done as its page says: green without another file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.howtos import CODE, HOWTOS, WITHOUT_FILE, done, there


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(there() - WITHOUT_FILE - CODE))
def test_what_a_howto_adds_breaks_nothing_and_is_tested_itself(name: str, tmp_path: Path) -> None:
    done(name, tmp_path)


def test_every_howto_is_done() -> None:
    assert there() - WITHOUT_FILE <= set(HOWTOS)
    assert there() >= {"rule", "query", "city", "profile", *CODE, *WITHOUT_FILE}
