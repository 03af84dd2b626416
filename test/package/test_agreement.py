"""What is said twice, for ROS and for pip, is said alike."""

from __future__ import annotations

import os
import re
import runpy
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest
import setuptools
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def declared() -> dict:
    """Return what setup.py hands to setuptools."""
    with pytest.MonkeyPatch.context() as patch:
        told: dict = {}
        patch.setattr(setuptools, "setup", told.update)
        patch.chdir(ROOT)
        runpy.run_path("setup.py")
    return told


def executables() -> dict[str, str]:
    """Return module by program, from scripts/executables.txt."""
    lines = (ROOT / "scripts/executables.txt").read_text(encoding="utf-8").splitlines()
    programs = [line for line in lines if not line.startswith("#")]
    return dict(re.fullmatch(r"(\w+) = ([\w.]+):main", line).groups() for line in programs)


def test_version_is_that_of_package_xml(declared) -> None:
    assert declared["version"] == ElementTree.parse(ROOT / "package.xml").findtext("version")


def test_changelog_names_the_version_or_is_ahead_of_it() -> None:
    version = ElementTree.parse(ROOT / "package.xml").findtext("version")
    headings = re.findall(r"^(\S.*)\n-+$", (ROOT / "CHANGELOG.rst").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Forthcoming" or headings[0].startswith(version)


def test_every_executable_is_a_module_of_the_source_tree() -> None:
    files = [ROOT / f"{module.replace('.', '/')}.py" for module in executables().values()]
    assert not [file for file in files if not file.is_file()]


def test_pip_makes_simpletool_the_only_command(declared) -> None:
    program = f"simpletool = {executables()['simpletool']}:main"
    assert declared["entry_points"] == {"console_scripts": [program]}


def test_every_interface_is_importable() -> None:
    files = [file for kind in ("msg", "srv", "action") for file in sorted((ROOT / kind).iterdir())]
    assert files
    for file in files:
        module = __import__(f"simpletool_ros.{file.parent.name}", fromlist=[file.stem])
        assert hasattr(module, file.stem), file


def test_tests_run_on_the_installed_package() -> None:
    origin = find_spec("simpletool_ros").origin
    assert not origin.startswith(str(ROOT / "simpletool_ros")), origin


def test_every_dependency_range_holds_the_pinned_version(declared) -> None:
    lines = (ROOT / "scripts/requirements-python.txt").read_text(encoding="utf-8").splitlines()
    pins = [Requirement(line.split("#")[0]) for line in lines if line.split("#")[0].strip()]
    extras = declared["extras_require"]
    tested = ("sim", "serve", "bags", "avatar", "dev")
    ranges = [*declared["install_requires"], *(one for extra in tested for one in extras[extra])]
    wanted = {requirement.name: requirement.specifier for requirement in map(Requirement, ranges)}
    assert {pin.name for pin in pins} == set(wanted)
    for pin in pins:
        (pinned,) = pin.specifier
        assert pinned.operator == "==" and wanted[pin.name].contains(pinned.version), pin


def test_resources_of_a_pip_install_are_those_of_the_source_tree(declared) -> None:
    command = ["git", "ls-files", "config", "models", "msg"]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    shipped = {file for _, files in declared["data_files"] for file in files}
    assert set(tracked.stdout.splitlines()) <= shipped
    assert all(folder.startswith("share/simpletool_ros/") for folder, _ in declared["data_files"])


def test_the_live_page_is_installed_by_pip_too(tmp_path) -> None:
    build = ["egg_info", "--egg-base", tmp_path, "build_py", "--build-lib", tmp_path / "lib"]
    command = [sys.executable, "setup.py", "-q", *map(str, build)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    page = Path("simpletool_ros/serve/page")
    files = {file.name: file.read_bytes() for file in (ROOT / page).iterdir()}
    assert "index.html" in files
    assert {file.name: file.read_bytes() for file in (tmp_path / "lib" / page).iterdir()} == files


def test_programs_are_installed_with_the_python_of_the_build() -> None:
    prefix = Path(os.environ["AMENT_PREFIX_PATH"].split(":")[0])
    for name in executables():
        program = prefix / "lib/simpletool_ros" / name
        assert os.access(program, os.X_OK), program
        interpreter = program.read_text(encoding="utf-8").splitlines()[0].removeprefix("#!")
        assert Path(interpreter).samefile(sys.executable)
    assert os.access(prefix / "bin/simpletool", os.X_OK)
