"""Phrases: what people say to a mobile base, as templates; one list to train on, one held out for evaluation.

``{o}`` is an object ("the red ball"). No held-out template, with its object, is ever a training phrase; a test
keeps the two lists apart.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from .expert import Goal, Pace

COLORS = ("red", "green", "blue", "yellow", "orange", "purple", "white", "black")
SHAPES = ("box", "cylinder", "ball")
"""What the simulator's objects are called: every colour with every shape."""

OTHER_COLORS = ("pink", "brown", "gray", "silver", "golden", "striped", "wooden", "small", "big", "round")
OTHER_SHAPES = ("cone", "chair", "table", "door", "lamp", "bottle", "cup", "plant", "bin", "shelf", "dock", "person",
                "bag", "robot", "charger", "pallet", "cart", "tower")
"""Words for objects of other worlds, so that a name is copied and not only recognised."""

_SYNONYMS = {"box": ("cube", "block", "crate"), "ball": ("sphere",), "cylinder": ("can", "pillar", "tube")}


@dataclass(frozen=True)
class Phrasebook:
    """Templates by what they ask for."""

    reach: Sequence[str]
    pace: dict[Pace, Sequence[str]]
    stop: Sequence[str]
    leave: Sequence[str]
    motions: dict[str, Sequence[str]]
    talk: Sequence[str]
    remarks: Sequence[str]
    before: Sequence[str] = ("",)
    after: Sequence[str] = ("",)
    synonyms: dict[str, Sequence[str]] = field(default_factory=lambda: dict(_SYNONYMS))


