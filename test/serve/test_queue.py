"""The queue before the workers."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.serve.queue import FairQueue


def drained(queue):
    items = []
    while (item := queue.get()) is not None:
        items.append(item)
    return items


def test_clients_take_turns_and_each_is_served_in_order():
    queue = FairQueue(10)
    for client, item in (("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1"), ("b", "b2")):
        assert queue.put(client, item) is None
    assert drained(queue) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_who_floods_a_full_queue_is_turned_away():
    queue = FairQueue(3)
    assert [queue.put("flood", n) for n in range(5)] == [None, None, None, 3, 4]
    assert queue.put("other", "mine") == 2  # the flood's latest makes room
    assert queue.put("flood", 5) == 5
    assert drained(queue) == [0, "mine", 1]


def test_equal_clients_do_not_push_each_other_out():
    queue = FairQueue(2)
    assert queue.put("a", 1) is None and queue.put("b", 2) is None
    assert queue.put("c", 3) == 3


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans())), st.integers(1, 6))
def test_nothing_is_lost_and_nobody_waits_for_more_than_one_of_each_other(steps, room):
    queue, waiting, served = FairQueue(room), Counter(), Counter()
    taken = 0
    for number, (client, put) in enumerate(steps):
        if put:
            out = queue.put(client, (client, number))
            waiting[client] += 1
            if out is not None:
                waiting[out[0]] -= 1
        elif (item := queue.get()) is not None:
            taken += 1
            waiting[item[0]] -= 1
            served[item[0]] = taken
        assert len(queue) == sum(waiting.values()) <= room
    order = [item[0] for item in drained(queue)]
    assert Counter(order) == +waiting
    for at, client in enumerate(order):  # between two of one client at most one of every other
        following = order[at + 1 :]
        if client in following:
            between = following[: following.index(client)]
            assert max(Counter(between).values(), default=0) <= 1
