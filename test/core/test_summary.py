"""Sensor data in words."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core import summary


@pytest.mark.parametrize(
    ("degrees", "said"),
    [
        (0, "0 ahead"),
        (0.4, "0 ahead"),
        (35, "35 left"),
        (-80, "80 right"),
        (180, "180 left"),
        (190, "170 right"),
        (-359, "1 left"),
        (720, "0 ahead"),
    ],
)
def test_bearing(degrees, said):
    assert summary.bearing(math.radians(degrees)) == said


def test_objects_keep_their_order_and_drop_what_is_not_finite():
    seen = [("far", 5.0, 0.0), ("bad", math.nan, 0.0), ("near", 0.0, 1.0), ("mid", -2.0, 0.0)]
    assert summary.objects(seen) == "far 5.0 0 ahead, near 1.0 90 left, mid 2.0 180 left"
    assert summary.objects(seen, limit=2) == "near 1.0 90 left, mid 2.0 180 left"
    assert summary.objects([]) == "nothing"


def scan(ranges, **kwargs):
    return summary.sectors(ranges, 0.0, math.tau / len(ranges), 0.12, 3.5, **kwargs)


def test_sectors_take_the_nearest_valid_beam():
    ranges = np.full(360, 2.0)
    ranges[350] = 0.7  # 10 degrees right of ahead: across the scan's seam
    ranges[45] = 0.05  # below range_min: no reading
    ranges[300] = math.inf  # nothing within range
    ranges[310] = math.nan
    assert scan(ranges) == "front 0.7, left 2.0, right 2.0"
    assert scan(np.full(360, math.inf)) == "front 3.5, left 3.5, right 3.5"
    assert scan(np.full(360, math.nan)) == "front unknown, left unknown, right unknown"
    assert scan(np.full(360, 0.0)) == "front unknown, left unknown, right unknown"
    assert scan(ranges, spans={"back": (170, 190)}) == "back 2.0"
    ranges[0] = -math.inf  # REP-117: too near to measure
    assert scan(ranges) == "front 0.1, left 2.0, right 2.0"


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=50))
def test_no_scan_breaks_the_summary(ranges):
    said = summary.sectors(ranges, -math.pi, 0.1, 0.12, 3.5)
    assert said.count(",") == 2


def test_motion():
    assert summary.motion(0.149, -0.31) == "0.15 m/s, turning 0.3 rad/s right"
    assert summary.motion(-0.001, 0.0) == "0.00 m/s, turning 0.0 rad/s"


@pytest.mark.parametrize(
    "say",
    [
        lambda: summary.motion(math.nan, 0.0),
        lambda: summary.attitude(0.0, math.inf),
        lambda: summary.battery(math.nan),
        lambda: summary.joints(["a"], [math.nan]),
    ],
)
def test_what_is_not_finite_is_refused(say):
    with pytest.raises(ValueError):
        say()


def test_other_summaries():
    assert summary.attitude(0.05, -0.2) == "roll 3, pitch -11"
    assert summary.battery(0.834) == "83 %"
    assert summary.joints(["elbow", "wrist"], [0.521, -1.1]) == "elbow 0.52, wrist -1.10"


def test_progress_counts_along_the_heading_and_beyond_half_a_turn():
    way = summary.Progress()
    assert way.at(5.0, 5.0, 3.0) == "moved 0.0, turned 0"
    for yaw in (4.5, 6.0, 7.5):  # a pose says them in -pi..pi
        said = way.at(5.0, 5.0, math.remainder(yaw, math.tau))
    assert said == "moved 0.0, turned 258 left"
    back = summary.Progress()
    back.at(0.0, 0.0, 0.0)
    assert back.at(-0.5, 0.0, -0.1) == "moved -0.5, turned 6 right"
    with pytest.raises(ValueError, match="nan"):
        back.at(math.nan, 0.0, 0.0)


def test_visited_are_the_latest_first():
    been = summary.Visited()
    assert been.at([("red ball", 0.6, 0.0)]) == "nothing"
    assert been.at([("red ball", 0.4, 0.0), ("blue box", 2.0, 0.0)]) == "red ball"
    assert been.at([("red ball", 2.0, 0.0), ("blue box", 0.3, 0.3)]) == "blue box, red ball"
    for name in ("a", "b"):
        been.at([(name, 0.1, 0.0)])
    assert been.at([]) == "b, a, blue box"
