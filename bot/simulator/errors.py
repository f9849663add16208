"""LINE's error answers, as exceptions.

LineError               any error answer: status, message, details
├── InvalidBody         400 with a list of what is wrong
└── DroppedConnection   no answer at all (fault injection)
OAuthError              the other shape, of the token endpoints
"""

from collections.abc import Mapping, Sequence

from bot.simulator.wire import Json


class LineError(Exception):
    """An error answer in LINE's shape: ``{"message": …, "details": […]}``."""

    def __init__(
        self,
        status: int,
        message: str,
        details: Sequence[Json] = (),
        *,
        headers: Mapping[str, str] | None = None,
        extra: Json | None = None,
    ) -> None:
        super().__init__(f"{status} {message}")
        self.status = status
        self.message = message
        self.details = list(details)
        self.headers = dict(headers or {})
        self.extra = dict(extra or {})

    def body(self) -> Json:
        """The JSON body; LINE leaves ``details`` out when there are none."""
        return {"message": self.message, **({"details": self.details} if self.details else {}), **self.extra}


class InvalidBody(LineError):
    """400: the body breaks the documented structure or limits."""

    def __init__(self, message: str, details: Sequence[Json] = ()) -> None:
        super().__init__(400, message, details)


class DroppedConnection(Exception):
    """The connection is closed without an answer."""


class OAuthError(Exception):
    """``{"error": …, "error_description": …}`` of the token endpoints."""

    def __init__(self, error: str, description: str) -> None:
        super().__init__(description)
        self.error = error
        self.description = description


def invalid_reply_token() -> LineError:
    return LineError(400, "Invalid reply token")


def unauthorized(reason: str = "invalid token") -> LineError:
    return LineError(
        401,
        f"Authentication failed due to the following reason: {reason}. "
        "Confirm that the access token in the authorization header is valid.",
    )


def not_found() -> LineError:
    return LineError(404, "Not found")


def rate_exceeded() -> LineError:
    return LineError(429, "The API rate limit has been exceeded. Try again later.")


def monthly_limit() -> LineError:
    return LineError(429, "You have reached your monthly limit.")
