"""Toolsets: the usual tools of each domain, and drawn ones.

A drawn offer has intents of one or two domains under other names, descriptions, parameters, units and enums,
with tools beside them that are not asked for.
"""

from __future__ import annotations

import random
import zlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations

from ..core.prompt import plain
from . import words
from .describing import apart, by_parameters, shortened, telling
from .domains import DOMAINS, GAMES, INTENTS
from .intents import Intent
from .invented import invent
from .naming import TRAIN, Naming, abouts, named, pick
from .offers import Offer, Offered, tool_schema

USUAL = {
    "base": ("go_to", "follow", "keep_distance", "follow_wall", "patrol", "turn", "move", "stop"),
    "services": ("dock", "gripper", "light", "pick", "place", "volume", "take_photo"),
    "arm": ("arm_move_to", "arm_move_relative", "grip", "release", "rotate_joint", "arm_home", "arm_speed"),
    "avatar": tuple(intent.key for intent in DOMAINS["avatar"][:6]),
}

_SYSTEMS = {
    "base": "You drive a mobile robot. Distances are in metres, bearings in degrees.",
    "services": "You run a service robot.",
    "arm": "You move a robot arm.",
    "avatar": "You animate a digital human.",
}


def usual(domain: str) -> Offer:
    """Return a domain's tools under their usual names and descriptions."""
    rng = random.Random(domain)
    plainly = Naming({"usual": 1.0}, {"usual": 1.0}, {"usual": 1.0})
    offered = [named(rng, INTENTS[key], plainly, first=True) for key in USUAL[domain]]
    return Offer(
        _SYSTEMS[domain], tuple(one.schema for one in offered), {one.intent.key: one for one in offered}
    )


def usual_game(index: int) -> Offer:
    """Return a game's tools under their usual names."""
    rng, game = random.Random(index), GAMES[index]
    plainly = Naming({"usual": 1.0}, {"usual": 1.0}, {"usual": 1.0})
    offered = [named(rng, intent, plainly, first=True) for intent in game.intents]
    schemas = tuple(one.schema for one in offered)
    return Offer("", schemas, {one.intent.key: one for one in offered}, game=game)


def held_out_pair(first: str, second: str) -> bool:
    """Whether two intents never stand together in training: combinations for evaluation."""
    return zlib.crc32(" ".join(sorted((first, second))).encode()) % 25 == 0


def drawn(rng: random.Random, naming: Naming = TRAIN, pair: bool | None = False) -> Offer:
    """Draw an offer of one to nine tools.

    Args:
        rng: the source of chance.
        naming: how they are called.
        pair: False: no held-out combination is in it; True: one is; None: either.
    """
    while True:
        domains = rng.sample(sorted(DOMAINS), rng.choice((1, 1, 2)))
        pool = [intent for domain in domains for intent in DOMAINS[domain]]
        if pair:
            pool = [intent for domain in DOMAINS.values() for intent in domain]
            pairs = [two for two in combinations(pool, 2) if held_out_pair(two[0].key, two[1].key)]
            picked = [*rng.choice(pairs), *rng.sample(pool, rng.choice((0, 1, 2, 3)))]
        else:
            picked = rng.sample(pool, min(len(pool), rng.choice((1, 2, 2, 3, 3, 4, 5, 6))))
            picked += [invent(rng, alike=naming.wide) for _ in range(rng.choice((0, 0, 0, 1, 1, 2)))]
            if naming.wide and rng.random() < 0.4:
                picked.append(rng.choice(_shaped().get(_shape(picked[0]), picked)))
        if pair is False:
            picked = _apart(picked)
        offered: list[Offered] = []
        taken: set[str] = set()
        for intent in {one.key: one for one in picked}.values():
            one = named(rng, intent, naming)
            if one.name not in taken:
                taken.add(one.name)
                offered.append(one)
        if len(offered) >= (2 if pair else 1):
            break
    if naming.wide:
        offered = _terser(rng, offered)
    rng.shuffle(offered)
    domain = domains[0]
    system = rng.choice((_SYSTEMS[domain], "", "You control a robot.", "Use the tools.", "You are a robot."))
    tools = {one.intent.key: one for one in offered}
    return Offer(system, tuple(one.schema for one in offered), tools)


def drawn_invented(rng: random.Random, naming: Naming = TRAIN) -> Offer:
    """Draw an offer of invented tools only."""
    offered = {}
    for _ in range(rng.randint(1, 5)):
        one = named(rng, invent(rng, alike=naming.wide), naming)
        offered[one.name] = one
    schemas = tuple(one.schema for one in offered.values())
    return Offer(rng.choice(("", "You run a machine.", "Use the tools.")), schemas,
                 {one.intent.key: one for one in offered.values()})  # fmt: skip


