"""Install the pure-Python part with pip, on a machine without ROS: a GPU server, say.

The ROS 2 package is built by CMakeLists.txt, which does not read this file. What both need is read from one
place: the version from package.xml, the programs from scripts/executables.txt. Resources go to
``share/simpletool_ros/`` below the prefix, as in a ROS install, so one rule finds them in both.
"""

from __future__ import annotations

import os
from pathlib import Path
from xml.etree import ElementTree

from setuptools import find_packages, setup

ROOT = Path(__file__).resolve().parent
NAME = "simpletool_ros"
RESOURCES = ("config", "models", "msg")


def package_xml(tag: str) -> str:
    """Return the text of one element of package.xml, blanks folded."""
    text = ElementTree.parse(ROOT / "package.xml").findtext(tag)
    if text is None:
        raise SystemExit(f"{ROOT / 'package.xml'}: no <{tag}> element; add it")
    return " ".join(text.split())


def entry_point(name: str) -> str:
    """Return the line of scripts/executables.txt that makes the program ``name``."""
    lines = (ROOT / "scripts" / "executables.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{name} = "))


def data_files() -> list[tuple[str, list[str]]]:
    """Return every resource folder with its files, as paths below the prefix."""
    folders = []
    for resource in RESOURCES:
        for folder, names, files in os.walk(resource):
            names[:] = sorted(name for name in names if name != "__pycache__")
            if files:
                folders.append((f"share/{NAME}/{folder}", [f"{folder}/{file}" for file in sorted(files)]))
    return folders


os.chdir(ROOT)
setup(
    name=NAME,
    version=package_xml("version"),
    description=package_xml("description"),
    license=package_xml("license"),
    packages=find_packages(include=[NAME, f"{NAME}.*"]),
    package_data={NAME: ["serve/page/*"]},
    data_files=data_files(),
    python_requires=">=3.10",
    entry_points={"console_scripts": [entry_point("simpletool")]},
    # Ranges here; the versions that are tested are pinned in scripts/requirements-python.txt.
    install_requires=[
        "jsonschema>=4.18",
        "numpy>=1.26",
        "onnx>=1.16",
        "onnxruntime>=1.22",
        "pydantic>=2.5",
        "pyyaml>=6.0",
        "tokenizers>=0.19",
    ],
    extras_require={
        "sim": ["mujoco>=3.5", "matplotlib>=3.6"],
        "serve": [
            "fastapi>=0.115",
            "httptools>=0.6",
            "prometheus-client>=0.20",
            "uvicorn>=0.30",
            "uvloop>=0.20",
            "websockets>=15",
        ],
        "train": ["torch>=2.3", "matplotlib>=3.6"],
        "finetune": ["torch>=2.6", "transformers>=4.57,<6", "peft>=0.18,<1"],
        "direct": ["torch>=2.8", "safetensors>=0.4"],
        "vllm": ["vllm>=0.26"],
        "quantize": ["llmcompressor>=0.14"],
        "bags": ["rosbags>=0.11"],
        "avatar": ["python-osc>=1.8"],
        "dev": [
            "hypothesis>=6.98",
            "mypy>=1.15",
            "openai>=2",
            "oscpy>=0.6",
            "playwright>=1.49",
            "pytest>=7.4,<9",
            "ruff>=0.14",
            "safetensors>=0.4",
            "schemathesis>=4",
        ],
    },
)
