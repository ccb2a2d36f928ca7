"""Questions about a form: what is ticked or written there, and what is open."""

from __future__ import annotations

from collections.abc import Sequence

from leitgraph.model import Text

_SHOWN = 120


def boxes(name: Text, ticked: Sequence[str]) -> Text:
    """No box of a group is ticked, or several."""
    if not ticked:
        return Text(
            f"{name.de}: Im Formblatt ist kein Kästchen angekreuzt. Was gilt?",
            f"{name.en}: no box of the form is ticked. Which one holds?",
        )
    shown = "; ".join(ticked)
    return Text(
        f"{name.de}: Im Formblatt sind mehrere Kästchen angekreuzt ({shown}). Welches gilt?",
        f"{name.en}: several boxes of the form are ticked ({shown}). Which one holds?",
    )


def incomplete(name: Text, ticked: Sequence[str]) -> Text:
    """Of the groups that make a value together not each has its one tick."""
    shown = "; ".join(ticked) or "–"
    return Text(
        f"{name.de}: Angekreuzt ist nur: {shown}. Was gilt?",
        f"{name.en}: all that is ticked is: {shown}. What holds?",
    )


def unsure(name: Text, words: str) -> Text:
    """A value that does not look like one of its field."""
    shown = " ".join(words.split())[:_SHOWN]
    return Text(
        f"{name.de}: Was ist mit „{shown}“ gemeint?",
        f"{name.en}: what is meant by “{shown}”?",
    )


def which_amount(name: Text, words: str) -> Text:
    """Fewer or more amounts than columns."""
    shown = " ".join(words.split())[:_SHOWN]
    return Text(
        f"{name.de}: Welcher Betrag ist es („{shown}“)?",
        f"{name.en}: which amount is it (“{shown}”)?",
    )


def which_day(body: str, words: str) -> Text:
    """A date that is several, or none."""
    return Text(
        f"Beratungsfolge: An welchem Tag berät {body} („{words}“)?",
        f"Order of deliberation: on which day does {body} deliberate (“{words}”)?",
    )


def no_rows() -> Text:
    """A table of committees in which no row could be read."""
    return Text(
        "Beratungsfolge: Die Tabelle ist nicht lesbar. Welche Gremien beraten wann?",
        "Order of deliberation: the table is not readable. Which bodies deliberate when?",
    )


def which_goal(label: str) -> Text:
    """The form says that a goal is touched, and not which."""
    return Text(
        f"Ziele: Laut Formblatt ist ein Ziel berührt, aber „{label}“ ist leer. Welches?",
        f"Goals: the form says that a goal is touched, but “{label}” is empty. Which one?",
    )
