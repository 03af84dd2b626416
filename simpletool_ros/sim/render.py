"""Pictures of a world: a photograph by MuJoCo's offscreen renderer, and a map from above by matplotlib."""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from simpletool_ros.sim.scenario import COLORS, ROBOT_RADIUS, Pose, Scenario, SceneObject, Wall, save_scenario

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_BACKENDS = ("egl", "osmesa")
_WALL = "#8a93a3"
_FLOOR = "#eff0f3"
_INK = "#22262e"
_PATH = "#0b7fc7"
_NAME_SIZE = 8.5  # points


class RenderError(RuntimeError):
    """No picture can be rendered on this machine; the message says what is missing."""


def photograph(
    scenario: Scenario, robot: Pose | None = None, size: tuple[int, int] = (960, 640)
) -> NDArray[np.uint8]:
    """Render the scene from above one side.

    MuJoCo chooses its OpenGL backend once, when it is imported; so that a picture can be taken whatever the
    process did before, and a broken driver cannot take the process along, a child process renders it.

    Args:
        scenario: the world.
        robot: where the robot stands; its start when None.
        size: width and height in pixels, at most 1920 and 1200.

    Returns:
        uint8, shape (height, width, 3), RGB.

    Raises:
        RenderError: there is neither EGL nor OSMesa here.
        ValueError: the size is out of range.
    """
    width, height = size
    if not (1 <= width <= 1920 and 1 <= height <= 1200):
        raise ValueError(f"size {width}x{height}: at most 1920x1200 pixels")
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        file, picture = Path(folder) / "scenario.yaml", Path(folder) / "picture.npy"
        save_scenario(scenario.check(), file)
        where = [str(value) for value in (robot or scenario.robot)]
        for backend in [os.environ["MUJOCO_GL"]] if os.environ.get("MUJOCO_GL") else _BACKENDS:
            environment = {
                **os.environ,
                "MUJOCO_GL": backend,
                "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            }
            environment.pop("PYOPENGL_PLATFORM", None)
            child = subprocess.run(
                [sys.executable, "-m", __name__, str(file), str(picture), str(width), str(height), *where],
                env=environment,
                capture_output=True,
                text=True,
                timeout=120,
                check=False,
            )
            if child.returncode == 0:
                return np.asarray(np.load(picture))
            last = (child.stderr.strip().splitlines() or [f"exit status {child.returncode}"])[-1]
            failures.append(f"{backend}: {last}")
    raise RenderError(
        "no offscreen OpenGL: install EGL or OSMesa (Debian: libegl1 libgl1-mesa-dri, or libosmesa6), "
        f"or draw the map instead, which needs neither. {'; '.join(failures)}"
    )


def _render(scenario_file: str, picture: str, width: int, height: int, robot: Pose) -> None:
    """The child's work: render one picture into a ``.npy`` file."""
    import mujoco

    from simpletool_ros.sim.model import FLOOR_GROUP, LOOKS_GROUP, SCENE_GROUP
    from simpletool_ros.sim.scenario import load_scenario
    from simpletool_ros.sim.world import World

    world = World(load_scenario(scenario_file))
    world.data.qpos[:2] = robot.x, robot.y
    world.data.qpos[3:7] = math.cos(robot.yaw / 2), 0.0, 0.0, math.sin(robot.yaw / 2)
    mujoco.mj_forward(world.model, world.data)
    shown = mujoco.MjvOption()
    shown.geomgroup[:] = 0
    for group in (SCENE_GROUP, FLOOR_GROUP, LOOKS_GROUP):
        shown.geomgroup[group] = 1
    with mujoco.Renderer(world.model, height, width) as renderer:
        renderer.update_scene(world.data, camera="overview", scene_option=shown)
        np.save(picture, renderer.render())


def draw_map(
    ax: Axes,
    scenario: Scenario,
    path: Sequence[Sequence[float]] | NDArray[np.floating[Any]] = (),
    goal: str | None = None,
    reach: float | None = None,
) -> None:
    """Draw the arena from above on ``ax``: walls, named objects, the path driven and the robot at its end.

    Args:
        ax: matplotlib axes; their aspect and limits are set.
        scenario: the world.
        path: positions x, y[, yaw] in the world frame, m and rad, oldest first; without one the robot is at
            its start.
        goal: name of the object to ring as the goal.
        reach: radius in m of that ring.

    Raises:
        ValueError: ``path`` has another shape than (n, 2) or (n, 3).
    """
    points = np.asarray(path, dtype=float)
    if points.size and (points.ndim != 2 or points.shape[1] not in (2, 3)):
        raise ValueError(f"path of shape {points.shape}: give one x, y or x, y, yaw a row")
    _draw_arena(ax, scenario)
    for thing in scenario.objects:
        if thing.name == goal and reach is not None:
            _draw_ring(ax, thing, reach)
    if points.size:
        _draw_path(ax, points)
    robot = _last_pose(points) if points.size else scenario.robot
    for thing in scenario.objects:
        _draw_object(ax, thing, scenario, robot, thing.name == goal)
    _draw_robot(ax, robot)


def _draw_arena(ax: Axes, scenario: Scenario) -> None:
    from matplotlib.patches import Polygon, Rectangle

    half, thick = scenario.half_size, Wall.THICKNESS
    outer = half + thick
    ax.add_patch(
        Rectangle((-outer, -outer), 2 * outer, 2 * outer, facecolor=_WALL, edgecolor="none", zorder=0)
    )
    ax.add_patch(
        Rectangle((-half, -half), 2 * half, 2 * half, facecolor=_FLOOR, edgecolor="none", zorder=0.1)
    )
    whole = np.arange(math.ceil(-half), math.floor(half) + 1)
    for value in whole:
        ax.plot([value, value], [-half, half], color="white", linewidth=1.0, zorder=0.2)
        ax.plot([-half, half], [value, value], color="white", linewidth=1.0, zorder=0.2)
    for wall in scenario.walls:
        along = np.array([wall.x2 - wall.x1, wall.y2 - wall.y1]) / wall.length
        across = np.array([-along[1], along[0]]) * thick / 2
        ends = np.array([[wall.x1, wall.y1], [wall.x2, wall.y2]])
        ax.add_patch(
            Polygon(
                [ends[0] + across, ends[1] + across, ends[1] - across, ends[0] - across],
                facecolor=_WALL,
                edgecolor="none",
                zorder=1,
            )
        )
    margin = thick + 0.04 * half
    ax.set_xlim(-half - margin, half + margin)
    ax.set_ylim(-half - margin, half + margin)
    ax.set_aspect("equal")
    ax.set_xticks(whole)
    ax.set_yticks(whole)
    ax.set_xlabel("x (m)")
    ax.set_ylabel("y (m)")
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _draw_object(ax: Axes, thing: SceneObject, scenario: Scenario, robot: Pose, is_goal: bool) -> None:
    """Its footprint in its colour, a ball with a highlight; the name below it or, for room, above."""
    from matplotlib.patches import Circle, Rectangle

    style: dict[str, Any] = {
        "facecolor": COLORS[thing.color],
        "edgecolor": _INK,
        "linewidth": 0.8,
        "zorder": 3,
    }
    if thing.shape == "box":
        corner = thing.x - thing.size, thing.y - thing.size
        ax.add_patch(Rectangle(corner, 2 * thing.size, 2 * thing.size, **style))
    else:
        ax.add_patch(Circle((thing.x, thing.y), thing.size, **style))
    if thing.shape == "ball":
        spot = thing.x - 0.35 * thing.size, thing.y + 0.35 * thing.size
        ax.add_patch(
            Circle(spot, 0.25 * thing.size, facecolor="white", alpha=0.75, edgecolor="none", zorder=3.1)
        )
    robot_below = (
        robot.y < thing.y
        and math.dist((robot.x, robot.y), (thing.x, thing.y)) < 0.2 * scenario.half_size + 0.3
    )
    above = robot_below or thing.y - thing.size < -scenario.half_size + 0.35
    ax.annotate(
        thing.name,
        (thing.x, thing.y + (thing.size if above else -thing.size)),
        xytext=(0, 3 if above else -3),
        textcoords="offset points",
        ha="center",
        va="bottom" if above else "top",
        fontsize=_NAME_SIZE,
        color=_INK,
        fontweight="bold" if is_goal else "normal",
        zorder=6,
        bbox={"boxstyle": "round,pad=0.15", "facecolor": _FLOOR, "edgecolor": "none", "alpha": 0.8},
    )


def _draw_ring(ax: Axes, thing: SceneObject, reach: float) -> None:
    from matplotlib.patches import Circle

    ax.add_patch(
        Circle(
            (thing.x, thing.y),
            reach,
            facecolor=(*COLORS["green"], 0.08),
            edgecolor=COLORS["green"],
            linewidth=1.2,
            linestyle=(0, (4, 3)),
            zorder=1.5,
        )
    )


def _draw_path(ax: Axes, points: NDArray[np.floating[Any]]) -> None:
    ax.plot(points[:, 0], points[:, 1], color=_PATH, linewidth=2.2, solid_capstyle="round", zorder=2.5)
    ax.plot(
        *points[0, :2],
        marker="o",
        markersize=7,
        markerfacecolor="white",
        markeredgecolor=_PATH,
        markeredgewidth=2.0,
        zorder=2.6,
    )


def _last_pose(points: NDArray[np.floating[Any]]) -> Pose:
    """The pose at the path's end; without yaw in the path, the direction of the last 5 cm driven."""
    x, y = points[-1, :2]
    if points.shape[1] == 3:
        return Pose(x, y, points[-1, 2])
    away = points[np.hypot(points[:, 0] - x, points[:, 1] - y) > 0.05]
    return Pose(x, y, math.atan2(y - away[-1, 1], x - away[-1, 0]) if len(away) else 0.0)


def _draw_robot(ax: Axes, pose: Pose) -> None:
    from matplotlib.patches import Circle, Polygon

    ax.add_patch(
        Circle((pose.x, pose.y), ROBOT_RADIUS, facecolor=_INK, edgecolor="white", linewidth=1.2, zorder=7)
    )
    angles = pose.yaw + np.array([0.0, 2.5, -2.5])
    tip = 0.75 * ROBOT_RADIUS * np.stack([np.cos(angles), np.sin(angles)], axis=1) + [pose.x, pose.y]
    ax.add_patch(Polygon(tip, facecolor="#4cc2ff", edgecolor="none", zorder=7.1))


if __name__ == "__main__":
    _render(sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), Pose(*map(float, sys.argv[5:8])))
