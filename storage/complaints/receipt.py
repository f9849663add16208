"""The receipt code: 15 random digits and a check digit, written like a bank card number (4-4-4-4).

The check digit is Damm's: it finds every single wrong digit and every swap of two neighbours, so that a slip of the
pen is caught before it costs a look-up.
"""

import re
import secrets

from dialogs.thai.digits import to_arabic
from dialogs.thai.text import without_invisible
from storage.complaints.errors import BadReceipt

DIGITS = 16
# H. Michael Damm's totally anti-symmetric quasigroup of order 10 (doctoral thesis, Marburg 2004).
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212.·]+")
_CODE = re.compile(rf"[0-9]{{{DIGITS}}}")


def new_receipt() -> str:
    """A fresh code, digits only."""
    digits = "".join(secrets.choice("0123456789") for _ in range(DIGITS - 1))
    return digits + str(_checksum(digits))


def read_receipt(typed: str) -> str:
    """The digits of what somebody typed: Thai or Arabic, with spaces, dashes or dots. Raises BadReceipt."""
    digits = _SEPARATORS.sub("", to_arabic(without_invisible(typed)))
    if not _CODE.fullmatch(digits) or _checksum(digits) != 0:
        raise BadReceipt("not a receipt code")
    return digits


def shown(receipt: str) -> str:
    """As people copy it into a notebook: 1234 5678 9012 3456."""
    return " ".join(receipt[start : start + 4] for start in range(0, DIGITS, 4))


def _checksum(digits: str) -> int:
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
