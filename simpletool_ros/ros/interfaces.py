"""Whether a contract fits the message definitions: what ``core.contract`` cannot know without ROS."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rosidl_parser.definition import AbstractNestedType

from ..core.contract import Contract
from ..core.parameter import Parameter
from ..core.parts import Mapped, Route, Source, canonical
from ..core.problems import Problem
from .fields import Field, InterfaceError, described, interface, json_types
from .summaries import summary_of


def check(contract: Contract) -> list[Problem]:
    """Return every fault that only message definitions can show; empty for a contract that fits them."""
    problems = [
        *(fault for name, source in contract.sources.items() for fault in _source_faults(name, source)),
        *(
            fault
            for index, (entry, tool) in enumerate(zip(contract.tools, contract.toolset.tools, strict=True))
            if entry.route is not None
            for fault in _route_faults(
                f"tools.{index}.route",
                entry.route,
                {parameter.name: parameter for parameter in tool.parameters},
            )
        ),
        *(
            fault
            for index, route in enumerate(contract.stop)
            for fault in _route_faults(f"stop.{index}", route, {})
        ),
        *_limit_faults(contract),
        *_type_faults(contract),
    ]
    return [Problem(fault.key, fault.what, fault.mend, contract.file) for fault in problems]


def _source_faults(name: str, source: Source) -> Iterator[Problem]:
    key = f"sources.{name}"
    try:
        message = interface(source.type)
    except InterfaceError as error:
        yield Problem(f"{key}.type", str(error), "install the package, or mend the name")
        return
    sound = True
    for label, path in (source.fields or {}).items():
        try:
            field = Field.of(message, path)
            what = (
                ""
                if json_types(field.definition)
                else f"{path} is {described(field.definition)}, not one value"
            )
        except InterfaceError as error:
            what = str(error)
        if what:
            sound = False
            yield Problem(f"{key}.fields.{label}", what, "name a plain field of the message")
    if not sound:
        return
    try:
        summary_of(source)
    except ValueError as error:
        what, _, mend = str(error).partition("|")
        yield Problem(f"{key}.{'summary' if source.summary else 'type'}", what, mend)


def _route_faults(key: str, route: Route, parameters: Mapping[str, Parameter]) -> Iterator[Problem]:
    try:
        message = filled_by(route)
    except InterfaceError as error:
        yield Problem(f"{key}.type", str(error), "install the package, or mend the name")
        return
    for path, mapped in route.fields.items():
        try:
            field = Field.of(message, path)
            if mapped.argument is None:
                field.convert(mapped.value)
        except InterfaceError as error:
            mend = (
                "name a field of the message"
                if mapped.argument is not None
                else "mend the field or its value"
            )
            yield Problem(f"{key}.fields.{path}", str(error).removeprefix(f"{path}: "), mend)
            continue
        parameter = parameters.get(mapped.argument or "")
        why = fits(field, parameter, mapped) if parameter is not None else ""
        if why:
            yield Problem(
                f"{key}.fields.{path}", why, "map it to another field, or change the parameter's type"
            )


def _limit_faults(contract: Contract) -> Iterator[Problem]:
    types: dict[str, str] = {}
    for entry in contract.tools:
        if entry.route is not None and entry.route.topic is not None:
            types.setdefault(canonical(entry.route.topic), entry.route.type)
    for topic, limits in contract.limits.items():
        for path in limits:
            try:
                field = Field.of(interface(types[canonical(topic)]), path)
            except InterfaceError as error:
                yield Problem(f"limits.{topic}.{path}", str(error), "name a field of the message")
                continue
            if not field.numeric:
                what = f"is {described(field.definition)}"
                yield Problem(f"limits.{topic}.{path}", what, "limit numbers only")


def _type_faults(contract: Contract) -> Iterator[Problem]:
    """Yield a problem for every tool or stop that sends another type to a target than the first one there."""
    types: dict[tuple[str, str], str] = {}
    routes = [(f"tools.{index}.route", entry.route) for index, entry in enumerate(contract.tools)]
    for key, route in (*routes, *((f"stop.{index}", route) for index, route in enumerate(contract.stop))):
        if route is not None:
            first = types.setdefault((route.kind, canonical(route.target)), route.type)
            if route.type != first:
                what = f"is {route.type}, but {first} is sent there too"
                yield Problem(f"{key}.type", what, f"send one type to a {route.kind}")


def filled_by(route: Route) -> Any:
    """Return the class of the message that a route fills: the message, the request or the goal."""
    made = interface(route.type)
    return {"topic": lambda: made, "service": lambda: made.Request, "action": lambda: made.Goal}[route.kind]()


def fits(field: Field, parameter: Parameter, mapped: Mapped) -> str:
    """Return why values of a tool's parameter cannot fill a field; empty when they can."""
    definition, kind = field.definition, parameter.type
    if isinstance(definition, AbstractNestedType):
        if kind != "array":
            return f"{parameter.name} is a {kind}, the field is {described(definition)}"
        definition, kind = definition.value_type, (parameter.schema.get("items") or {}).get("type", "")
    scaled = (mapped.scale, mapped.offset) != (1.0, 0.0)
    wanted = json_types(definition)
    # A scaled integer is no integer any more.
    if kind not in wanted or (scaled and wanted == ("integer",)):
        how = "a scaled " if scaled else "a " if kind[:1] not in "ai" else "an "
        return f"{parameter.name} is {how}{kind}, the field is {described(field.definition)}"
    return ""
