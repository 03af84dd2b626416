"""VMC as others read it: packets parsed by another OSC implementation, axes and names by the protocol."""

from __future__ import annotations

import math
import socket

import numpy as np
import pytest
from oscpy import parser

from simpletool_ros.avatar import vmc
from simpletool_ros.avatar.channels import ARKIT
from simpletool_ros.avatar.face import Face

# Rotations of 90 degrees in REP-103, and where they take Unity's axis of ahead (z) in Unity's axes.
LEFT, DOWN = vmc.quaternion(0.0, 0.0, math.pi / 2), vmc.quaternion(0.0, math.pi / 2, 0.0)
RIGHT_EAR_DOWN = vmc.quaternion(math.pi / 2, 0.0, 0.0)


def rotate(quaternion, vector):
    """Rotate a vector as Unity does (the algebra is that of any quaternion)."""
    x, y, z, w = quaternion
    u, v = np.array((x, y, z)), np.array(vector, dtype=float)
    return 2 * u.dot(v) * u + (w * w - u.dot(u)) * v + 2 * w * np.cross(u, v)


@pytest.mark.parametrize(
    ("turned", "axis", "becomes"),
    [
        (LEFT, (0, 0, 1), (-1, 0, 0)),  # ahead becomes left, which is minus x in Unity
        (DOWN, (0, 0, 1), (0, -1, 0)),  # ahead becomes down
        (RIGHT_EAR_DOWN, (0, 1, 0), (1, 0, 0)),  # up becomes right
    ],
)
def test_rotations_keep_their_meaning_in_unity_s_axes(turned, axis, becomes):
    assert rotate(vmc.unity(turned), axis) == pytest.approx(becomes, abs=1e-9)


def test_a_quaternion_turns_about_fixed_axes_in_the_order_of_rep_103():
    # Roll, then pitch, then yaw, each about the fixed axis.
    x = rotate(vmc.quaternion(math.pi / 2, 0.0, math.pi / 2), (0, 1, 0))
    assert x == pytest.approx((0, 0, 1), abs=1e-9)


@pytest.fixture
def receiver():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as here:
        here.bind(("127.0.0.1", 0))
        here.settimeout(5.0)
        yield here


def received(receiver, count):
    """Return the messages of ``count`` datagrams, read by oscpy, and the datagrams' sizes."""
    found, sizes = [], []
    for _ in range(count):
        data = receiver.recv(65536)
        sizes.append(len(data))
        for address, _tags, values, _offset in parser.read_packet(data):
            found.append((address.decode(), [v.decode() if isinstance(v, bytes) else v for v in values]))
    return found, sizes


@pytest.mark.parametrize(("names", "datagrams"), [("both", 4), ("arkit", 3), ("vrm", 1)])
def test_another_osc_implementation_reads_a_frame(receiver, names, datagrams):
    face = Face(1, 0.0)
    face.express("happy", 1.0, 0.0)
    for index in range(60):
        frame = face.frame(index / 60)
    sender = vmc.Sender("127.0.0.1", receiver.getsockname()[1], names)
    sender.send(frame, 12.5)
    found, sizes = received(receiver, datagrams)
    sender.close()
    assert max(sizes) <= 1500
    assert found[:2] == [("/VMC/Ext/OK", [1]), ("/VMC/Ext/T", [12.5])]
    bones = {values[0]: values[1:] for address, values in found if address == "/VMC/Ext/Bone/Pos"}
    assert set(bones) == {"Head", "LeftEye", "RightEye"}
    assert all(len(values) == 7 for values in bones.values())
    assert all(np.linalg.norm(values[3:]) == pytest.approx(1.0, abs=1e-5) for values in bones.values())
    blends = dict(values for address, values in found if address == "/VMC/Ext/Blend/Val")
    assert found[-1] == ("/VMC/Ext/Blend/Apply", [])
    assert all(0.0 <= value <= 1.0 for value in blends.values())
    arkit = {name[0].upper() + name[1:] for name in ARKIT}
    assert (arkit <= set(blends)) == (names != "vrm")
    assert ({"Joy", "A", "Blink_L"} <= set(blends)) == (names != "arkit")
    assert blends.get("MouthSmileLeft", 0.9) == pytest.approx(0.9, abs=0.05)
    assert blends.get("Joy", 1.0) == pytest.approx(1.0, abs=0.05)
    # The last word: no more comes.
    assert received(receiver, 1)[0] == [("/VMC/Ext/OK", [0])]


def test_nobody_listening_is_no_error(receiver):
    port = receiver.getsockname()[1]
    receiver.close()
    sender = vmc.Sender("127.0.0.1", port, "both")
    frame = Face(1, 0.0).frame(0.1)
    for _ in range(3):
        sender.send(frame, 0.1)
    sender.close()


def test_other_names_are_refused():
    with pytest.raises(ValueError, match="both, arkit, vrm"):
        vmc.Sender("127.0.0.1", 1, "unreal")
