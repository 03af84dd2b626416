"""The linters find nothing in the whole repository."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUFF = "ruff check --no-cache --output-format=concise"
MYPY = "mypy --cache-dir=/dev/null"


@pytest.mark.parametrize("arguments", [RUFF, MYPY], ids=["ruff", "mypy"])
def test_linter_finds_nothing(arguments: str) -> None:
    command = [sys.executable, "-m", *arguments.split()]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