TRAIN = Phrasebook(
    reach=(
        "drive to {o} and stop", "drive to {o}", "go to {o}", "go to {o} and stop there", "head over to {o}",
        "head to {o}", "approach {o}", "{o}, please", "{o}", "move to {o}", "move over to {o}", "drive up to {o}",
        "go over to {o}", "go and stand next to {o}", "navigate to {o}", "reach {o}", "get to {o}", "get close to {o}",
        "come to {o}", "travel to {o}", "roll to {o}", "roll over to {o}", "run to {o}", "visit {o}", "find {o}",
        "find {o} and go there", "bring yourself to {o}", "take me to {o}", "make your way to {o}", "walk to {o}",
        "stop at {o}", "stop next to {o}", "park at {o}", "park next to {o}", "park beside {o}", "stand by {o}",
        "go near {o}", "go towards {o}", "drive towards {o}", "move towards {o} and stop", "steer to {o}",
        "your goal is {o}", "the target is {o}", "target: {o}", "next stop: {o}", "i want you to go to {o}",
        "i want you at {o}", "i need you at {o}", "i would like you to drive to {o}", "you should go to {o}",
        "you have to reach {o}", "can you go to {o}", "can you drive over to {o}?", "could you go to {o}",
        "could you drive to {o} and wait there", "would you go to {o}", "will you drive to {o}?", "let's go to {o}",
        "let us visit {o}", "now {o}", "now go to {o}", "to {o}", "over to {o}", "off to {o}", "then drive to {o}",
        "look for {o} and drive there", "see {o}? go there", "there is {o}, drive to it", "go to where {o} is",
        "drive to {o}, then stop", "drive until you reach {o}", "keep going until you are at {o}",
        "deliver this to {o}", "carry it to {o}", "meet me at {o}", "wait for me at {o}", "check on {o}", "inspect {o}",
        "touch base at {o}", "set course for {o}", "aim for {o}", "not that one, {o}", "no, {o}", "i meant {o}",
        "the other one: {o}", "change of plan, go to {o}", "forget it and go to {o}", "first go to {o}",
        "start driving to {o}", "continue to {o}", "proceed to {o}", "advance to {o}", "return to {o}", "go back to {o}",
    ),
    pace={
        "slow": ("slowly", "carefully", "gently", "at low speed", "slow", "very slowly", "with care", "take your time",
                 "no hurry", "nice and slow", "at a slow pace", "cautiously", "be careful"),
        "fast": ("quickly", "fast", "as fast as you can", "hurry", "hurry up", "at full speed", "at high speed",
                 "in a hurry", "right away, fast", "rapidly", "speed up", "very fast", "quick"),
        "normal": ("at normal speed", "at a normal pace"),
    },
    stop=(
        "stop", "wait", "halt", "stand still", "hold on", "stay where you are", "do not move", "don't move", "freeze",
        "stop right there", "stop moving", "stop now", "stay", "stay here", "stay put", "pause", "wait here",
        "wait a moment", "wait for me", "hold your position", "hold still", "do nothing for now", "rest", "brake",
        "stop the robot", "emergency stop", "stop driving", "no more driving", "be still", "stop at once", "whoa",
        "enough, stop", "that's enough", "cut the motors", "remain where you are", "wait there", "just wait",
    ),
    leave=("don't go to {o}", "do not drive to {o}", "stop going to {o}", "never mind {o}, wait", "leave {o} alone",
           "stay away from {o}", "no, don't go to {o}", "you must not go to {o}", "forget {o} and wait"),
    motions={
        "forward": ("drive forward", "go forward", "move forward", "go straight", "drive straight ahead", "go ahead",
                    "forward", "move ahead", "keep going straight", "straight on", "drive on", "roll forward"),
        "back": ("back up", "go back", "reverse", "drive backwards", "go backwards", "move back", "backward", "back off",
                 "back away", "roll back a bit", "move backwards"),
        "left": ("turn left", "rotate left", "spin left", "turn to the left", "go left", "left", "rotate to your left",
                 "turn around to the left", "spin to the left", "swing left"),
        "right": ("turn right", "rotate right", "spin right", "turn to the right", "go right", "right",
                  "rotate to your right", "turn around to the right", "spin to the right", "swing right"),
    },
    talk=(
        "hello", "hi there", "hey", "good morning", "good evening", "how are you?", "how are you today", "thanks",
        "thank you", "thank you very much", "nice work", "well done", "good job", "good robot", "you are cute",
        "what is your name?", "who are you?", "who made you?", "what can you do?", "tell me a joke", "tell me a story",
        "sing a song", "what time is it?", "what day is it today?", "how is the weather?", "will it rain tomorrow?",
        "is it cold outside?", "i am hungry", "i am tired", "i like music", "i love pizza", "my name is anna",
        "what is two plus two?", "how much is three times four?", "count to ten", "spell banana", "do you like me?",
        "do you dream?", "are you a robot?", "are you alive?", "are you happy?", "where are you from?",
        "how old are you?", "what do you think?", "why is the sky blue?", "who won the game?", "what's the news?",
        "what is the capital of france?", "translate this into german", "write a poem", "play some music",
        "order a pizza", "call my mother", "send an email", "remind me tomorrow", "set an alarm", "buy some milk",
        "see you later", "goodbye", "bye", "good night", "ok", "okay", "yes", "no", "maybe", "i see", "interesting",
        "that is funny", "haha", "wow", "sorry", "excuse me", "never mind", "i don't know", "let me think",
        "just kidding", "are you listening?", "can you hear me?", "say something", "what's up?", "long time no see",
        "the meeting is at noon", "lunch was great", "my cat is asleep", "the train is late", "it is my birthday",
        "what a day", "that movie was good", "i bought a new phone", "how tall is the tower?", "explain gravity",
        "what is love?", "", "hm", "la la la", "how many planets are there?", "do robots have feelings?",
    ),
    remarks=(
        "what color is {o}?", "do you see {o}?", "can you see {o}?", "is there {o}?", "where is {o}?", "i like {o}",
        "who put {o} there?", "what is {o} made of?", "is {o} heavy?", "{o} is pretty", "{o} looks nice",
        "how big is {o}?", "how far away is {o}?", "i bought {o} yesterday", "tell me about {o}", "do you like {o}?",
        "why is {o} here?", "whose is {o}?", "my sister has painted {o}",
    ),
    before=("", "", "", "", "please ", "robot, ", "hey robot, ", "ok, ", "okay, ", "now, ", "hey, ", "alright, ", "so, ",
            "listen: ", "good, ", "well, "),
    after=("", "", "", "", "", " please", ", please", " now", " right now", ", thanks", " for me", ", ok?", ", will you",
           " at once", " if you can"),
)

HELD_OUT = Phrasebook(
    reach=(
        "drive over to {o}", "please get yourself to {o}", "move up to {o} and stay there", "go on over to {o}",
        "i'd like you to stop by {o}", "would you mind driving to {o}", "head for {o}", "make for {o}",
        "roll up to {o} and stop", "let's visit {o}", "your next target is {o}", "go stand beside {o}",
        "take yourself over to {o}", "drive right up to {o}", "bring the robot to {o}", "{o} is your goal",
        "could you please approach {o}", "it's {o} i want you at", "travel over to {o} and wait",
        "come up close to {o}",
    ),
    pace={"slow": ("at a gentle speed", "slowly and carefully", "in no hurry"),
          "fast": ("at top speed", "as quickly as you can", "fast, fast"),
          "normal": ("at your normal pace",)},
    stop=("stop it now", "please stand still", "wait right here", "don't move at all", "hold it right there",
          "stay where you stand", "stop the motors", "just stay put"),
    leave=("please do not go to {o}", "don't drive over to {o}", "stay clear of {o}"),
    motions={"forward": ("please go straight ahead", "move straight forward"), "back": ("please back up a bit",
             "drive back"), "left": ("please turn to your left", "rotate towards the left"),
             "right": ("please turn to your right", "rotate towards the right")},
    talk=("good afternoon", "how is it going?", "what is your favorite song?", "who is your best friend?",
          "what is five plus six?", "i am going home", "tell me something funny", "do you like music?",
          "what did you have for lunch?", "is it late?", "thanks a lot", "you are a good robot", "my dog is hungry",
          "is it warm outside?", "when does the train leave?", "how do you spell robot?"),
    remarks=("what do you think of {o}?", "is {o} new?", "{o} is really big", "who owns {o}?", "did you see {o}?"),
    before=("", "", "please ", "dear robot, ", "right, "),
    after=("", "", "", " please", ", thank you"),
)


