"""Scenarios: samples of state, instruction and history, each with what the heads have to say.

A velocity contract's answers come from the expert, which reads the state; a tool that carries a task out is
simply called. Everything is drawn from one ``random.Random``: the same seed gives the same samples.
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping
from dataclasses import dataclass

from ..core import summary
from ..core.tools import Call
from . import instructions, strangers
from .domains import DOMAINS, INTENTS
from .expert import SECTORS, Goal, Sight, decide
from .instructions import Asked, Style, Value
from .intents import Intent, Number
from .offers import Offer, Offered, told
from .states import View

SHARES = {"ask": 0.78, "nothing": 0.12, "deny": 0.03, "absent": 0.03, "stop": 0.04}
"""What instructions ask for: something; nothing at all; not to; something no tool does; to stop, loosely."""

VELOCITY = {
    "go_to": 0.40, "follow": 0.09, "keep_distance": 0.09, "follow_wall": 0.06, "patrol": 0.09, "turn": 0.08,
    "move": 0.05, "drive_on": 0.05, "stop": 0.06, "look_at": 0.03,
}  # fmt: skip
"""What a base that is driven by velocity is asked for."""


@dataclass(frozen=True)
class Sample:
    """One decision to learn.

    Attributes:
        suffix: the prompt's suffix.
        said: what each active head says; None for ``<|null|>``.
    """

    suffix: str
    said: Mapping[str, str | None]


def sample(
    rng: random.Random, offer: Offer, view: View, style: Style = instructions.TRAIN, kind: str = ""
) -> Sample:
    """Draw an instruction, and what is right.

    Args:
        rng: the source of chance.
        offer: the tools.
        view: a state of the mobile base; used where it drives by velocity.
        style: of the instruction.
        kind: one of :data:`SHARES`, or (driven by velocity) ``stranger``; empty: draw one.
    """
    if offer.game is not None and (not kind or kind == "ask") and rng.random() < 0.95:
        played = offer.game.play(rng, style.held_out)
        return Sample(
            offer.prompt.suffix(played.instruction, played.environment, _history(rng, offer)),
            offer.heads(played.intent, played.values),
        )
    kind = kind or rng.choices(list(SHARES), list(SHARES.values()))[0]
    if offer.velocity:
        return _driving(rng, offer, view, style, kind)
    return _tasks(rng, offer, style, kind)


# -- a base that is driven by velocity ---


def _driving(rng: random.Random, offer: Offer, view: View, style: Style, kind: str) -> Sample:
    asked = _ask_driver(rng, offer, view, style, kind)
    recent = _drives(rng, offer) if rng.random() < 0.3 else ()
    if asked.intent in offer.tools:
        said = offer.heads(asked.intent, asked.values or {})
        return Sample(offer.prompt.suffix(asked.text, view.environment, recent), said)
    goal = goal_of(asked)
    return labelled(offer, _relevant(rng, view, goal), goal, asked.text, recent)


def labelled(offer: Offer, view: View, goal: Goal, instruction: str, recent: tuple[str, ...] = ()) -> Sample:
    """Return the sample of a given state and instruction."""
    said = offer.driving(decide(goal, view.state))
    return Sample(offer.prompt.suffix(instruction, view.environment, recent), said)


def goal_of(asked: Asked) -> Goal:
    """Return what an intent means to a base that is driven by velocity."""
    values = asked.values or {}
    pace = values.get("pace", "normal")
    name = str(values.get("object", ""))
    if asked.intent == "go_to":
        return Goal("reach", name, pace=pace)  # type: ignore[arg-type]
    if asked.intent == "follow":
        return Goal("follow", name)
    if asked.intent == "look_at":
        return Goal("look_at", name)
    if asked.intent == "keep_distance":
        return Goal("keep", name, amount=round(10 * float(values["distance"])))
    if asked.intent == "follow_wall":
        return Goal("wall", course=values["side"])  # type: ignore[arg-type]
    if asked.intent == "patrol":
        return Goal("patrol", str(values["first"]), str(values["second"]))
    if asked.intent == "turn":
        return Goal("turn", course=values["side"], amount=round(float(values["angle"])), pace=pace)  # type: ignore[arg-type]
    if asked.intent == "move":
        amount = round(10 * float(values["distance"]))
        return Goal("move", course=values.get("way", "forward"), amount=amount, pace=pace)  # type: ignore[arg-type]
    if asked.intent == "drive_on":
        return Goal("drive_on", course=values["course"], pace=pace)  # type: ignore[arg-type]
    return Goal("stop" if asked.intent == "stop" else "nothing")


def _ask_driver(rng: random.Random, offer: Offer, view: View, style: Style, kind: str) -> Asked:
    seen = view.state.objects
    if kind == "stranger" and seen:
        return strangers.ask(rng, seen)
    if kind == "nothing":
        return Asked(instructions.talk(rng, seen, style))
    if kind == "absent":
        return _absent(rng, offer, seen, style, driver=True)
    if offer.tools and kind == "ask" and rng.random() < 0.25:
        return _ask(rng, rng.choice(list(offer.tools.values())), seen, style) or _ask_stop(rng, seen, style)
    if kind == "stop" or not seen:
        return _ask_stop(rng, seen, style)
    if kind == "deny":
        intent = INTENTS[rng.choice(("go_to", "go_to", "follow", "turn", "move", "look_at"))]
        values = _values(rng, intent, seen, {})
        text = instructions.deny(rng, intent, values, _core(intent), seen, style)
        return Asked(text, "stop") if text is not None else _ask_stop(rng, seen, style)
    while True:
        key = rng.choices(list(VELOCITY), list(VELOCITY.values()))[0]
        asked = ask_driver(rng, key, seen, style)
        if asked is not None:
            return asked


def ask_driver(
    rng: random.Random,
    key: str,
    seen: tuple[Sight, ...],
    style: Style,
    values: Mapping[str, Value] | None = None,
) -> Asked | None:
    """Draw an instruction for one of :data:`VELOCITY`; None when there is nothing to ask it of."""
    intent = INTENTS[key]
    if key == "stop":
        return _ask_stop(rng, seen, style)
    if key == "patrol" and len(seen) < 2:
        return None
    drawn = dict(values) if values is not None else _values(rng, intent, seen, {})
    if key == "go_to" and values is None and rng.random() < 0.03:
        drawn["object"] = instructions.unseen(rng, [sight.name for sight in seen])
    paced = any(slot.key == "pace" for slot in intent.slots) and rng.random() < 0.4
    if not paced:
        drawn.pop("pace", None)
    for _ in range(20):
        core = (
            rng.choice(instructions.tellings(intent, style)) if key != "drive_on" else frozenset(("course",))
        )
        text = instructions.say(rng, intent, drawn, {*core, *(("pace",) if paced else ())}, seen, style)
        if text is not None and _core(intent) <= core:
            return Asked(text, key, drawn)
    return None


def _ask_stop(rng: random.Random, seen: tuple[Sight, ...], style: Style) -> Asked:
    if rng.random() < style.loose:
        return Asked(instructions.loose_stop(rng), "stop")
    text = instructions.say(rng, INTENTS["stop"], {}, set(), seen, style)
    return Asked(text or "stop", "stop")


def _relevant(rng: random.Random, view: View, goal: Goal) -> View:
    """Put the progress near where it matters: an amount that is nearly reached, targets that were visited."""
    if goal.kind in ("turn", "move") and rng.random() < 0.7:
        sign = 1 if goal.course in ("left", "forward") else -1
        span = 30.0 if goal.kind == "turn" else 4.0
        done = rng.choice((rng.gauss(goal.amount, span / 3), rng.uniform(-span / 3, goal.amount + span / 2)))
        moved, turned = (rng.uniform(-0.1, 0.2), sign * done) if goal.kind == "turn" else (
            sign * done / 10, rng.gauss(0, 10))  # fmt: skip
        return view.told("progress", summary.progress(moved, math.radians(turned)))
    if goal.kind == "patrol":
        been = [goal.target, goal.other, *(name for name in view.names if rng.random() < 0.2)]
        been = list(dict.fromkeys(been))
        rng.shuffle(been)
        been = been[: rng.choice((0, 1, 1, 2, 2, 3))]
        return view.told("visited", ", ".join(been) or "nothing")
    return view


def _drives(rng: random.Random, offer: Offer) -> tuple[str, ...]:
    """Draw recent calls that say nothing of the right one."""
    names, recent = offer.velocity, []
    for _ in range(rng.choice((1, 1, 3))):
        action = rng.choices(("drive", "stop", "done"), (8, 1, 1))[0]
        values = {
            names["speed"]: rng.choice((0.0, 0.05, 0.1, 0.15, 0.2)),
            names["turn"]: rng.randint(-10, 10) / 10,
        }
        recent.append(str(Call(names[action], values if action == "drive" else {})))
    return tuple(recent)


# -- tools that carry a task out ---


def _tasks(rng: random.Random, offer: Offer, style: Style, kind: str) -> Sample:
    seen = _things(rng)
    recent = _history(rng, offer)
    asked: Asked | None = None
    if kind == "nothing":
        asked = Asked(instructions.talk(rng, seen, style))
    elif kind == "absent" or not offer.tools:
        asked = _absent(rng, offer, seen, style)
    elif kind == "deny":
        asked = _deny(rng, offer, seen, style)
    elif kind == "stop" and "stop" in offer.tools:
        asked = _ask_stop(rng, seen, style)
    if asked is None:
        tools = list(offer.tools.values())
        for _ in range(30):
            tool = rng.choice(tools)
            other = _other_one(rng, tool, seen, style) if rng.random() < 0.02 else None
            if other is not None:
                seen, recent, asked = other
                break
            asked = _ask(rng, tool, seen, style)
            if asked is not None:
                break
        else:
            asked = Asked(instructions.talk(rng, seen, style))
    suffix = offer.prompt.suffix(asked.text, _lines(rng, seen), recent)
    return Sample(suffix, offer.heads(asked.intent, asked.values or {}))


def _ask(rng: random.Random, tool: Offered, seen: tuple[Sight, ...], style: Style) -> Asked | None:
    """Draw an instruction for a tool; None when its wordings do not fit its parameters."""
    slots = told(rng, tool, style.held_out)
    if slots is None:
        return None
    units = {one.slot.key: one.unit for one in tool.parameters if one.unit is not None}
    intent = tool.intent
    values = _values(rng, intent, seen, units)
    if any(one.slot.objects for one in tool.parameters) and not seen:
        return None
    paced = "pace" in {one.slot.key for one in tool.parameters} and rng.random() < 0.4
    if paced:
        slots.add("pace")
    text = instructions.say(rng, intent, values, slots, seen, style, units)
    if text is None:
        return None
    return Asked(text, intent.key, {key: values[key] for key in slots})


def _values(
    rng: random.Random, intent: Intent, seen: tuple[Sight, ...], units: Mapping[str, Number]
) -> dict[str, Value]:
    """Draw a value for every slot; different objects for different slots."""
    values: dict[str, Value] = {}
    names = [sight.name for sight in seen]
    rng.shuffle(names)
    for slot in intent.slots:
        if slot.objects:
            values[slot.key] = names.pop() if names else ""
        elif slot.choices:
            values[slot.key] = rng.choice(slot.choices).value
        else:
            unit = units.get(slot.key) or slot.numbers[0]
            first, last = math.ceil(unit.low / unit.step - 1e-9), math.floor(unit.high / unit.step + 1e-9)
            said = rng.randint(first, last) * unit.step
            if unit.words and rng.random() < 0.25:
                said = rng.choice([word for word in unit.words if unit.low <= word <= unit.high] or [said])
            values[slot.key] = round(said * unit.factor, 9)
    return values


def _core(intent: Intent) -> set[str]:
    return {slot.key for slot in intent.slots if slot.key not in ("pace", "way")} | (
        {"way"} if intent.key == "move" else set()
    )


def _deny(rng: random.Random, offer: Offer, seen: tuple[Sight, ...], style: Style) -> Asked | None:
    """Say not to use one of the tools: what moves is to stop then, for the rest there is nothing to do."""
    tool = rng.choice(list(offer.tools.values()))
    intent = tool.intent
    if intent.key == "stop" or intent.key not in INTENTS or intent.key == "drive_on":
        return None
    if any(slot.objects for slot in intent.slots) and len(seen) < 2:
        return None
    slots = told(rng, tool, style.held_out)
    if slots is None:
        return None
    text = instructions.deny(rng, intent, _values(rng, intent, seen, {}), slots, seen, style)
    return None if text is None else Asked(text, "stop" if intent.moves else "")


def _absent(
    rng: random.Random, offer: Offer, seen: tuple[Sight, ...], style: Style, driver: bool = False
) -> Asked:
    """Draw an instruction that no tool here carries out, from another domain than its tools'."""
    own = {domain for domain, intents in DOMAINS.items() if any(one.key in offer.tools for one in intents)}
    others = [domain for domain in DOMAINS if domain not in own and not (driver and domain == "base")]
    if not others:
        return Asked(instructions.talk(rng, seen, style))
    for _ in range(20):
        intent = rng.choice(DOMAINS[rng.choice(others)])
        if intent.key == "drive_on" or (
            any(slot.objects for slot in intent.slots) and (driver or len(seen) < 2)
        ):
            continue
        slots = set(rng.choice(instructions.tellings(intent, style) or (frozenset(),)))
        text = instructions.say(rng, intent, _values(rng, intent, seen, {}), slots, seen, style)
        if text is not None:
            return Asked(text)
    return Asked(instructions.talk(rng, seen, style))


