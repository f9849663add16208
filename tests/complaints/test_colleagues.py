"""A new officer, a new key, a key slipped in: every other officer is told at the desk until they have seen it."""

from storage.complaints.audit import Act
from storage.complaints.boxes import new_pair
from storage.complaints.colleagues import Change, Colleagues, colleagues, confirm
from storage.complaints.ownkey import change_key
from tests.complaints.conftest import Office


def of(office: Office, name: str) -> Colleagues:
    return colleagues(office.desk(name).access)


def sees(office: Office, name: str) -> list[tuple[Change, str]]:
    return [(one.change, one.name) for one in of(office, name).unseen]


def settled(office: Office, *names: str) -> None:
    for name in names:
        assert confirm(office.desk(name).access, of(office, name).mark)
        assert sees(office, name) == []


def test_at_first_everybody_is_new_and_then_nobody(office: Office) -> None:
    assert sees(office, "ก้อย") == [(Change.ADDED, "ต้น"), (Change.ADDED, "recovery")]
    settled(office, "ก้อย")
    assert len(sees(office, "ต้น")) == 2


def test_an_addition_a_new_key_and_a_departure_are_told_to_each_until_they_saw_it(office: Office) -> None:
    settled(office, "ก้อย", "ต้น")
    office.clock.move(days=3)
    today = office.clock().date()
    office.officers.add("ใหม่", "กองคลัง", today, by="operator (somchai)")
    (told,) = of(office, "ก้อย").unseen
    assert (told.change, told.name, told.unit, told.by, told.day) == (
        Change.ADDED,
        "ใหม่",
        "กองคลัง",
        "operator (somchai)",
        today,
    )
    settled(office, "ก้อย")
    assert sees(office, "ต้น") == [(Change.ADDED, "ใหม่")]
    office.officers.rekey("ใหม่", today)
    assert sees(office, "ก้อย") == [(Change.REKEYED, "ใหม่")] and sees(office, "ต้น") == [(Change.ADDED, "ใหม่")]
    settled(office, "ก้อย", "ต้น")
    office.officers.remove("ใหม่", today)
    assert sees(office, "ก้อย") == sees(office, "ต้น") == [(Change.REMOVED, "ใหม่")]


def test_a_key_slipped_into_the_file_shows_without_any_entry_of_the_log(office: Office) -> None:
    settled(office, "ก้อย")
    with office.file.transaction() as connection:
        connection.execute("UPDATE officer SET public_key = ? WHERE name = 'ต้น'", (new_pair().public,))
        row = dict(connection.execute("SELECT * FROM officer WHERE name = 'ต้น'").fetchone())
        row |= {"id": "x", "name": "แฝง", "key_id": "x"}
        connection.execute(f"INSERT INTO officer ({', '.join(row)}) VALUES ({', '.join(':' + n for n in row)})", row)
    assert sees(office, "ก้อย") == [(Change.REKEYED, "ต้น"), (Change.ADDED, "แฝง")]
    assert [(one.by, one.day) for one in of(office, "ก้อย").unseen] == [(None, None)] * 2


def test_nobody_can_see_for_another(office: Office) -> None:
    """The list is sealed under the officer's own key: taken away, or replaced by a colleague's, it is as if empty."""
    settled(office, "ก้อย", "ต้น")
    for value in ("NULL", "(SELECT known FROM officer WHERE name = 'ต้น')"):
        with office.file.transaction() as connection:
            connection.execute(f"UPDATE officer SET known = {value} WHERE name = 'ก้อย'")
        assert len(sees(office, "ก้อย")) == 2


def test_only_what_was_on_the_page_is_confirmed(office: Office) -> None:
    shown = of(office, "ก้อย").mark
    office.hire("ใหม่")
    assert not confirm(office.desk("ก้อย").access, shown) and not confirm(office.desk("ก้อย").access, "")
    assert len(sees(office, "ก้อย")) == 3
    settled(office, "ก้อย")
    assert office.desk("ก้อย").visible_audit()[-1].act is Act.COLLEAGUES_SEEN


def test_what_was_seen_goes_along_to_an_officers_own_new_key(office: Office) -> None:
    settled(office, "ก้อย", "ต้น")
    issued = office.people["ก้อย"]
    change_key(office.desk("ก้อย").access, office.officers.new_key(issued.officer.id, "baban", issued.totp_secret))
    office.people["ก้อย"] = type(issued)(issued.officer, "baban", issued.totp_secret, None)
    assert sees(office, "ก้อย") == [] and sees(office, "ต้น") == [(Change.REKEYED, "ก้อย")]
    assert of(office, "ต้น").unseen[0].by == "ก้อย"
