"""What went wrong, as a status and in the format of the API that was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel

from ..core.problems import ConfigurationError
from ..engine.base import DeadlineExceeded, PromptTooLong
from .host import Overloaded
from .sessions import Unusable

FUNCTION_CALL = "/v1/function_call"

_KINDS = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    408: "timeout_error",
    413: "invalid_request_error",
    415: "invalid_request_error",
    422: "invalid_request_error",
    503: "overloaded_error",
    504: "timeout_error",
}
"""OpenAI's ``type`` by status; everything else is a ``server_error``."""


class Problem(BaseModel):
    """FastAPI's error, for what is in neither API."""

    detail: str


class Refused(Exception):
    """A request that is not answered as asked.

    Attributes:
        status: of HTTP.
        message: what is wrong and how to mend it.
        param: the field it is about.
        code: for programs.
        detail: FastAPI's list of what is wrong with a body.
    """

    def __init__(
        self,
        status: int,
        message: str,
        param: str | None = None,
        code: str | None = None,
        detail: Sequence[Any] | None = None,
    ) -> None:
        """See the class."""
        super().__init__(message)
        self.status, self.message, self.param, self.code = status, message, param, code
        self.detail = detail

    @classmethod
    def fault(cls, error: Exception) -> Refused:
        """Return how a request is refused by what no code of this server should have raised."""
        return cls(500, f"a fault of the server: {type(error).__name__}")

    def response(self, path: str) -> JSONResponse:
        """Return it in the format of the API that ``path`` belongs to.

        ``/v1/function_call`` has the published server's: every field of its response, with ``error`` set,
        and FastAPI's ``detail`` where that server answers with it. The rest of ``/v1`` has OpenAI's, which
        says 400 where the other says 422. Everything else has FastAPI's.
        """
        status, content = self.status, {}
        if path == FUNCTION_CALL:
            content = failure(self.message)
            if self.detail is not None:
                content["detail"] = self.detail
        elif path.startswith("/v1/"):
            status = 400 if status == 422 else status
            kind = _KINDS.get(status, "server_error")
            error = {"message": self.message, "type": kind, "param": self.param, "code": self.code}
            content = {"error": error}
        else:
            content = {"detail": self.message}
        headers = {"retry-after": "1"} if status == 503 else {}
        if status == 401:
            headers["www-authenticate"] = "Bearer"
        return JSONResponse(content, status, headers)


def nobody_asks() -> Refused:
    """Return how messages without an instruction are refused."""
    return Refused(422, "messages: holds no message of the role user", "messages")


def failure(error: str) -> dict[str, Any]:
    """Return the published server's response when nothing was decoded."""
    return {
        "success": False,
        "function": None,
        "args": {},
        "heads": {},
        "content": None,
        "latency_ms": 0.0,
        "error": error,
    }


def refusal(error: Exception) -> Refused:
    """Return how a request is refused by what answering it raised."""
    message = str(error) or type(error).__name__
    if isinstance(error, ConfigurationError):
        problems = error.within("tools").problems
        return Refused(422, "; ".join(str(one) for one in problems), "tools", "invalid_tools")
    if isinstance(error, PromptTooLong):
        return Refused(422, message, "messages", "context_length_exceeded")
    if isinstance(error, Unusable):
        return Refused(422, message, "tools", "invalid_tools")
    if isinstance(error, Overloaded):
        return Refused(503, message, code="overloaded")
    if isinstance(error, DeadlineExceeded):
        return Refused(504, f"not answered in time: {message}", code="timeout")
    return Refused(500, f"the engine failed: {message}", code="engine_failed")
