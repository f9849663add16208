"""The officers' notice and the way to the mail server (COMPLAINTS_SMTP_URL).

``smtps://user:password@mail.example.go.th`` speaks TLS from the start (port 465), ``starttls://`` begins in clear and
insists on TLS (587), ``smtp://`` stays in clear (25) and is for a relay on the same machine. ``?from=`` names the
sender; without it the user must be an address.
"""

import secrets
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import parse_qs, unquote, urlsplit

from dialogs.complaints.desk_words import desk_words
from dialogs.records.errors import ProngsaiError, SettingsError
from storage.complaints.mailing import is_address

_PORTS = {"smtp": 25, "starttls": 587, "smtps": 465}
_PATIENCE_SECONDS = 10.0


class MailRefused(ProngsaiError):
    """The server did not take a mail, or does not let us in; nothing was sent."""


class AddressRefused(MailRefused):
    """The server takes mail, but none for this address."""


class MailUncertain(ProngsaiError):
    """The server went away while it was taking a mail: nobody knows whether it has."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail goes out. ``kind``: smtp, starttls or smtps."""

    kind: str
    host: str
    port: int
    user: str
    password: str
    sender: str


def read_smtp_url(url: str) -> MailServer:
    """Raises SettingsError, which repeats nothing of the address: it may hold a password."""
    parts = urlsplit(url)
    try:
        port = parts.port or _PORTS[parts.scheme]
    except (KeyError, ValueError) as error:
        raise SettingsError("COMPLAINTS_SMTP_URL must begin with smtp://, starttls:// or smtps://") from error
    user = unquote(parts.username or "")
    sender = parse_qs(parts.query).get("from", [user])[0]
    if not parts.hostname or not is_address(sender):
        raise SettingsError("COMPLAINTS_SMTP_URL needs a host, and ?from=ADDRESS where the user is no mail address")
    return MailServer(parts.scheme, parts.hostname, port, user, unquote(parts.password or ""), sender)


def notice(sender: str, address: str) -> EmailMessage:
    """The same for every officer and every day: no name, no number, no link, no moment of its own."""
    mail = EmailMessage(policy=SMTP)
    mail["From"] = sender
    mail["To"] = address
    mail["Subject"] = desk_words("mail_subject")
    mail["Message-ID"] = f"<{secrets.token_hex(16)}@{_domain(sender)}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(desk_words("mail_text"), cte="base64")
    return mail


class Outbox:
    """An open connection to the server, for as many mails as there are. Raises MailRefused."""

    def __init__(self, server: MailServer, trusted: ssl.SSLContext | None = None) -> None:
        self._server = server
        trusted = trusted or ssl.create_default_context()
        try:
            self._connection = _connect(server, trusted)
        except (OSError, smtplib.SMTPException) as error:
            raise MailRefused("the mail server does not answer, or does not let us in") from error

    def send(self, address: str) -> None:
        """Raises AddressRefused, MailRefused, MailUncertain."""
        try:
            self._connection.send_message(notice(self._server.sender, address))
        except smtplib.SMTPRecipientsRefused as error:
            raise AddressRefused("the mail server takes nothing for an officer's address") from error
        except smtplib.SMTPResponseException as error:
            raise MailRefused("the mail server did not take a notice") from error
        except (OSError, smtplib.SMTPException) as error:
            raise MailUncertain("the mail server went away while it took a notice") from error

    def close(self) -> None:
        self._connection.close()


def _connect(server: MailServer, trusted: ssl.SSLContext) -> smtplib.SMTP:
    name = _domain(server.sender)
    if server.kind == "smtps":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, name, timeout=_PATIENCE_SECONDS, context=trusted
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, name, timeout=_PATIENCE_SECONDS)
    try:
        if server.kind == "starttls":
            connection.starttls(context=trusted)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _domain(address: str) -> str:
    return address.rsplit("@", 1)[1]
