"""What passing tests print, at the end of the run: bytes scanned, canaries, hits, cases, seconds.

A leak scan without its figures means little; pytest would show them only where a test fails.
"""

import pytest

_MARK = "figure: "


def show(figure: str) -> None:
    """For the section at the end; also seen at once with ``pytest -s``."""
    print(f"\n{_MARK}{figure}")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """A section of its own, one line a figure."""
    lines = [
        line.removeprefix(_MARK)
        for report in terminalreporter.stats.get("passed", [])
        for line in report.capstdout.splitlines()
        if line.startswith(_MARK)
    ]
    if lines:
        terminalreporter.section("figures")
        for line in lines:
            terminalreporter.line(line)
