"""All dialogs of the general account: whatever the modules of this package define is found here, named nowhere else."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import ModuleType

import dialogs
from dialogs.engine.buttons import go
from dialogs.engine.engine import Engine
from dialogs.engine.model import Dialog
from dialogs.records.facts import Facts
from dialogs.records.reply import Choice


@cache
def general_dialogs() -> Mapping[str, Dialog]:
    """By intent. Modules are imported here and not above: some of them ask this catalogue for the others' titles."""
    return found_in(dialogs)


def found_in(package: ModuleType) -> Mapping[str, Dialog]:
    """The dialogs of a package's own modules. Raises ValueError where two have one name."""
    found: dict[str, Dialog] = {}
    for module in pkgutil.iter_modules(package.__path__):
        if module.ispkg:
            continue
        for value in vars(import_module(f"{package.__name__}.{module.name}")).values():
            if isinstance(value, Dialog) and found.setdefault(value.name, value) is not value:
                raise ValueError(f"two dialogs have the name {value.name!r}")
    return found


def title(intent: str) -> str:
    """An intent's name on a button and in a sentence."""
    return general_dialogs()[intent].title


def choices(*intents: str) -> tuple[Choice, ...]:
    """Buttons that open these dialogs."""
    return tuple(Choice(title(intent), go(intent)) for intent in intents)


def menu_for(facts: Facts) -> tuple[str, ...]:
    """The intents in this person's menu, in order."""
    shown = [d for d in general_dialogs().values() if d.menu and d.meant_for(facts)]
    return tuple(d.name for d in sorted(shown, key=lambda dialog: dialog.menu))


def guessed() -> Mapping[str, frozenset[str]]:
    """The dialogs that answer a good guess, with the entities that support one."""
    return {name: d.guessed for name, d in general_dialogs().items() if d.guessed is not None}


def general_engine() -> Engine:
    """The engine of the general account."""
    from dialogs.fallback import fallback, first

    return Engine(general_dialogs().values(), fallback, first)
