"""The page's files and its websocket, on a real server; a stand-in takes the commands of the robot."""

import json
import re
import socket
import time
from concurrent.futures import Future
from pathlib import Path

import pytest
from serving import PATIENCE, running, wait_for
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from simpletool_ros.serve import hub as hubs
from simpletool_ros.serve import live
from simpletool_ros.serve import server as servers
from simpletool_ros.serve.hub import Hub
from simpletool_ros.serve.settings import Settings

FILES = {file.name: file for file in (Path(live.__file__).parent / "page").iterdir()}


class Robot:
    """Answers at once, but for an instruction ``wait``."""

    def __init__(self):
        self.told = []
        self.waits = Future()

    def _done(self, message):
        future = Future()
        future.set_result((True, message))
        return future

    def instruct(self, instruction):
        self.told.append(instruction)
        return self.waits if instruction == "wait" else self._done("accepted")

    def stop(self):
        self.told.append("STOP")
        return self._done("stopped")

    def rearm(self):
        self.told.append("REARM")
        raise RuntimeError("the guard is broken")


def showing(hub, api_key=""):
    """Return what adds the page to an application."""
    return lambda app: app.include_router(live.router(hub, api_key))


@pytest.fixture
def hub():
    return Hub()


@pytest.fixture
def robot(hub):
    hub.robot = Robot()
    return hub.robot


@pytest.fixture
def server(nano, hub):
    with running(nano, prepare=showing(hub)) as one:
        yield one


class Client:
    """A page's side of the websocket."""

    def __init__(self, server, **more):
        url = f"ws://localhost:{server.port}/live"
        self.socket = connect(url, open_timeout=PATIENCE, **more).__enter__()
        self.waiting = []

    def __enter__(self):  # noqa: D105
        return self

    def __exit__(self, *_):  # noqa: D105
        self.socket.close()

    def send(self, command):
        self.socket.send(command if isinstance(command, (str, bytes)) else json.dumps(command))

    def event(self, kind):
        """Return the next event of a kind; others are dropped."""
        while True:
            while self.waiting:
                one = self.waiting.pop(0)
                if one["kind"] == kind:
                    return one
            self.waiting = [one["event"] for one in json.loads(self.socket.recv(PATIENCE))]

    def closed(self):
        """Return the code with which the server closes."""
        with pytest.raises(ConnectionClosed) as ended:
            while True:
                self.socket.recv(PATIENCE)
        return ended.value.rcvd.code


# -- files


def test_the_page_is_served_whole_and_may_load_nothing_else(server):
    page = server.get("/")
    assert page.status == 200 and page.headers["content-type"].startswith("text/html")
    named = set(re.findall(r'(?:src|href)="/page/([^"]+)"', page.body.decode()))
    scripts = [name for name in FILES if name.endswith(".js")]
    for name in scripts:
        named |= set(re.findall(r'from "\./([^"]+)"', FILES[name].read_text(encoding="utf-8")))
    assert {"main.js", "page.css", "link.js"} <= named
    for name in named:
        file = server.get(f"/page/{name}")
        assert (file.status, file.body) == (200, FILES[name].read_bytes()), name
        assert "default-src 'none'" in file.headers["content-security-policy"]
        assert file.headers["x-content-type-options"] == "nosniff"
    policy = page.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy and "unsafe" not in policy and "http" not in policy


def test_no_file_names_another_server():
    for name, file in FILES.items():
        found = re.findall(r"https?://[^\s\"'`]+", file.read_text(encoding="utf-8"))
        assert [url for url in found if not url.startswith("http://www.w3.org/")] == [], name


@pytest.mark.parametrize("name", ["nothing.js", "..%2Flive.py", "%2e%2e/live.py", ".."])
def test_nothing_but_the_page_s_files_is_served(server, name):
    assert server.get(f"/page/{name}").status == 404


# -- commands


