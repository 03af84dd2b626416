"""Datasets: prompts and the right answer to each, as JSON lines.

    {"suffix": "…", "call": {"function": "drive", "arguments": {"speed": 0.1}}, "origin": "recorded",
     "trace_id": "…"}

``suffix`` is the tick's prompt without the prefix, letter for letter. ``call`` null: the right answer is
``<|null|>``, no call; a call has ``content`` too where the contract asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.decode import decode, encode
from ..core.heads import SPECIAL_TOKENS, HeadPlan
from ..core.parameter import InvalidValue
from ..core.problems import ConfigurationError, Problem, kind_of, problem
from ..core.prompt import plain
from ..core.tools import Call, Toolset
from . import jsonl

KEYS = ("suffix", "call", "origin", "trace_id")
RECORDED = "recorded"
CORRECTED = "corrected"

_TAG = re.compile(r"</?(?:content|function|arg)\d*>|<\|null\|>")


@dataclass(frozen=True)
class Example:
    """One prompt and its right answer.

    Attributes:
        suffix: the part of the prompt that was new in the tick.
        call: the right call; None for ``<|null|>``.
        origin: ``recorded`` (what the robot did) or ``corrected`` (what a person said it should have done).
        trace_id: of the tick.
    """

    suffix: str
    call: Call | None
    origin: str
    trace_id: str


def read(path: str | Path, toolset: Toolset) -> list[Example]:
    """Read a dataset.

    Args:
        path: of the file.
        toolset: the tools that the calls are checked against.

    Raises:
        ConfigurationError: with the problems of all lines.
    """
    examples = jsonl.read(path, KEYS, lambda number, data: _example(data, toolset))
    if not examples:
        raise problem("", "holds no example", "make it with simpletool dataset").within(file=str(path))
    return examples


def write(path: str | Path, examples: Iterable[Example]) -> None:
    """Write a dataset, whole or not at all.

    Raises:
        ConfigurationError: the file cannot be written.
    """
    jsonl.write(
        path,
        (
            {
                "suffix": example.suffix,
                "call": None if example.call is None else _written(example.call),
                "origin": example.origin,
                "trace_id": example.trace_id,
            }
            for example in examples
        ),
    )


def fault_in(suffix: str) -> str:
    """Return why a suffix cannot be learned from; empty when it can."""
    if not suffix:
        return "is empty"
    tag = _TAG.search(suffix)
    if tag is None:
        return ""
    whose = "is a head's own" if tag[0] in SPECIAL_TOKENS else "the protocol does not have"
    return f"holds the tag {tag[0]}, which {whose}"


def read_call(data: object, toolset: Toolset) -> Call | None:
    """Return a call from its JSON form; None for null.

    Raises:
        ConfigurationError: with keys relative to the call.
    """
    if data is None:
        return None
    if not isinstance(data, Mapping):
        raise problem("", f"is {kind_of(data)}", 'write {"function": …, "arguments": {…}} or null')
    jsonl.check_keys(data, ("function", "arguments"), ("content",))
    function, arguments, content = data["function"], data["arguments"], data.get("content", "")
    problems = [
        Problem(key, f"is {kind_of(value)}", f"write {wanted}")
        for key, value, kind, wanted in (
            ("function", function, str, "the tool's name"),
            ("arguments", arguments, Mapping, "{name: value}, {} for none"),
            ("content", content, str, "a text, or leave it out"),
        )
        if not isinstance(value, kind)
    ]
    if problems:
        raise ConfigurationError(problems)
    return checked(Call(function, arguments, content), toolset)


def checked(call: Call, toolset: Toolset) -> Call:
    """Return a call with its arguments in the types and the order of its tool's schema.

    Raises:
        ConfigurationError: the toolset does not allow it, or no head can say it.
    """
    if call.function not in toolset:
        what = f"there is no tool {call.function[:60]!r}"
        raise problem("function", what, f"use one of {', '.join(toolset.names)}")
    try:
        heads = encode(call, toolset)
    except InvalidValue as error:
        raise problem("arguments", str(error), "write what the tool's schema allows") from error
    for head in heads.values():
        if plain(head.text) != head.text:
            what = f"{head.text[:60]!r} holds a special token, at which the head would end"
            raise problem("arguments", what, "write the text without it")
    verdict, typed = decode(heads, toolset)
    if typed is None:
        raise problem("", verdict.reason, "write what the tool's schema allows")
    return typed


def _example(data: Mapping[str, Any], toolset: Toolset) -> Example:
    problems: list[Problem] = []
    suffix, origin, trace_id = data["suffix"], data["origin"], data["trace_id"]
    if not isinstance(suffix, str):
        problems.append(Problem("suffix", f"is {kind_of(suffix)}", "write the prompt's suffix"))
    elif fault := fault_in(suffix):
        problems.append(
            Problem("suffix", fault, "write the prompt as a tick would, tags broken up by a space")
        )
    if origin not in (RECORDED, CORRECTED):
        problems.append(Problem("origin", f"is {origin!r}", f"write {RECORDED} or {CORRECTED}"))
    if not isinstance(trace_id, str):
        problems.append(Problem("trace_id", f"is {kind_of(trace_id)}", "write the tick's, or an empty text"))
    call = None
    try:
        call = read_call(data["call"], toolset)
    except ConfigurationError as error:
        problems += error.within("call").problems
    if problems:
        raise ConfigurationError(problems)
    return Example(suffix, call, origin, trace_id)


def _written(call: Call) -> dict[str, Any]:
    said = {"function": call.function, "arguments": dict(call.arguments)}
    return {**said, "content": call.content} if call.content else said


def heads_of(call: Call | None, toolset: Toolset) -> dict[str, str | None]:
    """Return what each active head has to say for a call: its text, or None for ``<|null|>``."""
    if call is None:
        return dict.fromkeys(HeadPlan(toolset).heads)
    return {name: head.text if head.complete else None for name, head in encode(call, toolset).items()}
