"""The engine host: workers, turns, deadlines."""

import asyncio
import time

import pytest
from serving import ASKED, PATIENCE, wait_for

from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.engine.base import DeadlineExceeded, EngineError, PromptTooLong
from simpletool_ros.serve.ask import Ask
from simpletool_ros.serve.host import EngineHost, Overloaded


def question(state="ball_y=242", **more):
    return Ask(**{"tools": ASKED["tools"], "instruction": "Move DOWN.", "environment": [state], **more})


class Asking:
    """Questions asked on one loop, collected when they are answered."""

    def __init__(self, host):
        self._host = host

    def ask(self, state, client="me", seconds=PATIENCE):
        return self._host.answer(question(state), client, time.monotonic() + seconds)

    async def first(self, engine):
        """Ask a question whose decoding waits at the engine's gate; what is asked now has to wait for it."""
        engine.gate.clear()
        answer = self.ask("first")
        await until(lambda: engine.begun)
        return answer


def run(engine, scenario, **more):
    host = EngineHost(engine, "nano", **more)
    try:
        return asyncio.run(asyncio.wait_for(scenario(host), PATIENCE))
    finally:
        engine.gate.set()
        host.close()


def decoded(engine):
    """The states in the order they were decoded."""
    return [suffix.split('["')[1].split('"]')[0] for suffix in engine.begun]


async def until(condition):
    await asyncio.to_thread(wait_for, condition)


def test_an_answer_says_where_the_time_went(gated):
    async def scenario(host):
        return await Asking(host).ask("ball_y=242")

    answer = run(gated, scenario)
    assert answer.call.function == "move" and 0 < answer.confidence <= 1
    assert answer.opened_ms > answer.waited_ms >= 0 and answer.engine_ms > 0


def test_clients_take_turns(gated):
    async def scenario(host):
        asking = Asking(host)
        first = await asking.first(gated)
        flood = [asking.ask(f"flood {n}", "flood") for n in range(20)]
        mine = asking.ask("mine", "me")
        gated.gate.set()
        await asyncio.gather(first, *flood, mine)

    run(gated, scenario)
    assert decoded(gated)[:4] == ["first", "flood 0", "mine", "flood 1"]


def test_what_nobody_waits_for_is_not_computed(gated):
    async def scenario(host):
        asking = Asking(host)
        first = await asking.first(gated)
        gone, last = asking.ask("gone"), asking.ask("last")
        gone.cancel()
        gated.gate.set()
        await asyncio.gather(first, last)

    run(gated, scenario)
    assert decoded(gated) == ["first", "last"]


def test_what_is_too_late_is_not_computed(gated):
    async def scenario(host):
        asking = Asking(host)
        gated.gate.clear()
        first, late = asking.ask("first"), asking.ask("late", seconds=-1)
        await until(lambda: gated.begun)
        gated.gate.set()
        with pytest.raises(DeadlineExceeded, match="no worker was free in time"):
            await late
        await first

    run(gated, scenario)
    assert decoded(gated) == ["first"]


def test_an_answer_leaves_while_many_wait_and_the_next_decoding_takes_long(gated):
    async def scenario(host):
        asking = Asking(host)
        first = await asking.first(gated)
        second = asking.ask("second")
        rest = [asking.ask(f"rest {n}") for n in range(20)]
        gated.closes_at = "rest 0"
        gated.gate.set()
        await asyncio.gather(first, second)  # before the decoding of "rest 0" goes on
        assert not any(one.done() for one in rest)
        gated.closes_at = None
        gated.gate.set()
        await asyncio.gather(*rest)

    run(gated, scenario)


def test_answers_that_leave_together_leave_when_the_others_have_gone(gated):
    async def scenario(host):
        asking = Asking(host)
        first = await asking.first(gated)
        held, gone = asking.ask("held"), [asking.ask(f"gone {n}") for n in range(20)]
        for one in gone:
            one.cancel()
        gated.gate.set()
        await asyncio.gather(first, held)

    run(gated, scenario)
    assert decoded(gated) == ["first", "held"]


def test_a_decoding_is_given_up_at_its_deadline(gated):
    async def scenario(host):
        gated.gate.clear()
        late = Asking(host).ask("late", seconds=0.2)
        await until(lambda: gated.begun)
        await asyncio.sleep(0.3)  # the deadline passes while it is being decoded
        gated.gate.set()
        with pytest.raises(DeadlineExceeded, match="given up after"):
            await late

    run(gated, scenario)


