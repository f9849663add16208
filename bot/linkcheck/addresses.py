"""Which machines may be asked. An address that people typed must not lead into the network this program stands in."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

Resolve = Callable[[str, int], Sequence[str]]
"""A host's IP addresses. Raises OSError where it has none."""
Dial = Callable[[str, int, float], socket.socket]
"""A connection to an IP address and port, with a time-out in seconds. Raises OSError."""

PORTS = frozenset({80, 443, 8080, 8443})
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """The host has no address, or one of its addresses is not public."""

    def __init__(self, *, is_private: bool) -> None:
        super().__init__("not a public address" if is_private else "no address")
        self.is_private = is_private


def system_resolve(host: str, port: int) -> Sequence[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(place[4][0]) for place in found]


def system_dial(address: str, port: int, timeout: float) -> socket.socket:
    return socket.create_connection((address, port), timeout)


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet, whatever it is wrapped in."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast


def public_address(host: str, port: int, resolve: Resolve) -> str:
    """The one address to connect to, IPv4 first; the connection must be made to it and not to the name again.

    Raises Unreachable. A host with one private address among public ones is refused: its next answer may be that one.
    """
    if port not in PORTS:
        raise Unreachable(is_private=True)
    try:
        found = list(resolve(host, port))
    except (OSError, UnicodeError):
        raise Unreachable(is_private=False) from None
    if not found:
        raise Unreachable(is_private=False)
    if not all(is_public(address) for address in found):
        raise Unreachable(is_private=True)
    return min(found, key=lambda address: ":" in address)
