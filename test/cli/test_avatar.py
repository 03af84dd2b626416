"""``simpletool avatar`` says what is wrong with what it is given before it starts anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from simpletool_ros.cli.main import main


@pytest.mark.parametrize("receiver", ["39539", "here:", ":39539", "here:there", "here:39539:"])
def test_a_receiver_is_a_host_and_a_port(receiver: str, capsys: pytest.CaptureFixture) -> None:
    assert main(["avatar", "--vmc", receiver]) == 1
    assert "--vmc" in (said := capsys.readouterr().err)
    assert "write HOST:PORT" in said


def test_every_fault_of_a_dialogue_is_said(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    file = tmp_path / "dialogue.yaml"
    file.write_text("- {at: 1, speaker: user, text: hello}\n- {at: 0, speaker: user}\n", encoding="utf-8")
    assert main(["avatar", "--dialogue", str(file)]) == 1
    said = capsys.readouterr().err
    assert f"{file}: 1.at: is before the line above" in said
    assert f"{file}: 1.text: is no text" in said
