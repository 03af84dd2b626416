"""Strict decoding of heads into calls."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core.decode import confidence, decode, encode
from simpletool_ros.core.heads import ARGUMENTS, CONTENT, FUNCTION, HeadOutput, Stop
from simpletool_ros.core.parameter import InvalidValue
from simpletool_ros.core.tools import Call, Toolset
from simpletool_ros.core.verdict import Code

ARM = Toolset.from_openai(
    [
        {
            "name": "move_to",
            "parameters": {
                "properties": {"x": {"type": "number"}, "y": {"type": "number"}, "frame": {"type": "string"}},
                "required": ["x", "y"],
            },
        },
        {
            "name": "grip",
            "parameters": {
                "properties": {"force": {"type": "number", "minimum": 0, "maximum": 100}},
                "required": ["force"],
            },
        },
        {"name": "home"},
    ]
)


def said(stop=Stop.CLOSED, **texts):
    return {name: HeadOutput(name, text, stop) for name, text in texts.items()}


def null(*names):
    return {name: HeadOutput(name, "", Stop.NULL) for name in names}


def test_arguments_belong_to_the_selected_tool_not_to_the_pool():
    """The published server answers {"x": 50} here."""
    verdict, call = decode(said(function="grip", arg1="50") | null("arg2", "arg3"), ARM)
    assert verdict.code is Code.ACCEPTED
    assert call == Call("grip", {"force": 50.0})


def test_heads_beyond_the_arity_are_ignored():
    verdict, call = decode(said(function="home", arg1="junk", arg2="{", arg3="nan"), ARM)
    assert (verdict.code, call) == (Code.ACCEPTED, Call("home", {}))


def test_an_omitted_optional_argument_is_absent():
    _, call = decode(said(function="move_to", arg1="1", arg2="2") | null("arg3"), ARM)
    assert call == Call("move_to", {"x": 1.0, "y": 2.0})


def test_null_is_not_the_text_null():
    _, call = decode(said(function="move_to", arg1="1", arg2="2", arg3="<|null|>"), ARM)
    assert call is not None and call.arguments["frame"] == "<|null|>"
    verdict, _ = decode(said(function="<|null|>"), ARM)
    assert verdict.code is Code.REJECTED


def test_a_null_function_is_no_call():
    verdict, call = decode(null("function") | said(arg1="1"), ARM)
    assert (verdict.code, call) == (Code.NO_CALL, None)


@pytest.mark.parametrize(
    ("heads", "reason"),
    [
        ({}, "no function head"),
        (said(function="fly"), "no tool 'fly'"),
        (said(function="Home"), "no tool 'Home'"),
        (said(function=" home"), "no tool ' home'"),
        (said(Stop.LENGTH, function="home"), "ended early"),
        (said(Stop.END, function="home"), "ended early"),
        (said(Stop.SKIPPED, function="home"), "ended early"),
        (said(function="grip"), "required force was omitted"),
        (said(function="grip") | null("arg1"), "required force was omitted"),
        (said(function="grip") | said(Stop.LENGTH, arg1="5"), "force ended early"),
        (said(function="grip", arg1="101"), "force='101'"),
        (said(function="grip", arg1="NaN"), "force='NaN'"),
        (said(function="grip", arg1="5 N"), "force='5 N'"),
    ],
)
def test_rejections_say_why(heads, reason):
    verdict, call = decode(heads, ARM)
    assert (verdict.code, call) == (Code.REJECTED, None)
    assert reason in verdict.reason


def test_content_comes_along():
    _, call = decode(said(function="home", content="Going home."), ARM)
    assert call is not None and call.content == "Going home."


_TYPES = {
    "string": st.text(),
    "number": st.floats(allow_nan=False, allow_infinity=False),
    "integer": st.integers(-(10**18), 10**18),
    "boolean": st.booleans(),
    "array": st.lists(st.integers(-5, 5)),
    "object": st.dictionaries(st.text(max_size=3), st.booleans(), max_size=3),
}


@st.composite
def toolsets_and_calls(draw):
    """Draw a toolset of 1-4 tools with 0-6 parameters of any type each, and a valid call of one of them."""
    tools, values = [], {}
    for index in range(draw(st.integers(1, 4))):
        kinds = draw(st.lists(st.sampled_from(sorted(_TYPES)), max_size=6))
        names = [f"p{n}" for n in range(len(kinds))]
        required = [name for name in names if draw(st.booleans())]
        tools.append(
            {
                "name": f"tool_{index}",
                "parameters": {
                    "properties": {name: {"type": kind} for name, kind in zip(names, kinds, strict=True)},
                    "required": required,
                },
            }
        )
        values[f"tool_{index}"] = (names, kinds, required)
    chosen = draw(st.sampled_from(sorted(values)))
    names, kinds, required = values[chosen]
    arguments = {
        name: draw(_TYPES[kind])
        for name, kind in zip(names, kinds, strict=True)
        if name in required or draw(st.booleans())
    }
    return Toolset.from_openai(tools), Call(chosen, arguments)


@given(toolsets_and_calls())
def test_every_call_survives_its_heads(case):
    toolset, call = case
    verdict, decoded = decode(encode(call, toolset), toolset)
    assert verdict.code is Code.ACCEPTED
    assert decoded == call
    assert [type(value) for value in decoded.arguments.values()] == [
        type(value) for value in call.arguments.values()
    ]


_HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(
        [
            "move_to",
            "grip",
            "home",
            "NaN",
            "1e400",
            "-1e400",
            "[" * 5000,
            '{"a":' * 2000,
            "9" * 5000,
            "</arg1>",
            "<|null|>",
            "\x00",
            "\ud800",
            "1;rm",
            "0.1.2",
            "true",
            "null",
            "１２",
        ]
    ),
)


@given(
    st.dictionaries(
        st.sampled_from([CONTENT, FUNCTION, *ARGUMENTS]), st.tuples(_HOSTILE, st.sampled_from(Stop))
    ),
)
def test_no_text_does_anything_but_a_valid_call_or_a_verdict(heads):
    outputs = {name: HeadOutput(name, text, stop) for name, (text, stop) in heads.items()}
    verdict, call = decode(outputs, ARM)
    if call is None:
        assert verdict.code in (Code.NO_CALL, Code.REJECTED) and verdict.reason
    else:
        assert verdict.code is Code.ACCEPTED
        for parameter in ARM[call.function].parameters:
            if parameter.name in call.arguments:
                parameter.encode(call.arguments[parameter.name])  # raises outside the schema
            else:
                assert not parameter.required
    assert 0.0 <= confidence(outputs, ARM) <= 1.0


@pytest.mark.parametrize(
    "call",
    [
        Call("grip", {}),
        Call("grip", {"force": 1, "x": 2}),
        Call("grip", {"force": 101}),
        Call("grip", {"force": "1"}),
    ],
)
def test_encode_refuses_invalid_calls(call):
    with pytest.raises(InvalidValue):
        encode(call, ARM)


def test_confidence_is_the_least_sure_deciding_head():
    heads = {
        "function": HeadOutput("function", "grip", Stop.CLOSED, logprob=-0.1),
        "arg1": HeadOutput("arg1", "5", Stop.CLOSED, logprob=-0.5),
        "arg2": HeadOutput("arg2", "", Stop.SKIPPED, logprob=-9.0),  # grip has one parameter
    }
    assert confidence(heads, ARM) == pytest.approx(0.60653, abs=1e-5)
    assert confidence({}, ARM) == 0.0
    for name in heads:
        broken = {**heads, name: replace(heads[name], logprob=math.nan)}
        assert math.isnan(confidence(broken, ARM)) == (name != "arg2"), name
