"""Parameters: one property of a tool's schema, and the text of its values.

A head says the text of one value. A string parameter is that text, letter for letter; every other type is
JSON. ``Parameter.encode`` and ``Parameter.parse`` are each other's inverse on valid values.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, ValidationError

from .problems import kind_of, problem

MAX_CHOICES = 512
"""A numeric range with at most this many values is decoded as a choice between them."""

TYPES = ("string", "number", "integer", "boolean", "array", "object")

Value = str | int | float | bool | list[Any] | dict[str, Any]
"""A typed argument."""


class InvalidValue(ValueError):
    """A text or a value that the parameter's schema does not allow."""


@dataclass(frozen=True)
class Parameter:
    """One property of a tool's schema.

    Attributes:
        name: the property's name.
        type: one of :data:`TYPES`.
        schema: the property's JSON schema, numbers as ``Decimal`` so that ``multipleOf`` is exact.
        required: whether a call without it is rejected.
    """

    name: str
    type: str
    schema: Mapping[str, Any]
    required: bool

    @classmethod
    def from_schema(cls, name: str, schema: object, required: bool) -> Parameter:
        """Build a parameter from its JSON schema.

        Raises:
            ConfigurationError: the schema is not one this package can check a value against.
        """
        if not isinstance(schema, Mapping):
            raise problem("", f"is {kind_of(schema)}, not a schema", "write at least {type: …}")
        known = as_json(schema)
        if not {"$ref", "$dynamicRef"}.isdisjoint(_keywords(known)):
            raise problem("", "refers to another schema ($ref)", "write that schema out in its place")
        exact = _exact(dict(schema))
        kind = exact.get("type", _type_of_enum(exact.get("enum")))
        if kind not in TYPES:
            raise problem(
                "type",
                f"is {kind!r}",
                f"use one of {', '.join(TYPES)}; leave a parameter out of `required` to make it optional",
            )
        try:
            Draft202012Validator.check_schema(known)
        except SchemaError as error:
            path = ".".join(str(part) for part in error.path)
            raise problem(path, error.message, "see json-schema.org, draft 2020-12") from error
        parameter = cls(name, kind, {**exact, "type": kind}, required)
        if "enum" in exact:
            # Without the enum itself: comparing each value with all of them is slow for a long one.
            rest = {key: value for key, value in parameter.schema.items() if key != "enum"}
            other = cls(name, kind, rest, required)
            for value in exact["enum"]:
                try:
                    other.encode(_plain(value))
                except InvalidValue as error:
                    raise problem("enum", str(error), f"list values that are a valid {kind}") from error
        low, high = exact.get("minimum"), exact.get("maximum")
        if low is not None and high is not None and low > high:
            raise problem("minimum", f"{low} is above maximum {high}", "swap them")
        if parameter.choices == ():
            raise problem("", "allows no value at all", "widen its enum, range or multipleOf")
        return parameter

    @property
    def description(self) -> str:
        """What the schema says of it, for people and for the model."""
        return str(self.schema.get("description", ""))

    @cached_property
    def choices(self) -> tuple[str, ...] | None:
        """Every text a head may say for it, in the schema's order, or None when they cannot be listed.

        Enums, booleans, and numbers on a grid: ``minimum``, ``maximum`` and ``multipleOf`` (1 for an integer)
        that leave at most :data:`MAX_CHOICES` values.
        """
        if "enum" in self.schema:
            return tuple(_text(value, self.type) for value in self.schema["enum"])
        if self.type == "boolean":
            return ("true", "false")
        if self.type not in ("number", "integer"):
            return None
        low, high = self.schema.get("minimum"), self.schema.get("maximum")
        step = self.schema.get("multipleOf", Decimal(1) if self.type == "integer" else None)
        if low is None or high is None or step is None:
            return None
        low, high, step = Decimal(low), Decimal(high), Decimal(step)
        first, last = math.ceil(low / step), math.floor(high / step)
        if last - first >= MAX_CHOICES:
            return None
        values = [k * step for k in range(first, last + 1)]
        return tuple(_text(value, self.type) for value in values if self._allows(_number(value, self.type)))

    def parse(self, text: str) -> Value:
        """Return the typed value of a head's text.

        Raises:
            InvalidValue: the text is not JSON of this type, not finite, no Unicode, or outside the schema.
        """
        if self.choices is not None and text in self._chosen:  # checked once: a tick has no time to spare
            return self._chosen[text]
        if self.type == "string":
            value: Any = text
        else:
            try:
                value = json.loads(text, parse_float=Decimal, parse_constant=_refuse_constant)
            except (ValueError, ArithmeticError, RecursionError) as error:
                raise InvalidValue(f"{self.name}={_short(text)} is not JSON of type {self.type}") from error
        return self._checked(value, text)

    @cached_property
    def _chosen(self) -> dict[str, Value]:
        """The value of each choice, by its text."""
        read = json.loads if self.type != "string" else str
        return {text: self._checked(_exact(read(text)), text) for text in self.choices or ()}

    def encode(self, value: Value) -> str:
        """Return the text a head says for ``value``; ``parse`` gives the value back.

        Raises:
            InvalidValue: the value is outside the schema.
        """
        exact = _exact(value)
        self._checked(exact, str(value))
        return _text(exact, self.type)

    def _checked(self, exact: Any, shown: str) -> Value:
        try:
            plain = _plain(exact)
            self._validator.validate(exact)
            return float(plain) if self.type == "number" else plain
        except ValidationError as error:
            raise InvalidValue(f"{self.name}={_short(shown)}: {_short(error.message, 160)}") from error
        except UnicodeEncodeError as error:
            raise InvalidValue(f"{self.name}={_short(shown)} holds half a surrogate pair") from error
        except (ArithmeticError, RecursionError) as error:
            raise InvalidValue(f"{self.name}={_short(shown)} is not a finite {self.type}") from error

    def _allows(self, value: Any) -> bool:
        return bool(self._validator.is_valid(value))

    @cached_property
    def _validator(self) -> Draft202012Validator:
        return Draft202012Validator(dict(self.schema))


