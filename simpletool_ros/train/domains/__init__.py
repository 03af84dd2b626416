"""The domains: what can be asked for, one module each."""

from __future__ import annotations

from collections.abc import Mapping

from ..intents import Intent
from . import arm, avatar, base, games, services

DOMAINS: Mapping[str, tuple[Intent, ...]] = {
    "base": base.INTENTS,
    "services": services.INTENTS,
    "arm": arm.INTENTS,
    "avatar": avatar.INTENTS,
}
"""Intents that are asked for in words, by domain; those of the games come with their state lines."""

GAMES = games.GAMES

INTENTS: Mapping[str, Intent] = {intent.key: intent for intents in DOMAINS.values() for intent in intents}
"""All of them by key."""
