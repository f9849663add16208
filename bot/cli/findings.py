"""One line of the doctor's."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """``good`` is False for what must be put right; a note is good and says what nobody can check."""

    what: str
    good: bool
    detail: str

    def line(self) -> str:
        return f"{'ok  ' if self.good else 'FAIL'}  {self.what}: {self.detail}"
