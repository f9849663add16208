"""``demo``: what ``make demo`` runs."""

import argparse
import signal
import threading

from bot.settings import load_settings


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="the whole system with five sample agencies and the LINE simulator")
    parser.add_argument("--port", type=int, default=8000, help="the simulator's port; the others follow (default 8000)")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from bot.demo.demo import greet, run_demo  # the simulator is not needed by any other command

    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    with run_demo(load_settings(), args.port) as running:
        greet(running)
        stop.wait()
        print("stopping …", flush=True)
    return 0
