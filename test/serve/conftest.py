"""The shipped model, loaded once, and a server with it."""

import pytest
from serving import Gated, running

from simpletool_ros.engine.load import load


@pytest.fixture(scope="session")
def nano():
    """The shipped model; closing it is left to the end of the process."""
    engine = load("embedded", "nano")
    engine.close = lambda: None
    return engine


@pytest.fixture
def gated(nano):
    engine = Gated(nano)
    yield engine
    engine.gate.set()


@pytest.fixture(scope="session")
def server(nano):
    """A server with every default, for tests that leave no trace on it."""
    with running(nano) as one:
        yield one
