"""``simpletool serve``: function calls over HTTP."""

from __future__ import annotations

import argparse
import importlib.util
import sys

from ..engine.load import ENGINES, load

HELP = "answer function calls over HTTP: the published SimpleTool API and OpenAI's"
EXAMPLES = """\
  simpletool serve                                        nano on this machine, http://localhost:8899
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--engine", choices=ENGINES, default="embedded", help="default: %(default)s")
    parser.add_argument(
        "--model", default="nano", help="checkpoint folder or shipped name (default: %(default)s)"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8899, help="0: any free one (default: %(default)s)")


def run(options: argparse.Namespace) -> int:
    """Return 0 after a shutdown that was asked for."""
    missing = [name for name in ("fastapi", "uvicorn") if importlib.util.find_spec(name) is None]
    if missing:
        print(
            f"simpletool serve: needs {' and '.join(missing)}; pip install {' '.join(missing)}",
            file=sys.stderr,
        )
        return 1
    import uvicorn

    from ..serve.app import application
    from ..serve.host import EngineHost

    host = EngineHost(load(options.engine, options.model), options.model)
    try:
        uvicorn.run(application(host), host=options.host, port=options.port)
    finally:
        host.close()
    return 0
