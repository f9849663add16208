"""Keeping a message that was not understood: only when the person presses the button for it."""

from dialogs.copy import teach as copy
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.effect import KeepMissed
from dialogs.records.reply import Say


def finish(scene: Scene) -> Finish:
    text = scene.context.get("missed")
    if not isinstance(text, str) or not scene.facts.agency.learns:
        return Finish((Say(copy.gone(scene.facts.voice)),))
    return Finish((Say(copy.kept(scene.facts.voice)),), effects=(KeepMissed(text),), context={"topic": "teach"})


TEACH = Dialog(name="teach", title="ช่วยสอนระบบ", finish=finish)
