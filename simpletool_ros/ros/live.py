"""The node behind the live page: what controller, guard and sensors say, as events; a person's commands back.

It only listens, and best-effort to all that streams: a page, or this process, that stalls holds nobody up.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import rclpy
from rclpy.client import Client
from rclpy.exceptions import InvalidNamespaceException
from rclpy.executors import ExternalShutdownException, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.qos import QoSProfile, ReliabilityPolicy, qos_profile_sensor_data
from rclpy.signals import SignalHandlerOptions
from rclpy.validate_namespace import validate_namespace
from std_msgs.msg import String
from std_srvs.srv import Trigger

from ..core.contract import Contract
from ..core.problems import ConfigurationError, problem
from ..msg import AvatarPose, FunctionCall, GuardState, TickReport, Utterance
from ..srv import SetInstruction
from . import events
from .events import Event
from .fields import interface
from .gate import LATCHED
from .interfaces import check

FASTEST = 30.0
"""Hz at which what streams from sensors is shown at most."""

RESEND = 0.5
"""Seconds after which an unanswered stop is sent again."""

PATIENCE = 3.0
"""Seconds in which a command must be answered."""

SHOWN: dict[str, Callable[[Any], Event]] = {
    "nav_msgs/msg/Odometry": events.pose,
    "sensor_msgs/msg/LaserScan": events.scan,
    "visualization_msgs/msg/MarkerArray": events.objects,
}
"""What the map shows, by message type: the contract's first source of each."""

Answer = tuple[bool, str]
"""Whether a command was carried out, and a sentence for the person who gave it."""


class Live(Node):
    """Publishes events, and takes commands from any thread."""

    def __init__(
        self,
        contract: Contract,
        publish: Callable[[Event], None],
        namespace: str = "",
        controller: str = "controller",
        guard: str = "guard",
        **kwargs: Any,
    ) -> None:
        """Subscribe.

        Args:
            contract: whose sources the map shows.
            publish: takes an event, at once.
            namespace: the robot's.
            controller: node name of the controller, in that namespace.
            guard: node name of the guard, in that namespace.
            kwargs: of ``rclpy.node.Node``.

        Raises:
            InterfaceError: a message type of the contract's cannot be imported.
        """
        super().__init__("live", namespace=namespace, **kwargs)
        self._publish = publish
        stream = QoSProfile(depth=32, reliability=ReliabilityPolicy.BEST_EFFORT)
        for kind, topic, event, qos in (
            (TickReport, f"{controller}/tick", events.tick, stream),
            (GuardState, f"{guard}/state", events.guard, LATCHED),
            (String, f"{controller}/instruction", _text("instruction"), LATCHED),
            (String, f"{controller}/prefix", _text("prefix"), LATCHED),
            (AvatarPose, "avatar/pose", events.avatar, qos_profile_sensor_data),
            (Utterance, "dialogue", events.utterance, stream),
        ):
            self.create_subscription(kind, topic, self._telling(event), qos)
        self.create_subscription(FunctionCall, f"{controller}/call", self._on_call, stream)
        self._set = self.create_client(SetInstruction, f"{controller}/set_instruction")
        self._stop = self.create_client(Trigger, f"{guard}/stop")
        self._rearm = self.create_client(Trigger, f"{guard}/rearm")
        # One thread each: a stop never waits for anything else.
        self._threads = {name: ThreadPoolExecutor(1, name) for name in ("stop", "rearm", "instruct")}
        self._stopping: Future[Answer] | None = None
        self._stops = 0
        publish(
            {
                "kind": "robot",
                "robot": contract.robot,
                "namespace": self.get_namespace(),
                "period": contract.period,
                "map": self._show(contract),
                "parameters": {
                    tool.name: [parameter.name for parameter in tool.parameters]
                    for tool in contract.toolset.tools
                },
            }
        )

    def _show(self, contract: Contract) -> dict[str, str]:
        """Subscribe to what the map shows; return the topics by kind of message."""
        newest = QoSProfile(depth=1, reliability=ReliabilityPolicy.BEST_EFFORT)
        shown: dict[str, str] = {}
        for source in contract.sources.values():
            if source.type in SHOWN and source.type not in shown:
                tell = _paced(self._telling(SHOWN[source.type]))
                self.create_subscription(interface(source.type), source.topic, tell, newest)
                shown[source.type] = source.topic
        return shown

    def _telling(self, event: Callable[[Any], Event]) -> Callable[[Any], None]:
        return lambda message: self._publish(event(message))

    def _on_call(self, call: FunctionCall) -> None:
        if not call.function:  # of all others the tick says more
            self._publish(events.stop(call))

    # -- commands

    def instruct(self, instruction: str) -> Future[Answer]:
        """Give the controller an instruction; empty: none."""
        return self._threads["instruct"].submit(self._instruct, instruction)

    def stop(self) -> Future[Answer]:
        """Stop the robot through the guard, and tell the controller too, whichever of them is alive."""
        self._stops += 1
        waiting = self._stopping
        # One that is under way may be confirmed by an answer from before this press: another one follows it.
        if waiting is None or waiting.running() or waiting.done():
            waiting = self._stopping = self._threads["stop"].submit(self._stop_robot)
        return waiting

    def rearm(self) -> Future[Answer]:
        """Let the guard let go, unless a stop is asked for meanwhile."""
        return self._threads["rearm"].submit(self._rearm_guard, self._stops)

    def _instruct(self, instruction: str) -> Answer:
        answer = _ask(self._set, SetInstruction.Request(instruction=instruction), PATIENCE, PATIENCE)
        if answer is None:
            return False, f"no answer from {self._set.service_name}: is the controller running?"
        return answer.accepted, answer.message or ("accepted" if instruction else "the controller idles")

    def _stop_robot(self) -> Answer:
        # A controller without instruction sends the contract's stop itself: for a robot whose guard is dead.
        dropped = self._set.call_async(SetInstruction.Request(instruction=""))
        answer = _ask(self._stop, Trigger.Request(), PATIENCE, RESEND)
        if answer is not None and answer.success:
            return True, f"the guard confirms: {answer.message}"
        self._set.remove_pending_request(dropped)
        silent = f"the guard does not answer on {self._stop.service_name}"
        if answer is not None:
            silent = f"the guard cannot stop it: {answer.message}"
        if dropped.done() and dropped.result().accepted:
            return False, f"{silent}; the controller stops, but goes on with the next instruction"
        return False, f"{silent}, nor does the controller: use the robot's own stop"

    def _rearm_guard(self, stops: int) -> Answer:
        if self._stops != stops:
            return False, "not asked for: the robot was told to stop meanwhile"
        # Asked once: one more, sent late, could let go what was stopped in between.
        answer = _ask(self._rearm, Trigger.Request(), PATIENCE, PATIENCE)
        if self._stops != stops:
            self.stop()
            return False, "taken back: the robot was told to stop meanwhile"
        if answer is None:
            return False, f"no answer from {self._rearm.service_name}: is the guard running?"
        return answer.success, answer.message or "the guard lets go: the robot moves when it is told to"

    def close(self) -> None:
        """End the threads and the node."""
        for threads in self._threads.values():
            threads.shutdown(wait=True, cancel_futures=True)
        self.destroy_node()