def goal_and_instruction(rng: random.Random, names: Sequence[str], book: Phrasebook) -> tuple[Goal, str]:
    """Draw what is asked for and how it is said.

    Args:
        rng: the source of chance.
        names: the objects that are seen, at least one.
        book: the phrases.
    """
    kind = rng.choices(("reach", "stop", "leave", "motion", "talk", "remark", "unseen"), (74, 6, 2, 6, 6, 4, 2))[0]
    if kind == "talk":
        return Goal("nothing"), _finish(rng, rng.choice(book.talk), book, plain=rng.random() < 0.7)
    if kind == "stop":
        return Goal("stop"), _finish(rng, rng.choice(book.stop), book)
    if kind == "motion":
        motion = rng.choice(("forward", "back", "left", "right"))
        pace, text = _with_pace(rng, rng.choice(book.motions[motion]), book)
        return Goal(motion, "", pace), _finish(rng, text, book)
    target = _unseen(rng, names) if kind == "unseen" else rng.choice(names)
    said = _refer(rng, target, names, book)
    if kind == "remark":
        return Goal("nothing"), _finish(rng, rng.choice(book.remarks).replace("{o}", said), book, plain=True)
    if kind == "leave":
        return Goal("stop"), _finish(rng, rng.choice(book.leave).replace("{o}", said), book)
    pace, text = _with_pace(rng, rng.choice(book.reach), book)
    return Goal("reach", target, pace), _finish(rng, text.replace("{o}", said), book)


def reach(rng: random.Random, target: str, names: Sequence[str], book: Phrasebook) -> tuple[Goal, str]:
    """Draw an instruction to drive to ``target``, one of ``names``."""
    pace, text = _with_pace(rng, rng.choice(book.reach), book)
    return Goal("reach", target, pace), _finish(rng, text.replace("{o}", _refer(rng, target, names, book)), book)


def object_names(rng: random.Random, count: int) -> list[str]:
    """Draw ``count`` distinct names of objects, most of them the simulator's."""
    names: list[str] = []
    while len(names) < count:
        usual = rng.random() < 0.9
        color = rng.choice(COLORS if usual or rng.random() < 0.5 else OTHER_COLORS)
        shape = rng.choice(SHAPES if usual or rng.random() < 0.3 else OTHER_SHAPES)
        if f"{color} {shape}" not in names:
            names.append(f"{color} {shape}")
    return names


def _unseen(rng: random.Random, names: Sequence[str]) -> str:
    while True:
        name = object_names(rng, 1)[0]
        if name not in names:
            return name


def _refer(rng: random.Random, target: str, names: Sequence[str], book: Phrasebook) -> str:
    """Say an object: its whole name, mostly, or what tells it apart from the others."""
    color, _, shape = target.rpartition(" ")
    chance = rng.random()
    others = [name for name in names if name != target]
    if chance < 0.06 and not any(name.startswith(f"{color} ") for name in others):
        return f"the {color} one"
    if chance < 0.12 and target in names and not any(name.endswith(f" {shape}") for name in others):
        return f"the {shape}"
    if chance < 0.18 and shape in book.synonyms:
        return f"the {color} {rng.choice(book.synonyms[shape])}"
    return f"{rng.choice(('the', 'the', 'the', 'the', 'the', 'that', 'this', 'our'))} {target}" \
        if chance < 0.95 else target


def _with_pace(rng: random.Random, text: str, book: Phrasebook) -> tuple[Pace, str]:
    if rng.random() < 0.6:
        return "normal", text
    pace: Pace = rng.choices(("slow", "fast", "normal"), (5, 5, 1))[0]
    said = rng.choice(book.pace[pace])
    end = text.rstrip("?")
    return pace, rng.choice((f"{end} {said}", f"{end} {said}", f"{end}, {said}", f"{said}, {text}", f"{end} - {said}"))


def _finish(rng: random.Random, text: str, book: Phrasebook, plain: bool = False) -> str:
    """Add politeness, a capital and a full stop, now and then."""
    if not plain:
        text = rng.choice(book.before) + text
        if not text.endswith("?"):
            text += rng.choice(book.after)
    chance = rng.random()
    if chance < 0.25:
        text = text[:1].upper() + text[1:]
    if rng.random() < 0.2 and text and text[-1].isalnum():
        text += rng.choice((".", ".", "!"))
    return text.upper() if chance > 0.99 else text
