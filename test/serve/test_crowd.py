"""examples/crowd: many characters on one engine."""

import runpy
from pathlib import Path

import pytest

CROWD = Path(__file__).resolve().parents[2] / "examples" / "crowd" / "crowd.py"


@pytest.fixture(scope="module")
def crowd():
    return runpy.run_path(str(CROWD), run_name="crowd")


def test_everybody_finds_food(crowd, nano):
    world = crowd["World"].draw(12, seed=1)
    everybody = crowd["Crowd"](world, nano, workers=2)
    for _ in range(12):
        waited = everybody.round()
        assert len(waited) == 12 and min(waited) > 0
    everybody.close()
    walked = sum(agent.walked for agent in world.agents)
    assert walked + sum(agent.silent for agent in world.agents) == 12 * 12
    assert sum(agent.nearer for agent in world.agents) > 0.8 * walked > 0
    assert sum(agent.eaten for agent in world.agents) >= 6
    assert len(world.bushes) == 12


def test_the_command(crowd, capsys):
    crowd["main"](["--agents", "3", "--rounds", "2", "--workers", "1", "--map"])
    said = capsys.readouterr().out
    assert "round 2: 3 decisions in" in said and "o" in said and "*" in said
