"""A look at one address, request by request: HEAD, then GET, over redirects. Pure: it says what to ask next.

Every request may be a minute after the one before, so what was learned so far is a small record that can be stored.
"""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urljoin, urlsplit

from bot.linkcheck.fetch import Answer
from bot.linkcheck.page import read_page, year_in_address
from dialogs.records.document import Fault, LinkState
from storage.documents import is_web_address
from storage.linkcheck import Finding

MAX_HOPS = 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CLOSED = frozenset({401, 403, 407, 429, 451})


@dataclass(frozen=True, slots=True)
class Visit:
    """Where a look stands. ``robots``: the address of the host's rules, where they have to be read first."""

    url: str
    method: Literal["HEAD", "GET"] = "HEAD"
    hops: int = 0
    robots: str = ""
    robots_hops: int = 0

    @property
    def asked(self) -> str:
        """The address of the next request."""
        return self.robots or self.url

    @property
    def host(self) -> str:
        """The host whose rules apply to ``url``."""
        return host_of(self.url)

    def reading_rules(self) -> "Visit":
        """The same look, with the host's robots.txt to be read first."""
        parts = urlsplit(self.url)
        return replace(self, robots=f"{parts.scheme}://{parts.netloc}/robots.txt", robots_hops=0)


def host_of(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def after_rules(visit: Visit, answer: Answer) -> Visit | str | Finding:
    """What a request for robots.txt leads to: the next one, the rules as text, or the end (RFC 9309, 2.3.1)."""
    if answer.fault:
        return Finding(LinkState.DEAD, answer.fault)
    if answer.status >= 500:
        return Finding(LinkState.DEAD, Fault.SERVER)
    if answer.status in _REDIRECTS and visit.robots_hops < MAX_HOPS and (target := _target(visit.robots, answer)):
        return replace(visit, robots=target, robots_hops=visit.robots_hops + 1)
    return answer.body.decode("utf-8", errors="ignore").replace("\0", "") if answer.status == 200 else ""


def after(visit: Visit, original: str, answer: Answer) -> Visit | Finding:
    """What a request of a look leads to: the next one, or what was found."""
    if answer.fault:
        return Finding(LinkState.DEAD, answer.fault)
    if answer.status in _REDIRECTS:
        return _redirected(visit, original, answer)
    is_page = "html" in answer.content_type or not answer.content_type
    if visit.method == "HEAD":
        if 200 <= answer.status < 300 and not is_page:
            return Finding(LinkState.GOOD, newest_year=year_in_address(visit.url))
        return replace(visit, method="GET")  # some servers answer HEAD wrongly: only GET is believed
    if 200 <= answer.status < 300:
        if not is_page:
            return Finding(LinkState.GOOD, newest_year=year_in_address(visit.url))
        page = read_page(answer.body, answer.content_type, visit.url)
        if page.is_missing:
            return Finding(LinkState.DEAD, Fault.SOFT_GONE)
        return Finding(LinkState.GOOD, newest_year=page.newest_year)
    return _refused(answer.status)


def _refused(status: int) -> Finding:
    if status in _CLOSED:
        return Finding(LinkState.UNSEEN, Fault.FORBIDDEN)
    return Finding(LinkState.DEAD, Fault.SERVER if status >= 500 else Fault.GONE)


def _redirected(visit: Visit, original: str, answer: Answer) -> Visit | Finding:
    target = _target(visit.url, answer)
    if target is None or visit.hops >= MAX_HOPS:
        return Finding(LinkState.DEAD, Fault.REDIRECTS)
    if _is_front(target) and not _is_front(original):
        return Finding(LinkState.DEAD, Fault.SOFT_GONE)  # the paper is gone and its site shows its front page instead
    return replace(visit, url=target, hops=visit.hops + 1)


def _target(base: str, answer: Answer) -> str | None:
    """Where a redirect leads, if that is an address that may be asked at all; its host is checked again when asked."""
    try:
        target = urljoin(base, answer.location.strip())
        parts = urlsplit(target)
        return parts._replace(fragment="").geturl() if answer.location and is_web_address(target) else None
    except ValueError:
        return None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.rstrip("/").lower() in ("", "/index.php", "/index.html", "/home", "/th") and not parts.query
