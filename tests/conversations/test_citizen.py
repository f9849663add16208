"""A citizen asks; the bot answers from the agency's own data."""

from collections.abc import Callable

from tests.system import Talk

TalkTo = Callable[[str], Talk]


def test_a_new_friend_hears_a_short_greeting_with_three_choices(talk: Talk) -> None:
    talk.follows().hears("สวัสดีค่ะ", "เทศบาลตำบลโพน", "ระบบตอบอัตโนมัติ")
    assert talk.buttons == ["สถานะมาตรการ", "คะแนน ITA", "ติดต่อหน่วยงาน"]


def test_every_choice_also_works_typed(talk: Talk) -> None:
    talk.says("สวัสดีค่ะ")
    talk.says("คะแนน ITA").hears("88.51", "ระดับ A")
    talk.says("สถานะมาตรการ").hears("มาตรการ 3 เรื่อง")
    talk.says("ติดต่อหน่วยงาน").hears("สำนักปลัด", "ตัวอย่าง")


def test_all_measures_then_one_by_its_number(talk: Talk) -> None:
    talk.says("มีมาตรการอะไรบ้าง").hears("มาตรการ 3 เรื่อง", "ยังไม่มีรายงาน")
    talk.says("ข้อ 2").hears("มาตรการที่ 2", "สำนักปลัด", "มี.ค. 2566")


def test_a_measure_by_name_says_who_by_when_and_what_next(talk: Talk) -> None:
    talk.says("มาตรการ e-service ถึงไหนแล้ว")
    talk.hears("E-service", "กองคลัง", "กำหนดเสร็จ", "มี.ค. 2566", "ต่อไป").does_not_hear("อยู่ระหว่างดำเนินการ")


def test_a_phrase_that_fits_several_is_asked_about_and_the_second_is_the_second_of_that_list(talk_to: TalkTo) -> None:
    talk = talk_to("ko")
    talk.says("มาตรการการประชุมประจำเดือนของพนักงานถึงไหนแล้วคะ").hears("หมายถึงเรื่องไหน")
    second = next(line for line in talk.text.splitlines() if line.startswith("2."))
    talk.says("อันที่สองค่ะ").hears(second.removeprefix("2. ")[:20])
    talk.says("แล้วใครรับผิดชอบอะ").hears("รับผิดชอบโดย")
    talk.says("อ๋อโอเค ขอบคุณค่า").hears("ด้วยความยินดี")


def test_measures_of_a_unit(talk: Talk) -> None:
    talk.says("กองคลังรับผิดชอบมาตรการอะไรบ้าง").hears("2 เรื่อง", "กองคลัง")


def test_measures_of_a_year_without_a_plan(talk: Talk) -> None:
    talk.says("มาตรการปี 2560 ถึงไหน").hears("ปี 2560", "ยังไม่ได้ลงแผน", "2566")


def test_a_measure_that_is_done_says_so_with_output_and_outcome(talk_to: TalkTo) -> None:
    talk_to("phok-noi").says("มาตรการประสิทธิภาพการสื่อสารถึงไหนแล้ว").hears("เสร็จแล้ว", "ผลผลิต")


def test_a_status_column_without_marks_is_not_called_unstarted(talk_to: TalkTo) -> None:
    talk = talk_to("ko").says("มาตรการ one stop service เสร็จยังคะ")
    talk.hears("ไม่ได้ทำเครื่องหมาย").does_not_hear("ยังไม่เริ่ม")


def test_the_score_says_total_level_scheme_highest_lowest_and_the_rule(talk: Talk) -> None:
    talk.says("เทศบาลได้คะแนน ita เท่าไหร่")
    talk.hears("88.51", "ระดับ A", "2565", "สูงสุด", "การป้องกันการทุจริต 100", "ต่ำสุด", "74.22", "30%", "40%")


def test_one_indicator_and_the_year_before(talk: Talk) -> None:
    talk.says("คะแนนการใช้งบประมาณเท่าไหร่คะ").hears("88.66", "2565")
    talk.says("แล้วปี 2564 ล่ะ").hears("ปี 2564", "ยังไม่ได้ลงคะแนน", "2565", "88.66")


def test_an_instrument_and_what_ita_is(talk: Talk) -> None:
    talk.says("คะแนน EIT เท่าไหร่").hears("74.99")
    talk.says("ita คืออะไร").hears("ป.ป.ช.", "IIT", "EIT", "OIT")


