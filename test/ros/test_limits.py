from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core.parts import Limit
from simpletool_ros.ros.limits import Limiter, LimitExceeded

PERIOD = 0.1


def limiter(**limit: object) -> Limiter:
    return Limiter({"x": Limit.model_validate(limit)}, PERIOD)


def test_clamps_and_says_so() -> None:
    allowed, notes = limiter(minimum=-0.1, maximum=0.2).apply({"x": 0.5}, 0.0, braking=False)
    assert allowed == {"x": 0.2}
    assert notes == "x 0.5 limited to 0.2 (-0.1 to 0.2)"


def test_reject_sends_nothing() -> None:
    with pytest.raises(LimitExceeded, match="x 0.5 is outside its limit"):
        limiter(maximum=0.2, policy="reject").apply({"x": 0.5}, 0.0, braking=False)


def test_within_the_limits_nothing_is_said() -> None:
    assert limiter(minimum=0, maximum=1, rate=10).apply({"x": 0.5}, 0.0, braking=False) == ({"x": 0.5}, "")


def test_a_rate_is_measured_from_what_was_last_sent() -> None:
    limits = limiter(rate=1.0)
    sent = []
    for tick in range(5):
        allowed, _ = limits.apply({"x": 0.3}, tick * PERIOD, braking=False)
        limits.sent(allowed, tick * PERIOD)
        sent.append(allowed["x"])
    assert sent == pytest.approx([0.1, 0.2, 0.3, 0.3, 0.3])


def test_a_pause_does_not_pay_for_a_jump() -> None:
    limits = limiter(rate=1.0)
    limits.sent({"x": 0.0}, 0.0)
    assert limits.apply({"x": 5.0}, 100.0, braking=False)[0]["x"] == pytest.approx(0.1)


def test_braking_is_never_rate_limited() -> None:
    limits = limiter(rate=1.0)
    limits.sent({"x": 2.0}, 0.0)
    assert limits.apply({"x": 0.0}, 0.01, braking=True) == ({"x": 0.0}, "")
    assert limits.apply({"x": 0.0}, 0.01, braking=False)[0]["x"] == pytest.approx(1.99)


def test_a_stop_that_speeds_up_is_limited() -> None:
    limits = limiter(rate=1.0)
    limits.sent({"x": 0.5}, 0.0)
    assert limits.apply({"x": -0.5}, PERIOD, braking=True)[0]["x"] == pytest.approx(0.4)


@given(
    values=st.lists(st.floats(-10, 10), min_size=1, max_size=20),
    gaps=st.lists(st.floats(0, 1), min_size=20, max_size=20),
    rate=st.floats(0.01, 50),
)
def test_no_sequence_of_calls_leaves_the_limits(values: list[float], gaps: list[float], rate: float) -> None:
    limits, now, last = limiter(minimum=-1, maximum=2, rate=rate), 0.0, 0.0
    for value, gap in zip(values, gaps, strict=False):
        now += gap
        (sent,) = limits.apply({"x": value}, now, braking=False)[0].values()
        limits.sent({"x": sent}, now)
        assert -1 - 1e-6 <= sent <= 2 + 1e-6
        assert abs(sent - last) <= rate * PERIOD + 1e-6
        last = sent
