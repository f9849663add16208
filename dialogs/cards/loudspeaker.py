"""A text to read out over the village loudspeaker (หอกระจายข่าว), copied by one tap."""

from dialogs.cards import flex
from dialogs.copy import loudspeaker as copy
from dialogs.records.facts import AgencyFacts
from dialogs.records.json import JsonObject
from dialogs.records.reply import Show

MAX_COPIED = 1000
"""Characters that a clipboard action takes (LINE reference, "Clipboard action")."""


def to_read_out(words: str, agency: AgencyFacts) -> Show:
    """The text, large, with a button that copies it."""
    copied: JsonObject = {"type": "clipboard", "label": copy.COPY_TEXT, "clipboardText": words[:MAX_COPIED]}
    button: JsonObject = {
        "type": "button",
        "action": copied,
        "height": "sm",
        "style": "primary",
        "color": flex.ACCENT,
    }
    card = flex.bubble(copy.title(), [flex.text(words, size="md", margin="md")], over=copy.over(), footer=[button])
    return Show(copy.alt(agency.voice, words), card)
