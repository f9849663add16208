"""When summaries are sent: how it stands, and what was changed."""

from dialogs.records.official import SummaryPlan
from dialogs.records.voice import Voice

WEEKDAYS = ("จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์")
STOP_WEEKLY = "หยุดรายสัปดาห์"
START_WEEKLY = "ส่งรายสัปดาห์"
STOP_ROUND = "หยุดสรุปสิ้นรอบ"
START_ROUND = "ส่งสรุปสิ้นรอบ"
UNDO = "กลับเป็นแบบเดิม"


def plan_words(plan: SummaryPlan) -> str:
    weekly = f"ทุกวัน{WEEKDAYS[plan.weekday]} {plan.hour:02d}.00 น." if plan.weekly else "ไม่ส่งรายสัปดาห์"
    return f"{weekly} และ{'ส่งเมื่อสิ้นรอบ' if plan.round_end else 'ไม่ส่งเมื่อสิ้นรอบ'}"


def plan_now(voice: Voice, plan: SummaryPlan) -> str:
    return f"สรุปของคุณตั้งไว้: {plan_words(plan)} (วันหยุดเลื่อนเป็นวันทำการถัดไป) เปลี่ยนได้เลย{voice.tell}"


def plan_changed(voice: Voice, plan: SummaryPlan) -> str:
    return f"ตั้งแล้ว{voice.tell}: {plan_words(plan)} พิมพ์ “สรุป” ดูเองได้ทุกเมื่อ"


def not_at_that_hour(voice: Voice, hour: int) -> str:
    return f"อ่านได้ว่า {hour:02d}.00 น. {voice.tell} สรุปส่งได้ช่วง 08.00–18.00 น. เลือกเวลาใหม่นะ{voice.ask}"


def only_officials_get_it(voice: Voice) -> str:
    return f"สรุปส่งให้ผู้อำนวยการ ปลัด และนายกเท่านั้น จึงไม่มีอะไรต้องตั้ง{voice.tell}"