def test_commands_reach_the_robot_and_their_answers_come_back(server, robot):
    with Client(server) as page:
        assert page.event("hello")["robot"] is True
        page.send({"command": "instruct", "id": 7, "instruction": "go to the ball, 红"})
        assert page.event("answer") == {"kind": "answer", "id": 7, "done": True, "message": "accepted"}
        page.send({"command": "stop", "id": 8})
        assert page.event("answer") == {"kind": "answer", "id": 8, "done": True, "message": "stopped"}
        page.send({"command": "rearm", "id": 9})
        said = "RuntimeError: the guard is broken"
        assert page.event("answer") == {"kind": "answer", "id": 9, "done": False, "message": said}
    assert robot.told == ["go to the ball, 红", "STOP", "REARM"]


def test_a_stop_waits_for_no_other_command(server, robot):
    with Client(server) as page:
        for number in range(2 * live.IN_FLIGHT):
            page.send({"command": "instruct", "id": number, "instruction": "wait"})
        turned_away = {page.event("answer")["id"] for _ in range(live.IN_FLIGHT)}
        assert turned_away == set(range(live.IN_FLIGHT, 2 * live.IN_FLIGHT))
        page.send({"command": "stop", "id": 100})
        assert page.event("answer")["id"] == 100
        assert robot.told[-1] == "STOP" and robot.told.count("wait") == live.IN_FLIGHT
        robot.waits.set_result((True, "done"))
        assert {page.event("answer")["id"] for _ in range(live.IN_FLIGHT)} == set(range(live.IN_FLIGHT))


def test_a_page_that_leaves_takes_no_command_back(server, robot, hub):
    with Client(server) as page:
        page.send({"command": "instruct", "id": 1, "instruction": "wait"})
        wait_for(lambda: robot.told)
    wait_for(lambda: hub.pages == 0)
    assert not robot.waits.cancelled()


def test_without_a_robot_it_says_so(server):
    with Client(server) as page:
        assert page.event("hello")["robot"] is False
        page.send({"command": "stop", "id": 1})
        assert page.event("answer")["message"] == "no robot is connected"


def test_a_ping_comes_back_behind_what_waits(server, hub):
    with Client(server) as page:
        page.event("hello")
        hub.publish({"kind": "pose", "x": 1})
        page.send({"command": "ping", "sent": 12.5})
        assert page.event("pose") and page.event("pong")["sent"] == 12.5


WRONG = [
    ("nonsense", "Invalid JSON"),
    ("[]", "should be an object"),
    ({"id": 1}, "command"),
    ({"command": "fly", "id": 1}, "'stop'"),
    ({"command": "stop"}, "stop.id"),
    ({"command": "stop", "id": "1"}, "stop.id"),
    ({"command": "stop", "id": 1, "also": 2}, "stop.also"),
    ({"command": "ping", "sent": None}, "ping.sent"),
    ('{"command": "ping", "sent": NaN}', "ping.sent"),
    ({"command": "instruct", "id": 1, "instruction": ["go"]}, "instruct.instruction"),
    ({"command": "instruct", "id": 1, "instruction": "x" * 2001}, "at most 2000"),
    ({"command": "instruct", "id": 1, "instruction": "a\0b"}, "no message can carry"),
    ('{"command": "instruct", "id": 1, "instruction": "\\ud800"}', "Invalid JSON"),
]


