"""The simulator as a web application: LINE's API, the chat page, and the JSON between page and platform."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from socket import create_server
from threading import Thread

from flask import Flask, Response, jsonify
from flask.json.provider import DefaultJSONProvider
from werkzeug.exceptions import HTTPException
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from bot.simulator.api import create_api
from bot.simulator.clock import Clock
from bot.simulator.model import DEFAULT_PEOPLE, Channel, Person, Rules
from bot.simulator.page import create_page
from bot.simulator.pageguard import guard
from bot.simulator.platform import Platform
from bot.simulator.transport import Transport
from bot.simulator.wire import Json

Inspect = Callable[[str, str], Json | None]
"""``(slug, user id)`` → what the bot keeps about the conversation (intent, record), or None."""


@dataclass(frozen=True, slots=True)
class SimulatorConfig:
    """What the simulator is made of.

    ``public_map``: public https prefix → http base on this machine, for pictures, links and webhook addresses.
    ``inspect`` is never called for complaint channels. ``clock_moved`` hears the whole offset whenever the page moves
    the clock, so that the bot can move its own.
    """

    channels: Iterable[Channel] = ()
    people: Iterable[Person] = DEFAULT_PEOPLE
    public_map: Mapping[str, str] = field(default_factory=dict)
    rules: Rules = field(default_factory=Rules)
    clock: Clock | None = None
    transport: Transport | None = None
    inspect: Inspect | None = None
    clock_moved: Callable[[timedelta], None] | None = None


def create_simulator(config: SimulatorConfig, platform: Platform | None = None) -> Flask:
    """The application; its platform is ``app.extensions["simulator"]``. Answers on loopback names only."""
    line = platform or Platform(
        config.channels,
        config.people,
        clock=config.clock,
        transport=config.transport,
        rules=config.rules,
        public_map=config.public_map,
    )
    app = Flask(__name__, static_folder=None)
    app.json = _AsWritten(app)
    app.extensions["simulator"] = line
    guard(app)
    app.register_blueprint(create_api(line))
    app.register_blueprint(create_page(line, config.inspect, config.clock_moved))
    app.register_error_handler(HTTPException, _http_error)
    return app


class _AsWritten(DefaultJSONProvider):
    """Keys keep their order, so that the page shows a message the way the bot wrote it."""

    sort_keys = False


def _http_error(error: HTTPException) -> Response:
    """Unknown paths answer in LINE's shape, as its API does."""
    response = jsonify({"message": "Not found" if error.code == 404 else error.name})
    response.status_code = error.code or 500
    return response


_POLL = 0.05
"""Seconds between two looks at whether to stop; tests start and stop many servers."""


class _Quiet(WSGIRequestHandler):
    """No request lines on the terminal: LINE's paths hold user ids."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        del code, size


def _listen(app: Flask, port: int) -> BaseWSGIServer:
    """Binds the port ourselves: werkzeug would end the whole program when it is taken. Raises OSError."""
    with create_server(("127.0.0.1", port), backlog=128) as bound:
        return make_server("127.0.0.1", port, app, threaded=True, request_handler=_Quiet, fd=bound.fileno())


class RunningServer:
    """A server on a loopback port, in a thread of its own; raises OSError if the port is taken."""

    def __init__(self, app: Flask, port: int = 0) -> None:
        self._app = app
        self._server = _listen(app, port)
        self._thread = Thread(target=self._server.serve_forever, args=(_POLL,), name="simulator", daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        """``http://127.0.0.1:PORT``: LINE_API_URL and LINE_DATA_URL of the bot."""
        return f"http://127.0.0.1:{self._server.port}"

    def stop(self) -> None:
        platform = self._app.extensions.get("simulator")
        if isinstance(platform, Platform):
            platform.close()
        self._server.shutdown()
        self._thread.join(timeout=5)
        self._server.server_close()
