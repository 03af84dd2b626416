"""OpenAI's API, asked by its official client."""

import json

import openai
import pytest
from serving import ASKED, MOVE, running, tool

from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.engine.base import Decoded
from simpletool_ros.serve.settings import Settings

SAID = ASKED["messages"]
STATE = {"environment": ASKED["environment"]}
STOP = tool("stop", "stop the paddle")


@pytest.fixture(scope="module")
def client(server):
    with openai.OpenAI(base_url=f"{server.url}/v1", api_key="unused", max_retries=0) as one:
        yield one


def ask(client, **more):
    told = {"model": "nano", "messages": SAID, "tools": [MOVE], "extra_body": STATE, **more}
    return client.chat.completions.create(**told)


def called(completion):
    """Return a completion's only call, as text."""
    (choice,) = completion.choices
    (call,) = choice.message.tool_calls
    assert (call.type, choice.finish_reason) == ("function", "tool_calls") and call.id.startswith("call_")
    return f"{call.function.name}({json.loads(call.function.arguments)})"


def test_a_tool_call(client):
    completion = ask(client)
    assert called(completion) == "move({'direction': 'down'})"
    assert (completion.object, completion.model) == ("chat.completion", "nano")
    assert completion.choices[0].message.content is None
    usage = completion.usage
    assert usage.total_tokens == usage.prompt_tokens + usage.completion_tokens
    assert usage.prompt_tokens > usage.prompt_tokens_details.cached_tokens > 50


def test_content_in_parts_and_sampling_parameters(client):
    parts = [{"type": "text", "text": "Pong AI."}, {"type": "text", "text": "Move UP."}]
    completion = ask(
        client,
        messages=[{"role": "developer", "content": "Play pong."}, {"role": "user", "content": parts}],
        extra_body={},
        temperature=1.0,
        max_tokens=5,
        seed=1,
        parallel_tool_calls=False,
        user="me",
    )
    assert called(completion) == "move({'direction': 'up'})"


def test_a_stream_has_the_same_call(client):
    options = {"include_usage": True}
    chunks = list(ask(client, stream=True, stream_options=options))
    (delta,) = [
        chunk.choices[0].delta for chunk in chunks if chunk.choices and chunk.choices[0].delta.tool_calls
    ]
    (call,) = delta.tool_calls
    assert (delta.role, call.index, call.function.name) == ("assistant", 0, "move")
    assert json.loads(call.function.arguments) == {"direction": "down"}
    assert [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices] == [None, "tool_calls"]
    assert chunks[-1].usage.total_tokens > 0 and {chunk.object for chunk in chunks} == {
        "chat.completion.chunk"
    }


def test_the_clients_own_stream_helper_understands_it(client):
    with client.chat.completions.stream(
        model="nano", messages=SAID, tools=[MOVE], extra_body=STATE
    ) as stream:
        for _ in stream:
            pass
        assert called(stream.get_final_completion()) == "move({'direction': 'down'})"


def test_small_talk_is_answered_with_a_refusal(client):
    completion = ask(client, messages=[{"role": "user", "content": "what do you think of the weather?"}])
    (choice,) = completion.choices
    assert (choice.finish_reason, choice.message.tool_calls) == ("stop", None)
    assert choice.message.refusal.startswith("no_call: ")
    chunks = list(
        ask(client, messages=[{"role": "user", "content": "what do you think of the weather?"}], stream=True)
    )
    assert chunks[0].choices[0].delta.refusal.startswith("no_call: ")


def test_tool_choice(client):
    talk = [{"role": "user", "content": "what do you think of the weather?"}]
    named = {"type": "function", "function": {"name": "stop"}}
    assert called(ask(client, tool_choice="auto")) == "move({'direction': 'down'})"
    assert called(ask(client, messages=talk, tool_choice="required")).startswith("move(")
    assert called(ask(client, tools=[MOVE, STOP], tool_choice=named)) == "stop({})"


def test_a_conversation_becomes_history_and_state(gated):
    said = [
        {"role": "system", "content": "You drive."},
        {"role": "user", "content": "go to the ball"},
        {
            "role": "assistant",
            "content": None,
            "tool_calls": [
                {
                    "id": "call_1",
                    "type": "function",
                    "function": {"name": "move", "arguments": '{"direction": "up"}'},
                }
            ],
        },
        {"role": "tool", "tool_call_id": "call_1", "content": "the paddle is at 180"},
    ]
    with running(gated) as one, openai.OpenAI(base_url=f"{one.url}/v1", api_key="x", max_retries=0) as client:
        ask(client, messages=said)
        assert 'history: [move(direction="up")]' in gated.begun[0]
        assert '"move: the paddle is at 180"]\ngo to the ball<|im_end|>' in gated.begun[0]
        # What a tool said before the instruction is no news.
        ask(client, messages=[*said, {"role": "user", "content": "and back"}])
        assert "180" not in gated.begun[1] and 'move(direction="up")' in gated.begun[1]


