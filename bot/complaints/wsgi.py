"""For gunicorn: ``gunicorn -c bot/complaints/gunicorn_conf.py 'bot.complaints.wsgi:make()'``."""

from contextlib import ExitStack

from flask import Flask

from bot.complaints.app import create_complaint_app
from bot.complaints.log import set_up_complaint_logging
from bot.complaints.parts import open_complaint_parts
from bot.complaints.settings import load_complaint_settings

_open = ExitStack()  # held for the life of the process; the operating system closes it


def make() -> Flask:
    """The complaint app on the stores that the settings name."""
    set_up_complaint_logging()
    return create_complaint_app(_open.enter_context(open_complaint_parts(load_complaint_settings())))
