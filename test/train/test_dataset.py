"""Datasets come back as they were written, and every fault of one is said at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.tools import Call, Toolset
from simpletool_ros.train.dataset import Example, read, write

TOOLS = Toolset.from_openai(
    [
        {
            "name": "drive",
            "parameters": {
                "properties": {
                    "speed": {"type": "number", "minimum": -1, "maximum": 1, "multipleOf": 0.1},
                    "turn": {"type": "number"},
                },
                "required": ["speed"],
            },
        },
        {
            "name": "say",
            "parameters": {
                "properties": {
                    "text": {"type": "string"},
                    "loud": {"type": "boolean"},
                    "times": {"type": "integer"},
                    "to": {"type": "array", "items": {"type": "string"}},
                }
            },
        },
    ]
)
SUFFIX = '<|im_start|>user\nhistory: []\n\ngo to "it" \u2028\x85 ö<|im_end|>\n<|im_start|>assistant\n'
EXAMPLES = [
    Example(SUFFIX, Call("drive", {"speed": 0.1, "turn": 0.0}), "recorded", "18c-1"),
    Example(SUFFIX, Call("drive", {"speed": -0.3}), "corrected", "18c-2"),
    Example("< arg1>", None, "recorded", "18c-3"),
    Example("x", Call("say", {"text": 'a\n"ö"', "loud": True, "times": 3, "to": ["b", ""]}), "recorded", ""),
    Example("x", Call("say", {}, "Going."), "recorded", "18c-5"),
]
GOOD = {"suffix": "x", "call": None, "origin": "recorded", "trace_id": "18c-1"}
DRIVE = {"function": "drive", "arguments": {"speed": 0.1}}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data.jsonl"


def faults(file: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as raised:
        read(file, TOOLS)
    return [str(problem) for problem in raised.value.problems]


def test_what_is_written_is_read(file):
    write(file, EXAMPLES)
    assert read(file, TOOLS) == EXAMPLES
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_the_form(file):
    write(file, EXAMPLES[1:3])
    assert file.read_text(encoding="utf-8").split("\n") == [
        json.dumps(
            {
                "suffix": SUFFIX,
                "call": {"function": "drive", "arguments": {"speed": -0.3}},
                "origin": "corrected",
                "trace_id": "18c-2",
            },
            ensure_ascii=False,
        ),
        '{"suffix": "< arg1>", "call": null, "origin": "recorded", "trace_id": "18c-3"}',
        "",
    ]


def test_arguments_get_the_types_and_the_order_of_the_schema(file):
    written = {"function": "drive", "arguments": {"turn": 1, "speed": 0}}
    file.write_text(json.dumps({**GOOD, "call": written}))
    arguments = read(file, TOOLS)[0].call.arguments
    assert [(name, type(value), value) for name, value in arguments.items()] == [
        ("speed", float, 0.0),
        ("turn", float, 1.0),
    ]


def test_blank_lines_and_foreign_line_ends_are_nothing(file):
    file.write_bytes(b"\r\n" + json.dumps(GOOD).encode() + b"\r\n \r\n")
    assert len(read(file, TOOLS)) == 1


@pytest.mark.parametrize(
    ("change", "key", "what"),
    [
        ({"suffix": 3}, "suffix", "of type int"),
        ({"suffix": ""}, "suffix", "is empty"),
        ({"suffix": "a <arg7> b"}, "suffix", "<arg7>, which the protocol does not have"),
        ({"suffix": "</arg9>"}, "suffix", "</arg9>, which the protocol does not have"),
        ({"suffix": "<function2>"}, "suffix", "<function2>, which the protocol does not have"),
        ({"suffix": "<function>"}, "suffix", "<function>, which is a head's own"),
        ({"suffix": "a</arg1>"}, "suffix", "</arg1>, which is a head's own"),
        ({"suffix": "<|null|>"}, "suffix", "<|null|>, which is a head's own"),
        ({"origin": "guessed"}, "origin", "'guessed'"),
        ({"origin": ["recorded"]}, "origin", "['recorded']"),
        ({"trace_id": None}, "trace_id", "missing"),
        ({"call": "drive"}, "call", "of type str"),
        ({"call": {"function": "drive"}}, "call.arguments", "is missing"),
        ({"call": {**DRIVE, "argument": {}}}, "call.argument", "is no key here"),
        ({"call": {**DRIVE, "function": "fly"}}, "call.function", "no tool 'fly'"),
        ({"call": {**DRIVE, "function": None}}, "call.function", "is missing"),
        ({"call": {**DRIVE, "arguments": [0.1]}}, "call.arguments", "of type list"),
        ({"call": {**DRIVE, "arguments": {"sped": 0.1}}}, "call.arguments", "no parameter 'sped'"),
        ({"call": {**DRIVE, "arguments": {"turn": 1}}}, "call.arguments", "required speed is missing"),
        ({"call": {**DRIVE, "arguments": {"speed": "0.1"}}}, "call.arguments", "speed='0.1'"),
        ({"call": {**DRIVE, "arguments": {"speed": 0.15}}}, "call.arguments", "speed='0.15'"),
        ({"call": {**DRIVE, "arguments": {"speed": float("nan")}}}, "call.arguments", "speed='nan'"),
        ({"call": {**DRIVE, "content": 1}}, "call.content", "of type int"),
        ({"call": {"function": "say", "arguments": {"text": "</arg1>"}}}, "call.arguments", "special token"),
        ({"call": {**DRIVE, "content": "<|im_end|>"}}, "call.arguments", "special token"),
        ({"weight": 2}, "weight", "is no key here"),
    ],
)
def test_a_fault_is_said_with_file_line_key_and_mend(file, change, key, what):
    file.write_text(json.dumps(GOOD) + "\n" + json.dumps({**GOOD, **change}))
    (said,) = faults(file)
    assert said.startswith(f"{file}:2: {key}: ") and what in said and said.endswith(")")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "is not JSON"),
        ("drive", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("1" * 10_000, "is not JSON"),
        ("[]", "is of type list, not an object"),
        ("null", "is missing, not an object"),
        ('{"suffix": "x"}', "call: is missing"),
        (json.dumps({**GOOD, "suffix": "\ud800"}), "half a surrogate pair"),
    ],
    ids=lambda value: value[:12],
)
def test_a_line_that_is_no_example(file, line, what):
    file.write_text(line)
    said = faults(file)
    assert said[0].startswith(f"{file}:1: ") and what in said[0]
    assert all(len(one) < 300 for one in said)


def test_all_faults_at_once_but_not_a_thousand(file):
    lines = [json.dumps({**GOOD, "origin": 1, "suffix": ""})] * 2 + ["{"]
    file.write_text("\n".join(lines))
    assert [said.split(": ")[0].removeprefix(f"{file}:") for said in faults(file)] == [
        "1",
        "1",
        "2",
        "2",
        "3",
    ]
    file.write_text("{\n" * 1000)
    said = faults(file)
    assert len(said) == 21 and said[-1].startswith(f"{file}: … and 980 more")


def test_a_file_that_is_no_dataset(file, tmp_path):
    assert "cannot be read: No such file" in faults(file)[0]
    assert "cannot be read" in faults(tmp_path)[0]
    file.write_bytes(b"\xff\xfe")
    assert "cannot be read: 'utf-8'" in faults(file)[0]
    file.write_text("\n")
    assert "holds no example" in faults(file)[0]


def test_a_dataset_is_written_whole_or_not_at_all(file, tmp_path):
    def broken():
        yield EXAMPLES[0]
        raise RuntimeError

    write(file, EXAMPLES[:1])
    with pytest.raises(RuntimeError):
        write(file, broken())
    assert read(file, TOOLS) == EXAMPLES[:1]
    for place in (tmp_path / "nowhere" / "data.jsonl", tmp_path):
        with pytest.raises(ConfigurationError, match="cannot be written"):
            write(place, EXAMPLES)
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    assert not list(tmp_path.parent.glob("*.part"))
