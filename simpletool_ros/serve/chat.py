"""``POST /v1/chat/completions`` and ``GET /v1/models``: OpenAI's API, for clients that know no other.

What a conversation becomes: system messages are the domain prompt, the last user message the instruction,
earlier tool calls the history, and what tools said since then the state. Decoding is greedy, so sampling
parameters change nothing. A model of this kind calls functions and does not chat: when it calls none, the
message has no content, and ``refusal`` says why.
"""

from __future__ import annotations

import json
import time
import uuid
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse
from pydantic import BaseModel, Field

from ..core.tools import Call
from .answering import Answering
from .ask import Answer, Ask
from .direct import Direct
from .errors import Refused, nobody_asks
from .offered import TOOL

CHAT = "/v1/chat/completions"
MODELS = "/v1/models"


class Part(BaseModel):
    """A piece of a message's content; only text can be read."""

    type: Literal["text"]
    text: str


class CalledFunction(BaseModel):
    """A function that was called."""

    name: str
    arguments: str = Field(description="a JSON object")


class ToolCall(BaseModel):
    """A call that the assistant made."""

    id: str = ""
    type: Literal["function"] = "function"
    function: CalledFunction


class ChatMessage(BaseModel):
    """One message of the conversation."""

    role: Literal["system", "developer", "user", "assistant", "tool"]
    content: str | list[Part] | None = None
    tool_calls: list[ToolCall] | None = None
    tool_call_id: str | None = None

    @property
    def text(self) -> str:
        """Its content in one piece."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content)
        return self.content or ""


class NamedFunction(BaseModel):
    """A function's name."""

    name: str


class NamedTool(BaseModel):
    """The one tool that must be called."""

    type: Literal["function"]
    function: NamedFunction


class ResponseFormat(BaseModel):
    """How the content is to be written; it can only be text."""

    type: Literal["text"]


class StreamOptions(BaseModel):
    """What a stream has besides its choices."""

    include_usage: bool | None = None


class ChatRequest(BaseModel):
    """What is asked. Fields of OpenAI's that are not here change nothing."""

    model: str
    messages: list[ChatMessage] = Field(min_length=1)
    tools: list[dict[str, Any]] = Field(
        min_length=1, description="in OpenAI's form, up to six parameters each", json_schema_extra=TOOL
    )
    tool_choice: Literal["none", "auto", "required"] | NamedTool | None = None
    environment: list[str] | None = Field(
        None, description="the state, one line a source; not of OpenAI's API"
    )
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Literal[1] | None = None
    logprobs: Literal[False] | None = None
    response_format: ResponseFormat | None = None


class ErrorBody(BaseModel):
    """What is wrong."""

    message: str
    type: str
    param: str | None
    code: str | None


class ErrorResponse(BaseModel):
    """OpenAI's error."""

    error: ErrorBody


class AnsweredMessage(BaseModel):
    """The assistant's message."""

    role: Literal["assistant"]
    content: str | None
    refusal: str | None
    tool_calls: list[ToolCall] | None = None


class Choice(BaseModel):
    """The one answer."""

    index: int
    message: AnsweredMessage
    finish_reason: Literal["tool_calls", "stop"]
    logprobs: None


class CachedTokens(BaseModel):
    """Where prompt tokens came from."""

    cached_tokens: int


class Usage(BaseModel):
    """Tokens."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int
    prompt_tokens_details: CachedTokens


class ChatResponse(BaseModel):
    """What the model said."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    usage: Usage


class Model(BaseModel):
    """A model that can be asked."""

    id: str
    object: Literal["model"] = "model"
    created: int
    owned_by: str = "simpletool"


class Models(BaseModel):
    """All of them: one."""

    object: Literal["list"] = "list"
    data: list[Model]


def add(direct: Direct, api: FastAPI, answering: Answering) -> None:
    """Add the endpoints."""
    served = Model(id=answering.host.model, created=int(time.time()))
    own = {400: "the request cannot be used", 404: "there is no such model"}
    # "default" stands in for FastAPI's 422, which is never said here.
    default: dict[int | str, Any] = {"default": {"model": ErrorResponse, "description": "any other fault"}}

    def known(model: str) -> None:
        if model != served.id:
            message = f"model: there is no {model!r}, this server has {served.id!r}"
            raise Refused(404, message, "model", "model_not_found")

    async def chat(body: ChatRequest, request: Request) -> Response:
        """Decide once: tools and a conversation in, one tool call out."""
        known(body.model)
        ask = question(body)
        answer = await answering.answer(ask, request)
        if ask.required and answer.call is None:
            message = f"tool_choice: the model made no valid call: {answer.verdict}"
            raise Refused(422, message, "tool_choice", "no_valid_call")
        said = completion(answer, body.model)
        headers = answering.timing(answer)
        if not body.stream:
            return JSONResponse(said, headers=headers)
        usage = bool(body.stream_options and body.stream_options.include_usage)
        return StreamingResponse(chunks(said, usage), media_type="text/event-stream", headers=headers)

    direct.post(
        CHAT,
        chat,
        tags=["openai"],
        response_model=ChatResponse,
        responses=answering.refusals(ErrorResponse, own) | default,
    )

    @api.get(MODELS, tags=["openai"], response_model=Models, responses=default)
    async def models() -> Models:
        """List the model that this server has."""
        return Models(data=[served])

    @api.get(MODELS + "/{model:path}", tags=["openai"], response_model=Model, responses=default)
    async def model(model: str) -> Model:
        """Describe it."""
        known(model)
        return served


