"""Thanks and goodbye: one short line, nothing more."""

from dialogs.copy import greeting as copy
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.reply import Say


def finish(scene: Scene) -> Finish:
    return Finish((Say(copy.welcome_back(scene.facts.voice)),))


THANKS = Dialog(name="thanks", title="ขอบคุณ", guessed=frozenset(), finish=finish)
