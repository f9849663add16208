"""For gunicorn: ``gunicorn -c bot/desk/gunicorn_conf.py 'bot.desk.wsgi:make()'``."""

from contextlib import ExitStack

from flask import Flask

from bot.complaints.log import set_up_complaint_logging
from bot.complaints.parts import open_complaint_parts
from bot.complaints.settings import load_complaint_settings
from bot.complaints.wsgi import warm
from bot.desk.app import create_desk_app
from dialogs.complaints.desk_words import desk_sentences

_open = ExitStack()  # held for the life of the process; the operating system closes it


def make() -> Flask:
    """The desk on the stores that the settings name."""
    set_up_complaint_logging()
    parts = _open.enter_context(open_complaint_parts(load_complaint_settings()))
    app = create_desk_app(parts)
    desk_sentences()
    warm(app, parts)
    return app
