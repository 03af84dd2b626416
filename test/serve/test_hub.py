"""What waits for a page: bounded, the newest, from any thread."""

import asyncio
import json
import threading
import time

import pytest

from simpletool_ros.serve import hub as hubs
from simpletool_ros.serve.hub import Full, Hub


def event(kind="pose", **fields):
    return {"kind": kind, **fields}


async def taken(page):
    """Return the events of the next batch, without their ages."""
    return [one["event"] for one in json.loads(await page.take())]


def test_of_most_kinds_the_newest_waits_of_ticks_the_last_few():
    async def slow_page():
        hub = Hub()
        with hub.page() as page:
            for number in range(1000):
                hub.publish(event(number=number))
                hub.publish(event("tick", tick=number))
            events = await taken(page)
        assert [one["number"] for one in events if one["kind"] == "pose"] == [999]
        kept = [one["tick"] for one in events if one["kind"] == "tick"]
        assert kept == list(range(1000 - hubs.KEPT["tick"], 1000))

    asyncio.run(slow_page())


def test_a_page_begins_with_the_latest_of_each_kind_and_is_told_how_old_it_is():
    async def late_page():
        hub = Hub()
        for number in range(3):
            hub.publish(event(number=number))
        hub.publish(event("guard", state="armed"))
        await asyncio.sleep(0.05)
        with hub.page() as page:
            batch = json.loads(await page.take())
        assert [one["event"] for one in batch] == [event(number=2), event("guard", state="armed")]
        assert all(0.05 <= one["age"] < 60 for one in batch)

    asyncio.run(late_page())


def test_an_event_of_another_thread_wakes_a_page_that_waits():
    async def waiting_page():
        hub = Hub()
        with hub.page() as page:
            waiting = asyncio.ensure_future(taken(page))
            await asyncio.sleep(0)
            threading.Thread(target=hub.publish, args=(event(number=1),)).start()
            assert await asyncio.wait_for(waiting, 60) == [event(number=1)]
            assert not (again := asyncio.ensure_future(page.take())).done()
            hub.publish(event(number=2))
            assert "2" in await asyncio.wait_for(again, 60)

    asyncio.run(waiting_page())


def test_a_page_that_left_gets_nothing_and_holds_nobody_up():
    async def open_and_leave(hub):
        with hub.page():
            assert hub.pages == 1

    hub = Hub()
    asyncio.run(open_and_leave(hub))
    assert hub.pages == 0
    hub.publish(event())  # no loop runs any more


def test_a_page_whose_server_has_ended_holds_nobody_up():
    hub = Hub()

    async def left_open():
        return hub.page().__enter__()

    page = asyncio.run(left_open())
    for number in range(3):
        hub.publish(event(number=number))
    assert page is not None


def test_so_many_pages_and_no_more(monkeypatch):
    monkeypatch.setattr(hubs, "PAGES", 2)

    async def crowd():
        hub = Hub()
        with hub.page(), hub.page():
            with pytest.raises(Full), hub.page():
                pass
            assert hub.pages == 2
        with hub.page():
            assert hub.pages == 1

    asyncio.run(crowd())


def test_what_is_not_finite_is_a_fault_of_the_publisher():
    with pytest.raises(ValueError, match="JSON"):
        Hub().publish(event(x=float("nan")))


def test_publishing_never_waits_for_a_page():
    hub = Hub()
    went_on = threading.Event()

    async def stuck_loop():
        with hub.page():
            threading.Thread(
                target=lambda: ([hub.publish(event(n=n)) for n in range(100)], went_on.set())
            ).start()
            # The loop does nothing else meanwhile.
            end = time.monotonic() + 60
            while not went_on.is_set():
                assert time.monotonic() < end
                time.sleep(0.01)

    asyncio.run(stuck_loop())
