"""``simpletool VERB …``."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

from ..core.problems import ConfigurationError
from ..engine.base import EngineError

VERBS = (
    "demo",
    "check",
    "call",
    "serve",
    "live",
    "avatar",
    "train",
    "evaluate",
    "dataset",
    "quantize",
    "bench",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 done, 1 not done, 2 wrongly asked."""
    parser = argparse.ArgumentParser(
        prog="simpletool", description="A language model in a robot's control loop.", allow_abbrev=False
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name in VERBS:
        verb = importlib.import_module(f"{__package__}.{name}")
        one = verbs.add_parser(
            name,
            help=verb.HELP,
            description=verb.HELP,
            epilog=f"examples:\n{verb.EXAMPLES}",
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        verb.add_arguments(one)
        one.set_defaults(run=verb.run)
    options = parser.parse_args(arguments)
    try:
        code: int = options.run(options)
    except ConfigurationError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except (EngineError, FileNotFoundError) as error:
        print(f"simpletool {options.verb}: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
