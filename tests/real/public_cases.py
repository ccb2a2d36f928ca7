"""What is looked at in the answers to the public cases, by case: a sentence each, none of theirs.

A check gets a ``Product`` and the folder of its case, and says what is wrong, or nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import httpx2

MEDIA = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".txt": "text/plain",
    ".csv": "text/csv",
    ".json": "application/json",
}
Check: TypeAlias = Callable[["Product", Path], object]
"""True, or anything that is true, if the case is as it should be."""


@dataclass(frozen=True)
class Product:
    """A running service that files are put to."""

    client: httpx2.Client

    def read(self, file: Path) -> tuple[int, dict[str, Any]]:
        """Status, and the first document or the problem."""
        answer = self.client.post(
            "/api/v1/drafts",
            content=file.read_bytes(),
            headers={"Content-Type": MEDIA[file.suffix]},
        )
        data: dict[str, Any] = answer.json()
        return answer.status_code, data["documents"][0] if "documents" in data else data

    def draft(self, file: Path) -> dict[str, Any]:
        """The draft alone; empty if the file is refused."""
        found: dict[str, Any] = self.read(file)[1].get("draft", {})
        return found

    def asked(self, file: Path) -> set[str]:
        """The fields that are asked."""
        return {one["field"].split("[")[0] for one in self.read(file)[1].get("questions", [])}

    def said(self, file: Path) -> str:
        """All remarks and the detail of a refusal, as one text."""
        _, found = self.read(file)
        return " ".join([*found.get("remarks", []), str(found.get("detail", ""))])

    def rules(self, file: Path, city: str = "leipzig") -> set[str]:
        """The rules that find something."""
        answer = self.client.post(
            f"/api/v1/checks?city={city}",
            content=file.read_bytes(),
            headers={"Content-Type": MEDIA[file.suffix]},
        )
        return {one["rule"] for one in answer.json().get("findings", [])}

    def rows(self, query: str) -> list[str]:
        """Lines of a CSV answer without the heading."""
        answer = self.client.get("/sparql", params={"query": query}, headers={"Accept": "text/csv"})
        return answer.text.splitlines()[1:]

    def complaint(self, query: str) -> str:
        """What is said of a query that is not valid."""
        answer = self.client.get("/sparql", params={"query": query})
        return str(answer.json()["detail"])


def _amounts(draft: dict[str, Any]) -> list[str]:
    return [str(one.get("betrag")) for one in draft.get("jahresscheiben", [])]


def _only(folder: Path) -> Path:
    (file,) = (path for path in folder.iterdir() if path.suffix in MEDIA)
    return file


def _merged(product: Product, folder: Path) -> object:
    slices = product.draft(_only(folder)).get("jahresscheiben", [])
    return len(slices) == 4 and all(one.get("haushaltsart") for one in slices)


def _notes(product: Product, folder: Path) -> object:
    draft = product.draft(_only(folder))
    return (draft.get("gesamtbetrag"), draft.get("investitionskosten")) == ("850000", "820000")


def _hidden(product: Product, folder: Path) -> object:
    draft = product.draft(_only(folder))
    return draft.get("gesamtbetrag") == "640000" and "deckung" not in draft


def _unit_in_heading(product: Product, folder: Path) -> object:
    drafts = [product.draft(file) for file in sorted(folder.glob("*.docx"))]
    return [_amounts(one) for one in drafts] == [["400000", "600000"]] * 3


def _no_fields_from_prose(product: Product, folder: Path) -> object:
    draft = product.draft(_only(folder))
    return not {"zielbezuege", "mitwirkung", "raum", "deckung"} & set(draft)


def _unit_or_question(*units: str) -> Check:
    def check(product: Product, folder: Path) -> object:
        file = _only(folder)
        found = product.draft(file).get("federfuehrung")
        return found in units or (found is None and "federfuehrung" in product.asked(file))

    return check


def _ligatures(product: Product, folder: Path) -> object:
    draft = product.draft(_only(folder))
    whole = all(sign not in str(draft) for sign in "ﬀﬁﬂ")
    return whole and draft.get("titel") and draft.get("nichtoeffentlich") is False


def _decomposed(product: Product, folder: Path) -> object:
    draft = product.draft(_only(folder))
    names = ("titel", "datum", "federfuehrung", "verpflichtungsermaechtigung", "raum")
    return all(draft.get(name) for name in names)


def _columns(product: Product, folder: Path) -> object:
    file = _only(folder)
    draft = product.draft(file)
    title = draft.get("titel", "")
    asked = {"titel", "beratungsfolge"} & product.asked(file)
    right = title == "Hochwasserschutz am Lohbach, zweiter Abschnitt"
    return (right or not title) and (len(draft.get("beratungsfolge", [])) == 2 or asked)


def _spelling(product: Product, folder: Path) -> object:
    return all("zb-002" not in product.rules(file) for file in folder.glob("*.json"))


def _in_charge(product: Product, folder: Path) -> object:
    units = [
        product.draft(folder / f"{name}.json").get("federfuehrung")
        for name in ("eingebettet", "einreicher", "adresse")
    ]
    right = units == ["Tiefbauamt", "Stadtplanungsamt", None]
    return right and "federfuehrung" in product.asked(folder / "adresse.json")


def _other_objects(product: Product, folder: Path) -> object:
    kinds = ("meeting", "body", "system")
    told = all("Paper" in product.said(folder / f"{kind}.json") for kind in kinds)
    return told and product.draft(folder / "file.json").get("titel")


def _wrong_types(product: Product, folder: Path) -> object:
    draft = product.draft(folder / "paper.json")
    right = (draft.get("titel"), draft.get("kennung")) == ("Ausbau der Kläranlage", "20260410")
    others = all(
        product.draft(folder / f"{n}.json").get("kennung") for n in ("jsonld", "typ-liste")
    )
    return right and others and "reference" in product.said(folder / "paper.json")


def _utc(product: Product, folder: Path) -> object:
    draft = product.draft(_only(folder))
    return (draft.get("datum"), draft["beratungsfolge"][0].get("datum")) == (
        "2026-03-16",
        "2026-06-24",
    )


def _dummies(product: Product, folder: Path) -> object:
    files = list(folder.glob("*.json"))
    return all("datum" in product.asked(f) and "datum" not in product.draft(f) for f in files)


def _pages(product: Product, folder: Path) -> object:
    first = "38 weitere" in product.said(folder / "paper.json")
    return first and "anderen Seiten" in product.said(folder / "ohne-pagination.json")


def _complaints(product: Product, _: Path) -> object:
    told = {
        "SELECT ?s ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s": "?o",
        "SELECT * { ?s foo:b ?o }": "foo",
        "SELCT * { ?s ?p ?o }": "Spalte 1:",
        "SELECT * { ?s ?p „x“ }": "Anführungszeichen",
    }
    return all(words in product.complaint(query) for query, words in told.items())


def _title(product: Product, folder: Path) -> object:
    return "\u00ad" not in product.draft(_only(folder)).get("titel", "\u00ad")


def _known(field: str, value: object) -> Check:
    return lambda product, folder: product.draft(_only(folder)).get(field) == value


def _refused(product: Product, folder: Path) -> object:
    files = [path for path in folder.iterdir() if path.suffix in MEDIA]
    return all(product.read(file)[0] in {200, 400, 415} for file in files)


CHECKS: dict[str, Check] = {
    "02-docx-cells-merged-downwards": _merged,
    "03-docx-superscript-note-digit": _notes,
    "04-docx-hidden-text": _hidden,
    "05-docx-tracked-row-and-digit": _refused,
    "06-docx-moved-and-inserted-then-deleted": _refused,
    "07-docx-text-box-with-table": lambda p, f: p.draft(_only(f)).get("kennung"),
    "10-docx-soft-hyphen-nbsp-thin-space": _title,
    "11-docx-content-controls": _refused,
    "12-docx-unit-in-heading": _unit_in_heading,
    "14-docx-two-level-heading": lambda p, f: len(_amounts(p.draft(_only(f)))) == 3,
    "15-docx-comment": _known("gesamtbetrag", "75000"),
    "16-odt": lambda p, f: p.read(_only(f))[0] in {200, 415},
    "21-pdf-ligatures": _ligatures,
    "22-text-decomposed-umlauts": _decomposed,
    "25-pdf-justified-text": _no_fields_from_prose,
    "26-pdf-two-columns": _columns,
    "28-pdf-owner-password": lambda p, f: p.read(_only(f))[0] == 200,
    "30-budget-csv": _refused,
    "31-text-justified-double-blanks": _no_fields_from_prose,
    "32-text-labels-then-values": _unit_or_question("51", "Amt 51"),
    "34-text-boxes-none-and-both": _refused,
    "35-text-ligature-label": lambda p, f: p.draft(_only(f)).get("titel"),
    "36-text-windows-1252": _refused,
    "40-oparl-under-direction-of": _in_charge,
    "41-oparl-deleted": lambda p, f: "gelöscht" in p.said(_only(f)),
    "42-oparl-utc-dates": _utc,
    "47-oparl-main-file-text-columns": _unit_or_question("66", "Amt 66"),
    "48-oparl-text-in-auxiliary-file": _known("gesamtbetrag", "320000"),
    "49-oparl-other-objects": _other_objects,
    "51-oparl-wrong-types": _wrong_types,
    "53-oparl-page-has-next": _pages,
    "54-oparl-dummy-dates": _dummies,
    "55-oparl-whole-day-and-order": lambda p, f: len(p.draft(_only(f))["beratungsfolge"]) == 2,
    "56-oparl-type-with-slash": _known("kennung", "2026/1"),
    "57-draft-name-spelling": _spelling,
    "87-sparql-zero-length-path": lambda p, _: (
        p.rows("SELECT ?x { <urn:nirgends> <urn:p>* ?x }") == ["urn:nirgends"]
    ),
    "89-sparql-error-messages": _complaints,
}
