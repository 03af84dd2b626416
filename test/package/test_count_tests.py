"""The closing line of ``make test`` counts what pytest wrote, and fails when nothing ran."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def run_pytest(folder: Path, body: str, name: str = "room") -> None:
    """Run ``body`` as a pytest file in a process of its own, its xunit file in ``folder``."""
    file = folder / f"test_{name}.py"
    file.write_text(body, encoding="utf-8")
    options = ["-p", "no:cacheprovider", f"--junit-xml={folder / name}.xunit.xml"]
    command = [sys.executable, "-m", "pytest", *options, str(file)]
    subprocess.run(command, cwd=folder, capture_output=True, check=False)


def count(folder: Path) -> tuple[int, str]:
    """Return the exit code and the last line of the counter."""
    command = [sys.executable, str(ROOT / "scripts" / "count_tests.py"), str(folder)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout.splitlines()[-1]


def test_counts_what_pytest_wrote(tmp_path: Path) -> None:
    run_pytest(tmp_path, "import pytest\ndef test_a(): 1\ndef test_b(): 2\ndef test_c(): pytest.skip()\n")
    assert count(tmp_path) == (0, "2 passed, 0 failed, 1 skipped")


def test_fails_on_a_failure_in_one_of_two_rooms(tmp_path: Path) -> None:
    run_pytest(tmp_path, "def test_a(): pass\n", "good")
    run_pytest(tmp_path, "def test_a(): assert False\n", "bad")
    assert count(tmp_path) == (1, "1 passed, 1 failed, 0 skipped")


def test_counts_a_case_that_fails_and_breaks_in_teardown_once(tmp_path: Path) -> None:
    fixture = "import pytest\n\n@pytest.fixture\ndef f():\n    yield\n    raise OSError\n\n"
    run_pytest(tmp_path, fixture + "def test_a(f): assert False\n")
    assert count(tmp_path) == (1, "0 passed, 1 failed, 0 skipped")


def test_fails_on_a_file_that_cannot_be_imported(tmp_path: Path) -> None:
    run_pytest(tmp_path, "import no_such_module\n")
    assert count(tmp_path) == (1, "0 passed, 1 failed, 0 skipped")


def test_fails_on_no_test_in_one_room(tmp_path: Path) -> None:
    run_pytest(tmp_path, "def test_a(): pass\n", "good")
    run_pytest(tmp_path, "", "empty")
    assert count(tmp_path) == (1, "1 passed, 0 failed, 0 skipped")


def test_fails_on_no_room_at_all(tmp_path: Path) -> None:
    assert count(tmp_path) == (1, "0 passed, 0 failed, 0 skipped")


def test_fails_on_a_broken_file(tmp_path: Path) -> None:
    (tmp_path / "cut.xunit.xml").write_text("<testsuites><testsuite>", encoding="utf-8")
    assert count(tmp_path) == (1, "0 passed, 1 failed, 0 skipped")
