"""The contract: what is read, and that every fault names its key and its mend."""

import copy

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.core.contract import Contract
from simpletool_ros.core.parts import Mapped, canonical
from simpletool_ros.core.problems import ConfigurationError
from simpletool_ros.core.resources import find, share

SHIPPED = sorted((share() / "config").glob("*.yaml"))
CONTRACTS = [path for path in SHIPPED if "tools" in yaml.safe_load(path.read_text())]
TURTLEBOT3 = yaml.safe_load(find("turtlebot3", "config").read_text())


@pytest.mark.parametrize("path", CONTRACTS, ids=lambda path: path.stem)
def test_every_shipped_contract_is_valid(path):
    assert Contract.load(path).file == str(path)


def test_turtlebot3():
    contract = Contract.load(find("turtlebot3", "config"))
    assert contract.toolset.names == ("drive", "stop", "done")
    assert contract.toolset["drive"].parameters[0].choices == (
        "-0.1",
        "-0.05",
        "0",
        "0.05",
        "0.1",
        "0.15",
        "0.2",
    )
    assert (contract.valid_for("drive"), contract.valid_for("stop")) == (contract.guard.timeout, 0.0)
    assert contract.limits_of("/cmd_vel/")["linear.x"].maximum == 0.22


def test_topics_have_one_spelling():
    assert {canonical(name) for name in ("cmd_vel", "/cmd_vel", "cmd_vel/", "//cmd_vel/")} == {"cmd_vel"}


def test_mapped_values():
    assert Mapped.model_validate("speed").apply({"speed": 0.2}) == 0.2
    assert Mapped(argument="deg", scale=0.5, offset=1).apply({"deg": 3}) == 2.5
    assert Mapped(argument="on").apply({"on": True}) is True
    assert Mapped(argument="on", scale=2).apply({}) is None
    assert Mapped(value=7).apply({"speed": 1}) == 7


def remove(*path):
    return lambda data: at(data, path[:-1]).pop(path[-1])


def put(value, *path):
    def change(data):
        at(data, path[:-1])[path[-1]] = value

    return change


def at(data, path):
    for part in path:
        data = data[part]
    return data


WIDE = {name: {"type": "string"} for name in "abcdefg"}


@pytest.mark.parametrize(
    ("change", "key", "what"),
    [
        (put(1, "speed"), "speed", "is no key of a contract"),
        (put(1, "sources", "clear", "topc"), "sources.clear.topc", "is no key"),
        (put(1, "tools", 0, "route", "tpic"), "tools.0.route.tpic", "is no key"),
        (put(1, "guard", "time"), "guard.time", "is no key"),
        (remove("robot"), "robot", "is missing"),
        (remove("tools"), "tools", "is missing"),
        (put([], "tools"), "tools", "at least 1"),
        (put("fast", "rate"), "rate", "valid number"),
        (put(0, "rate"), "rate", "greater than 0"),
        (put(float("nan"), "guard", "timeout"), "guard.timeout", "finite"),
        (
            put(float("inf"), "limits", "cmd_vel", "linear.x", "maximum"),
            "limits.cmd_vel.linear.x.maximum",
            "finite",
        ),
        (put("scan scan", "sources", "clear", "topic"), "sources.clear.topic", "no ROS name"),
        (put("LaserScan", "sources", "clear", "type"), "sources.clear.type", "no msg type"),
        (put([20, -20], "sources", "clear", "sectors", "front"), "sources.clear.sectors", "runs from"),
        (
            put("flaot", "tools", 0, "parameters", "speed", "type"),
            "tools.0.parameters.speed.type",
            "is 'flaot'",
        ),
        (
            put({"type": "object"}, "tools", 0, "parameters", "speed"),
            "tools.0.parameters.speed.type",
            "no typed ROS",
        ),
        (put(WIDE, "tools", 0, "parameters"), "tools.0.parameters", "7 parameters"),
        (put("drive", "tools", 1, "name"), "tools.1.name", "second tool named 'drive'"),
        (put({"name": "x"}, "tools", 0, "function"), "tools.0.name", "stands beside function"),
        (
            put("sped", "tools", 0, "route", "fields", "linear.x"),
            "tools.0.route.fields.linear.x",
            "no parameter 'sped'",
        ),
        (remove("tools", 0, "route", "fields", "linear.x"), "tools.0.route.fields", "'speed' goes nowhere"),
        (put("speed", "tools", 0, "route", "fields", "Linear x"), "tools.0.route.fields", "no field path"),
        (put("srv", "tools", 0, "route", "service"), "tools.0.route", "topic and service"),
        (remove("tools", 0, "route", "topic"), "tools.0.route", "no topic, service or action"),
        (put("std_srvs/srv/Trigger", "tools", 0, "route", "type"), "tools.0.route", "no msg type"),
        (
            put({"argument": "speed", "value": 1}, "tools", 0, "route", "fields", "linear.x"),
            "tools.0.route.fields.linear.x",
            "neither or both",
        ),
        (put("fly", "done"), "done", "no tool 'fly'"),
        (put(["stop", "fly"], "done"), "done", "no tool 'fly'"),
        (put("v7", "prompt", "profile"), "prompt.profile", "v1, v2"),
        (put({"linear.x": {"maximum": 1}}, "limits", "cmd_vell"), "limits.cmd_vell", "no tool's route"),
        (
            put({"minimum": 1, "maximum": 0}, "limits", "cmd_vel", "linear.x"),
            "limits.cmd_vel.linear.x",
            "above maximum",
        ),
        (
            put({"maximum": 0.1, "policy": "reject"}, "limits", "cmd_vel", "linear.x"),
            "tools.0.route.fields.linear.x",
            "limit of linear.x rejects",
        ),
        (
            put({"minimum": 3}, "limits", "cmd_vel", "linear.x"),
            "tools.0.route.fields.linear.x",
            "outside the limit",
        ),
        (remove("stop"), "stop", "'drive' moves the robot"),
        (put({"linear.x": "speed"}, "stop", 0, "fields"), "stop.0.fields.linear.x", "no arguments"),
        (put(5.0, "deadline"), "deadline", "more than ten periods"),
        (put(2.0, "rate"), "guard.timeout", "after 0.5 s, a tick comes every 0.5 s"),
        (put({"linear.x": {"maximum": 0.1}}, "limits", "/cmd_vel"), "limits./cmd_vel", "cmd_vel again"),
        (put("~/cmd_vel", "stop", 0, "topic"), "stop.0.topic", "the guard's own"),
    ],
)
def test_faults_name_key_and_mend(change, key, what):
    data = copy.deepcopy(TURTLEBOT3)
    change(data)
    with pytest.raises(ConfigurationError) as error:
        Contract.parse(data, "robot.yaml")
    told = {problem.key: problem for problem in error.value.problems}
    assert key in told, str(error.value)
    assert what in f"{told[key].what} {told[key].mend}"
    assert told[key].mend and told[key].file == "robot.yaml"


