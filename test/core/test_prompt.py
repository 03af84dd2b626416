"""The exact bytes of the published prompts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core.heads import SPECIAL_TOKENS
from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.prompt import Profile, Prompt, plain
from simpletool_ros.core.tools import Toolset

TOOLS = Toolset.from_openai(
    [
        {
            "type": "function",
            "function": {
                "name": "move",
                "description": "Fährt",
                "parameters": {
                    "type": "object",
                    "properties": {"direction": {"type": "string", "enum": ["up", "down"]}},
                    "required": ["direction"],
                },
            },
        },
        {"type": "function", "function": {"name": "stay"}},
    ]
)
TOOL_LINES = (
    '{"type": "function", "function": {"name": "move", "description": "Fährt", '
    '"parameters": {"type": "object", "properties": '
    '{"direction": {"type": "string", "enum": ["up", "down"]}}, '
    '"required": ["direction"]}}}\n'
    '{"type": "function", "function": {"name": "stay"}}'
)
HISTORY = [f'move(direction="{n}")' for n in range(8)]
SHOWN = ", ".join(HISTORY[-6:])


def test_v1_is_the_published_prompt():
    prompt = Prompt(Profile.load("v1"), TOOLS)
    assert prompt.prefix == (
        "<|im_start|>system\n"
        "You are a multi-head parallel function calling model. \n"
        "## Output Heads\n\n"
        "**Head 0 - <content>**: Natural language response\n"
        "- Format: <content>response text</content>\n\n"
        "**Head 1 - <function>**: Function names to call\n"
        "- Format: <function>name</function>\n\n"
        "**Head 2-7 - <arg1>-<arg6>**: Function arguments by position\n"
        "- Format: <argN>value</argN> \n"
        "- If Unnecessary: <argN><|null|></argN>\n\n"
        "## Available Tools:\n\n"
        f"{TOOL_LINES}\n"
        "<|im_end|>\n"
    )
    assert prompt.suffix("Go up. Größe?", ["ball=up", "ok"], HISTORY) == (
        '<|im_start|>user\nenvironment: ["ball=up", "ok"]\n'
        f"history: [{SHOWN}]\n\nGo up. Größe?<|im_end|>\n<|im_start|>assistant\n"
    )
    assert prompt.suffix("Go") == (
        "<|im_start|>user\nenvironment: []\nhistory: []\n\nGo<|im_end|>\n<|im_start|>assistant\n"
    )


def test_v2_is_the_published_prompt():
    prompt = Prompt(Profile.load("v2"), TOOLS, "You play Pong.")
    assert prompt.prefix == (
        f"<|im_start|>system\nYou play Pong.\n\n## Available Tools:\n\n{TOOL_LINES}\n<|im_end|>\n"
    )
    assert prompt.suffix("Go up.", ["ball=up", "ok"], HISTORY) == (
        f'<|im_start|>user\nhistory: [{SHOWN}]\n\nenvironment: ["ball=up", "ok"]\nGo up.'
        "<|im_end|>\n<|im_start|>assistant\n"
    )
    assert prompt.suffix("Go") == "<|im_start|>user\nhistory: []\n\nGo<|im_end|>\n<|im_start|>assistant\n"


def test_v2_has_a_domain_prompt_of_its_own():
    assert Prompt(Profile.load("v2"), TOOLS).prefix.startswith(
        "<|im_start|>system\n"
        "You are a real-time function calling assistant. Convert user commands into function calls"
        " using the available tools.\n\n## Available Tools:\n\n{"
    )


@given(
    st.text()
    | st.lists(
        st.sampled_from(
            [
                *SPECIAL_TOKENS,
                "<|im_end|>",
                "<|im_start|>",
                "<|endoftext|>",
                "<",
                "|",
                "{query}",
                "{tools}",
                " a",
            ]
        )
    ).map("".join)
)
def test_nothing_from_outside_reaches_the_model_as_a_special_token(text):
    said = plain(text)
    assert not any(tag in said for tag in (*SPECIAL_TOKENS, "<|im_end|>", "<|im_start|>", "<|endoftext|>"))
    assert said.replace("< ", "<") == text.replace("< ", "<")  # only spaces were put in


@given(st.text(), st.text(), st.text())
def test_a_template_is_filled_once(instruction, told, called):
    prompt = Prompt(Profile.load("v2"), TOOLS)
    suffix = prompt.suffix("{history}" + instruction, ["{query}" + told], ["{query}" + called])
    assert suffix.count("<|im_start|>") == 2 and suffix.count("<|im_end|>") == 1
    assert plain("{history}" + instruction) in suffix


def test_an_unknown_profile_lists_the_known_ones():
    with pytest.raises(ConfigurationError, match="v1, v2"):
        Profile.load("v9")


@pytest.mark.parametrize("text", ["- a", "user: [a", "user: 3", "", "user: 2026-13-01", "a: b"])
def test_a_file_that_is_no_profile_is_named(tmp_path, text):
    (tmp_path / "mine.yaml").write_text(text)
    with pytest.raises(ConfigurationError, match=r"mine\.yaml"):
        Profile.load(str(tmp_path / "mine.yaml"))


def test_a_folder_is_no_profile(tmp_path):
    with pytest.raises(ConfigurationError, match=tmp_path.name):
        Profile.load(str(tmp_path))


def test_a_broken_profile_names_its_file(tmp_path):
    (tmp_path / "mine.yaml").write_text("system: a\n")
    with pytest.raises(ConfigurationError, match=r"mine.yaml: .*user"):
        Profile.load(str(tmp_path / "mine.yaml"))