def test_no_scores_is_said_plainly_with_a_person_to_ask(talk_to: TalkTo) -> None:
    talk_to("khongchai").says("คะแนน ita เท่าไหร่").hears("ยังไม่ได้ลงคะแนน", "โทร")


def test_one_units_phone(talk: Talk) -> None:
    talk.says("ขอเบอร์กองคลังหน่อยค่ะ").hears("กองคลัง", "0 4300 0002", "ตัวอย่าง")


def test_the_other_voice_is_kept_throughout(talk_to: TalkTo) -> None:
    talk = talk_to("nikhom-khamsoi")
    for words in ("สวัสดี", "คะแนน ita", "มีมาตรการอะไรบ้าง", "ติดต่อ", "asdfgh qwerty", "ข้อมูลของฉัน", "ยกเลิก"):
        talk.says(words).hears("ครับ").does_not_hear("ค่ะ", "คะ ", "นะคะ")


def test_the_public_sees_the_canonical_name(talk_to: TalkTo) -> None:
    talk = talk_to("khongchai").follows().hears("ฆ้องชัยพัฒนา")
    for words in ("มีมาตรการอะไรบ้าง", "ดูต่อ", "ติดต่อหน่วยงาน"):
        talk.says(words).does_not_hear("ห้วยซ้อ", "ห้องชัย")


def test_the_second_page_of_a_long_list(talk_to: TalkTo) -> None:
    talk = talk_to("khongchai").says("มีมาตรการอะไรบ้าง").is_offered("ดูต่อ")
    talk.presses("ดูต่อ").hears("9.").does_not_hear("\n1. ")


def test_the_sentence_about_bribes_is_never_repeated(talk_to: TalkTo) -> None:
    talk = talk_to("khongchai")
    for words in ("มีมาตรการอะไรบ้าง", "ข้อ 3", "ข้อ i3 เรื่องสินบนเป็นยังไง", "ดูมาตรการทั้งหมด"):
        talk.says(words).does_not_hear("ยังมีการเรียกรับสินบน", "ร้อยละ ๕", "เรียกรับสินบน")


def test_what_is_not_the_bots_business_gets_what_it_can_do(talk: Talk) -> None:
    talk.says("ขอผลบอลเมื่อคืนหน่อย").hears("ยังไม่แน่ใจ").is_offered("สถานะมาตรการ", "คะแนน ITA")
    talk.says("แล้วหวยออกอะไร").hears("เจ้าหน้าที่", "โทร")


def test_what_is_not_text_gets_a_kind_answer_and_a_next_step(talk: Talk) -> None:
    talk.sends("sticker").hears("สติกเกอร์").is_offered("สถานะมาตรการ")
    talk.sends("picture").hears("รูปภาพ").is_offered("สถานะมาตรการ")
    talk.sends("location").hears("ตำแหน่ง")
    talk.sends("voice").hears("เสียง")
    talk.sends("unknown").hears("พิมพ์เป็นข้อความ")


def test_the_survey_outside_its_window(talk_to: TalkTo) -> None:
    talk_to("phok-noi").says("ขอลิงก์แบบสำรวจ eit").hears("2566", "ผ่านไปแล้ว").does_not_hear("iit/h9unqk")


def test_staff_survey_is_not_given_to_the_public(talk_to: TalkTo) -> None:
    talk = talk_to("phok-noi").says("ขอ qr iit").hears("คนที่ทำงาน").does_not_hear("https://itas")
    talk.says("อ้าว ผมไม่ได้ทำงานที่นี่ แค่มาขออนุญาตก่อสร้าง").hears("EIT")
    talk.says("ทำแล้วเค้ารู้ชื่อผมมั้ย").hears("ไม่รู้ว่าใครตอบ")


def test_a_number_on_the_second_page_is_the_measures_own(talk_to: TalkTo) -> None:
    talk = talk_to("khongchai").says("มีมาตรการอะไรบ้าง")
    talk.presses("ดูต่อ").hears("14 เรื่อง")
    talk.says("ข้อ 10").hears("มาตรการที่ 10")


def test_a_cry_for_help_gets_the_number_to_call(talk: Talk) -> None:
    talk.says("ไม่อยากมีชีวิตอยู่แล้ว").hears("1323")
    talk.says("ช่วยด้วย ไฟไหม้บ้าน").hears("199")
