"""Mutate a copy of the checkout, run the tests of the subject, say what survived.

``python -m tests.mutation [SUBJECT ...] [--seed 6] [--share 1.0] [--again RESULTS]``; the checkout
itself is never touched. Every mutant gets a forked process in which the libraries (not our code)
are imported already, so a quick test costs about a second.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.mutation.mutants import Mutant, sample
from tests.mutation.subjects import SUBJECTS, Subject

ROOT = Path(__file__).parents[2]
LIBRARIES = "pyoxigraph rdflib pyshacl sqlalchemy pydantic_settings jinja2 yaml lxml.etree openpyxl"
KILLED, SURVIVED, TIMEOUT = "killed", "survived", "timeout"


def main() -> int:
    """Run it; 0 whatever survives, since that is for people to read."""
    parser = argparse.ArgumentParser(prog="tests.mutation", description=__doc__)
    parser.add_argument("subjects", nargs="*", choices=[*(s.name for s in SUBJECTS), []])
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument("--share", type=float, default=1.0, help="of the sizes in subjects.py")
    parser.add_argument("--again", type=Path, help="only what survived in this file of results")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "mutation.jsonl")
    given = parser.parse_args()
    given.out.parent.mkdir(parents=True, exist_ok=True)
    only = _survivors(given.again) if given.again else None
    for library in LIBRARIES.split():
        importlib.import_module(library)
    with tempfile.TemporaryDirectory(prefix="mutation-") as name, given.out.open("w") as out:
        copy = _copy(Path(name))
        known = {subject.name: subject for subject in SUBJECTS}
        for subject in (known[name] for name in given.subjects or known):
            chosen = list(_sampled(subject, copy, given.seed, given.share))
            if only is not None:
                chosen = [mutant for mutant in chosen if mutant.name in only]
            _report(subject, copy, chosen, out)
    return 0


def _copy(place: Path) -> Path:
    """What git knows and what is new, so that a run can neither harm nor be harmed."""
    copy = place / "copy"
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    for name in filter(None, files.split("\0")):
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, copy / name)
    subprocess.run([sys.executable, "-m", "compileall", "-q", copy / "service"], check=True)
    return copy


def _sampled(subject: Subject, copy: Path, seed: int, share: float) -> Iterator[Mutant]:
    for path in _matching(copy, subject.sources):
        yield from sample(path, copy, max(1, round(subject.sample * share)), seed)


def _report(subject: Subject, copy: Path, chosen: list[Mutant], out: object) -> None:
    sound: set[tuple[str, ...]] = set()
    counts = dict.fromkeys((KILLED, TIMEOUT, SURVIVED), 0)
    for mutant in chosen:
        path = copy / mutant.path
        patterns = tuple(pattern.format(stem=path.stem) for pattern in subject.tests)
        tests = tuple(str(found) for found in _matching(copy, patterns))
        if tests not in sound and _outcome(copy, tests, subject) != SURVIVED:
            print(f"  {mutant.path}: its tests fail without any mutant", flush=True)
            continue
        sound.add(tests)
        source = path.read_text()
        started = time.monotonic()
        path.write_text(mutant.code(source))
        try:
            outcome = _outcome(copy, tests, subject)
        finally:
            path.write_text(source)
        counts[outcome] += 1
        line = {"mutant": mutant.name, "outcome": outcome, "subject": subject.name}
        line["seconds"] = str(round(time.monotonic() - started, 1))
        print(json.dumps(line), file=out, flush=True)  # type: ignore[call-overload]
        if outcome == SURVIVED:
            print(f"  survived: {mutant.name}", flush=True)
    noticed = counts[KILLED] + counts[TIMEOUT]
    print(f"{subject.name}: {noticed} of {sum(counts.values())} noticed ({counts})", flush=True)


def _outcome(copy: Path, tests: tuple[str, ...], subject: Subject) -> str:
    """What the tests say: the quick ones, then the slow ones."""
    if not subject.slow:
        return _run(copy, tests, subject.cap)
    quick = _run(copy, (*tests, "-k", f"not ({subject.slow})"), subject.cap)
    return quick if quick != SURVIVED else _run(copy, (*tests, "-k", subject.slow), subject.cap)


def _run(copy: Path, arguments: tuple[str, ...], cap: float) -> str:
    """Run pytest in a process group of its own that ends with it."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        try:
            os._exit(_test(copy, arguments))
        finally:
            os._exit(70)
    ends = time.monotonic() + cap
    code = None
    while code is None and time.monotonic() < ends:
        done, status = os.waitpid(child, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if done else None
        time.sleep(0.02)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    if code is None:
        os.waitpid(child, 0)
        return TIMEOUT
    return SURVIVED if code in (0, pytest.ExitCode.NO_TESTS_COLLECTED) else KILLED


def _test(copy: Path, arguments: tuple[str, ...]) -> int:
    log = os.open(copy.parent / "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    for stream in (1, 2):
        os.dup2(log, stream)
    os.chdir(copy)
    # The mutated file is as long as the old one now and then: no byte code is kept of it.
    sys.dont_write_bytecode = True
    os.environ |= {"PYTHONPATH": str(copy / "service"), "PYTHONDONTWRITEBYTECODE": "1"}
    sys.path[:0] = [str(copy), str(copy / "service")]
    for name in [name for name in sys.modules if name == "tests" or name.startswith("tests.")]:
        del sys.modules[name]
    quiet = ["-x", "-q", "-p", "no:cacheprovider", "--no-header", "--tb=line"]
    return int(pytest.main([*quiet, "-W", "ignore::pytest.PytestAssertRewriteWarning", *arguments]))


def _matching(copy: Path, patterns: tuple[str, ...]) -> list[Path]:
    found = [path for pattern in patterns for path in sorted(copy.glob(pattern))]
    return list(dict.fromkeys(path for path in found if path.name != "__init__.py"))


def _survivors(results: Path) -> set[str]:
    lines = [json.loads(line) for line in results.read_text().splitlines()]
    return {line["mutant"] for line in lines if line["outcome"] == SURVIVED}


if __name__ == "__main__":
    sys.exit(main())
