"""Add up the xunit files below a folder and print one line, ``N passed, N failed, N skipped``.

colcon test-result counts each room twice, as pytest's cases and as one of ctest, and is content with no test.
The exit code is 0 only if something passed, nothing failed, and every file held a test.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree


class Count(NamedTuple):
    """How many tests ended in which way."""

    passed: int
    failed: int
    skipped: int


def count(file: Path) -> Count:
    """Return the count of one xunit file; a file that cannot be read is one failure."""
    try:
        cases = list(ElementTree.parse(file).iter("testcase"))
    except (ElementTree.ParseError, OSError) as error:
        print(f"{file}: {error}")
        return Count(0, 1, 0)
    # A test that fails and then breaks in its teardown is written as two cases of one name.
    outcomes: dict[tuple[str | None, str | None], set[str]] = {}
    for case in cases:
        outcomes.setdefault((case.get("classname"), case.get("name")), set()).update(tag.tag for tag in case)
    failed = sum(1 for tags in outcomes.values() if tags & {"failure", "error"})
    skipped = sum(1 for tags in outcomes.values() if "skipped" in tags and not tags & {"failure", "error"})
    return Count(len(outcomes) - failed - skipped, failed, skipped)


def main() -> int:
    """Print the line; return the exit code."""
    folder = Path(sys.argv[1])
    counts = {file: count(file) for file in sorted(folder.rglob("*.xunit.xml"))}
    empty = [file for file, one in counts.items() if sum(one) == 0]
    for file in empty:
        print(f"{file}: no test ran")
    if not counts:
        print(f"{folder}: no test ran")
    total = Count(*(sum(one[i] for one in counts.values()) for i in range(3)))
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 0 if total.passed and not total.failed and not empty else 1


if __name__ == "__main__":
    sys.exit(main())
