"""``GET /metrics``: what the server does, in Prometheus' text format."""

from __future__ import annotations

import time

from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .ask import Answer
from .host import EngineHost

METRICS = "/metrics"
_SECONDS = (0.002, 0.005, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)

_BUNCH = 32
"""Answers that are counted at a time, or all there are when somebody looks."""


class Metrics:
    """The figures of one server, in a registry of their own."""

    def __init__(self, host: EngineHost) -> None:
        """Watch ``host``."""
        self.registry = CollectorRegistry()
        about = {"registry": self.registry, "namespace": "simpletool"}
        self.requests = Counter("requests", "HTTP requests", ["endpoint", "status"], **about)
        self.seconds = Histogram(
            "request_seconds", "from arrival to answer", ["endpoint"], buckets=_SECONDS, **about
        )
        self.disconnected = Counter("disconnected", "clients that went before their answer", **about)
        self._children: dict[tuple[str, int], tuple[Counter, Histogram]] = {}
        self._uncounted: list[Answer] = []
        self._verdicts = Counter("verdicts", "decoded answers", ["verdict"], **about)
        self._engine = Histogram("engine_seconds", "of one decoding", buckets=_SECONDS, **about)
        self._waited = Histogram("queue_seconds", "until a worker was free", buckets=_SECONDS, **about)
        tokens = Counter("tokens", "of prompts: cached, computed; decoded", ["kind"], **about)
        self._cached, self._computed, self._said = map(tokens.labels, ("cached", "computed", "decoded"))
        gauges = {
            "waiting": ("requests that wait for a worker", lambda: host.waiting),
            "busy": ("workers that decode now", lambda: host.busy),
            "sessions": ("primed prefixes kept", lambda: len(host.sessions)),
            "sessions_opened": ("prefixes that were computed", lambda: host.sessions.opened),
            "workers": ("threads that decode", lambda: host.workers),
        }
        for name, (what, value) in gauges.items():
            Gauge(name, what, **about).set_function(value)

    def passed(self, endpoint: str, status: int, seconds: float) -> None:
        """Count a request."""
        key = endpoint, status
        if key not in self._children:  # to find a child by its labels takes longer than to count it
            self._children[key] = self.requests.labels(endpoint, str(status)), self.seconds.labels(endpoint)
        requests, spent = self._children[key]
        requests.inc()
        spent.observe(seconds)

    def answered(self, answer: Answer) -> None:
        """Count an answer, in a bunch with others: one after the other they take a fraction of the time."""
        self._uncounted.append(answer)
        if len(self._uncounted) >= _BUNCH:
            self._count()

    def _count(self) -> None:
        for answer in self._uncounted:
            self._count_one(answer)
        self._uncounted.clear()

    def _count_one(self, answer: Answer) -> None:
        decoded = answer.decoded
        self._verdicts.labels(answer.verdict.code.name.lower()).inc()
        self._engine.observe(answer.engine_ms / 1e3)
        self._waited.observe(answer.waited_ms / 1e3)
        self._cached.inc(decoded.cached_tokens)
        self._computed.inc(decoded.prompt_tokens - decoded.cached_tokens)
        self._said.inc(decoded.decoded_tokens)

    def add(self, app: FastAPI) -> None:
        """Add the endpoint."""

        @app.get(METRICS, tags=["server"], response_class=PlainTextResponse)
        async def metrics() -> Response:
            """Return the figures for Prometheus."""
            self._count()
            return Response(generate_latest(self.registry), media_type=CONTENT_TYPE_LATEST)


class Counted:
    """ASGI middleware: counts and times every request, refused ones too."""

    def __init__(self, app: ASGIApp, metrics: Metrics, endpoints: frozenset[str]) -> None:
        """Count what reaches ``app``; paths that are not in ``endpoints`` count as ``other``."""
        self._app = app
        self._metrics = metrics
        self._endpoints = endpoints

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began, status = time.perf_counter(), 499  # unless it is answered, the client has gone

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noted)
        except Exception:
            status = 500
            raise
        finally:
            endpoint = scope["path"] if scope["path"] in self._endpoints else "other"
            self._metrics.passed(endpoint, status, time.perf_counter() - began)
