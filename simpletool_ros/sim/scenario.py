"""A scenario: a walled square arena, where the robot starts, and the coloured objects in it."""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from simpletool_ros.core.problems import ConfigurationError, Problem
from simpletool_ros.core.resources import find

COLORS: dict[str, tuple[float, float, float]] = {
    "red": (0.84, 0.15, 0.16),
    "green": (0.17, 0.63, 0.17),
    "blue": (0.12, 0.37, 0.86),
    "yellow": (0.97, 0.82, 0.10),
    "orange": (1.00, 0.50, 0.05),
    "purple": (0.53, 0.22, 0.71),
    "white": (0.95, 0.95, 0.95),
    "black": (0.09, 0.09, 0.10),
}
"""RGB, 0..1, of every colour an object may have."""

SHAPES = ("box", "cylinder", "ball")

ROBOT_RADIUS = 0.105
"""m: the circle around ``base_link`` that holds the whole robot (TurtleBot3 Burger)."""

OBJECT_GAP = 0.8
"""m: least free space between two objects of a random scenario, surface to surface."""

WALL_GAP = 0.7
"""m: least free space between an object and a wall of a random scenario, surface to surface."""

START_GAP = 0.8
"""m: least distance of a random start from an object's centre; more than what counts as reached."""


class Pose(NamedTuple):
    """A place on the floor: m, m and rad, counter-clockwise from the x axis (REP-103)."""

    x: float
    y: float
    yaw: float


@dataclass(frozen=True)
class SceneObject:
    """One object that stands on the floor and does not move.

    Attributes:
        color: a key of :data:`COLORS`.
        shape: one of :data:`SHAPES`.
        x: centre in the world frame, m.
        y: centre in the world frame, m.
        size: radius of a cylinder or ball, half the edge of a box, m.
    """

    color: str
    shape: str
    x: float
    y: float
    size: float

    @property
    def name(self) -> str:
        """What a person calls it: ``red cylinder``."""
        return f"{self.color} {self.shape}"

    @property
    def height(self) -> float:
        """Height above the floor in m; a cylinder is 2.5 times as high as its radius."""
        return 2.5 * self.size if self.shape == "cylinder" else 2.0 * self.size

    @property
    def reach(self) -> float:
        """Radius in m of the circle on the floor that holds it."""
        return math.sqrt(2.0) * self.size if self.shape == "box" else self.size


@dataclass(frozen=True)
class Wall:
    """A straight interior wall from (x1, y1) to (x2, y2), m in the world frame."""

    x1: float
    y1: float
    x2: float
    y2: float

    THICKNESS = 0.06
    """m."""

    @property
    def length(self) -> float:
        """Length of the centre line in m."""
        return math.hypot(self.x2 - self.x1, self.y2 - self.y1)

    def distance(self, x: float, y: float) -> float:
        """Distance in m from the point (x, y) to the wall's surface; 0 or less inside."""
        dx, dy = self.x2 - self.x1, self.y2 - self.y1
        along = ((x - self.x1) * dx + (y - self.y1) * dy) / (dx * dx + dy * dy)
        along = min(1.0, max(0.0, along))
        return math.hypot(x - self.x1 - along * dx, y - self.y1 - along * dy) - self.THICKNESS / 2


