"""What the complaint account says in LINE. Calm, no hurry, no emoji; thanks once, at the end.

``NOTICE`` holds promises: each has a test in tests/complaints/test_promises.py.
"""

from collections.abc import Mapping, Sequence

from dialogs.complaints.questions import meter
from dialogs.complaints.words import Words
from dialogs.records.voice import Voice

GO_ON, LEAVE, OPEN_FORM = "ทำต่อใน LINE", "ออก", "เปิดแบบฟอร์มเว็บ"
SKIP, BACK, CANCEL, TO_REVIEW, NOBODY = "ข้าม", "ย้อนกลับ", "ยกเลิก", "ตรวจทาน", "ให้ทุกคนอ่านได้"
DONE_EXCLUDING, WHO_READS = "เลือกครบแล้ว", "ใครเห็นบ้าง"
RECOVERY = "ผู้เก็บกุญแจสำรอง"

NOTICE: Mapping[str, str] = {
    "line_knows": "LINE รู้ว่าบัญชีไหนส่งข้อความอะไรเมื่อไร และไม่มีใครที่นี่ลบได้",
    "keeps_no_id": "ระบบนี้ไม่เก็บชื่อ รูป หรือไอดี LINE เจ้าหน้าที่ที่อ่านไม่เห็นว่าใครส่ง",
    "administrator": "บัญชีนี้ตั้งให้โปรแกรมตอบเท่านั้น ผู้ดูแลบัญชี LINE ของหน่วยงานไม่ได้อ่านแชท",
    "web_form": "ถ้าเรื่องนี้อาจทำให้คุณเดือดร้อน ใช้แบบฟอร์มเว็บแทน จากเครื่องและอินเทอร์เน็ตที่ไม่ใช่ของหน่วยงาน",
    "content": "เนื้อเรื่องเองอาจทำให้รู้ว่าคุณเป็นใคร",
    "code": "ก่อนส่งจะได้รหัสรับเรื่อง จดไว้นอก LINE เพราะออกให้ใหม่ไม่ได้",
}


def notice(voice: Voice) -> str:
    lines = "\n".join(f"• {sentence}" for sentence in NOTICE.values())
    return f"ช่องทางแจ้งเรื่องทุจริตแบบปกปิดตัวตน อ่านก่อนเริ่มนะ{voice.ask}\n{lines}"


def not_kept(voice: Voice) -> str:
    return f"รูปที่ส่งมาก่อนหน้านี้ยังไม่ได้เก็บไว้{voice.tell}"


def kept_for_now(answers: Mapping[str, str], category: str, voice: Voice) -> str:
    """What was told before the notice could be read, and how to be rid of it."""
    return (
        f"ที่เล่ามาอยู่ในร่างที่เข้ารหัสไว้ ยังไม่ได้ส่ง และลบเองใน 30 นาที กด “{LEAVE}” เพื่อลบทันที{voice.tell}\n\n"
        f"{summary(answers, category, 0)}{_still_open(answers)}\n\n"
        f"ถ้าจะทำต่อใน LINE กด “{GO_ON}” หรือพิมพ์ต่อได้เลย"
    )


def _still_open(answers: Mapping[str, str]) -> str:
    words = Words("th")
    missing = meter(answers).missing
    return f"\nยังไม่ได้บอก: {', '.join(words('short.' + name) for name in missing)}" if missing else ""


def choose_way(voice: Voice) -> str:
    return f"ถ้าพร้อมแล้วกด “{GO_ON}” แบบฟอร์มเว็บก็ใช้ได้ หรือกด “{LEAVE}” ได้ทุกเมื่อ{voice.tell}"


def noted(voice: Voice) -> str:
    return f"จดไว้ในร่างแล้ว{voice.tell}"


def corrected(voice: Voice) -> str:
    return f"แก้แล้ว ยังไม่ได้ส่ง{voice.tell}"


