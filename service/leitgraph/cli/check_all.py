"""``leitgraph check --all``: every Vorlage of a city, with progress, going on where it stopped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import typer

from leitgraph.catalog.rules import rules_of
from leitgraph.check.batch.batch import OUTCOMES, UNCHECKED
from leitgraph.check.batch.run import Summary, run_batch
from leitgraph.check.history.history import History
from leitgraph.cli.frame import State, bar, operator, output, run
from leitgraph.model import Text
from leitgraph.store.service import Graph

NAMES = dict(
    zip(
        OUTCOMES,
        (
            Text("konform", "conforming"),
            Text("Hinweise", "hints"),
            Text("klärungsbedürftig", "needs clarification"),
            Text("nicht relevant", "not relevant"),
            Text("nicht beurteilbar", "cannot be judged"),
            Text("nicht prüfbar", "could not be checked"),
        ),
        strict=True,
    )
)
FREQUENT = 10


def check_all(
    state: State,
    city: str,
    date: str | None,
    jobs: int | None,
    path: Path | None,
    fresh: bool,
    as_json: bool,
    keep: bool,
) -> NoReturn:
    """Ends with 0 if all were checked, whatever came of it; with 1 if some could not be."""
    settings = state.settings
    who = operator()
    progress = bar()
    task = progress.add_task("Vorlagen" if state.language == "de" else "papers", total=None)

    async def work(graph: Graph) -> Summary:
        with progress:
            return await run_batch(
                graph,
                settings,
                city,
                date,
                who,
                jobs=settings.readers if jobs is None else jobs,
                path=path,
                fresh=fresh,
                history=History.of(settings),
                keep=keep,
                told=lambda done, total: progress.update(task, completed=done, total=total),
            )

    summary = run(work, settings)
    if as_json:
        text = json.dumps(summary.as_dict(), ensure_ascii=False, indent=2)
    else:
        text = _told(summary, state)
    output(f"{text}\n".encode(), None)
    raise typer.Exit(1 if summary.outcomes[UNCHECKED] else 0)


def _told(summary: Summary, state: State) -> str:
    english = state.language == "en"
    rules = rules_of(state.settings).rules
    count, version = summary.total, summary.version
    lines = [
        f"{count} papers, graph version {version}"
        if english
        else f"{count} Vorlagen, Stand {version}"
    ]
    if summary.before:
        lines[0] += (
            f"; {summary.before} of them were there already"
            if english
            else f"; {summary.before} davon lagen schon vor"
        )
    lines[0] += f"; {summary.seconds:.1f} s."
    if summary.recorded is not None:
        lines.append(
            f"Recorded in the graph (version {summary.recorded})."
            if english
            else f"Im Graphen festgehalten (Stand {summary.recorded})."
        )
    width = max(len(name.get(state.language)) for name in NAMES.values())
    for outcome, name in NAMES.items():
        lines.append(f"  {name.get(state.language):<{width}}  {summary.outcomes[outcome]:>6}")
    frequent = summary.rules.most_common()
    frequent.sort(key=lambda pair: (-pair[1], pair[0]))
    if frequent:
        lines.append("Most frequent:" if english else "Am häufigsten:")
    for id_, number in frequent[:FREQUENT]:
        title = rules[id_].title.get(state.language) if id_ in rules else ""
        lines.append(f"  {number:>6}  [{id_}] {title}".rstrip())
    return "\n".join(lines)
