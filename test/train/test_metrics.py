from __future__ import annotations

import pytest

from simpletool_ros.core.tools import Call
from simpletool_ros.train.metrics import Decided, accuracy, interval, reliability, threshold

LEFT, RIGHT, STOP = (
    Call("turn", {"by": 90, "side": "left"}),
    Call("turn", {"by": 90, "side": "right"}),
    Call("stop", {}),
)


def test_wilson_interval():
    low, high = interval(95, 100)
    assert low == pytest.approx(0.8882, abs=1e-4) and high == pytest.approx(0.9785, abs=1e-4)
    assert interval(0, 0) == (0.0, 1.0) and interval(0, 20)[0] == 0.0


def test_accuracy_tells_functions_arguments_and_no_calls_apart():
    told = accuracy(
        [
            Decided(LEFT, LEFT, 1.0),
            Decided(LEFT, RIGHT, 0.6),
            Decided(LEFT, Call("turn", {"by": 91, "side": "left"}), 0.6),
            Decided(STOP, None, 0.5),
            Decided(None, None, 0.9),
            Decided(None, STOP, 0.4),
        ]
    )
    assert {key: (one["rate"], one["of"]) for key, one in told.items()} == {
        "exact": (0.3333, 6),
        "function": (0.6667, 6),
        "arguments": (0.8333, 6),
        "answered": (0.75, 4),
        "no_call_recall": (0.5, 2),
        "no_call_precision": (0.5, 2),
    }


def test_reliability_and_threshold():
    decided = (
        [Decided(LEFT, LEFT, 0.97)] * 999 + [Decided(LEFT, LEFT, 0.42)] + [Decided(LEFT, RIGHT, 0.3)] * 10
    )
    curve = reliability(decided)
    assert [(one["right"], one["of"]) for one in curve] == [(0.0, 10), (1.0, 1), (1.0, 999)]
    assert threshold(decided) == 0.95  # loses one right call of a thousand
    assert threshold([Decided(LEFT, LEFT, 0.42)]) == 0.4
    assert threshold([]) == 0.0
