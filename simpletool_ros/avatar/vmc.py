"""VMC: a frame as OSC messages of the Virtual Motion Capture protocol (protocol.vmc.info, Marionette side).

Of its messages a face needs: ``/VMC/Ext/OK`` (we are sending), ``/VMC/Ext/T`` (our relative time),
``/VMC/Ext/Bone/Pos`` of head and eyes, ``/VMC/Ext/Blend/Val`` a blendshape, ``/VMC/Ext/Blend/Apply`` after
the last of them. Names are case-sensitive. Bundles stay below 1,500 bytes, as the protocol asks.
"""

from __future__ import annotations

import contextlib
import math
import socket
from collections.abc import Iterator, Sequence
from itertools import chain

from pythonosc.osc_bundle import OscBundle
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

from .channels import ARKIT, INDEX, MOODS, VOWELS
from .face import Frame

Message = tuple[str, tuple[str | int | float, ...]]
"""An OSC address and its arguments."""

Quaternion = tuple[float, float, float, float]
"""x, y, z, w."""

NAMES = ("both", "arkit", "vrm")
"""Which blendshapes are sent: ARKit's ("perfect sync"), the presets of VRM 0.x, or both."""

PORT = 39539
"""Where a receiver ("Marionette") listens by custom."""

_BUNDLE = 24
"""Messages in a bundle: of the longest kind, 1,250 bytes."""

# Bones are local: each against its parent. Receivers may take positions too (EVMC4U does unless told not to),
# so they must not be zero: those of a person-sized model, in Unity's axes, m.
_HEAD_AT = (0.0, 0.09, 0.01)
_EYES_AT = {"LeftEye": (-0.03, 0.06, 0.06), "RightEye": (0.03, 0.06, 0.06)}


def messages(frame: Frame, seconds: float, names: str = NAMES[0]) -> Iterator[Message]:
    """Yield the messages of a frame.

    Args:
        frame: to send.
        seconds: relative time of the sender.
        names: one of :data:`NAMES`.
    """
    yield "/VMC/Ext/OK", (1,)
    yield "/VMC/Ext/T", (float(seconds),)
    yield "/VMC/Ext/Bone/Pos", ("Head", *_HEAD_AT, *unity(quaternion(*frame.head)))
    yaw, up = frame.eyes
    for bone, at in _EYES_AT.items():
        yield "/VMC/Ext/Bone/Pos", (bone, *at, *unity(quaternion(0.0, -up, yaw)))
    for name, value in chain(
        perfect_sync(frame) if names != "vrm" else (), presets(frame) if names != "arkit" else ()
    ):
        yield "/VMC/Ext/Blend/Val", (name, value)
    yield "/VMC/Ext/Blend/Apply", ()


def perfect_sync(frame: Frame) -> Iterator[tuple[str, float]]:
    """Yield ARKit's blendshapes as models for "perfect sync" name them: ``EyeBlinkLeft``."""
    for name in ARKIT:
        yield name[0].upper() + name[1:], float(frame.weights[INDEX[name]])


def presets(frame: Frame) -> Iterator[tuple[str, float]]:
    """Yield the presets of VRM 0.x; receivers of VRM 1.0 models translate them, as the protocol asks."""

    def weight(name: str) -> float:
        return float(frame.weights[INDEX[name]])

    for name in (*MOODS, *VOWELS):
        yield name, weight(name)
    # Not Blink beside Blink_L and Blink_R: a model would close its lids twice.
    yield "Blink_L", weight("eyeBlinkLeft")
    yield "Blink_R", weight("eyeBlinkRight")
    yield "LookLeft", weight("eyeLookOutLeft")
    yield "LookRight", weight("eyeLookOutRight")
    yield "LookUp", weight("eyeLookUpLeft")
    yield "LookDown", weight("eyeLookDownLeft")


def quaternion(roll: float, pitch: float, yaw: float) -> Quaternion:
    """Return the rotation by roll, pitch and yaw in radians about the fixed axes x, y, z (REP-103)."""
    (sr, cr), (sp, cp), (sy, cy) = ((math.sin(a / 2), math.cos(a / 2)) for a in (roll, pitch, yaw))
    return (
        sr * cp * cy - cr * sp * sy,
        cr * sp * cy + sr * cp * sy,
        cr * cp * sy - sr * sp * cy,
        cr * cp * cy + sr * sp * sy,
    )


def unity(rotation: Quaternion) -> Quaternion:
    """Return a rotation in Unity's axes.

    REP-103 has x ahead, y left, z up and is right-handed; Unity has x right, y up, z ahead and is left-
    handed. A vector (x, y, z) becomes (-y, z, x). That turns the hand, and with it the sense of every
    rotation: its axis becomes (y, -z, -x).
    """
    x, y, z, w = rotation
    return (y, -z, -x, w)


def bundles(sent: Sequence[Message]) -> Iterator[OscBundle]:
    """Yield the messages as OSC bundles, in their order."""
    for begin in range(0, len(sent), _BUNDLE):
        bundle = OscBundleBuilder(IMMEDIATELY)
        for address, arguments in sent[begin : begin + _BUNDLE]:
            message = OscMessageBuilder(address)
            for argument in arguments:
                message.add_arg(argument)
            bundle.add_content(message.build())
        yield bundle.build()


class Sender:
    """Sends frames to one receiver, by UDP: nobody listening is no error."""

    def __init__(self, host: str, port: int, names: str) -> None:
        """Open the socket.

        Args:
            host: name or address of the receiver.
            port: its UDP port.
            names: one of :data:`NAMES`.

        Raises:
            ValueError: there is no such choice of names.
            OSError: the host cannot be resolved.
        """
        if names not in NAMES:
            raise ValueError(f"{names!r} are no blendshape names, only {', '.join(NAMES)}")
        family, kind, _, _, receiver = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
        self._socket, self._receiver, self._names = socket.socket(family, kind), receiver, names
        self._socket.setblocking(False)

    def send(self, frame: Frame, seconds: float) -> None:
        """Send a frame; OSError if the network refuses it."""
        for bundle in bundles(tuple(messages(frame, seconds, self._names))):
            self._socket.sendto(bundle.dgram, self._receiver)

    def close(self) -> None:
        """Say that no more is sent, and close the socket."""
        with contextlib.suppress(OSError):  # there may be no network to say it on
            for bundle in bundles([("/VMC/Ext/OK", (0,))]):
                self._socket.sendto(bundle.dgram, self._receiver)
        self._socket.close()
