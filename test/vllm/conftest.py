"""The real vLLM, its CPU build: ``make test-vllm``. One process of it at a time, shared where it can be."""

import importlib.util
import json
import os
import time
from pathlib import Path

import pytest

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.prompt import Profile, Prompt
from simpletool_ros.core.resources import find, share
from simpletool_ros.core.tools import Toolset

if importlib.util.find_spec("vllm") is None and importlib.util.find_spec("rclpy") is None:
    collect_ignore_glob = ["test_*.py"]

# One thread: more would wait for each other on a busy machine, and spin while they do.
os.environ.update(OMP_NUM_THREADS="1", VLLM_NO_USAGE_STATS="1", HF_HUB_OFFLINE="1", VLLM_HOST_IP="127.0.0.1")

NANO = share() / "models" / "nano"
CONTRACT = Contract.load(find("turtlebot3", "config"))
PROMPT = Prompt(Profile.load("v2"), CONTRACT.toolset, CONTRACT.prompt.system)
PLAN = HeadPlan(CONTRACT.toolset)
WRITE = HeadPlan(
    Toolset.from_openai(
        [{"name": "write", "parameters": {"properties": {"text": {"type": "string"}}, "required": ["text"]}}]
    )
)
"""Of a tool with one free text."""
SUFFIXES = json.loads((Path(__file__).parent / "suffixes.json").read_text(encoding="utf-8"))
"""Of 200 ticks of the simulated robot: to an object, along a wall, on patrol, turning, in small talk."""


LONG = 60.0
"""Seconds for a tick of a busy machine; never reached when all is well."""


def soon():
    return time.monotonic() + LONG


def options(**changes):
    """What starts fast on a small machine; float32, so that ties fall as in the float32 reference."""
    from simpletool_ros.engine.vllm import VllmOptions

    return VllmOptions(**{"dtype": "float32", "compiled": False, "cache_gb": 0.25, "robots": 8, **changes})


def said(decoded):
    return {name: (head.text, head.stop, head.token_ids) for name, head in decoded.heads.items()}


@pytest.fixture(scope="session")
def reference():
    """A session of the float32 embedded engine."""
    from simpletool_ros.engine.embedded import EmbeddedEngine

    return EmbeddedEngine(str(NANO), precision="float32").open(PROMPT.prefix, PLAN)