@contextmanager
def connected(contract: Contract, publish: Callable[[Event], None], namespace: str = "") -> Iterator[Live]:
    """Run the node in a thread of its own; see :class:`Live`.

    Raises:
        ConfigurationError: the contract does not fit the message definitions, or no namespace is named so.
    """
    problems = check(contract)
    if problems:
        raise ConfigurationError(problems)
    try:
        validate_namespace(f"/{namespace.strip('/')}")
    except InvalidNamespaceException as error:
        what = f"{namespace!r} is no ROS namespace"
        raise problem("robot", what, "use letters, digits, '_' and '/'") from error
    context = rclpy.Context()
    rclpy.init(context=context, signal_handler_options=SignalHandlerOptions.NO)
    try:
        node = Live(contract, publish, namespace, context=context)
        executor = SingleThreadedExecutor(context=context)
        executor.add_node(node)
        ending = threading.Event()
        spinning = threading.Thread(target=_spin, args=(executor, node, ending), name="live", daemon=True)
        spinning.start()
        try:
            yield node
        finally:
            ending.set()
            spinning.join()
            executor.shutdown()
            node.close()
    finally:
        rclpy.try_shutdown(context=context)


def _spin(executor: SingleThreadedExecutor, node: Node, ending: threading.Event) -> None:
    while not ending.is_set():
        try:
            executor.spin_once(timeout_sec=0.2)
        except ExternalShutdownException:
            return
        except Exception as error:  # a message that cannot be shown ends no page
            node.get_logger().error(f"in a callback: {error!r}", throttle_duration_sec=10.0)


def _ask(client: Client, request: Any, patience: float, resend: float) -> Any:
    """Return a service's answer, or None; asked again every ``resend`` seconds, for ``patience`` in all."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        answered = threading.Event()
        future = client.call_async(request)
        future.add_done_callback(lambda _, answered=answered: answered.set())
        if answered.wait(resend):
            return future.result()
        client.remove_pending_request(future)
    return None


def _paced(tell: Callable[[Any], None]) -> Callable[[Any], None]:
    """Leave out what comes faster than :data:`FASTEST`."""
    due = 0.0

    def paced(message: Any) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due:
            due = max(due + 1 / FASTEST, now)
            tell(message)

    return paced


def _text(kind: str) -> Callable[[Any], Event]:
    return lambda message: {"kind": kind, "text": message.data}
