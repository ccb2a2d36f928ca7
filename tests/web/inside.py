"""The application without a server: asked in this process, so that it can be made to fail."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import httpx2
from fastapi import FastAPI

from leitgraph.config import Settings
from leitgraph.web.app import create_app


def application(data: Path, **settings: Any) -> FastAPI:
    """An application whose graph is never opened."""
    return create_app(Settings(data=data, **settings))


def ask(app: FastAPI, method: str, path: str, **options: Any) -> httpx2.Response:
    """One request."""

    async def asked() -> httpx2.Response:
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://test") as client:
            return await client.request(method, path, **options)

    return asyncio.run(asked())
