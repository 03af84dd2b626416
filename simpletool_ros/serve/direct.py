"""The short way from the bytes of a body to an endpoint, for what is asked many times a second."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, get_type_hints

from fastapi import FastAPI, Request, Response
from pydantic import BaseModel, ValidationError
from starlette.types import Receive, Scope, Send

from .errors import Refused

_logger = logging.getLogger(__name__)

Endpoint = Callable[[Any, Request], Awaitable[Response]]
"""``(body: a model, request: Request) -> Response``."""


class Direct:
    """ASGI application: answers what is posted to its endpoints, and hands everything else to FastAPI.

    FastAPI's routing, dependencies and stacks of what is to be closed cost several times what an endpoint
    itself does, and a decoding takes only a few milliseconds. FastAPI knows the endpoints too: it describes
    them and says which methods they have.
    """

    def __init__(self, api: FastAPI) -> None:
        """Stand before ``api``, behind what hands a body on in one piece."""
        self._api = api
        self._endpoints: dict[str, tuple[type[BaseModel], Endpoint]] = {}

    def post(self, path: str, endpoint: Endpoint, **described: Any) -> None:
        """Add an endpoint; ``described`` is what FastAPI is to know of it."""
        self._endpoints[path] = get_type_hints(endpoint)["body"], endpoint
        self._api.add_api_route(path, endpoint, methods=["POST"], **described)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        found = self._endpoints.get(scope.get("path", ""))
        if found is None or scope.get("method") != "POST":
            await self._api(scope, receive, send)
            return
        model, endpoint = found
        try:
            body = model.model_validate_json((await receive())["body"])
            response = await endpoint(body, Request(scope, receive))
        except ValidationError as error:
            response = _invalid(error).response(scope["path"])
        except Refused as error:
            response = error.response(scope["path"])
        except Exception as error:
            _logger.exception("a fault of the server")
            response = Refused.fault(error).response(scope["path"])
        await response(scope, receive, send)


def _invalid(error: ValidationError) -> Refused:
    """Return every fault of a body as one message, and as the list that FastAPI makes of it."""
    faults = error.errors(include_url=False)
    detail = [{"type": one["type"], "loc": ("body", *one["loc"]), "msg": one["msg"]} for one in faults]
    if faults[0]["type"] == "json_invalid":
        return Refused(422, f"the body is not JSON: {faults[0]['ctx']['error']}", detail=detail)
    where = [".".join(map(str, one["loc"])) for one in faults]
    said = "; ".join(
        f"{at}: {one['msg']}" if at else one["msg"] for at, one in zip(where, faults, strict=True)
    )
    return Refused(422, said, where[0] or None, detail=detail)
