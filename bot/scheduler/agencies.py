"""Doing something for every agency: one that fails does not keep the others from theirs."""

import logging
from collections.abc import Callable, Iterable

from dialogs.records.errors import ProngsaiError, StoreUnavailable

log = logging.getLogger(__name__)


class SomeFailed(ProngsaiError):
    """At least one agency could not be served; the job is run again, and leaves what is done as it is."""


def for_each(agencies: Iterable[tuple[int, str]], serve: Callable[[int, str], None]) -> None:
    """``serve`` gets id and slug. Raises SomeFailed at the end, StoreUnavailable at once."""
    failed = 0
    for agency_id, slug in agencies:
        try:
            serve(agency_id, slug)
        except StoreUnavailable:
            raise
        except Exception:
            failed += 1
            log.exception("an agency could not be served", extra={"agency": slug})
    if failed:
        raise SomeFailed(f"{failed} agencies could not be served")
