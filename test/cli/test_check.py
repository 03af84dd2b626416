"""``simpletool check``, as a person runs it."""

import copy
import importlib.util

import pytest
import yaml

from simpletool_ros.cli.main import main
from simpletool_ros.core.resources import find

TURTLEBOT3 = yaml.safe_load(find("turtlebot3", "config").read_text())


@pytest.fixture
def contract(tmp_path):
    """Return a function that writes a changed contract and returns its path."""

    def write(change):
        data = copy.deepcopy(TURTLEBOT3)
        change(data)
        path = tmp_path / "robot.yaml"
        path.write_text(yaml.safe_dump(data, sort_keys=False))
        return str(path)

    return write


def test_a_shipped_contract_is_ok(capsys):
    assert main(["check", "turtlebot3"]) == 0
    said = capsys.readouterr().out
    assert "turtlebot3.yaml: ok" in said
    assert "heads    function, arg1, arg2" in said


def test_every_fault_is_said_with_file_key_and_mend(contract, capsys):
    def change(data):
        data["rate"] = -1
        data["tools"][0]["rout"] = {}
        data["guard"]["timeout"] = "soon"

    path = contract(change)
    assert main(["check", path]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert all(line.startswith(f"{path}: ") and line.endswith(")") for line in lines)
    assert {line.split(": ")[1] for line in lines} == {"rate", "tools.0.rout", "guard.timeout"}


def test_an_unknown_name_lists_the_shipped_contracts(capsys):
    assert main(["check", "turtlebot9"]) == 1
    assert "turtlebot3" in capsys.readouterr().err


needs_ros = pytest.mark.skipif(importlib.util.find_spec("rclpy") is None, reason="no ROS 2 is sourced")


@needs_ros
@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda data: data["tools"][0]["route"]["fields"].update({"linear.speed": "speed"}), "linear.speed"),
        (lambda data: data["tools"][0]["route"].update(type="geometry_msgs/msg/Twistt"), "Twistt"),
        (lambda data: data["sources"]["clear"].update(type="sensor_mgs/msg/LaserScan"), "sensor_mgs"),
    ],
    ids=["field", "message", "package"],
)
def test_what_the_message_lacks_is_said(contract, capsys, change, key):
    def changed(data):
        del data["limits"]
        data["tools"][0]["parameters"].pop("turn")
        data["tools"][0]["route"]["fields"].pop("angular.z")
        if key == "linear.speed":
            data["tools"][0]["route"]["fields"].pop("linear.x")
        change(data)

    path = contract(changed)
    assert main(["check", path]) == 1
    said = capsys.readouterr().err
    assert path in said and key in said


@pytest.mark.parametrize("arguments", [[], ["fly"], ["check"], ["check", "a", "b"]])
def test_a_wrong_command_line_exits_with_2(arguments):
    with pytest.raises(SystemExit) as leaving:
        main(arguments)
    assert leaving.value.code == 2


@pytest.mark.parametrize("verb", ["check", "call", "demo", "train", "evaluate", "dataset"])
def test_help_has_examples(verb, capsys):
    with pytest.raises(SystemExit) as leaving:
        main([verb, "--help"])
    assert leaving.value.code == 0
    assert f"simpletool {verb}" in capsys.readouterr().out.split("examples:")[1]
