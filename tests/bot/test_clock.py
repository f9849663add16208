"""The clock that tests and the demo can move."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.clock import make_clock, move_clock, system_clock
from dialogs.records.errors import SettingsError


def near(moment: datetime, shift: timedelta) -> bool:
    return abs(moment - system_clock() - shift) < timedelta(seconds=5)


def test_without_a_setting_it_is_now_in_utc() -> None:
    assert make_clock(None) is system_clock
    assert system_clock().tzinfo is UTC


@pytest.mark.parametrize(
    ("setting", "moment"),
    [
        ("2026-01-15T10:00:00", datetime(2026, 1, 15, 3, tzinfo=UTC)),
        ("2026-01-15", datetime(2026, 1, 14, 17, tzinfo=UTC)),
        ("2026-01-15T10:00:00Z", datetime(2026, 1, 15, 10, tzinfo=UTC)),
        ("2026-01-15T10:00:00+09:00", datetime(2026, 1, 15, 1, tzinfo=UTC)),
    ],
)
def test_a_fixed_moment_is_bangkok_time_unless_it_says_otherwise(setting: str, moment: datetime) -> None:
    clock = make_clock(setting)
    assert clock() == clock() == moment


@pytest.mark.parametrize(
    ("setting", "shift"),
    [
        ("+3d", timedelta(days=3)),
        ("-2h", timedelta(hours=-2)),
        ("+1.5m", timedelta(seconds=90)),
        ("+30s", timedelta(seconds=30)),
        ("-30", timedelta(seconds=-30)),
    ],
)
def test_a_shift_moves_it_and_lets_it_run(setting: str, shift: timedelta) -> None:
    assert near(make_clock(setting)(), shift)


@pytest.mark.parametrize("setting", ["tomorrow", "+", "+d", "+3w", "-", "+nan", "+infd", "+1e12d", "15/1/2569"])
def test_anything_else_is_refused_with_what_may_be_given(setting: str) -> None:
    with pytest.raises(SettingsError, match="PRONGSAI_NOW must be"):
        make_clock(setting)


def test_nothing_at_all_is_refused_the_same_way() -> None:
    with pytest.raises(SettingsError, match="PRONGSAI_NOW must be"):
        make_clock("")


def test_a_file_moves_it_while_it_runs(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    clock = make_clock(f"@{file}")
    assert near(clock(), timedelta(0)), "no file yet"
    move_clock(file, 3600)
    assert near(clock(), timedelta(hours=1))
    move_clock(file, -60)
    assert near(clock(), timedelta(minutes=-1))
    assert [path.name for path in tmp_path.iterdir()] == ["clock"]


@pytest.mark.parametrize("content", ["", "soon", "inf", "nan", "1e300"])
def test_a_broken_file_moves_nothing(tmp_path: Path, content: str) -> None:
    file = tmp_path / "clock"
    file.write_text(content)
    assert near(make_clock(f"@{file}")(), timedelta(0))
