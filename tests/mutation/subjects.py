"""What is mutated, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass

CHECK = "service/leitgraph/check/"
STORE = "service/leitgraph/store/"


@dataclass(frozen=True)
class Subject:
    """Some source files, how many mutants of each, and tests that run until one fails.

    ``{stem}`` in a pattern of tests is the name of the mutated file.
    """

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    sample: int
    cap: float = 60.0


SUBJECTS = (
    Subject(
        "values",
        ("service/leitgraph/vorlage/values.py",),
        ("tests/vorlage/test_values*.py", "tests/vorlage/test_draft.py"),
        20,
    ),
    Subject(
        "proportion",
        (CHECK + "proportion.py",),
        ("tests/check/test_proportion*.py",),
        20,
    ),
    Subject("skolem", (STORE + "rdf/skolem.py",), ("tests/store/test_skolem*.py",), 12),
    Subject("gate", ("service/leitgraph/shacl/core/gate.py",), ("tests/shacl/test_gate*.py",), 25),
    Subject(
        "journal",
        (STORE + "journal/*.py",),
        ("tests/store/test_journal*.py", "tests/store/test_backup*.py"),
        10,
    ),
    Subject(
        "patching",
        (STORE + "views/following.py", STORE + "inference/layering.py"),
        (
            "tests/store/test_layering*.py",
            "tests/store/test_inference*.py",
            "tests/contract/test_view*.py",
        ),
        15,
        120.0,
    ),
    Subject(
        "host",
        (STORE + "host/host.py",),
        ("tests/store/test_service*.py", "tests/store/test_rebuild.py"),
        12,
        90.0,
    ),
    Subject(
        "check",
        (CHECK + "*.py",),
        (
            "tests/check/test_{stem}*.py",
            "tests/check/test_check.py",
            "tests/check/test_maturity.py",
        ),
        5,
        90.0,
    ),
    Subject("history", (CHECK + "history/*.py",), ("tests/check/test_history*.py",), 6),
    Subject(
        "verify",
        (CHECK + "verify/*.py",),
        ("tests/check/test_verify*.py", "tests/check/test_certificate*.py"),
        6,
    ),
    Subject(
        "batch",
        (CHECK + "batch/*.py",),
        ("tests/check/test_batch*.py", "tests/cli/test_check_all*.py"),
        3,
        150.0,
    ),
)