@dataclass(frozen=True)
class Scenario:
    """A world to drive in: a square around the origin, its outer walls' inner faces at ± ``half_size``.

    Attributes:
        half_size: half the arena's inner edge, m.
        robot: where the robot starts.
        objects: their names are distinct.
        walls: interior walls.
    """

    half_size: float
    robot: Pose
    objects: tuple[SceneObject, ...] = ()
    walls: tuple[Wall, ...] = ()

    def problems(self) -> list[Problem]:
        """Return what makes the scenario impossible to build or to name; empty when it is sound."""
        return [*self._arena_problems(), *self._object_problems(), *self._wall_problems()]

    def check(self) -> Scenario:
        """Return the scenario itself.

        Raises:
            ConfigurationError: with every problem found.
        """
        problems = self.problems()
        if problems:
            raise ConfigurationError(problems)
        return self

    def _arena_problems(self) -> Iterable[Problem]:
        if not 0.5 <= self.half_size <= 50.0:
            yield Problem("half_size", f"{self.half_size} m is no arena", "write half its edge, 0.5 to 50 m")
            return
        if not all(math.isfinite(value) for value in self.robot):
            yield Problem("robot", "the start pose is not finite", "write x, y in m and yaw in rad")
        elif max(abs(self.robot.x), abs(self.robot.y)) > self.half_size - ROBOT_RADIUS:
            yield Problem(
                "robot",
                f"the start ({self.robot.x}, {self.robot.y}) is not inside the arena",
                f"keep x and y within ±{self.half_size - ROBOT_RADIUS:.3f} m",
            )

    def _object_problems(self) -> Iterable[Problem]:
        first: dict[str, int] = {}
        for index, thing in enumerate(self.objects):
            key = f"objects.{index}"
            if thing.color not in COLORS:
                yield Problem(
                    f"{key}.color", f"unknown color {thing.color!r}", f"use one of {', '.join(COLORS)}"
                )
            if thing.shape not in SHAPES:
                yield Problem(
                    f"{key}.shape", f"unknown shape {thing.shape!r}", f"use one of {', '.join(SHAPES)}"
                )
            if thing.name in first:
                yield Problem(
                    key,
                    f"a second {thing.name} (the first is objects.{first[thing.name]})",
                    "give it another color or shape: names must tell objects apart",
                )
            first.setdefault(thing.name, index)
            if not 0.02 <= thing.size <= 0.5:
                yield Problem(f"{key}.size", f"{thing.size} m is out of range", "write 0.02 to 0.5 m")
            elif not all(abs(value) <= self.half_size - thing.size for value in (thing.x, thing.y)):
                yield Problem(
                    key,
                    f"the {thing.name} at ({thing.x}, {thing.y}) is not inside the arena",
                    f"keep x and y within ±{self.half_size - thing.size:.3f} m",
                )
            elif math.dist((thing.x, thing.y), self.robot[:2]) < thing.reach + ROBOT_RADIUS:
                yield Problem(
                    "robot", f"the start is on the {thing.name} (objects.{index})", "move one of them away"
                )

    def _wall_problems(self) -> Iterable[Problem]:
        for index, wall in enumerate(self.walls):
            key = f"walls.{index}"
            ends = (wall.x1, wall.y1, wall.x2, wall.y2)
            if not all(abs(value) <= self.half_size for value in ends):
                yield Problem(
                    key, "an end is outside the arena", f"keep every number within ±{self.half_size} m"
                )
            elif wall.length < 0.05:
                yield Problem(
                    key, f"it is {wall.length:.3f} m long", "set its two ends at least 0.05 m apart"
                )
            elif wall.distance(self.robot.x, self.robot.y) < ROBOT_RADIUS:
                yield Problem("robot", f"the start is on an interior wall ({key})", "move one of them away")


def load_scenario(path: str) -> Scenario:
    """Read a scenario from a YAML file, or one that the package ships by its name (``five_objects``).

    Raises:
        FileNotFoundError: no such file or name; the message lists the names.
        ConfigurationError: every problem in the file, with its key and the mend.
    """
    file = find(path, "config/scenarios")
    try:
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError, IsADirectoryError) as error:
        raise ConfigurationError(
            [Problem("", f"not a YAML file: {error}", "see config/scenarios/five_objects.yaml", str(file))]
        ) from error
    try:
        return scenario_from_dict(data)
    except ConfigurationError as error:
        raise error.within(file=str(file)) from None


def save_scenario(scenario: Scenario, path: str | Path) -> None:
    """Write ``scenario`` as YAML that :func:`load_scenario` reads back to an equal one."""
    data = {
        "half_size": scenario.half_size,
        "robot": scenario.robot._asdict(),
        "objects": [asdict(thing) for thing in scenario.objects],
        "walls": [asdict(wall) for wall in scenario.walls],
    }
    Path(path).write_text(yaml.safe_dump(data, sort_keys=False, default_flow_style=None), encoding="utf-8")


def scenario_from_dict(data: Any) -> Scenario:
    """Build a scenario from what YAML gave.

    Raises:
        ConfigurationError: with every problem found.
    """
    problems: list[Problem] = []
    top = _mapping(data, "", {"half_size": float}, {"robot": dict, "objects": list, "walls": list}, problems)
    poses = _records(Pose, {"robot": top.get("robot") or {"x": 0, "y": 0, "yaw": 0}}, problems)
    objects = _records(SceneObject, _numbered("objects", top.get("objects")), problems)
    walls = _records(Wall, _numbered("walls", top.get("walls")), problems)
    if problems:
        raise ConfigurationError(problems)
    return Scenario(top["half_size"], poses[0], tuple(objects), tuple(walls)).check()


def _numbered(key: str, items: list[Any] | None) -> dict[str, Any]:
    """``objects.0``, ``objects.1``, … to each item."""
    return {f"{key}.{index}": item for index, item in enumerate(items or ())}


def _records(kind: type[Any], items: Mapping[str, Any], problems: list[Problem]) -> list[Any]:
    """Build one ``kind`` (a class whose fields are strings and numbers) from each mapping in ``items``."""
    texts = ("color", "shape")
    wanted: dict[str, type] = {name: str if name in texts else float for name in kind.__annotations__}
    before = len(problems)
    values = [_mapping(item, key, wanted, {}, problems) for key, item in items.items()]
    return [] if len(problems) > before else [kind(**value) for value in values]


_KINDS: dict[type, str] = {float: "a number", str: "a word", list: "a list", dict: "a mapping of keys"}


