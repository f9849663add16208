"""A pressed button (postback), a date picker's answer included."""

from dialogs.records.message import Kind, Message
from handlers.incoming import Incoming


def read(incoming: Incoming) -> Message | None:
    postback = incoming.event.get("postback")
    if not isinstance(postback, dict):
        return None
    data, params = postback.get("data"), postback.get("params")
    picked = {k: v for k, v in params.items() if isinstance(v, str)} if isinstance(params, dict) else {}
    return Message(Kind.BUTTON, data=data if isinstance(data, str) else "", params=picked)
