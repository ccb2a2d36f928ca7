"""A city's profile is read whole and rests on a resolution; a file that is not sound is refused."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from tests import content

from leitgraph.catalog.profiles import CityProfile, load_profile, profile_path
from leitgraph.config import Settings
from leitgraph.errors import LeitgraphError
from leitgraph.model import Severity

SETTINGS = Settings()
DATA = SETTINGS.content_dir("data")
GOOD = """
[[regel]]
id = "ze-002"
schwere = "muss"
beschluss = "V1/24"
quelle = "Amtsblatt 1/2024"

[[ausnahme]]
name = "Straßenbenennungen"
name-en = "Street names"
titel = ["Benennung"]
gz = ["62"]
beschluss = "V1/24"
quelle = "Amtsblatt 1/2024"
"""
GROUND = 'beschluss = "V1/24"\nquelle = "Amtsblatt"\n'


def test_every_profile_that_is_there_is_read_and_the_demo_city_has_one() -> None:
    folders = {path.parent.name for path in DATA.glob("**/profil.toml")}
    slugs = {"musterstadt" if name == "demo" else name for name in folders}
    assert set(content.city_profiles()) == slugs
    assert "musterstadt" in content.city_profiles()


def test_the_profile_of_the_demo_city_says_on_every_line_that_it_is_made_up() -> None:
    demo = content.city_profiles()["musterstadt"]
    grounds = [one.ground for one in demo.changes.values()]
    grounds += [one.ground for one in demo.exemptions]
    assert len(grounds) == 6
    assert all("synthetisch" in ground.resolution for ground in grounds)
    assert all("Erfunden" in ground.source for ground in grounds)


def test_a_profile_switches_rules_off_and_changes_their_severity_with_its_ground() -> None:
    demo = content.city_profiles()["musterstadt"].applied_to(content.rules())
    assert set(content.rules()) - set(demo) == {"qu-004"}
    assert {id_ for id_, rule in demo.items() if rule != content.rules()[id_]} == {"ze-002"}
    assert content.rules()["ze-002"].severity is Severity.WARNING
    assert demo["ze-002"].severity is Severity.VIOLATION
    assert demo["ze-002"].source.startswith(content.rules()["ze-002"].source)
    assert "Hier „muss“ nach Beschluss V0301/24" in demo["ze-002"].source


def test_without_a_profile_the_rules_stand_as_they_are() -> None:
    assert CityProfile().applied_to(content.rules()) == dict(content.rules())


def test_an_exemption_covers_a_paper_only_if_all_its_conditions_hold() -> None:
    (streets, staff, questions, gifts) = content.city_profiles()["musterstadt"].exemptions
    assert streets.covers([], "Benennung einer Straße", ["62"], [])
    assert streets.covers([], "Vorschlag zur UMBENENNUNG des Platzes", ["62"], [])
    assert not streets.covers([], "Benennung einer Straße", ["66"], [])
    assert not streets.covers([], "Neue Straße, Vorbenennung", ["62"], [])
    assert staff.covers([], "Besetzung der Stelle einer Amtsleitung", ["10"], [])
    assert not staff.covers([], "Besetzung eines Hauses", ["10"], [])
    assert questions.covers(["Vorlage", "Anfrage"], "Was kostet das?", [], [Decimal(10**9)])
    assert not questions.covers(["Vorlage", "Antrag"], "Anfrage an die Verwaltung", [], [])
    assert gifts.covers([], "Annahme einer Spende", ["41"], [Decimal(10_000)])
    assert not gifts.covers([], "Annahme einer Spende", ["41"], [Decimal(1), Decimal(10_001)])


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "profil.toml"
    path.write_text(text, "utf-8")
    return path


def test_the_good_file_of_the_next_test_is_good(tmp_path: Path) -> None:
    profile = load_profile(written(tmp_path, GOOD), content.rules())
    assert (set(profile.changes), profile.stage) == ({"ze-002"}, 1)
    strict = load_profile(
        written(tmp_path, f"[relevanz]\nstufe = 2\n{GROUND}{GOOD}"), content.rules()
    )
    assert strict.stage == 2
    assert [one.name.en for one in profile.exemptions] == ["Street names"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"ze-002"', '"ze-999"', "die Regel ze-999 gibt es nicht"),
        ('id = "ze-002"\n', "", "id fehlt oder ist leer"),
        ('schwere = "muss"', 'schwere = "streng"', "schwere ist muss, sollte, kann"),
        ('schwere = "muss"\n', "", "entweder aktiv = false oder schwere"),
        ('schwere = "muss"', 'schwere = "muss"\naktiv = false', "entweder aktiv = false"),
        ('schwere = "muss"', "aktiv = true", "aktiv ist false"),
        ('schwere = "muss"', "aktiv = 0", "aktiv ist false"),
        ('beschluss = "V1/24"\n', "", "beschluss fehlt oder ist leer"),
        ('quelle = "Amtsblatt 1/2024"', 'quelle = " "', "quelle fehlt oder ist leer"),
        ('schwere = "muss"', 'schwere = "muss"\nwarum = "so"', "unbekannt: warum"),
        ('gz = ["62"]', 'gz = ["62"]\nfarbe = "blau"', "unbekannt: farbe"),
        ('gz = ["62"]', 'gz = "62"', "gz ist eine Liste von Texten"),
        ('gz = ["62"]', "gz = []", "gz ist eine Liste von Texten"),
        ('gz = ["62"]', 'art = ["Brief"]', "keine Art: Brief"),
        ('gz = ["62"]', 'betrag-bis = "1"', "betrag-bis ist eine ganze Zahl von Euro"),
        ('titel = ["Benennung"]\ngz = ["62"]', "betrag-bis = 5", "art, titel oder gz muss sagen"),
        ('name-en = "Street names"\n', "", "name-en fehlt oder ist leer"),
        ("[[ausnahme]]", "[ausnahme]", "[[ausnahme]] ist keine Tabelle"),
        ("[[ausnahme]]", "[[ausname]]", "unbekannt: ausname"),
        ("[[regel]]", "[[regel]", "kein gültiges TOML"),
        ("[[regel]]", "[relevanz]\nstufe = 3\n" + GROUND + "[[regel]]", "stufe ist 0, 1 oder 2"),
        ("[[regel]]", "[relevanz]\nstufe = true\n" + GROUND + "[[regel]]", "stufe ist 0, 1"),
        ("[[regel]]", "[relevanz]\nstufe = 1\n[[regel]]", "[relevanz]: beschluss fehlt"),
        ("[[regel]]", "[[relevanz]]\nstufe = 1\n[[regel]]", "[relevanz] ist keine Tabelle"),
        (GOOD, "", "die Datei ändert nichts"),
        (GOOD, GOOD + GOOD, "[[regel]] 2: ze-002 steht zweimal da"),
    ],
)
def test_a_broken_profile_is_told_with_its_file(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    with pytest.raises(LeitgraphError, match=r"profil\.toml(:\d+)?: ") as refused:
        load_profile(written(tmp_path, text), content.rules())
    assert message in refused.value.detail
    assert refused.value.detail != refused.value.detail_en


def test_the_file_of_a_city_is_found_by_its_slug() -> None:
    assert profile_path(DATA, "musterstadt") == DATA / "demo" / "profil.toml"
    assert profile_path(DATA, "dresden") is None
    assert profile_path(DATA, "") is None


def test_the_profile_of_the_howto_is_sound(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto-profile.md").read_text("utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    profile = load_profile(written(tmp_path, text), content.rules())
    assert {id_: one.severity for id_, one in profile.changes.items()} == {
        "ze-002": Severity.VIOLATION,
        "qu-004": None,
    }
    assert [one.units for one in profile.exemptions] == [("62",)]
