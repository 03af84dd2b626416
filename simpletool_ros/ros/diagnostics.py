"""``/diagnostics`` once a second: how the loop does, by the steady clock."""

from __future__ import annotations

from collections.abc import Callable

from diagnostic_msgs.msg import DiagnosticArray, DiagnosticStatus, KeyValue
from rclpy.callback_groups import CallbackGroup
from rclpy.clock import Clock, ClockType
from rclpy.node import Node

from .stats import Stats

PERIOD = 1.0
"""Seconds between diagnostics."""


class Diagnostics:
    """Publishes the state of one controller."""

    def __init__(
        self, node: Node, stats: Stats, facts: Callable[[], dict[str, str]], group: CallbackGroup
    ) -> None:
        """Begin to publish.

        Args:
            node: the controller.
            stats: of its ticks.
            facts: what else to say; ``robot``, ``state``, ``period_ms`` and ``gate`` (why closed) at least.
            group: of the timer.
        """
        self._node, self._stats, self._facts = node, stats, facts
        self._publisher = node.create_publisher(DiagnosticArray, "/diagnostics", 10)
        self._reported = 0
        # Not the node's clock: a paused simulation must not silence it.
        steady = Clock(clock_type=ClockType.STEADY_TIME)
        node.create_timer(PERIOD, self._publish, callback_group=group, clock=steady)

    def _publish(self) -> None:
        facts, stats = self._facts(), self._stats
        counts = {code: str(count) for code, count in sorted(stats.verdicts.items())}
        values = {
            **facts,
            "rate_hz": f"{stats.rate:.2f}",
            "latency_p50_ms": f"{stats.latency(50):.1f}",
            "latency_p99_ms": f"{stats.latency(99):.1f}",
            "start_error_p99_ms": f"{stats.start_error(99):.2f}",
            **counts,
            "skipped": str(stats.skipped),
            "stale_sources": ", ".join(stats.stale) or "none",
            "last_reason": stats.reason,
        }
        status = DiagnosticStatus(name=f"{self._node.get_name()}: loop", hardware_id=facts["robot"])
        status.level, status.message = self._judge(facts)
        status.values = [KeyValue(key=key, value=value) for key, value in values.items()]
        message = DiagnosticArray(status=[status])
        message.header.stamp = self._node.get_clock().now().to_msg()
        self._publisher.publish(message)

    def _judge(self, facts: dict[str, str]) -> tuple[bytes, str]:
        """Return the worst that can be said."""
        if facts["state"] != "active":
            return DiagnosticStatus.OK, facts["state"]
        failed = self._stats.verdicts["failed"]
        newly_failed, self._reported = failed > self._reported, failed
        if newly_failed:
            return DiagnosticStatus.ERROR, self._stats.reason or "ticks failed"
        warnings = [
            facts["gate"],
            "latency exceeds the period: ticks are skipped"
            if self._stats.latency(99) > float(facts["period_ms"])
            else "",
            "stale: " + ", ".join(self._stats.stale) if self._stats.stale else "",
        ]
        said = "; ".join(warning for warning in warnings if warning)
        return (DiagnosticStatus.WARN, said) if said else (DiagnosticStatus.OK, "ticking")