def made(arguments):
    """Return the assistant's message of a call with these arguments."""
    function = {"name": "move", "arguments": arguments}
    return {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": function}]}


REFUSED = {
    "another model": ({"model": "gpt-4o"}, 404, "model_not_found", "this server has 'nano'"),
    "no tools": ({"tools": openai.omit}, 400, None, "tools: Field required"),
    "tool_choice none": ({"tool_choice": "none"}, 400, None, "tool_choice: is none"),
    "a tool_choice that is not offered": (
        {"tool_choice": {"type": "function", "function": {"name": "fly"}}},
        400,
        "invalid_tools",
        "there is no tool 'fly' to choose",
    ),
    "two answers": ({"n": 2}, 400, None, "n: Input should be 1"),
    "logprobs": ({"logprobs": True}, 400, None, "logprobs"),
    "JSON instead of calls": ({"response_format": {"type": "json_object"}}, 400, None, "response_format"),
    "an unknown role": ({"messages": [{"role": "robot", "content": "go"}]}, 400, None, "messages.0.role"),
    "nobody asks": ({"messages": [{"role": "system", "content": "go"}]}, 400, None, "of the role user"),
    "an image": (
        {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]},
        400,
        None,
        "messages.0.content",
    ),
    "arguments that are no JSON": (
        {"messages": [*SAID, made("up")]},
        400,
        None,
        "the arguments of move are no JSON object",
    ),
    "half a surrogate pair": (
        {"messages": [*SAID, made('{"a": "\\ud800"}')]},
        400,
        None,
        "surrogate",
    ),
    "200 tools": ({"tools": [tool(f"t{n}") for n in range(200)]}, 413, "too_many_tools", "tools: are 200"),
    "seven parameters": (
        {"tools": [tool("seven", **{f"p{n}": {"type": "integer"} for n in range(7)})]},
        400,
        "invalid_tools",
        "has 7 parameters",
    ),
    "too long": (
        {"messages": [{"role": "user", "content": "ball " * 4000}]},
        400,
        "context_length_exceeded",
        "the suffix has",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_answered_is_an_openai_error(client, name):
    changed, status, code, what = REFUSED[name]
    with pytest.raises(openai.APIStatusError) as caught:
        ask(client, **changed)
    error = caught.value
    assert (error.status_code, error.code) == (status, code)
    assert what in error.body["message"] and set(error.body) == {"message", "type", "param", "code"}


def test_no_json_is_an_openai_error_too(server):
    answer = server.post("/v1/chat/completions", b"{")
    assert answer.status == 400 and answer.json["error"]["type"] == "invalid_request_error"


def test_models(client):
    (model,) = client.models.list()
    assert (model.id, model.object, model.owned_by) == ("nano", "model", "simpletool")
    assert client.models.retrieve("nano") == model
    with pytest.raises(openai.NotFoundError, match="this server has 'nano'"):
        client.models.retrieve("gpt-4o")


def test_the_key_is_checked(nano):
    with running(nano, Settings(api_key="secret")) as one:

        def client(key):
            return openai.OpenAI(base_url=f"{one.url}/v1", api_key=key, max_retries=0)

        assert called(ask(client("secret"))) == "move({'direction': 'down'})"
        for asked in (ask, lambda wrong: wrong.models.list()):
            with pytest.raises(openai.AuthenticationError) as caught:
                asked(client("guess"))
            assert caught.value.code == "invalid_api_key"


def test_a_required_call_that_cannot_be_made_is_an_error(gated):
    """A text that is longer than a head's limit is cut, and a cut argument is no argument."""

    class Cut:
        prefix_tokens = 1

        def decode(self, suffix, deadline=None):
            heads = {
                "function": HeadOutput("function", "say", Stop.CLOSED),
                "arg1": HeadOutput("arg1", "and so on", Stop.LENGTH),
            }
            return Decoded(heads, 10, 5, 1, 0.0, 0.0, 0.0)

        def close(self):
            pass

    gated.open = lambda *_: Cut()
    say = tool("say", text={"type": "string"})
    with running(gated) as one, openai.OpenAI(base_url=f"{one.url}/v1", api_key="x", max_retries=0) as client:
        completion = ask(client, tools=[say])
        assert completion.choices[0].message.refusal == "rejected: say: text ended early (length)"
        with pytest.raises(openai.BadRequestError, match="no valid call") as caught:
            ask(client, tools=[say], tool_choice="required")
        assert caught.value.code == "no_valid_call"
