"""Apply rules to one Vorlage so that each falls alone: what one raises is never another's fault.

A rule works in parts: the way to what it sees, its queries, its messages, and whether it has
something to judge at all. Whatever happens in one of them, that rule, and only it, could not be
checked; the log names it. All rules are tried together first, which is how it is fast.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import pyoxigraph as ox

from leitgraph.check.document.unread import fields_asked, kept_from, withdrawn
from leitgraph.check.report import findings_of
from leitgraph.check.rulebook import Rulebook
from leitgraph.errors import TooLarge
from leitgraph.model import Finding, Rule
from leitgraph.shacl.rules.neighbourhood import Source, extract
from leitgraph.shacl.rules.validate import Result
from leitgraph.vorlage.reading import State

MOST_TOO_LARGE = 3
"""Where more rules than this see too much, it is not they who look too far."""
_LOG = logging.getLogger("leitgraph.check")


@dataclass
class Judged:
    """What came out. ``failed``: rules that could not be checked, and in which part they failed;
    ``open``: rules that hang on fields which could not be read, and on which."""

    findings: list[Finding] = field(default_factory=list)
    passed: tuple[str, ...] = ()
    failed: dict[str, str] = field(default_factory=dict)
    open: dict[str, tuple[str, ...]] = field(default_factory=dict)


@contextmanager
def falling_alone(failed: dict[str, str], id_: str, part: str) -> Iterator[None]:
    """What is raised here is the rule's failure: logged with its id, and kept."""
    try:
        yield
    except BaseException as error:
        if not _of_a_rule(error):
            raise
        _LOG.exception("rule %s failed: %s", id_, part)
        failed[id_] = part


def _of_a_rule(error: BaseException) -> bool:
    """Also what the engine throws when it panics; not want of memory, which ends the reader."""
    if isinstance(error, MemoryError):
        return False
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def seen(
    book: Rulebook, source: Source, focus: ox.NamedNode, ids: Iterable[str], failed: dict[str, str]
) -> set[ox.Triple]:
    """All that the rules see from the focus; a rule whose way there fails is noted in ``failed``.

    Raises ``TooLarge`` if that is so for several rules: then it is the Vorlage, not a rule.
    """
    key = tuple(ids)
    try:
        return extract(source, focus, book.trie(key))
    except Exception as error:
        _LOG.warning("the neighbourhood of a rule failed (%s); trying one by one", error)
        whole = error
    found = extract(source, focus, book.trie(()))
    for id_ in key:
        with falling_alone(failed, id_, "neighbourhood"):
            found |= extract(source, focus, book.trie((id_,)))
        # Each of them costs a walk over all it may see, so this is not tried for long.
        if isinstance(whole, TooLarge) and len(failed) > MOST_TOO_LARGE:
            raise whole
    return found


def judged(
    book: Rulebook,
    rules: Mapping[str, Rule],
    data: ox.Store,
    focus: str,
    ids: Iterable[str],
    failed: dict[str, str],
    states: Mapping[str, State],
) -> Judged:
    """What the rules find in the data. ``failed``: those that fail already, which are left out;
    ``states``: of the fields of the document it was read from, empty if there is none."""
    key = tuple(id_ for id_ in ids if id_ not in failed)
    out = Judged(failed=failed)
    results = _results(book, data, focus, key, failed)
    passed: list[str] = []
    for id_ in key:
        if id_ in failed:
            continue
        with falling_alone(failed, id_, "message"):
            standing, missed = withdrawn(results[id_], rules[id_], states)
            found = findings_of(standing, rules)
            out.findings += found
            if missed:
                out.open[id_] = missed
            if found or missed:
                continue
        if id_ not in failed:
            with falling_alone(failed, id_, "regel:gilt"):
                if book.applies(rules[id_], data, focus):
                    passed.append(id_)
                elif missed := kept_from(rules[id_], states):
                    out.open[id_] = missed
    out.passed = tuple(passed)
    return out


def undated(out: Judged, rules: Mapping[str, Rule], several: bool) -> None:
    """Let nothing pass that was judged on a supposed date. ``several``: the city had more than one
    version of its concept, so whether a goal is in force is open."""
    held = [id_ for id_ in out.passed if any("datum" in m for m in rules[id_].misses.values())]
    out.passed = tuple(id_ for id_ in out.passed if id_ not in held)
    for id_ in held:
        if several and "zielbezuege" in fields_asked(rules[id_]):
            out.open[id_] = ("datum",)


def _results(
    book: Rulebook, data: ox.Store, focus: str, ids: tuple[str, ...], failed: dict[str, str]
) -> dict[str, list[Result]]:
    """The results of each rule."""
    try:
        return _by_rule(book, ids, book.validate(data, focus, ids))
    except BaseException as error:
        if not _of_a_rule(error):
            raise
        _LOG.warning("a rule failed (%s); trying one by one", error)
    found: dict[str, list[Result]] = {}
    for id_ in ids:
        with falling_alone(failed, id_, "shapes"):
            found |= _by_rule(book, (id_,), book.validate(data, focus, (id_,)))
    return found


def _by_rule(
    book: Rulebook, ids: tuple[str, ...], results: Iterable[Result]
) -> dict[str, list[Result]]:
    """Sorted out by rule. A shape of none of them is a ``KeyError``."""
    owner = {shape: id_ for id_ in ids for shape in book.rules[id_].shapes}
    found: dict[str, list[Result]] = {id_: [] for id_ in ids}
    for result in results:
        found[owner[result.shape]].append(result)
    return found
