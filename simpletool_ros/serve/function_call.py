"""``POST /v1/function_call``: the API of the published SimpleTool server (``rt_server.py``), field by field.

Three things differ, all of them on purpose: argument N is the N-th property of the *selected* tool, where
that server pools the names of all tools; arguments have the types of their schema, where it guesses them from
the text and lowers its case; and what cannot be answered has a status of its own, where it says 200.
"""

from __future__ import annotations

import time
from typing import Any, Literal

from fastapi import Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

from ..core.heads import FUNCTION, Stop
from ..core.verdict import Code
from .answering import Answering
from .ask import Answer, Ask
from .direct import Direct
from .errors import FUNCTION_CALL, nobody_asks
from .offered import TOOL

NO_CALL = "No function called"
"""What the published server says when the model calls nothing."""


class Message(BaseModel):
    """One message; the last one of the role ``user`` is the instruction."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str


class FunctionCallRequest(BaseModel):
    """What is asked."""

    messages: list[Message] = Field(min_length=1, description="the last user message is the instruction")
    tools: list[dict[str, Any]] = Field(
        min_length=1, description="in OpenAI's form, up to six parameters each", json_schema_extra=TOOL
    )
    environment: list[str] | None = Field(None, description="the state, one line a source")
    history: list[str] | None = Field(None, description="executed calls, oldest first; six are shown")
    system: str | None = Field(None, description="domain prompt, for prompt profiles that have one")
    max_tokens: int = Field(32, description="accepted and not used, as by the published server")
    temperature: float = Field(0.0, description="accepted and not used: decoding is greedy")
    include_content_head: bool = Field(False, description="decode the content head too")


class FunctionCallResponse(BaseModel):
    """What the model said."""

    success: bool = Field(description="whether there is a call that its tool's schema allows")
    function: str | None = None
    args: dict[str, Any] = Field(default={}, description="by parameter name, typed by the schema")
    heads: dict[str, str] = Field(default={}, description="each active head's text; empty: null")
    content: str | None = None
    latency_ms: float = 0.0
    error: str | None = None


def add(direct: Direct, answering: Answering) -> None:
    """Add the endpoint."""

    async def function_call(body: FunctionCallRequest, request: Request) -> JSONResponse:
        """Decide once: tools, state and instruction in, one function call out."""
        began = time.perf_counter()
        instruction = next((one.content for one in reversed(body.messages) if one.role == "user"), None)
        if instruction is None:
            raise nobody_asks()
        ask = Ask(
            tools=body.tools,
            instruction=instruction,
            system=body.system or "",
            environment=body.environment or (),
            history=body.history or (),
            content=body.include_content_head,
        )
        answer = await answering.answer(ask, request)
        return JSONResponse(response(answer, began), headers=answering.timing(answer))

    direct.post(
        FUNCTION_CALL,
        function_call,
        tags=["function_call"],
        response_model=FunctionCallResponse,
        responses=answering.refusals(FunctionCallResponse, {422: "the request cannot be used"}),
    )


def response(answer: Answer, began: float) -> dict[str, Any]:
    """Return the published response; ``began`` is ``time.perf_counter()`` at the request's arrival."""
    heads = {name: head.text for name, head in answer.decoded.heads.items()}
    error = None
    if answer.call is None:
        error = answer.verdict.reason
        if answer.verdict.code is Code.NO_CALL:
            chosen = answer.decoded.heads[FUNCTION].stop is Stop.NULL
            error = NO_CALL if chosen else f"{NO_CALL}: {error}"
    return {
        "success": answer.call is not None,
        "function": answer.call.function if answer.call else None,
        "args": dict(answer.call.arguments) if answer.call else {},
        "heads": heads,
        "content": heads.get("content"),
        "latency_ms": round(1e3 * (time.perf_counter() - began), 3),
        "error": error,
    }
