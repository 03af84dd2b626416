"""The main job, as a newcomer runs it: real simulator, real DDS, the shipped model, separate processes."""

import importlib.util
import subprocess
import sys

import pytest

pytest.importorskip("mujoco", reason="the simulator needs MuJoCo")
pytestmark = pytest.mark.skipif(importlib.util.find_spec("rclpy") is None, reason="no ROS 2 is sourced")


def demo(tmp_path, *arguments):
    command = [sys.executable, "-m", "simpletool_ros.cli.main", "demo", "--logs", str(tmp_path)]
    command += ["--picture", str(tmp_path / "demo.png"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=240)


@pytest.mark.parametrize(
    ("instruction", "goal"),
    [
        ("drive to the red cylinder and stop", "red cylinder"),
        ("go to the blue box", "blue box"),
        ("head over to the green ball", "green ball"),
        ("please approach the yellow box", "yellow box"),
        ("the purple cylinder, please", "purple cylinder"),
        ("saunter across to the green ball for me", "green ball"),  # a word that training does not know
    ],
)
def test_the_robot_obeys(tmp_path, instruction, goal):
    run = demo(tmp_path, "--instruction", instruction)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"\nreached: {goal} at " in run.stdout
    assert "the model called done" in run.stdout
    assert (tmp_path / "demo.png").read_bytes().startswith(b"\x89PNG")


def test_small_talk_moves_nothing_and_is_not_called_a_success(tmp_path):
    run = demo(tmp_path, "--instruction", "what do you think of the weather today?", "--timeout", "5")
    assert run.returncode == 1, run.stdout + run.stderr
    assert "accepted" not in run.stdout, run.stdout


def test_a_node_that_cannot_start_is_said_with_its_log(tmp_path):
    run = demo(tmp_path, "--model", str(tmp_path / "nowhere"))
    assert run.returncode == 1
    assert "nowhere" in run.stderr
