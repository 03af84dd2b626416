"""Many robots on one engine: what is decoded at once, and that nobody starves; on a simulated machine."""

import heapq

import pytest

from simpletool_ros.engine.turns import Turns
from simpletool_ros.engine.wire import Ask


def ask(number, robot, deadline=None, again=False):
    return Ask(number, robot, again, [], [], "", deadline)


def test_by_turns():
    turns = Turns(10)
    for number, robot in enumerate([1, 1, 2, 3, 3]):
        turns.add(ask(number, robot))
    order = []
    while turns:
        one = turns.take(0, 0.0)
        order.append(one.robot)
        turns.answered(one, 0.01, 0.0)
    assert order == [1, 2, 3, 1, 3]
    assert turns.take(0, 0.0) is None


def test_what_has_expired_is_not_decoded_and_what_is_dropped_neither():
    turns = Turns(10)
    turns.add(ask(1, 1, deadline=1.0))
    turns.add(ask(2, 2, deadline=3.0))
    turns.add(ask(3, 3))
    turns.drop(3)
    assert turns.take(0, 2.0).number == 2
    assert turns.take(0, 2.0) is None


def test_the_rest_of_a_tick_waits_for_nobody():
    turns = Turns(1)
    turns.add(ask(1, 1))
    turns.add(ask(2, 2, again=True))
    assert turns.take(1, 0.0).number == 2
    assert turns.take(1, 0.0) is None
    assert turns.take(0, 0.0).number == 1


def simulate(robots, rate, fixed, each, seconds=60.0, most=32):
    """Ticks answered in time, by robot, of a machine whose step takes ``fixed`` and ``each`` a tick in it."""
    turns, now, running = Turns(most), 0.0, {}
    coming = [(robot / robots / rate, robot) for robot in range(robots)]
    heapq.heapify(coming)
    answered, number = [0] * robots, 0
    while now < seconds:
        while coming and coming[0][0] <= now:
            due, robot = heapq.heappop(coming)
            number += 1
            turns.add(ask(number, robot, due + 1 / rate))
            heapq.heappush(coming, (due + 1 / rate, robot))
        late = [key for key, (one, *_) in running.items() if one.deadline <= now]
        if late:
            turns.expired(now - min(running[key][2] for key in late))
        for key in late:
            del running[key]
        while (one := turns.take(len(running), now)) is not None:
            running[one.number] = [one, 3, now]
        if not running:
            now = coming[0][0]
            continue
        now += fixed + each * len(running)
        for key, state in list(running.items()):
            state[1] -= 1
            if not state[1]:
                del running[key]
                turns.answered(state[0], now - state[2], now)
                answered[state[0].robot] += state[0].deadline > now
    return answered, turns


@pytest.mark.parametrize(("fixed", "each"), [(0.008, 0.0001), (0.001, 0.008)])
def test_what_fits_is_all_answered(fixed, each):
    answered, turns = simulate(4, 5.0, fixed, each)
    assert min(answered) >= 0.98 * 60 * 5
    assert turns.room == 32


def test_an_overloaded_machine_answers_what_it_can_and_nobody_starves():
    """Four times what it can do: three steps of 8 ms a tick, so 41 ticks a second are possible."""
    answered, _ = simulate(32, 5.0, 0.001, 0.008)
    assert sum(answered) / 60 > 20
    mean = sum(answered) / len(answered)
    assert 0.5 * mean < min(answered) <= max(answered) < 2 * mean
