"""Routes to services and actions: one call at a time, nobody waits, late answers are ignored.

Sent by the control loop; answered on the executor. An absent server is refused at once.
"""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

from action_msgs.msg import GoalStatus
from action_msgs.srv import CancelGoal
from rclpy.action import ActionClient
from rclpy.action.client import ClientGoalHandle
from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node
from rclpy.task import Future
from unique_identifier_msgs.msg import UUID

from ..core.parts import Route
from ..core.verdict import Code, Verdict
from .fields import interface
from .history import Executed

_ENDINGS = {
    GoalStatus.STATUS_SUCCEEDED: "succeeded",
    GoalStatus.STATUS_CANCELED: "canceled",
    GoalStatus.STATUS_ABORTED: "aborted",
}


class Refused(Exception):
    """A call that may not or cannot be sent; nothing was."""

    def __init__(self, verdict: Verdict) -> None:
        """Keep the verdict."""
        super().__init__(verdict.reason)
        self.verdict = verdict


@dataclass(eq=False)
class _Flight:
    """A request on its way.

    Attributes:
        executed: whose outcome it sets.
        deadline: steady seconds at which it is given up; infinite once a goal was accepted.
        future: of the service's answer or of the goal's acceptance.
        handle: of a goal, from when it is sent.
    """

    executed: Executed
    deadline: float
    future: Future | None = None
    handle: Any = None


class _Server:
    """What services and actions have in common: the single flight."""

    kind = ""

    def __init__(self, node: Node, route: Route) -> None:
        self._node, self._route = node, route
        self._lock = threading.Lock()
        self._flight: _Flight | None = None

    def check(self) -> None:
        """Raise Refused: FAILED when the server is absent, REJECTED when it is busy."""
        if not self._present():
            raise Refused(Verdict(Code.FAILED, f"the {self.kind} {self._route.target} is absent"))
        flight = self._flight
        if flight is not None and self._route.busy == "reject":
            what = f"the {self.kind} {self._route.target} still runs {flight.executed.call}"
            raise Refused(Verdict(Code.REJECTED, what))

    def send(self, message: Any, executed: Executed, now: float) -> None:
        """Send; what still runs is preempted."""
        self.cancel("preempted")
        flight = _Flight(executed, now + self._route.timeout)
        with self._lock:
            self._flight = flight
        flight.future = self._ask(message, flight)
        flight.future.add_done_callback(partial(self._answered, flight))

    def expire(self, now: float) -> None:
        """Give up a request that waited too long; its answer will be ignored."""
        flight = self._flight
        if (
            flight is not None
            and now > flight.deadline
            and self._land(flight, f"failed: no answer within {self._route.timeout:g} s")
        ):
            self._abandon(flight)

    def cancel(self, outcome: str = "canceled") -> None:
        """Give up what still runs."""
        flight = self._flight
        if flight is not None and self._land(flight, outcome):
            self._abandon(flight)

    def _land(self, flight: _Flight, outcome: str) -> bool:
        """End a flight; False when it has ended before."""
        with self._lock:
            if self._flight is not flight:
                return False
            self._flight = None
        flight.executed.outcome = outcome
        self._node.get_logger().info(f"{flight.executed}")
        return True

    def _present(self) -> bool:
        raise NotImplementedError

    def _ask(self, message: Any, flight: _Flight) -> Future:
        raise NotImplementedError

    def _answered(self, flight: _Flight, future: Future) -> None:
        raise NotImplementedError

    def _abandon(self, flight: _Flight) -> None:
        raise NotImplementedError


class ServiceRoute(_Server):
    """Calls a service."""

    kind = "service"

    def __init__(self, node: Node, route: Route, group: CallbackGroup) -> None:
        """Create the client."""
        super().__init__(node, route)
        self._client = node.create_client(interface(route.type), route.target, callback_group=group)

    def close(self) -> None:
        """Destroy the client."""
        self._node.destroy_client(self._client)

    def _present(self) -> bool:
        return bool(self._client.service_is_ready())

    def _ask(self, message: Any, flight: _Flight) -> Future:
        return self._client.call_async(message)

    def _answered(self, flight: _Flight, future: Future) -> None:
        try:
            answer = future.result()
        except Exception as error:  # whatever the client library makes of a broken answer
            self._land(flight, f"failed: {error}")
            return
        # std_srvs and most others say how it went in these two fields.
        succeeded, message = getattr(answer, "success", True), getattr(answer, "message", "")
        outcome = "succeeded" if succeeded is not False else "failed"
        self._land(flight, f"{outcome}: {message}" if isinstance(message, str) and message else outcome)

    def _abandon(self, flight: _Flight) -> None:
        if flight.future is not None:
            self._client.remove_pending_request(flight.future)


class ActionRoute(_Server):
    """Sends goals to an action server."""

    kind = "action"

    def __init__(self, node: Node, route: Route, group: CallbackGroup) -> None:
        """Create the client."""
        super().__init__(node, route)
        self._type = interface(route.type)
        self._client = ActionClient(node, self._type, route.target, callback_group=group)

    def close(self) -> None:
        """Destroy the client."""
        self._client.destroy()

    def _present(self) -> bool:
        return bool(self._client.server_is_ready())

    def _ask(self, message: Any, flight: _Flight) -> Future:
        # Under an id of our own: the goal can be canceled before its acceptance is known, and when that
        # gets lost: rclpy 9.1 forgets an answer that comes while it still books the request.
        goal_id = UUID(uuid=list(uuid4().bytes))
        flight.handle = ClientGoalHandle(self._client, goal_id, self._type.Impl.SendGoalService.Response())
        return self._client.send_goal_async(message, goal_uuid=goal_id)

    def _answered(self, flight: _Flight, future: Future) -> None:
        """The goal was accepted or refused."""
        try:
            handle = future.result()
        except Exception as error:  # as above
            self._land(flight, f"failed: {error}")
            return
        if not handle.accepted:
            self._land(flight, "failed: the goal was refused")
            return
        with self._lock:
            flight.deadline = math.inf
            wanted = self._flight is flight
        if not wanted:  # given up in the meantime; that cancel request may have overtaken the goal
            handle.cancel_goal_async()
            return
        handle.get_result_async().add_done_callback(partial(self._finished, flight))

    def _finished(self, flight: _Flight, future: Future) -> None:
        try:
            self._land(flight, _ENDINGS.get(future.result().status, "failed"))
        except Exception as error:  # as above
            self._land(flight, f"failed: {error}")

    def _abandon(self, flight: _Flight) -> None:
        if flight.handle is not None:
            flight.handle.cancel_goal_async().add_done_callback(partial(self._canceled, flight))

    def _canceled(self, flight: _Flight, future: Future) -> None:
        """A server may refuse to cancel: then the goal runs on, and somebody should know."""
        answer = future.result()
        if answer is not None and answer.return_code == CancelGoal.Response.ERROR_REJECTED:
            flight.executed.outcome = "failed: its server refuses to cancel it"
            self._node.get_logger().error(f"{flight.executed}: it runs on")
