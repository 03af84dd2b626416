"""``simpletool evaluate`` on the shipped model, as a person runs it, with few samples."""

import json

import pytest

from simpletool_ros.cli.main import main
from simpletool_ros.core.resources import find


def test_the_report_has_every_split_and_the_drives(capsys, tmp_path):
    pytest.importorskip("mujoco", reason="the simulator needs mujoco (pip install mujoco)")
    file = tmp_path / "report.json"
    code = main(
        ["evaluate", "nano", "--calls", "20", "--episodes", "2", "--seconds", "40", "--json", str(file)]
    )
    report, said = json.loads(file.read_text()), capsys.readouterr().out
    assert code == 0
    for split in ("seen contracts", "held-out phrasings", "everything unseen at once", "strangers' words"):
        assert report["calls"][split]["exact"]["of"] == 20
        assert f"| {split} |" in said
    assert report["calls"]["seen contracts"]["exact"]["rate"] > 0.7
    assert report["driving"]["go_to"]["success"] == {"rate": 1.0, "interval": [0.3424, 1.0], "of": 2}
    assert "threshold:" in said


def test_a_contract_of_ones_own_is_evaluated_by_its_phrases(capsys, tmp_path):
    contract, config = tmp_path / "cart.yaml", tmp_path / "train.yaml"
    contract.write_text(
        "robot: cart\ntools:\n"
        "  - {name: beacon, parameters: {color: {type: string, enum: [amber, red]}}, valid_for: 0}\n"
    )
    shipped = (find("nano", "models") / "train.yaml").read_text()
    config.write_text(
        shipped.replace("contract: turtlebot3", f"contract: {contract}")
        + "phrases: {beacon: ['flash {color}']}\n"
    )
    assert main(["evaluate", "nano", "--config", str(config), "--calls", "10", "--episodes", "0"]) == 0
    assert "| the contract's tools |" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["nowhere"], "nowhere"),
        (["nano", "--contract", "nowhere.yaml"], "nowhere.yaml"),
        (["nano", "--config", "nowhere.yaml"], "nowhere.yaml"),
    ],
)
def test_what_is_not_there_is_named(capsys, arguments, what):
    assert main(["evaluate", *arguments]) == 1
    assert what in capsys.readouterr().err