def say_instead(wrong: str, voice: Voice) -> str:
    return f"“{_short(wrong, 60)}” ควรเป็นอะไร{voice.ask} พิมพ์ว่า “ไม่ใช่… เป็น…” หรือกดแก้ข้อนั้น"


def nobody_or_name(voice: Voice) -> str:
    return f"ข้อความนี้ยังไม่ได้จด{voice.tell} ตอบข้อนี้ก่อน กดชื่อ หรือพิมพ์ “ไม่มี” ถ้าให้ทุกคนอ่านได้"


def added(names: Sequence[str], voice: Voice) -> str:
    return f"เพิ่มไว้ใน {', '.join(f'“{_SHORT_NAMES[name]}”' for name in names)} แล้ว ยังไม่ได้ส่ง{voice.tell}"


def readers(names: Sequence[str]) -> str:
    return Words("th")("review.readers", names=", ".join(names))


def reader_in_story(names: Sequence[str], voice: Voice) -> str:
    return (
        f"เรื่องนี้พูดถึงหน่วยงานหรือชื่อของ {', '.join(names)} ซึ่งตอนนี้อ่านได้ ถ้าไม่ควรอ่าน พิมพ์ว่า “ไม่ให้{names[0]}อ่าน” ได้{voice.tell}"
    )


def no_name_needed(voice: Voice) -> str:
    return f"ไม่ต้องบอกชื่อ เบอร์ หรือตำแหน่งของคุณเลย การไม่บอกชื่อไม่ใช่เหตุผลที่จะไม่รับเรื่อง{voice.tell}"


def how_long(days: Mapping[str, str], voice: Voice) -> str:
    return f"ถ้าส่งวันนี้ เจ้าหน้าที่จะรับทราบภายใน {days['acknowledge']} ตอบครั้งแรกภายใน {days['answer']} และแจ้งผลภายใน {days['feedback']}{voice.tell}"


def no_need_to_fear(voice: Voice) -> str:
    return (
        f"เข้าใจ{voice.tell} ไม่ต้องรีบ และหยุดได้ทุกเมื่อ เจ้าหน้าที่ไม่เห็นว่าใครส่ง แต่ LINE รู้ว่าบัญชีไหนพิมพ์ "
        "ถ้ากลัวเดือดร้อน ใช้แบบฟอร์มเว็บจากเครื่องอื่นจะปลอดภัยกว่า หรือแจ้งหน่วยงานภายนอกก็ได้"
    )


def follow_up(url: str, voice: Voice) -> str:
    return f"ดูความคืบหน้าและตอบเจ้าหน้าที่ได้ที่ {url} ด้วยรหัสรับเรื่อง ไม่ต้องพิมพ์รหัสในแชทนี้{voice.tell}"


def code_in_line(url: str, voice: Voice) -> str:
    return f"รหัสนี้ใช้ที่ {url} แชทนี้ไม่ได้เปิดดูและไม่ได้เก็บไว้{voice.tell} กดค้างเพื่อยกเลิกข้อความ แล้วเปลี่ยนรหัสบนเว็บได้"


def thanked(url: str, voice: Voice) -> str:
    return f"ยินดี{voice.tell} ดูความคืบหน้าได้ที่ {url}"


def notice_title(agency: str) -> str:
    return f"แจ้งเรื่องทุจริต {agency}"


def notice_hint() -> str:
    return "เลือกทางที่สะดวกและปลอดภัยสำหรับคุณ"


def outside(routes: Sequence[str]) -> str:
    return "แจ้งหน่วยงานภายนอกได้เลย เช่นเมื่อเรื่องเกี่ยวกับผู้บริหารสูงสุด\n" + "\n".join(f"• {route}" for route in routes)


