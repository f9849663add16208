"""For gunicorn: ``gunicorn -c bot/complaints/gunicorn_conf.py 'bot.complaints.wsgi:make()'``."""

import gc
from contextlib import ExitStack

from flask import Flask

from bot.complaints.app import create_complaint_app
from bot.complaints.log import set_up_complaint_logging
from bot.complaints.parts import ComplaintParts, open_complaint_parts
from bot.complaints.settings import load_complaint_settings
from dialogs.complaints.words import sentences
from storage.complaints.clocks import Clocks, due

_open = ExitStack()  # held for the life of the process; the operating system closes it


def make() -> Flask:
    """The complaint app on the stores that the settings name."""
    set_up_complaint_logging()
    parts = _open.enter_context(open_complaint_parts(load_complaint_settings()))
    app = create_complaint_app(parts)
    warm(app, parts)
    return app


def warm(app: Flask, parts: ComplaintParts) -> None:
    """What every request would otherwise load anew, since each has a process of its own. Nobody's words among it."""
    for name in app.jinja_env.list_templates(extensions=["html"]):
        app.jinja_env.get_template(name)
    sentences()
    due(parts.house.today(), Clocks())
    gc.collect()
    gc.freeze()  # a collection in a child would copy the parent's pages
