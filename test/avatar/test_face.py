"""The face: bounds, smoothness, what each request changes, and calm by itself."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simpletool_ros.avatar.channels import ARKIT, CHANNELS, INDEX
from simpletool_ros.avatar.expressions import EXPRESSIONS
from simpletool_ros.avatar.face import GAZES, Face, Frame
from simpletool_ros.avatar.gestures import GESTURES
from simpletool_ros.avatar.speech import MAX_TEXT

FRAME = 1 / 60
WEIGHT_A_FRAME = 0.4
"""No weight may change more from one frame to the next; the lids of a blink come closest."""
DEGREES_A_FRAME = 5.0
"""The same for the head's angles: 300 degrees a second, a brisk shake of the head."""

_ASKED = st.one_of(
    st.tuples(st.just("express"), st.sampled_from(sorted(EXPRESSIONS)), st.floats(0, 1)),
    st.tuples(st.just("look"), st.sampled_from(sorted(GAZES))),
    st.tuples(st.just("play"), st.sampled_from(sorted(GESTURES))),
    st.tuples(st.just("say"), st.text(max_size=40)),
    st.tuples(st.just("rest")),
)


def watch(face: Face, seconds: float, begin: float = 0.0) -> list[Frame]:
    """Return the frames of some seconds."""
    return [face.frame(begin + index * FRAME) for index in range(1, round(seconds / FRAME) + 1)]


def shown(frame: Frame, name: str) -> float:
    return float(frame.weights[INDEX[name]])


def ask(face: Face, request: tuple, now: float) -> None:
    what, *arguments = request
    getattr(face, what)(*arguments, *(() if what == "rest" else (now,)))


@given(st.integers(0, 2**31), st.lists(st.tuples(st.integers(1, 90), _ASKED), max_size=12))
def test_whatever_is_asked_nothing_leaves_its_bounds_and_nothing_jumps(seed, requests):
    face, now = Face(seed, 0.0), 0.0
    frames = [face.frame(0.0)]
    for wait, request in requests:
        frames += watch(face, wait * FRAME, now)
        now += wait * FRAME
        ask(face, request, now)
    frames += watch(face, 2.0, now)
    weights = np.array([frame.weights for frame in frames])
    heads = np.degrees([frame.head for frame in frames])
    assert weights.min() >= 0.0 and weights.max() <= 1.0
    assert np.abs(np.diff(weights, axis=0)).max() < WEIGHT_A_FRAME
    assert np.abs(np.diff(heads, axis=0)).max() < DEGREES_A_FRAME
    assert all(0.0 <= frame.phase <= 1.0 for frame in frames)


def test_the_same_seed_gives_the_same_idle_motion_and_another_seed_another():
    first, again, other = (
        np.array([frame.weights for frame in watch(Face(seed, 0.0), 20.0)]) for seed in (7, 7, 8)
    )
    assert np.array_equal(first, again)
    assert not np.allclose(first, other)


def test_frames_that_come_late_show_the_same_motion():
    steady, late = Face(1, 0.0), Face(1, 0.0)
    for face in (steady, late):
        face.express("happy", 1.0, 0.0)
    smile = shown(watch(steady, 1.0)[-1], "mouthSmileLeft")
    for now in (0.1, 0.15, 0.45, 0.5, 0.9, 1.0):
        last = late.frame(now)
    assert shown(last, "mouthSmileLeft") == pytest.approx(smile, abs=0.12)


def test_idle_blinks_breathes_and_never_stands_still():
    frames = watch(Face(3, 0.0), 60.0)
    lids = np.array([shown(frame, "eyeBlinkLeft") for frame in frames])
    blinks = int(((lids[1:] > 0.6) & (lids[:-1] <= 0.6)).sum())
    assert 8 <= blinks <= 40  # people: 10 to 25 a minute
    breath = np.array([shown(frame, "breath") for frame in frames])
    assert breath.min() < 0.1 and breath.max() > 0.9
    breaths = int(((breath[1:] > 0.5) & (breath[:-1] <= 0.5)).sum())
    assert 12 <= breaths <= 16
    heads = np.degrees([frame.head for frame in frames])
    assert np.abs(heads).max() < 4.0
    assert heads.std(axis=0).min() > 0.2
    smile = max(shown(frame, "mouthSmileLeft") for frame in frames)
    assert smile == 0.0  # calm is neutral


@pytest.mark.parametrize("name", sorted(EXPRESSIONS))
def test_an_expression_is_shown_within_a_second_at_its_intensity(name):
    face = Face(1, 0.0)
    face.express(name, 0.5, 0.0)
    frame = watch(face, 1.0)[-1]
    wanted = EXPRESSIONS[name].weights[: len(ARKIT)] * 0.5
    lids = [INDEX[n] for n in ARKIT if n.startswith(("eyeLook", "eyeBlink"))]  # these move of themselves too
    others = np.delete(np.arange(len(ARKIT)), lids)
    assert frame.expression == name
    assert np.allclose(frame.weights[others], wanted[others], atol=0.03)


def test_expressions_are_far_enough_apart_to_be_told_apart():
    faces = {name: one.weights[: len(ARKIT)] for name, one in EXPRESSIONS.items()}
    near = [
        (first, second)
        for first in faces
        for second in faces
        if first < second and np.abs(faces[first] - faces[second]).max() < 0.15
    ]
    assert near == []


