import math

import numpy as np
import pytest

from simpletool_ros.sim import render
from simpletool_ros.sim.scenario import COLORS, Pose, load_scenario, random_scenario


def picture(figure):
    """The drawn figure: uint8, (height, width, 3)."""
    figure.canvas.draw()
    return np.asarray(figure.canvas.buffer_rgba())[..., :3].copy()


def pixel_at(ax, image, x, y):
    """The colour drawn at the point (x, y) of the arena."""
    column, row = ax.transData.transform((x, y))
    return image[image.shape[0] - 1 - round(row), round(column)]


@pytest.fixture
def axes():
    """Axes of a figure that no window shows."""
    pytest.importorskip("matplotlib", reason="matplotlib is not installed")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure(figsize=(6, 6), dpi=100)
    FigureCanvasAgg(figure)
    return figure.add_subplot()


def test_the_map_shows_every_object_in_its_place_colour_and_name(axes):
    scenario = load_scenario("five_objects")
    render.draw_map(axes, scenario)
    image = picture(axes.figure)
    for thing in scenario.objects:
        wanted = np.array(COLORS[thing.color]) * 255
        assert np.abs(pixel_at(axes, image, thing.x, thing.y) - wanted).max() <= 2, thing.name
    names = {text.get_text() for text in axes.texts}
    assert names == {thing.name for thing in scenario.objects}
    wall, floor = pixel_at(axes, image, 0.2, -1.4), pixel_at(axes, image, 0.6, 0.4)
    assert pixel_at(axes, image, 2.53, 0.4).tolist() == wall.tolist()
    assert wall.tolist() != floor.tolist()
    assert axes.get_aspect() == 1.0


def test_the_map_shows_the_path_and_the_robot_at_its_end(axes):
    scenario = load_scenario("five_objects")
    path = [(0.01 * step, -0.005 * step) for step in range(101)]
    render.draw_map(axes, scenario, path, goal="green ball", reach=0.5)
    image = picture(axes.figure)
    floor = pixel_at(axes, image, 0.6, 0.4)
    on_path = pixel_at(axes, image, 0.5, -0.25).astype(int)
    assert on_path[2] > on_path[0] + 100  # blue
    robot = pixel_at(axes, image, 1.0 - 0.08, -0.5 + 0.04)
    assert robot.max() < 80 < floor.min()  # the dark rear of the robot
    arrow = pixel_at(axes, image, 1.0 + 0.03, -0.5 - 0.015).astype(int)
    assert arrow[2] > 200 > arrow[0] + 50  # its bright tip shows along the path


@pytest.mark.parametrize(
    "path", [np.zeros((0, 3)), [(0.0, 0.0)], [(0.0, 0.0, math.pi)], [Pose(0.0, 0.0, 1.0)] * 3]
)
def test_short_paths_are_drawn(axes, path):
    render.draw_map(axes, random_scenario(2), path)
    picture(axes.figure)


@pytest.mark.parametrize("path", [[1.0, 2.0], [(1.0,)], [(1.0, 2.0, 3.0, 4.0)]])
def test_what_is_no_path_is_refused(axes, path):
    with pytest.raises(ValueError, match="shape"):
        render.draw_map(axes, random_scenario(2), path)


def test_the_photograph_shows_the_objects_colours():
    pytest.importorskip("mujoco", reason="MuJoCo is not installed")
    scenario = load_scenario("five_objects")
    try:
        image = render.photograph(scenario, size=(480, 320))
    except render.RenderError as error:
        pytest.skip(f"no offscreen OpenGL here: {error}")
    assert image.shape == (320, 480, 3)
    assert image.dtype == np.uint8
    red, green, blue = (image[..., channel].astype(int) for channel in range(3))
    assert ((red > 100) & (green < 60) & (blue < 60)).sum() > 50  # the cylinder
    assert ((green > 80) & (red < 60) & (blue < 60)).sum() > 50  # the ball
    assert ((red > 120) & (green > 90) & (blue < 60)).sum() > 50  # the yellow box
    left = render.photograph(scenario, Pose(-1.0, 0.7, 0.0), size=(480, 320)).astype(int)
    assert (np.abs(left - image).max(axis=2) > 40).sum() > 30  # the robot stands elsewhere


def test_without_opengl_the_error_says_what_to_install(monkeypatch):
    pytest.importorskip("mujoco", reason="MuJoCo is not installed")
    monkeypatch.setenv("MUJOCO_GL", "disable")
    with pytest.raises(render.RenderError, match="install EGL or OSMesa.*draw the map instead.*disable: "):
        render.photograph(random_scenario(1))


@pytest.mark.parametrize("size", [(0, 10), (4000, 100)])
def test_impossible_sizes_are_refused(size):
    with pytest.raises(ValueError, match="1920x1200"):
        render.photograph(random_scenario(1), size=size)