def as_json(data: object) -> Any:
    """Return ``data`` as it comes back from JSON.

    Raises:
        ConfigurationError: YAML can hold what JSON cannot: infinity, NaN, dates, a map that holds itself.
    """
    try:
        return json.loads(json.dumps(data, allow_nan=False))
    except (TypeError, ValueError, RecursionError) as error:
        raise problem("", f"is not JSON: {error}", "write finite numbers, texts and lists") from error


def text_of(value: Value) -> str:
    """Return the text of a value whatever its parameter: strings as they are, everything else as JSON."""
    return _text(_exact(value), "string")


def _text(value: Any, kind: str) -> str:
    """Return the canonical head text of a value whose numbers are exact."""
    if isinstance(value, str) and kind == "string":
        return value
    if isinstance(value, bool) or not isinstance(value, (int, Decimal)):
        return json.dumps(_plain(value), ensure_ascii=False)
    number = Decimal(value)
    if number == 0:
        return "0"
    if not Decimal("1e-9") <= abs(number) < Decimal("1e16"):
        return json.dumps(_plain(value))
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(value: Decimal, kind: str) -> int | Decimal:
    return int(value) if kind == "integer" else value


def _exact(value: Any) -> Any:
    """Return ``value`` with every float as the ``Decimal`` a person would have written."""
    if isinstance(value, float):
        return Decimal(repr(value))
    if isinstance(value, Mapping):
        return {key: _exact(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_exact(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    """Return ``value`` with every ``Decimal`` as a float.

    Raises:
        ArithmeticError: a number is not finite.
        UnicodeEncodeError: a text cannot be sent: JSON can spell half a surrogate pair.
    """
    if isinstance(value, str):
        value.encode()
    if isinstance(value, (Decimal, float)):
        plain = float(value)
        if not math.isfinite(plain):
            raise ArithmeticError("not finite")
        return plain
    if isinstance(value, Mapping):
        return {_plain(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value


def _keywords(schema: Any) -> Iterator[str]:
    """Yield the keys of a schema and of those in it whose value is a text, which names of properties lack."""
    if isinstance(schema, list):
        for item in schema:
            yield from _keywords(item)
    elif isinstance(schema, dict):
        for key, item in schema.items():
            if isinstance(item, str):
                yield key
            elif key not in ("enum", "const", "default", "examples"):
                yield from _keywords(item)


def _type_of_enum(values: object) -> str | None:
    """Return the type that all of an enum's values have, for schemas that leave ``type`` out."""
    if isinstance(values, list) and values and all(isinstance(value, str) for value in values):
        return "string"
    return None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _short(text: str, limit: int = 60) -> str:
    shown = text if len(text) <= limit else text[: limit - 1] + "…"
    return repr(shown) if limit == 60 else shown
