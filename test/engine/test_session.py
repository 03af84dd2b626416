"""What the sessions of both engines that run the tick plan promise."""

import time

import pytest
from toolsets import PREFIX, SUFFIX, TOOLS

from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.engine.base import DeadlineExceeded, EngineError, PromptTooLong
from simpletool_ros.engine.load import load


@pytest.fixture(params=["embedded", "direct"])
def engine(request, checkpoint):
    if request.param == "direct":
        pytest.importorskip("torch", reason="the direct engine needs torch")
        pytest.importorskip("safetensors", reason="the direct engine needs safetensors")
    return load(request.param, str(checkpoint))


def test_a_session_survives_every_error(engine):
    session = engine.open(PREFIX, HeadPlan(TOOLS))
    before = [head.text for head in session.decode(SUFFIX.format(1)).heads.values()]
    with pytest.raises(PromptTooLong, match="shorten the instruction"):
        session.decode("turn left " * 10_000)
    with pytest.raises(DeadlineExceeded):
        session.decode(SUFFIX.format(1), deadline=time.monotonic())
    after = session.decode(SUFFIX.format(1), deadline=time.monotonic() + 60)
    assert [head.text for head in after.heads.values()] == before


def test_a_prefix_without_room_for_a_tick(engine):
    with pytest.raises(PromptTooLong, match="shorten the system text"):
        engine.open(" 1" * 600, HeadPlan(TOOLS))
    with pytest.raises(EngineError, match="empty"):
        engine.open("", HeadPlan(TOOLS))


def test_closed_means_closed(engine):
    one, two = engine.open(PREFIX, HeadPlan(TOOLS)), engine.open(PREFIX, HeadPlan(TOOLS))
    one.close()
    with pytest.raises(EngineError, match="session is closed"):
        one.decode(SUFFIX)
    two.decode(SUFFIX)
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        two.decode(SUFFIX)
    with pytest.raises(EngineError, match="engine is closed"):
        engine.open(PREFIX, HeadPlan(TOOLS))
