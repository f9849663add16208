"""For gunicorn: ``gunicorn -c bot/web/gunicorn_conf.py 'bot.web.wsgi:make()'``."""

from contextlib import ExitStack

from bot.log import set_up_logging
from bot.parts import open_parts
from bot.settings import load_settings
from bot.web.app import create_app
from bot.web.assembly import make_door
from bot.web.standby import Standby

_open = ExitStack()  # held for the life of the process; the operating system closes it


def make() -> Standby:
    """The web app on the stores that the settings name, as soon as they answer. Raises SettingsError."""
    set_up_logging()
    settings = load_settings()
    standby = Standby(lambda: create_app(make_door(_open.enter_context(open_parts(settings)))))
    standby.try_again()
    return standby
