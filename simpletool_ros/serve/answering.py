"""What both APIs do with a question: check its size, wait for its answer, stop when the client has gone."""

from __future__ import annotations

import asyncio
import time
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel

from .ask import Answer, Ask
from .errors import Refused, refusal
from .host import EngineHost
from .metrics import Metrics
from .settings import Settings

T = TypeVar("T")

_STATUSES = {
    401: "no valid API key",
    403: "a web page of an origin that is not listed, or an unknown host name",
    408: "the body came too slowly",
    413: "the body, the prompt or the number of tools is over its limit",
    500: "the engine failed",
    503: "too many requests wait, or the server is shutting down",
    504: "no answer in time",
}


class Answering:
    """Answers questions on one host, within one server's limits."""

    def __init__(self, host: EngineHost, settings: Settings, metrics: Metrics) -> None:
        """Use ``host``; the caller closes it."""
        self.host = host
        self._settings = settings
        self._metrics = metrics

    async def answer(self, ask: Ask, request: Request) -> Answer:
        """Answer a question.

        Raises:
            Refused: it cannot be answered, or the client has gone.
        """
        deadline = time.monotonic() + self._settings.timeout
        self._check(ask)
        client = request.client.host if request.client else ""
        asked = asyncio.ensure_future(self.host.answer(ask, client, deadline))
        gone = asyncio.ensure_future(request.receive())  # behind the body there is only the client's going
        try:
            await asyncio.wait((asked, gone), timeout=self._settings.timeout, return_when="FIRST_COMPLETED")
            if asked.done():
                answer = asked.result()
            elif gone.done():
                self._metrics.disconnected.inc()
                raise Refused(499, "the client has gone", code="disconnected")
            else:  # the engine does not look at the deadline, or a forward takes long
                raise Refused(504, f"not answered within {self._settings.timeout:g} s", code="timeout")
        except Refused:
            raise
        except Exception as error:
            raise refusal(error) from error
        finally:
            asked.cancel()
            gone.cancel()
        self._metrics.answered(answer)
        return answer

    def needed(self, value: T | None, field: str, what: str) -> T:
        """Return a value that must be there.

        Raises:
            Refused: it is None.
        """
        if value is None:
            raise Refused(422, f"{field}: {what}", field)
        return value

    @staticmethod
    def timing(answer: Answer) -> dict[str, str]:
        """Return the header that says where the milliseconds went (W3C Server Timing)."""
        spent = {"queue": answer.waited_ms, "open": answer.opened_ms, "engine": answer.engine_ms}
        return {"server-timing": ", ".join(f"{name};dur={ms:.3f}" for name, ms in spent.items())}

    @staticmethod
    def refusals(model: type[BaseModel]) -> dict[int | str, dict[str, Any]]:
        """Return FastAPI's description of every status but the good one."""
        return {status: {"model": model, "description": what} for status, what in _STATUSES.items()}

    def _check(self, ask: Ask) -> None:
        limits = self._settings
        if len(ask.tools) > limits.max_tools:
            raise Refused(
                413,
                f"tools: are {len(ask.tools)}, the limit is {limits.max_tools}: offer those of the moment",
                "tools",
                "too_many_tools",
            )
        try:
            size = ask.size
        except UnicodeEncodeError as error:
            raise Refused(422, f"a text holds half a surrogate pair: {error.reason}") from error
        if size > limits.max_prompt:
            raise Refused(
                413,
                f"tools, state, history and instruction have {size} bytes, the limit is {limits.max_prompt}:"
                " shorten them",
                "messages",
                "too_large",
            )
