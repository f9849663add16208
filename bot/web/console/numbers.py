"""Numbers as people type them into a form."""

from dialogs.thai.digits import to_arabic


def number_in(text: str) -> int | None:
    """A whole number of up to six digits, Thai or Arabic; None for anything else."""
    plain = to_arabic(text).strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 6 else None
