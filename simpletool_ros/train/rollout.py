"""Closed loop: many robots in the simulator at once, each driven tick by tick to an object by one pilot.

Processes step the physics and put states into words; this one decides for all of them in a batch.
"""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

from tokenizers import Tokenizer

from ..core import summary
from ..core.contract import Contract
from ..core.tools import Call
from ..sim.scenario import Scenario, random_scenario
from . import dialects
from .expert import Goal, Pace, State, decide
from .phrasebook import Phrasebook
from .phrases import reach

Decide = Callable[[list[list[int]]], Sequence[Call | None]]
"""Token ids of the suffixes to calls."""

_SETTLE = 0.6  # s in which the robot comes to rest after done, before it is judged


@dataclass(frozen=True)
class Episode:
    """One drive: a world, and what the robot is told."""

    scenario: Scenario
    target: str
    instruction: str
    pace: Pace = "normal"


@dataclass
class Outcome:
    """What became of an episode.

    Attributes:
        success: it said done and stands at the target, and touched nothing.
        said_done: it said done.
        collisions: how many things it ran into.
        ticks: decisions made.
        agreed: how many of them were the expert's.
        distance: m to the target's centre at the end.
        visited: the states, when they were asked for.
    """

    success: bool = False
    said_done: bool = False
    collisions: int = 0
    ticks: int = 0
    agreed: int = 0
    distance: float = 0.0
    visited: list[tuple[tuple[str, ...], str]] = field(default_factory=list)


def episodes(seeds: range, book: Phrasebook, walls: tuple[int, int] = (0, 1)) -> list[Episode]:
    """Return one episode a seed: a random world, one of its objects, and a phrase for it."""
    drawn = []
    for seed in seeds:
        rng = random.Random(f"episode {seed}")
        scenario = random_scenario(seed, walls=walls)
        names = [thing.name for thing in scenario.objects]
        target = rng.choice(names)
        goal, instruction = reach(rng, target, names, book)
        drawn.append(Episode(scenario, target, instruction, goal.pace))
    return drawn


def run(
    drives: Sequence[Episode],
    contract: Contract,
    tokenizer: Tokenizer | None,
    pilot: Decide | None,
    *,
    seconds: float = 60.0,
    processes: int = 1,
    keep: int = 0,
) -> list[Outcome]:
    """Drive all episodes.

    Args:
        drives: the episodes.
        contract: whose tools and rate; read from a file.
        tokenizer: of the pilot's model.
        pilot: decides; None lets the expert drive.
        seconds: simulated, after which an episode has failed.
        processes: that step the physics.
        keep: keep every so-manieth state in the outcomes; 0 for none.
    """
    context = multiprocessing.get_context("spawn")
    limit = round(seconds * contract.rate)
    text = tokenizer.to_str() if tokenizer else None
    shares = [list(range(start, len(drives), processes)) for start in range(min(processes, len(drives)))]
    pipes, workers = [], []
    for share in shares:
        ours, theirs = context.Pipe()
        worker = context.Process(
            target=_serve,
            args=(theirs, [drives[i] for i in share], contract.file, text, pilot is None, limit, keep),
            daemon=True,
        )
        worker.start()
        pipes.append(ours)
        workers.append(worker)
    outcomes: dict[int, Outcome] = {}
    open_pipes = list(range(len(pipes)))
    while open_pipes:
        asked: list[list[int]] = []
        counts = []
        for number in list(open_pipes):
            message = pipes[number].recv()
            if isinstance(message, list):
                counts.append((number, len(message)))
                asked += message
            else:
                outcomes |= {shares[number][index]: outcome for index, outcome in message.items()}
                open_pipes.remove(number)
        if asked and pilot is not None:
            calls = list(pilot(asked))
            for number, count in counts:
                pipes[number].send(calls[:count])
                calls = calls[count:]
    for worker in workers:
        worker.join()
    return [outcomes[index] for index in range(len(drives))]


class _Drive:
    """One robot on its way."""

    def __init__(self, episode: Episode, contract: Contract) -> None:
        from ..sim.world import World  # MuJoCo only in the processes that step it

        self.episode, self.outcome = episode, Outcome()
        self.world = World(episode.scenario)
        self.goal = Goal("reach", episode.target, episode.pace)
        self._period = contract.period
        self._spans = contract.sources["clear"].sectors
        self.over = False

    def environment(self) -> tuple[str, str]:
        """The summaries, as the controller's sources say them."""
        seen = self.world.observe()
        objects = summary.objects((thing.name, thing.x, thing.y) for thing in seen.objects)
        assert seen.ranges is not None
        clear = summary.sectors(seen.ranges, 0.0, *_SCAN, self._spans)
        return f"objects: {objects}", f"clear: {clear}"

    def act(self, call: Call | None, agreed: bool, limit: int, done: str) -> None:
        """Carry a call out for one period."""
        outcome = self.outcome
        outcome.ticks += 1
        outcome.agreed += agreed
        arguments = call.arguments if call else {}
        self.world.set_command(float(arguments.get("speed", 0.0)), float(arguments.get("turn", 0.0)))  # type: ignore[arg-type]
        self.world.step(self._period)
        outcome.said_done = call is not None and call.function == done
        if outcome.said_done or outcome.ticks >= limit or len(self.world.collisions) > 3:
            self.world.set_command(0.0, 0.0)
            self.world.step(_SETTLE)
            outcome.collisions = len(self.world.collisions)
            outcome.distance = self.world.distance_to(self.goal.target)
            outcome.success = (
                outcome.said_done and self.world.reached(self.goal.target) and not outcome.collisions
            )
            self.over = True


_SCAN = (0.017453292519943295, 0.12, 3.5)  # rad between beams, and the range in m, of the simulator's lidar


def _serve(
    pipe: Connection,
    drives: list[Episode],
    file: str,
    tokenizer: str | None,
    expert: bool,
    limit: int,
    keep: int,
) -> None:
    """Step some robots: send the ids of their suffixes, take their calls; at the end send the outcomes."""
    contract = Contract.load(file)
    dialect = dialects.of(contract)
    speller = Tokenizer.from_str(tokenizer) if tokenizer else None
    robots = [_Drive(episode, contract) for episode in drives]
    while active := [robot for robot in robots if not robot.over]:
        states = [robot.environment() for robot in active]
        right = [
            dialect.call(decide(robot.goal, State.parse(state)))
            for robot, state in zip(active, states, strict=True)
        ]
        calls = right
        if not expert and speller is not None:
            asked = [
                dialect.prompt.suffix(robot.episode.instruction, state)
                for robot, state in zip(active, states, strict=True)
            ]
            pipe.send([speller.encode(text, add_special_tokens=False).ids for text in asked])
            calls = pipe.recv()
        for robot, state, call, wanted in zip(active, states, calls, right, strict=True):
            if keep and robot.outcome.ticks % keep == 0:
                robot.outcome.visited.append((state, robot.goal.target))
            robot.act(call, call == wanted, limit, contract.done or "")
    pipe.send({index: robot.outcome for index, robot in enumerate(robots)})
