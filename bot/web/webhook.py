"""``POST /line/<agency>``: check the signature on the raw bytes, put the events in the stream, answer.

Answers (contract.md): 200 verified, 400 malformed, 401 signature, 404 unknown agency, 413 over 1 MB, 503 not stored,
so that LINE sends it again. A refusal never says why a signature failed.
"""

import base64
import hmac
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from hashlib import sha256

from flask import Blueprint, Response, request
from prometheus_client import Histogram

from bot.metrics import ACKNOWLEDGED
from bot.web.limits import Limits
from bot.web.public.site import Site
from dialogs.records.errors import StoreUnavailable
from handlers.door import Busy, Malformed, new_events, read_events
from storage.channels import ChannelSecrets
from storage.events.daykeys import EventCipher
from storage.events.stream import EventStream
from storage.sealing import Keyring

Check = tuple[str, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Door:
    """What the web process holds.

    ``checks`` are asked by /readyz: a name, and a call that raises when something is not well. ``blueprints`` are the
    pages beside the webhook.
    """

    keyring: Keyring
    secrets: ChannelSecrets
    stream: EventStream
    cipher: EventCipher
    clock: Callable[[], datetime]
    site: Site
    checks: Sequence[Check] = ()
    limits: Limits = field(default_factory=Limits)
    blueprints: Sequence[Blueprint] = ()
    trusted_proxies: int = 0


def webhook_pages(door: Door) -> Blueprint:
    """The webhook of every agency's general account."""
    pages = Blueprint("webhook", __name__)

    @pages.post("/line/<slug>")
    def receive(slug: str) -> Response:
        began = time.perf_counter()
        answer = take(slug)
        _acknowledged(answer.status_code).observe(time.perf_counter() - began)
        return answer

    def take(slug: str) -> Response:
        body = request.get_data(cache=False)
        try:
            secrets = door.secrets.of(slug)
            if secrets is None:
                return _answer(404, "There is no such agency.")
            if not signed(body, request.headers.get("X-Line-Signature", ""), secrets):
                return _answer(401, "The request was refused.")
            admit = door.limits.admission(slug)
            events = new_events(slug, read_events(body), door.keyring, door.cipher, door.clock(), admit)
            results = door.stream.append(events)
        except Malformed:
            return _answer(400, "The body is not a LINE webhook.")
        except StoreUnavailable:
            return _answer(503, "The event could not be stored; please send it again.")
        except Busy:
            return _answer(503, "This channel sends too much at once; please send it again.")
        if "full" in results:
            return _answer(503, "Too many events are waiting; please send it again.")
        return _answer(200, "OK")

    return pages


@cache
def _acknowledged(status: int) -> Histogram:
    return ACKNOWLEDGED.labels(str(status))


def signed(body: bytes, signature: str, secrets: Sequence[bytes]) -> bool:
    """Whether one of the channel's secrets signed these bytes (LINE reference, signature validation)."""
    given = signature.encode("utf-8", "replace")
    expected = [base64.b64encode(hmac.new(secret, body, sha256).digest()) for secret in secrets]
    return sum(hmac.compare_digest(given, one) for one in expected) > 0  # every secret is compared, always


def _answer(status: int, sentence: str) -> Response:
    return Response(sentence + "\n", status=status, mimetype="text/plain")
