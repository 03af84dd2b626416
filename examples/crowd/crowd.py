"""A crowd of foragers on one engine: each has a state of its own, all share one primed prefix.

    python examples/crowd/crowd.py --agents 1000 --rounds 5
    python examples/crowd/crowd.py --agents 40 --rounds 60 --map

Everybody chooses the nearest bush and walks one step a round where the model says, until the bush is eaten;
another grows elsewhere. A round: every agent's state is said in words, decoded and checked, and all walk at
once. Threads share the work, each with a session of its own.
"""

from __future__ import annotations

import argparse
import os
import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from simpletool_ros.core.decode import decode
from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.prompt import Profile, Prompt
from simpletool_ros.core.tools import Toolset
from simpletool_ros.engine.base import Engine, Session
from simpletool_ros.engine.load import load

TOOLS = Toolset.from_openai(
    [
        {
            "name": "turn_snake",
            "description": "Turn the snake",
            "parameters": {
                "type": "object",
                "properties": {
                    "direction": {
                        "type": "string",
                        "enum": ["up", "down", "left", "right"],
                        "description": "where the snake goes next",
                    }
                },
                "required": ["direction"],
            },
        }
    ]
)
"""The words that the shipped model knows from a game; a model of your own may have a tool ``walk``."""

INSTRUCTION = "Snake. Eat the food. Choose: up/down/left/right"
STEPS = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}


@dataclass
class Agent:
    """One forager.

    Attributes:
        x: cells to the right.
        y: cells down.
        goal: the bush it wants.
        eaten: bushes.
        walked: steps.
        nearer: of these, steps that brought it nearer to its bush.
        silent: rounds in which it made no valid call.
    """

    x: int
    y: int
    goal: tuple[int, int] | None = None
    eaten: int = 0
    walked: int = 0
    nearer: int = 0
    silent: int = 0


@dataclass
class World:
    """A field of ``side`` × ``side`` cells with agents and bushes."""

    side: int
    agents: list[Agent]
    random: random.Random = field(repr=False)
    bushes: set[tuple[int, int]] = field(default_factory=set)

    @classmethod
    def draw(cls, agents: int, seed: int = 0) -> World:
        """Return a world with room for everybody and a bush for each."""
        world = cls(max(16, round(4 * agents**0.5)), [], random.Random(seed))
        world.agents += [Agent(*world.anywhere()) for _ in range(agents)]
        for _ in range(agents):
            world.grow()
        return world

    def anywhere(self) -> tuple[int, int]:
        """Return some cell."""
        return self.random.randrange(self.side), self.random.randrange(self.side)

    def grow(self) -> None:
        """Let a bush grow where there is none."""
        size = len(self.bushes)
        while len(self.bushes) == size:
            self.bushes.add(self.anywhere())

    def goal(self, agent: Agent) -> tuple[int, int]:
        """Return the bush that an agent wants: the nearest when it chose."""
        if agent.goal not in self.bushes:
            agent.goal = min(self.bushes, key=lambda bush: _way(agent, bush))
        assert agent.goal is not None
        return agent.goal

    def state(self, agent: Agent) -> list[str]:
        """Return the lines that the model reads."""
        x, y = self.goal(agent)
        return [f"head={agent.x},{agent.y}", f"food={x},{y}", f"dx={x - agent.x}", f"dy={y - agent.y}"]

    def walk(self, agent: Agent, direction: str | None) -> None:
        """Let an agent walk a step, or not, and eat what is there."""
        goal = self.goal(agent)
        if direction is None:
            agent.silent += 1
        else:
            before = _way(agent, goal)
            across, down = STEPS[direction]
            agent.x = min(max(agent.x + across, 0), self.side - 1)
            agent.y = min(max(agent.y + down, 0), self.side - 1)
            agent.walked += 1
            agent.nearer += _way(agent, goal) < before
        if (agent.x, agent.y) in self.bushes:
            agent.eaten += 1
            self.bushes.remove((agent.x, agent.y))
            self.grow()

    def __str__(self) -> str:
        """A map: ``o`` an agent, ``*`` a bush."""
        rows = [["."] * self.side for _ in range(self.side)]
        for marks, places in (("*", self.bushes), ("o", [(agent.x, agent.y) for agent in self.agents])):
            for x, y in places:
                rows[y][x] = marks
        return "\n".join("".join(row) for row in rows)


def _way(agent: Agent, bush: tuple[int, int]) -> int:
    return abs(bush[0] - agent.x) + abs(bush[1] - agent.y)


class Crowd:
    """Drives every agent of a world with one engine."""

    def __init__(self, world: World, engine: Engine, workers: int = 1) -> None:
        """Prime a session for each worker, when it has its first agent."""
        self.world = world
        self._engine = engine
        self._prompt = Prompt(Profile.load(engine.profile), TOOLS)
        self._pool = ThreadPoolExecutor(workers)
        self._local = threading.local()

    def round(self) -> list[float]:
        """Let everybody decide and walk; return the seconds from the round's begin to each one's decision."""
        began = time.perf_counter()

        def one(agent: Agent) -> tuple[str | None, float]:
            return self.decide(agent), time.perf_counter() - began

        decided = list(self._pool.map(one, self.world.agents))
        for agent, (direction, _) in zip(self.world.agents, decided, strict=True):
            self.world.walk(agent, direction)
        return [seconds for _, seconds in decided]

    def decide(self, agent: Agent) -> str | None:
        """Return where an agent walks; None: the model made no valid call."""
        suffix = self._prompt.suffix(INSTRUCTION, self.world.state(agent))
        _, call = decode(self._session.decode(suffix).heads, TOOLS)
        return str(call.arguments["direction"]) if call else None

    def close(self) -> None:
        """End the threads."""
        self._pool.shutdown()

    @property
    def _session(self) -> Session:
        """This thread's session: one is used by one thread at a time."""
        if not hasattr(self._local, "session"):
            self._local.session = self._engine.open(self._prompt.prefix, HeadPlan(TOOLS))
        session: Session = self._local.session
        return session


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a crowd and say how it does."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--agents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--workers", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--engine", default="embedded")
    parser.add_argument("--model", default="nano")
    parser.add_argument("--map", action="store_true", help="draw the field after every round")
    options = parser.parse_args(arguments)
    world = World.draw(options.agents)
    crowd = Crowd(world, load(options.engine, options.model), options.workers)
    for number in range(1, options.rounds + 1):
        seconds = max(crowd.round())
        if options.map:
            print(f"\x1b[H\x1b[2J{world}")
        walked = sum(agent.walked for agent in world.agents)
        nearer = sum(agent.nearer for agent in world.agents) / max(walked, 1)
        print(
            f"round {number}: {options.agents} decisions in {seconds:.2f} s,"
            f" {options.agents / seconds:.0f} a second; {nearer:.1%} of the steps led nearer,"
            f" {sum(agent.eaten for agent in world.agents)} bushes eaten",
            flush=True,
        )
    crowd.close()


if __name__ == "__main__":
    main()