def _other_one(
    rng: random.Random, tool: Offered, seen: tuple[Sight, ...], style: Style
) -> tuple[tuple[Sight, ...], tuple[str, ...], Asked] | None:
    """Ask for "the other one": two objects are seen, and the last call was for one of them."""
    slots = [one for one in tool.parameters if one.slot.objects]
    if len(slots) != 1 or len(seen) < 2 or tool.intent.key not in INTENTS:
        return None
    if any(one.required and one.slot.default is None and not one.slot.objects for one in tool.parameters):
        return None
    two = seen[:2]
    before, wanted = rng.sample([sight.name for sight in two], 2)
    told_before = {slots[0].name: before}
    asked = Asked(
        instructions.other_one(rng, tool.intent, style), tool.intent.key, {slots[0].slot.key: wanted}
    )
    return two, (str(Call(tool.name, told_before)),), asked


def _things(rng: random.Random) -> tuple[Sight, ...]:
    """Draw objects around."""
    names = instructions.object_names(rng, rng.choice((0, 2, 3, 4, 5, 6)), usual=0.6)
    return tuple(Sight(name, rng.randint(3, 50), rng.randint(-180, 180)) for name in names)


def _lines(rng: random.Random, seen: tuple[Sight, ...]) -> tuple[str, ...]:
    """Draw the summaries of a robot whose tools do not depend on them, but for the objects' names."""
    if not seen and rng.random() < 0.3:
        return ()
    said = ", ".join(
        f"{one.name} {one.distance / 10:.1f} {summary.bearing(math.radians(one.bearing))}" for one in seen
    )
    lines = [f"objects: {said or 'nothing'}"]
    for label, words in (
        ("clear", lambda: ", ".join(f"{name} {rng.uniform(0.2, 3.5):.1f}" for name in SECTORS)),
        ("battery", lambda: summary.battery(rng.random())),
        ("gripper", lambda: rng.choice(("open", "closed", "holding something", "empty"))),
        ("motion", lambda: summary.motion(rng.uniform(-0.2, 0.3), rng.uniform(-1, 1))),
        ("joints", lambda: summary.joints(("shoulder", "elbow"), (rng.uniform(-2, 2), rng.uniform(-2, 2)))),
        ("light", lambda: rng.choice(("true", "false", summary.STALE))),
    ):
        if rng.random() < 0.15:
            lines.append(f"{label}: {words()}")
    if rng.random() < 0.1:
        rng.shuffle(lines)
    return tuple(lines)


def _history(rng: random.Random, offer: Offer) -> tuple[str, ...]:
    """Draw recent calls that have nothing to do with the right one; mostly none."""
    if not offer.tools:
        return ()
    recent = []
    for _ in range(rng.choice((0, 0, 0, 0, 1, 1, 2, 4))):
        tool = rng.choice(list(offer.tools.values()))
        names = instructions.object_names(rng, 2)
        seen = tuple(Sight(name, 10, 0) for name in names)
        units = {one.slot.key: one.unit for one in tool.parameters if one.unit is not None}
        values = _values(rng, tool.intent, seen, units)
        said = zip(tool.parameters, tool.heads(values), strict=True)
        recent.append(str(Call(tool.name, {one.name: text for one, text in said if text is not None})))
    return tuple(recent)