def drawn_game(rng: random.Random, naming: Naming = TRAIN) -> Offer:
    """Draw a game under other names."""
    game = rng.choice(GAMES)
    while True:
        offered = [named(rng, intent, naming) for intent in game.intents]
        if len({one.name for one in offered}) == len(offered):
            break
    schemas = tuple(one.schema for one in offered)
    return Offer(
        rng.choice(("", "You play a game.")), schemas, {one.intent.key: one for one in offered}, game=game
    )


def drawn_velocity(rng: random.Random, naming: Naming = TRAIN) -> Offer:
    """Draw a base that is driven by velocity, under other names and with other tools beside."""
    while True:
        names = {key: rng.choice(texts) for key, texts in _VELOCITY.items()}
        for key in names:
            kind = pick(rng, naming.tools if key in ("drive", "stop", "done") else naming.parameters)
            if kind != "usual":
                names[key] = words.name(rng, kind)
        if len(set(names.values())) == len(names):
            break
    parameters = {names[key]: dict(_DRIVEN[key]) for key in ("speed", "turn")}
    if rng.random() < 0.3:
        parameters = dict(reversed(parameters.items()))
    schemas = [
        tool_schema(names["drive"], rng.choice(_DRIVE), parameters, list(parameters)),
        tool_schema(names["stop"], rng.choice(abouts(INTENTS["stop"].about).train), {}, []),
        tool_schema(names["done"], rng.choice(_DONE), {}, []),
    ]
    tools: dict[str, Offered] = {}
    for intent in rng.sample(DOMAINS["services"], rng.choice((0, 0, 1, 2))):
        one = named(rng, intent, naming)
        if one.name not in names.values() and all(one.name != other.name for other in tools.values()):
            tools[intent.key] = one
            schemas.append(one.schema)
    rng.shuffle(schemas)
    return Offer(rng.choice(_SYSTEM), tuple(schemas), tools, velocity=names)


def _terser(rng: random.Random, offered: Sequence[Offered]) -> list[Offered]:
    """Cut some descriptions short, or leave them out where the parameters still tell which tool is meant."""
    terser = []
    for one in offered:
        own = telling(one.parameters)
        told = bool(own) and not any(own & telling(other.parameters) for other in offered if other is not one)
        about, chance = one.about, rng.random()
        if told and chance < 0.16:
            about = by_parameters(rng, one.parameters) if chance < 0.08 else ""
        elif chance > 0.88:
            about = shortened(rng, about, 2 if told else 5)
            if not apart(about, abouts(one.intent.about).held_out):
                about = one.about
        terser.append(replace(one, about=plain(about)))
    return terser


def _shape(intent: Intent) -> str:
    """What an intent's parameters are, but for the pace: objects, choices, numbers."""
    kinds = (
        "o" if slot.objects else "c" if slot.choices else "n" for slot in intent.slots if slot.key != "pace"
    )
    return "".join(sorted(kinds))


@cache
def _shaped() -> dict[str, list[Intent]]:
    """The intents of each shape."""
    shaped: dict[str, list[Intent]] = {}
    for intent in INTENTS.values():
        shaped.setdefault(_shape(intent), []).append(intent)
    return shaped


def _apart(intents: Sequence[Intent]) -> list[Intent]:
    """Leave out what would make a held-out combination."""
    kept: list[Intent] = []
    for intent in intents:
        if not any(held_out_pair(intent.key, other.key) for other in kept):
            kept.append(intent)
    return kept


_VELOCITY = {
    "drive": ("drive", "drive", "move", "go", "set_velocity", "cmd_vel", "base_velocity", "steer", "motion"),
    "stop": ("stop", "stop", "halt", "wait", "hold", "stand_still", "idle", "pause"),
    "done": ("done", "done", "finish", "finished", "complete", "arrived", "report_done", "end_task"),
    "speed": ("speed", "speed", "velocity", "forward", "linear", "linear_x", "v", "x"),
    "turn": ("turn", "turn", "rotation", "angular", "yaw_rate", "angular_z", "w", "spin"),
}

_DRIVEN = {
    "speed": {"type": "number", "minimum": -0.1, "maximum": 0.2, "multipleOf": 0.05},
    "turn": {"type": "number", "minimum": -1.0, "maximum": 1.0, "multipleOf": 0.1},
}

_DRIVE = (
    "Drive at a speed in m/s (negative is backwards) and turn in rad/s (positive is left).",
    "Move the base: forward speed in m/s, turning rate in rad/s, left is positive.",
    "Set the velocity of the robot in m/s and rad/s (counter-clockwise).",
    "Command a linear and an angular velocity.",
    "Drive the wheels at the given speed (m/s) while turning (rad/s).",
)

_DONE = (
    "Stop, the instruction is carried out.",
    "The task is finished: stop and say so.",
    "The goal is reached.",
    "Report that the instruction has been carried out.",
    "Call this when you have arrived.",
)

_SYSTEM = (
    "You drive a small mobile robot. Distances are in metres, bearings in degrees.",
    "You control a mobile base. Distances in m, bearings in degrees.",
    "You are the pilot of a small robot. Use the tools to carry out the instruction.",
    "Drive the robot safely to what the user names.",
    "",
)
