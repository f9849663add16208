"""Thai and Arabic digits."""

_TO_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_TO_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def to_arabic(text: str) -> str:
    """Thai digits made Arabic; everything else, other scripts' digits included, stays as it is."""
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    """Arabic digits made Thai, as official documents print them."""
    return text.translate(_TO_THAI)
