"""The live page: its files, and the websocket that feeds it and takes its commands.

On the websocket the server sends lists of ``{"age": seconds, "event": {"kind": …}}``, the page sends one JSON
command a message. With an API key set, the first message must be ``{"command": "open", "key": …}``: a browser
cannot send a header here. Only a page of this very server may connect: an origin that is let in to ask for
function calls, such as ``null``, is not let in to move a robot.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import time
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Response, WebSocket, WebSocketDisconnect
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, field_validator

from .hub import Answer, Full, Hub, Page, Robot

FOLDER = Path(__file__).parent / "page"

TYPES = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing from elsewhere, nothing inline, in nobody's frame: what moves a robot runs our files alone."""

PACE = 1 / 40
"""Seconds between two messages to a page: what comes in between goes together."""

PATIENCE = 10.0
"""Seconds that a page may leave a message unread, or keep us waiting for its key, before it is dropped."""

MAX_COMMAND = 8192
"""Characters of a command's JSON."""

IN_FLIGHT = 8
"""Commands of a page that may wait for their answers."""

POLICY, TRY_LATER, WRONG_KEY = 1008, 1013, 4401
"""Codes that a websocket is closed with."""


class _Command(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Open(_Command):
    """The first message, when there is an API key."""

    command: Literal["open"]
    key: str


class Ping(_Command):
    """Wants ``sent`` back, behind whatever waits for the page: so the page knows how old its news are."""

    command: Literal["ping"]
    sent: Annotated[float, Field(allow_inf_nan=False)]


class Stop(_Command):
    """Stop the robot."""

    command: Literal["stop"]
    id: int


class Rearm(_Command):
    """Let the robot move again."""

    command: Literal["rearm"]
    id: int


class Instruct(_Command):
    """Follow an instruction; empty: none."""

    command: Literal["instruct"]
    id: int
    instruction: Annotated[str, Field(max_length=2000)]

    @field_validator("instruction")
    @classmethod
    def _sayable(cls, value: str) -> str:
        if "\0" in value:
            raise ValueError("holds a character that no message can carry")
        return value


_COMMANDS: TypeAdapter[Ping | Stop | Rearm | Instruct] = TypeAdapter(
    Annotated[Ping | Stop | Rearm | Instruct, Field(discriminator="command")]
)


def router(hub: Hub, api_key: str = "") -> APIRouter:
    """Return the page at ``/``, its files below ``/page/`` and the websocket ``/live``.

    Args:
        hub: what the page shows.
        api_key: what a page must know to see and to command; empty: nothing.
    """
    routes = APIRouter()
    files = {file.name: (file.read_bytes(), TYPES[file.suffix]) for file in FOLDER.iterdir() if _ours(file)}

    def answer(name: str) -> Response:
        if name not in files:
            return Response(f"no file {name}", 404, media_type="text/plain")
        body, kind = files[name]
        return Response(body, media_type=kind, headers=HEADERS)

    @routes.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    async def index() -> Response:
        return answer("index.html")

    @routes.api_route("/page/{name}", methods=["GET", "HEAD"], include_in_schema=False)
    async def file(name: str) -> Response:
        return answer(name)

    @routes.websocket("/live")
    async def live(socket: WebSocket) -> None:
        if not _from_here(socket):
            await socket.close(POLICY, "of another origin")  # not accepted yet: answered with 403
            return
        await socket.accept()
        try:
            if not api_key or await _knows(socket, api_key):
                with hub.page() as page:
                    await _Talk(socket, hub, page).run()
        except Full:
            await _close(socket, TRY_LATER, "too many pages are open")
        except (WebSocketDisconnect, TimeoutError, asyncio.TimeoutError):
            pass  # gone, or not reading, and then it would not read why it is closed

    return routes


def _ours(file: Path) -> bool:
    return file.suffix in TYPES


def _from_here(socket: WebSocket) -> bool:
    """Whether a page of this server connects, or a program, which sends no origin."""
    origin = socket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == socket.headers.get("host")


async def _knows(socket: WebSocket, api_key: str) -> bool:
    """Whether the page proves to know the key; else it is told so and closed."""
    await socket.send_text(_events({"kind": "locked"}))
    text = await asyncio.wait_for(_receive(socket), PATIENCE)
    try:
        key = Open.model_validate_json(text or "").key
    except ValidationError:
        key = ""
    if hmac.compare_digest(key.encode(errors="replace"), api_key.encode()):
        return True
    await _close(socket, WRONG_KEY, "not the API key of this server")
    return False


async def _receive(socket: WebSocket) -> str | None:
    """Return the next message's text; None if it has none, or too much."""
    message = await socket.receive()
    if message["type"] == "websocket.disconnect":
        raise WebSocketDisconnect(message.get("code", 1005))
    text = message.get("text")
    return text if text is not None and len(text) <= MAX_COMMAND else None


async def _close(socket: WebSocket, code: int, reason: str) -> None:
    await asyncio.wait_for(socket.close(code, reason), PATIENCE)


class _Talk:
    """One page's websocket, both ways."""

    def __init__(self, socket: WebSocket, hub: Hub, page: Page) -> None:
        self._socket, self._hub, self._page = socket, hub, page
        self._answering: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Talk until one side ends it; raises what ended it."""
        await self._send(_events({"kind": "hello", "robot": self._hub.robot is not None}))
        ways = [asyncio.ensure_future(way()) for way in (self._tell, self._listen)]
        try:
            done, _ = await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            for way in done:
                way.result()
        finally:
            for task in (*ways, *self._answering):
                task.cancel()
            await asyncio.gather(*ways, *self._answering, return_exceptions=True)

    async def _send(self, text: str) -> None:
        await asyncio.wait_for(self._socket.send_text(text), PATIENCE)

    async def _tell(self) -> None:
        while True:
            await self._send(await self._page.take())
            await asyncio.sleep(PACE)

    async def _listen(self) -> None:
        while True:
            text = await _receive(self._socket)
            if text is None:
                await _close(self._socket, POLICY, f"a command is text of at most {MAX_COMMAND} characters")
                return
            try:
                command = _COMMANDS.validate_json(text)
            except ValidationError as error:
                self._put({"kind": "refused", "message": _said(error)})
                continue
            self._take(command)

    def _take(self, command: Ping | Stop | Rearm | Instruct) -> None:
        robot = self._hub.robot
        if isinstance(command, Ping):
            self._put({"kind": "pong", "sent": command.sent})
        elif robot is None:
            self._answer(command.id, (False, "no robot is connected"))
        elif len(self._answering) >= IN_FLIGHT:
            if isinstance(command, Stop):  # asked for whatever else waits
                robot.stop()
            self._answer(command.id, (False, f"{IN_FLIGHT} commands are waiting already"))
        else:
            task = asyncio.ensure_future(self._ask(robot, command))
            self._answering.add(task)
            task.add_done_callback(self._answering.discard)

    async def _ask(self, robot: Robot, command: Stop | Rearm | Instruct) -> None:
        try:
            if isinstance(command, Stop):
                answer = robot.stop()
            elif isinstance(command, Rearm):
                answer = robot.rearm()
            else:
                answer = robot.instruct(command.instruction)
            # A page that leaves takes no command back.
            said = await asyncio.shield(asyncio.wrap_future(answer))
        except Exception as error:  # whatever the robot's side raised: the page must know
            said = False, f"{type(error).__name__}: {error}"
        self._answer(command.id, said)

    def _answer(self, number: int, answer: Answer) -> None:
        done, message = answer
        self._put({"kind": "answer", "id": number, "done": done, "message": message})

    def _put(self, event: dict[str, Any]) -> None:
        self._page.put(event["kind"], (time.monotonic(), json.dumps(event, ensure_ascii=False)))


def _events(event: dict[str, Any]) -> str:
    return json.dumps([{"age": 0.0, "event": event}])


def _said(error: ValidationError) -> str:
    """Say the first thing that is wrong with a command."""
    fault = error.errors()[0]
    where = ".".join(str(part) for part in fault["loc"])
    return f"{where}: {fault['msg']}" if where else fault["msg"]
