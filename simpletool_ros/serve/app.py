"""The application: every endpoint, on one engine host. Building it starts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from . import chat, docs, function_call
from .admission import Admission
from .answering import Answering
from .direct import Direct
from .errors import FUNCTION_CALL, Problem, Refused
from .host import EngineHost
from .metrics import METRICS, Counted, Metrics
from .settings import Settings

ABOUT = "Function calls by a language model that decodes the name and every argument in parallel."

HEALTH = "/health"


class Health(BaseModel):
    """The published server's answer to ``GET /health``, and the engine's name.

    Attributes:
        version: the prompt profile.
    """

    status: str = "ok"
    loaded: bool = True
    model: str
    version: str
    engine: str


class Application:
    """The ASGI application: what every request must pass, then the endpoints.

    Attributes:
        api: what FastAPI has of it; more may be mounted there.
    """

    def __init__(
        self, host: EngineHost, settings: Settings | None = None, routers: Sequence[APIRouter] = ()
    ) -> None:
        """Build it.

        Args:
            host: what answers; the caller closes it.
            settings: limits and openings; by default the safe ones.
            routers: further endpoints, such as a live page.
        """
        settings = settings or Settings()
        metrics = Metrics(host)
        answering = Answering(host, settings, metrics)
        self.api = _api(host)
        direct = Direct(self.api)
        function_call.add(direct, answering)
        chat.add(direct, self.api, answering)
        metrics.add(self.api)
        docs.add(self.api)
        for router in routers:
            self.api.include_router(router)

        app: ASGIApp = Admission(direct, settings)
        if settings.origins:
            app = CORSMiddleware(
                app,
                allow_origins=settings.origins,
                allow_methods=["GET", "POST"],
                allow_headers=["authorization", "content-type"],
            )
        endpoints = frozenset([HEALTH, METRICS, FUNCTION_CALL, chat.CHAT, chat.MODELS])
        self._app = Counted(app, metrics, endpoints)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        await self._app(scope, receive, send)


def _api(host: EngineHost) -> FastAPI:
    """Return FastAPI with this server's form of errors, and its first endpoint."""
    refusals: dict[int | str, dict[str, Any]] = {"default": {"model": Problem, "description": "any fault"}}
    api = FastAPI(title="simpletool", description=ABOUT, docs_url=None, redoc_url=None, responses=refusals)

    @api.get(HEALTH, tags=["server"])
    async def health() -> Health:
        """Say that the server is up and which model it has."""
        return Health(model=host.model, version=host.engine.profile, engine=host.engine.name)

    @api.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> JSONResponse:
        return error.response(request.url.path)

    @api.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> JSONResponse:
        response = Refused(error.status_code, str(error.detail)).response(request.url.path)
        response.headers.update(error.headers or {})  # which methods are allowed, say
        return response

    @api.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> JSONResponse:
        return Refused.fault(error).response(request.url.path)

    return api
