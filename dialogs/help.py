"""The menu: all that can be asked, one tap away."""

from dialogs.cards import flex
from dialogs.catalogue import choices, menu_for, title
from dialogs.copy import greeting as copy
from dialogs.engine.model import Dialog, Finish, Scene
from dialogs.records.facts import Facts
from dialogs.records.reply import Choice, Show

MAIN = 2


def menu(facts: Facts) -> tuple[Show, tuple[Choice, ...]]:
    """The menu card and the same as quick replies."""
    offered = menu_for(facts)
    buttons = choices(*offered)
    card = flex.bubble(
        copy.menu_title(),
        [flex.text(copy.menu_hint(facts.voice), color=flex.QUIET, margin="md")],
        over=copy.menu_over(facts.agency),
        footer=[flex.button(choice, primary=place < MAIN) for place, choice in enumerate(buttons)],
    )
    alt = copy.menu_alt(facts.voice, facts.agency, [title(intent) for intent in offered])
    return Show(alt, card), buttons


def finish(scene: Scene) -> Finish:
    card, buttons = menu(scene.facts)
    return Finish((card,), buttons)


HELP = Dialog(name="help", title="เมนูทั้งหมด", guessed=frozenset(), finish=finish)
