"""Real servers with the shipped model, and clients that speak plain HTTP to them."""

import http.client
import json
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field

import uvicorn

from simpletool_ros.serve.app import Application
from simpletool_ros.serve.host import EngineHost
from simpletool_ros.serve.server import configuration, listen
from simpletool_ros.serve.settings import Settings

PATIENCE = 60.0
"""Seconds: longer than any stall of a shared machine, never reached when all is well."""


def tool(name, about="", **properties):
    """Return a tool all of whose parameters are required."""
    schema = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "description": about, "parameters": schema}}


DIRECTION = {"type": "string", "enum": ["up", "down", "stay"]}
MOVE = tool("move", "Move paddle vertically to intercept ball", direction=DIRECTION)
ASKED = {
    "messages": [{"role": "user", "content": "Pong AI. Ball is 42px BELOW paddle. Move DOWN."}],
    "tools": [MOVE],
    "environment": ["ball_y=242", "paddle_y=200", "diff=42", "ball_moving_towards"],
}
"""A request that the shipped model answers with move(down)."""


@dataclass
class Answered:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)


@dataclass
class Running:
    """A server and how to ask it."""

    port: int
    host: EngineHost
    settings: Settings = field(default_factory=Settings)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def send(self, method, path, body=b"", headers=None, source="127.0.0.1"):
        """Send a request on a connection of its own; ``source`` is the client's own address."""
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=PATIENCE, source_address=(source, 0)
        )
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return Answered(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.send("GET", path, headers=headers)

    def post(self, path, body, headers=None, source="127.0.0.1"):
        """Post JSON."""
        told = {"content-type": "application/json", **(headers or {})}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("POST", path, data, told, source)

    def call(self, changed=None, **more):
        """Post a function call: ASKED with some fields changed."""
        return self.post("/v1/function_call", {**ASKED, **(changed or {})}, **more)

    def metric(self, name):
        """Return one figure of /metrics, 0 if it is not there yet."""
        lines = self.get("/metrics").body.decode().splitlines()
        return next((float(line.rsplit(" ", 1)[1]) for line in lines if line.startswith(f"{name} ")), 0.0)


@contextmanager
def running(engine, settings=None, model="nano", prepare=lambda api: None, **host):
    """Run a server in a thread of this process; ``prepare`` may add to what FastAPI has of it."""
    settings = settings or Settings()
    host = EngineHost(engine, model, **host)
    app = Application(host, settings)
    prepare(app.api)
    sock = listen("127.0.0.1", 0)
    port = sock.getsockname()[1]
    server = uvicorn.Server(configuration(app, settings))
    thread = threading.Thread(target=server.run, args=([sock],))
    thread.start()
    try:
        wait_for(lambda: server.started)
        yield Running(port, host, settings)
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        host.close()


def wait_for(condition, what="the condition"):
    """Wait until a condition holds, and return what it returned."""
    end = time.monotonic() + PATIENCE
    while not (value := condition()):
        assert time.monotonic() < end, f"{what} did not come true"
        time.sleep(0.005)
    return value


class Gated:
    """An engine before whose every decoding stands a gate; open at first."""

    def __init__(self, engine):
        self._engine = engine
        self.name, self.profile, self.training = engine.name, engine.profile, engine.training
        self.gate = threading.Event()
        self.gate.set()
        self.begun = []
        """The suffixes that came to be decoded, in order."""
        self.closes_at = None
        """What stands in a suffix before which the gate closes."""

    def open(self, prefix, plan):
        return GatedSession(self, self._engine.open(prefix, plan))

    def close(self):
        pass  # the engine is shared by the tests


class GatedSession:
    def __init__(self, engine, session):
        self._engine, self._session = engine, session
        self.prefix_tokens = session.prefix_tokens

    def count(self, suffix):
        return self._session.count(suffix)

    def decode(self, suffix, deadline=None):
        self._engine.begun.append(suffix)
        if self._engine.closes_at is not None and self._engine.closes_at in suffix:
            self._engine.gate.clear()
        assert self._engine.gate.wait(PATIENCE)
        return self._session.decode(suffix, deadline)

    def close(self):
        self._session.close()
