"""The live page in a real browser, in front of the real simulator, controller, guard and model."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path

from conftest import ENDED, Observer, Program, wait_for
from playwright.sync_api import Page, expect

from simpletool_ros.msg import GuardState

Visit = Callable[..., Page]

GREEN, BLUE = "drive to the green ball", "go to the blue box"


def tell(page: Page, instruction: str) -> None:
    """Type an instruction, as a person does."""
    page.get_by_label("What the robot is to do").fill(instruction)
    page.keyboard.press("Enter")
    expect(page.locator("#followed")).to_have_text(instruction)


def away(page: Page, name: str) -> float:
    """Return how far an object is, m, as the map says to who cannot see it."""
    said = page.locator("#map").get_attribute("aria-label") or ""
    found = re.search(rf"{name} ([\d.]+) m away", said)
    return float(found[1]) if found else float("inf")


def painted(page: Page, canvas: str, color: str) -> int:
    """Return how many pixels of a canvas have the colour of a custom property of the style sheet."""
    return page.evaluate(
        """([canvas, color]) => {
            const drawn = document.querySelector(canvas);
            const probe = new OffscreenCanvas(1, 1).getContext("2d");
            probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(color);
            probe.fillRect(0, 0, 1, 1);
            const want = probe.getImageData(0, 0, 1, 1).data;
            const pixels = drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height).data;
            let count = 0;
            for (let at = 0; at < pixels.length; at += 4)
                count += [0, 1, 2].every((part) => Math.abs(pixels[at + part] - want[part]) < 3);
            return count;
        }""",
        [canvas, color],
    )


def released(page: Page, observer: Observer) -> None:
    """See that the robot stands by and may be told something."""
    if observer.guard[-1].state in (GuardState.STOPPED, GuardState.TRIPPED):
        page.get_by_role("button", name="Re-arm").click()
    observer.until(lambda: observer.guard[-1].state in (GuardState.IDLE, GuardState.ARMED), "the guard")
    expect(page.locator("#alarms")).to_be_empty()


def test_it_shows_a_driving_robot(live: Program, observer: Observer, visit: Visit) -> None:
    page = visit(live.url)
    expect(page.locator("#link")).to_contain_text("connected")
    expect(page.locator("#robot")).to_have_text("turtlebot3")
    released(page, observer)
    tell(page, GREEN)
    expect(page.locator("#verdict")).to_have_text("accepted")
    expect(page.locator("#text")).to_have_text(re.compile(r'drive\(speed="[\d.-]+", turn="[\d.-]+"\)'))
    expect(page.locator("#guard")).to_have_text("guard armed")
    # Every head: its text, how sure it is, why it ended.
    expect(page.locator("#heads tr")).to_have_count(3)
    expect(page.locator("#heads tr").first).to_have_text(re.compile(r"function\s*drive\s*[01]\.\d\d\s*\w+"))
    # Where the robot goes, what it measures, what it sees.
    before = wait_for(lambda: (found := away(page, "green ball")) < 9 and found, "the ball")
    wait_for(lambda: away(page, "green ball") < before - 0.2, "the way to the ball")
    assert observer.until(lambda: observer.speed > 0.05, "the robot itself drives")
    for color in ("--path", "--laser", "--ink"):
        wait_for(lambda color=color: painted(page, "#map", color) > 20, f"{color} on the map")
    # What the ticks cost.
    assert painted(page, "#timeline", "--prefill") > 20
    assert painted(page, "#timeline", "--bad") > 100, "the deadline"
    expect(page.locator("#timeline")).to_have_attribute(
        "aria-label", re.compile("deadline 100 ms, p99 .* p50")
    )
    expect(page.locator("#rate")).to_have_text(re.compile(r"\d+\.\d a second"))
    expect(page.locator("#legend")).to_have_text(re.compile(r"snapshot\d.*prompt\d.*decode\d.*dispatch\d"))
    expect(page.locator("#rows li").first).to_contain_text("accepted")
    # On what it decides.
    expect(page.locator("#source-rows tr")).to_have_count(4)
    expect(page.locator("#source-rows tr").first).to_have_text(re.compile(r"objects.*green ball.*0\.\d"))
    expect(page.locator(".stale")).to_have_count(0)
    expect(page.locator("#suffix")).to_contain_text(GREEN)
    page.get_by_text("Prefix: constant").click()
    expect(page.locator("#prefix")).to_contain_text('"name": "drive"')
    expect(page.locator("#prefix")).not_to_contain_text(GREEN)
    expect(page.locator("#tokens")).to_have_text(re.compile(r"\d+ tokens, \d+ of them cached"))


def test_what_is_typed_changes_what_it_does(live: Program, observer: Observer, visit: Visit) -> None:
    page = visit(live.url)
    released(page, observer)
    tell(page, GREEN)
    observer.until(lambda: observer.ticks[-1].instruction == GREEN and observer.speed > 0.05, "driving")
    tell(page, BLUE)
    observer.until(lambda: observer.ticks[-1].instruction == BLUE, "the new instruction")
    before = wait_for(lambda: (found := away(page, "blue box")) < 9 and found, "the box")
    wait_for(lambda: away(page, "blue box") < before - 0.3, "the way to the box")
    # Nothing to follow: the robot stands.
    page.get_by_role("button", name="Clear").click()
    expect(page.locator("#followed")).to_have_text("nothing")
    observer.until(lambda: observer.speed < 0.01, "standing")
    expect(page.locator("#verdict")).to_have_text("no_call")


def test_stop_stops_it_until_it_is_re_armed(live: Program, observer: Observer, visit: Visit) -> None:
    page = visit(live.url)
    released(page, observer)
    tell(page, GREEN if away(page, "green ball") > away(page, "blue box") else BLUE)
    observer.until(lambda: observer.speed > 0.05, "driving")
    # From within the text field, by key.
    page.get_by_label("What the robot is to do").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#said")).to_contain_text("the guard confirms")
    expect(page.locator("#guard")).to_have_text("guard stopped")
    expect(page.locator("#alarms")).to_contain_text("stopped by request")
    observer.until(lambda: observer.guard[-1].state == GuardState.STOPPED, "the guard's own word")
    observer.until(lambda: observer.speed < 0.01, "standing")
    # It stays so, whatever it is told.
    page.get_by_label("What the robot is to do").fill(GREEN)
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Instruction:")
    observer.sent.clear()
    observer.listen(1.0)
    assert observer.sent, "the stop is repeated"
    twists = [message.twist for message in observer.sent]
    assert {(twist.linear.x, twist.angular.z) for twist in twists} == {(0.0, 0.0)}
    assert observer.speed < 0.01
    page.get_by_role("button", name="Re-arm").click()
    expect(page.locator("#said")).to_contain_text("lets go")
    expect(page.locator("#guard")).to_have_text("guard idle")
    expect(page.get_by_role("button", name="Re-arm")).to_be_disabled()
    tell(page, GREEN if away(page, "green ball") > away(page, "blue box") else BLUE)
    observer.until(lambda: observer.speed > 0.05, "driving again")
    # And by the button.
    page.get_by_role("button", name="STOP").click()
    expect(page.locator("#guard")).to_have_text("guard stopped")
    observer.until(lambda: observer.speed < 0.01, "standing")


class Load:
    """Websockets that never read, and clients that ask for function calls one after the other."""

    ASKED = json.dumps(
        {
            "messages": [{"role": "user", "content": "Ball is 42px BELOW paddle. Move DOWN."}],
            "tools": [{"type": "function", "function": {"name": "move", "description": "Move the paddle"}}],
        }
    )

    def __init__(self, url: str, stalled: int, clients: int) -> None:
        self._port = int(re.search(r":(\d+)", url)[1])
        self._stalled = [self._stall() for _ in range(stalled)]
        self._ending = threading.Event()
        self.answered = 0
        self._threads = [threading.Thread(target=self._ask) for _ in range(clients)]
        for thread in self._threads:
            thread.start()

    def _stall(self) -> socket.socket:
        raw = socket.create_connection(("127.0.0.1", self._port))
        head = "GET /live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        key = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        raw.sendall((head + key).encode())
        return raw

    def _ask(self) -> None:
        while not self._ending.is_set():
            client = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
            client.request("POST", "/v1/function_call", self.ASKED, {"content-type": "application/json"})
            self.answered += client.getresponse().status == 200
            client.close()

    def end(self) -> None:
        self._ending.set()
        for thread in self._threads:
            thread.join()
        for one in self._stalled:
            one.close()


def test_the_loop_goes_on_beside_stalled_pages_and_busy_clients(
    live: Program, observer: Observer, visit: Visit
) -> None:
    page = visit(live.url)
    released(page, observer)
    tell(page, GREEN if away(page, "green ball") > away(page, "blue box") else BLUE)
    observer.until(lambda: observer.speed > 0.05, "driving")
    trips, begin = observer.guard[-1].trips, len(observer.ticks)
    load = Load(live.url, stalled=8, clients=16)
    try:
        observer.listen(4.0)
    finally:
        load.end()
    ticks = observer.ticks[begin:]
    assert load.answered > 0
    assert len(ticks) >= 0.9 * (ticks[-1].tick - ticks[0].tick + 1), "ticks were skipped"
    assert observer.guard[-1].trips == trips, "calls stopped coming"
    expect(page.locator("#link")).to_contain_text("connected,")


def test_old_news_cannot_be_overlooked(live: Program, observer: Observer, visit: Visit) -> None:
    page = visit(live.url)
    released(page, observer)
    controller, guard = live.child("ros.controller"), live.child("ros.guard")
    os.kill(controller, signal.SIGSTOP)
    try:
        expect(page.locator("#alarms")).to_contain_text("NO WORD FROM THE CONTROLLER")
        expect(page.locator("body")).to_have_class(re.compile("old"))
        expect(page.locator(".stale")).to_have_count(4)
    finally:
        os.kill(controller, signal.SIGCONT)
    expect(page.locator("#alarms")).to_be_empty()
    expect(page.locator("body")).not_to_have_class(re.compile("old"))

    # A guard that does not answer: the page says that the stop is not certain, and goes on asking.
    os.kill(guard, signal.SIGSTOP)
    try:
        expect(page.locator("#alarms")).to_contain_text("NO WORD FROM THE GUARD")
        page.get_by_role("button", name="STOP").click()
        expect(page.locator("#alarms")).to_contain_text("STOP IS NOT CONFIRMED: the guard does not answer")
        expect(page.get_by_role("button", name="Re-arm")).to_be_disabled()
    finally:
        os.kill(guard, signal.SIGCONT)
    expect(page.locator("#said")).to_contain_text("the guard confirms")
    observer.until(lambda: observer.guard[-1].state == GuardState.STOPPED, "the stop, late")

    # The server itself.
    live.process.send_signal(signal.SIGSTOP)
    try:
        expect(page.locator("#alarms")).to_contain_text("NO CONNECTION")
        expect(page.locator("#link")).to_have_text("not connected")
        assert "no connection" in page.title()
        expect(page.locator("body")).to_have_class(re.compile("old"))
        page.keyboard.press("Escape")
        expect(page.locator("#alarms")).to_contain_text("STOP IS NOT CONFIRMED")
    finally:
        live.process.send_signal(signal.SIGCONT)
    expect(page.locator("#link")).to_contain_text("connected,")
    expect(page.locator("#said")).to_contain_text("the guard confirms")
    expect(page.locator("body")).not_to_have_class(re.compile("old"))


def test_it_is_legible_on_a_phone_and_reachable_by_keyboard(
    live: Program, observer: Observer, visit: Visit, tmp_path: Path
) -> None:
    page = visit(live.url, 360, 740, "dark")
    expect(page.locator("#link")).to_contain_text("connected,")
    wide = "document.documentElement.scrollWidth"
    assert page.evaluate(wide) <= 360, "it scrolls sideways"
    stop = page.get_by_role("button", name="STOP")
    expect(stop).to_be_in_viewport(ratio=1)
    page.mouse.wheel(0, 5000)
    expect(stop).to_be_in_viewport(ratio=1)
    box = stop.bounding_box()
    assert box and box["height"] >= 44 and box["width"] >= 180
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", dark)[:3])) < 64
    reached = set()
    page.evaluate("document.activeElement.blur()")
    for _ in range(20):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]"
        )
        reached.add(seen[0])
        assert seen[0] in ("", "rows") or seen[1] != "none", f"the focus on {seen[0]} cannot be seen"
    assert {"stop", "words", "send", "clear", "rows", "suffix"} <= reached
    named = page.evaluate(
        "[...document.querySelectorAll('button, input, canvas')].filter((one) =>"
        " !(one.labels?.length || one.textContent.trim() || one.ariaLabel)).map((one) => one.id)"
    )
    assert named == [], "without a name for who cannot see"


def test_without_a_robot_it_says_how_to_connect_one(visit: Visit, tmp_path: Path) -> None:
    program = Program(tmp_path / "serve.log", "serve")
    try:
        page = visit(program.url)
        expect(page.locator("#alarms")).to_contain_text("No robot is connected")
        expect(page.locator("#alarms")).to_contain_text("simpletool serve --robot")
        for name in ("STOP", "Re-arm", "Send", "Clear"):
            expect(page.get_by_role("button", name=name)).to_be_disabled()
    finally:
        assert program.end() in ENDED
