"""One robot in the simulator under an instruction, and whether it did what it was told."""

from __future__ import annotations

import math

from ..core import summary
from ..core.contract import Contract
from ..core.tools import Call
from ..sim.world import STILL, World
from .episodes import Episode, Outcome, wandering

_SETTLE = 0.6  # s in which the robot comes to rest after done, before it is judged
_SCAN = (0.017453292519943295, 0.12, 3.5)  # rad between beams, and the range in m, of the simulator's lidar

TURN_ERROR = 10.0
"""Degrees that the heading may be off."""
MOVE_ERROR = 0.15
"""m that the way may be off."""
LOOK_ERROR = 10.0
"""Degrees that the object may be from ahead."""
FOLLOW_WITHIN = 1.2
"""m: nearer than this to what it follows it keeps up."""
KEEP_ERROR = 0.25
"""m that the kept distance may be off."""
WALL_WITHIN = (0.15, 0.75)
"""m from the wall on the right side."""
SHARE = 0.8
"""Share of the time, after the run-up, that following, keeping away or wall following must hold."""
RUN_UP = 30.0
"""s in which it gets there."""
WALL_WAY = 2.0
"""m that it must cover along walls."""
LEGS = 3
"""Visits that a patrol must make, alternating."""


class Drive:
    """One robot on its way. Success is always without a contact, and as :meth:`_judge` says."""

    def __init__(self, episode: Episode, contract: Contract) -> None:
        """Build the world; the robot stands at its start."""
        self.episode, self.outcome, self.goal = episode, Outcome(), episode.goal
        self.world = World(episode.scenario)
        self.over = False
        self._period = contract.period
        self._spans = contract.sources["clear"].sectors
        self._done = contract.done
        self._progress, self._visited = summary.Progress(), summary.Visited()
        self._held = self._counted = 0
        self._way = 0.0
        self._visits: list[str] = []
        self._yaw = self._turned = 0.0
        self._moves = (
            wandering(episode.roams, episode.scenario, self.goal.target)
            if episode.roams is not None
            else None
        )
        start = self.world.pose
        self._start, self._yaw = (start.x, start.y), start.yaw

    def environment(self) -> tuple[str, ...]:
        """The summaries, as the controller's sources say them."""
        seen = self.world.observe()
        objects = [(thing.name, thing.x, thing.y) for thing in seen.objects]
        assert seen.ranges is not None
        return (
            f"objects: {summary.objects(objects)}",
            f"clear: {summary.sectors(seen.ranges, 0.0, *_SCAN, self._spans)}",
            f"progress: {self._progress.at(*seen.odom)}",
            f"visited: {self._visited.at(objects)}",
        )

    def act(self, call: Call | None, agreed: bool, limit: int) -> None:
        """Carry a call out for one period."""
        outcome, world = self.outcome, self.world
        outcome.ticks += 1
        outcome.agreed += agreed
        given = call.arguments if call else {}
        world.set_command(float(given.get("speed", 0.0)), float(given.get("turn", 0.0)))  # type: ignore[arg-type]
        before = world.pose
        world.step(self._period)
        now = world.pose
        self._turned += math.remainder(now.yaw - before.yaw, math.tau)
        self._watch(math.dist(before[:2], now[:2]))
        if self._moves is not None:
            world.move_object(self.goal.target, *self._moves(world.time, (now.x, now.y)))
        outcome.said_done = call is not None and call.function in self._done
        ended = outcome.said_done or len(self._visits) >= LEGS
        if ended or outcome.ticks >= limit or len(world.collisions) > 3:
            world.set_command(0.0, 0.0)
            world.step(_SETTLE)
            outcome.collisions = len(world.collisions)
            outcome.success = not outcome.collisions and self._judge()
            self.over = True

    def _watch(self, way: float) -> None:
        """Count for how long it holds what is to be held."""
        goal, world = self.goal, self.world
        if goal.kind == "patrol":
            for name in (goal.target, goal.other):
                if world.distance_to(name) <= summary.VISIT and self._visits[-1:] != [name]:
                    self._visits.append(name)
        elif world.time > RUN_UP:
            self._counted += 1
            if goal.kind == "follow":
                self._held += world.distance_to(goal.target) <= FOLLOW_WITHIN
            elif goal.kind == "keep":
                self._held += abs(world.distance_to(goal.target) - goal.amount / 10) <= KEEP_ERROR
            elif goal.kind == "wall":
                self._held += self._beside()
                self._way += way

    def _beside(self) -> bool:
        """Whether something is beside the robot on the side it is to be on."""
        ranges = self.world.scan()
        middle = 80 if self.goal.course == "left" else 280
        nearest = float(ranges[middle - 30 : middle + 30].min())
        return WALL_WITHIN[0] <= nearest <= WALL_WITHIN[1]

    def _judge(self) -> bool:
        goal, world, done = self.goal, self.world, self.outcome.said_done
        if goal.kind == "reach":
            return done and world.reached(goal.target)
        linear, angular = world.true_twist
        still = abs(linear) < STILL[0] and abs(angular) < STILL[1]
        if goal.kind == "turn":
            angle = goal.amount * (1 if goal.course == "left" else -1)
            return done and still and abs(math.degrees(self._turned) - angle) <= TURN_ERROR
        if goal.kind == "move":
            x, y, _ = world.pose
            way = (x - self._start[0]) * math.cos(self._yaw) + (y - self._start[1]) * math.sin(self._yaw)
            wanted = goal.amount / 10 * (1 if goal.course == "forward" else -1)
            return done and still and abs(way - wanted) <= MOVE_ERROR
        if goal.kind == "look_at":
            thing = next(one for one in world.detect() if one.name == goal.target)
            return done and still and abs(math.degrees(math.atan2(thing.y, thing.x))) <= LOOK_ERROR
        if done:  # follow, keep, wall and patrol have no end
            return False
        if goal.kind == "patrol":
            return len(self._visits) >= LEGS
        held = self._held >= SHARE * max(1, self._counted)
        return held and (goal.kind != "wall" or self._way >= WALL_WAY)
