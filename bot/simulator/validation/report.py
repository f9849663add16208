"""What is wrong with a body, and where."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.simulator.wire import Json

Path = tuple[str | int, ...]
"""Steps from the top of the body: ``("messages", 0, "text")``."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding."""

    path: Path
    message: str

    @property
    def property(self) -> str:
        """The way LINE names a place: ``messages[0].text``."""
        steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path)
        return steps.lstrip(".")

    def pointer(self, skip: int) -> str:
        """The way LINE names a place inside a Flex container: ``/footer/contents/2``."""
        return "".join(f"/{step}" for step in self.path[skip:]) or "/"

    def detail(self) -> Json:
        return {"message": self.message, "property": self.property}


@dataclass(slots=True)
class Report:
    """Collects problems while a body is walked."""

    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: str) -> None:
        self.problems.append(Problem(path, message))


Check = Callable[[Any, Path, Report], None]
"""Looks at a value at a place and reports what is wrong with it. What ``tagged`` chose gets an object for sure."""
