"""A how-to done as its page says, in a copy of the project."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.shell import clean

ROOT = Path(__file__).parents[1]
LEFT_OUT = (".venv", ".git", ".*_cache", "var", "node_modules", "__pycache__", "build", "dist")
SAMPLE = re.compile(r"`(\w+/[\w./-]+\.\w+)`:\n\n```\w+\n(.*?)```", re.DOTALL)
"""A file that a page shows: its path, a colon, and below it what stands in the file."""

HOWTOS: dict[str, tuple[str, tuple[str, ...]]] = {
    "rule": (
        "ze-900",
        (
            "tests/catalog/test_rules.py",
            "tests/catalog/test_terms_used.py",
            "tests/catalog/test_profiles.py",
            "tests/check/test_check.py",
            "tests/check/test_maturity.py",
            "tests/shacl/test_neighbourhood.py",
        ),
    ),
    "query": (
        "sector-concepts",
        (
            "tests/catalog/test_queries.py",
            "tests/catalog/test_terms_used.py",
            "tests/queries/test_cases.py",
            "tests/queries/test_binding.py",
            "tests/queries/test_ask.py",
            "tests/web/pages/test_listing.py",
            "tests/web/test_openapi.py",
        ),
    ),
    "city": (
        "beispielhausen",
        (
            "tests/catalog/test_cities.py",
            "tests/catalog/test_queries.py",
            "tests/data/test_cities.py",
            "tests/web/test_openapi.py",
        ),
    ),
    "profile": (
        "nummern",
        (
            "tests/catalog/test_concept_profiles.py",
            "tests/check/test_concept.py",
            "tests/cli/test_profile.py",
            "tests/web/test_profiles.py",
        ),
    ),
    "form": (
        "musterheim",
        (
            "tests/catalog/test_forms.py",
            "tests/vorlage/forms/test_karlsruhe.py",
            "tests/vorlage/forms/test_recognition.py",
        ),
    ),
    "page": (
        "quellen",
        (
            "tests/test_architecture.py",
            "tests/web/pages/test_every_page.py",
            "tests/web/pages/test_quellen.py",
            "tests/web/pages/test_pages.py",
            "tests/web/pages/test_style.py",
            "tests/web/test_headers.py",
            "tests/web/test_loading.py",
        ),
    ),
    "format": (
        "markdown",
        (
            "tests/test_architecture.py",
            "tests/vorlage/formats/test_markdown.py",
            "tests/vorlage/formats/test_kinds.py",
            "tests/vorlage/formats/test_api.py",
            "tests/web/test_openapi.py",
        ),
    ),
}
"""What a page adds, by a word that only it says, and the tests that this affects."""
WITHOUT_FILE = {"check", "field"}
"""How-tos that add no file."""
CODE = {"format", "page"}
"""How-tos that add a module of the package."""


def there() -> set[str]:
    """The how-tos that there are, each by the name of its page."""
    return {path.stem.removeprefix("howto-") for path in (ROOT / "docs").glob("howto-*.md")}


def samples(name: str) -> dict[str, str]:
    """The files that the page of a how-to shows."""
    page = (ROOT / "docs" / f"howto-{name}.md").read_text("utf-8")
    return dict(SAMPLE.findall(page))


def copy_with(folder: Path, files: dict[str, str]) -> Path:
    """The project with these files beside its own, none of which is touched."""
    copy = folder / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT_OUT))
    for path, text in files.items():
        assert not (copy / path).exists(), f"{path} is there already"
        (copy / path).parent.mkdir(exist_ok=True)
        (copy / path).write_text(text, "utf-8")
    return copy


def run(copy: Path, *arguments: str) -> str:
    """A module of Python run in the copy, with the package as it stands there."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=copy,
        env=clean({"PYTHONPATH": str(copy / "service"), "PYTHONDONTWRITEBYTECODE": ""}),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-2000:]
    return done.stdout


def checked(copy: Path, programs: list[str]) -> None:
    """What ``make check`` says of what was added."""
    run(copy, "leitgraph.catalog.audit")
    if programs:
        run(copy, "ruff", "check", *programs)
        run(copy, "ruff", "format", "--check", *programs)
        run(copy, "mypy", *programs)


def outcomes(copy: Path, modules: Iterable[str]) -> str:
    """The tests of some modules run in the copy, each by name."""
    return run(copy, "pytest", "-vv", "-p", "no:cacheprovider", *modules)


def done(name: str, folder: Path) -> None:
    """What a how-to adds breaks nothing and is tested itself."""
    word, modules = HOWTOS[name]
    files = samples(name)
    assert files, f"howto-{name}.md shows no file"
    copy = copy_with(folder, files)
    checked(copy, [path for path in files if path.endswith(".py")])
    passed = [line for line in outcomes(copy, modules).splitlines() if " PASSED" in line]
    assert len(passed) > len(modules)
    assert [line for line in passed if word in line], f"no test is about {word}"


def edit(path: Path, change: Callable[[str], str]) -> None:
    """A file with something changed in it."""
    before = path.read_text("utf-8")
    assert change(before) != before
    path.write_text(change(before), "utf-8")
