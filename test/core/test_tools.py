"""Tools from JSON schemas, and the text of their values."""

import json
import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core.parameter import InvalidValue, Parameter
from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.tools import Call, Tool, Toolset

CIRCULAR = {"type": "object"}  # as YAML's anchors can make one
CIRCULAR["properties"] = {"x": CIRCULAR}


def parameter(**schema):
    return Parameter.from_schema("p", schema, required=True)


@pytest.mark.parametrize(
    ("schema", "text", "value"),
    [
        ({"type": "string"}, "Keep CASE and  spaces ", "Keep CASE and  spaces "),
        ({"type": "string"}, "", ""),
        ({"type": "string"}, "null", "null"),
        ({"type": "number"}, "-0.25", -0.25),
        ({"type": "number"}, "3", 3.0),
        ({"type": "number", "multipleOf": 0.05}, "0.15", 0.15),  # 0.15 % 0.05 != 0 in binary floating point
        ({"type": "integer"}, "-7", -7),
        ({"type": "boolean"}, "true", True),
        ({"type": "array", "items": {"type": "number"}}, "[1, 2.5]", [1, 2.5]),
        ({"type": "object"}, '{"a": 0.5}', {"a": 0.5}),
    ],
)
def test_parse_gives_the_typed_value(schema, text, value):
    parsed = parameter(**schema).parse(text)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("schema", "text"),
    [
        ({"type": "number"}, "fast"),
        ({"type": "number"}, ""),
        ({"type": "number"}, "NaN"),
        ({"type": "number"}, "Infinity"),
        ({"type": "number"}, "1e999"),
        ({"type": "number"}, "1e999999999"),
        ({"type": "number"}, '"1"'),
        ({"type": "number"}, "true"),
        ({"type": "number"}, "null"),
        ({"type": "number"}, "1 2"),
        ({"type": "number"}, "0x10"),
        ({"type": "number", "maximum": 1}, "1.01"),
        ({"type": "number", "minimum": 0}, "-0.01"),
        ({"type": "number", "multipleOf": 0.05}, "1e99999"),
        ({"type": "number", "multipleOf": 0.05}, "0.12"),
        ({"type": "integer"}, "1.5"),
        ({"type": "integer"}, "9" * 5000),
        ({"type": "number"}, "9" * 400),  # JSON, but no float
        ({"type": "string"}, "\ud800"),
        ({"type": "array", "items": {"type": "string"}}, '["\\ud800"]'),
        ({"type": "object"}, '{"\\udfff": 1}'),
        ({"type": "boolean"}, "True"),
        ({"type": "boolean"}, "1"),
        ({"type": "string", "enum": ["red", "Blue"]}, "blue"),
        ({"type": "string", "pattern": "^[a-z]+$"}, "a1"),
        ({"type": "array", "items": {"type": "number"}}, "[1, null]"),
        ({"type": "array"}, "[" * 100000),
        ({"type": "object"}, '{"a": NaN}'),
    ],
)
def test_parse_refuses(schema, text):
    with pytest.raises(InvalidValue, match="^p="):
        parameter(**schema).parse(text)


def test_choices_of_finite_parameters():
    assert parameter(type="number", minimum=-0.1, maximum=0.1, multipleOf=0.05).choices == (
        "-0.1",
        "-0.05",
        "0",
        "0.05",
        "0.1",
    )
    assert parameter(type="integer", minimum=1, maximum=3).choices == ("1", "2", "3")
    assert parameter(type="integer", minimum=-5, maximum=5, multipleOf=5).choices == ("-5", "0", "5")
    assert parameter(type="boolean").choices == ("true", "false")
    assert parameter(enum=["a", "B c"]).choices == ("a", "B c")
    assert parameter(type="number", enum=[0.5, 2, 1e-3]).choices == ("0.5", "2", "0.001")
    assert parameter(type="number", exclusiveMinimum=0, minimum=0, maximum=0.2, multipleOf=0.1).choices == (
        "0.1",
        "0.2",
    )


def test_no_choices_where_they_cannot_be_listed():
    assert parameter(type="number").choices is None
    assert parameter(type="number", minimum=0, maximum=1).choices is None
    assert parameter(type="integer", minimum=0, maximum=10**9).choices is None
    assert parameter(type="string").choices is None


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_any_number_survives_its_text(value):
    assert parameter(type="number").parse(parameter(type="number").encode(value)) == value


@given(st.integers(min_value=-(10**30), max_value=10**30))
def test_any_integer_survives_its_text(value):
    assert parameter(type="integer").parse(parameter(type="integer").encode(value)) == value


@given(st.text())
def test_any_string_is_its_own_text(value):
    assert parameter(type="string").encode(value) == value
    assert parameter(type="string").parse(value) == value


@given(st.integers(0, 40), st.sampled_from([0.05, 0.1, 0.25, 0.3, 1e-3]))
def test_every_choice_parses_and_encodes_to_itself(count, step):
    grid = parameter(type="number", minimum=-count * step, maximum=count * step, multipleOf=step)
    assert grid.choices is not None
    for text in grid.choices:
        assert grid.encode(grid.parse(text)) == text


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_encode_refuses_what_is_not_finite(value):
    with pytest.raises(InvalidValue):
        parameter(type="number").encode(value)


