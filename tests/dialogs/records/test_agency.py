"""Slugs, short names, voices, derived states."""

import pytest

from dialogs.records.agency import RESERVED, SLUG, short_name
from dialogs.records.facts import Status
from dialogs.records.voice import FEMALE, MALE, voice_of
from tests.dialogs.samples import sample_agencies


@pytest.mark.parametrize("slug", ["ko", "phon", "nikhom-khamsoi", "a1", "a" * 41, "line2", "desk-a"])
def test_a_slug_may_be(slug: str) -> None:
    assert SLUG.fullmatch(slug)


@pytest.mark.parametrize("slug", ["", "a", "A1", "1a", "-a", "a" * 42, "ก", "a_b", "a/b", "ko\n", *RESERVED])
def test_a_slug_may_not_be(slug: str) -> None:
    assert not SLUG.fullmatch(slug)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("เทศบาลตำบลโพน", "โพน"),
        ("องค์การบริหารส่วนตำบลเกาะ", "เกาะ"),
        ("อบต.เกาะ", "เกาะ"),
        ("เทศบาลนคร ขอนแก่น", "ขอนแก่น"),
        ("เทศบาลตำบล", "เทศบาลตำบล"),
        ("สำนักงานอื่น", "สำนักงานอื่น"),
    ],
)
def test_a_short_name_is_the_name_without_its_kind(name: str, short: str) -> None:
    assert short_name(name) == short


def test_only_khrap_makes_the_other_voice() -> None:
    assert voice_of("ครับ") is MALE
    assert voice_of("ค่ะ") is voice_of("") is voice_of("?") is FEMALE
    assert (FEMALE.soft, MALE.soft) == ("นะคะ", "นะครับ")


def test_a_measures_state_is_derived() -> None:
    for agency in sample_agencies():
        for measure in agency.measures:
            if measure.reports:
                assert measure.status is measure.reports[-1].status
            else:
                assert measure.status is (Status.UNKNOWN if measure.has_status_columns else None)


def test_plan_years_are_newest_first_and_contacts_are_found() -> None:
    for agency in sample_agencies():
        assert list(agency.plan_years) == sorted(agency.plan_years, reverse=True)
        assert agency.main_contact and agency.main_contact.phone
        assert agency.contact_of("ไม่มีกองนี้") is None
        assert agency.measure(-1) is None
