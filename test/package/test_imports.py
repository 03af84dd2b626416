"""Imports point one way: a room knows only those below it, and no two modules know each other."""

import ast
from pathlib import Path

import simpletool_ros

ROOT = Path(simpletool_ros.__file__).parent
INTERFACES = {"msg", "srv", "action"}
BELOW = {
    "core": set(),
    "engine": {"core"},
    "sim": {"core"},
    "avatar": {"core"},
    "ros": {"engine", "avatar", "core"},
    "serve": {"engine", "core"},
    "train": {"sim", "engine", "core"},
    "cli": {"ros", "serve", "sim", "avatar", "train", "engine", "core"},
}


def imported(path):
    """Return the modules of this package that a module imports, as ``room.module``."""
    here = path.relative_to(ROOT).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = (*here[: len(here) - node.level], *(node.module or "").split("."))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("simpletool_ros."):
            base = tuple(node.module.split(".")[1:])
        else:
            continue
        names = [part for part in base if part]
        for alias in node.names:
            yield ".".join(names[:2] if len(names) > 1 else [*names, alias.name])


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts): set(imported(path))
    for room in BELOW
    for path in sorted((ROOT / room).glob("*.py"))
}


def test_every_room_is_seen():
    assert len(MODULES) > 60
    assert "core.parameter" in MODULES["core.tools"]
    assert "engine.base" in MODULES["ros.decider"]


def test_a_room_knows_only_those_below():
    wrong = [
        f"{module} imports {other}"
        for module, others in MODULES.items()
        for other in others
        if (room := other.split(".")[0]) not in BELOW[module.split(".")[0]] | {module.split(".")[0]}
        and room not in INTERFACES
    ]
    assert wrong == []


def test_only_ros_and_the_simulator_s_node_know_rclpy():
    def knows(path):
        tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        names = [
            name
            for node in tree
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in (
                [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            )
        ]
        return any(name.split(".")[0] == "rclpy" for name in names)

    rooms = {
        path.relative_to(ROOT).parts
        for room in ("core", "engine", "serve", "sim", "avatar", "train")
        for path in (ROOT / room).glob("*.py")
        if knows(path)
    }
    assert rooms == {("sim", "node.py")}


def test_no_two_modules_know_each_other():
    pairs = {
        tuple(sorted((a, b))) for a, others in MODULES.items() for b in others if a in MODULES.get(b, ())
    }
    assert pairs == set()
