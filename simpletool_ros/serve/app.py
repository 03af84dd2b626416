"""The application: every endpoint, on one engine host. Building it starts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.middleware.cors import CORSMiddleware

from . import chat, docs, function_call
from .admission import Admission
from .answering import Answering
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


def application(
    host: EngineHost, settings: Settings | None = None, routers: Sequence[APIRouter] = ()
) -> FastAPI:
    """Return the ASGI application.

    Args:
        host: what answers; the caller closes it.
        settings: limits and openings; by default the safe ones.
        routers: further endpoints, such as a live page.
    """
    settings = settings or Settings()
    metrics = Metrics(host)
    answering = Answering(host, settings, metrics)
    refusals: dict[int | str, dict[str, Any]] = {"default": {"model": Problem, "description": "any fault"}}
    app = FastAPI(title="simpletool", description=ABOUT, docs_url=None, redoc_url=None, responses=refusals)

    function_call.add(app, answering)  # the first is found the fastest

    @app.get(HEALTH, tags=["server"])
    async def health() -> Health:
        """Say that the server is up and which model it has."""
        return Health(model=host.model, version=host.engine.profile, engine=host.engine.name)

    chat.add(app, answering)
    metrics.add(app)
    docs.add(app)
    for router in routers:
        app.include_router(router)

    @app.exception_handler(Refused)
    async def refused(request: Request, error: Refused) -> JSONResponse:
        return error.response(request.url.path)

    @app.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return _invalid(error).response(request.url.path)

    @app.exception_handler(HTTPException)
    async def failed(request: Request, error: HTTPException) -> JSONResponse:
        response = Refused(error.status_code, str(error.detail)).response(request.url.path)
        response.headers.update(error.headers or {})  # which methods are allowed, say
        return response

    @app.exception_handler(Exception)
    async def broken(request: Request, error: Exception) -> JSONResponse:
        return Refused(500, f"a fault of the server: {type(error).__name__}").response(request.url.path)

    # The last one added is met first.
    app.add_middleware(Admission, settings=settings)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type"],
        )
    endpoints = frozenset([HEALTH, METRICS, FUNCTION_CALL, chat.CHAT, chat.MODELS])
    app.add_middleware(Counted, metrics=metrics, endpoints=endpoints)
    return app


def _invalid(error: RequestValidationError) -> Refused:
    """Return every fault of a body as one message, and as the list that FastAPI makes of it."""
    detail = [{key: one[key] for key in ("type", "loc", "msg")} for one in error.errors()]
    if detail[0]["type"] == "json_invalid":
        return Refused(422, f"the body is not JSON: {error.errors()[0]['ctx']['error']}", detail=detail)
    where = [".".join(str(part) for part in one["loc"] if part != "body") for one in detail]
    said = "; ".join(
        f"{at}: {one['msg']}" if at else one["msg"] for at, one in zip(where, detail, strict=True)
    )
    return Refused(422, said, where[0] or None, detail=detail)
