"""The life of the ``vllm`` engine's process, with a stand-in for vLLM; test/vllm does it to the real one."""

import os
import signal
import sys
import time
from pathlib import Path

import pytest
from toolsets import FINITE, PREFIX, SUFFIX, TOOLS

from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.tools import Toolset
from simpletool_ros.engine import vllm_process
from simpletool_ros.engine.answers import Garbage
from simpletool_ros.engine.base import EngineError, PromptTooLong, Streams
from simpletool_ros.engine.vllm import VllmEngine, VllmOptions

LONG = 60.0
"""Seconds; never reached when all is well."""


@pytest.fixture
def engine(checkpoint, tmp_path, monkeypatch):
    monkeypatch.setattr(vllm_process, "BACK_OFF", (0.1, 1.0))
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} {Path(__file__).with_name("stand_in.py")} "$@"\n')
    python.chmod(0o755)
    engine = VllmEngine(str(checkpoint), VllmOptions(python=str(python)), lambda text: None)
    yield engine
    engine.close()


def until(true):
    end = time.monotonic() + LONG
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_garbage_is_blamed_on_the_process_that_gave_it(engine, monkeypatch):
    session, process, ask = engine.open(PREFIX, HeadPlan(TOOLS)), engine.process, engine.ask
    with pytest.raises(Garbage):
        session.decode(SUFFIX)
    until(lambda: process.starts == 2 and not process._down)

    def ask_a_dying_one(*arguments):
        answers = ask(*arguments)
        os.kill(process.pid, signal.SIGKILL)
        until(lambda: process.starts == 3 and not process._down)
        return answers

    monkeypatch.setattr(engine, "ask", ask_a_dying_one)
    with pytest.raises(Garbage):
        session.decode(SUFFIX)
    monkeypatch.undo()
    session.prime(time.monotonic() + LONG)
    assert process.starts == 3


def test_a_stream_is_free_text_that_fits(engine):
    session = engine.open(PREFIX, HeadPlan(TOOLS))
    assert isinstance(session, Streams)
    assert session.stream(SUFFIX, 70) > 0
    with pytest.raises(PromptTooLong, match="do not fit"):
        session.stream(SUFFIX, 5000)
    with pytest.raises(EngineError, match="string parameter"):
        engine.open(PREFIX, HeadPlan(Toolset.from_openai(FINITE))).stream(SUFFIX, 5)
    session.close()
    with pytest.raises(EngineError, match="session is closed"):
        session.stream(SUFFIX, 5)
