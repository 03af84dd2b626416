"""Expressions: what a face does for an emotion, at full intensity.

The names are those of ``hri_msgs/msg/Expression`` (ROS4HRI), all of them, and ``thinking``, which it lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .channels import Weights, weights


@dataclass(frozen=True)
class Expression:
    """One expression.

    Attributes:
        face: blendshapes, and the mood of VRM 0.x; a pair's name means both sides.
        head: roll, pitch, yaw in degrees (REP-103 about the avatar: right ear down, chin down, to its left).
        gaze: yaw, pitch in degrees that the eyes leave their target by (to its left, up).
    """

    face: Mapping[str, float]
    head: tuple[float, float, float] = (0.0, 0.0, 0.0)
    gaze: tuple[float, float] = (0.0, 0.0)
    weights: Weights = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Write the face as a vector."""
        object.__setattr__(self, "weights", weights(self.face))


NEUTRAL = "neutral"

EXPRESSIONS: Mapping[str, Expression] = {
    NEUTRAL: Expression({}),
    # Ekman's six
    "happy": Expression(
        {
            "mouthSmile": 0.9,
            "cheekSquint": 0.7,
            "eyeSquint": 0.4,
            "mouthUpperUp": 0.25,
            "jawOpen": 0.16,
            "browOuterUp": 0.25,
            "Joy": 1.0,
        },
        head=(2.0, -3.0, 0.0),
    ),  # fmt: skip
    "sad": Expression(
        {
            "mouthFrown": 0.8,
            "browInnerUp": 0.95,
            "mouthShrugLower": 0.5,
            "eyeBlink": 0.25,
            "eyeSquint": 0.1,
            "Sorrow": 1.0,
        },
        head=(4.0, 8.0, 0.0),
        gaze=(0.0, -9.0),
    ),  # fmt: skip
    "angry": Expression(
        {
            "browDown": 1.0,
            "noseSneer": 0.6,
            "eyeSquint": 0.45,
            "mouthPress": 0.7,
            "mouthFrown": 0.5,
            "jawForward": 0.3,
            "Angry": 1.0,
        },
        head=(0.0, 6.0, 0.0),
    ),  # fmt: skip
    "surprised": Expression(
        {
            "browInnerUp": 0.9,
            "browOuterUp": 0.95,
            "eyeWide": 1.0,
            "jawOpen": 0.6,
            "mouthFunnel": 0.35,
            "Surprised": 1.0,
        },
        head=(0.0, -6.0, 0.0),
    ),  # fmt: skip
    "disgusted": Expression(
        {
            "noseSneer": 1.0,
            "mouthUpperUp": 0.6,
            "browDown": 0.6,
            "eyeSquint": 0.75,
            "mouthFrown": 0.55,
            "mouthShrugUpper": 0.3,
            "mouthLeft": 0.2,
            "Angry": 0.4,
            "Sorrow": 0.3,
        },
        head=(-5.0, -5.0, -9.0),
    ),  # fmt: skip
    "scared": Expression(
        {
            "browInnerUp": 1.0,
            "browOuterUp": 0.4,
            "eyeWide": 0.9,
            "mouthStretch": 0.8,
            "jawOpen": 0.18,
            "mouthFrown": 0.35,
            "mouthLowerDown": 0.4,
            "Sorrow": 0.4,
            "Surprised": 0.6,
        },
        head=(0.0, -5.0, 4.0),
    ),  # fmt: skip
    # not one of ROS4HRI's
    "thinking": Expression(
        {
            "browDownLeft": 0.45,
            "browOuterUpRight": 0.7,
            "browInnerUp": 0.15,
            "eyeSquint": 0.3,
            "mouthPress": 0.3,
            "mouthPucker": 0.3,
            "mouthLeft": 0.45,
        },
        head=(5.0, -5.0, 8.0),
        gaze=(30.0, 25.0),
    ),  # fmt: skip
    # the rest of ROS4HRI's
    "pleading": Expression(
        {"browInnerUp": 1.0, "eyeWide": 0.45, "mouthFrown": 0.3, "mouthPucker": 0.25, "Sorrow": 0.7},
        head=(8.0, 3.0, 0.0),
    ),
    "vulnerable": Expression(
        {"browInnerUp": 0.75, "mouthFrown": 0.3, "eyeWide": 0.15, "mouthPress": 0.25, "Sorrow": 0.5},
        head=(5.0, 6.0, 0.0),
        gaze=(0.0, -4.0),
    ),  # fmt: skip
    "despaired": Expression(
        {
            "browInnerUp": 1.0,
            "mouthFrown": 0.9,
            "eyeBlink": 0.5,
            "jawOpen": 0.2,
            "mouthShrugLower": 0.5,
            "Sorrow": 1.0,
        },
        head=(0.0, 15.0, 0.0),
        gaze=(0.0, -14.0),
    ),  # fmt: skip
    "guilty": Expression(
        {"browInnerUp": 0.7, "mouthPress": 0.5, "mouthFrown": 0.35, "eyeBlink": 0.15, "Sorrow": 0.6},
        head=(3.0, 9.0, -8.0),
        gaze=(-8.0, -14.0),
    ),
    "disappointed": Expression(
        {"mouthFrown": 0.55, "browInnerUp": 0.45, "mouthPress": 0.4, "eyeBlink": 0.25, "Sorrow": 0.6},
        head=(3.0, 5.0, 0.0),
        gaze=(0.0, -6.0),
    ),
    "embarrassed": Expression(
        {
            "mouthSmile": 0.35,
            "mouthPress": 0.5,
            "browInnerUp": 0.6,
            "cheekSquint": 0.4,
            "Joy": 0.3,
            "Sorrow": 0.3,
        },
        head=(6.0, 8.0, -10.0),
        gaze=(-12.0, -14.0),
    ),  # fmt: skip
    "horrified": Expression(
        {
            "browInnerUp": 1.0,
            "browOuterUp": 0.6,
            "eyeWide": 1.0,
            "jawOpen": 0.7,
            "mouthStretch": 0.7,
            "mouthLowerDown": 0.4,
            "Surprised": 1.0,
        },
        head=(0.0, -8.0, 5.0),
    ),  # fmt: skip
    "skeptical": Expression(
        {
            "browDownLeft": 0.7,
            "browOuterUpRight": 0.9,
            "eyeSquint": 0.35,
            "mouthLeft": 0.35,
            "mouthPress": 0.3,
            "Angry": 0.2,
        },
        head=(-5.0, -3.0, 6.0),
    ),  # fmt: skip
    "annoyed": Expression(
        {"browDown": 0.55, "mouthPress": 0.6, "eyeSquint": 0.35, "mouthFrown": 0.3, "Angry": 0.5},
        head=(3.0, 2.0, 4.0),
    ),
    "furious": Expression(
        {
            "browDown": 1.0,
            "noseSneer": 1.0,
            "eyeWide": 0.35,
            "jawOpen": 0.3,
            "mouthStretch": 0.5,
            "mouthFrown": 0.6,
            "mouthUpperUp": 0.5,
            "mouthLowerDown": 0.5,
            "Angry": 1.0,
        },
        head=(0.0, 8.0, 0.0),
    ),  # fmt: skip
    "suspicious": Expression(
        {"browDown": 0.55, "eyeSquint": 0.8, "mouthPress": 0.4, "mouthRight": 0.2, "Angry": 0.3},
        head=(-3.0, 3.0, 10.0),
        gaze=(-10.0, 0.0),
    ),
    "rejected": Expression(
        {"browInnerUp": 0.8, "mouthFrown": 0.6, "mouthPress": 0.3, "eyeBlink": 0.2, "Sorrow": 0.8},
        head=(0.0, 9.0, 14.0),
        gaze=(10.0, -12.0),
    ),
    "bored": Expression(
        {"eyeBlink": 0.42, "mouthFrown": 0.2, "mouthRight": 0.25, "browOuterUp": 0.1},
        head=(9.0, 2.0, 0.0),
        gaze=(-12.0, 4.0),
    ),
    "tired": Expression(
        {"eyeBlink": 0.55, "browInnerUp": 0.3, "mouthFrown": 0.15, "jawOpen": 0.06, "Sorrow": 0.2},
        head=(4.0, 9.0, 0.0),
        gaze=(0.0, -8.0),
    ),
    "asleep": Expression({"eyeBlink": 1.0, "jawOpen": 0.05, "Fun": 0.3}, head=(8.0, 18.0, 0.0)),
    "confused": Expression(
        {
            "browInnerUp": 0.45,
            "browDownLeft": 0.45,
            "browOuterUpRight": 0.55,
            "mouthFrown": 0.25,
            "mouthRight": 0.3,
            "jawOpen": 0.05,
        },
        head=(9.0, 0.0, -4.0),
    ),  # fmt: skip
    "amazed": Expression(
        {
            "browInnerUp": 0.7,
            "browOuterUp": 0.9,
            "eyeWide": 0.9,
            "jawOpen": 0.4,
            "mouthSmile": 0.55,
            "Surprised": 0.7,
            "Joy": 0.4,
        },
        head=(0.0, -6.0, 0.0),
    ),  # fmt: skip
    "excited": Expression(
        {
            "mouthSmile": 1.0,
            "jawOpen": 0.42,
            "cheekSquint": 0.6,
            "eyeWide": 0.35,
            "browOuterUp": 0.6,
            "mouthUpperUp": 0.35,
            "Joy": 1.0,
        },
        head=(3.0, -5.0, 0.0),
    ),  # fmt: skip
}
"""By name."""
