"""QR codes of addresses, for pages and for chats (LINE: PNG, at most 1024 pixels in a card; line-platform.md 2.6)."""

from io import BytesIO

import segno

BORDER = 4
"""Quiet zone in modules (ISO/IEC 18004); without it cheap cameras do not find the code."""
_SIDE = 800
"""Pixels that the picture comes close to and never passes, except for a very long address."""


def qr_png(address: str) -> bytes:
    """Black on white, square, at most 1024 pixels."""
    code = _code(address)
    modules = code.symbol_size(border=BORDER)[0]
    out = BytesIO()
    code.save(out, kind="png", scale=max(4, _SIDE // modules), border=BORDER, dark="black", light="white")
    return out.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m")
