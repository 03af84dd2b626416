"""Training end to end at a size that learns nothing, and the shipped checkpoint as the robot runs it."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from simpletool_ros.core.problems import ConfigurationError

torch = pytest.importorskip("torch", reason="training needs torch (pip install torch)")
pytest.importorskip("mujoco", reason="training drives in the simulator (pip install mujoco)")

from simpletool_ros.core.tools import fingerprint  # noqa: E402
from simpletool_ros.engine.checkpoint import Checkpoint  # noqa: E402
from simpletool_ros.train.checkpoint import read  # noqa: E402
from simpletool_ros.train.data import Visited, write_visited  # noqa: E402
from simpletool_ros.train.offers import shipped  # noqa: E402
from simpletool_ros.train.plan import Plan  # noqa: E402
from simpletool_ros.train.train import Training  # noqa: E402

OPEN = "clear: far left 2.0, left 2.0, front 2.0, right 2.0, far right 2.0"

TINY = """
contract: turtlebot3
seed: 1
size: {hidden_size: 16, intermediate_size: 16, num_hidden_layers: 1,
  num_attention_heads: 2, num_key_value_heads: 1, head_dim: 8}
vocabulary: 3000
row: 2048
rows: 1
steps: 3
lr_muon: 0.02
lr_adam: 0.003
warmup: 1
decay: 0.5
shares: {contract: 1.0}
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


def test_a_run_draws_its_loss_and_says_what_it_was_trained_on(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("simpletool_ros.train.data.TOKENIZER_LINES", 200)
    training = Training(Plan.load(plan), tmp_path / "run", "cpu", 0)
    training.run()
    assert (tmp_path / "run" / "loss.png").read_bytes().startswith(b"\x89PNG")
    told = Checkpoint.read(tmp_path / "run" / "checkpoint").training
    assert told.contract == fingerprint(training.contract.toolset)


def test_a_folder_of_another_run_is_refused_and_stays(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("simpletool_ros.train.data.TOKENIZER_LINES", 200)
    Training(Plan.load(plan), tmp_path / "run", "cpu", 0).run()
    before = (tmp_path / "run" / "last.pt").read_bytes()
    with pytest.raises(ConfigurationError, match="last.pt: seed: is 2, the run in this folder has 1"):
        Training(replace(Plan.load(plan), seed=2), tmp_path / "run", "cpu", 0)
    assert (tmp_path / "run" / "last.pt").read_bytes() == before


def test_too_little_memory_is_said_and_the_saved_state_stays(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("simpletool_ros.train.data.TOKENIZER_LINES", 200)
    training = Training(Plan.load(plan), tmp_path / "run", "cpu", 0)

    def full(batch):
        raise torch.cuda.OutOfMemoryError

    monkeypatch.setattr(training, "_loss", full)
    with pytest.raises(ConfigurationError, match=r"rows: a batch of 1 rows .*\(lower rows"):
        training.run()


def test_a_contract_of_ones_own_is_trained_with_recorded_answers(plan, tmp_path, monkeypatch):
    monkeypatch.setattr("simpletool_ros.train.data.TOKENIZER_LINES", 200)
    (tmp_path / "cart.yaml").write_text(
        "robot: cart\ntools:\n"
        "  - {name: beacon, parameters: {color: {type: string, enum: [amber, red]}}, valid_for: 0}\n"
    )
    recorded = {
        "suffix": "<|im_start|>user\namber",
        "call": {"function": "beacon", "arguments": {"color": "amber"}},
    }
    (tmp_path / "ride.jsonl").write_text(
        json.dumps({**recorded, "origin": "recorded", "trace_id": "1"}) + "\n"
    )
    own = replace(
        Plan.load(plan),
        contract=str(tmp_path / "cart.yaml"),
        recorded=str(tmp_path / "ride.jsonl"),
        recorded_share=1.0,
        phrases={"beacon": ["flash {color}"]},
        rounds=[0.5],
        round_episodes=4,
    )
    training = Training(own, tmp_path / "run", "cpu", 0)
    training.run()
    batch = next(iter(training._data()))
    assert batch["targets"].max() > 0
    assert not list((tmp_path / "run").glob("visited-*"))  # there is no simulator for it


def test_visited_states_are_asked_again_in_other_words(tmp_path):
    state = (
        "objects: red ball 2.0 90 left, blue box 1.0 0 ahead",
        OPEN,
        "progress: moved 0.0, turned 0",
        "visited: nothing",
    )
    write_visited(tmp_path, 0, [(state, "go_to", {"object": "red ball", "pace": "fast"})])
    visited = Visited(tmp_path)
    visited.refresh()
    samples = [visited.sample(random.Random(seed), shipped()) for seed in range(20)]
    assert len({sample.suffix for sample in samples}) == 20
    assert {sample.said["function"] for sample in samples} == {"drive"}
    assert {sample.said["arg2"] for sample in samples} == {"1"}


def test_a_plan_whose_values_are_of_another_type_is_refused(plan):
    plan.write_text(TINY.replace("rows: 1", "rows: many"))
    with pytest.raises(ConfigurationError, match="rows"):
        Plan.load(plan)


def test_a_plan_with_wrong_keys_is_refused_with_each_of_them(plan):
    plan.write_text(TINY.replace("steps: 3", "stepz: 3"))
    with pytest.raises(ConfigurationError) as error:
        Plan.load(plan)
    assert {problem.key for problem in error.value.problems} == {"steps", "stepz"}
