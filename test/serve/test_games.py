"""The games of examples/games in a browser, the shipped model against scripts."""

from pathlib import Path

import pytest
from browser import chromium
from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from serving import PATIENCE, running

GAMES = Path(__file__).resolve().parents[2] / "examples" / "games"
MS = 1e3 * PATIENCE


@pytest.fixture(scope="module")
def site(nano):
    def pages(app: FastAPI):
        app.mount("/files", StaticFiles(directory=GAMES, html=True))

    with running(nano, prepare=pages) as one:
        yield one


@pytest.fixture(scope="module")
def browser():
    with chromium(viewport={"width": 1100, "height": 620}) as one:
        one.set_default_timeout(MS)
        yield one


@pytest.fixture
def opened(browser, site):
    """Open a game; what its page complains of fails the test."""
    troubles = []

    def open_page(game, **query):
        asked = "&".join(f"{key}={value}" for key, value in query.items())
        page = browser.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.goto(f"http://127.0.0.1:{site.port}/files/{game}.html?{asked}")
        return page

    yield open_page
    for page in browser.pages[1:]:
        page.close()
    assert troubles == []


def test_pong_keeps_a_rally_against_the_script(opened):
    page = opened("pong", opponent="script", clock="lockstep", seed=1)
    page.click("#start")
    page.wait_for_function("game.world.returned >= 8 || game.world.other.points > 0")
    assert page.evaluate("game.world.other.points") == 0  # no ball got past the model
    assert page.evaluate("game.world.rally") >= 8
    assert page.evaluate("game.failures") == 0
    assert "rally" in page.inner_text("#score") and "move(" in page.inner_text("#said")


def test_without_the_model_the_rally_ends(opened):
    """What the test above would see of a model that says nothing."""
    page = opened("pong", opponent="script", clock="lockstep", seed=1, server="http://127.0.0.1:1")
    page.click("#start")
    page.wait_for_function("game.world.other.points >= 2")
    assert page.evaluate("game.world.longest") < 8
    assert page.evaluate("game.world.model.way") == 0  # it stands still
    assert page.inner_text("#status") not in ("", "none")


def test_catch_catches(opened):
    page = opened("catch", opponent="script", clock="lockstep", seed=1)
    page.click("#start")
    page.wait_for_function("game.world.caught + game.world.missed >= 7")
    assert page.evaluate("game.world.caught") >= 6


def test_a_person_plays_in_real_time(opened):
    page = opened("pong")
    page.click("#start")
    page.wait_for_function("game.decisions >= 5")
    before = page.evaluate("game.world.other.y")
    page.keyboard.down("ArrowUp")
    page.wait_for_function(f"game.world.other.y < {before}")
    page.keyboard.up("ArrowUp")
    assert "p50" in page.inner_text("#latency")
    page.click("#start")
    assert page.inner_text("#start") == "Start" and not page.evaluate("game.running")


def test_a_person_drops_an_apple(opened):
    page = opened("catch")
    page.click("#start")
    page.click("#field", position={"x": 100, "y": 100})
    page.wait_for_function("game.world.caught + game.world.missed === 1")


@pytest.mark.parametrize("game", ["index", "pong", "catch"])
def test_pages_fit_a_telephone_and_ask_nobody_else(opened, site, game):
    page = opened(game)
    page.set_viewport_size({"width": 360, "height": 740})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    asked = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
    assert all(url.startswith((f"http://127.0.0.1:{site.port}/", "data:")) for url in asked)
