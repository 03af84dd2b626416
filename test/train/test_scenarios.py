from __future__ import annotations

import random
from itertools import islice

import numpy as np
import pytest

from simpletool_ros.core.decode import decode
from simpletool_ros.core.heads import HeadOutput, HeadPlan, Stop
from simpletool_ros.sim.scenario import random_scenario
from simpletool_ros.train import instructions, offers, states, toolsets
from simpletool_ros.train.domains import GAMES
from simpletool_ros.train.scenarios import sample
from simpletool_ros.train.states import View

USUAL = [offers.shipped(), *map(toolsets.usual, toolsets.USUAL), *map(toolsets.usual_game, range(len(GAMES)))]


def drawn(rng):
    """Offers of every kind."""
    return [
        *USUAL,
        toolsets.drawn(rng),
        toolsets.drawn(rng, pair=True),
        toolsets.drawn_invented(rng),
        toolsets.drawn_game(rng),
        toolsets.drawn_velocity(rng),
    ]


def draw(seed: int, count: int = 40):
    rng = random.Random(seed)
    views = states.views(rng, poses=6)
    return [sample(rng, offer, next(views)) for offer in drawn(rng) for _ in range(count // 10)]


def test_a_seed_gives_the_same_samples():
    assert draw(1) == draw(1)
    assert draw(1) != draw(2)


@pytest.mark.parametrize("seed", range(12))
def test_every_target_is_a_call_that_its_schema_allows(seed):
    rng = random.Random(seed)
    views = states.views(rng, poses=4)
    calls = 0
    for offer in drawn(rng):
        for view in islice(views, 12):
            said = sample(rng, offer, view).said
            assert tuple(said) == HeadPlan(offer.toolset).heads
            heads = {
                name: HeadOutput(name, text or "", Stop.NULL if text is None else Stop.CLOSED)
                for name, text in said.items()
            }
            verdict, call = decode(heads, offer.toolset)
            assert call == offer.call(said), verdict
            calls += call is not None
    assert calls > 60


def test_most_instructions_ask_for_something_and_some_for_nothing():
    rng = random.Random(0)
    views = states.views(rng)
    silent = sum(sample(rng, USUAL[0], next(views)).said["function"] is None for _ in range(1500)) / 1500
    assert 0.10 < silent < 0.25


def test_training_worlds_are_not_evaluation_worlds():
    rng = random.Random(0)
    assert all(rng.randrange(states.FIRST_SEED, 1 << 40) >= states.FIRST_SEED for _ in range(10))


def test_a_view_says_another_summary_under_the_same_label():
    view = View(("objects: nothing", "clear: front 1.0", "progress: moved 0.0, turned 0"))
    assert view.told("progress", "moved 0.3, turned 0").environment[2] == "progress: moved 0.3, turned 0"


def test_the_fast_lidar_sees_what_the_simulators_sees():
    pytest.importorskip("mujoco", reason="the simulator needs mujoco (pip install mujoco)")
    from simpletool_ros.sim.world import World

    for seed in range(12):
        scenario = random_scenario(seed, walls=(0, 2))
        world = World(scenario)
        start = world.pose
        fast = states.scan(scenario, np.array([[start.x, start.y, start.yaw]]))[0]
        real = np.roll(world.scan(), 130)[:261].astype(float)
        both = np.isfinite(fast) & np.isfinite(real)
        assert both.mean() > 0.2
        # Edges apart, where a beam passes on the other side.
        assert np.mean(np.abs(fast[both] - real[both]) < 0.02) > 0.97
        assert np.mean(np.isfinite(fast) == np.isfinite(real)) > 0.97


def test_held_out_instructions_are_never_drawn_in_training():
    rng = random.Random(5)
    said: dict[bool, set[str]] = {True: set(), False: set()}
    views = states.views(rng)
    for held_out in (True, False):
        style = instructions.HELD_OUT if held_out else instructions.TRAIN
        for offer in USUAL[:5]:
            for _ in range(1500):
                suffix = sample(rng, offer, next(views), style, "ask").suffix
                said[held_out].add(suffix.split("\n")[-3].removesuffix("<|im_end|>").lower().strip(" .!"))
    assert len(said[True]) > 3000 and not said[True] & said[False]
