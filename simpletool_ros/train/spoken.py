"""Decisions to learn in fine-tuning, packed: a prompt once, what each head has to say under a tree mask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..core.heads import SPECIAL_TOKENS, opening
from ..core.problems import problem
from ..core.prompt import plain
from .packing import Row, Speller


@dataclass(frozen=True)
class Spoken:
    """One decision to learn.

    Attributes:
        prefix: the prompt's constant part.
        suffix: the rest of it, beginning with a special token.
        said: each active head's text by the head's name, in prompt order; None for ``<|null|>``.
    """

    prefix: str
    suffix: str
    said: Mapping[str, str | None]


def pack(
    samples: Iterable[Spoken], speller: Speller, longest: int, context: int, first: int = 1
) -> list[Row]:
    """Put samples into as few rows as taking them in order gives; those of one prefix share a row.

    Args:
        samples: at least one.
        speller: of the model's tokenizer.
        longest: tokens that a row may have.
        context: positions that the model has.
        first: number of the first sample in errors.

    Returns:
        Rows of one length, that of the longest of them.

    Raises:
        ConfigurationError: a sample that is too long, or that asks a head for what it cannot say.
    """
    rows: list[Row] = []
    open_rows: dict[str, Row] = {}
    for number, sample in enumerate(samples, first):
        _check(sample, f"sample {number}")
        prefix, suffix = speller.text(sample.prefix), speller.text(sample.suffix)
        heads = speller.targets(sample.said)
        prompt = len(prefix) + len(suffix)
        branch = prompt + max(len(read) for read, _ in heads)
        if branch > context:
            raise problem(
                f"sample {number}",
                f"has {branch} tokens, prompt and longest head, and the model has {context} positions",
                "describe fewer tools or sources",
            )
        whole = prompt + sum(len(read) for read, _ in heads)
        if whole > longest:
            raise problem(
                "max_tokens",
                f"is {longest}, and sample {number} has {whole} tokens, prompt and heads",
                f"make it {whole} or more",
            )
        row = open_rows.get(sample.prefix)
        if row is None or not row.add(suffix, heads):
            row = open_rows[sample.prefix] = Row(longest, prefix)
            row.add(suffix, heads)
            rows.append(row)
    length = max(len(row.tokens) for row in rows)
    for row in rows:
        row.length = length  # no more padding than the batch needs
    return rows


def _check(sample: Spoken, name: str) -> None:
    if not sample.said:
        raise problem(name, "has no head", "give at least what the head function says")
    for head, text in sample.said.items():
        if opening(head) not in SPECIAL_TOKENS:
            raise problem(name, f"has a head {head!r}", "use content, function, arg1 … arg6")
        if text is not None and plain(text) != text:
            raise problem(name, f"{head} says {text!r}, which holds a control token", "leave it out")
