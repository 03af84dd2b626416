"""Strict decoding: the heads of a tick into one typed call, or the reason why there is none.

``argN`` is the N-th property of the *selected* tool's schema. (The published server pools the parameter names
of all tools instead, which turns ``grip(force=50)`` into ``{"x": 50}`` beside ``move_to(x, …)``.) Nothing is
repaired.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from .heads import ARGUMENTS, CONTENT, FUNCTION, HeadOutput, Stop
from .parameter import InvalidValue, Value
from .tools import Call, Toolset
from .verdict import ACCEPTED, Code, Verdict


def decode(heads: Mapping[str, HeadOutput], toolset: Toolset) -> tuple[Verdict, Call | None]:
    """Return the verdict on a tick's heads and, if it is ACCEPTED, the call.

    Args:
        heads: what each head said, by name; any text is safe.
        toolset: the tools the model was offered.

    Returns:
        ACCEPTED and a call that validates against its tool's schema, or NO_CALL or REJECTED and None.
    """
    function = heads.get(FUNCTION)
    if function is None:
        return _rejected("the engine returned no function head"), None
    if function.stop is Stop.NULL:
        return Verdict(Code.NO_CALL, "the model chose to call nothing"), None
    if not function.complete:
        return _rejected(
            f"the function head ended early ({function.stop.name.lower()}): {function.text[:60]!r}"
        ), None
    if function.text not in toolset:
        return _rejected(f"there is no tool {function.text[:60]!r}"), None
    tool = toolset[function.text]
    arguments: dict[str, Value] = {}
    for parameter, name in zip(tool.parameters, ARGUMENTS, strict=False):
        head = heads.get(name)
        if head is None or head.stop is Stop.NULL:
            if parameter.required:
                return _rejected(f"{tool.name}: required {parameter.name} was omitted"), None
            continue
        if not head.complete:
            return _rejected(f"{tool.name}: {parameter.name} ended early ({head.stop.name.lower()})"), None
        try:
            arguments[parameter.name] = parameter.parse(head.text)
        except InvalidValue as error:
            return _rejected(f"{tool.name}: {error}"), None
    content = heads.get(CONTENT)
    said = content.text if content is not None and content.stop is not Stop.NULL else ""
    return ACCEPTED, Call(tool.name, arguments, said)


def confidence(heads: Mapping[str, HeadOutput], toolset: Toolset) -> float:
    """Return the probability of the least probable head that decided the call, 0 … 1.

    NaN if a deciding head's is, which no threshold may let pass. For no call, that is the function head
    alone; heads beyond the selected tool's arity decide nothing.
    """
    function = heads.get(FUNCTION)
    if function is None:
        return 0.0
    arity = toolset[function.text].arity if function.complete and function.text in toolset else 0
    deciding = [function, *(heads[name] for name in ARGUMENTS[:arity] if name in heads)]
    probabilities = [head.probability for head in deciding]
    return math.nan if any(map(math.isnan, probabilities)) else min(probabilities)


def encode(call: Call, toolset: Toolset) -> dict[str, HeadOutput]:
    """Return heads that decode to ``call``: training targets, tests and recorded corrections.

    Raises:
        KeyError: the toolset has no such tool.
        InvalidValue: an argument is outside the schema, unknown, or required and missing.
    """
    tool = toolset[call.function]
    unknown = set(call.arguments) - {parameter.name for parameter in tool.parameters}
    if unknown:
        raise InvalidValue(f"{tool.name} has no parameter {sorted(unknown)[0]!r}")
    heads = {FUNCTION: HeadOutput(FUNCTION, tool.name, Stop.CLOSED)}
    for index, name in enumerate(ARGUMENTS[: toolset.arity]):
        parameter = tool.parameters[index] if index < tool.arity else None
        if parameter is None or parameter.name not in call.arguments:
            if parameter is not None and parameter.required:
                raise InvalidValue(f"{tool.name}: required {parameter.name} is missing")
            heads[name] = HeadOutput(name, "", Stop.NULL)
        else:
            heads[name] = HeadOutput(name, parameter.encode(call.arguments[parameter.name]), Stop.CLOSED)
    if call.content:
        heads[CONTENT] = HeadOutput(CONTENT, call.content, Stop.CLOSED)
    return heads


def _rejected(reason: str) -> Verdict:
    return Verdict(Code.REJECTED, reason)
