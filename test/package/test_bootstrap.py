"""``scripts/bootstrap.sh`` says what is missing, and how to get it, before it makes anything."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ALWAYS_THERE = ["awk", "bash", "cat", "cut", "dirname", "env", "grep", "head", "sed", "sha256sum", "sort"]
BASE_PYTHON = Path(sys._base_executable)


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """Return a copy of what the script reads, beside a folder bin/ of the few programs on PATH."""
    shutil.copytree(ROOT / "scripts", tmp_path / "repository" / "scripts")
    shutil.copy(ROOT / "setup.py", tmp_path / "repository")
    (tmp_path / "bin").mkdir()
    for name in ALWAYS_THERE:
        (tmp_path / "bin" / name).symlink_to(shutil.which(name))
    return tmp_path


def provide(bare: Path, name: str, script: str) -> None:
    """Put a shell script on PATH."""
    program = bare / "bin" / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def bootstrap(bare: Path, **variables: str) -> str:
    """Run the script, which must fail; return what it said."""
    repository = bare / "repository"
    before = sorted(repository.rglob("*"))
    environment = {"PATH": str(bare / "bin"), "HOME": os.environ.get("HOME", "/"), **variables}
    command = [str(repository / "scripts/bootstrap.sh")]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    assert sorted(repository.rglob("*")) == before
    return run.stderr


def test_no_python(bare: Path) -> None:
    assert "apt-get install python3\n" in bootstrap(bare)


def test_every_missing_tool_is_named_with_its_package(bare: Path) -> None:
    (bare / "bin/python3").symlink_to(BASE_PYTHON)
    said = bootstrap(bare)
    assert "cmake: apt-get install cmake" in said
    assert "compiler: apt-get install build-essential" in said
    assert "apt-get install ninja-build" in said


def test_python_without_venv_and_headers(bare: Path) -> None:
    # Answers as Debian's python3 does when nothing but python3-minimal is there.
    refuse = "*ensurepip*|*Python.h*) exit 1;; *_base_executable*) echo $0"
    provide(bare, "python3", f'case $* in {refuse};; *) exec {BASE_PYTHON} "$@";; esac')
    for name in ("cmake", "c++", "cc", "ninja"):
        provide(bare, name, "echo cmake version 3.28.3")
    said = bootstrap(bare)
    assert "apt-get install python3-venv" in said
    assert "apt-get install python3-dev" in said
    assert "cmake" not in said


def test_old_cmake(bare: Path) -> None:
    (bare / "bin/python3").symlink_to(BASE_PYTHON)
    for name in ("cmake", "c++", "cc", "ninja"):
        provide(bare, name, "echo cmake version 3.16.3")
    said = bootstrap(bare)
    assert "cmake 3.16.3 is older than 3.20" in said


def test_sourced_ros_of_another_python(bare: Path) -> None:
    provide(bare, "python3", f'case $* in *rclpy*) exit 1;; *) exec {BASE_PYTHON} "$@";; esac')
    said = bootstrap(bare, ROS_DISTRO="jazzy", AMENT_PREFIX_PATH="/opt/ros/jazzy")
    assert "ROS 2 jazzy is sourced, but python3" in said
