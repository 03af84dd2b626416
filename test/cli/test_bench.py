"""``simpletool bench`` on the shipped model, as a person runs it, with few ticks. No figure is judged."""

import importlib.util
import json

import pytest

from simpletool_ros.cli import bench_measure, bench_report
from simpletool_ros.cli.main import main
from simpletool_ros.core.heads import HeadOutput, HeadPlan, Stop
from simpletool_ros.engine.embedded import EmbeddedEngine


def test_every_domain_is_measured_and_drawn(tmp_path, capsys):
    pytest.importorskip("matplotlib", reason="the picture needs matplotlib (pip install matplotlib)")
    assert main(["bench", "--ticks", "4", "--out", str(tmp_path / "of" / "mine")]) == 0
    said = capsys.readouterr().out
    report = json.loads((tmp_path / "of" / "mine.json").read_text())
    assert (report["engine"], report["model"], report["ticks"]) == ("embedded", "nano", 4)
    assert report["machine"]["versions"]["onnxruntime"]
    assert list(report["domains"]) == ["game", "arm", "avatar", "robot"]
    for name, one in report["domains"].items():
        assert f"| {name} | {one['prefix_tokens']} + " in said
        assert 0 < one["tick_ms"]["p50"] <= one["tick_ms"]["p95"] <= one["tick_ms"]["p99"]
        assert one["forwards"] >= 1 and one["head_tokens"]["function"] >= 1
        assert one["heads_against_one"] > 0
    robot = report["domains"]["robot"]
    assert set(robot["head_tokens"]) == {"function", "arg1", "arg2"}
    assert robot["json_tokens"] > 20 and robot["json_against_tick"] > 1
    assert (tmp_path / "of" / "mine.png").read_bytes()[:4] == b"\x89PNG"


def test_an_engine_that_cannot_write_token_by_token(monkeypatch):
    """Its sessions have what the protocol asks for and no more."""

    class Bare:
        def __init__(self, session):
            self.prefix_tokens = session.prefix_tokens
            self.count, self.decode, self.close = session.count, session.decode, session.close

    engine = EmbeddedEngine("nano")
    opened = engine.open
    monkeypatch.setattr(engine, "open", lambda prefix, plan: Bare(opened(prefix, plan)))
    offer = bench_measure.domains(engine.profile)["robot"]
    one = bench_measure.measure(engine, offer, bench_measure.suffixes("robot", offer, 3))
    assert one["json_ms"] is one["heads_against_one"] is None
    assert bench_report.row("robot", one).endswith("| – | – |")


def test_heads_that_the_call_does_not_use_do_not_count():
    from simpletool_ros.engine.base import Decoded

    heads = {
        "function": HeadOutput("function", "go", Stop.CLOSED, (1, 2)),
        "arg1": HeadOutput("arg1", "", Stop.SKIPPED),
    }
    ticks = [Decoded(heads, 9, 5, 1, 0.0, 1.0, 0.0)] * 2
    assert bench_measure._by_head(ticks) == {"function": 2}


def test_prompts_are_the_same_every_time_and_in_the_checkpoint_s_profile():
    for name, offer in bench_measure.domains("v2").items():
        drawn = bench_measure.suffixes(name, offer, 5)
        assert drawn == bench_measure.suffixes(name, offer, 5) and len(set(drawn)) == 5
        assert len(HeadPlan(offer.toolset).heads) == 1 + offer.toolset.arity
    first, second = (bench_measure.domains(profile)["arm"].prompt.prefix for profile in ("v1", "v2"))
    assert first != second


def test_the_ros_side_of_a_recorded_drive(tmp_path, capsys):
    pytest.importorskip("rosbags", reason="reading bags needs rosbags (pip install rosbags)")
    from recording import drive, write_bag

    from simpletool_ros.train.bags import stages

    write_bag(tmp_path / "bag", [drive(1), drive(2), drive(3, suffix="", heads={})])
    told = bench_report.split(stages(tmp_path / "bag"))
    assert told["ticks"] == 2  # the third asked the model nothing
    assert told["engine_ms"]["p50"] == 3.0  # prefill and decode
    assert told["total_ms"]["p50"] == 1.5 and told["stages_ms"]["snapshot"] == 1.5
    assert "the log's 2 ticks" in bench_report.ros(told)


def test_what_cannot_be_measured_is_said(monkeypatch, capsys):
    assert main(["bench", "--ticks", "1"]) == 1
    assert "--ticks: is 1 (make it 2 or more)" in capsys.readouterr().err
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    assert main(["bench", "--log", "drive_1"]) == 1
    assert "pip install rosbags" in capsys.readouterr().err
