"""Ticks come back from bags of both formats as they were recorded, and a bad bag is said in one line."""

from __future__ import annotations

import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from simpletool_ros.core.heads import HeadOutput, Stop
from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.resources import share
from simpletool_ros.core.tools import Call
from simpletool_ros.core.verdict import Code
from simpletool_ros.train.recorded import Tick

pytest.importorskip("rosbags", reason="reading bags needs rosbags (pip install rosbags)")

from recording import DRIVE, STORAGES, drive, report_message, serialized, write_bag  # noqa: E402
from rosbags.rosbag2 import CompressionMode, Reader, Writer  # noqa: E402
from rosbags.typesys import Stores, get_types_from_msg, get_typestore  # noqa: E402

from simpletool_ros.train import bags  # noqa: E402
from simpletool_ros.train.bags import CALL, TICK, definitions, read  # noqa: E402

EVERYTHING = {
    "flag": True,
    "count": -(2**62),
    "number": 0.1,
    "whole": 1.0,
    "text": 'ö "\n',
    "flags": [True, False],
    "counts": [1, 2**62],
    "numbers": [0.1, -2.5],
    "texts": ["a", ""],
}
HEADS = {stop.name: HeadOutput(stop.name, "ö", stop, (0, 2**32 - 1), -0.5) for stop in Stop}
TICKS = [
    drive(1),
    drive(2, Code.NO_CALL, None, heads={"function": HeadOutput("function", "", Stop.NULL, (9,), -0.125)}),
    drive(3, Code.REJECTED, None),
    drive(4, Code.LATE, None),
    drive(5, Code.FAILED, None, suffix="", heads={}),
    drive(6, call=Call("everything", EVERYTHING, "Said.\u2028"), heads=HEADS),
    drive(7, call=None),
    drive(8, call=Call("stop", {})),
]


@pytest.fixture(params=sorted(STORAGES))
def storage(request: pytest.FixtureRequest) -> str:
    return request.param


def fault(path: Path, topic: str = "") -> str:
    with pytest.raises(ConfigurationError) as raised:
        read(path, topic)
    (problem,) = raised.value.problems
    said = str(problem)
    assert said.startswith(f"{path}: ") and said.endswith(")") and "\n" not in said and len(said) < 500
    return said


def test_ticks_come_back_from_the_folder_and_from_its_file(tmp_path, storage):
    file = write_bag(tmp_path / "bag", TICKS, storage)
    assert read(tmp_path / "bag") == TICKS
    assert read(file) == TICKS
    types = [type(value) for value in read(file)[5].call.arguments.values()]
    assert types == [bool, int, float, float, str, list, list, list, list]
    assert all(type(token) is int for head in read(file)[0].heads.values() for token in head.token_ids)


@pytest.mark.parametrize("compression", [CompressionMode.FILE, CompressionMode.MESSAGE])
def test_a_compressed_bag(tmp_path, storage, compression):
    write_bag(tmp_path / "bag", TICKS, storage, compression=compression)
    assert read(tmp_path / "bag") == TICKS


def test_a_split_bag(tmp_path, storage):
    first = write_bag(tmp_path / "bag", TICKS[:4], storage)
    second = write_bag(tmp_path / "more", TICKS[4:], storage)
    second.rename(first.parent / second.name)
    metadata = first.parent / "metadata.yaml"
    told = yaml.safe_load(metadata.read_text())
    told["rosbag2_bagfile_information"]["relative_file_paths"].append(second.name)
    metadata.write_text(yaml.safe_dump(told))
    assert read(first.parent) == TICKS


def test_another_robot_s_calls_are_not_mixed_in(tmp_path, storage):
    bag = tmp_path / "bag"
    write_bag(bag, TICKS, storage, robots=("/a", "/b"))
    said = fault(bag)
    assert "2 topics" in said and "--topic one of /a/controller/tick, /b/controller/tick" in said
    assert read(bag, "/b/controller/tick") == read(bag, "a/controller/tick") == TICKS
    assert "/c/tick: is no topic" in fault(bag, "/c/tick")
    assert "is no topic" in fault(bag, "/a/controller/call")


def test_the_calls_need_not_stand_beside_the_ticks_nor_be_there(tmp_path):
    def write(name, topic):
        with Writer(tmp_path / name, version=9) as writer:
            source = write_bag(tmp_path / f"{name}_source", [drive(1)])
            reports = writer.add_connection("/tick", TICK, typestore=definitions())
            calls = writer.add_connection(topic, CALL, typestore=definitions()) if topic else None
            for connection, stamp, data in messages(source):
                target = reports if connection.msgtype == TICK else calls
                if target is not None:
                    writer.write(target, stamp, data)
        return read(tmp_path / name)

    assert write("elsewhere", "/other/call") == [drive(1)]
    assert write("absent", "") == [drive(1, call=None)]


def messages(path: Path) -> list:
    with Reader(path) as reader:
        return list(reader.messages())


