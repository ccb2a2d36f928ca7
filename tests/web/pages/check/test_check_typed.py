"""What is typed into the check page stays as it was typed, whatever it is."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import httpx2
import pytest
from tests.web.markup import Page
from tests.web.pages.check.filled import Filled, sent

from leitgraph.fields import table
from leitgraph.fields.kinds import long
from leitgraph.vorlage import values
from leitgraph.vorlage.draft.fields import parse
from leitgraph.web.pages.check.fields import MAX_ROWS, ROWS
from leitgraph.web.pages.check.form import Form, split, written

if TYPE_CHECKING:
    from tests.shell import Shell


LOADED = ["/static/style.css", "/static/icon.svg", "/static/suggest.js"]


def test_a_city_can_be_taken_over_without_losing_what_is_typed(browser: httpx2.Client) -> None:
    page, filled = sent(browser, {"titel": "Noch nicht fertig", "tun": "stadt"})
    assert filled.forms[-1]["titel"] == "Noch nicht fertig"
    assert "Ergebnis: " not in page.text
    assert "2.2 Fuß- und Radverkehr gemeinsam stärken" in page.text


@pytest.mark.parametrize("list_", sorted(ROWS))
def test_a_row_is_added_and_everything_typed_stays(browser: httpx2.Client, list_: str) -> None:
    first = ROWS[list_][0]
    fields = {"titel": "Versuch", f"{list_}[0].{first}": "eins", f"{list_}[2].{first}": "zwei"}
    before = Filled(browser.get("/pruefen").text).forms[-1]
    count = len([name for name in before if name.startswith(list_) and name.endswith(first)])
    page, filled = sent(browser, {**fields, "tun": f"zeile:{list_}"})
    kept = filled.forms[-1]
    shown = [name for name in kept if name.startswith(list_) and name.endswith(f".{first}")]
    assert len(shown) == max(count, 2 + 1)
    assert [kept[name] for name in shown[:3]] == ["eins", "zwei", ""]
    assert kept["titel"] == "Versuch"
    assert "Ergebnis: " not in page.text
    full, filled = sent(browser, {**kept, shown[2]: "drei", "tun": f"zeile:{list_}"})
    assert [filled.forms[-1][f"{list_}[{n}].{first}"] for n in range(4)] == [
        "eins",
        "zwei",
        "drei",
        "",
    ]
    assert [f["name"] for f in full.inputs if "autofocus" in f] == [f"{list_}[3].{first}"]


def test_rows_end_somewhere(browser: httpx2.Client) -> None:
    fields = {f"allokationen[{n}].anteil": "1 %" for n in range(MAX_ROWS)}
    page, filled = sent(browser, {**fields, "tun": "zeile:allokationen"})
    assert f"allokationen[{MAX_ROWS - 1}].anteil" in filled.forms[-1]
    assert f"allokationen[{MAX_ROWS}].anteil" not in filled.forms[-1]
    assert page.text.count("Zeile hinzufügen") == len(ROWS) - 1


def test_typed_text_is_text_wherever_it_is_shown(browser: httpx2.Client) -> None:
    evil = "</textarea><script>alert(1)</script>\"'><img src=x onerror=y>&amp;{{ 7*7 }}"
    fields = {"titel": evil, "gegenstand": "\n" + evil, "zielbezuege[0].begruendung": evil}
    fields |= {"zielbezuege[0].ziel": evil, "kennung": evil, "federfuehrung": evil, "raum": evil}
    page, filled = sent(browser, fields)
    assert page.loaded == LOADED
    assert {name: filled.forms[-1][name] for name in fields} == fields
    file, _ = sent(browser, {}, (evil + ".json", b"{"), 400)
    assert file.loaded == LOADED


def test_line_ends_stay_in_every_text_that_may_have_some(browser: httpx2.Client) -> None:
    names = [name for name, field in table.FIELDS.items() if long(field.kind)]
    names.append("zielbezuege[0].abwaegung")
    fields = dict.fromkeys(names, "eine Zeile\nnoch eine")
    page, filled = sent(browser, {"titel": "Versuch", **fields, "tun": "stadt"})
    assert {name: filled.forms[-1][name] for name in names} == fields
    shown = {found["name"] for found in page.inputs if "type" in found}
    assert not shown & set(names)


def test_stray_code_units_do_no_harm(browser: httpx2.Client) -> None:
    page, _ = sent(browser, {"titel": "a\x00b"})
    assert "ab" in page.words
    file = ("v.json", b'{"titel": "a\\ud800b"}')
    answer = browser.post("/pruefen", data={"city": "musterstadt"}, files={"datei": file})
    assert answer.status_code == 400, answer.text
    assert "Das JSON enthält halbe Zeichen" in answer.text
    assert Page(answer.text).wrong == []


def test_the_language_is_changed_without_losing_what_is_typed(served: Shell) -> None:
    with httpx2.Client(base_url=served.url, headers={"Accept": "text/html"}) as other:
        fields = {"titel": "Getippt", "tun": "sprache"}
        page, filled = sent(other, fields, path="/pruefen?lang=en")
        assert page.language == "en"
        assert filled.forms[-1]["titel"] == "Getippt"
        assert Page(other.get("/pruefen").text).language == "en"


@pytest.mark.parametrize("number", ["0", "1650000", "1.5", "1.650", "1650.125", "0.1", "1E+6"])
def test_a_number_of_a_file_stays_that_number_in_the_form(number: str) -> None:
    (value,) = parse(f'{{"n": {number}}}').values()
    assert values.amount("n", written(value)) == Decimal(number)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("20; 67", ["20", "67"]),
        ("20, 67,61.2", ["20", "67", "61.2"]),
        ("Amt für Schule, Jugend und Sport", ["Amt für Schule, Jugend und Sport"]),
        ("20\n67;", ["20", "67"]),
    ],
)
def test_several_in_one_field_are_parted_as_clerks_write_them(text: str, parts: list[str]) -> None:
    assert split(text) == parts


def test_what_the_form_cannot_show_travels_with_it() -> None:
    odd = {
        "titel": "x",
        "mitwirkung": ["Amt A; Amt B"],
        "zielbezuege": [{"ziel": "a", "farbe": 1}],
        "gegenstand": ["a"],
        "neu": {"a": [1]},
    }
    form = Form.of_draft(odd)
    assert form.values == {"titel": "x"}
    assert form.draft() == odd


def test_a_goal_given_as_a_bare_text_fills_its_row() -> None:
    form = Form.of_draft({"titel": "x", "zielbezuege": ["uz-2-8"]})
    assert form.draft() == {"titel": "x", "zielbezuege": [{"ziel": "uz-2-8"}]}
