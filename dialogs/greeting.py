"""Greeting: short, with three choices. Also what a new friend hears."""

from dialogs.copy import greeting as copy
from dialogs.copy.titles import title
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.reply import Choice, Say

FIRST_CHOICES = ("measure_status", "ita_score", "contact")


def finish(scene: Scene) -> Finish:
    choices = tuple(Choice(title(intent), go(intent)) for intent in FIRST_CHOICES)
    return Finish((Say(copy.hello(scene.facts.voice, scene.facts.agency)),), choices)


GREETING = Dialog(name="greeting", finish=finish)