def test_a_call_whose_trace_id_is_not_its_alone_is_left_to_the_heads(tmp_path):
    ticks = [drive(1), replace(drive(1), suffix="other", call=Call("stop", {}))]
    assert [tick.call for tick in read(write_bag(tmp_path / "bag", ticks))] == [None, None]
    assert [tick.call for tick in read(write_bag(tmp_path / "same", [drive(1)] * 2))] == [DRIVE, DRIVE]


def test_the_contract_s_stop_is_no_call_of_the_model(tmp_path):
    ticks = [replace(drive(1), trace_id="", call=Call("", {}))]
    assert read(write_bag(tmp_path / "bag", ticks))[0].call is None


@pytest.mark.parametrize(
    "name", ["nowhere", "nowhere.mcap", "empty", "bag.txt", "bag.bag", "empty.db3", "empty.mcap"]
)
def test_what_is_no_bag(tmp_path, name):
    if name == "empty":
        (tmp_path / name).mkdir()
    elif not name.startswith("nowhere"):
        (tmp_path / name).touch()
    assert "cannot be read as a bag" in fault(tmp_path / name)


def test_a_bag_without_ticks(tmp_path, storage):
    with Writer(tmp_path / "bag", version=9, storage_plugin=STORAGES[storage]) as writer:
        writer.add_connection("/controller/call", CALL, typestore=definitions())
    assert "has no topic of type simpletool_ros/msg/TickReport" in fault(tmp_path / "bag")
    assert "ros2 bag record" in fault(tmp_path / "bag")


def test_another_definition_of_a_message(tmp_path, storage):
    other = get_typestore(Stores.LATEST)
    other.register(get_types_from_msg("string trace_id\nstring suffix\n", TICK))
    with Writer(tmp_path / "bag", version=9, storage_plugin=STORAGES[storage]) as writer:
        connection = writer.add_connection("/controller/tick", TICK, typestore=other)
        writer.write(connection, 1, other.serialize_cdr(other.types[TICK]("18c-1", "go"), TICK))
    (file,) = (tmp_path / "bag").glob(f"*.{storage}")
    for path in (tmp_path / "bag", file):  # the folder tells by its hash, an MCAP file by its definition
        assert f"/controller/tick: has another definition of {TICK}" in fault(path)


def test_a_bag_that_is_cut_short(tmp_path, storage):
    whole = write_bag(tmp_path / "bag", TICKS, storage).read_bytes()
    cut = tmp_path / f"cut.{storage}"
    cut.write_bytes(whole[: len(whole) // 2])
    assert "cannot be read as a bag" in fault(cut) and "mcap recover" in fault(cut)
    (tmp_path / "bag" / "metadata.yaml").unlink()
    assert "ros2 bag reindex" in fault(tmp_path / "bag")


@pytest.mark.parametrize("order", [True, False], ids=["little", "big"])
def test_a_message_with_bytes_behind_its_end(tmp_path, storage, order):
    data = definitions().serialize_cdr(report_message(TICKS[3]), TICK, little_endian=order)
    assert read(written(tmp_path, storage, bytes(data) + b"\xa0" * 16)) == [TICKS[3]]


def test_a_message_that_is_cut_short_or_of_another_form(tmp_path, storage):
    data = bytes(serialized(report_message(TICKS[3])))
    for number, part in enumerate((b"", data[:3], data[:-1], data[:80], b"\0\x03" + data[2:])):
        assert "cannot be read as a bag" in fault(written(tmp_path / str(number), storage, part))


def written(folder: Path, storage: str, data: bytes) -> Path:
    """Write a bag of one TickReport."""
    with Writer(folder / "bag", version=9, storage_plugin=STORAGES[storage]) as writer:
        writer.write(writer.add_connection("/controller/tick", TICK, typestore=definitions()), 1, data)
    return folder / "bag"


def test_a_damaged_bag_never_ends_in_another_error(tmp_path, storage):
    whole = write_bag(tmp_path / "bag", TICKS, storage).read_bytes()
    rng = random.Random(1)
    damaged = tmp_path / f"damaged.{storage}"
    refused = 0
    for _ in range(300):
        data = bytearray(whole[: rng.choice((len(whole), rng.randrange(len(whole))))])
        for _ in range(rng.randrange(1, 20)):
            data[rng.randrange(len(data))] = rng.randrange(256) if data else 0
        damaged.write_bytes(data)
        try:
            assert all(isinstance(tick, Tick) for tick in read(damaged))
        except ConfigurationError as error:
            refused += 1
            assert str(error).startswith(f"{damaged}: ") and "\n" not in str(error)
    assert refused > 50


def test_the_definitions_are_found_where_the_package_is_installed(tmp_path, monkeypatch):
    shutil.copytree(share() / "config", tmp_path / "config")
    monkeypatch.setattr(bags, "share", lambda: tmp_path)
    definitions.cache_clear()
    with pytest.raises(FileNotFoundError, match="reinstall the package"):
        read(tmp_path)
    shutil.copytree(share() / "msg", tmp_path / "msg")
    assert definitions().hash_rihs01(TICK)
    definitions.cache_clear()
