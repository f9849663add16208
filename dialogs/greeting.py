"""Greeting: short, with three choices. Also what a new friend hears."""

from dialogs.catalogue import choices
from dialogs.copy import greeting as copy
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.reply import Say

FIRST_CHOICES = ("measure_status", "ita_score", "contact")


def finish(scene: Scene) -> Finish:
    return Finish((Say(copy.hello(scene.facts.voice, scene.facts.agency)),), choices(*FIRST_CHOICES))


GREETING = Dialog(name="greeting", title="ทักทาย", guessed=frozenset(), finish=finish)
