"""Training end to end at a size that learns nothing, and the shipped checkpoint as the robot runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from simpletool_ros.core.problems import ConfigurationError

torch = pytest.importorskip("torch", reason="training needs torch (pip install torch)")
pytest.importorskip("mujoco", reason="training drives in the simulator (pip install mujoco)")

from simpletool_ros.train.checkpoint import read  # noqa: E402
from simpletool_ros.train.train import Plan, Training  # noqa: E402

TINY = """
contract: turtlebot3
seed: 1
size: {hidden_size: 16, intermediate_size: 16, num_hidden_layers: 1,
  num_attention_heads: 2, num_key_value_heads: 1, head_dim: 8}
row: 640
rows: 1
steps: 3
lr_muon: 0.02
lr_adam: 0.003
warmup: 1
decay: 0.5
shipped: 1.0
visited: 0.5
rounds: []
round_episodes: 0
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(TINY)
    return path


def test_an_interrupted_run_goes_on_and_writes_a_checkpoint(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("simpletool_ros.train.data.TOKENIZER_LINES", 200)
    first = Training(Plan.load(plan), tmp_path / "run", "cpu", 0)
    first.run(seconds=1e-9)  # one step, then time is up
    again = Training(Plan.load(plan), tmp_path / "run", "cpu", 0)
    assert again.step == first.step == 1
    kept = again.model.state_dict()
    assert all(torch.equal(value, kept[name]) for name, value in first.model.state_dict().items())
    again.run()
    model, tokenizer = read(tmp_path / "run" / "checkpoint")
    assert again.step == 3
    assert model.size.vocab_size == tokenizer.get_vocab_size()
    config = json.loads((tmp_path / "run" / "checkpoint" / "config.json").read_text())
    written = again.model.state_dict()
    assert all(torch.equal(value, written[name].bfloat16()) for name, value in model.state_dict().items())
    assert config["model_type"] == "qwen3" and config["simpletool"]["profile"] == "v2"


def test_a_plan_with_wrong_keys_is_refused_with_each_of_them(plan):
    plan.write_text(TINY.replace("steps: 3", "stepz: 3"))
    with pytest.raises(ConfigurationError) as error:
        Plan.load(plan)
    assert {problem.key for problem in error.value.problems} == {"steps", "stepz"}
