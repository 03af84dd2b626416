"""What both APIs do with a question: check its size, wait for its answer, stop when the client has gone."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from fastapi import Request
from pydantic import BaseModel

from .ask import Answer, Ask
from .errors import Refused, refusal
from .host import EngineHost
from .metrics import Metrics
from .settings import Settings

PATIENCE = 0.05
"""Seconds before anybody looks whether a client is still there: most have their answer by then."""

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
        deadline = time.monotonic() + self._settings.timeout
        self._check(ask)
        client = request.client.host if request.client else ""
        coming = self.host.answer(ask, client, deadline)
        patience = min(PATIENCE, self._settings.timeout)
        watch = asyncio.get_running_loop().call_later(patience, self._watch, coming, request, deadline)
        try:
            answer = await coming
        except Refused:
            raise
        except Exception as error:
            raise refusal(error) from error
        finally:
            watch.cancel()
        self._metrics.answered(answer)
        return answer

    def _watch(self, coming: asyncio.Future[Answer], request: Request, deadline: float) -> None:
        """From now on, give the answer up when its client goes, or when its time is over."""

        async def watch() -> None:
            try:
                # Behind the body there is only the client's going.
                await asyncio.wait_for(request.receive(), deadline - time.monotonic())
                self._metrics.disconnected.inc()
                outcome = Refused(499, "the client has gone", code="disconnected")
            except (TimeoutError, asyncio.TimeoutError):
                what = f"not answered within {self._settings.timeout:g} s"
                outcome = Refused(504, what, code="timeout")
            if not coming.done():
                coming.set_exception(outcome)

        watching = asyncio.ensure_future(watch())
        coming.add_done_callback(lambda _: watching.cancel())

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
