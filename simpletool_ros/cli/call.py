"""``simpletool call``: one decision from the shell, without ROS."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from ..core.contract import Contract
from ..core.decode import confidence, decode
from ..core.heads import HeadPlan
from ..core.problems import ConfigurationError, problem
from ..core.prompt import Profile, Prompt
from ..core.resources import find
from ..core.tools import Toolset
from ..core.verdict import Code
from ..engine.load import load
from .engine_arguments import add_engine_arguments, tell

HELP = "decide once: an instruction and a state in, one checked function call out"
EXAMPLES = """\
  simpletool call "go to the red ball" --state "objects: red ball 2.0 35 left, blue box 1.1 80 right" \\
      --state "clear: far left 2.0, left 0.8, front 1.9, right 3.5, far right 2.0"
  simpletool call "open the gripper" --tools my_tools.json --json
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("instruction", metavar="INSTRUCTION", help="what to do, in words")
    offered = parser.add_mutually_exclusive_group()
    offered.add_argument(
        "--contract", default="turtlebot3", help="whose tools and prompt (default: %(default)s)"
    )
    offered.add_argument("--tools", metavar="FILE", help="a JSON list of tools in OpenAI's form, instead")
    parser.add_argument(
        "--state", action="append", default=[], metavar="TEXT", help="one source's summary; repeat"
    )
    parser.add_argument(
        "--history", action="append", default=[], metavar="CALL", help="an executed call; repeat"
    )
    parser.add_argument("--content", action="store_true", help="decode the content head too")
    add_engine_arguments(parser)
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(options: argparse.Namespace) -> int:
    """Return 0 for a call or a deliberate no call, 1 for a rejected one."""
    if options.tools:
        toolset, system, profile, content = _tools(options.tools), "", None, False
    else:
        contract = Contract.load(find(options.contract, "config"))
        toolset, system, content = contract.toolset, contract.prompt.system, contract.content
        profile = contract.prompt.profile
    engine = load(options.engine, options.model, options.engine_option, tell)
    prompt = Prompt(Profile.load(profile or engine.profile), toolset, system)
    session = engine.open(prompt.prefix, HeadPlan(toolset, options.content or content))
    decoded = session.decode(prompt.suffix(options.instruction, options.state, options.history))
    verdict, call = decode(decoded.heads, toolset)
    sure = confidence(decoded.heads, toolset)
    engine.close()
    if options.json:
        told = {
            "verdict": verdict.code.name.lower(),
            "reason": verdict.reason,
            "function": call.function if call else None,
            "arguments": dict(call.arguments) if call else {},
            "content": call.content if call else "",
            "confidence": round(sure, 4),
            "heads": {name: head.text for name, head in decoded.heads.items()},
            "prompt_tokens": decoded.prompt_tokens,
            "cached_tokens": decoded.cached_tokens,
            "forwards": decoded.forwards,
            "ms": round(decoded.tokenize_ms + decoded.prefill_ms + decoded.decode_ms, 2),
        }
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        print(call if call else verdict)
        for head in decoded.heads.values():
            print(f"  {head.name:<9} {head.text!r:<20} {head.stop.name.lower():<11} p {head.probability:.3f}")
        computed = decoded.prompt_tokens - decoded.cached_tokens
        stages = {"tokenize": decoded.tokenize_ms, "prefill": decoded.prefill_ms, "decode": decoded.decode_ms}
        spent = ", ".join(f"{stage} {ms:.1f}" for stage, ms in stages.items())
        print(f"  {decoded.prompt_tokens} prompt tokens, {computed} computed, {decoded.forwards} forwards")
        print(f"  {spent} ms")
    return 1 if verdict.code is Code.REJECTED else 0


def _tools(path: str) -> Toolset:
    """Read a toolset from a JSON file."""
    try:
        return Toolset.from_openai(json.loads(Path(path).read_text(encoding="utf-8")))
    except ConfigurationError as error:
        raise error.within(file=path) from error
    except (OSError, ValueError) as error:
        raise problem("", f"cannot be read as JSON: {error}", "write a list of tools").within(
            file=path
        ) from error
