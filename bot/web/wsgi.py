"""For gunicorn: ``gunicorn -c bot/web/gunicorn_conf.py 'bot.web.wsgi:make()'``."""

from contextlib import ExitStack

from flask import Flask

from bot.log import set_up_logging
from bot.parts import open_parts
from bot.settings import load_settings
from bot.web.app import create_app

_open = ExitStack()  # held for the life of the process; the operating system closes it


def make() -> Flask:
    """The web app on the stores that the settings name."""
    set_up_logging()
    return create_app(_open.enter_context(open_parts(load_settings())).door())