def ask_exclude(voice: Voice, chosen: Sequence[str]) -> str:
    so_far = f"\nไม่ให้อ่าน: {', '.join(chosen)}" if chosen else ""
    return f"มีเจ้าหน้าที่คนไหนเกี่ยวข้องกับเรื่อง และไม่ควรอ่านไหม{voice.ask} กดเลือกได้หลายคน หรือพิมพ์ “ไม่มี”{so_far}"


def nobody_left(voice: Voice) -> str:
    return f"ถ้าตัดออกทั้งหมดนี้จะไม่เหลือเจ้าหน้าที่ที่อ่านได้ แนะนำให้แจ้งหน่วยงานภายนอกแทน{voice.tell} กดชื่อซ้ำเพื่อเอากลับ"


def no_officers(voice: Voice) -> str:
    return f"หน่วยงานนี้ยังไม่มีเจ้าหน้าที่รับเรื่องในระบบ{voice.tell}"


def ask_category(voice: Voice) -> str:
    return f"เป็นเรื่องแบบไหน{voice.ask}"


def ask_question(name: str, voice: Voice) -> str:
    words = Words("th")
    optional = " ข้อนี้ข้ามได้" if name != "what" else " ไม่ต้องบอกว่าคุณเป็นใคร"
    pictures = " ส่งรูปได้ แต่ LINE จะเก็บรูปไว้ ถ้ากังวลให้แนบในแบบฟอร์มเว็บแทน" if name == "evidence" else ""
    return f"{words('question.' + name)}{voice.ask}\n{words('hint.' + name)}{optional}{pictures}"


def enough(voice: Voice) -> str:
    return f"รายละเอียดพอให้ตรวจสอบได้แล้ว{voice.tell} ตอบต่อหรือกดตรวจทานก็ได้"


def too_long(limit: int, voice: Voice) -> str:
    return f"ข้อความยาวเกิน {limit:,} ตัวอักษร ขอให้ย่อลง หรือส่งส่วนที่เหลือเป็นข้อความเพิ่มเติมภายหลังนะ{voice.ask}"


def needs_text(voice: Voice) -> str:
    return f"ข้อนี้อ่านได้เฉพาะข้อความ{voice.tell}"


def picture_kept(count: int, voice: Voice) -> str:
    return f"รับรูปแล้ว {count} รูป ตัดข้อมูลพิกัดและรุ่นเครื่องออกแล้ว{voice.tell} LINE ยังเก็บรูปต้นฉบับไว้"


def picture_refused(voice: Voice) -> str:
    return f"รูปนี้เปิดไม่ได้หรือใหญ่เกินไป{voice.tell}"


def too_many_pictures(limit: int, voice: Voice) -> str:
    return f"รับได้ไม่เกิน {limit} รูป{voice.tell}"


def choose_one(voice: Voice) -> str:
    return f"ขอให้เลือกจากปุ่มด้านล่างนะ{voice.ask}"


def summary(answers: Mapping[str, str], category: str, pictures: int, limit: int = 300) -> str:
    words = Words("th")
    lines = [f"เรื่อง: {words('category.' + category)}"]
    lines += [f"{_SHORT_NAMES[name]}: {_short(told, limit)}" for name, told in answers.items()]
    if pictures:
        lines.append(words("form.pictures_kept", count=pictures))
    return "\n".join(lines)


def review(filled: int, whole: int, missing: Sequence[str], enough_: bool, voice: Voice) -> str:
    words = Words("th")
    head = f"ยังไม่ได้ส่ง{voice.tell} {words('review.meter', filled=filled, whole=whole)}"
    if enough_:
        return f"{head}\n{words('review.enough')}"
    return f"{head}\n{words('review.more', missing=', '.join(words('short.' + name) for name in missing))}"


def the_code(code: str, voice: Voice) -> str:
    return f"รหัสรับเรื่องของคุณ\n{code}\nจดไว้นอก LINE แล้วพิมพ์รหัสนี้ในแชทเพื่อส่งเรื่อง{voice.tell} ใช้ดูความคืบหน้าและตอบเจ้าหน้าที่บนเว็บ"


