"""What LINE says about a channel: its token, its webhook address, its quota. For ``channel check`` and ``doctor``."""

from collections.abc import Callable
from dataclasses import dataclass

import urllib3
from linebot.v3.messaging import MessagingApi
from linebot.v3.messaging.exceptions import ApiException

from bot.line.gateway import TIMEOUT, messaging_api
from storage.channels import GENERAL, Channels


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a check."""

    what: str
    good: bool
    detail: str

    def line(self) -> str:
        return f"{'ok  ' if self.good else 'FAIL'}  {self.what}: {self.detail}"


def inspect_channel(channels: Channels, slug: str, api_url: str, public_url: str) -> list[Finding]:
    """Never raises for what LINE answers or fails to answer."""
    token = channels.token(slug, GENERAL)
    if token is None:
        return [Finding(f"channel {slug}", good=False, detail="not set; add it with: python -m bot channel add")]
    api = messaging_api(api_url, token)
    expected = f"{public_url.rstrip('/')}/line/{slug}"
    return [
        _ask(f"token of {slug}", lambda: (True, f"bot {api.get_bot_info(_request_timeout=TIMEOUT).display_name}")),
        _ask(f"webhook of {slug}", lambda: _webhook(api, expected)),
        _ask(f"quota of {slug}", lambda: _quota(api)),
    ]


def _ask(what: str, question: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        good, detail = question()
        return Finding(what, good=good, detail=detail)
    except ApiException as error:
        return Finding(what, good=False, detail=f"LINE answered {error.status}")
    except (urllib3.exceptions.HTTPError, ValueError):
        return Finding(what, good=False, detail="LINE did not answer")


def _webhook(api: MessagingApi, expected: str) -> tuple[bool, str]:
    endpoint = api.get_webhook_endpoint(_request_timeout=TIMEOUT)
    if endpoint.endpoint != expected:
        return False, f"LINE sends to {endpoint.endpoint}, expected {expected}"
    return bool(endpoint.active), "active" if endpoint.active else "set, but webhooks are switched off in LINE"


def _quota(api: MessagingApi) -> tuple[bool, str]:
    limit = api.get_message_quota(_request_timeout=TIMEOUT)
    used = api.get_message_quota_consumption(_request_timeout=TIMEOUT).total_usage
    return True, f"{used} of {limit.value if limit.value is not None else 'unlimited'} pushed messages this month"
