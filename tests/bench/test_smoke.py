"""Every bench of real processes runs, at the smallest size. What it loses or doubles, it raises itself."""

import pytest

from bench import complaints, conversations, growth, sustained
from tests.servers import Postgres

pytestmark = pytest.mark.timeout(120)


@pytest.mark.soak
def test_lasting_load_and_bursts(capsys: pytest.CaptureFixture[str]) -> None:
    sustained.main(seconds=2, burst=1, turns=40, posts=100)
    printed = capsys.readouterr().out
    assert "2 s at 80 % of whole turns" in printed and "lost 0, doubled 0, streams empty, the same processes" in printed


@pytest.mark.soak
def test_bytes_of_a_conversation(capsys: pytest.CaptureFixture[str]) -> None:
    conversations.main(people=150)
    printed = capsys.readouterr().out
    waiting = int(next(line for line in printed.splitlines() if "an event that waits" in line).split()[-1])
    assert 300 < waiting < 3_000


@pytest.mark.soak
def test_growth(postgres: Postgres, capsys: pytest.CaptureFixture[str]) -> None:
    growth.main(agencies=12, rounds=1, turns=16)
    printed = capsys.readouterr().out
    assert "12 agencies × 13 measures × 5 years" in printed and "full agencies at random" in printed


@pytest.mark.xdist_group("complaint processes")
def test_complaints_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    complaints.main(at_once_each=(1, 2), rounds=1)
    assert "told to wait" in capsys.readouterr().out