def test_workers_decode_at_once_each_with_a_session_of_its_own(gated):
    async def scenario(host):
        asking = Asking(host)
        gated.gate.clear()
        both = [asking.ask("a"), asking.ask("b")]
        await until(lambda: len(gated.begun) == 2)
        gated.gate.set()
        await asyncio.gather(*both)
        assert host.sessions.opened == len(host.sessions) == 2

    run(gated, scenario, workers=2)


def test_what_finds_no_room_is_told_so(gated):
    async def scenario(host):
        asking = Asking(host)
        first = await asking.first(gated)
        waiting = [asking.ask(str(n)) for n in range(2)]
        with pytest.raises(Overloaded, match="too many"):
            await asking.ask("one more")
        gated.gate.set()
        await asyncio.gather(first, *waiting)

    run(gated, scenario, waiting=2)


def test_closing_lets_what_is_computed_end_and_turns_the_rest_away(gated):
    async def scenario(host):
        asking = Asking(host)
        gated.gate.clear()
        first, second = asking.ask("first"), asking.ask("second")
        await until(lambda: gated.begun)
        closing = asyncio.create_task(asyncio.to_thread(host.close))
        with pytest.raises(Overloaded, match="shutting down"):
            await second
        gated.gate.set()
        await closing
        assert (await first).call is not None
        with pytest.raises(Overloaded, match="shutting down"):
            await asking.ask("third")

    run(gated, scenario)


@pytest.mark.parametrize(
    ("wrong", "error", "what"),
    [
        ({"tools": [{"name": "two words"}]}, ConfigurationError, "0.name"),
        ({"only": "fly"}, ConfigurationError, "no tool 'fly' to choose"),
        ({"instruction": "go " * 5000}, PromptTooLong, "the suffix has"),
        ({"system": "go " * 5000}, PromptTooLong, "the prefix has"),
    ],
)
def test_a_bad_question_spoils_nothing(gated, wrong, error, what):
    async def scenario(host):
        deadline = time.monotonic() + PATIENCE
        with pytest.raises(error, match=what):
            await host.answer(question(**wrong), "me", deadline)
        assert (await host.answer(question(), "me", deadline)).call is not None

    run(gated, scenario)


def test_a_worker_outlives_whatever_an_engine_raises(gated, nano):
    def broken(*_):
        raise SystemExit("broken")

    async def scenario(host):
        gated.open = broken
        with pytest.raises(EngineError, match="SystemExit: broken"):
            await Asking(host).ask("a")
        del gated.open
        assert (await Asking(host).ask("b")).call is not None

    run(gated, scenario)


@pytest.mark.parametrize(
    ("wrong", "what"),
    [
        ({"workers": 0}, "workers: is 0"),
        ({"workers": 3, "sessions": 2}, "sessions: is 2"),
        ({"waiting": 0}, "waiting: is 0"),
    ],
)
def test_numbers_out_of_range_are_refused(nano, wrong, what):
    with pytest.raises(ConfigurationError, match=what):
        EngineHost(nano, "nano", **wrong)


def test_a_call_that_is_required_is_made_however_unsure(gated):
    async def scenario(host):
        deadline = time.monotonic() + PATIENCE
        said = "what do you think of the weather today?"
        told = [
            await host.answer(question(instruction=said, required=required), "me", deadline)
            for required in (False, True)
        ]
        return [answer.call for answer in told]

    free, required = run(gated, scenario)
    assert free is None and required.function == "move"


def test_only_the_named_tool_may_be_called_though_the_prompt_shows_all(gated):
    tools = [*ASKED["tools"], {"name": "stop", "description": "stop the paddle"}]

    async def scenario(host):
        deadline = time.monotonic() + PATIENCE
        both = [question(tools=tools, only=only, required=bool(only)) for only in ("", "stop")]
        return [await host.answer(one, "me", deadline) for one in both]

    free, named = run(gated, scenario)
    assert free.call.function == "move" and str(named.call) == "stop()"
    heads = list(free.decoded.heads), list(named.decoded.heads)
    assert heads == (["function", "arg1"], ["function"])
    # The same prefix, one tag more.
    assert free.decoded.prompt_tokens == named.decoded.prompt_tokens + 1


def test_an_engine_that_fails_is_named(gated):
    class Failing:
        prefix_tokens = 1

        def decode(self, suffix, deadline=None):
            raise EngineError("the logits are not finite")

        def close(self):
            pass

    async def scenario(host):
        gated.open = lambda *_: Failing()
        with pytest.raises(EngineError, match="not finite"):
            await Asking(host).ask("a")

    run(gated, scenario)
