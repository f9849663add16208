"""The two sides of an installation, for commands that look after both: general, complaints, or the two together."""

import argparse

GENERAL, COMPLAINTS, BOTH = "general", "complaints", "both"


def add_side(parser: argparse.ArgumentParser, what: str) -> None:
    """The option ``--side``, where the other side lives on another machine or under another user."""
    parser.add_argument("--side", choices=(GENERAL, COMPLAINTS, BOTH), default=BOTH, help=f"which {what} ({BOTH})")
