"""Print what pip has to install here: the pinned requirement of every package that is absent or out of range.

Run by the Python that is to have the packages, with the requirements file as the only argument. A package
that is there already, from a sourced ROS 2 or the system, is left alone and printed as a comment: replacing
its numpy under compiled message modules would break them.
"""

from __future__ import annotations

import runpy
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import setuptools
from pip._vendor.packaging.requirements import Requirement

EXTRAS = ("sim", "serve", "bags", "avatar", "dev")


def ranges(setup_py: Path) -> dict[str, Requirement]:
    """Return the requirements that setup.py declares, base and :data:`EXTRAS`, by name."""
    declared: dict[str, Any] = {}
    setuptools.setup = declared.update  # setup.py tells us instead of building
    runpy.run_path(str(setup_py))
    lines = list(declared["install_requires"])
    for extra in EXTRAS:
        lines += declared["extras_require"][extra]
    return {requirement.name: requirement for requirement in map(Requirement, lines)}


def pins(file: Path) -> dict[str, Requirement]:
    """Return the pinned requirements of ``file`` that hold for this Python, by name."""
    lines = (line.split("#")[0].strip() for line in file.read_text(encoding="utf-8").splitlines())
    requirements = (Requirement(line) for line in lines if line)
    return {pin.name: pin for pin in requirements if pin.marker is None or pin.marker.evaluate()}


def installed(name: str) -> str | None:
    """Return the version of an importable distribution, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def main() -> None:
    """Print one line a package."""
    file = Path(sys.argv[1]).resolve()
    pinned = pins(file)
    for name, wanted in ranges(file.parent.parent / "setup.py").items():
        if name not in pinned:
            raise SystemExit(f"{file}: no pin for {name}, which setup.py asks for; add one")
        have = installed(name)
        kept = have is not None and wanted.specifier.contains(have, prereleases=True)
        print(f"# kept: {name} {have}" if kept else f"{name}{pinned[name].specifier}")


if __name__ == "__main__":
    main()
