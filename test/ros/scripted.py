"""The controller with an engine that says what the instruction tells it, for tests of everything around it.

The instruction holds the script: ``[[drive speed=0.2 turn=0.0]]`` is decoded into that call; before the call
may stand ``sleep=SECONDS`` or ``unsure`` (with a probability of 0.37). ``[[hang]]`` never returns,
``[[raise]]`` raises, ``[[null]]`` calls nothing,
``[[bad]]`` is not in the schema.
"""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from dataclasses import replace

from simpletool_ros.core.decode import encode
from simpletool_ros.core.heads import FUNCTION, HeadOutput, HeadPlan, Stop
from simpletool_ros.core.tools import Call
from simpletool_ros.engine.base import Decoded, Training
from simpletool_ros.ros.controller import main

SLOW_LOAD = 3.0


class ScriptedEngine:
    name = "scripted"
    profile = "v2"
    training = Training()

    def __init__(self, model: str) -> None:
        if model == "slow":
            time.sleep(SLOW_LOAD)

    def open(self, prefix: str, plan: HeadPlan) -> ScriptedSession:
        return ScriptedSession(plan)

    def close(self) -> None:
        pass


class ScriptedSession:
    prefix_tokens = 100

    def __init__(self, plan: HeadPlan) -> None:
        self.plan = plan

    def count(self, suffix: str) -> int:
        return len(suffix) // 4

    def decode(self, suffix: str, deadline: float | None = None) -> Decoded:
        script = re.findall(r"\[\[(.*?)\]\]", suffix)[-1].split()
        if script[0].startswith("sleep="):
            time.sleep(float(script.pop(0)[6:]))
        if script[0] == "hang":
            threading.Event().wait()
        if script[0] == "raise":
            raise ZeroDivisionError("the engine broke")
        unsure = script[0] == "unsure"
        heads = self.heads(*script[unsure:])
        if unsure:
            heads = {name: replace(head, logprob=-1.0) for name, head in heads.items()}
        return Decoded(heads, 120, 100, 1, 0.1, 1.0, 0.0)

    def heads(self, function: str, *arguments: str) -> dict[str, HeadOutput]:
        if function == "null":
            return {FUNCTION: HeadOutput(FUNCTION, "", Stop.NULL)}
        if function == "bad":
            return {FUNCTION: HeadOutput(FUNCTION, "fly", Stop.CLOSED, (1, 2), -0.5)}
        said = dict(argument.split("=", 1) for argument in arguments)
        tool = self.plan.toolset[function]
        values = {
            parameter.name: said[parameter.name]
            if parameter.type == "string"
            else json.loads(said[parameter.name])
            for parameter in tool.parameters
            if parameter.name in said
        }
        return encode(Call(function, values), self.plan.toolset)

    def close(self) -> None:
        pass


if __name__ == "__main__":
    sys.exit(main(load_engine=lambda engine, model, *_: ScriptedEngine(model)))
