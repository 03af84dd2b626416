"""The avatar on the live page, in a real browser: the face changes with what is typed and said."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import rclpy
from conftest import ENDED, Program, wait_for
from playwright.sync_api import Page, expect
from rclpy.node import Node

from simpletool_ros.msg import Expression, Utterance

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def avatar(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """Yield ``simpletool avatar``."""
    folder = tmp_path_factory.mktemp("avatar")
    program = Program(folder / "avatar.log", "avatar", "--logs", str(folder))
    yield program
    assert program.end() in ENDED


@pytest.fixture
def node() -> Iterator[Node]:
    """Yield a node that says things."""
    context = rclpy.Context()
    rclpy.init(context=context)
    one = rclpy.create_node("someone", context=context)
    yield one
    one.destroy_node()
    rclpy.try_shutdown(context=context)


@pytest.fixture
def page(visit: Visit, avatar: Program) -> Page:
    """Open the page and wait for its face."""
    opened = visit(avatar.url)
    expect(opened.locator("#avatar")).to_be_visible()
    expect(opened.get_by_role("img", name="avatar:")).to_be_visible()
    return opened


def until(act: Callable[[], object], look: Callable[[], object], what: str) -> None:
    """Act until a look sees what it expects: what is said before all have found each other is lost."""

    def seen() -> bool:
        act()
        try:
            look()
        except AssertionError:
            return False
        return True

    wait_for(seen, what)


def tell(page: Page, instruction: str, shows: str) -> None:
    """Type an instruction, and see the face show it."""

    def type_it() -> None:
        page.get_by_label("What the robot is to do").fill(instruction)
        page.keyboard.press("Enter")

    face = page.get_by_role("img", name=f"avatar: {shows}")
    until(type_it, lambda: expect(face).to_be_visible(timeout=4000), f"{shows} after {instruction!r}")


def number(page: Page, part: str, attribute: str) -> float:
    """Return an attribute of a part of the drawing."""
    return float(page.locator(f"[data-part={part}]").get_attribute(attribute) or "0")


def corners(page: Page) -> float:
    """Return how far the corner of the mouth lies below the middle of the lips, in the drawing's units."""
    return page.evaluate(
        """() => {
            const gap = document.querySelector("[data-part=gap]");
            const [first, middle] = [0, 0.5].map((part) => gap.getPointAtLength(part * gap.getTotalLength()));
            return first.y - middle.y;
        }"""
    )


def test_the_face_changes_with_what_is_typed(page: Page) -> None:
    tell(page, "please look happy", "happy")
    wait_for(lambda: corners(page) < -4, "corners of the mouth that go up")
    wait_for(lambda: number(page, "blushLeft", "opacity") > 0.45, "red cheeks")
    tell(page, "look sad with intensity 0.9", "sad")
    wait_for(lambda: corners(page) > 4, "corners of the mouth that go down")
    tell(page, "look angry", "angry")
    wait_for(lambda: number(page, "furrows", "opacity") > 0.4, "furrows between the brows")


def test_the_face_changes_with_a_message(page: Page, node: Node) -> None:
    publisher = node.create_publisher(Expression, "avatar/expression", 10)
    face = page.get_by_role("img", name="avatar: surprised")
    until(
        lambda: publisher.publish(Expression(expression=Expression.SURPRISED, intensity=1.0)),
        lambda: expect(face).to_be_visible(timeout=2000),
        "surprise",
    )
    wait_for(lambda: number(page, "tongue", "opacity") > 0.3, "an open mouth")
    wait_for(lambda: number(page, "pupilLeft", "r") > 7, "wide eyes")


def test_it_speaks_and_gestures(page: Page, node: Node) -> None:
    dialogue = node.create_publisher(Utterance, "dialogue", 10)
    line = "Hello, hello, hello, hello, hello, hello, hello!"

    def look() -> None:
        expect(page.locator("#speech")).to_contain_text("Hello, hello", timeout=2000)
        expect(page.locator("#heard")).to_have_text(f"avatar: {line}", timeout=2000)

    until(lambda: dialogue.publish(Utterance(speaker="avatar", text=line)), look, "its words")
    hands = page.locator("[data-part=hands] path")
    until(
        lambda: dialogue.publish(Utterance(speaker="user", text="wave hello")),
        lambda: expect(hands.first).to_be_attached(timeout=2000),
        "a hand",
    )
    expect(hands).to_have_count(0)  # it goes down again


def test_stop_calms_the_face_and_re_arm_lets_it_go(page: Page) -> None:
    tell(page, "look angry", "angry")
    page.keyboard.press("Escape")
    expect(page.get_by_role("img", name="avatar: neutral")).to_be_visible()
    expect(page.locator("#guard")).to_contain_text("stopped")
    page.get_by_role("button", name="Re-arm").click()
    expect(page.locator("#guard")).to_contain_text("idle")
    tell(page, "look surprised", "surprised")


def test_idle_eyes_blink(page: Page) -> None:
    def height() -> float:
        return page.evaluate("document.querySelector('[data-part=whiteLeft]').getBBox().height")

    wait_for(lambda: height() < 12, "a blink")
    wait_for(lambda: height() > 25, "open eyes")


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (390, "light"), (1280, "dark")])
def test_the_face_fits_any_page(visit: Visit, avatar: Program, width: int, scheme: str) -> None:
    page = visit(avatar.url, width, 844, scheme)
    expect(page.locator("#avatar")).to_be_visible()
    expect(page.locator("#where")).to_be_hidden()  # no map: an avatar goes nowhere
    face = page.locator("avatar-face svg").bounding_box()
    assert face is not None and face["width"] > 280 and face["x"] >= 0 and face["x"] + face["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
