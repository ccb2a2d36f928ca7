"""Settings: environment ``LEITGRAPH_*`` first, then a TOML file, then the defaults here.

The file is named by ``LEITGRAPH_CONFIG``, or is ``leitgraph.toml`` in the working directory.
Built only by the two faces (``cli``, ``web``) and handed down; nothing below reads a global.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

NS = "https://w3id.org/insek/ns#"
ONTOLOGY_GRAPH = "https://w3id.org/insek/ns"
VOCAB_BASE = "https://w3id.org/insek/vocab/"

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]*$")]


class Settings(BaseSettings):
    """All settings of Leitgraph. Every field is documented in ``docs/settings.md``."""

    model_config = SettingsConfigDict(env_prefix="LEITGRAPH_", extra="forbid", frozen=True)

    host: str = Field("127.0.0.1", description="Adresse, an der der Dienst lauscht")
    port: int = Field(8000, ge=0, le=65535, description="Port des Dienstes")
    data: Path = Field(Path("var"), description="Verzeichnis für Journal und gesicherte Sicht")
    journal: str = Field(
        "", description="SQLAlchemy-URL des Journals; leer: SQLite im Verzeichnis data"
    )
    view: str = Field("memory", description="Sicht auf das Journal: memory oder disk")
    base: str = Field("https://w3id.org/insek/id", description="Basis der Ressourcen-IRIs")
    admin_token: SecretStr = Field(
        SecretStr(""), description="Token für Schreibrechte; leer: niemand darf schreiben"
    )
    content: Path | None = Field(
        None, description="Verzeichnis mit ontology, shapes, data, queries; leer: mitgelieferte"
    )
    forms: str = Field(
        "",
        description="Formblätter: Datei oder Verzeichnis; leer: mitgelieferte, „keine“: ohne",
    )
    publisher: str = Field(
        "", description="Wer den Dienst betreibt, für die Beschreibung der Datensätze"
    )
    contact: str = Field(
        "", description="E-Mail oder Adresse im Netz für Fragen zu den Datensätzen; leer: keine"
    )
    seed_demo: bool = Field(True, description="Demo-Stadt beim ersten Start laden")
    readers: int = Field(3, ge=1, le=64, description="Warme Leseprozesse")
    readers_max: int = Field(8, ge=1, le=256, description="Höchstzahl der Leseprozesse")
    queue_seconds: float = Field(5.0, gt=0, description="Wartezeit auf einen Leseprozess in s")
    deadline_public: float = Field(10.0, gt=0, description="Frist je Frage, öffentlich, in s")
    deadline_admin: float = Field(120.0, gt=0, description="Frist je Frage, Verwaltung, in s")
    memory_public_mb: int = Field(1024, ge=64, description="Speicher je Frage, öffentlich, in MB")
    memory_admin_mb: int = Field(8192, ge=64, description="Speicher je Frage, Verwaltung, in MB")
    rows_public: int = Field(100_000, ge=1, description="Zeilen je Antwort, öffentlich")
    rows_admin: int = Field(10_000_000, ge=1, description="Zeilen je Antwort, Verwaltung")
    bytes_public_mb: int = Field(64, ge=1, description="Größe je Antwort, öffentlich, in MB")
    bytes_admin_mb: int = Field(4096, ge=1, description="Größe je Antwort, Verwaltung, in MB")
    query_bytes: int = Field(65536, ge=1024, description="Größte Abfrage in Byte")
    upload_mb: int = Field(512, ge=1, description="Größte Übertragung beim Schreiben in MB")
    draft_mb: int = Field(20, ge=1, description="Größter Entwurf bei der Prüfung in MB")
    drafts_days: int = Field(
        90, ge=0, description="Gespeicherte Entwürfe so viele Tage aufheben; 0: keine speichern"
    )
    drafts_max: int = Field(2000, ge=0, description="Höchstzahl gespeicherter Entwürfe")
    history_days: int = Field(
        1095, ge=0, description="Prüfungen so viele Tage aufheben; 0: keine aufheben"
    )
    history_max: int = Field(100_000, ge=0, description="Höchstzahl aufgehobener Prüfungen")
    cache_mb: int = Field(64, ge=0, description="Antwortspeicher in MB; 0: aus")
    save_every: int = Field(500, ge=1, description="Sicht nach so vielen Änderungen sichern")
    host_renew_growth_mb: int = Field(
        1024, ge=16, description="Wirt erneuern, wenn er um so viele MB gewachsen ist"
    )
    new_graph_visibility: str = Field(
        "public", description="Sichtbarkeit neuer Graphen: public oder internal"
    )
    gate: str = Field(
        "block", description="Strukturprüfung beim Schreiben: block, warn oder report"
    )

    @field_validator("base")
    @classmethod
    def _without_trailing_slash(cls, value: str) -> str:
        return value.rstrip("/")

    @field_validator("view")
    @classmethod
    def _known_view(cls, value: str) -> str:
        if value not in {"memory", "disk"}:
            raise ValueError("view ist memory oder disk")
        return value

    @field_validator("new_graph_visibility")
    @classmethod
    def _known_visibility(cls, value: str) -> str:
        if value not in {"public", "internal"}:
            raise ValueError("new_graph_visibility ist public oder internal")
        return value

    @field_validator("gate")
    @classmethod
    def _known_gate(cls, value: str) -> str:
        if value not in {"block", "warn", "report"}:
            raise ValueError("gate ist block, warn oder report")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment before file before defaults; no .env file is read."""
        toml = Path(os.environ.get("LEITGRAPH_CONFIG", "leitgraph.toml"))
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, toml))

    def journal_url(self) -> str:
        """SQLAlchemy URL of the journal."""
        return self.journal or f"sqlite:///{(self.data / 'journal.sqlite').resolve()}"

    def content_dir(self, kind: str) -> Path:
        """Folder of ontology, shapes, data or queries: setting, wheel or checkout."""
        if self.content is not None:
            return self.content / kind
        packaged = Path(__file__).parent / "_content" / kind
        if packaged.is_dir():
            return packaged
        root = Path(__file__).parents[2]
        return root / "service" / "queries" if kind == "queries" else root / kind
