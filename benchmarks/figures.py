"""Figures in a JSON file that are there as soon as they are measured, whatever ends the run."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any


def keep(file: Path | None, report: Any) -> None:
    """Replace a file, whole or not at all; None: there is none to write."""
    if file is None:
        return
    beside = file.with_name(f"{file.name}.new")
    beside.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(beside, file)
