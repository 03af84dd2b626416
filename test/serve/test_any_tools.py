"""Whatever tools a client brings: both APIs answer with a call that the tool's own schema allows."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

NAMES = st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True)
PROPERTIES = st.one_of(
    st.just({"type": "boolean"}),
    st.just({"type": "string"}),
    st.just({"type": "number"}),
    st.lists(NAMES, min_size=1, max_size=5, unique=True).map(lambda e: {"type": "string", "enum": e}),
    st.tuples(st.integers(-50, 0), st.integers(1, 50)).map(
        lambda ends: {"type": "integer", "minimum": ends[0], "maximum": ends[1]}
    ),
)


@st.composite
def toolsets(draw):
    tools = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        properties = draw(st.dictionaries(NAMES, PROPERTIES, max_size=6))
        required = [key for key in properties if draw(st.booleans())]
        schema = {"type": "object", "properties": properties, "required": required}
        tools.append({"type": "function", "function": {"name": name, "parameters": schema}})
    return tools


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
)
JSON = st.recursive(
    LEAVES, lambda part: st.lists(part, max_size=3) | st.dictionaries(NAMES, part, max_size=3)
)
NUMBERS = st.one_of(st.sampled_from((-2, 0, 0.1, 1, 5e-324, 1e300, 10**400)), JSON)
ODD = st.fixed_dictionaries(
    {},
    optional={
        "type": st.one_of(st.sampled_from(("number", "integer", "string", "array", "object", "null")), JSON),
        "enum": st.one_of(st.lists(JSON, max_size=4), JSON),
        "minimum": NUMBERS,
        "maximum": NUMBERS,
        "multipleOf": NUMBERS,
        "pattern": st.sampled_from(("[", "^a+$", "(a+)+b")),
        "items": JSON,
        "description": JSON,
        "default": JSON,
    },
)


@given(st.dictionaries(NAMES, ODD, max_size=3) | JSON, JSON)
@settings(max_examples=150)
def test_no_tool_however_odd_is_the_server_s_fault(server, properties, required):
    parameters = {"type": "object", "properties": properties, "required": required}
    tools = [{"type": "function", "function": {"name": "odd", "parameters": parameters}}]
    answer = server.post(
        "/v1/function_call", {"messages": [{"role": "user", "content": "go"}], "tools": tools}
    )
    assert answer.status in (200, 422), answer.json


@given(toolsets(), st.text(max_size=30))
@settings(max_examples=25)
def test_a_call_is_of_its_tool(server, tools, instruction):
    asked = {"messages": [{"role": "user", "content": instruction}], "tools": tools}
    schemas = {tool["function"]["name"]: tool["function"]["parameters"] for tool in tools}

    answer = server.post("/v1/function_call", asked)
    told = answer.json
    assert answer.status == 200 and told["success"] == (told["error"] is None), told["error"]
    if told["success"]:
        schema, args, heads = schemas[told["function"]], told["args"], told["heads"]
        Draft202012Validator({**schema, "additionalProperties": False}).validate(args)
        # The N-th head is the N-th property of the selected tool, and no other's.
        spoken = [name for n, name in enumerate(schema["properties"], 1) if heads[f"arg{n}"] or name in args]
        assert list(args) == spoken

    answer = server.post("/v1/chat/completions", {"model": "nano", **asked})
    assert answer.status == 200
    message = answer.json["choices"][0]["message"]
    assert bool(message.get("tool_calls")) == (message["refusal"] is None)
    for call in message.get("tool_calls", ()):
        schema = {**schemas[call["function"]["name"]], "additionalProperties": False}
        Draft202012Validator(schema).validate(json.loads(call["function"]["arguments"]))
