"""What is wrong with a robot that a page is to be connected to is said before anything is loaded."""

import importlib.util
import subprocess
import sys

import pytest

pytest.importorskip("fastapi", reason="the server needs FastAPI")
ROS = importlib.util.find_spec("rclpy") is not None
SERVE = "import sys; from simpletool_ros.cli.main import main; sys.exit(main(sys.argv[1:]))"


def serve(*arguments, before=""):
    command = [sys.executable, "-c", before + SERVE, "serve", "--port", "0", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.skipif(not ROS, reason="no ROS 2 is sourced")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--robot", "no such name!"], "robot: 'no such name!' is no ROS namespace (use letters"),
        (["--robot", "--contract", "nowhere"], "nowhere: no such file, and none of the shipped config"),
        (["--robot", "--contract", "{tmp}/c.yaml"], "c.yaml: sources.far.type: "),
    ],
)
def test_a_robot_that_cannot_be(tmp_path, arguments, said):
    contract = "robot: r\ntools: [{name: wait}]\nsources: {far: {topic: far, type: no_such_msgs/msg/Far}}\n"
    (tmp_path / "c.yaml").write_text(contract)
    run = serve(*(argument.replace("{tmp}", str(tmp_path)) for argument in arguments))
    assert run.returncode == 1 and said in run.stderr, run.stderr
    assert "Traceback" not in run.stderr and run.stdout == ""


def test_without_ros_it_says_what_is_missing():
    run = serve("--robot", before="import sys; sys.modules['rclpy'] = None; ")
    assert run.returncode == 1 and run.stdout == ""
    assert "--robot: needs ROS 2 and a workspace in which this package is built" in run.stderr
    assert "Traceback" not in run.stderr
