"""Many clients at once, and clients that go away."""

import json
import socket
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from serving import ASKED, running, tool, wait_for

from simpletool_ros.serve.settings import Settings


def test_200_clients_at_once_are_all_answered(nano):
    with running(nano, Settings(timeout=60.0), workers=2) as one, ThreadPoolExecutor(200) as clients:
        start = threading.Barrier(200)

        def ask(number):
            start.wait()
            way = ("up", "down")[number % 2]
            said = [{"role": "user", "content": f"Pong AI. Move {way.upper()}. Choose: up/down/stay"}]
            answer = one.call({"messages": said, "environment": None})
            return answer.status, answer.json["args"] == {"direction": way}

        assert Counter(clients.map(ask, range(200))) == {(200, True): 200}
        assert one.metric("simpletool_waiting") == 0
        assert one.metric("simpletool_sessions") <= 2


def test_more_toolsets_than_sessions_are_answered_and_memory_stays_bounded(nano):
    with running(nano, sessions=3) as one:
        for number in range(8):
            told = one.call({"tools": [tool(f"ring_{number}", "Rings a bell."), *ASKED["tools"]]})
            assert told.json["function"] == "move"
            assert one.metric("simpletool_sessions") <= 3
        assert one.metric("simpletool_sessions_opened") == 8


def test_overload_is_told_at_once_and_over_when_it_is_over(gated):
    with running(gated, waiting=4) as one, ThreadPoolExecutor(20) as clients:
        gated.gate.clear()
        asked = [clients.submit(one.call) for _ in range(20)]
        refused = wait_for(
            lambda: [f for f in asked if f.done()] if sum(f.done() for f in asked) == 15 else None
        )
        for answer in (future.result() for future in refused):
            assert (answer.status, answer.headers["retry-after"]) == (503, "1")
            assert "too many requests wait" in answer.json["error"]
        assert one.get("/health").status == 200  # which no worker answers
        gated.gate.set()
        assert Counter(future.result().status for future in asked) == {503: 15, 200: 5}
        assert one.call().status == 200


def test_a_client_that_floods_does_not_starve_another(gated):
    with running(gated) as one, ThreadPoolExecutor(31) as clients:
        gated.gate.clear()
        flood = [clients.submit(one.call, {"environment": [f"flood {n}"]}) for n in range(30)]
        wait_for(lambda: one.host.waiting == 29)
        mine = clients.submit(one.call, {"environment": ["mine"]}, source="127.0.0.2")
        wait_for(lambda: one.host.waiting == 30)
        gated.gate.set()
        assert {future.result().status for future in (*flood, mine)} == {200}
    places = ["mine" in suffix for suffix in gated.begun]
    assert places.index(True) <= 2  # the one that was being decoded, and one of the flood's


@pytest.mark.parametrize("size", [0, 100_000])  # of more than 64 KiB uvicorn pauses reading
def test_the_question_of_a_client_that_has_gone_is_not_computed(gated, size):
    body = json.dumps({**ASKED, "environment": ["gone"], "unknown": "x" * size}).encode()
    head = f"POST /v1/function_call HTTP/1.1\r\nhost: localhost\r\ncontent-length: {len(body)}\r\n"
    with running(gated) as one, ThreadPoolExecutor(1) as clients:
        gated.gate.clear()
        first = clients.submit(one.call, {"environment": ["first"]})
        wait_for(lambda: gated.begun)
        gone = socket.create_connection(("127.0.0.1", one.port))
        gone.sendall(head.encode() + b"content-type: application/json\r\n\r\n")
        time.sleep(0.1)  # somebody is to wait for the body when it comes
        gone.sendall(body)
        wait_for(lambda: one.host.waiting == 1)
        gone.close()
        wait_for(lambda: one.metric("simpletool_disconnected_total") == 1)
        gated.gate.set()
        assert first.result().status == 200
        assert one.call({"environment": ["next"]}).status == 200
    assert not any("gone" in suffix for suffix in gated.begun)


def test_a_client_that_goes_mid_decode_costs_nobody_else_anything(gated):
    from http.client import HTTPConnection

    with running(gated) as one:
        gated.gate.clear()
        gone = HTTPConnection("127.0.0.1", one.port)
        gone.request("POST", "/v1/function_call", json.dumps(ASKED), {"content-type": "application/json"})
        wait_for(lambda: gated.begun)
        gone.close()
        wait_for(lambda: one.metric("simpletool_disconnected_total") == 1)
        gated.gate.set()
        assert one.call().json["args"] == {"direction": "down"}
        assert one.metric("simpletool_sessions") == 1  # the session is whole


@pytest.mark.parametrize("path", ["/v1/function_call", "/v1/chat/completions"])
def test_what_takes_too_long_is_told_so(gated, path):
    with running(gated, Settings(timeout=0.3)) as one:
        gated.gate.clear()
        answer = one.post(path, {**ASKED, "model": "nano"})
        told = answer.json["error"]
        assert answer.status == 504
        assert "not answered within 0.3 s" in (told if isinstance(told, str) else told["message"])
        gated.gate.set()
        wait_for(lambda: one.call().status == 200)
