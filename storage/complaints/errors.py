"""Errors of the complaint side, under the one tree of ``dialogs.records.errors``."""

from dialogs.records.errors import CommandError, ProngsaiError, Refused


class Busy(ProngsaiError):
    """A queue is full; ``retry_after`` seconds is when to come again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"too much is going on; try again in {retry_after} seconds")
        self.retry_after = retry_after


class BadReceipt(Refused):
    """What was typed is no receipt code: not 16 digits, or a digit is mistyped."""


class NobodyLeft(Refused):
    """The exclusions leave no officer who could read the complaint."""


class WrongTransition(Refused):
    """A case of this status cannot go there, or the reason that this step needs is missing."""


class NoSuchAgency(CommandError):
    """This complaint side serves no agency of that name."""
