"""An administrator asks for the console and gets a code that lets them in once. Part of the dialog ``staff_link``."""

from dialogs.cards.flex import bubble, button, text
from dialogs.copy import console_code as copy
from dialogs.engine.model import Finish, Scene
from dialogs.records.code import code_from, shown
from dialogs.records.effect import GrantConsole
from dialogs.records.facts import Facts, Role
from dialogs.records.message import Kind, Message
from dialogs.records.reply import LinkChoice, Say, Show
from dialogs.thai.text import compact

LIFE_MINUTES = 15
_WORDS = ("คอนโซล", "console")


def asks_for_console(message: Message, _facts: Facts) -> bool:
    """Whether the words name the console; nothing else that people ask an office for does."""
    typed = compact(message.text).lower()
    return message.kind is Kind.TEXT and any(word in typed for word in _WORDS)


def console_finish(scene: Scene) -> Finish:
    """The code, or who may have one. Only a digest of it is stored."""
    facts = scene.facts
    if Role.ADMINISTRATOR not in facts.roles:
        return Finish((Say(copy.not_yours(facts.voice)),))
    code = code_from(facts.nonce)
    link = facts.agency.public_url.removesuffix(f"{facts.agency.slug}/") + "console/login"
    lines = (copy.life(LIFE_MINUTES), copy.keep_it())
    card = bubble(
        shown(code),
        [text(line, margin="md") for line in lines],
        over=copy.TITLE,
        footer=[button(LinkChoice(copy.OPEN, link), primary=True)],
    )
    alt = "\n".join((f"{copy.TITLE} {shown(code)}", *lines, link))
    return Finish((Show(alt, card),), effects=(GrantConsole(code),))
