"""What the bot says about the surveys. It never hints at answers and rewards nothing."""

from datetime import date

from dialogs.records.facts import AgencyFacts, SurveyFacts
from dialogs.records.ita import INSTRUMENT_NAMES, Instrument
from dialogs.records.voice import Voice
from dialogs.thai.dates import MONTHS, short_date
from dialogs.thai.fiscal import buddhist_year

OPEN = "ทำแบบสำรวจ"
EIT_INSTEAD = "แบบสำรวจประชาชน"
TELL_ME = "เตือนฉันเมื่อเปิด"
DO_NOT_TELL = "ไม่ต้องเตือนแบบสำรวจ"
SHARE = "ส่งต่อเพื่อนบ้าน"
SHARE_NOW = "ส่งต่อใน LINE"
WHO_SEES = "ใครเห็นคำตอบ"
YES = "ตกลง"
NO = "ไม่ต้อง"


def card_title(survey: SurveyFacts) -> str:
    return f"แบบสำรวจ {survey.instrument} ปี {survey.fiscal_year}"


def card_over(agency: AgencyFacts) -> str:
    return agency.name


def invitation(survey: SurveyFacts) -> str:
    if survey.instrument is Instrument.IIT:
        return "สำหรับคนที่ทำงานในหน่วยงานเท่านั้น ตอบตามที่พบจริง ห้ามส่งลิงก์ต่อให้คนนอก"
    return "ความเห็นของคนที่เคยมาติดต่อหรือรับบริการ ตอบตามที่พบจริง"


def window(survey: SurveyFacts) -> str:
    if survey.start and survey.end:
        return f"เปิด {short_date(survey.start)} ถึง {short_date(survey.end)}"
    return f"ตอบได้ถึง {short_date(survey.end)}" if survey.end else "ยังไม่มีวันปิดที่แน่นอน"


def where() -> str:
    return "ตอบในระบบ ITAS ของสำนักงาน ป.ป.ช. (itas.nacc.go.th) ไม่ต้องใช้ LINE"


def scan_hint() -> str:
    return "สแกน QR ด้านล่างด้วยอีกเครื่องก็ได้"


def is_open(voice: Voice, agency: AgencyFacts, survey: SurveyFacts) -> str:
    return (
        f"{INSTRUMENT_NAMES[survey.instrument]} ของ{agency.short_name} เปิดอยู่{voice.tell} {window(survey)}\n{survey.url}"
    )


def share_text(agency: AgencyFacts, survey: SurveyFacts) -> str:
    """Short: it travels inside an address, where each Thai letter takes nine characters."""
    until = f" ถึง {short_date(survey.end)}" if survey.end else ""
    return f"แบบสำรวจ EIT {agency.short_name}{until} {survey.url}"


def share_title() -> str:
    return "ชวนเพื่อนบ้านตอบ"


def share_body(agency: AgencyFacts) -> str:
    return f"ใครเคยติดต่อหรือรับบริการจาก{agency.name} ตอบได้ทุกคน ไม่มีของตอบแทน และไม่มีคำตอบที่ถูกหรือผิด"


def share_alt(voice: Voice, agency: AgencyFacts, survey: SurveyFacts) -> str:
    return f"{share_body(agency)}{voice.tell} {window(survey)}\n{survey.url}"


def aloud_text(agency: AgencyFacts, survey: SurveyFacts) -> str:
    """To be read out: no link, no short month, nothing that has to be seen."""
    last = survey.end
    until = f" ตอบได้ถึงวันที่ {last.day} {MONTHS[last.month - 1]} {buddhist_year(last)}" if last else ""
    return (
        f"ประชาสัมพันธ์จาก{agency.name} ขอเชิญพี่น้องที่เคยมาติดต่อหรือรับบริการ "
        f"ตอบแบบสำรวจความเห็นต่อการทำงานของหน่วยงาน ในระบบของสำนักงาน ป.ป.ช. ตอบตามที่พบจริง ใช้เวลาไม่นาน{until} "
        f"ขอลิงก์ได้จากบัญชีไลน์ของ{agency.short_name} โดยพิมพ์คำว่า แบบสำรวจ"
    )


def not_yet(voice: Voice, instrument: Instrument, start: date) -> str:
    return f"{INSTRUMENT_NAMES[instrument]} จะเปิดวันที่ {short_date(start)}{voice.tell}"


def closed(voice: Voice, instrument: Instrument, year: int, end: date) -> str:
    return f"{INSTRUMENT_NAMES[instrument]} ปี {year} ปิดแล้วเมื่อ {short_date(end)}{voice.tell} รอบใหม่หน่วยงานจะประกาศอีกครั้ง"


def unclear(voice: Voice, instrument: Instrument, year: int) -> str:
    return f"{INSTRUMENT_NAMES[instrument]} ปี {year} ผ่านไปแล้ว{voice.tell} รอบใหม่หน่วยงานจะประกาศอีกครั้ง"


def nothing(voice: Voice, agency: AgencyFacts, instrument: Instrument) -> str:
    return f"{agency.name}ยังไม่ได้ลงลิงก์{INSTRUMENT_NAMES[instrument]} ไว้{voice.tell}"


def staff_only(voice: Voice) -> str:
    return f"IIT เป็นแบบสำรวจของคนที่ทำงานในหน่วยงาน ส่งลิงก์ให้ในแชทประชาชนไม่ได้{voice.tell} ประชาชนตอบแบบ EIT ได้"


def who_sees(voice: Voice) -> str:
    return (
        f"แบบสำรวจอยู่ในระบบของสำนักงาน ป.ป.ช. ไม่ได้อยู่ในแชทนี้{voice.tell} "
        f"แชทนี้ไม่รู้ว่าใครตอบหรือตอบว่าอะไร เรื่องการเก็บข้อมูลให้ดูคำชี้แจงในหน้าแบบสำรวจก่อนตอบนะ{voice.ask}"
    )


def your_own_view(voice: Voice) -> str:
    return f"ตอบตามที่พบเองได้เลย{voice.tell} แชทนี้ไม่แนะนำคำตอบ และไม่มีของตอบแทน"


def consent(voice: Voice) -> str:
    return (
        f"ให้เตือน 1 ครั้งเมื่อแบบสำรวจประชาชน (EIT) เปิดไหม{voice.ask}\n"
        f"จะเก็บไอดี LINE ของคุณแบบเข้ารหัสไว้เพื่อเตือนเท่านั้น และลบภายใน 10 วันหลังเตือน เลิกได้โดยพิมพ์ “{DO_NOT_TELL}”"
    )


def yes_or_no(voice: Voice) -> str:
    return f"ตอบ “ตกลง” หรือ “ไม่ต้อง” ได้เลย{voice.tell}"


def will_tell(voice: Voice) -> str:
    return f"บันทึกแล้ว{voice.tell} แบบสำรวจเปิดเมื่อไรจะเตือนในแชทนี้ 1 ครั้ง"


def waiting(voice: Voice) -> str:
    return f"จะเตือนในแชทนี้เมื่อเปิดตามที่ขอไว้{voice.tell}"


def declined(voice: Voice) -> str:
    return f"ได้เลย{voice.tell} ไม่ได้เก็บอะไรไว้"


def not_told(voice: Voice) -> str:
    return f"ไม่เตือนเรื่องแบบสำรวจแล้ว{voice.tell} ถามลิงก์ในแชทได้ทุกเมื่อ"


def it_opened(voice: Voice) -> str:
    return f"แบบสำรวจที่ขอให้เตือนเปิดแล้ว{voice.tell}"