@pytest.mark.parametrize(
    ("schema", "key"),
    [
        ("number", "p"),
        ({"type": "flaot"}, "p.type"),
        ({"type": ["number", "null"]}, "p.type"),
        ({}, "p.type"),
        ({"type": "number", "minimum": "low"}, "p.minimum"),
        ({"type": "number", "minimum": 2, "maximum": 1}, "p.minimum"),
        ({"type": "number", "multipleOf": 0}, "p.multipleOf"),
        ({"type": "number", "enum": [1, "two"]}, "p.enum"),
        ({"type": "string", "pattern": "("}, "p.pattern"),
        ({"type": "number", "minimum": 0, "maximum": math.inf}, "p"),
        ({"type": "number", "minimum": math.nan}, "p"),
        ({"type": "string", "default": date(2026, 1, 1)}, "p"),  # YAML's dates
        ({"type": "string", "$ref": "#"}, "p"),
        ({"type": "array", "items": {"anyOf": [{"$ref": "file:///etc/hostname"}]}}, "p"),
        ({"type": "string", "$dynamicRef": "#x"}, "p"),
        (CIRCULAR, "p"),
        ({"type": "string", "enum": []}, "p"),
        ({"type": "integer", "minimum": 1, "maximum": 2, "multipleOf": 3}, "p"),
    ],
)
def test_bad_schemas_name_their_key(schema, key):
    with pytest.raises(ConfigurationError) as error:
        Tool.from_openai({"name": "t", "parameters": {"type": "object", "properties": {"p": schema}}})
    assert [problem.key for problem in error.value.problems] == [f"parameters.properties.{key}"]
    assert all(problem.mend for problem in error.value.problems)


@pytest.mark.parametrize(
    ("tool", "key"),
    [
        ("move", ""),
        ({"function": 3}, "function"),
        ({}, "name"),
        ({"name": "two words"}, "name"),
        ({"name": ""}, "name"),
        ({"name": "t", "parameters": ["p"]}, "parameters"),
        ({"name": "t", "parameters": 3}, "parameters"),
        ({"name": "t", "parameters": {"type": "array"}}, "parameters.type"),
        ({"name": "t", "parameters": {"properties": [1]}}, "parameters.properties"),
        ({"name": "t", "parameters": {"required": ["x"]}}, "parameters.required"),
        ({"name": "t", "parameters": {"required": "x"}}, "parameters.required"),
        ({"name": "t", "parameters": {"required": 3}}, "parameters.required"),
        ({"name": "t", "parameters": {"required": [["x"]]}}, "parameters.required"),
        ({"name": "t", "parameters": {"properties": {True: {}}}}, "parameters.properties.True"),
        ({"name": "t", "description": date(2026, 1, 1)}, ""),
    ],
)
def test_bad_tools_name_their_key(tool, key):
    with pytest.raises(ConfigurationError) as error:
        Tool.from_openai(tool)
    assert error.value.problems[0].key == key


def test_a_property_may_be_named_like_a_keyword():
    named = {"type": "object", "properties": {"$ref": {"type": "string"}}, "enum": [{"$ref": "#"}]}
    assert parameter(**named).parse('{"$ref": "#"}') == {"$ref": "#"}


def test_seven_parameters_are_an_error_that_names_the_tool():
    properties = {name: {"type": "string"} for name in "abcdefg"}
    with pytest.raises(ConfigurationError, match="tool 'wide' has 7 parameters"):
        Toolset.from_openai([{"name": "wide", "parameters": {"properties": properties}}])


def test_every_problem_of_every_tool_is_told_at_once():
    with pytest.raises(ConfigurationError) as error:
        Toolset.from_openai(
            [
                {"name": "a", "parameters": {"properties": {"p": {"type": "x"}, "q": {"type": "y"}}}},
                {"name": "b"},
                {"name": "b"},
            ]
        )
    assert [problem.key for problem in error.value.problems] == [
        "0.parameters.properties.p.type",
        "0.parameters.properties.q.type",
        "2.name",
    ]


@pytest.mark.parametrize("tools", [None, [], {}, "tools"])
def test_a_toolset_needs_a_list_of_tools(tools):
    with pytest.raises(ConfigurationError, match="at least one tool"):
        Toolset.from_openai(tools)


def test_parameters_keep_the_schema_s_order():
    tool = Tool.from_openai(
        {
            "name": "t",
            "parameters": {
                "properties": {"z": {"type": "string"}, "a": {"type": "string"}, "m": {"type": "string"}}
            },
        }
    )
    assert [parameter.name for parameter in tool.parameters] == ["z", "a", "m"]


def test_the_tool_s_json_is_what_was_given():
    schema = {
        "type": "function",
        "function": {
            "name": "t",
            "description": "größer",
            "parameters": {
                "type": "object",
                "properties": {"x": {"type": "number", "maximum": 0.5}},
                "required": ["x"],
            },
        },
    }
    assert Tool.from_openai(schema).json == json.dumps(schema, ensure_ascii=False)
    assert Tool.from_openai(schema["function"]).json == Tool.from_openai(schema).json


def test_a_call_as_the_history_says_it():
    assert str(Call("move", {"x": 0.5, "name": "Tim's", "on": True, "n": 3})) == (
        'move(x="0.5", name="Tim\'s", on="true", n="3")'
    )
    assert str(Call("stop", {})) == "stop()"


def test_a_choice_in_another_spelling_is_still_checked():
    speed = parameter(type="number", minimum=-0.1, maximum=0.2, multipleOf=0.05)
    assert [speed.parse(text) for text in ("0.1", "0.10", "1e-1")] == [0.1, 0.1, 0.1]
    with pytest.raises(InvalidValue):
        speed.parse("0.12")
    assert parameter(enum=["1", "true"]).parse("1") == "1"
    assert parameter(type="integer", minimum=1, maximum=3).parse("2") == 2
