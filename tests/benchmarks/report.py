"""results.json as a page: targets first, then tables of medians and ratios, then what is fair."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.targets import targets
from tests.cases import score
from tests.real import page

_PACKAGES = (
    "pyoxigraph", "oxigraph", "rdflib", "rdflib-endpoint", "pyshacl", "owlrl", "uvicorn",
)  # fmt: skip
OURS, DISK, RDFLIB = "Leitgraph", "oxigraph serve", "rdflib-endpoint"
_FAIR = """\
- All three servers run at the same time on loopback on one machine. They are asked in turn, one
  request at a time, except for throughput. Every answer was compared first: the same rows, numbers
  by value.
- Each holds the same triples in its default graph: the generated city, ontology and code lists, and
  what follows from them as Leitgraph derived it (its own export). Only Leitgraph also keeps them in
  named graphs, with a journal. `oxigraph serve` and rdflib derive nothing themselves.
- Leitgraph's answer cache is off (`LEITGRAPH_CACHE_MB=0`) except where a line says otherwise, and
  each query carries a comment of its own. Its deadline and caps are set wide.
- Leitgraph holds its view in memory, `oxigraph serve` here on disk (that is the target as set).
  rdflib-endpoint serves an `rdflib.Graph` in memory, forked after loading so that a query that was
  given up can be ended.
- A query is given up after 60 s and counts as that. Those that rdflib could not end in time, by the
  figure at a tenth of the size, are not asked and not part of the geometric mean.
- Loading: Leitgraph journals to disk (fsync), checks structure, derives and saves its view, process
  start included; the others load the larger file with the inferred triples in it.
- pySHACL: the same rules, drafts put into the graph, findings compared first. “With focus
  nodes” is the most a caller can ask of it; “whole graph” judges every Vorlage there is.
- All Vorlagen are checked over HTTP by two clients, one after the other each; of more than 400 the
  first 400, and the rest by their mean. pyshacl-turbo 0.6 broke the same rules on the ten drafts
  where nothing else is said.
- owlrl got only the triples that a rule can read and the axioms; both found the same entailments.
- Written is a Vorlage of 30 triples into the graph of all Vorlagen; visible means that a question
  finds what follows from it, asked again and again on a second connection.
"""


def machine() -> dict[str, Any]:
    """Where and with what it was measured."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    pages = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "cpu": model,
        "cores": os.cpu_count(),
        "memory_gb": round(pages / 2**30),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "date": time.strftime("%Y-%m-%d %H:%M"),
        "load_before": round(os.getloadavg()[0], 2),
        "versions": {name: importlib.metadata.version(name) for name in _PACKAGES},
    }


def render(results: dict[str, Any]) -> str:
    """The whole page in Markdown."""
    sizes = results["sizes"]
    parts = [_head(results), _targets(sizes)]
    for part in (_queries, _throughput, _load, _checks, _department, _inference, _writes):
        text = part(sizes)
        if text:
            parts.append(text)
    parts += [score.section(), page.section()]
    errors = [f"- {size}: {e}\n" for size, found in sizes.items() for e in found["errors"]]
    if errors:
        parts.append("## What went wrong\n\n" + "".join(errors))
    parts.append("## What makes it comparable\n\n" + _FAIR)
    return "\n".join(parts)


