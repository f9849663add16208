"""The token endpoints: stateless (v3), v2.1, short-lived; verify and revoke.

A JWT assertion is read for its issuer and not verified: the fake knows no public keys.
"""

import base64
import binascii
import json
from hmac import compare_digest

from flask import Response, request

from bot.simulator.api.gate import Gate, ok
from bot.simulator.errors import LineError, OAuthError
from bot.simulator.model import Channel
from bot.simulator.oauth_tokens import LONG, STATELESS, Issued
from bot.simulator.platform import Platform
from bot.simulator.wire import Json


def register(gate: Gate) -> None:
    gate.open_route("POST", "/oauth2/v3/token", "oauth")(_stateless)
    gate.open_route("POST", "/oauth2/v2.1/token", "oauth")(_v21)
    gate.open_route("GET", "/oauth2/v2.1/tokens/kid", "oauth")(_key_ids)
    gate.open_route("GET", "/oauth2/v2.1/verify", "oauth")(_verify)
    gate.open_route("POST", "/oauth2/v2.1/revoke", "oauth")(_revoke_v21)
    gate.open_route("POST", "/v2/oauth/accessToken", "oauth-short")(_short)
    gate.open_route("POST", "/v2/oauth/verify", "oauth")(_verify)
    gate.open_route("POST", "/v2/oauth/revoke", "oauth")(_revoke)


def _by_secret(platform: Platform) -> Channel:
    channel = platform.channel_by_client_id(request.form.get("client_id", ""))
    secret = request.form.get("client_secret", "")
    if channel is None or not compare_digest(secret.encode(), channel.secret.encode()):
        raise OAuthError("invalid_client", "invalid client_id or client_secret")
    return channel


def _by_assertion(platform: Platform, assertion: str) -> Channel:
    try:
        claims = assertion.split(".")[1]
        issuer = json.loads(base64.urlsafe_b64decode(claims + "=" * (-len(claims) % 4)))["iss"]
    except (IndexError, KeyError, TypeError, ValueError, binascii.Error):
        raise OAuthError("invalid_client", "Invalid JWT") from None
    channel = platform.channel_by_client_id(str(issuer))
    if channel is None:
        raise OAuthError("invalid_client", "client is invalid")
    return channel


def _granted() -> None:
    if request.form.get("grant_type") != "client_credentials":
        raise OAuthError("unsupported_grant_type", "unsupported grant_type")


def _answer(platform: Platform, issued: Issued) -> Json:
    seconds = int((issued.expires - platform.clock.now()).total_seconds())
    return {"token_type": "Bearer", "access_token": issued.token, "expires_in": seconds}


def _stateless(platform: Platform) -> Response:
    _granted()
    assertion = request.form.get("client_assertion")
    channel = _by_assertion(platform, assertion) if assertion else _by_secret(platform)
    return ok(_answer(platform, platform.access_tokens.issue(channel.key, "stateless", STATELESS)))


def _v21(platform: Platform) -> Response:
    _granted()
    channel = _by_assertion(platform, request.form.get("client_assertion", ""))
    issued = platform.access_tokens.issue(channel.key, "v2.1", LONG)
    return ok({**_answer(platform, issued), "key_id": issued.key_id})


def _key_ids(platform: Platform) -> Response:
    channel = _by_assertion(platform, request.args.get("client_assertion", ""))
    return ok({"kids": [issued.key_id for issued in platform.access_tokens.valid(channel.key, "v2.1")]})


def _short(platform: Platform) -> Response:
    _granted()
    return ok(_answer(platform, platform.access_tokens.issue(_by_secret(platform).key, "short", LONG)))


def _verify(platform: Platform) -> Response:
    token = request.values.get("access_token", "")
    try:
        channel = platform.channel_of_token(token)
    except LineError:
        raise OAuthError("invalid_request", "The access token expired") from None
    issued = platform.access_tokens.get(token)
    left = int((issued.expires - platform.clock.now()).total_seconds()) if issued else 10 * 365 * 24 * 3600
    return ok({"client_id": channel.client_id, "expires_in": left, "scope": "P CM"})


def _revoke(platform: Platform) -> Response:
    platform.access_tokens.revoke(request.form.get("access_token", ""))
    return Response(status=200)


def _revoke_v21(platform: Platform) -> Response:
    _by_secret(platform)
    return _revoke(platform)
