"""One request to a stranger's server, and what must never be asked."""

import ssl
import time

import pytest

from bot.linkcheck.addresses import is_public
from bot.linkcheck.fetch import MAX_BODY
from dialogs.records.document import Fault
from tests.documents.web import PUBLIC, Reply, Web

PRIVATE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "192.0.2.1",
    "::1",
    "::",
    "fe80::1",
    "fd00::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:0001::",
    "2002:c0a8:0101::1",
    "2001:db8::1",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_private_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "203.150.1.1", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_public_addresses_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_a_name_that_leads_inside_is_never_dialled(web: Web, tls: ssl.SSLContext, address: str) -> None:
    web.addresses["inside.example"] = [address]
    assert web.fetcher(tls)("GET", "http://inside.example/").fault is Fault.PRIVATE
    web.addresses["inside.example"] = [PUBLIC, address]  # one of two: the next answer may be the other one
    assert web.fetcher(tls)("GET", "http://inside.example/").fault is Fault.PRIVATE
    assert web.dialled == []


@pytest.mark.parametrize("port", [22, 25, 3306, 5432, 6379, 9200])
def test_only_ports_of_web_servers_are_dialled(web: Web, tls: ssl.SSLContext, port: int) -> None:
    web.page("http://a.example/")
    assert web.fetcher(tls)("GET", f"http://a.example:{port}/").fault is Fault.PRIVATE
    assert web.dialled == []


def test_the_connection_goes_to_the_address_that_was_judged(web: Web, tls: ssl.SSLContext) -> None:
    """Resolved once: a name server that answers differently the second time gains nothing."""
    web.page("http://a.example/")
    answers = [[PUBLIC], ["127.0.0.1"]]
    web.resolve = lambda _host, _port: answers.pop(0)  # type: ignore[method-assign]
    assert web.fetcher(tls)("GET", "http://a.example/").status == 200
    assert web.dialled == [(PUBLIC, 80)] and answers == [["127.0.0.1"]]


def test_a_page_with_its_header_and_our_name(web: Web, tls: ssl.SSLContext) -> None:
    web.page("https://www.go.example/แผน?ปี=2569")
    web.page("https://www.go.example/%E0%B9%81%E0%B8%9C%E0%B8%99?%E0%B8%9B%E0%B8%B5=2569")
    answer = web.fetcher(tls)("GET", "https://www.go.example/แผน?ปี=2569")
    assert (answer.status, answer.fault) == (200, Fault.NONE) and "html" in answer.content_type
    assert web.asked[0].agent.startswith("Prongsai-LinkCheck/1.0 (+https://")


def test_no_such_name_a_wrong_certificate_a_closed_port(web: Web, tls: ssl.SSLContext) -> None:
    fetch = web.fetcher(tls)
    assert fetch("HEAD", "https://nowhere.example/").fault is Fault.NO_NAME
    web.page("https://other.example/")
    assert fetch("HEAD", "https://other.example/").fault is Fault.TLS
    web.addresses["closed.example"] = ["8.8.4.4"]
    web.refusing.add("8.8.4.4")
    assert fetch("HEAD", "http://closed.example/").fault is Fault.NO_ANSWER
    assert fetch("HEAD", f"http://{'a' * 300}.example/").fault is Fault.NO_NAME


@pytest.mark.parametrize("kind", ["http://slow.go.example/", "https://slow.go.example/"])
def test_silence_and_dripping_end_in_time(web: Web, tls: ssl.SSLContext, kind: str) -> None:
    started = time.monotonic()
    web.page(kind, Reply(silent=True))
    assert web.fetcher(tls, timeout=0.3, deadline=5)("GET", kind).fault is Fault.TIMEOUT
    web.page(kind, Reply(drips=True))
    assert web.fetcher(tls, timeout=2, deadline=0.5)("GET", kind).fault in (Fault.TIMEOUT, Fault.NONE)
    assert time.monotonic() - started < 4


def test_only_so_much_is_read(web: Web, tls: ssl.SSLContext) -> None:
    web.page("http://big.example/", Reply(body=b"x" * (3 * MAX_BODY)))
    assert len(web.fetcher(tls)("GET", "http://big.example/").body) == MAX_BODY


def test_a_redirect_is_not_followed(web: Web, tls: ssl.SSLContext) -> None:
    web.page("http://a.example/", Reply(302, headers={"Location": "http://b.example/"}))
    web.page("http://b.example/")
    answer = web.fetcher(tls)("GET", "http://a.example/")
    assert (answer.status, answer.location) == (302, "http://b.example/")
    assert [asked.host for asked in web.asked] == ["a.example"]
