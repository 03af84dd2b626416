"""The application: every endpoint, on one engine host. Building it starts nothing."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import APIRouter, FastAPI
from pydantic import BaseModel

from .host import EngineHost
from .settings import Settings


class Health(BaseModel):
    """The published server's answer to ``GET /health``, and the engine's name."""

    status: str = "ok"
    loaded: bool = True
    model: str
    version: str
    engine: str


def application(
    host: EngineHost, settings: Settings | None = None, routers: Sequence[APIRouter] = ()
) -> FastAPI:
    """Return the ASGI application.

    Args:
        host: what answers; the caller closes it.
        settings: limits and openings; by default the safe ones.
        routers: further endpoints, such as a live page.
    """
    app = FastAPI(title="simpletool")

    @app.get("/health")
    async def health() -> Health:
        """Say that the server is up and which model it serves."""
        return Health(model=host.model, version=host.engine.profile, engine=host.engine.name)

    for router in routers:
        app.include_router(router)
    return app
