"""Logs of the complaint process: an outcome and a duration. No time, no path, no address, no text.

A line with a moment in it could be laid beside a network's log. A supervisor that adds its own time to what it reads
should be told to drop this stream, or to keep it for a day (docs/operating).
"""

import json
import logging
import sys

from bot.log import SILENCED

_KEPT = ("outcome", "ms", "error", "check")


class OutcomeLines(logging.Formatter):
    """Only what is listed; of an exception its type. A message's arguments never reach the line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {"level": record.levelname, "logger": record.name}
        line.update({name: value for name, value in vars(record).items() if name in _KEPT})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line)


def set_up_complaint_logging() -> None:
    """The process's one handler."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OutcomeLines())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    close_libraries()


def close_libraries() -> None:
    """Loggers that would print addresses, ids or bodies say nothing, whatever level somebody sets."""
    for name in (*SILENCED, "sqlite3", "gunicorn.access"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
        logging.getLogger(name).propagate = False
