"""Recorded logs answer as the engine did."""

import json
import sys
import time

import pytest

from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.tools import Toolset
from simpletool_ros.engine.base import DeadlineExceeded, EngineError
from simpletool_ros.engine.embedded import EmbeddedEngine
from simpletool_ros.engine.load import load
from simpletool_ros.engine.replay import ReplayEngine, record

PLAN = HeadPlan(
    Toolset.from_openai(
        [
            {"name": "say", "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]}},
            {"name": "stop"},
        ]
    )
)
SUFFIXES = ['go\n\u2028\u00e9 "quoted"', "turn left", "go on", "turn left"]


@pytest.fixture(scope="module")
def recorded(checkpoint, tmp_path_factory):
    """A log of the embedded engine, and what it decoded."""
    log = tmp_path_factory.mktemp("log") / "ticks.jsonl"
    session = EmbeddedEngine(str(checkpoint)).open("<|im_start|>system\nhello", PLAN)
    decoded = [session.decode(suffix) for suffix in SUFFIXES]
    for suffix, one in zip(SUFFIXES, decoded, strict=True):
        record(log, suffix, one, "v1")
    return log, session, decoded


def test_a_log_answers_as_the_engine_did(recorded):
    log, embedded, decoded = recorded
    engine = load("replay", str(log))
    assert (engine.name, engine.profile) == ("replay", "v1")
    session = engine.open("whatever", PLAN)
    for suffix, one in zip(SUFFIXES, decoded, strict=True):
        again = session.decode(suffix)
        assert again.heads == one.heads
        assert (again.prompt_tokens, again.cached_tokens, again.forwards) == (
            one.prompt_tokens,
            one.cached_tokens,
            one.forwards,
        )
        assert session.count(suffix) == embedded.count(suffix)
    assert session.prefix_tokens == embedded.prefix_tokens


def test_repeated_suffixes_come_in_order_and_the_last_answer_repeats(recorded, tmp_path):
    lines = recorded[0].read_text(encoding="utf-8").split("\n")[:-1]
    other = json.loads(lines[3])
    other["heads"][0][1:3] = ["stop", "CLOSED"]
    log = tmp_path / "ticks.jsonl"
    log.write_text("\n".join([*lines[:3], json.dumps(other)]))
    first = json.loads(lines[1])["heads"][0][1]
    for _ in range(2):  # each session starts anew
        session = ReplayEngine(log).open("", PLAN)
        assert [session.decode("turn left").heads["function"].text for _ in range(3)] == [
            first,
            "stop",
            "stop",
        ]


def test_a_suffix_that_was_not_recorded(recorded):
    session = ReplayEngine(recorded[0]).open("", PLAN)
    session.decode("go on")
    with pytest.raises(EngineError, match="tick 2 was not recorded.*'turn right'"):
        session.decode("turn right")
    assert session.count("turn right") == sys.maxsize
    session.decode("go on")


def test_a_deadline(recorded):
    with pytest.raises(DeadlineExceeded):
        ReplayEngine(recorded[0]).open("", PLAN).decode("go on", deadline=time.monotonic())


def test_another_contract(recorded):
    with pytest.raises(
        EngineError, match=":1: was recorded with the heads function, arg1, the contract has function;"
    ):
        ReplayEngine(recorded[0]).open("", HeadPlan(Toolset.from_openai([{"name": "stop"}])))


@pytest.mark.parametrize(
    "change",
    [
        {"heads": None},
        {"heads": [["function", "stop"]]},
        {"heads": [["function", "stop", "MAYBE", 0, []]]},
        {"forwards": "x"},
    ],
)
def test_a_damaged_line(recorded, tmp_path, change):
    lines = recorded[0].read_text(encoding="utf-8").split("\n")[:-1]
    log = tmp_path / "ticks.jsonl"
    log.write_text("\n".join([lines[0], json.dumps(json.loads(lines[1]) | change)]))
    with pytest.raises(EngineError, match=r"ticks.jsonl:2: is not a recorded tick"):
        ReplayEngine(log)


@pytest.mark.parametrize("content", [b"not json", b"[]", b"\xff", b""])
def test_a_file_that_is_no_log(tmp_path, content):
    (tmp_path / "ticks.jsonl").write_bytes(content)
    with pytest.raises(EngineError, match="ticks.jsonl"):
        ReplayEngine(tmp_path / "ticks.jsonl")


def test_no_such_log_and_no_such_engine(tmp_path):
    with pytest.raises(EngineError, match="none.jsonl"):
        load("replay", str(tmp_path / "none.jsonl"))
    with pytest.raises(EngineError, match="embedded, direct, vllm, remote, replay"):
        load("crystal ball", "x")


def test_ticks_of_two_profiles(recorded, tmp_path):
    line = json.loads(recorded[0].read_text(encoding="utf-8").split("\n")[0])
    log = tmp_path / "ticks.jsonl"
    log.write_text("\n".join(json.dumps(line | {"profile": profile}) for profile in ("v1", "v2")))
    with pytest.raises(EngineError, match="v1, v2"):
        ReplayEngine(log)
