"""Primed sessions: kept by key, bounded, lent to one thread at a time."""

import threading

import pytest

from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.prompt import Profile, Prompt
from simpletool_ros.core.tools import Toolset
from simpletool_ros.engine.base import EngineError
from simpletool_ros.serve.sessions import SessionPool, Unusable


def maker(name):
    toolset = Toolset.from_openai([{"name": name}])
    return lambda: (Prompt(Profile.load("v2"), toolset), HeadPlan(toolset))


def use(pool, name):
    with pool.lend(name, maker(name)) as primed:
        return primed


def test_a_session_is_opened_once_a_key(nano):
    pool = SessionPool(nano, 2)
    assert use(pool, "go") is use(pool, "go")
    assert (pool.opened, len(pool)) == (1, 1)


def test_the_longest_unused_goes_first_and_is_closed(nano):
    pool = SessionPool(nano, 2)
    a, b = use(pool, "a"), use(pool, "b")
    use(pool, "a")
    use(pool, "c")  # b was not used for longest
    assert len(pool) == 2 and use(pool, "a") is a
    with pytest.raises(EngineError, match="closed"):
        b.session.decode("x")
    assert use(pool, "b") is not b


def test_a_key_that_is_lent_is_opened_again_for_another_thread(nano):
    pool = SessionPool(nano, 3)
    with pool.lend("go", maker("go")) as first:
        other = []
        thread = threading.Thread(target=lambda: other.append(use(pool, "go")))
        thread.start()
        thread.join()
        assert other[0] is not first
    assert pool.opened == 2


def test_lent_sessions_count(nano):
    pool = SessionPool(nano, 2)
    use(pool, "idle")
    with pool.lend("a", maker("a")), pool.lend("b", maker("b")):
        assert len(pool) == 2
    assert pool.opened == 3


def test_a_session_survives_an_engine_error_and_no_other(nano):
    pool = SessionPool(nano, 2)
    first = use(pool, "go")
    with pytest.raises(EngineError), pool.lend("go", maker("go")):
        raise EngineError("too long")
    assert use(pool, "go") is first
    with pytest.raises(ZeroDivisionError), pool.lend("go", maker("go")):
        1 / 0  # noqa: B018
    assert len(pool) == 0 and use(pool, "go") is not first


def test_bad_tools_push_nobody_out(nano):
    pool = SessionPool(nano, 1)
    kept = use(pool, "go")
    with pytest.raises(ZeroDivisionError), pool.lend("bad", lambda: 1 / 0):
        pass
    assert use(pool, "go") is kept


def test_tools_that_the_engine_cannot_decode_leave_nothing_behind(nano):
    pool = SessionPool(nano, 1)
    toolset = Toolset.from_openai(
        [{"name": "say", "parameters": {"properties": {"tag": {"type": "string", "enum": ["</arg1>"]}}}}]
    )
    with (
        pytest.raises(Unusable, match="tool say"),
        pool.lend("say", lambda: (Prompt(Profile.load("v2"), toolset), HeadPlan(toolset))),
    ):
        pass
    assert (len(pool), pool.opened) == (0, 0)
