"""The arguments by which verbs choose an engine."""

from __future__ import annotations

import argparse
import shlex
import sys
from collections.abc import Sequence

from ..engine.load import ENGINES


def add_engine_arguments(parser: argparse.ArgumentParser, engines: Sequence[str] = ENGINES) -> None:
    """Declare ``--engine``, ``--model`` and ``--engine-option``."""
    parser.add_argument("--engine", choices=engines, default="embedded", help="default: %(default)s")
    parser.add_argument(
        "--model", default="nano", help="checkpoint folder or shipped name (default: %(default)s)"
    )
    add_engine_option(parser)


def add_engine_option(parser: argparse.ArgumentParser) -> None:
    """Declare ``--engine-option``."""
    parser.add_argument(
        "--engine-option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="of the engine, see docs/engines.md; repeat",
    )


def engine_parameters(options: argparse.Namespace) -> dict[str, str]:
    """Return the controller's parameters for the engine that was chosen."""
    told = shlex.join(options.engine_option)
    return {"engine": options.engine, "model": options.model, "engine_options": told}


def tell(text: str) -> None:
    """Say how loading goes."""
    print(text, file=sys.stderr, flush=True)
