"""One exception tree; every face (API, page, CLI) renders it the same way.

LeitgraphError                 500  something of ours went wrong
├── BadInput                   400  the caller's input cannot be read; says where and what to do
│   ├── BadQuery               400  SPARQL that does not parse or is too deep; has line and column
│   ├── BadData                400  RDF, JSON or a file that does not parse; has line and column
│   └── BadParameter           422  a parameter of a named query or form is missing or wrong
├── Unauthorised               401  a token is missing or unknown
├── Forbidden                  403  refused by rule: SERVICE, LOAD, another's graph
├── NotFound                   404  no such graph, query, resource, city
├── NotAcceptable              406  no such media type on offer
├── Conflict                   409  the graph moved on, or the structure gate refused the write
├── PreconditionFailed         412  If-Match or If-None-Match does not hold
├── TooLarge                   413  query or upload over the limit
├── UnsupportedMediaType       415  the body's media type is not read here
├── TooManyRequests            429  too many at once; retry later
├── Busy                       503  no reader free in time, or the graph is starting
├── DeadlineExceeded           504  the question ran longer than its deadline and was ended
├── OutOfMemory                507  the question needed more memory than it may have
├── StorageFull                507  the disk is full; nothing was written
├── BadContent                   -   a rule, query, city, profile or shape file is refused
├── InUse                       -   another instance holds the data directory
├── Damaged                     -   journal or backup does not verify; names the restore command
└── UnsupportedShape            -   a shape uses what is not supported, or is not well formed
"""

from __future__ import annotations

from typing import Any, ClassVar


class LeitgraphError(Exception):
    """Base of all errors shown to users: a German sentence, an English one, and facts.

    ``detail`` says what happened and what to do, in plain German; ``detail_en`` the same in
    English. ``facts`` goes into the problem document (RFC 9457, section 3.2, extension members).
    """

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Interner Fehler"
    title_en: ClassVar[str] = "Internal error"

    def __init__(self, detail: str, detail_en: str | None = None, **facts: Any) -> None:
        super().__init__(detail)
        self.detail = detail
        self.detail_en = detail_en or detail
        self.facts = facts

    def as_dict(self) -> dict[str, Any]:
        """Plain data that crosses a process boundary; ``from_dict`` is the way back."""
        return {
            "slug": self.slug,
            "detail": self.detail,
            "detail_en": self.detail_en,
            "facts": self.facts,
        }

    @staticmethod
    def from_dict(data: dict[str, Any]) -> LeitgraphError:
        """The error that ``as_dict`` described; an unknown slug becomes the base class."""
        cls = _by_slug().get(str(data.get("slug")), LeitgraphError)
        return cls(
            str(data.get("detail", "")), data.get("detail_en"), **dict(data.get("facts") or {})
        )


class BadInput(LeitgraphError):
    """The caller's input cannot be read."""

    status = 400
    slug = "bad-input"
    title = "Eingabe nicht lesbar"
    title_en = "Input cannot be read"


class BadQuery(BadInput):
    """A SPARQL query or update that does not parse; ``facts`` may hold ``line`` and ``column``."""

    slug = "bad-query"
    title = "Abfrage nicht lesbar"
    title_en = "Query cannot be read"


class BadData(BadInput):
    """A document that does not parse; ``facts`` may hold ``line`` and ``column``."""

    slug = "bad-data"
    title = "Daten nicht lesbar"
    title_en = "Data cannot be read"


class BadParameter(BadInput):
    """A parameter is missing, unknown or of the wrong type; ``facts`` holds ``parameter``."""

    status = 422
    slug = "bad-parameter"
    title = "Angabe fehlt oder passt nicht"
    title_en = "Parameter missing or wrong"


class Unauthorised(LeitgraphError):
    """A valid ``Authorization: Bearer`` token is needed."""

    status = 401
    slug = "unauthorised"
    title = "Anmeldung nötig"
    title_en = "Authentication needed"


class Forbidden(LeitgraphError):
    """Refused by rule, whoever asks (SERVICE, LOAD) or because of who asks."""

    status = 403
    slug = "forbidden"
    title = "Nicht erlaubt"
    title_en = "Not allowed"


class NotFound(LeitgraphError):
    """There is no such thing."""

    status = 404
    slug = "not-found"
    title = "Nicht gefunden"
    title_en = "Not found"


class NotAcceptable(LeitgraphError):
    """None of the media types the client accepts is on offer."""

    status = 406
    slug = "not-acceptable"
    title = "Format nicht verfügbar"
    title_en = "Format not available"


class Conflict(LeitgraphError):
    """The write does not fit the graph; ``facts`` may hold the gate's ``findings``."""

    status = 409
    slug = "conflict"
    title = "Widerspricht dem Bestand"
    title_en = "Conflicts with the graph"


class PreconditionFailed(LeitgraphError):
    """``If-Match`` or ``If-None-Match`` does not hold; ``facts`` holds the graph's ``version``."""

    status = 412
    slug = "precondition-failed"
    title = "Inzwischen geändert"
    title_en = "Changed meanwhile"


class TooLarge(LeitgraphError):
    """A query or an upload is larger than allowed."""

    status = 413
    slug = "too-large"
    title = "Zu groß"
    title_en = "Too large"


class UnsupportedMediaType(LeitgraphError):
    """The media type of the body is not read here."""

    status = 415
    slug = "unsupported-media-type"
    title = "Format wird nicht gelesen"
    title_en = "Media type not supported"


class TooManyRequests(LeitgraphError):
    """Too many requests at once; ``facts`` holds ``retry_after`` in seconds."""

    status = 429
    slug = "too-many-requests"
    title = "Zu viele Anfragen"
    title_en = "Too many requests"


class Busy(LeitgraphError):
    """No reader became free in time, or the graph is still starting."""

    status = 503
    slug = "busy"
    title = "Ausgelastet"
    title_en = "Busy"


class DeadlineExceeded(LeitgraphError):
    """The question ran longer than its deadline and was ended."""

    status = 504
    slug = "deadline-exceeded"
    title = "Zeit überschritten"
    title_en = "Deadline exceeded"


class OutOfMemory(LeitgraphError):
    """The question needed more memory than it may have and was ended."""

    status = 507
    slug = "out-of-memory"
    title = "Speicher überschritten"
    title_en = "Memory exceeded"


class StorageFull(LeitgraphError):
    """The disk is full; nothing was written."""

    status = 507
    slug = "storage-full"
    title = "Datenträger voll"
    title_en = "Disk full"


class BadContent(LeitgraphError):
    """Content files are refused; ``facts`` holds ``refusals``: file, line, condition, texts."""

    slug = "bad-content"
    title = "Inhalt abgewiesen"
    title_en = "Content refused"


class InUse(LeitgraphError):
    """Another instance holds the data directory."""

    slug = "in-use"
    title = "Bereits in Benutzung"
    title_en = "In use"


class Damaged(LeitgraphError):
    """Journal, saved view or backup does not verify."""

    slug = "damaged"
    title = "Daten beschädigt"
    title_en = "Data damaged"


class UnsupportedShape(LeitgraphError):
    """A shape uses what is not supported, or is not well formed."""

    slug = "unsupported-shape"
    title = "Form nicht unterstützt"
    title_en = "Shape not supported"


def _by_slug() -> dict[str, type[LeitgraphError]]:
    found: dict[str, type[LeitgraphError]] = {}
    queue: list[type[LeitgraphError]] = [LeitgraphError]
    while queue:
        cls = queue.pop()
        found.setdefault(cls.slug, cls)  # a subclass without a slug of its own is not its base
        queue.extend(cls.__subclasses__())
    return found
