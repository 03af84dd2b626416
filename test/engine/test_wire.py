"""Messages between an engine and its process."""

import socket

import pytest

from simpletool_ros.engine.wire import Alive, Ask, Channel, Said

ASK = Ask(7, 1, False, [1, 2, 3], [([4], [5, 6], 7), ([8], [], 9)], "a grammar", 1.5)


@pytest.fixture
def ends():
    one, other = (Channel(end) for end in socket.socketpair())
    yield one, other
    one.close()
    other.close()


def test_messages_that_come_together_are_read_one_by_one(ends):
    one, other = ends
    sent = [Alive(1, True), ASK, Said(7, [([1], [-0.5])])]
    for message in sent:
        one.send(message)
    heard = [other.receive()]
    assert other.waiting, "what has come along must not wait for the socket"
    heard += [other.receive(), other.receive()]
    assert not other.waiting
    assert heard[0] == sent[0]
    assert heard[1].prompt == ASK.prompt and list(map(tuple, heard[1].heads)) == ASK.heads
    assert heard[2].number == 7


def test_a_message_longer_than_what_is_read_at_once(ends):
    one, other = ends
    long = Said(1, error="x" * 100_000)
    one.send(long)
    assert other.receive() == long


def test_the_end_is_told_behind_the_last_message(ends):
    one, other = ends
    one.send(Alive(3, False))
    one.close()
    assert other.receive() == Alive(3, False)
    assert other.receive() is None
