"""JSON of others, read exactly: numbers as they are written, errors with their place."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

from leitgraph.errors import BadData

DEPTH = 100
"""So deep lists and objects may stand in each other; no draft and no Paper has ten levels."""
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(text: str) -> Any:
    """What a text in JSON says. ``BadData`` with line and column for what is none."""
    try:
        data = json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise BadData(
            f"Das ist kein gültiges JSON (Zeile {error.lineno}, Spalte {error.colno}).",
            f"This is not valid JSON (line {error.lineno}, column {error.colno}).",
            line=error.lineno,
            column=error.colno,
        ) from None
    except (RecursionError, ValueError):
        raise _impossible() from None
    if not _shallow(data):
        raise _impossible()
    if _SURROGATE.search(text):
        try:
            json.dumps(data, ensure_ascii=False, default=str).encode()
        except UnicodeEncodeError:
            raise BadData(
                "Das JSON enthält halbe Zeichen (\\ud800 bis \\udfff ohne ihr Gegenstück).",
                "The JSON holds halves of characters (\\ud800 to \\udfff without the other half).",
            ) from None
    return data


def plain(value: Any) -> Any:
    """The same without decimal numbers: they become texts, digit by digit as they were written."""
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value


def _shallow(data: Any) -> bool:
    """True if nothing stands deeper than ``DEPTH``; walks level by level, without recursion."""
    level = [data]
    for _ in range(DEPTH):
        inside = [
            part.values() if isinstance(part, dict) else part
            for part in level
            if isinstance(part, dict | list)
        ]
        level = [one for parts in inside for one in parts if isinstance(one, dict | list)]
        if not level:
            return True
    return False


def _impossible() -> BadData:
    return BadData(
        "Das JSON ist zu tief geschachtelt oder enthält unmögliche Zahlen.",
        "The JSON is nested too deeply or holds impossible numbers.",
    )


def _no_constant(name: str) -> None:
    raise ValueError(name)
