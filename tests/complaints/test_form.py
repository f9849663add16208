"""The form without script, from the notice to the receipt."""

from flask.testing import FlaskClient

from dialogs.complaints.questions import QUESTIONS, meter
from dialogs.complaints.words import Words, sentences
from storage.complaints.receipt import shown
from tests.complaints.browse import Reporter, parsed, shown_code
from tests.complaints.conftest import Office

STORY = {"what": "เรียกเงินค่าใบอนุญาต", "who": "หัวหน้างาน", "when": "ต้นเดือน", "where": "เคาน์เตอร์"}


def test_a_complaint_goes_through_and_an_officer_reads_it(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client)
    assert reporter.text.index(Words("th")("notice.readers")) < reporter.text.index("<form")
    code = reporter.report(**STORY, category="bribe")
    assert "ได้รับเรื่องแล้ว" in reporter.text
    (held,) = office.desk("ก้อย").held()
    opened = office.desk("ก้อย").read(held.row.number)
    assert opened is not None and dict(opened.answers) == STORY and held.row.category == "bribe"
    assert code not in reporter.text and shown(code) not in reporter.text
    key = office.vault.look_up(code)
    assert key is not None and not key.through_line


def test_nothing_is_sent_before_the_code_is_typed(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", **STORY)
    code = shown_code(reporter.page)
    wrong = code[:-1] + str((int(code[-1]) + 1) % 10)
    for typed in ("", wrong, "1234", "๑" * 16):
        reporter.press("/send", code=typed)
        assert reporter.page.status_code == 422 and shown_code(reporter.page) == code
        assert office.desk("ก้อย").held() == []
    reporter.press("/send", code=shown(code))
    assert reporter.page.status_code == 200 and len(office.desk("ก้อย").held()) == 1


def test_any_field_can_be_corrected_and_the_code_stays(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", **STORY, category="bribe")
    code = shown_code(reporter.page)
    reporter.press("/phon/")
    assert parsed(reporter.page).forms[0].fields["what"] == STORY["what"]
    assert parsed(reporter.page).forms[0].fields["category"] == "bribe"
    reporter.press("/review", who="รองปลัด", where="")
    assert shown_code(reporter.page) == code
    reporter.press("/send", code=code)
    opened = office.desk("ต้น").read(office.desk("ต้น").held()[0].row.number)
    assert opened is not None
    assert dict(opened.answers) == {"what": STORY["what"], "who": "รองปลัด", "when": STORY["when"]}


def test_sending_twice_is_one_case(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", **STORY)
    review, code = reporter.page, shown_code(reporter.page)
    for _ in range(2):
        reporter.page = review
        reporter.press("/send", code=code)
        assert "ได้รับเรื่องแล้ว" in reporter.text
    assert len(office.desk("ก้อย").held()) == 1


def test_an_excluded_officer_never_sees_it(client: FlaskClient, office: Office) -> None:
    Reporter(client).report(**STORY, exclude=office.people["ก้อย"].officer.id)
    assert office.desk("ก้อย").held() == []
    assert len(office.desk("ต้น").held()) == 1


def test_excluding_everybody_points_outside_before_anything_is_kept(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", **STORY, exclude_unit=["นิติการ", "สำนักปลัด"])
    assert reporter.page.status_code == 422
    assert Words("th")("form.nobody_left") in reporter.text and "1205" in reporter.text
    assert STORY["what"] in reporter.text


def test_a_made_up_exclusion_is_no_mark(client: FlaskClient, office: Office) -> None:
    Reporter(client).report(**STORY, exclude="somebody", exclude_unit="กองกลาง")
    assert len(office.desk("ก้อย").held()) == len(office.desk("ต้น").held()) == 1


def test_an_empty_form_says_so(client: FlaskClient) -> None:
    reporter = Reporter(client).press("/review")
    assert reporter.page.status_code == 422 and Words("th")("form.empty") in reporter.text


def test_a_draft_expires_with_its_key(client: FlaskClient, office: Office) -> None:
    reporter = Reporter(client).press("/review", **STORY)
    code = shown_code(reporter.page)
    office.clock.move(days=3)
    client.get("/phon/")
    reporter.press("/send", code=code)
    assert reporter.page.status_code == 410 and office.desk("ก้อย").held() == []


def test_a_changed_draft_opens_nothing(client: FlaskClient) -> None:
    for draft in ("", "AAAA", "ก", "A" * 2000):
        answer = client.post("/phon/send", data={"draft": draft, "code": "1"})
        assert answer.status_code == 410


def test_without_officers_the_form_points_outside(client: FlaskClient, office: Office) -> None:
    with office.file.transaction() as connection:
        connection.execute("DELETE FROM officer")
    reporter = Reporter(client)
    assert "<form" not in reporter.text and "1205" in reporter.text


def test_the_form_speaks_english_when_asked(client: FlaskClient) -> None:
    reporter = Reporter(client).visit("?lang=en")
    assert "Before you start" in reporter.text and '<html lang="en">' in reporter.text
    reporter.press("/review", **STORY)
    assert "Your receipt code" in reporter.text
    reporter.press("/send", code=shown_code(reporter.page))
    assert "Your report has been received" in reporter.text


def test_every_sentence_has_both_languages_and_the_same_gaps() -> None:
    import re

    for group, names in sentences().items():
        for name, both in names.items():
            assert set(both) == {"th", "en"}, (group, name)
            gaps = [set(re.findall(r"{(\w+)}", both[language])) for language in ("th", "en")]
            assert gaps[0] == gaps[1], (group, name)
    assert {f"question.{q}" for q in QUESTIONS} <= {f"question.{name}" for name in sentences()["question"]}


def test_the_meter_counts_substance_and_never_a_name() -> None:
    assert meter({}).filled == 0 and not meter({}).enough
    assert meter(STORY).enough and meter(STORY).missing == ("basis",)
    assert not meter({name: "x" for name in QUESTIONS if name != "what"}).enough
    assert meter({"what": "x", "when": "x", "where": "x"}, pictures=1).enough
    assert "name" not in QUESTIONS and "phone" not in QUESTIONS
