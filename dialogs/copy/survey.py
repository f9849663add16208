"""What the bot says about the surveys. It never hints at answers and rewards nothing."""

from datetime import date

from dialogs.records.facts import AgencyFacts, SurveyFacts
from dialogs.records.voice import Voice
from dialogs.thai.dates import short_date

OPEN = "ทำแบบสำรวจ"
EIT_INSTEAD = "แบบสำรวจประชาชน"


def is_open(voice: Voice, agency: AgencyFacts, survey: SurveyFacts) -> str:
    until = f" ตอบได้ถึง {short_date(survey.end)}" if survey.end else ""
    return f"แบบสำรวจความเห็นประชาชน (EIT) ของ{agency.short_name} เปิดอยู่{voice.tell}{until}\n{survey.url}"


def not_yet(voice: Voice, start: date) -> str:
    return f"แบบสำรวจจะเปิดวันที่ {short_date(start)}{voice.tell}"


def closed(voice: Voice, year: int, end: date) -> str:
    return f"แบบสำรวจประชาชน (EIT) ปี {year} ปิดแล้วเมื่อ {short_date(end)}{voice.tell} รอบใหม่หน่วยงานจะประกาศอีกครั้ง"


def unclear(voice: Voice, year: int) -> str:
    return f"แบบสำรวจประชาชน (EIT) ปี {year} ผ่านไปแล้ว{voice.tell} รอบใหม่หน่วยงานจะประกาศอีกครั้ง"


def nothing(voice: Voice, agency: AgencyFacts) -> str:
    return f"{agency.name}ยังไม่ได้ลงลิงก์แบบสำรวจประชาชน (EIT) ไว้{voice.tell}"


def staff_only(voice: Voice) -> str:
    return f"IIT เป็นแบบสำรวจของคนที่ทำงานในหน่วยงาน ส่งลิงก์ให้ในแชทประชาชนไม่ได้{voice.tell} ประชาชนตอบแบบ EIT ได้"


def who_sees(voice: Voice) -> str:
    return (
        f"แบบสำรวจอยู่ในระบบของสำนักงาน ป.ป.ช. ไม่ได้อยู่ในแชทนี้{voice.tell} "
        f"แชทนี้ไม่รู้ว่าใครตอบหรือตอบว่าอะไร เรื่องการเก็บข้อมูลให้ดูคำชี้แจงในหน้าแบบสำรวจก่อนตอบนะ{voice.ask}"
    )
