"""A node as a process: what it does when it is told to end."""

from __future__ import annotations

import signal
import subprocess
import sys

from harness import TIMEOUT

LATE = """
import time
from rclpy.node import Node
from simpletool_ros.ros.process import run

class Late(Node):
    moves = False

    def __init__(self):
        super().__init__("late")

    async def begin(self):
        print("begun", flush=True)
        time.sleep(1.0)
        self.moves = True

    def leave(self):
        print("leaves", self.moves, flush=True)
        self.moves = False

run(Late, [])
"""


def test_what_a_callback_begins_after_the_signal_is_stopped_too() -> None:
    child = subprocess.Popen([sys.executable, "-c", LATE], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None and child.stdout.readline() == "begun\n"
    child.send_signal(signal.SIGTERM)
    said, _ = child.communicate(timeout=TIMEOUT)
    assert said == "leaves False\nleaves True\n"
    assert child.returncode == 0
