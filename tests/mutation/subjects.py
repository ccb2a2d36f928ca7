"""What is mutated, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass

CHECK = "service/leitgraph/check/"
STORE = "service/leitgraph/store/"


@dataclass(frozen=True)
class Subject:
    """Some source files, how many mutants of each, and tests that run until one fails.

    ``{stem}`` in a pattern of tests is the name of the mutated file. ``slow`` names tests (as
    ``pytest -k`` does) that run only where the others noticed nothing. ``cap``: seconds, for each
    of the two; they leave room for a busy machine.
    """

    name: str
    sources: tuple[str, ...]
    tests: tuple[str, ...]
    sample: int
    slow: str = ""
    cap: float = 90.0


SUBJECTS = (
    Subject(
        "values",
        ("service/leitgraph/vorlage/values.py",),
        ("tests/vorlage/test_values*.py", "tests/vorlage/test_draft.py"),
        20,
    ),
    Subject("proportion", (CHECK + "proportion.py",), ("tests/check/test_proportion*.py",), 20),
    Subject("skolem", (STORE + "rdf/skolem.py",), ("tests/store/test_skolem*.py",), 12),
    Subject(
        "journal",
        (STORE + "journal/*.py",),
        ("tests/store/test_journal*.py", "tests/store/test_backup*.py"),
        8,
    ),
    Subject(
        "patching",
        (STORE + "views/following.py", STORE + "inference/layering.py"),
        (
            "tests/store/test_layering*.py",
            "tests/store/test_inference*.py",
            "tests/contract/test_view*.py",
        ),
        10,
        slow="disk or owlrl",
    ),
    Subject(
        "gate",
        ("service/leitgraph/shacl/core/gate.py",),
        ("tests/shacl/test_gate_*.py", "tests/shacl/test_gate.py"),
        16,
        slow="everything_finds or large_graph or every_city",
        cap=150.0,
    ),
    Subject(
        "check",
        (CHECK + "[!p]*.py",),
        (
            "tests/check/test_{stem}*.py",
            "tests/check/test_check_[ap]*.py",
            "tests/check/test_maturity.py",
            "tests/check/test_check.py",
        ),
        3,
        slow="exactly_those_of_pyshacl",
    ),
    Subject(
        "history", (CHECK + "history/*.py",), ("tests/check/test_history*.py",), 5, "ended_since"
    ),
    Subject(
        "verify",
        (CHECK + "verify/*.py",),
        ("tests/check/verify/test_*.py",),
        5,
    ),
    Subject(
        "host",
        (STORE + "host/host.py",),
        ("tests/store/test_rebuild.py", "tests/store/test_service*.py"),
        8,
    ),
    Subject(
        "batch",
        (CHECK + "batch/*.py",),
        ("tests/check/test_batch*.py", "tests/cli/test_check_all*.py"),
        2,
        cap=150.0,
    ),
)
