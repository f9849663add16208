"""A web process whose stores are away."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import Client

from bot.web import standby
from bot.web.standby import Standby
from dialogs.records.errors import MigrationsMissing, SettingsError, StoreUnavailable


def opening(*failures: Exception) -> tuple[list[int], Callable[[], Flask]]:
    """Fails so, in turn, then gives an app; the list grows with each attempt."""
    waiting, attempts = list(failures), []

    def open_app() -> Flask:
        attempts.append(len(attempts))
        if waiting:
            raise waiting.pop(0)
        app = Flask(__name__)
        app.add_url_rule("/", view_func=lambda: "served")
        return app

    return attempts, open_app


def test_it_says_what_is_missing_until_the_stores_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standby, "EVERY_SECONDS", 0.0)
    _, open_app = opening(StoreUnavailable("Redis does not answer"), MigrationsMissing("the database lacks migrations"))
    app = Standby(open_app)
    client = Client(app)
    app.try_again()
    assert client.get("/healthz").text == "alive\n"
    assert client.get("/").status_code == 200


def test_it_is_alive_and_not_ready_meanwhile() -> None:
    attempts, open_app = opening(StoreUnavailable("Redis does not answer"), StoreUnavailable("never asked for"))
    app = Standby(open_app)
    app.try_again()
    client = Client(app)
    for _ in range(5):
        answer = client.post("/line/phon")
        assert (answer.status_code, answer.text) == (503, "not ready: Redis does not answer\n")
    assert client.get("/healthz").status_code == 200
    assert len(attempts) == 1, "a flood of requests is not a flood of attempts"


def test_a_wrong_setting_is_not_waited_out() -> None:
    _, open_app = opening(SettingsError("SECRET_KEY is too short"))
    with pytest.raises(SettingsError, match="SECRET_KEY"):
        Standby(open_app).try_again()
