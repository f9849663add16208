"""Somebody added the account as a friend, or unblocked it."""

from dialogs.records.message import Kind, Message
from handlers.incoming import Incoming


def read(_incoming: Incoming) -> Message | None:
    return Message(Kind.FOLLOW)
