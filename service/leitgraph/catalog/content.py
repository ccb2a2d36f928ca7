"""All content files, loaded together, by the service at start and by ``make check``.

Each kind has one loader. Whoever starts is told all that is wrong in all files at once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from leitgraph.catalog.cities import cities_of
from leitgraph.catalog.concept_profiles import ConceptProfile, concept_profiles_of
from leitgraph.catalog.forms.form import Form
from leitgraph.catalog.forms.form_file import forms_of
from leitgraph.catalog.profiles import CityProfile, profiles_of
from leitgraph.catalog.queries import queries_of
from leitgraph.catalog.refusal import Refused, joined
from leitgraph.catalog.rules import RuleSet, read_rules
from leitgraph.catalog.structure import structure_of
from leitgraph.catalog.text.vocabulary import Vocabulary
from leitgraph.config import Settings
from leitgraph.errors import BadContent
from leitgraph.model import City, Query


@dataclass
class Content:
    """What the folders hold, and what of it is refused (as in ``BadContent.facts``)."""

    rules: RuleSet
    queries: Mapping[str, Query] = field(default_factory=dict)
    cities: dict[str, City] = field(default_factory=dict)
    city_profiles: Mapping[str, CityProfile] = field(default_factory=dict)
    concept_profiles: Mapping[str, ConceptProfile] = field(default_factory=dict)
    forms: Mapping[str, Form] = field(default_factory=dict)
    refusals: list[dict[str, Any]] = field(default_factory=list)


def read_content(settings: Settings) -> Content:
    """Every kind of file, as far as it is sound. ``LeitgraphError`` if there is no ontology."""
    known = Vocabulary.of(settings)
    refused = Refused()
    folder = settings.content_dir("shapes") / "rules"
    found = Content(read_rules(folder, known, refused))
    # A city may speak of a rule that is there, also where its file is refused.
    ids = {path.stem for path in folder.glob("*/*.ttl")}
    found.refusals += [one.as_dict() for one in refused.found]
    loaders: dict[str, Callable[[], object]] = {
        "queries": lambda: queries_of(settings, known),
        "cities": lambda: cities_of(settings, known),
        "city_profiles": lambda: profiles_of(settings, ids),
        "concept_profiles": lambda: concept_profiles_of(settings, known),
        "forms": lambda: forms_of(settings),
        "": lambda: structure_of(settings, known),
    }
    for name, load in loaders.items():
        try:
            loaded = load()
        except BadContent as error:
            found.refusals += error.facts["refusals"]
        else:
            if name:
                setattr(found, name, loaded)
    return found


def load_content(settings: Settings) -> Content:
    """Every kind of file. Raises ``BadContent`` that tells all that is wrong in any of them."""
    found = read_content(settings)
    if found.refusals:
        raise joined(found.refusals)
    return found
