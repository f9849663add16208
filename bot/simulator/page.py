"""The chat page and what it asks of the server."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from flask import Blueprint, Response, abort, current_app, jsonify, render_template, request, send_from_directory

from bot.simulator import faults, view
from bot.simulator.api.gate import read_json
from bot.simulator.doings import DOINGS, BadAct
from bot.simulator.errors import LineError
from bot.simulator.handset import Handset
from bot.simulator.model import ChannelKind
from bot.simulator.platform import Platform
from bot.simulator.transport import fetch
from bot.simulator.wire import Json

HERE = Path(__file__).parent
FONTS = HERE.parent / "fonts"
PATIENCE = 20.0
"""Seconds a question for news is held open."""
PICTURE_BYTES = 10 * 1024 * 1024
_PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


class Page:
    """The page's views on one platform."""

    def __init__(
        self,
        platform: Platform,
        inspect: Callable[[str, str], Json | None] | None,
        clock_moved: Callable[[timedelta], None] | None,
    ) -> None:
        self._platform = platform
        self._inspect = inspect
        self._clock_moved = clock_moved

    def index(self) -> str:
        return render_template("chat.html", token=current_app.config["SIMULATOR_TOKEN"])

    def setup(self) -> Response:
        return jsonify(view.setup(self._platform))

    def state(self) -> Response:
        """Held open until something is newer than ``since``, so that an answer shows at once."""
        chats, since = self._platform.chats, request.args.get("since", type=int, default=-1)
        chats.wait_for(lambda: chats.version != since, PATIENCE)
        seen = request.args.get("seen", type=int, default=0)
        return jsonify(view.state(self._platform, request.args.get("slug", ""), seen))

    def wire(self) -> Response:
        phone = self._phone(request.args)
        slot: Json | None = None
        if self._inspect is not None and phone.channel.kind != ChannelKind.COMPLAINT:
            slot = self._inspect(phone.channel.slug, phone.user_id)
        return jsonify({**view.wire(self._platform, phone.channel, phone.user_id), "inspect": slot})

    def act(self, name: str) -> Response:
        doing = DOINGS.get(name)
        if doing is None:
            abort(404)
        asked = read_json()
        try:
            doing(self._phone(asked), asked)
        except BadAct as problem:
            raise LineError(400, str(problem)) from None
        return jsonify({})

    def fault(self) -> Response:
        """Arms one of ``faults.NAMED`` for the next call of an endpoint, or disarms all."""
        asked = read_json()
        if asked.get("clear") is True:
            self._platform.faults.clear()
        elif (name := str(asked.get("name"))) in faults.NAMED:
            self._platform.faults.next(str(asked.get("endpoint", faults.ANY)), name)
        else:
            raise LineError(400, f"no fault {name}")
        self._platform.chats.touch()
        return jsonify({})

    def clock(self) -> Response:
        """Moves the clock by ``seconds``, or back to the true time with ``reset``."""
        asked = read_json()
        if asked.get("reset") is True:
            self._platform.clock.reset()
        else:
            self._platform.clock.move(timedelta(seconds=float(asked.get("seconds", 0))))
        if self._clock_moved is not None:
            self._clock_moved(self._platform.clock.offset)
        self._platform.chats.touch()
        return jsonify({"offset": self._platform.clock.offset.total_seconds()})

    def content(self, message_id: str) -> Response:
        found = self._platform.content.get(message_id)
        return Response(found.body, content_type=found.content_type)

    def menu(self, slug: str, kind: str, number: str) -> Response:
        picture = self._platform.menus(self._platform.channel(f"{slug}/{kind}")).get(number).picture
        if picture is None:
            abort(404)
        return Response(picture.body, content_type=picture.content_type)

    def image(self) -> Response:
        """A picture of the bot's public address, fetched from this machine; no other address is asked."""
        url = request.args.get("url", "")
        local = self._platform.local_address(url)
        found = fetch(local, PICTURE_BYTES) if local != url else None
        if found is None or found.content_type not in _PICTURES:
            abort(404)
        return Response(found.body, content_type=found.content_type)

    def link(self) -> Response:
        """Where a link leads on this machine."""
        url = request.args.get("url", "")
        return jsonify({"url": self._platform.local_address(url)})

    def _phone(self, asked: Json) -> Handset:
        try:
            channel = self._platform.channel(str(asked.get("channel")))
            person = self._platform.person(str(asked.get("person")))
        except KeyError:
            raise LineError(400, "no such channel or person") from None
        return Handset(self._platform, channel, person.user_id(channel))


def create_page(
    platform: Platform,
    inspect: Callable[[str, str], Json | None] | None = None,
    clock_moved: Callable[[timedelta], None] | None = None,
) -> Blueprint:
    """The page at ``/``, its assets, and ``/sim/…`` behind it."""
    page = Page(platform, inspect, clock_moved)
    blueprint = Blueprint("page", __name__, template_folder="templates")
    for path, reader in (
        ("/", page.index),
        ("/sim/setup", page.setup),
        ("/sim/state", page.state),
        ("/sim/wire", page.wire),
        ("/sim/image", page.image),
        ("/sim/link", page.link),
        ("/sim/content/<message_id>", page.content),
        ("/sim/menu/<slug>/<kind>/<number>", page.menu),
    ):
        blueprint.add_url_rule(path, path, reader)
    blueprint.add_url_rule("/sim/fault", "fault", page.fault, methods=["POST"])
    blueprint.add_url_rule("/sim/clock", "clock", page.clock, methods=["POST"])
    blueprint.add_url_rule("/sim/<name>", "act", page.act, methods=["POST"])
    blueprint.add_url_rule("/assets/<path:name>", "assets", lambda name: send_from_directory(HERE / "static", name))
    blueprint.add_url_rule("/font/<name>", "font", lambda name: send_from_directory(FONTS, name, max_age=86400))
    blueprint.register_error_handler(LineError, _refusal)
    return blueprint


def _refusal(error: LineError) -> Response:
    response = jsonify(error.body())
    response.status_code = error.status
    return response
