"""Every profile of concepts is complete, and one that is not is refused with its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests import content

from leitgraph.catalog.concept_profiles import load_concept_profiles
from leitgraph.errors import LeitgraphError

CRITERIA = {
    "baukasten": ["standard", "mindeststandard"],
    "ebenen": [
        *("zielebene", "oberziel", "kernebene", "besetzt", "leitziel", "unterziel", "raenge"),
    ],
    "stadtteile": ["genannt"],
    "zielqualitaet": ["endzustand", "indikator", "zielwert", "horizont", "einheit"],
}


def test_the_four_profiles_are_there_with_their_criteria() -> None:
    found = {name: [c.id for c in one.criteria] for name, one in content.concept_profiles().items()}
    assert {name: found[name] for name in CRITERIA} == CRITERIA
    assert set(found) == {path.stem for path in content.PROFILES.glob("*.ttl")}


@pytest.mark.parametrize("name", sorted(path.stem for path in content.PROFILES.glob("*.ttl")))
def test_every_criterion_has_a_source_and_speaks_both_languages(name: str) -> None:
    for criterion in content.concept_profiles()[name].criteria:
        assert len(criterion.source) > 20
        assert criterion.title.de != criterion.title.en
        assert criterion.hint.de.endswith((".", "?"))
        for message in criterion.messages.values():
            assert message.de.endswith(".")
            assert message.en.endswith(".")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sh:name", "sh:title", "name fehlt auf Deutsch oder Englisch"),
        ("sh:severity sh:Warning ;", "", "sh:severity fehlt"),
        ("sh:severity sh:Warning", "sh:severity sh:Debug", "ist keine Schwere"),
        ("    regel:prueflinge", "    regel:andere", "regel:prueflinge fehlt"),
        ("regel:form regel:", "regel:norm regel:", "regel:norm gibt es nicht"),
        ("regel:profil-stadtteile", "regel:profil-orte", "heißt wie ihr Profil"),
        ("stadtteile-genannt", "genannt", "muss mit dem Namen des Profils beginnen"),
        ("a sh:PropertyShape", "a sh:PropertyShape ;;;; [", "stadtteile.ttl"),
    ],
)
def test_a_profile_that_lacks_something_is_refused_with_its_name(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    text = content.concept_profiles()["stadtteile"].turtle
    assert old in text
    (tmp_path / "stadtteile.ttl").write_text(text.replace(old, new), "utf-8")
    with pytest.raises(LeitgraphError, match=r"stadtteile\.ttl") as refused:
        load_concept_profiles(tmp_path)
    assert said in refused.value.detail


def test_a_folder_without_profiles_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LeitgraphError, match="kein Profil"):
        load_concept_profiles(tmp_path)