def wrong_code(voice: Voice) -> str:
    return f"รหัสไม่ตรง ยังไม่ได้ส่ง{voice.tell} ดูที่จดไว้แล้วพิมพ์อีกครั้งนะ{voice.ask}"


def type_the_code(voice: Voice) -> str:
    return f"ยังไม่ได้ส่ง{voice.tell} พิมพ์รหัสรับเรื่องเพื่อส่ง หรือกดแก้ข้อที่ต้องการ"


def nothing_told(voice: Voice) -> str:
    return f"ยังไม่มีเรื่องให้ส่ง ขอให้ตอบอย่างน้อยหนึ่งข้อนะ{voice.ask}"


def sent(days: Mapping[str, str], url: str, voice: Voice) -> str:
    return (
        f"ได้รับเรื่องแล้ว{voice.tell} เจ้าหน้าที่จะรับทราบภายใน {days['acknowledge']} "
        f"ตอบครั้งแรกภายใน {days['answer']} และแจ้งผลภายใน {days['feedback']}\n"
        f"ดูความคืบหน้าได้ที่ {url} ครั้งแรกแนะนำให้เปลี่ยนเป็นรหัสที่ LINE ไม่เคยเห็น\n"
        f"ลบแชทนี้ออกจากเครื่องได้ ขอบคุณที่แจ้ง{voice.tell}"
    )


def busy(voice: Voice) -> str:
    return f"ตอนนี้ระบบรับไม่ทัน ยังไม่ได้ส่ง ร่างยังอยู่{voice.tell} รอสักครู่แล้วพิมพ์รหัสอีกครั้งนะ{voice.ask}"


def cancelled(voice: Voice) -> str:
    return f"ลบร่างแล้ว ไม่มีอะไรถูกเก็บ{voice.tell} ข้อความในแชท LINE ลบได้ด้วยการกดค้าง"


def who_reads(names: Sequence[str], voice: Voice) -> str:
    return (
        f"ผู้ที่อ่านได้คือ {', '.join(names)} คุณเลือกไม่ให้ใครอ่านก็ได้{voice.tell} เรื่องที่ส่งแล้วถูกเข้ารหัส ผู้ดูแลระบบเปิดอ่านไม่ได้ "
        "ระบบไม่เก็บชื่อ รูป หรือไอดี LINE แต่บริษัท LINE รู้ว่าบัญชีไหนส่ง"
    )


def help_(voice: Voice) -> str:
    return f"ตอบทีละข้อ ข้ามได้ทุกข้อ พิมพ์ “ย้อนกลับ” เพื่อแก้ข้อก่อน หรือ “ยกเลิก” เพื่อลบทั้งหมด{voice.tell}"


_SHORT_NAMES: Mapping[str, str] = {
    "what": "เกิดอะไรขึ้น",
    "who": "ใครเกี่ยวข้อง",
    "when": "เมื่อไร",
    "where": "ที่ไหน",
    "how_known": "ทราบได้อย่างไร",
    "evidence": "หลักฐาน",
    "witnesses": "พยาน",
    "category": "ประเภทเรื่อง",
    "exclude": "คนที่ไม่ให้อ่าน",
}


CATEGORY_LABELS: Mapping[str, str] = {
    "bribe": "สินบน ของขวัญ",
    "procurement": "จัดซื้อจัดจ้าง",
    "property": "ใช้ของหลวงส่วนตัว",
    "personnel": "แต่งตั้ง เลื่อนขั้น",
    "budget": "เบิกจ่าย งบประมาณ",
    "favour": "เอื้อประโยชน์",
    "other": "อื่น ๆ",
}
"""Short enough for a button; the summary has the whole wording."""


def edit_label(name: str) -> str:
    return f"แก้ {_SHORT_NAMES[name]}"


def _short(told: str, limit: int) -> str:
    return told if len(told) <= limit else told[:limit].rstrip() + "…"
