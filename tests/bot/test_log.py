"""Logs: one JSON object a line, without what people typed and without what libraries print."""

import json
import logging
import threading
from collections.abc import Iterator

import pytest

from bot.line.gateway import api_client
from bot.log import SILENCED, JsonLines, set_up_logging
from dialogs.records.errors import SettingsError


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    """Loggers are global: put them back."""
    loggers = [logging.getLogger(), *(logging.getLogger(name) for name in SILENCED)]
    before = [(logger, logger.handlers[:], logger.level, logger.propagate) for logger in loggers]
    yield
    for logger, handlers, level, propagate in before:
        logger.handlers[:], logger.propagate = handlers, propagate
        logger.setLevel(level)


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_has_its_time_level_logger_message_and_extras(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    logging.getLogger("bot.x").warning("an answer was %s", "late", extra={"ms": 12})
    (line,) = lines(capsys)
    assert line.pop("time", "").__str__().endswith("+00:00")
    assert line == {"level": "WARNING", "logger": "bot.x", "message": "an answer was late", "ms": 12}


def test_of_an_exception_only_its_type_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG")
    try:
        raise ValueError("CANARY what somebody typed")
    except ValueError:
        logging.getLogger("bot.x").exception("a turn failed")
    (line,) = lines(capsys)
    assert line["error"] == "ValueError" and "CANARY" not in json.dumps(line)


@pytest.mark.parametrize(
    "name", [*SILENCED, "urllib3.connectionpool", "linebot.v3.messaging.rest", "sqlalchemy.engine.Engine"]
)
def test_libraries_that_print_requests_stay_closed_at_debug(capsys: pytest.CaptureFixture[str], name: str) -> None:
    set_up_logging("DEBUG")
    logging.getLogger(name).critical("CANARY")
    assert lines(capsys) == []


def test_they_stay_closed_when_the_sdk_has_made_a_client(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("DEBUG")
    api_client("http://127.0.0.1:1", "token")
    logging.getLogger("urllib3.connectionpool").warning("CANARY /v2/bot/profile/U1")
    assert lines(capsys) == []


def test_a_second_set_up_does_not_double_the_lines(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging("INFO")
    set_up_logging("INFO")
    logging.getLogger("bot.x").info("once")
    logging.getLogger("bot.x").debug("never")
    assert [line["message"] for line in lines(capsys)] == ["once"]


def test_the_level_comes_from_the_environment(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "error")
    set_up_logging()
    logging.getLogger("bot.x").warning("no")
    logging.getLogger("bot.x").error("yes")
    assert [line["message"] for line in lines(capsys)] == ["yes"]


def test_a_level_that_does_not_exist_is_a_setting_to_mend() -> None:
    with pytest.raises(SettingsError, match="LOG_LEVEL"):
        set_up_logging("loud")


def test_what_json_does_not_know_is_still_logged() -> None:
    record = logging.makeLogRecord({"name": "x", "msg": "m", "levelname": "INFO", "odd": {1, 2}})
    assert "odd" in json.loads(JsonLines().format(record))


def test_a_thread_that_an_error_ends_says_where_it_was_and_not_what_was_typed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up_logging()
    thread = threading.Thread(target=lambda: int("CANARY"), name="partition-03")
    thread.start()
    thread.join()
    (line,) = lines(capsys)
    assert (line["message"], line["error"], line["who"]) == ("a thread ended", "ValueError", "partition-03")
    assert line["where"].startswith("test_log.py:")
    assert "CANARY" not in str(line)
