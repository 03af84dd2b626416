"""Quantization writes a checkpoint that the direct engine loads, or nothing."""

from __future__ import annotations

import importlib.util
import json
import random
import shutil

import pytest

from simpletool_ros.cli.main import main
from simpletool_ros.core.contract import Contract
from simpletool_ros.core.decode import decode
from simpletool_ros.core.heads import HeadPlan
from simpletool_ros.core.resources import find
from simpletool_ros.train import dataset, instructions, offers
from simpletool_ros.train.evaluate import Split, draw

installed = pytest.mark.skipif(
    importlib.util.find_spec("llmcompressor") is None,
    reason="needs llm-compressor (pip install 'simpletool_ros[quantize]')",
)


@pytest.fixture(scope="module")
def ticks(tmp_path_factory):
    """What ``simpletool dataset`` writes: ticks of the shipped contract."""
    offer = offers.shipped()
    split = Split(lambda rng: offer, instructions.SEEN, ())
    drawn = [one for _, some in draw(random.Random(2), split, 60) for one in some]
    path = tmp_path_factory.mktemp("ticks") / "drive.jsonl"
    dataset.write(
        path,
        [
            dataset.Example(one.suffix, offer.call(one.said), dataset.RECORDED, f"tick-{number}")
            for number, one in enumerate(drawn)
        ],
    )
    return path


def quantize(*arguments):
    return main(["quantize", *map(str, arguments)])


@installed
@pytest.mark.parametrize("more", [(), ("--group", 64, "--asymmetric")], ids=["symmetric", "asymmetric"])
def test_the_shipped_model_quantized_says_nearly_the_same(ticks, tmp_path, capsys, more):
    from simpletool_ros.engine.direct import DirectEngine  # needs torch, as llm-compressor does

    out = tmp_path / "w4a16"
    arguments = ("--contract", "turtlebot3", "--ticks", ticks, "--samples", 24, "--out", out, *more)
    assert quantize("nano", *arguments) == 0
    assert "calibrated on 24 ticks; 11.8 MB of weights became" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == [out]
    source = find("nano", "models")
    ours, theirs = (json.loads((folder / "config.json").read_text()) for folder in (out, source))
    said = ours.pop("quantization_config")
    assert ours == theirs  # the profile and what else is known of the training
    assert "null" not in json.dumps(said)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        assert (out / name).read_bytes() == (source / name).read_bytes()
    plain, quantized = DirectEngine("nano", "cpu"), DirectEngine(str(out), "cpu")
    assert (quantized.profile, quantized.training) == (plain.profile, plain.training)
    offer = offers.shipped()
    calls = []
    for engine in (plain, quantized):
        session = engine.open(offer.prompt.prefix, HeadPlan(offer.toolset))
        asked = (one.suffix for one in dataset.read(ticks, offer.toolset)[24:])
        calls.append([decode(session.decode(suffix).heads, offer.toolset)[1] for suffix in asked])
    same = sum(one == other for one, other in zip(*calls, strict=True))
    assert same > 0.6 * len(calls[0])  # of so small a model every parameter counts
    assert len(set(map(str, calls[0]))) > 5


@installed
def test_it_is_quantized_once(ticks, tmp_path, capsys):
    folder = shutil.copytree(find("nano", "models"), tmp_path / "nano")
    config = json.loads((folder / "config.json").read_text())
    (folder / "config.json").write_text(json.dumps(config | {"quantization_config": {"quant_method": "awq"}}))
    assert quantize(folder, "--contract", "turtlebot3", "--ticks", ticks, "--out", tmp_path / "out") == 1
    assert "quantization_config: is there already (name the unquantized" in capsys.readouterr().err


@installed
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--group", 96), "--group: is 96, and mlp.up_proj has 256 inputs, which it must divide (use 128)"),
        (("--group", 4), "--group: is 4"),
        (("--samples", 0), "--samples: is 0"),
    ],
)
def test_arguments_of_no_use(ticks, tmp_path, capsys, arguments, said):
    out = tmp_path / "out"
    assert quantize("nano", "--contract", "turtlebot3", "--ticks", ticks, "--out", out, *arguments) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@installed
def test_what_is_there_stays(ticks, tmp_path, capsys):
    (tmp_path / "out").mkdir()
    assert quantize("nano", "--contract", "turtlebot3", "--ticks", ticks, "--out", tmp_path / "out") == 1
    assert "out: --out: exists (name another folder" in capsys.readouterr().err


def test_without_ticks(tmp_path, capsys):
    (tmp_path / "empty.jsonl").write_text("")
    arguments = ("--ticks", tmp_path / "empty.jsonl", "--out", tmp_path / "out")
    assert quantize("nano", "--contract", "turtlebot3", *arguments) == 1
    assert "empty.jsonl: holds no example (make it with simpletool dataset)" in capsys.readouterr().err


@pytest.mark.skipif(
    importlib.util.find_spec("llmcompressor") is not None, reason="llm-compressor is installed here"
)
def test_without_llm_compressor(ticks, tmp_path, capsys):
    assert quantize("nano", "--contract", "turtlebot3", "--ticks", ticks, "--out", tmp_path / "out") == 1
    assert "needs llmcompressor (pip install 'simpletool_ros[quantize]')" in capsys.readouterr().err


def test_the_contract_is_that_of_the_ticks():
    assert Contract.load(find("turtlebot3", "config")).toolset == offers.shipped().toolset
