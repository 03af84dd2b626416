"""Recorded dialogues: what is read, and every fault with its key and mend."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpletool_ros.avatar.dialogue import Line, load
from simpletool_ros.core.problems import ConfigurationError

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "avatar"


def write(folder: Path, text: str) -> Path:
    path = folder / "dialogue.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_lines_in_their_order(tmp_path):
    path = write(
        tmp_path, "- {at: 0, speaker: user, text: ' hello '}\n- {at: 1.5, speaker: avatar, text: 你好}\n"
    )
    assert load(path) == (Line(0.0, "user", "hello"), Line(1.5, "avatar", "你好"))


@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*dialogue*.yaml")), ids=lambda path: path.stem)
def test_the_examples_are_dialogues(path):
    assert {line.speaker for line in load(path)} >= {"user", "avatar"}


@pytest.mark.parametrize(
    ("text", "key", "mend"),
    [
        ("{}", "", "- {at: 0"),
        ("[]", "", "- {at: 0"),
        ("- hello", "0", "{at: 0"),
        ("- {at: -1, speaker: u, text: a}", "0.at", "seconds from the beginning"),
        ("- {at: .nan, speaker: u, text: a}", "0.at", "seconds from the beginning"),
        ("- {at: true, speaker: u, text: a}", "0.at", "seconds from the beginning"),
        ("- {speaker: u, text: a}", "0.at", "seconds from the beginning"),
        ("- {at: 2, speaker: u, text: a}\n- {at: 1, speaker: u, text: a}", "1.at", "order of time"),
        ("- {at: 0, text: a}", "0.speaker", "who speaks"),
        ("- {at: 0, speaker: u, text: ' '}", "0.text", "what is said"),
        ("- {at: 0, speaker: u, text: 5}", "0.text", "what is said"),
        ("- {at: 0, speaker: u, text: %s}" % ("a" * 2000), "0.text", "at most 1000"),
        ("- {at: 0, speaker: u, text: a, mood: b}", "0.mood", "at, speaker, text"),
        ("- {at: 0, speaker: u", "", "mend the YAML"),
        ("\x00", "", "mend the YAML"),
    ],
)
def test_a_fault_says_where_it_is_and_how_to_mend_it(tmp_path, text, key, mend):
    path = write(tmp_path, text)
    with pytest.raises(ConfigurationError) as caught:
        load(path)
    (problem,) = caught.value.problems
    assert (problem.file, problem.key) == (str(path), key)
    assert mend in problem.mend


def test_every_fault_is_said_at_once(tmp_path):
    with pytest.raises(ConfigurationError) as caught:
        load(write(tmp_path, "- {at: x, speaker: '', text: a}\n- 7\n"))
    assert [problem.key for problem in caught.value.problems] == ["0.at", "0.speaker", "1"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match="none.yaml: cannot be read"):
        load(tmp_path / "none.yaml")
