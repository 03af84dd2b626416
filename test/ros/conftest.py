"""Fixtures that start real nodes, and always end them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

try:
    import rclpy
    from harness import Client, Processes
except ImportError:  # no ROS 2 is sourced, or the package is not built
    collect_ignore_glob = ["test_*.py"]

# Never beyond this machine.
os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"


@pytest.fixture
def processes(tmp_path: Path) -> Iterator[Processes]:
    running = Processes(tmp_path)
    yield running
    running.end()


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Iterator[Client]:
    context = rclpy.Context()
    rclpy.init(context=context)
    node = Client(context, getattr(request, "param", ""))
    yield node
    node.close()
    rclpy.try_shutdown(context=context)
