"""Content folders with one thing wrong in them, and what loader and audit say of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests import content

from leitgraph.catalog.audit import content_audit
from leitgraph.catalog.content import load_content
from leitgraph.config import Settings
from leitgraph.errors import BadContent

RULE = Path("shapes/rules/finanzen/fi-001.ttl")
QUERY = Path("queries/money-by-year.rq")
CITY = Path("data/cities/weisswasser")


@dataclass
class Folder:
    """A copy of one file of each kind (but all structure shapes and profiles of concepts)."""

    root: Path

    @property
    def settings(self) -> Settings:
        """Settings that name this content."""
        return Settings(content=self.root, data=self.root / "werk", seed_demo=False)

    def change(self, file: Path, *changes: tuple[str, str]) -> str:
        """Replace texts in a file; each has to be there. The new text."""
        text = (self.root / file).read_text("utf-8")
        for old, new in changes:
            assert old in text, old
            text = text.replace(old, new)
        (self.root / file).write_text(text, "utf-8")
        return text

    def refused(self, *, prove: bool = False) -> list[dict[str, Any]]:
        """What the audit refuses."""
        return content_audit(self.settings, prove=prove).refusals

    def refused_at_start(self) -> list[dict[str, Any]]:
        """What the loader of the service refuses; the same, in the same words, as the audit."""
        with pytest.raises(BadContent) as error:
            load_content(self.settings)
        found: list[dict[str, Any]] = error.value.facts["refusals"]
        assert error.value.detail == "\n".join(one["de"] for one in found)
        assert error.value.detail_en == "\n".join(one["en"] for one in found)
        assert self.refused() == found
        return found


def folder(root: Path) -> Folder:
    """A sound content folder to break."""
    shapes = content.SETTINGS.content_dir("shapes")
    (root / "ontology").symlink_to(content.ONTOLOGY)
    for part in ("structure", "profiles"):
        shutil.copytree(shapes / part, root / "shapes" / part)
    for name in ("meta.ttl", "ontology.ttl"):
        shutil.copy(shapes / name, root / "shapes")
    for file in (RULE, Path("shapes/rules/prefixes.ttl")):
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(shapes.parent / file, root / file)
    (root / "queries").mkdir()
    for name in (QUERY.name, "options-cities.rq", "options-goals.rq"):
        shutil.copy(content.QUERIES / name, root / "queries")
    shutil.copytree(content.DATA / "cities" / CITY.name, root / CITY)
    return Folder(root)


def line_of(text: str, marker: str) -> int:
    """The first line where something stands."""
    return text.count("\n", 0, text.index(marker)) + 1
