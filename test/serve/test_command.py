"""``simpletool serve`` as a process of its own."""

import json
import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from serving import ASKED, PATIENCE, wait_for

from simpletool_ros.cli.main import main

COMMAND = [sys.executable, "-m", "simpletool_ros.cli.main", "serve", "--port", "0"]


@contextmanager
def started(*arguments, **environment):
    """Start it; yields the process and its address."""
    process = subprocess.Popen(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
    try:
        line = process.stdout.readline()
        yield process, re.search(r"on (http://\S+),", line)[1].replace("localhost", "127.0.0.1")
    finally:
        process.kill()
        process.communicate()


def ask(url, **headers):
    request = urllib.request.Request(
        f"{url}/v1/function_call",
        json.dumps(ASKED).encode(),
        {"content-type": "application/json", **headers},
    )
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return json.load(answer)


def taken(url):
    """Return how many questions have been decoded, are being decoded, or wait."""
    with urllib.request.urlopen(f"{url}/metrics", timeout=PATIENCE) as answer:
        told = answer.read().decode()
    names = "engine_seconds_count", "waiting", "busy"
    return sum(float(re.search(rf"^simpletool_{name} (\S+)$", told, re.M)[1]) for name in names)


def test_it_answers_and_a_termination_lets_everybody_have_an_answer():
    with started() as (process, url), ThreadPoolExecutor(40) as clients:
        assert ask(url)["args"] == {"direction": "down"}
        begun = [clients.submit(ask, url) for _ in range(40)]
        wait_for(lambda: taken(url) == 41)
        process.send_signal(signal.SIGTERM)
        assert [future.result(PATIENCE)["args"] for future in begun] == [{"direction": "down"}] * 40
        assert process.wait(PATIENCE) == 0
        assert process.stderr.read() == ""
        with pytest.raises(urllib.error.URLError):
            ask(url)


def test_an_interrupt_ends_it():
    with started() as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 130


def test_pages_of_a_folder_and_the_key_of_the_environment(tmp_path):
    (tmp_path / "index.html").write_text("<title>mine</title>")
    with started("--files", str(tmp_path), SIMPLETOOL_API_KEY="secret") as (_, url):
        with urllib.request.urlopen(f"{url}/files/", timeout=PATIENCE) as answer:
            assert b"mine" in answer.read()
        with pytest.raises(urllib.error.HTTPError, match="401"):
            ask(url)
        assert ask(url, authorization="Bearer secret")["success"]
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(f"{url}/files/../index.html", timeout=PATIENCE)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0: is reachable from the network, and there is no API key"),
        (["--host", "203.0.113.1", "--without-key"], "name another address or port"),
        (["--port", "70000"], "name another address or port"),
        (["--model", "nowhere"], "nowhere"),
        (["--engine", "replay", "--model", "nowhere.jsonl"], "nowhere.jsonl"),
        (["--files", "nowhere"], "--files nowhere: is no folder"),
        (["--workers", "0"], "workers: is 0 (1 is the least)"),
        (["--sessions", "1", "--workers", "2"], "sessions: is 1 (2 is the least)"),
        (["--timeout", "-1"], "timeout: is -1.0 (write a number above 0)"),
        (["--timeout", "nan"], "timeout: is nan"),
        (["--max-tools", "0"], "max_tools: is 0"),
        (["--origin", "localhost:8080"], "origins: 'localhost:8080' is no origin"),
        (["--origin", "http://localhost/"], "origins: 'http://localhost/' is no origin"),
        (["--origin", "*"], "origins: '*' is no origin"),
    ],
)  # fmt: skip
def test_what_cannot_be_served_is_said(capsys, monkeypatch, arguments, what):
    monkeypatch.delenv("SIMPLETOOL_API_KEY", raising=False)
    assert main(["serve", "--port", "0", *arguments]) == 1
    assert what in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(capsys, server):
    assert main(["serve", "--port", str(server.port)]) == 1
    assert f"--port {server.port}" in capsys.readouterr().err
