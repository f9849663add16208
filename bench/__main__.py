"""``make bench``: the measured figures, in one run; ``python -m bench --only growth`` for one of them."""

import argparse

from bench import complaints, conversations, door, growth, sustained, turn, turns, understanding

BENCHES = {
    "door": door.main,
    "turns": turns.main,
    "turn": turn.main,
    "understanding": understanding.main,
    "growth": growth.main,
    "conversations": conversations.main,
    "sustained": sustained.main,
    "complaints": complaints.main,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measured figures of this machine.")
    parser.add_argument("--only", choices=BENCHES, action="append", help="this one; may be given again")
    for name in parser.parse_args().only or BENCHES:
        BENCHES[name]()


if __name__ == "__main__":
    main()
