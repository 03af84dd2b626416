"""What both APIs do with a question: check its size, wait for its answer, stop when the client has gone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from fastapi import Request
from pydantic import BaseModel

from .ask import Answer, Ask
from .errors import Refused, refusal
from .host import EngineHost
from .metrics import Metrics
from .settings import Settings

WHEN_GONE = "simpletool.when_gone"
"""Of a request's scope: what the server calls when the client goes, ``set[Callable[[], None]]``. ASGI has a
message for it, but to wait for that takes a task a request."""

_STATUSES = {
    401: "no valid API key",
    403: "a web page of an origin that is not listed, or an unknown host name",
    408: "the body came too slowly",
    413: "the body, the prompt or the number of tools is over its limit",
    415: "the body is said to be something else than JSON",
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
        timeout = self._settings.timeout
        self._check(ask)
        client = request.client.host if request.client else ""
        coming = self.host.answer(ask, client, time.monotonic() + timeout)
        late = asyncio.get_running_loop().call_later(timeout, self._late, coming)
        gone = partial(self._gone, coming)
        when_gone: set[Callable[[], None]] = request.scope.get(WHEN_GONE, set())
        when_gone.add(gone)
        try:
            answer = await coming
        except Refused:
            raise
        except Exception as error:
            raise refusal(error) from error
        finally:
            late.cancel()
            when_gone.discard(gone)
        self._metrics.answered(answer)
        return answer

    def _late(self, coming: asyncio.Future[Answer]) -> None:
        if not coming.done():
            what = f"not answered within {self._settings.timeout:g} s"
            coming.set_exception(Refused(504, what, code="timeout"))

    def _gone(self, coming: asyncio.Future[Answer]) -> None:
        if not coming.done():
            self._metrics.disconnected.inc()
            coming.set_exception(Refused(499, "the client has gone", code="disconnected"))

    @staticmethod
    def timing(answer: Answer) -> dict[str, str]:
        """Return the header that says where the milliseconds went (W3C Server Timing)."""
        spent = {"queue": answer.waited_ms, "open": answer.opened_ms, "engine": answer.engine_ms}
        return {"server-timing": ", ".join(f"{name};dur={ms:.3f}" for name, ms in spent.items())}

    @staticmethod
    def refusals(model: type[BaseModel], more: dict[int, str]) -> dict[int | str, dict[str, Any]]:
        """Return FastAPI's description of every status but the good one; ``more`` are an API's own."""
        statuses = {**_STATUSES, **more}
        return {status: {"model": model, "description": statuses[status]} for status in sorted(statuses)}

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