def question(body: ChatRequest) -> Ask:
    """Return what a conversation asks.

    Raises:
        Refused: a part of it cannot be used.
    """
    choice = body.tool_choice or "auto"
    if choice == "none":
        raise Refused(422, "tool_choice: is none, and this model only calls tools: use auto", "tool_choice")
    last = next((at for at, one in reversed(list(enumerate(body.messages))) if one.role == "user"), None)
    if last is None:
        raise nobody_asks()
    system = [one.text for one in body.messages if one.role in ("system", "developer")]
    calls = [call for one in body.messages for call in one.tool_calls or ()]
    called = {call.id: call.function.name for call in calls}
    said = [
        f"{called.get(one.tool_call_id or '', 'tool')}: {one.text}"
        for one in body.messages[last:]
        if one.role == "tool"
    ]
    return Ask(
        tools=body.tools,
        instruction=body.messages[last].text,
        system="\n\n".join(system),
        environment=[*(body.environment or ()), *said],
        history=[str(Call(call.function.name, _arguments(call.function))) for call in calls],
        only=choice.function.name if isinstance(choice, NamedTool) else "",
        required=choice != "auto",
    )


def _arguments(function: CalledFunction) -> dict[str, Any]:
    try:
        arguments = json.loads(function.arguments or "{}")
    except (ValueError, RecursionError):
        arguments = None
    if not isinstance(arguments, dict):
        message = (
            f"messages: the arguments of {function.name} are no JSON object: {function.arguments[:60]!r}"
        )
        raise Refused(422, message, "messages")
    return arguments


def completion(answer: Answer, model: str) -> dict[str, Any]:
    """Return OpenAI's ``chat.completion``."""
    message: dict[str, Any] = {"role": "assistant", "content": None, "refusal": None}
    if answer.call is None:
        message["refusal"] = str(answer.verdict)
    else:
        arguments = json.dumps(dict(answer.call.arguments), ensure_ascii=False)
        function = {"name": answer.call.function, "arguments": arguments}
        message["tool_calls"] = [
            {"id": f"call_{uuid.uuid4().hex[:24]}", "type": "function", "function": function}
        ]
    decoded = answer.decoded
    return {
        "id": f"chatcmpl-{uuid.uuid4().hex}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": model,
        "choices": [
            {
                "index": 0,
                "message": message,
                "finish_reason": "tool_calls" if answer.call else "stop",
                "logprobs": None,
            }
        ],
        "usage": {
            "prompt_tokens": decoded.prompt_tokens,
            "completion_tokens": decoded.decoded_tokens,
            "total_tokens": decoded.prompt_tokens + decoded.decoded_tokens,
            "prompt_tokens_details": {"cached_tokens": decoded.cached_tokens},
        },
    }


def chunks(said: dict[str, Any], usage: bool) -> Iterator[str]:
    """Yield a completion as the events of a stream; all heads end at once, so the call comes whole."""
    about = {key: said[key] for key in ("id", "created", "model")} | {"object": "chat.completion.chunk"}
    choice = said["choices"][0]
    delta = {key: value for key, value in choice["message"].items() if value is not None}
    for index, call in enumerate(delta.get("tool_calls", ())):
        call["index"] = index

    def event(choices: Sequence[dict[str, Any]], **more: Any) -> str:
        return f"data: {json.dumps({**about, 'choices': choices, **more}, ensure_ascii=False)}\n\n"

    none = {"usage": None} if usage else {}
    yield event([{"index": 0, "delta": delta, "finish_reason": None, "logprobs": None}], **none)
    yield event(
        [{"index": 0, "delta": {}, "finish_reason": choice["finish_reason"], "logprobs": None}], **none
    )
    if usage:
        yield event([], usage=said["usage"])
    yield "data: [DONE]\n\n"
