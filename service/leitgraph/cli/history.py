"""``leitgraph history``: the checks of a Vorlage, and what changed from one to the next."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from leitgraph.check.history.entry import Check, in_turn
from leitgraph.check.history.history import History
from leitgraph.check.listing import paper
from leitgraph.cli.check_all import NAMES
from leitgraph.cli.frame import State, app, operator, output, run
from leitgraph.errors import NotFound
from leitgraph.store.service import Graph


@app.command()
def history(
    context: typer.Context,
    kennung: Annotated[str, typer.Argument(help="Kennung oder IRI der Vorlage.")],
    city: Annotated[str, typer.Option(help="Kurzname der Stadt, etwa dresden.")],
    as_json: Annotated[bool, typer.Option("--json", help="Antwort als JSON.")] = False,
) -> None:
    """Nennt die Prüfungen einer Vorlage, Neuestes zuerst: was behoben, neu, noch offen ist."""
    state: State = context.obj
    who = operator()
    kept = History.of(state.settings)

    async def work(graph: Graph) -> list[Check]:
        try:
            found = await paper(graph, city, kennung, who)
        except NotFound:
            checks = kept.of_paper(city, kennung, kennung, who)
            if not checks:
                raise
            return checks
        return kept.of_paper(city, found.iri, found.kennung, who)

    said = in_turn(run(work, state.settings), state.language)
    if as_json:
        text = json.dumps({"checks": said}, ensure_ascii=False, indent=2)
    else:
        text = "\n".join(_told(check, state.language) for check in said)
    if not text:
        text = "No check is kept yet." if state.language == "en" else "Noch keine Prüfung."
    output(f"{text}\n".encode(), None)


def _told(check: dict[str, Any], language: str) -> str:
    english = language == "en"
    when = check["first"][:19].replace("T", " ")
    verdict = NAMES[check["verdict"]].get(language)
    version = f"{'version' if english else 'Stand'} {check['graph_version']}"
    lines = [f"{when} UTC  {verdict}  ({version}, {check['rules'][:12]})"]
    if check["times"] > 1:
        last = check["last"][:19].replace("T", " ")
        lines[0] += (
            f", {check['times']} times until {last}"
            if english
            else f", {check['times']}-mal bis {last}"
        )
    since = check["since"]
    if since is None:
        return "\n".join(lines + [f"  - [{f['rule']}] {f['message']}" for f in check["findings"]])
    lines += [f"  {change}" for change in since["told"]]
    groups = (("mended", "behoben"), ("new", "neu"), ("open", "noch offen"))
    for name, german in groups:
        word = name.replace("open", "still open") if english else german
        lines += [f"  - {word}: [{f['rule']}] {f['message']}" for f in since[name]]
    return "\n".join(lines)