@pytest.mark.parametrize(
    ("target", "rises", "yaw", "pitch"),
    [
        ("left", ("eyeLookOutLeft", "eyeLookInRight"), 1, 0),
        ("right", ("eyeLookInLeft", "eyeLookOutRight"), -1, 0),
        ("up", ("eyeLookUpLeft", "eyeLookUpRight"), 0, -1),  # REP-103: pitch is positive downwards
        ("down", ("eyeLookDownLeft", "eyeLookDownRight"), 0, 1),
    ],
)
def test_eyes_and_head_turn_to_where_the_gaze_is(target, rises, yaw, pitch):
    face = Face(1, 0.0)
    face.look(target, 0.0)
    frame = watch(face, 1.0)[-1]
    assert all(shown(frame, name) > 0.35 for name in rises)
    _, nod, turn = np.degrees(frame.head)
    assert (turn * yaw > 6.0) if yaw else abs(turn) < 5.0
    assert (nod * pitch > 4.0) if pitch else abs(nod) < 4.0


def test_the_camera_holds_the_eyes_still():
    face = Face(1, 0.0)
    face.look("camera", 0.0)
    frames = watch(face, 6.0)[60:]
    # Where the eyes look is where they point in the head, and the head: that stays, though the head sways.
    look = np.degrees([frame.eyes[0] + frame.head[2] for frame in frames])
    assert look.std() < 0.3


@pytest.mark.parametrize("name", sorted(GESTURES))
def test_a_gesture_plays_once_and_is_over(name):
    face = Face(1, 0.0)
    face.play(name, 0.0)
    frames = watch(face, GESTURES[name].seconds + 0.5)
    plays = [frame.gesture == name for frame in frames]
    assert plays[0] and not plays[-1]
    assert sum(plays) == pytest.approx(GESTURES[name].seconds / FRAME, abs=2)
    calm = watch(Face(1, 0.0), GESTURES[name].seconds + 0.5)
    heads, still = (np.degrees([frame.head for frame in shown]) for shown in (frames, calm))
    moved = np.abs(heads - still).max()
    assert moved > 3.0 or name == "blink"
    assert name != "blink" or max(shown(frame, "eyeBlinkLeft") for frame in frames) > 0.85


def test_a_gesture_that_is_asked_for_again_while_it_plays_is_not_begun_anew():
    face = Face(1, 0.0)
    for index in range(10):
        face.play("nod", index * 0.1)
    assert face.frame(1.0).phase == pytest.approx(1.0 / GESTURES["nod"].seconds)


def test_speech_moves_the_mouth_while_it_lasts():
    face = Face(1, 0.0)
    face.say("oh my, what a big mouth you have", 0.0)
    talking = [frame for frame in watch(face, 1.5) if frame.speech]
    jaw = [shown(frame, "jawOpen") for frame in talking]
    assert max(jaw) > 0.3 and np.std(jaw) > 0.05
    assert max(shown(frame, "O") for frame in talking) > 0.4
    after = watch(face, 3.0, 1.5)[-1]
    assert not after.speech and shown(after, "jawOpen") < 0.01


def test_without_messages_it_is_calm_again_after_the_hold():
    face = Face(1, 0.0, hold=2.0)
    face.express("angry", 1.0, 0.0)
    face.look("left", 0.0)
    assert watch(face, 1.9)[-1].expression == "angry"
    later = watch(face, 2.5, 1.9)[-1]
    assert later.expression == "neutral"
    assert shown(later, "browDownLeft") < 0.02
    assert abs(np.degrees(later.head[2])) < 4.0


def test_a_long_speech_keeps_the_expression_until_it_is_over():
    face = Face(1, 0.0, hold=1.0)
    face.express("happy", 1.0, 0.0)
    face.say("a " * 60, 0.0)
    assert watch(face, 5.0)[-1].expression == "happy"


def test_rest_ends_everything_at_once_but_smoothly():
    face = Face(1, 0.0)
    face.express("furious", 1.0, 0.0)
    face.say("no " * 40, 0.0)
    face.play("shake_head", 0.5)
    watch(face, 1.0)
    face.rest()
    first = face.frame(1.0 + FRAME)
    assert (first.expression, first.gesture, first.speech) == ("neutral", "", "")
    assert shown(first, "browDownLeft") > 0.5  # not a jump
    assert shown(watch(face, 1.0, 1.0 + FRAME)[-1], "browDownLeft") < 0.02


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (("express", "smug", 0.5), "no expression 'smug'"),
        (("express", "happy", 1.5), "1.5 is not between 0 and 1"),
        (("express", "happy", float("nan")), "nan is not between 0 and 1"),
        (("look", "behind"), "no gaze target 'behind'"),
        (("play", "backflip"), "no gesture 'backflip'"),
        (("say", "a" * (MAX_TEXT + 1)), f"at most {MAX_TEXT}"),
    ],
)
def test_what_it_cannot_do_is_refused_and_changes_nothing(request_, said):
    face, other = Face(1, 0.0), Face(1, 0.0)
    with pytest.raises(ValueError, match=said):
        ask(face, request_, 0.0)
    assert np.array_equal(watch(face, 0.5)[-1].weights, watch(other, 0.5)[-1].weights)


def test_there_are_the_52_of_arkit():
    assert len(ARKIT) == len(set(ARKIT)) == 52
    assert len(set(CHANNELS)) == len(CHANNELS)
