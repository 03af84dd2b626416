"""``simpletool dataset from-bag``, as a person runs it."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path

import pytest

from simpletool_ros.cli.main import main
from simpletool_ros.core.contract import Contract
from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.core.resources import find
from simpletool_ros.core.tools import Call
from simpletool_ros.core.verdict import Code
from simpletool_ros.train.dataset import Example, read


def test_without_rosbags_the_mend_is_said(monkeypatch, capsys):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["dataset", "from-bag", "a", "--contract", "turtlebot3", "--out", "b"]) == 1
    assert "pip install rosbags" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["from-bag"], ["from-bag", "a", "--out", "b"], ["from-csv", "a"]])
def test_a_wrong_command_line_exits_with_2(arguments):
    with pytest.raises(SystemExit) as leaving:
        main(["dataset", *arguments])
    assert leaving.value.code == 2


pytest.importorskip("rosbags", reason="reading bags needs rosbags (pip install rosbags)")

from recording import DRIVE, drive, write_bag  # noqa: E402

TOOLS = Contract.load(find("turtlebot3", "config")).toolset
NULL = {"function": HeadOutput("function", "", Stop.NULL)}
TICKS = [
    drive(1),
    drive(2, call=Call("stop", {})),
    drive(3, Code.NO_CALL, None, heads=NULL),
    drive(4, Code.LATE, None),
    drive(5, Code.LATE, None),
    drive(6, Code.REJECTED, None),
    drive(7, Code.FAILED, None, suffix="", heads={}),
    drive(8, call=Call("fly", {})),
]


@pytest.fixture
def from_bag(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    """Return a function that runs the verb in an empty folder and returns exit code, output and errors."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str):
        code = main(["dataset", "from-bag", *arguments, "--contract", "turtlebot3"])
        said = capsys.readouterr()
        return code, said.out.splitlines(), said.err.splitlines()

    return run


def correct(*lines: object) -> str:
    Path("right.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    return "right.jsonl"


def test_two_bags_become_a_dataset(from_bag):
    write_bag(Path("one"), TICKS)
    file = write_bag(Path("two"), [drive(9), drive(1)], "db3")
    assert from_bag("one", str(file), "--out", "drive.jsonl") == (
        0,
        [
            "drive.jsonl: 4 examples",
            "  read      10 ticks of 2 bags",
            "  kept      4 recorded, 0 corrected; 1 of them no call",
            "  skipped   2 late",
            "  skipped   1 rejected",
            "  skipped   1 failed, the model was asked nothing",
            "  skipped   1 not a call of this contract (first 18c2f0a4be1-8: there is no tool 'fly')",
            "  skipped   1 recorded twice",
        ],
        [],
    )
    suffix = TICKS[0].suffix
    assert read("drive.jsonl", TOOLS) == [
        Example(suffix, DRIVE, "recorded", "18c2f0a4be1-1"),
        Example(suffix, Call("stop", {}), "recorded", "18c2f0a4be1-2"),
        Example(suffix, None, "recorded", "18c2f0a4be1-3"),
        Example(suffix, DRIVE, "recorded", "18c2f0a4be1-9"),
    ]


def test_a_wrong_decision_is_corrected(from_bag):
    write_bag(Path("bag"), TICKS)
    right = {"function": "drive", "arguments": {"speed": 0.2, "turn": 1}}
    corrections = correct(
        {"trace_id": "18c2f0a4be1-4", "call": right},
        {"trace_id": "18c2f0a4be1-1", "call": None},
    )
    code, said, _ = from_bag("bag", "--corrections", corrections, "--out", "drive.jsonl")
    assert (code, said[0]) == (0, "drive.jsonl: 4 examples")
    assert said[2] == "  kept      2 recorded, 2 corrected; 2 of them no call"
    answers = {example.trace_id[-1]: (example.origin, example.call) for example in read("drive.jsonl", TOOLS)}
    assert answers == {
        "1": ("corrected", None),
        "2": ("recorded", Call("stop", {})),
        "3": ("recorded", None),
        "4": ("corrected", Call("drive", {"speed": 0.2, "turn": 1.0})),
    }


def test_a_correction_of_an_unknown_tick(from_bag):
    write_bag(Path("bag"), TICKS)
    corrections = correct(*({"trace_id": f"18c2f0a4be1-{number}", "call": None} for number in (1, 99)))
    code, said, errors = from_bag("bag", "--corrections", corrections, "--out", "drive.jsonl")
    assert (code, said) == (1, [])
    assert errors == [
        "right.jsonl:2: trace_id: no tick has '18c2f0a4be1-99' (copy it from ~/tick, or name its bag too)"
    ]
    assert not Path("drive.jsonl").exists()


def test_one_of_several_robots(from_bag):
    write_bag(Path("bag"), TICKS[:2], robots=("/a", "/b"))
    assert from_bag("bag", "--out", "x")[0] == 1
    code, said, _ = from_bag("bag", "--topic", "/b/controller/tick", "--out", "x")
    assert (code, said[0]) == (0, "x: 2 examples")


def test_nothing_to_learn_from_leaves_the_old_dataset(from_bag):
    Path("old.jsonl").write_text("old")
    write_bag(Path("bag"), [replace(TICKS[3], trace_id=str(number)) for number in range(3)])
    code, said, _ = from_bag("bag", "--out", "old.jsonl")
    assert (code, said[0]) == (1, "old.jsonl: not written, no example")
    assert "  skipped   3 late" in said
    assert Path("old.jsonl").read_text() == "old"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere", "--out", "x"], "nowhere: cannot be read as a bag"),
        (["bag", "--topic", "/b/tick", "--out", "x"], "bag: /b/tick: is no topic"),
        (["bag", "--out", "no/x"], "no/x: cannot be written"),
        (["bag", "--corrections", "none.jsonl", "--out", "x"], "none.jsonl: cannot be read"),
        (
            ["bag", "--corrections", "right.jsonl", "--out", "right.jsonl"],
            "--out: is right.jsonl, which is read",
        ),
        (["bag/bag.mcap", "--out", "bag/../bag/bag.mcap"], "--out: is bag/bag.mcap, which is read"),
    ],
)
def test_what_cannot_be_done_is_one_line(from_bag, arguments, said):
    write_bag(Path("bag"), TICKS)
    correct()
    code, out, errors = from_bag(*arguments)
    assert (code, out, len(errors)) == (1, [], 1)
    assert errors[0].startswith(said) and errors[0].endswith(")")
