"""The bot's one voice: ค่ะ tells and คะ asks, or ครับ for both (voice.md). Never both in one agency."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Voice:
    """The polite endings of an agency. ``tell`` ends a statement, ``ask`` a question, ``soft`` a request."""

    tell: str
    ask: str

    @property
    def soft(self) -> str:
        return f"นะ{self.ask}"


FEMALE = Voice(tell="ค่ะ", ask="คะ")
MALE = Voice(tell="ครับ", ask="ครับ")


def voice_of(setting: str) -> Voice:
    """The voice of an agency's setting: ``ครับ``, and ``ค่ะ`` for all else."""
    return MALE if setting == "ครับ" else FEMALE
