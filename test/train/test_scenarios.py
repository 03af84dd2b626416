from __future__ import annotations

import random
from itertools import islice

import numpy as np
import pytest

from simpletool_ros.core.decode import decode
from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.sim.scenario import random_scenario
from simpletool_ros.train import dialects, states
from simpletool_ros.train.phrasebook import TRAIN
from simpletool_ros.train.scenarios import history, samples, targets


def draw(seed: int, count: int = 60):
    rng = random.Random(seed)
    return list(islice(samples(rng, states.views(rng, poses=6), dialects.shipped()), count))


def test_a_seed_gives_the_same_samples():
    assert draw(1) == draw(1)
    assert draw(1) != draw(2)


def test_every_target_decodes_to_the_call_it_came_from():
    rng = random.Random(4)
    for _ in range(40):
        dialect = dialects.varied(rng)
        for drawn in islice(samples(rng, states.views(rng, poses=4), dialect, TRAIN), 4):
            heads = {
                name: HeadOutput(name, text or "", Stop.NULL if text is None else Stop.CLOSED)
                for name, text in targets(dialect, drawn.call).items()
            }
            assert decode(heads, dialect.toolset)[1] == drawn.call


def test_the_suffix_is_short_and_holds_no_history_by_default():
    rng = random.Random(0)
    dialect = dialects.shipped()
    recent = [history(rng, dialect) for _ in range(400)]
    assert 0.5 < sum(not calls for calls in recent) / 400 < 0.75
    assert all(calls[-1].startswith(("drive(", "stop(", "done(")) for calls in recent if calls)


def test_training_worlds_are_not_evaluation_worlds():
    rng = random.Random(0)
    assert all(rng.randrange(states.FIRST_SEED, 1 << 40) >= states.FIRST_SEED for _ in range(10))


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
