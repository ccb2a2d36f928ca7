"""Paths that end in a version, such as ``/ns/0.1.0``."""

from __future__ import annotations

from starlette.convertors import StringConvertor, register_url_convertor

READ = ["GET", "HEAD"]
"""Methods of what is only read."""


class _Version(StringConvertor):
    """A version as the ontology counts them."""

    regex = r"[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4}"


register_url_convertor("version", _Version())
