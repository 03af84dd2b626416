"""Routes: where accepted calls go. First everything that could forbid a call is checked, then it is sent."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Protocol

from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node

from ..core.contract import Contract
from ..core.parts import Route, canonical
from ..core.tools import Call
from ..core.verdict import Code, Verdict
from .fields import InterfaceError
from .history import Executed
from .limits import Limiter, LimitExceeded
from .outgoing import NEWEST, Form, Stop
from .servers import ActionRoute, Refused, ServiceRoute


class Target(Protocol):
    """One topic, service or action."""

    def check(self) -> None:
        """Raise Refused when a message could not be sent now."""

    def send(self, message: Any, executed: Executed, now: float) -> None:
        """Send, without waiting; ``executed.outcome`` is set when there is one."""

    def expire(self, now: float) -> None:
        """Give up what has waited too long."""

    def cancel(self) -> None:
        """Cancel what still runs."""

    def close(self) -> None:
        """Free what belongs to the node."""


class TopicRoute:
    """Publishes; there is nothing to wait for."""

    def __init__(self, node: Node, route: Route, form: Form, group: CallbackGroup) -> None:
        """Create the publisher."""
        self._node = node
        self._publisher = node.create_publisher(form.type, route.target, NEWEST, callback_group=group)

    def check(self) -> None:
        """A topic is always ready."""

    def send(self, message: Any, executed: Executed, now: float) -> None:
        """Publish."""
        self._publisher.publish(message)

    def expire(self, now: float) -> None:
        """Nothing waits."""

    def cancel(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Destroy the publisher."""
        self._node.destroy_publisher(self._publisher)


@dataclass(frozen=True)
class Ready:
    """A call that passed every check.

    Attributes:
        notes: what a limit clamped, for the verdict; empty when nothing.
        send: sends it, once; with the entry of the history that is told the outcome.
    """

    notes: str
    send: Callable[[Executed], None]


class Routes:
    """The routes of a contract. One thread at a time."""

    def __init__(self, node: Node, contract: Contract, stamped: bool, group: CallbackGroup) -> None:
        """Create publishers and clients.

        Raises:
            InterfaceError: a type or field that does not exist.
        """
        self._clock = node.get_clock()
        self._contract = contract
        self._forms: dict[str, Form] = {}
        self._targets: dict[tuple[str, str], Target] = {}
        self._limiters: dict[str, Limiter] = {}
        for entry, name in zip(contract.tools, contract.toolset.names, strict=True):
            route = entry.route
            if route is None:
                continue
            form = self._forms[name] = Form(route, stamped)
            key = (route.kind, route.target)
            if route.kind == "topic":
                self._targets[key] = self._targets.get(key) or TopicRoute(node, route, form, group)
                limits = contract.limits_of(route.target)
                self._limiters.setdefault(canonical(route.target), Limiter(limits, contract.period))
            else:
                # Tools that share a server share its single flight.
                kind = ServiceRoute if route.kind == "service" else ActionRoute
                self._targets[key] = self._targets.get(key) or kind(node, route, group)
        self._stop = Stop(node, contract.stop, stamped, group)

    def prepare(self, call: Call) -> Ready:
        """Build a call's message and check all that could forbid it.

        Raises:
            Refused: with the verdict; nothing was sent.
        """
        route = self._contract.entry(call.function).route
        if route is None:
            return Ready("", lambda executed: None)
        form, target = self._forms[call.function], self._targets[route.kind, route.target]
        now = time.monotonic()
        try:
            message = form.fill(call.arguments, self._clock.now())
        except InterfaceError as error:
            raise Refused(Verdict(Code.REJECTED, f"{call.function}: {error}")) from error
        limiter = self._limiters.get(canonical(route.target)) if route.kind == "topic" else None
        notes = ""
        values: dict[str, float] = {}
        if limiter is not None:
            fields = {path: form.field(path) for path in limiter.limits}
            wanted = {path: field.get(message) for path, field in fields.items()}
            try:
                values, notes = limiter.apply(wanted, now, self._contract.valid_for(call.function) == 0)
                for path, field in fields.items():
                    field.set(message, _like(wanted[path], values[path]))
            except (LimitExceeded, InterfaceError) as error:
                raise Refused(Verdict(Code.REJECTED, f"{call.function}: {error}")) from error
        target.check()

        def send(executed: Executed) -> None:
            if limiter is not None:
                limiter.sent(values, now)
            target.send(message, executed, now)

        return Ready(notes, send)

    def stop(self) -> str:
        """Send the contract's stop and cancel what still runs; return what could not be sent."""
        faults = self._stop.send()
        self.stopped()
        return faults

    def stopped(self) -> None:
        """Somebody sent the contract's stop: cancel what still runs, measure rates of change from there."""
        for target in self._targets.values():
            target.cancel()
        now = time.monotonic()
        for route, form, message in self._stop.messages():
            limiter = self._limiters.get(canonical(route.target))
            if limiter is None:
                continue
            for path in limiter.limits:
                # A sequence that the stop leaves empty has no element to measure from.
                with suppress(InterfaceError):
                    limiter.sent({path: form.field(path).get(message)}, now)

    def expire(self) -> None:
        """Give up requests that waited too long; cheap, called every tick."""
        now = time.monotonic()
        for target in self._targets.values():
            target.expire(now)

    def close(self) -> None:
        """Free publishers and clients."""
        for target in self._targets.values():
            target.cancel()
            target.close()
        self._stop.close()


def _like(wanted: float, allowed: float) -> float:
    """Return a limited value in the field's own type, whole ones rounded into the limit."""
    if isinstance(wanted, int) and allowed != wanted:
        return math.floor(allowed) if wanted > allowed else math.ceil(allowed)
    return type(wanted)(allowed)
