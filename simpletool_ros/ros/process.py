"""How our nodes run as processes: callbacks in a thread of their own, a clean leave on SIGINT and SIGTERM."""

from __future__ import annotations

import signal
import threading
import traceback
from collections.abc import Callable, Sequence

import rclpy
from rclpy.executors import ExternalShutdownException, SingleThreadedExecutor
from rclpy.node import Node
from rclpy.signals import SignalHandlerOptions

from .priority import EXECUTOR, real_time

_WAKE = 0.5


def run(make: Callable[[], Node], arguments: Sequence[str] | None = None) -> int:
    """Run a node until SIGINT or SIGTERM; return the process's exit code.

    A node may have ``async begin()``, run first on the executor, and ``leave()``, called while messages can
    still be sent, and once more after the executor has ended.

    rclpy's own signal handlers would shut communication down first: a guard could not stop the robot then.
    A callback that raises is logged with its traceback; the node goes on.
    """
    leave = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: leave.set())
    rclpy.init(args=arguments, signal_handler_options=SignalHandlerOptions.NO)
    try:
        node = make()
        executor = SingleThreadedExecutor()
        executor.add_node(node)
        if hasattr(node, "begin"):
            executor.create_task(node.begin)
        spinning = threading.Thread(target=_spin, args=(executor, node, leave), name="executor", daemon=True)
        spinning.start()
        leave.wait()
        if hasattr(node, "leave"):
            node.leave()
        executor.shutdown(1.0)
        spinning.join(2 * _WAKE)
        if hasattr(node, "leave"):
            node.leave()  # from what a callback that was under way has begun since
        node.destroy_node()
    finally:
        rclpy.try_shutdown()
    return 0


def _spin(executor: SingleThreadedExecutor, node: Node, leave: threading.Event) -> None:
    real_time(EXECUTOR)
    while not leave.is_set() or executor.get_nodes():
        try:
            executor.spin_once(timeout_sec=_WAKE)
        except ExternalShutdownException:
            leave.set()
            return
        except Exception:
            node.get_logger().error(f"in a callback:\n{traceback.format_exc()}")
