"""``leitgraph check``: a draft against the rules, before it goes round."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from leitgraph.catalog.rules import rules_of
from leitgraph.check.check import check_report
from leitgraph.check.history.history import History
from leitgraph.check.render_report import rendered
from leitgraph.cli import check_all
from leitgraph.cli.frame import State, app, operator, output, read_file, run
from leitgraph.errors import BadParameter
from leitgraph.exporters.registry import report_formats
from leitgraph.model import Report, Verdict
from leitgraph.store.service import Graph
from leitgraph.vorlage.draft import draft
from leitgraph.vorlage.formats import kinds

FINE = {Verdict.KONFORM, Verdict.NICHT_RELEVANT}
MEDIA = {
    **draft.ENDINGS,
    **kinds.endings(),
}


Form = StrEnum("Form", {name.upper(): name for name in report_formats()})  # type: ignore[misc]
TEXT, JSON = Form("text"), Form("json")


@app.command()
def check(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            help=f"Vorlage als JSON, JSON-LD oder Turtle, oder als Dokument ({kinds.names()}); "
            "- liest JSON von der Eingabe."
        ),
    ] = None,
    city: Annotated[
        str, typer.Option(help="Kurzname der Stadt, etwa dresden (der Ordner unter data/cities).")
    ] = "",
    date: Annotated[
        str | None, typer.Option(help="Datum, auf das geprüft wird (JJJJ-MM-TT).")
    ] = None,
    vorlage: Annotated[
        str | None,
        typer.Option(
            help="Statt einer Datei: Kennung oder IRI im Graphen. Mit Datei: welche Vorlage darin."
        ),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="Format des Berichts.")] = TEXT,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Datei für den Bericht.")] = None,
    everything: Annotated[
        bool,
        typer.Option(
            "--all",
            help="Alle Vorlagen der Stadt im Graphen. Mit --out DATEI.jsonl geht ein zweiter Lauf "
            "dort weiter, wo der erste endete.",
        ),
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(help="Mit --all: so viele zugleich (sonst LEITGRAPH_READERS).")
    ] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Mit --all: die Ergebnisse in DATEI verwerfen.")
    ] = False,
    record: Annotated[
        bool,
        typer.Option(
            "--record", help="Mit --all: amtlich; Urteile und Befunde im Graphen festhalten."
        ),
    ] = False,
) -> None:
    """Prüft eine Vorlage und sagt, was fehlt, wo, warum und was zu tun ist.

    Endet mit 0, wenn die Vorlage konform oder nicht relevant ist, mit 1, wenn es Hinweise oder
    Klärungsbedarf gibt oder sie nicht zu beurteilen ist, mit 2, wenn die Datei nicht gelesen
    werden kann. Mit --all endet sie mit 1, wenn Vorlagen nicht geprüft werden konnten.
    """
    state: State = context.obj
    _fitting(
        everything, file is not None or vorlage is not None, jobs is not None or fresh or record
    )
    if not everything and file is None and vorlage is None:
        raise BadParameter(
            "Bitte eine Datei nennen oder mit --vorlage eine Kennung aus dem Graphen.",
            "Please name a file, or with --vorlage a paper in the graph.",
            parameter="file",
        )
    if not city:
        raise BadParameter(
            "Bitte mit --city sagen, für welche Stadt geprüft wird.",
            "Please say with --city for which city to check.",
            parameter="city",
        )
    if everything:
        if form not in {TEXT, JSON}:
            raise BadParameter(
                "Die Zusammenfassung gibt es als text und json.",
                "The summary is there as text and json.",
                parameter="format",
            )
        check_all.check_all(state, city, date, jobs, out, fresh, form is JSON, record)
    if report_formats()[form.value].heavy and out is None and sys.stdout.isatty():
        raise BadParameter(
            f"Ein {form.value.upper()} gehört in eine Datei; bitte mit --out sagen, in welche.",
            f"A {form.value.upper()} belongs into a file; please say with --out into which.",
            parameter="out",
        )
    body, media = read_paper(file, state.settings.draft_mb) if file is not None else (b"", "")

    who = operator()

    async def work(graph: Graph) -> tuple[Report, bytes]:
        report = await check_report(
            graph, state.settings, body, media, city, date, who, focus=vorlage
        )
        await History.of(state.settings).remember([report], who)
        rules = rules_of(state.settings).rules
        return report, await rendered(graph, report, rules, form.value, who, state.language)

    report, content = run(work, state.settings)
    output(content, out)
    raise typer.Exit(0 if report.verdict in FINE else 1)


def _fitting(everything: bool, one: bool, of_all: bool) -> None:
    """Refuse options that do not go together."""
    if everything and one:
        raise BadParameter(
            "--all prüft die Vorlagen des Graphen; eine Datei oder --vorlage passt nicht dazu.",
            "--all checks the papers of the graph; a file or --vorlage does not go with it.",
            parameter="all",
        )
    if of_all and not everything:
        raise BadParameter(
            "--jobs, --fresh und --record gehören zu --all.",
            "--jobs, --fresh and --record belong to --all.",
            parameter="all",
        )


def read_paper(file: Path, most_mb: int) -> tuple[bytes, str]:
    """The draft and its media type."""
    media = MEDIA[".json"] if str(file) == "-" else MEDIA.get(file.suffix.lower())
    if media is None:
        raise BadParameter(
            f"Die Endung „{file.suffix}“ sagt nicht, was {file} ist. "
            f"Gelesen werden: {', '.join(MEDIA)}.",
            f"The ending “{file.suffix}” does not tell what {file} is. Read: {', '.join(MEDIA)}.",
            parameter="file",
        )
    return read_file(file, most_mb), media
