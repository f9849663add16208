"""Pictures, files, voice, stickers, places: what they are, not what is in them."""

from collections.abc import Callable

from dialogs.records.message import Kind, Message
from handlers.incoming import Incoming


def reader(kind: Kind) -> Callable[[Incoming], Message | None]:
    """A reader that says of what kind the message is; its content stays at LINE until a form asks for it."""

    def read(_incoming: Incoming) -> Message | None:
        return Message(kind)

    return read