def test_faults_inside_openai_s_form_have_its_keys():
    data = copy.deepcopy(TURTLEBOT3)
    function = {"name": "drive", "parameters": {"properties": {"speed": {"type": "flaot"}}}}
    data["tools"][0] = {"function": function}
    with pytest.raises(
        ConfigurationError, match=r"^tools.0.function.parameters.properties.speed.type: is 'flaot'"
    ):
        Contract.parse(data)


def test_all_faults_are_told_at_once():
    data = copy.deepcopy(TURTLEBOT3)
    data["rate"], data["guard"]["timeout"], data["spead"] = -1, "soon", 0
    with pytest.raises(ConfigurationError) as error:
        Contract.parse(data)
    assert {problem.key for problem in error.value.problems} == {"rate", "guard.timeout", "spead"}


def test_limits_hold_for_every_spelling_of_a_topic():
    data = copy.deepcopy(TURTLEBOT3)
    data["tools"][0]["route"]["topic"] = "/cmd_vel/"
    contract = Contract.parse(data)
    assert contract.tools[0].route is not None
    assert contract.limits_of(contract.tools[0].route.target)["linear.x"].maximum == 0.22


def test_openai_form_is_the_short_form():
    data = copy.deepcopy(TURTLEBOT3)
    tool = Contract.parse(data).tools[0]
    data["tools"][0] = {"function": tool.openai["function"], "route": data["tools"][0]["route"]}
    assert Contract.parse(data).toolset.tools[0].json == Contract.parse(TURTLEBOT3).toolset.tools[0].json


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("robot: [", "robot.yaml: line "),
        ("robot: a\nrobot: b\n", "given twice"),
        ("- a\n- b\n", "is not a mapping"),
        ("", "is not a mapping"),
        ("robot: \x00", "robot.yaml"),
        ("robot: 2026-13-01", "month must be in"),
        ("[" * 5000, "recursion"),
    ],
)
def test_files_that_are_no_contract(tmp_path, text, what):
    path = tmp_path / "robot.yaml"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match=what):
        Contract.load(path)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ConfigurationError, match=r"nowhere.yaml: cannot be read: No such file"):
        Contract.load(tmp_path / "nowhere.yaml")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
_PLACES = st.sampled_from(
    [
        ("robot",),
        ("rate",),
        ("prompt",),
        ("sources",),
        ("sources", "clear"),
        ("sources", "clear", "sectors"),
        ("tools",),
        ("tools", 0),
        ("tools", 0, "parameters"),
        ("tools", 0, "parameters", "speed"),
        ("tools", 0, "route"),
        ("tools", 0, "route", "fields"),
        ("limits",),
        ("limits", "cmd_vel"),
        ("stop",),
        ("stop", 0),
        ("guard",),
        ("done",),
    ]
)


@given(_PLACES, _JSON)
def test_no_junk_gets_past_as_anything_but_a_configuration_error(place, junk):
    data = copy.deepcopy(TURTLEBOT3)
    put(junk, *place)(data)
    try:
        Contract.parse(data)
    except ConfigurationError as error:
        assert error.problems


@pytest.mark.parametrize("field", ["speed", {"value": 0.1}])
def test_what_sets_a_velocity_cannot_be_said_to_move_nothing(field):
    data = copy.deepcopy(TURTLEBOT3)
    data["tools"][0]["valid_for"] = 0
    data["tools"][0]["route"]["fields"]["linear.y"] = field
    with pytest.raises(ConfigurationError, match=r"tools.0.valid_for: is 0, but the tool sets linear"):
        Contract.parse(data)
