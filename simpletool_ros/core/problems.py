"""What is wrong in a file a person wrote: where it is, what it is and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Problem:
    """One fault in a configuration.

    Attributes:
        key: path of the faulty key, such as ``tools.drive.parameters.speed.maximum``; empty for the whole
            file.
        what: what is wrong, as a clause.
        mend: what to write instead, as a clause.
        file: the file the key is in; empty when the data did not come from a file.
    """

    key: str
    what: str
    mend: str
    file: str = ""

    def within(self, key: str) -> Problem:
        """Return the same problem seen from one level up, below ``key``."""
        return replace(self, key=f"{key}.{self.key}" if self.key else key)

    def __str__(self) -> str:
        """``file: key: what (mend)``, without the parts that are empty."""
        where = ": ".join(part for part in (self.file, self.key) if part)
        return f"{where}: {self.what} ({self.mend})" if where else f"{self.what} ({self.mend})"


class ConfigurationError(ValueError):
    """A configuration cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep ``problems`` (at least one)."""
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def within(self, key: str = "", file: str = "") -> ConfigurationError:
        """Return the same error with every key below ``key`` and the file set where it was empty."""
        problems = [problem.within(key) if key else problem for problem in self.problems]
        return ConfigurationError(replace(problem, file=problem.file or file) for problem in problems)


def problem(key: str, what: str, mend: str) -> ConfigurationError:
    """Return the error for a single problem."""
    return ConfigurationError([Problem(key, what, mend)])


def kind_of(value: object) -> str:
    """Say what was found where something else was wanted."""
    return "missing" if value is None else f"of type {type(value).__name__}"