def _mapping(
    data: Any, key: str, required: Mapping[str, type], optional: Mapping[str, type], problems: list[Problem]
) -> dict[str, Any]:
    """Return the sound values of ``data``; add each missing, unknown or wrongly typed key to ``problems``."""
    known = {**required, **optional}
    keys = ", ".join(known)
    if not isinstance(data, dict):
        problems.append(
            Problem(key, f"expected a mapping, found {type(data).__name__}", f"write the keys {keys}")
        )
        return {}
    prefix = f"{key}." if key else ""
    found: dict[str, Any] = {}
    for name, value in data.items():
        kind = known.get(name)
        if kind is None:
            problems.append(Problem(f"{prefix}{name}", "unknown key", f"use {keys}"))
        elif kind is float and isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = float(value)
        elif isinstance(value, kind) or (value is None and name in optional):
            found[name] = value
        else:
            problems.append(
                Problem(f"{prefix}{name}", f"{value!r} is not {_KINDS[kind]}", f"write {_KINDS[kind]}")
            )
    problems.extend(
        Problem(f"{prefix}{name}", "missing", f"write {_KINDS[kind]}")
        for name, kind in required.items()
        if name not in data
    )
    return found


def random_scenario(
    seed: int,
    *,
    objects: tuple[int, int] = (3, 6),
    half_size: tuple[float, float] = (2.0, 3.0),
    walls: tuple[int, int] = (0, 1),
) -> Scenario:
    """Draw a scenario; the same arguments give the same one, on every machine.

    Objects keep :data:`OBJECT_GAP` from each other and :data:`WALL_GAP` from every wall, and interior walls
    keep :data:`WALL_GAP` from the outer ones, so the robot can drive around everything.

    Args:
        seed: any integer.
        objects: least and greatest number of objects.
        half_size: least and greatest half edge of the arena, m.
        walls: least and greatest number of interior walls.

    Raises:
        ValueError: the objects do not fit: too many for the arena.
    """
    rng = random.Random(seed)
    for _ in range(200):
        scenario = _draw(rng, objects, half_size, walls)
        if scenario is not None:
            return scenario.check()
    raise ValueError(
        f"{objects[0]} to {objects[1]} objects do not fit an arena of half size {half_size[0]} to "
        f"{half_size[1]} m with {walls[0]} to {walls[1]} walls: ask for fewer, or for more room"
    )


def _draw(
    rng: random.Random, objects: tuple[int, int], half_size: tuple[float, float], walls: tuple[int, int]
) -> Scenario | None:
    """One try at a scenario; None when something found no place."""
    half = round(rng.uniform(*half_size), 2)
    names = rng.sample([(color, shape) for color in COLORS for shape in SHAPES], rng.randint(*objects))
    placed_walls: list[Wall] = []
    for _ in range(rng.randint(*walls)):
        wall = _draw_wall(rng, half, placed_walls)
        if wall is None:
            return None
        placed_walls.append(wall)
    placed: list[SceneObject] = []
    for color, shape in names:
        size = round(rng.uniform(0.10, 0.15), 3)
        for _ in range(100):
            thing = SceneObject(color, shape, *_draw_point(rng, half - WALL_GAP - size), size)
            if all(
                wall.distance(thing.x, thing.y) >= WALL_GAP + thing.reach for wall in placed_walls
            ) and all(
                math.dist((thing.x, thing.y), (other.x, other.y)) >= OBJECT_GAP + thing.reach + other.reach
                for other in placed
            ):
                placed.append(thing)
                break
        else:
            return None
    for _ in range(100):
        x, y = _draw_point(rng, half - 3 * ROBOT_RADIUS)
        if all(wall.distance(x, y) >= 3 * ROBOT_RADIUS for wall in placed_walls) and all(
            math.dist((x, y), (thing.x, thing.y)) >= START_GAP for thing in placed
        ):
            yaw = round(rng.uniform(-math.pi, math.pi), 3)
            return Scenario(half, Pose(x, y, yaw), tuple(placed), tuple(placed_walls))
    return None


def _draw_point(rng: random.Random, half: float) -> tuple[float, float]:
    """A point of the square of half edge ``half``, to the millimetre: YAML stays short."""
    return round(rng.uniform(-half, half), 3), round(rng.uniform(-half, half), 3)


def _draw_wall(rng: random.Random, half: float, others: list[Wall]) -> Wall | None:
    """An interior wall along an axis, :data:`WALL_GAP` away from the outer walls and from ``others``."""
    room = half - WALL_GAP - Wall.THICKNESS
    for _ in range(100):
        x, y = _draw_point(rng, room)
        length = rng.uniform(0.5, min(1.5, half))
        x2, y2 = (x + length, y) if rng.random() < 0.5 else (x, y + length)
        wall = Wall(x, y, round(x2, 3), round(y2, 3))
        steps = [index / 10 for index in range(11)]
        points = [(x + step * (x2 - x), y + step * (y2 - y)) for step in steps]
        if max(x2, y2) <= room and all(
            other.distance(*point) >= WALL_GAP + Wall.THICKNESS for other in others for point in points
        ):
            return wall
    return None
