"""On a GPU: whole steps as CUDA graphs give the answers that they give without, one robot or many at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import NANO, PLAN, PROMPT, SUFFIXES, options, soon

from simpletool_ros.core.decode import decode
from simpletool_ros.engine.vllm import VllmEngine

torch = pytest.importorskip("torch", reason="vLLM is not installed here: make test-vllm")
if not torch.cuda.is_available():
    pytest.skip("needs an NVIDIA GPU", allow_module_level=True)

ROBOTS = 32
LENGTHS = [suffix + " go on" * (number % 7 * 4) for number, suffix in enumerate(SUFFIXES)]
"""Suffixes of many lengths: steps of all sizes meet."""


def calls(engine, robots):
    """Return the calls of all suffixes, by so many sessions at once."""
    mine = threading.local()

    def decoded(suffix):
        if not hasattr(mine, "session"):
            mine.session = engine.open(PROMPT.prefix, PLAN)
        return decode(mine.session.decode(suffix, soon()).heads, PLAN.toolset)[1]

    with ThreadPoolExecutor(robots) as threads:
        return list(threads.map(decoded, LENGTHS))


def test_graphs_change_no_answer():
    found = {}
    for compiled in (False, True):
        engine = VllmEngine(str(NANO), options(dtype="auto", compiled=compiled, cache_gb=1.0, robots=ROBOTS))
        for robots in (1, ROBOTS):
            found[compiled, robots] = calls(engine, robots)
        engine.close()
    for way, some in found.items():
        same = sum(one == other for one, other in zip(some, found[False, 1], strict=True))
        print(f"compiled, robots {way}: {same} of {len(some)} calls as one robot's without graphs")
        assert same >= 0.98 * len(some), way  # in bfloat16 a tie may fall otherwise
