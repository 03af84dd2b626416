"""Sources: the latest message of every subscribed topic, and a snapshot of them all in words."""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from typing import Any

from rclpy.callback_groups import CallbackGroup
from rclpy.node import Node
from rclpy.qos import QoSProfile, ReliabilityPolicy
from rclpy.time import Time

from ..core.contract import Contract
from ..core.parts import Source
from ..core.summary import STALE
from .fields import InterfaceError, interface
from .summaries import stamps, summary_of


@dataclass(frozen=True)
class Said:
    """What is known of one source at one moment.

    Attributes:
        name: in the contract.
        words: empty when stale.
        age: seconds since its message was received or stamped, whichever is more; infinite without one.
        stale: why it is stale; empty when it is not.
    """

    name: str
    words: str
    age: float
    stale: str = ""


@dataclass(frozen=True)
class Snapshot:
    """The robot's state at one moment, in words.

    Attributes:
        taken: steady seconds (``time.monotonic``).
        stamp: the same moment by the node's clock.
        environment: one ``label: words`` a source.
        sources: the same sources, with their ages.
        blocked: why no decision may be made on this state; empty when one may.
    """

    taken: float
    stamp: Time
    environment: tuple[str, ...]
    sources: tuple[Said, ...]
    blocked: str = ""


def since(snapshot: Snapshot) -> float:
    """Return the milliseconds that have passed since a snapshot."""
    return 1e3 * (time.monotonic() - snapshot.taken)


class Sources:
    """Subscribes to a contract's sources. Callbacks only keep messages; words are found at the snapshot."""

    def __init__(self, node: Node, contract: Contract, group: CallbackGroup) -> None:
        """Subscribe.

        Raises:
            InterfaceError: a type cannot be imported.
            ValueError: no summary fits a type.
        """
        self._node = node
        self._feeds = [_Feed(node, name, source, group) for name, source in contract.sources.items()]

    def snapshot(self) -> Snapshot:
        """Put the latest messages into words; takes well under a millisecond, from any thread."""
        taken, stamp = time.monotonic(), self._node.get_clock().now()
        environment, sources, blocked = [], [], []
        for feed in self._feeds:
            said = feed.say(taken, stamp.nanoseconds * 1e-9)
            sources.append(said)
            environment.append(f"{feed.label}: {STALE if said.stale else said.words}")
            if said.stale and feed.source.stale == "block":
                blocked.append(f"{feed.name} is stale: {said.stale}")
        return Snapshot(taken, stamp, tuple(environment), tuple(sources), "; ".join(blocked))

    def begin(self) -> None:
        """Forget what was before: summaries that tell of the way since an instruction begin anew."""
        for feed in self._feeds:
            feed.begin()

    def close(self) -> None:
        """Unsubscribe."""
        for feed in self._feeds:
            self._node.destroy_subscription(feed.subscription)


class _Feed:
    """One source: its subscription, its latest message and the words for it."""

    def __init__(self, node: Node, name: str, source: Source, group: CallbackGroup) -> None:
        self.name, self.source, self.label = name, source, source.label or name
        self._summary = summary_of(source)
        self._latest: tuple[Any, float] | None = None
        self._words: tuple[Any, str, str] = (None, "", "")
        self._saying = threading.Lock()
        reliability = ReliabilityPolicy.RELIABLE if source.reliable else ReliabilityPolicy.BEST_EFFORT
        qos = QoSProfile(depth=1, reliability=reliability)
        self.subscription = node.create_subscription(
            interface(source.type), source.topic, self._keep, qos, callback_group=group
        )

    def _keep(self, message: Any) -> None:
        self._latest = (message, time.monotonic())

    def begin(self) -> None:
        """Let a summary that remembers messages begin anew."""
        with self._saying:
            self._summary, self._words = summary_of(self.source), (None, "", "")

    def say(self, taken: float, now: float) -> Said:
        """Return the words and how old they are.

        Args:
            taken: steady seconds.
            now: the same moment by the node's clock, seconds.
        """
        with self._saying:  # a tick, and a call that is asked for beside it
            return self._say(taken, now)

    def _say(self, taken: float, now: float) -> Said:
        latest = self._latest
        if latest is None:
            return Said(self.name, "", math.inf, f"nothing received on {self.source.topic}")
        message, received = latest
        since_receipt = taken - received
        since_stamp = max((now - stamp for stamp in stamps(message)), default=0.0)
        age = max(since_receipt, since_stamp)
        if since_receipt > self.source.max_age:
            return Said(self.name, "", age, f"last received {since_receipt:.1f} s ago")
        if since_stamp > self.source.max_age:
            why = f"stamped {since_stamp:.1f} s ago (do all nodes agree on use_sim_time?)"
            return Said(self.name, "", age, why)
        if self._words[0] is not message:
            self._words = (message, *self._phrase(message))
        return Said(self.name, self._words[1], age, self._words[2])

    def _phrase(self, message: Any) -> tuple[str, str]:
        try:
            return self._summary(message), ""
        except (ValueError, OverflowError, IndexError, InterfaceError) as error:
            return "", str(error)
