"""What every endpoint goes through: request id, access token, rate limit, faults, LINE's error shapes, the call log."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import wraps
from http import HTTPStatus
from threading import Event
from uuid import UUID, uuid4

from flask import Blueprint, Response, g, jsonify, request

from bot.simulator.errors import DroppedConnection, LineError, OAuthError, unauthorized
from bot.simulator.faults import Fault
from bot.simulator.model import Channel
from bot.simulator.platform import Call, Platform
from bot.simulator.wire import Json

BODY_BYTES = 2 * 1024 * 1024
NO_ANSWER = 499


@dataclass(frozen=True, slots=True)
class Ask:
    """An authentic request."""

    platform: Platform
    channel: Channel
    request_id: str

    def json(self) -> Json:
        """The body as an object; raises LineError 400, 413 or 415."""
        return read_json()

    def retry_key(self) -> str | None:
        """X-Line-Retry-Key; raises LineError 400 if it is no UUID."""
        key = request.headers.get("X-Line-Retry-Key")
        if key is not None:
            try:
                UUID(key)
            except ValueError:
                raise LineError(400, "The retry key must be a UUID") from None
        return key


View = Callable[..., Response]


class Gate:
    """Registers endpoints on one blueprint."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.blueprint = Blueprint("line", __name__)
        self.blueprint.before_request(_begin)
        self.blueprint.after_request(self._finish)
        self.blueprint.register_error_handler(LineError, _line_error)
        self.blueprint.register_error_handler(OAuthError, _oauth_error)
        self.blueprint.register_error_handler(DroppedConnection, _nothing)

    def route(self, method: str, path: str, endpoint: str) -> Callable[[View], View]:
        """``endpoint`` names the rate limit and the fault queue; the view gets an ``Ask`` and the path's variables."""

        def decorate(view: View) -> View:
            @wraps(view)
            def run(**variables: str) -> Response:
                g.endpoint_name = endpoint
                channel = self.platform.channel_of_token(_bearer())
                g.channel_key = channel.key
                ask = Ask(self.platform, channel, g.request_id)
                return self._answer(endpoint, lambda: self._limited(channel, endpoint, view, ask, variables))

            self._add(method, path, run)
            return run

        return decorate

    def open_route(self, method: str, path: str, endpoint: str) -> Callable[[View], View]:
        """An endpoint without an access token (the token endpoints); the view gets the platform."""

        def decorate(view: View) -> View:
            @wraps(view)
            def run(**variables: str) -> Response:
                g.endpoint_name = endpoint
                return self._answer(endpoint, lambda: view(self.platform, **variables))

            self._add(method, path, run)
            return run

        return decorate

    def _add(self, method: str, path: str, run: View) -> None:
        name = f"{method} {path}".replace(".", "_")
        self.blueprint.add_url_rule(path, name, run, methods=[method], provide_automatic_options=False)

    def _limited(self, channel: Channel, endpoint: str, view: View, ask: Ask, variables: dict[str, str]) -> Response:
        self.platform.buckets.take(channel.key, endpoint)
        answer = view(ask, **variables)
        g.accepted = next(self.platform.acceptances)
        return answer

    def _answer(self, endpoint: str, act: Callable[[], Response]) -> Response:
        fault = self.platform.faults.take(endpoint)
        if fault is None:
            return act()
        answer = act() if fault.after_accept else None
        return _spoil(fault, answer)

    def _finish(self, response: Response) -> Response:
        request_id = g.setdefault("request_id", str(uuid4()))
        response.headers["x-line-request-id"] = request_id
        self.platform.record(
            Call(
                g.get("channel_key", ""),
                g.get("endpoint_name", ""),
                request.method,
                request.path,
                _parsed() if request.is_json else None,
                response.status_code,
                None if response.is_streamed or not response.is_json else _object(response.get_json(silent=True)),
                request_id,
                self.platform.clock.now(),
                g.get("accepted", 0),
            )
        )
        return response


def read_json() -> Json:
    """The request's JSON object; raises LineError 400, 413 or 415."""
    if (request.content_length or 0) > BODY_BYTES:
        raise LineError(413, "Request Entity Too Large")
    if request.mimetype != "application/json":
        raise LineError(415, "Unsupported Media Type")
    body = _parsed()
    if body is None:
        raise LineError(400, "The request body could not be parsed as JSON")
    return body


def ok(body: Json | None = None, status: int = 200) -> Response:
    """A success; LINE answers ``{}`` where it has nothing to say."""
    response = jsonify(body or {})
    response.status_code = status
    return response


def _begin() -> None:
    g.request_id = str(uuid4())


def _bearer() -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token:
        raise unauthorized("missing token")
    return token.strip()


def _line_error(error: LineError) -> Response:
    response = jsonify(error.body())
    response.status_code = error.status
    response.headers.update(error.headers)
    return response


def _oauth_error(error: OAuthError) -> Response:
    response = jsonify({"error": error.error, "error_description": error.description})
    response.status_code = HTTPStatus.BAD_REQUEST
    return response


def _nothing(error: DroppedConnection) -> Response:
    """Goes nowhere: the connection is closed already. 499 marks it in the call log."""
    del error
    return Response(status=NO_ANSWER)


def _parsed() -> Json | None:
    """The request's JSON object; None for anything else, JSON too deep to parse included."""
    try:
        return _object(request.get_json(silent=True))
    except RecursionError:
        return None


def _object(value: object) -> Json | None:
    return value if isinstance(value, dict) else None


def _spoil(fault: Fault, answer: Response | None) -> Response:
    if fault.drop:
        _hang_up()
    if fault.delay:
        Event().wait(fault.delay)
    if fault.keep_answer and answer is not None:
        return _dripping(answer, fault.drip) if fault.drip else answer
    response = Response(fault.body, fault.status, content_type=fault.content_type)
    response.headers.update(fault.headers)
    return response


def _dripping(answer: Response, seconds: float) -> Response:
    """The same answer with a pause in the middle of its body."""
    body = answer.get_data()

    def parts() -> Iterator[bytes]:
        yield body[: len(body) // 2]
        Event().wait(seconds)
        yield body[len(body) // 2 :]

    slow = Response(parts(), answer.status_code, answer.headers)
    slow.headers["Content-Length"] = str(len(body))
    return slow


def _hang_up() -> None:
    """Closes the connection without a word; werkzeug's server gives us its socket. The body is read before that."""
    request.get_data()
    if (socket := request.environ.get("werkzeug.socket")) is not None:
        socket.shutdown(2)
    raise DroppedConnection
