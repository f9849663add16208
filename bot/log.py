"""Logs: JSON lines on stderr. Never a LINE id, a message's text, an address or a token.

The loggers of the libraries that print requests (urllib3 paths hold user ids, the SDK prints bodies) stay closed even
at DEBUG.
"""

import json
import logging
import os
import sys
import threading
from datetime import UTC, datetime

from dialogs.records.errors import SettingsError

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
SILENCED = ("urllib3", "linebot", "werkzeug", "sqlalchemy", "redis", "alembic", "asyncio", "PIL")


class JsonLines(logging.Formatter):
    """One object a line: time, level, logger, message, and the extras. Of an exception only its type and place."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line.update({name: value for name, value in vars(record).items() if name not in _STANDARD})
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
        return json.dumps(line, ensure_ascii=False, default=str)


def _level(name: str) -> str:
    if name.upper() not in LEVELS:
        raise SettingsError(f"LOG_LEVEL must be one of {', '.join(LEVELS)}")
    return name.upper()


def set_up_logging(level: str | None = None) -> None:
    """The process's one handler. LOG_LEVEL is DEBUG, INFO (default), WARNING or ERROR."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    handler.addFilter(_is_ours)
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(_level(level or os.environ.get("LOG_LEVEL", "INFO")))
    threading.excepthook = _thread_ended


def where(error: BaseException) -> str:
    """File and line of a failure, without any value that a person typed."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else ""


def _thread_ended(ended: threading.ExceptHookArgs) -> None:
    """A thread that an error ended. Python would print the error's words, which may be a person's."""
    told = {"error": ended.exc_type.__name__, "who": ended.thread.name if ended.thread else ""}
    if ended.exc_value is not None:
        told["where"] = where(ended.exc_value)
    logging.getLogger(__name__).error("a thread ended", extra=told)


def _is_ours(record: logging.LogRecord) -> bool:
    """Levels would not hold: the SDK sets those of its own and of urllib3's loggers with each client it makes."""
    return record.name.partition(".")[0] not in SILENCED