def _head(results: dict[str, Any]) -> str:
    where = results["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in where["versions"].items())
    quick = " Quick run: few rounds." if results.get("quick") else ""
    return (
        "# Figures\n\n"
        f"`make bench`, {where['date']}, {results['minutes']:.0f} minutes on {where['cpu']}, "
        f"{where['cores']} cores, {where['memory_gb']} GB, {where['system']}, Python "
        f"{where['python']}; load average before: {where['load_before']}.{quick}\n{versions}.\n\n"
        "Times are medians; × is how many times longer (or fewer per second) than Leitgraph. Raw "
        "figures: `results.json`.\n"
    )


def _targets(sizes: dict[str, Any]) -> str:
    rows = [
        [t.what, t.target, t.value, "met" if t.met else "**missed**", t.reason]
        for t in targets(sizes)
    ]
    return "## Targets\n\n" + _table(["", "target", "measured", "", "reason"], rows)


def _queries(sizes: dict[str, Any]) -> str:
    parts = []
    for size, found in sizes.items():
        if "queries" not in found:
            continue
        rows = []
        for name, one in found["queries"]["queries"].items():
            mine = one["seconds"][OURS]
            cells = [name, str(one["rows"]), ms(mine)]
            for peer in (DISK, RDFLIB):
                seconds = one["seconds"].get(peer)
                if seconds is None:
                    cells += [one["notes"].get(peer, "not running"), ""]
                else:
                    cells += [ms(seconds), times(seconds / mine)]
            rows.append(cells)
        mean = ["geometric mean", "", ""]
        for peer in (DISK, RDFLIB):
            given = found["queries"]["geomean"].get(peer)
            sign = "≥ " if given and given["at_least"] else ""
            text = f"**{sign}{times(given['ratio'])}** ({given['of']} of 8)" if given else ""
            mean += ["", text]
        head = ["ms", "rows", OURS, DISK, "×", RDFLIB, "×"]
        parts.append(f"{_held(size, found)}\n\n" + _table(head, [*rows, mean]))
    return "## Eight cross-cutting queries over HTTP\n\n" + "\n".join(parts) if parts else ""


def _held(size: str, found: dict[str, Any]) -> str:
    triples = found["triples"]
    return f"### {size}: {triples['city']:,} triples loaded, {triples['held']:,} held"


def _throughput(sizes: dict[str, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "throughput" in found:
            rates = found["throughput"]
            cached = found.get("start", {}).get("cached_per_second")
            row = [size, per_s(rates[OURS]), per_s(cached) if cached else ""]
            for peer in (DISK, RDFLIB):
                rate = rates.get(peer)
                row += [per_s(rate), times(rates[OURS] / rate)] if rate else ["not running", ""]
            rows.append(row)
    head = ["requests/s", OURS, "repeats, cache on", DISK, "×", RDFLIB, "×"]
    rates_table = _section("Small queries, 8 clients, no query twice", head, rows)
    trips = [
        [size, *(ms(found["round_trip"][e]) for e in (OURS, DISK, RDFLIB) if e in trip)]
        for size, found in sizes.items()
        if (trip := found.get("round_trip"))
    ]
    title = "Round trip of `ASK {}`, one client"
    return "\n".join(
        filter(None, [rates_table, _section(title, ["ms", OURS, DISK, RDFLIB], trips)])
    )


def _load(sizes: dict[str, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "load" not in found:
            continue
        row = [size]
        for engine in (OURS, DISK, RDFLIB):
            one = found["load"].get(engine)
            if one and one["seconds"]:
                row.append(f"{one['per_second']:,.0f} ({one['seconds']:.1f} s)")
            else:
                row.append(one["note"] if one else "")
        memory = found.get("memory", {})
        row += [f"{memory[e]:,.0f}" if e in memory else "" for e in (OURS, DISK, RDFLIB)]
        rows.append(row)
    head = ["triples/s", OURS, "oxigraph load", RDFLIB, f"MB: {OURS}", DISK, RDFLIB]
    return _section("Load, and memory of the running servers", head, rows)


def _checks(sizes: dict[str, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "checks" in found:
            mine, peer = found["checks"][OURS], found["checks"].get("pySHACL", {})
            row = [size]
            for key in ("one", "all"):
                row += [ms(mine[key]), _or_note(peer, key), _ratio(peer.get(key), mine[key])]
            rows.append([*row, _or_note(peer, "whole"), _ratio(peer.get("whole"), mine["all"])])
    head = [
        "ms", "one", "pySHACL, focus node", "×", "all ten", "pySHACL, focus nodes", "×",
        "pySHACL, whole graph", "× of all ten",
    ]  # fmt: skip
    return _section("Checks of the demo drafts (ours over HTTP)", head, rows)


def _department(sizes: dict[str, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if one := found.get("department"):
            whole = found.get("checks", {}).get("pySHACL", {})
            other = found.get("checks", {}).get("pyshacl-turbo", {})
            row = [size, *(ms(one[key]) for key in ("document", "suggest", "goals", "form"))]
            row += [f"{one['papers']:,}", f"{one['all']:.1f}", _or_note(whole, "whole")]
            row += [_ratio(whole.get("whole"), one["all"]), _or_note(other, "whole")]
            rows.append([*row, _ratio(other.get("whole"), one["all"])])
    head = [
        "ms", "40 pages of DOCX read", "search as you type", "goals for a draft", "form page",
        "Vorlagen", "all checked, s", "pySHACL, whole graph, ms", "×",
        "pyshacl-turbo, whole graph, ms", "×",
    ]  # fmt: skip
    return _section("What a department waits for (over HTTP)", head, rows)


def _inference(sizes: dict[str, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        if "inference" in found:
            mine, peer = found["inference"][OURS], found["inference"].get("owlrl")
            seconds = (peer or {}).get("seconds")
            theirs = f"{seconds:.1f}" if seconds else (peer or {}).get("note", "not run")
            rows.append(
                [
                    size,
                    f"{mine['inferred']:,}",
                    f"{mine['seconds']:.2f}",
                    theirs,
                    _ratio(seconds, mine["seconds"]),
                ]
            )
    return _section("Inference, all at once, s", ["", "inferred", OURS, "owlrl", "×"], rows)


def _writes(sizes: dict[str, Any]) -> str:
    rows = []
    for size, found in sizes.items():
        one, begun = found.get("writes"), found.get("start")
        if one or begun:
            cells = ["acknowledged", "visible", "worst"]
            row = [ms(one[key]) for key in cells] if one else ["", "", ""]
            rows.append([size, *row, f"{begun['ready']:.1f} s" if begun else ""])
    head = ["", "acknowledged, ms", "visible, ms", "worst visible, ms", "start to ready"]
    return _section(
        "One Vorlage written through the graph store; start with saved view", head, rows
    )


def _section(title: str, head: list[str], rows: list[list[str]]) -> str:
    return f"## {title}\n\n{_table(head, rows)}" if rows else ""


def _table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(line) + " |\n" for line in lines)


def _or_note(found: dict[str, Any], key: str) -> str:
    seconds = found.get(key)
    return ms(seconds) if seconds is not None else found.get(f"{key}_note", "")


def _ratio(theirs: float | None, mine: float) -> str:
    return times(theirs / mine) if theirs is not None else ""


def ms(seconds: float) -> str:
    """Seconds as milliseconds."""
    value = seconds * 1000
    return f"{value:.1f}" if value < 100 else f"{value:,.0f}"


def times(ratio: float) -> str:
    """A ratio."""
    return f"{ratio:.2f} ×" if ratio < 10 else f"{ratio:,.0f} ×"


def per_s(rate: float) -> str:
    """Requests per second."""
    return f"{rate:,.0f}"
