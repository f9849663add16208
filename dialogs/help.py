"""The menu: all that can be asked, one tap away."""

from dialogs.cards import flex
from dialogs.copy import greeting as copy
from dialogs.copy.titles import title
from dialogs.engine.buttons import go
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.facts import Facts
from dialogs.records.reply import Choice, Show

FOR_EVERYBODY = ("measure_status", "ita_score", "survey", "contact", "follow", "complaint", "privacy")
MAIN = 2


def topics(facts: Facts) -> tuple[str, ...]:
    """The intents that this person may have."""
    return FOR_EVERYBODY


def menu(facts: Facts) -> tuple[Show, tuple[Choice, ...]]:
    """The menu card and the same as quick replies."""
    offered = topics(facts)
    choices = tuple(Choice(title(intent), go(intent)) for intent in offered)
    card = flex.bubble(
        copy.menu_title(),
        [flex.text(copy.menu_hint(facts.voice), color=flex.QUIET, margin="md")],
        over=copy.menu_over(facts.agency),
        footer=[flex.button(choice, primary=place < MAIN) for place, choice in enumerate(choices)],
    )
    alt = copy.menu_alt(facts.voice, facts.agency, [title(intent) for intent in offered])
    return Show(alt, card), choices


def finish(scene: Scene) -> Finish:
    card, choices = menu(scene.facts)
    return Finish((card,), choices)


HELP = Dialog(name="help", finish=finish)
