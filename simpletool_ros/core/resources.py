"""Where the package's data is: ``config/``, ``models/`` and ``msg/``."""

from __future__ import annotations

from pathlib import Path


def share() -> Path:
    """Return the folder that holds ``config``, ``models`` and ``msg``.

    It is the repository root in a checkout, and ``<prefix>/share/simpletool_ros`` in a ROS workspace or a
    virtual
    environment: whichever is met first on the way up from this file.

    Raises:
        FileNotFoundError: the package was installed without its data.
    """
    for folder in Path(__file__).absolute().parents:
        for candidate in (folder, folder / "share" / "simpletool_ros"):
            if (candidate / "config" / "profiles").is_dir():
                return candidate
    raise FileNotFoundError(f"no config/profiles above {Path(__file__).parent}: reinstall the package")


def find(path: str, kind: str) -> Path:
    """Return the file or folder a user means: a path that exists, or the name of a shipped one.

    Args:
        path: absolute, relative to the working directory, or a bare name such as ``turtlebot3``.
        kind: where shipped ones live under :func:`share`: ``config``, ``config/scenarios``, ``models``, …

    Raises:
        FileNotFoundError: neither exists; the message lists the shipped names.
    """
    given = Path(path).expanduser()
    if given.exists():
        return given
    folder = share() / kind
    for candidate in (folder / path, folder / f"{path}.yaml"):
        if candidate.exists():
            return candidate
    names = sorted(
        entry.stem if entry.is_file() else entry.name
        for entry in folder.glob("[!.]*")
        if entry.is_dir() == (kind == "models")
    )
    raise FileNotFoundError(f"{path}: no such file, and none of the shipped {kind}: {', '.join(names)}")
