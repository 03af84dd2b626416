"""``simpletool serve``: function calls over HTTP."""

from __future__ import annotations

import argparse
import importlib.util
import ipaddress
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..core.contract import Contract
from ..core.problems import problem
from ..core.resources import find
from ..engine.load import load
from .engine_arguments import add_engine_arguments, tell

if TYPE_CHECKING:
    from ..serve.hub import Hub

HELP = "answer function calls over HTTP: the published SimpleTool API and OpenAI's"
EXAMPLES = """\
  simpletool serve                                        the shipped model, for programs on this machine
  simpletool serve --files examples/games                 … and games: http://localhost:8899/files/
  simpletool serve --origin null                          … for pages opened from disk, such as the published
  simpletool serve --robot                                … and a page that shows a robot and commands it
  SIMPLETOOL_API_KEY=… simpletool serve --host 0.0.0.0    for the network, with a key
"""

KEY = "SIMPLETOOL_API_KEY"
"""The environment variable that holds the API key: a command line can be read by everybody on the machine."""

NICE = 10
"""How far a server beside a robot steps back: controller and guard come first where processors are short."""

NEEDED = ("fastapi", "httptools", "prometheus_client", "uvicorn", "websockets")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    add_engine_arguments(parser)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8899, help="0: any free one (default: %(default)s)")
    parser.add_argument(
        "--files", metavar="FOLDER", help="serve the pages of this folder below /files/, without a key"
    )
    group = parser.add_argument_group("the robot on the page http://localhost:8899/")
    group.add_argument(
        "--robot",
        nargs="?",
        const="",
        metavar="NAMESPACE",
        help="connect the page to the robot whose controller and guard run in this ROS namespace",
    )
    group.add_argument(
        "--contract", default="turtlebot3", help="the robot's, for the map (default: %(default)s)"
    )
    group = parser.add_argument_group("who may ask")
    group.add_argument(
        "--origin",
        action="append",
        default=[],
        help="a web page's origin, such as http://localhost:8080, or null for files opened from disk; repeat",
    )
    group.add_argument(
        "--name", action="append", default=[], help="a host name that clients call this server by; repeat"
    )
    group.add_argument(
        "--without-key", action="store_true", help=f"listen on the network although {KEY} is not set"
    )
    group = parser.add_argument_group("limits")
    cores = len(os.sched_getaffinity(0))
    group.add_argument(
        "--workers", type=int, default=max(1, cores - 1), help="decodings at a time (default: %(default)s)"
    )
    group.add_argument("--sessions", type=int, default=16, help="primed prefixes kept (default: %(default)s)")
    group.add_argument(
        "--waiting", type=int, default=512, help="requests that may wait (default: %(default)s)"
    )
    group.add_argument(
        "--timeout", type=float, default=10.0, help="seconds to an answer (default: %(default)s)"
    )
    group.add_argument(
        "--max-body", type=int, default=1 << 20, help="bytes of a request (default: %(default)s)"
    )
    group.add_argument("--max-tools", type=int, default=64, help="tools of a request (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Return 0 after a shutdown that was asked for."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"simpletool serve: needs {' and '.join(missing)}; pip install 'simpletool_ros[serve]'",
            file=sys.stderr,
        )
        return 1
    key = os.environ.get(KEY, "")
    if not key and not options.without_key and not _is_loopback(options.host):
        raise problem(
            f"--host {options.host}",
            "is reachable from the network, and there is no API key",
            f"set {KEY}, or say --without-key",
        )
    import uvicorn
    from fastapi.staticfiles import StaticFiles

    from ..serve import live
    from ..serve.app import Application
    from ..serve.host import EngineHost
    from ..serve.hub import Hub
    from ..serve.server import configuration, listen
    from ..serve.settings import Settings

    settings = Settings(
        origins=tuple(options.origin),
        names=tuple(options.name),
        api_key=key,
        max_body=options.max_body,
        max_tools=options.max_tools,
        timeout=options.timeout,
    )
    if options.files and options.robot is not None:
        raise problem(
            "--files", "its pages could command the robot", "serve them by a server without --robot"
        )
    if options.files and not Path(options.files).is_dir():
        raise problem(f"--files {options.files}", "is no folder", "name one, such as examples/games")
    try:
        socket = listen(options.host, options.port)
    except OSError as error:
        where = f"--host {options.host} --port {options.port}"
        raise problem(where, str(error), "name another address or port") from error
    hub = Hub()
    with connected(options, hub):  # before any thread is started: on Linux each is as nice as its maker
        engine = load(options.engine, options.model, options.engine_option, tell)
        name = Path(options.model).name
        host = EngineHost(engine, name, options.workers, options.sessions, options.waiting)
        app = Application(host, settings, [live.router(hub, settings.api_key)])
        if options.files:
            app.api.mount("/files", StaticFiles(directory=options.files, html=True))
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # uvicorn raises it again when it has ended
        at = f"http://{_shown(options.host)}:{socket.getsockname()[1]}"
        print(
            f"simpletool serve: {host.model} ({host.engine.name}) on {at}, described at {at}/docs", flush=True
        )
        if options.files:
            print(f"simpletool serve: {options.files} on {at}/files/", flush=True)
        try:
            uvicorn.Server(configuration(app, settings)).run([socket])
        finally:
            host.close()
    return 0


@contextmanager
def connected(options: argparse.Namespace, hub: Hub) -> Iterator[None]:
    """Connect the page to the robot that ``--robot`` names, if it names one, and step back behind it."""
    if options.robot is None:
        yield
        return
    try:
        from ..ros import live
    except ImportError as error:
        what = f"needs ROS 2 and a workspace in which this package is built: {error}"
        raise problem("--robot", what, "source both, or leave it out") from error
    contract = Contract.load(find(options.contract, "config"))
    os.nice(NICE)
    with live.connected(contract, hub.publish, options.robot) as robot:
        hub.robot = robot
        yield


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _shown(host: str) -> str:
    """Return a host as an address bar wants it; what stands for every address becomes this machine's."""
    name = {"0.0.0.0": "localhost", "::": "localhost", "127.0.0.1": "localhost"}.get(host, host)
    return f"[{name}]" if ":" in name else name
