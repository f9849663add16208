"""The way to the mail server: encrypted where it says so, to the right one only; and what may stand in its URL."""

import datetime as dt
import ssl
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.complaints.mail import read_smtp_url
from bot.complaints.postman import Postman
from bot.complaints.settings import ComplaintSettings, load_complaint_settings
from dialogs.records.errors import SettingsError
from tests.complaints.conftest import Office
from tests.complaints.mailserver import mail_server
from tests.complaints.test_notices import MONDAY, minutes, reached, settings

__all__ = ["reached"]


def _self_signed(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """The server's side, and a client's that trusts it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    built = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    built = built.serial_number(1).not_valid_before(now - minutes(5)).not_valid_after(now + minutes(60))
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    certificate = built.add_extension(alternative, critical=False).sign(key, hashes.SHA256())
    pem = certificate.public_bytes(serialization.Encoding.PEM)
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(private + pem)
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "server.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


def test_starttls_is_insisted_on_and_the_certificate_checked(reached: Office, tmp_path: Path) -> None:
    server, trusted = _self_signed(tmp_path)
    url = "starttls://desk%40phon.example:word@127.0.0.1:{port}"
    with mail_server(server) as sink:
        wanted = settings(reached, sink, complaints_smtp_url=url.format(port=sink.port))
        assert Postman(wanted).look(MONDAY) == 0 and sink.taken == []
        assert Postman(wanted, trusted).look(MONDAY) == 2 and sink.encrypted == {True}
    with mail_server() as plain:
        wanted = settings(reached, plain, complaints_smtp_url=url.format(port=plain.port))
        assert Postman(wanted, trusted).look(MONDAY + dt.timedelta(days=1)) == 0
        assert not any("AUTH" in line for line in plain.said)


@pytest.mark.parametrize(
    "url",
    [
        "http://u:SECRET@host?from=a@b.example",
        "host",
        "smtp://",
        "smtp://host",
        "smtps://user:SECRET@host",
        "smtp://host:abc?from=a@b.example",
        "smtp://host?from=a@b.example%0D%0ABcc:c@d.example",
    ],
)
def test_a_wrong_url_stops_the_start_and_is_not_repeated(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPLAINTS_SMTP_URL", url)
    with pytest.raises(SettingsError) as told:
        load_complaint_settings()
    assert "SECRET" not in str(told.value) and "COMPLAINTS_SMTP_URL" in str(told.value)


def test_urls_are_read() -> None:
    read = read_smtp_url("smtps://desk%40a.example:p%3Aw@mail.a.example")
    assert (read.kind, read.host, read.port, read.user, read.password, read.sender) == (
        "smtps",
        "mail.a.example",
        465,
        "desk@a.example",
        "p:w",
        "desk@a.example",
    )
    assert read_smtp_url("smtp://localhost?from=x@y.example").port == 25


@pytest.mark.parametrize("hours", ["", "24", "9;10", "9,", "nine"])
def test_wrong_hours_are_refused(hours: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if not hours:
        assert ComplaintSettings().notice_hours == ()
        return
    monkeypatch.setenv("COMPLAINTS_NOTICE_HOURS", hours)
    with pytest.raises(SettingsError, match="COMPLAINTS_NOTICE_HOURS"):
        load_complaint_settings()
