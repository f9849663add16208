"""Pushing to one person or to many, and asking how much of the month's quota is left."""

from collections.abc import Sequence
from dataclasses import dataclass

import urllib3
from linebot.v3.messaging import MulticastRequest, PushMessageRequest
from linebot.v3.messaging.exceptions import ApiException

from bot.line.gateway import LineGateway, Sent, Verdict, verdict
from dialogs.records.errors import StoreUnavailable
from dialogs.records.json import JsonObject


@dataclass(frozen=True, slots=True)
class Quota:
    """Messages of this month, counted by recipients; ``limit`` None: as many as one likes.

    LINE calls ``used`` approximate, and counts what people sent by hand in it too.
    """

    limit: int | None
    used: int


class Pusher:
    """Sends what was not asked for. Every call carries its retry key, from the first try on."""

    def __init__(self, gateway: LineGateway) -> None:
        self._gateway = gateway

    def send(
        self, slug: str, line_ids: Sequence[str], messages: Sequence[JsonObject], retry_key: str, *, multicast: bool
    ) -> Verdict:
        """The same body and endpoint belong to a key at every try (LINE documentation, "Retry failed API requests").

        Who blocked the account gets nothing, and LINE still answers 200. REFUSED without a status: nothing went out,
        since there is no channel or its token cannot be looked up.
        """
        timeout = self._gateway.timeout
        try:
            if multicast:
                many = MulticastRequest.from_dict({"to": list(line_ids), "messages": list(messages)})
                return self._gateway.call(
                    slug, lambda api: api.multicast(many, x_line_retry_key=retry_key, _request_timeout=timeout)
                )
            one = PushMessageRequest.from_dict({"to": line_ids[0], "messages": list(messages)})
            return self._gateway.call(
                slug, lambda api: api.push_message(one, x_line_retry_key=retry_key, _request_timeout=timeout)
            )
        except StoreUnavailable:
            return Verdict(Sent.REFUSED)

    def quota(self, slug: str) -> Quota | Verdict:
        """What LINE's two quota endpoints say, or how they failed."""
        try:
            api = self._gateway.client(slug)
        except StoreUnavailable:
            return Verdict(Sent.UNSURE)
        if api is None:
            return Verdict(Sent.REFUSED)
        try:
            limit = api.get_message_quota(_request_timeout=self._gateway.timeout)
            used = api.get_message_quota_consumption(_request_timeout=self._gateway.timeout)
        except ApiException as error:
            return verdict(error)
        except (urllib3.exceptions.HTTPError, ValueError):
            return Verdict(Sent.UNSURE)
        return Quota(limit.value if limit.type == "limited" else None, int(used.total_usage))