@pytest.mark.parametrize(("command", "said"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_a_wrong_command_is_refused_with_the_reason_and_the_page_stays(server, robot, command, said):
    with Client(server) as page:
        page.send(command)
        assert said in page.event("refused")["message"]
        page.send({"command": "stop", "id": 1})
        assert page.event("answer")["done"]
    assert robot.told == ["STOP"]


@pytest.mark.parametrize(
    ("message", "code"),
    [(b"\0\1", 1008), ("x" * (live.MAX_COMMAND + 1), 1008), ("x" * (servers.MAX_MESSAGE + 1), 1009)],
    ids=["bytes", "long", "too long for the server"],
)
def test_what_is_no_command_at_all_ends_the_connection(server, message, code):
    with Client(server) as page:
        page.send(message)
        assert page.closed() == code


# -- who may connect


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://localhost:1", "https://evil.example:99"]
)
def test_a_page_of_another_origin_may_not_connect(nano, hub, origin):
    # Not even if that origin may ask for function calls.
    settings = Settings(origins=(origin,))
    with running(nano, settings, prepare=showing(hub)) as one:
        with pytest.raises(InvalidStatus) as refused:
            Client(one, origin=origin)
        assert refused.value.response.status_code == 403
        assert hub.pages == 0
        with Client(one, origin=f"http://localhost:{one.port}") as page:
            assert page.event("hello")


def test_a_name_that_is_pointed_at_this_machine_may_not_connect(server):
    with pytest.raises(InvalidStatus) as refused:
        # What a browser sends that was lured to http://evil.example:PORT, which resolves to 127.0.0.1.
        host = f"evil.example:{server.port}"
        with socket.create_connection(("127.0.0.1", server.port)) as raw:
            connect(f"ws://{host}/live", sock=raw, origin=f"http://{host}").__enter__()
    assert refused.value.response.status_code == 403


def test_with_a_key_nothing_is_told_and_nothing_is_done_before_it(nano, hub, robot):
    hub.publish({"kind": "pose", "x": 1})
    with running(nano, Settings(api_key="s3cret ü"), prepare=showing(hub, "s3cret ü")) as one:
        assert one.get("/").status == 200 and one.get("/page/main.js").status == 200
        for wrong in ({"command": "open", "key": "s3cret"}, {"command": "stop", "id": 1}, "x", b"x"):
            with Client(one) as page:
                assert page.event("locked")
                page.send(wrong)
                assert page.closed() == 4401
        with Client(one) as page:
            page.event("locked")
            page.send({"command": "open", "key": "s3cret ü"})
            assert page.event("hello") and page.event("pose")
    assert robot.told == []


def test_who_keeps_the_server_waiting_for_the_key_is_dropped(nano, hub, monkeypatch):
    monkeypatch.setattr(live, "PATIENCE", 0.2)
    with running(nano, prepare=showing(hub, "s3cret")) as one, Client(one) as page:
        assert page.event("locked")
        with pytest.raises(ConnectionClosed):
            page.socket.recv(PATIENCE)


def test_too_many_pages_are_turned_away(server, monkeypatch):
    monkeypatch.setattr(hubs, "PAGES", 1)
    with Client(server) as first:
        first.event("hello")
        with Client(server) as second:
            assert second.closed() == 1013
        first.send({"command": "ping", "sent": 1.0})
        assert first.event("pong")


# -- a page that does not read


class Stalled:
    """Connects, and never reads."""

    def __init__(self, port):
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.connect(("127.0.0.1", port))
        request = "GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        self.socket.sendall((request + key).encode())

    def served(self, port):
        """Whether the server's end of the connection is still there."""
        ends = f":{port:04X}", f":{self.socket.getsockname()[1]:04X}"
        lines = Path("/proc/net/tcp").read_text().splitlines()
        return any(line.split()[1].endswith(ends[0]) and line.split()[2].endswith(ends[1]) for line in lines)


def test_a_page_that_stops_reading_is_dropped_and_the_others_see_nothing_of_it(nano, hub, monkeypatch):
    monkeypatch.setattr(live, "PATIENCE", 1.0)
    monkeypatch.setattr(servers, "UNREAD", 1)
    with running(nano, prepare=showing(hub)) as one, Client(one) as page:
        page.event("hello")
        stalled = [Stalled(one.port) for _ in range(5)]
        wait_for(lambda: hub.pages == 6, "five stalled pages beside the one that reads")
        number, end = 0, time.monotonic() + PATIENCE
        while hub.pages > 1:
            assert time.monotonic() < end, "the stalled ones are still there"
            number += 1
            hub.publish({"kind": "scan", "number": number, "cm": list(range(20000))})
            # It gets each one although the others stand still.
            assert page.event("scan")["number"] == number
        # Nor does the system keep what they do not read.
        wait_for(lambda: not any(one_stalled.served(one.port) for one_stalled in stalled), "their end")
        page.send({"command": "ping", "sent": 1.0})
        assert page.event("pong")
