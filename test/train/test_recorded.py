"""What a recorded tick teaches, by its verdict, and how a person corrects it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.resources import find
from simpletool_ros.core.tools import Call
from simpletool_ros.core.verdict import Code
from simpletool_ros.train.dataset import Example
from simpletool_ros.train.recorded import Tick, learn, read_corrections

TOOLS = Contract.load(find("turtlebot3", "config")).toolset
CALL = Call("drive", {"speed": 0.1, "turn": -0.5})
HEADS = {
    name: HeadOutput(name, text, Stop.CLOSED)
    for name, text in {"function": "drive", "arg1": "0.1", "arg2": "-0.5"}.items()
}
NULL = {name: HeadOutput(name, "", Stop.NULL) for name in HEADS}
TICK = Tick("18c-1", "go", Code.ACCEPTED, HEADS, CALL)


def test_an_accepted_tick_teaches_its_call():
    assert learn([TICK], TOOLS).examples == [Example("go", CALL, "recorded", "18c-1")]


def test_a_call_that_was_not_recorded_is_what_the_heads_said():
    assert learn([replace(TICK, call=None)], TOOLS).examples == learn([TICK], TOOLS).examples


def test_no_call_by_the_model_s_word_teaches_no_call():
    (example,) = learn([Tick("18c-1", "go", Code.NO_CALL, NULL)], TOOLS).examples
    assert example.call is None


@pytest.mark.parametrize(
    ("tick", "reason"),
    [
        (Tick("18c-1", "", Code.NO_CALL), "no_call, the model was asked nothing"),
        (Tick("18c-1", "", Code.FAILED), "failed, the model was asked nothing"),
        (Tick("18c-1", "go", Code.NO_CALL, HEADS), "no_call, but not by the model's word"),
        (Tick("18c-1", "go", Code.NO_CALL), "no_call, but not by the model's word"),
        (Tick("18c-1", "go", Code.REJECTED, HEADS), "rejected"),
        (Tick("18c-1", "go", Code.LATE, HEADS), "late"),
        (Tick("18c-1", "go", Code.LATE, NULL), "late"),
        (Tick("18c-1", "go", Code.FAILED, HEADS), "failed"),
        (replace(TICK, suffix="go to <arg7>"), "prompt not fit to learn from"),
        (replace(TICK, call=Call("fly", {})), "not a call of this contract"),
        (replace(TICK, call=Call("drive", {"speed": 9.0, "turn": 0.0})), "not a call of this contract"),
        (replace(TICK, call=None, heads={}), "not a call of this contract"),
    ],
)
def test_what_teaches_nothing_is_counted_by_its_reason(tick, reason):
    lessons = learn([tick, replace(tick, trace_id="18c-2")], TOOLS)
    assert (lessons.examples, lessons.skipped) == ([], {reason: 2})
    assert lessons.first[reason] == "" or lessons.first[reason].startswith("18c-1: ")


def test_the_first_call_of_another_contract_is_said():
    lessons = learn([replace(TICK, call=Call("fly", {}))], TOOLS)
    assert lessons.first == {"not a call of this contract": "18c-1: there is no tool 'fly'"}


def test_a_tick_that_comes_twice_counts_once():
    lessons = learn([TICK, TICK], TOOLS)
    assert (len(lessons.examples), lessons.skipped) == (1, {"recorded twice": 1})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "right.jsonl"


def corrected(file: Path, ticks: list[Tick], *lines: object):
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return learn(ticks, TOOLS, read_corrections(file, TOOLS), str(file))


def correction(trace_id: str = "18c-1", call: object = None) -> dict[str, object]:
    return {"trace_id": trace_id, "call": call}


@pytest.mark.parametrize("code", Code)
@pytest.mark.parametrize("call", [None, {"function": "drive", "arguments": {"turn": 1, "speed": 0.2}}])
def test_a_correction_wins_over_any_verdict(file, code, call):
    ticks = [replace(TICK, verdict=code, call=None), replace(TICK, trace_id="18c-2")]
    lessons = corrected(file, ticks, correction(call=call))
    right = Call("drive", {"speed": 0.2, "turn": 1.0}) if call else None
    assert lessons.examples == [
        Example("go", right, "corrected", "18c-1"),
        Example("go", CALL, "recorded", "18c-2"),
    ]
    assert not lessons.skipped


@pytest.mark.parametrize(
    ("tick", "what"),
    [
        (replace(TICK, trace_id="18c-9"), "no tick has '18c-1'"),
        (replace(TICK, suffix=""), "the model was asked nothing"),
        (replace(TICK, suffix="</arg9>"), "</arg9>"),
    ],
)
def test_a_correction_of_nothing_is_said_with_its_line(file, tick, what):
    with pytest.raises(ConfigurationError) as raised:
        corrected(file, [tick, replace(TICK, trace_id="18c-2")], correction("18c-2"), correction())
    (problem,) = raised.value.problems
    assert str(problem).startswith(f"{file}:2: trace_id: ") and what in problem.what


def test_a_correction_of_two_runs_with_equal_clocks_is_not_guessed(file):
    with pytest.raises(ConfigurationError, match="2 ticks have it"):
        corrected(file, [TICK, replace(TICK, suffix="stop")], correction())


@pytest.mark.parametrize(
    ("line", "key", "what"),
    [
        (correction("18c-1"), "trace_id", "in line 1 already"),
        (correction(""), "trace_id", "is ''"),
        ({"trace_id": 7, "call": None}, "trace_id", "is 7"),
        ({"trace_id": "18c-2"}, "call", "is missing"),
        ({"call": None}, "trace_id", "is missing"),
        ({**correction("18c-2"), "suffix": "x"}, "suffix", "is no key here"),
        (correction("18c-2", {"function": "fly", "arguments": {}}), "call.function", "no tool 'fly'"),
    ],
)
def test_a_correction_that_is_none(file, line, key, what):
    file.write_text(json.dumps(correction()) + "\n" + json.dumps(line))
    with pytest.raises(ConfigurationError) as raised:
        read_corrections(file, TOOLS)
    (problem,) = raised.value.problems
    assert str(problem).startswith(f"{file}:2: {key}: ") and what in problem.what
