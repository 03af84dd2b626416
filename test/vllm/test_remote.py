"""The ``remote`` engine against the real server of vLLM, and against what can stand between the two."""

import contextlib
import os
import socket
import sys
import threading
import time

import pytest
from conftest import LONG, NANO, PLAN, PROMPT, SUFFIXES, WRITE, said, soon
from vllm_server import free_port, vllm_server

from simpletool_ros.core.heads import HeadPlan, Stop
from simpletool_ros.core.tools import Toolset
from simpletool_ros.engine.base import DeadlineExceeded, EngineError, PromptTooLong
from simpletool_ros.engine.http_link import Link
from simpletool_ros.engine.remote import RemoteEngine, RemoteOptions

pytest.importorskip("compressed_tensors", reason="vLLM is not installed here: make test-vllm")

KEY = "sesame-4711"


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    with vllm_server(sys.executable, KEY, tmp_path_factory.mktemp("serve") / "log") as port:
        yield port


@pytest.fixture(scope="module", autouse=True)
def key():
    os.environ["SIMPLETOOL_API_KEY"] = KEY
    yield
    del os.environ["SIMPLETOOL_API_KEY"]


class Proxy:
    """Stands between: passes on, answers slowly, stalls, cuts the answer off, or is not there."""

    def __init__(self, port):
        self._server, self._port, self.mode = port, free_port(), "pass"
        self.url, self.connections = f"http://127.0.0.1:{self._port}", 0
        self._listener, self._open = None, []
        self.up()

    def up(self):
        self._listener = socket.create_server(("127.0.0.1", self._port))
        threading.Thread(target=self._accept, args=(self._listener,), daemon=True).start()

    def down(self):
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._open:
            end.close()
        self._open.clear()

    def _accept(self, listener):
        while True:
            try:
                ours, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            theirs = socket.create_connection(("127.0.0.1", self._server))
            self._open += [ours, theirs]
            threading.Thread(target=self._pump, args=(ours, theirs, False), daemon=True).start()
            threading.Thread(target=self._pump, args=(theirs, ours, True), daemon=True).start()

    def _pump(self, source, target, answers):
        try:
            while data := source.recv(65536):
                if answers and self.mode == "stall":
                    continue
                if answers and self.mode == "cut":
                    target.sendall(data[: len(data) // 2])
                    break
                if answers and self.mode == "slow":
                    for at in range(len(data)):
                        target.sendall(data[at : at + 1])
                        time.sleep(0.02)
                else:
                    target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@pytest.fixture
def proxy(port):
    proxy = Proxy(port)
    yield proxy
    proxy.down()


@pytest.fixture(scope="module")
def engine(port):
    engine = RemoteEngine(str(NANO), RemoteOptions(url=f"http://127.0.0.1:{port}"))
    yield engine
    engine.close()


def until_it_answers(session):
    end = time.monotonic() + LONG
    while True:
        try:
            return session.decode(SUFFIXES[0], soon())
        except EngineError:
            assert time.monotonic() < end
            time.sleep(0.05)


def test_recorded_ticks_are_those_of_the_embedded_engine(engine, reference):
    assert engine.constrained  # found out, not told
    assert engine.context == 2048
    session = engine.open(PROMPT.prefix, PLAN)
    differ = [
        n
        for n, suffix in enumerate(SUFFIXES)
        if said(session.decode(suffix, soon())) != said(reference.decode(suffix))
    ]
    print(f"{len(SUFFIXES) - len(differ)} of {len(SUFFIXES)} recorded ticks agree")
    assert len(differ) <= 2, differ


def test_a_head_stops_where_one_way_is_left(engine):
    decoded = engine.open(PROMPT.prefix, PLAN).decode(SUFFIXES[5], soon())
    assert decoded.heads["function"].stop is Stop.DETERMINED
    assert decoded.forwards == 1


def test_numbers_and_free_texts(engine, reference):
    text = {"properties": {"text": {"type": "string"}, "n": {"type": "number"}}, "required": ["text", "n"]}
    plan = HeadPlan(Toolset.from_openai([{"name": "say", "parameters": text}]), content=True)
    decoded = engine.open(PROMPT.prefix, plan).decode(SUFFIXES[5], soon())
    assert list(decoded.heads) == ["content", "function", "arg1", "arg2"]


def test_a_stream_is_as_long_as_it_was_asked_for(engine):
    assert engine.open(PROMPT.prefix, WRITE).stream(SUFFIXES[0], 50) > 0  # it raises when it is not


def test_a_server_that_does_not_constrain_is_found_out(port, caplog, monkeypatch):
    post = Link.post

    def without(link, path, body, deadline):
        return post(link, path, {**body, "vllm_xargs": None}, deadline)

    monkeypatch.setattr(Link, "post", without)
    plain = RemoteEngine(str(NANO), RemoteOptions(url=f"http://127.0.0.1:{port}"))
    assert not plain.constrained
    assert "--logits-processors" in caplog.text
    decoded = plain.open(PROMPT.prefix, PLAN).decode(SUFFIXES[0], soon())
    assert decoded.heads["function"].stop in (Stop.CLOSED, Stop.NULL, Stop.END)
    plain.close()


def test_connections_are_kept(proxy):
    engine = RemoteEngine(str(NANO), RemoteOptions(url=proxy.url))
    session = engine.open(PROMPT.prefix, PLAN)
    for suffix in SUFFIXES[:10]:
        session.decode(suffix, soon())
    assert proxy.connections == 1
    engine.close()
    with pytest.raises(EngineError, match="closed"):
        session.decode(SUFFIXES[0], soon())


def test_many_sessions_at_once(engine):
    results = {}

    def drive(number):
        session = engine.open(PROMPT.prefix, PLAN)
        results[number] = [said(session.decode(suffix, soon())) for suffix in SUFFIXES[:5]]

    threads = [threading.Thread(target=drive, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [results[number] for number in range(6)] == [results[0]] * 6


# -- faults


def test_a_server_that_goes_down_and_comes_back(proxy, reference):
    session = RemoteEngine(str(NANO), RemoteOptions(url=proxy.url)).open(PROMPT.prefix, PLAN)
    proxy.down()
    for _ in range(5):
        began = time.monotonic()
        with pytest.raises(EngineError, match=proxy.url):
            session.decode(SUFFIXES[0], time.monotonic() + 1)
        assert time.monotonic() - began < 5
    proxy.up()
    assert said(until_it_answers(session)) == said(reference.decode(SUFFIXES[0]))


@pytest.mark.parametrize("mode", ["slow", "stall"])
def test_a_slow_server_is_left_at_the_deadline(proxy, reference, mode):
    session = RemoteEngine(str(NANO), RemoteOptions(url=proxy.url)).open(PROMPT.prefix, PLAN)
    proxy.mode = mode
    began = time.monotonic()
    with pytest.raises(DeadlineExceeded, match="by the deadline"):
        session.decode(SUFFIXES[0], began + 0.5)
    assert 0.4 < time.monotonic() - began < 5  # not the seconds that its bytes would take
    proxy.mode = "pass"
    assert said(until_it_answers(session)) == said(reference.decode(SUFFIXES[0]))


def test_an_answer_that_ends_in_the_middle(proxy, reference):
    session = RemoteEngine(str(NANO), RemoteOptions(url=proxy.url)).open(PROMPT.prefix, PLAN)
    proxy.mode = "cut"
    with pytest.raises(EngineError, match=proxy.url) as error:
        session.decode(SUFFIXES[0], soon())
    assert not isinstance(error.value, DeadlineExceeded)
    proxy.mode = "pass"
    assert said(until_it_answers(session)) == said(reference.decode(SUFFIXES[0]))


def test_a_wrong_key_and_a_key_from_a_file(port, tmp_path):
    file = tmp_path / "key"
    file.write_text("wrong-one\n")
    with pytest.raises(EngineError, match="refuses the API key") as error:
        RemoteEngine(str(NANO), RemoteOptions(url=f"http://127.0.0.1:{port}", key_file=str(file)))
    assert "wrong-one" not in str(error.value)
    file.write_text(KEY + "\n")
    RemoteEngine(str(NANO), RemoteOptions(url=f"http://127.0.0.1:{port}", key_file=str(file))).close()


def test_a_model_that_is_not_served(port):
    with pytest.raises(EngineError, match="does not serve 'RT-Qwen3-4B'; it serves nano"):
        RemoteEngine(str(NANO), RemoteOptions(url=f"http://127.0.0.1:{port}", served="RT-Qwen3-4B"))


def test_a_prompt_longer_than_the_context(engine):
    session = engine.open(PROMPT.prefix, PLAN)
    with pytest.raises(PromptTooLong, match="shorten the instruction"):
        session.decode("turn left " * 5000, soon())
    with pytest.raises(PromptTooLong, match="shorten the system text"):
        engine.open("turn left " * 5000, PLAN)
