"""Decisions without ROS: the shipped model, and its recorded log."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.resources import find
from simpletool_ros.core.verdict import Code
from simpletool_ros.engine.base import EngineError, Training
from simpletool_ros.engine.embedded import EmbeddedEngine
from simpletool_ros.engine.replay import ReplayEngine
from simpletool_ros.ros.decider import Decider

CONTRACT = Contract.load(find("turtlebot3", "config"))
CLEAR = "clear: far left 2.0, left 2.8, front 1.9, right 3.5, far right 2.0"
SINCE = ["progress: moved 0.0, turned 0", "visited: nothing"]
STATES = [[f"objects: red ball {2.0 - 0.2 * n:.1f} {40 - 5 * n} left", CLEAR, *SINCE] for n in range(9)]


def decisions(decider: Decider) -> list[tuple[Code, str]]:
    """Return verdict and call for every state."""
    made = [decider.decide("go to the red ball", state, [], time.monotonic() + 60) for state in STATES]
    return [(one.verdict.code, str(one.call)) for one in made]


def test_a_recorded_run_is_replayed_call_for_call(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    live = decisions(Decider(CONTRACT, EmbeddedEngine("nano"), str(log)))
    assert len(set(live)) > 2, "the states should not all give one call"
    assert len(log.read_text().splitlines()) == len(STATES)
    assert decisions(Decider(CONTRACT, ReplayEngine(log))) == live


def test_a_state_that_was_not_recorded_fails(tmp_path: Path) -> None:
    log = tmp_path / "run.jsonl"
    decisions(Decider(CONTRACT, EmbeddedEngine("nano"), str(log)))
    replay = Decider(CONTRACT, ReplayEngine(log))
    decision = replay.decide("go to the red ball", ["objects: nothing"], [], time.monotonic() + 60)
    assert decision.verdict.code is Code.FAILED
    with pytest.raises(EngineError, match="cannot be read"):
        ReplayEngine(tmp_path / "nowhere.jsonl")


def test_a_log_that_cannot_be_written_does_not_stop_the_robot(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    made = decisions(Decider(CONTRACT, EmbeddedEngine("nano"), str(tmp_path)))  # a folder
    assert {code for code, _ in made} == {Code.ACCEPTED}
    assert caplog.text.count("recording to") == 1


def test_a_checkpoint_of_another_contract_is_said(caplog: pytest.LogCaptureFixture) -> None:
    engine = EmbeddedEngine("nano")
    Decider(CONTRACT, engine).close()
    assert not caplog.text
    other = CONTRACT.model_copy(update={"tools": CONTRACT.tools[:2], "done": None})
    Decider(Contract.parse(other.model_dump(exclude_unset=True)), engine).close()
    assert "was trained on other tools" in caplog.text and "simpletool evaluate" in caplog.text


def test_the_checkpoints_own_threshold_holds_unless_the_contract_has_one() -> None:
    engine = EmbeddedEngine("nano")
    engine.training = Training(engine.training.contract, min_confidence=1.0)
    for least, code in ((None, Code.NO_CALL), (0.0, Code.ACCEPTED)):
        decider = Decider(CONTRACT.model_copy(update={"min_confidence": least}), engine)
        assert decider.decide("go to the red ball", STATES[3], [], time.monotonic() + 60).verdict.code is code
