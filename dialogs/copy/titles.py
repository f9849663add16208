"""Each intent's name on a button (at most 20 graphemes) and in a sentence."""

TITLES = {
    "greeting": "ทักทาย",
    "help": "เมนูทั้งหมด",
    "measure_status": "สถานะมาตรการ",
    "ita_score": "คะแนน ITA",
    "survey": "แบบสำรวจ EIT",
    "complaint": "แจ้งเบาะแสทุจริต",
    "complaint_follow_up": "ตามเรื่องที่แจ้งไว้",
    "report_progress": "รายงานความก้าวหน้า",
    "summary": "สรุปงานตามมาตรการ",
    "documents": "เอกสารที่เปิดเผย",
    "contact": "ติดต่อหน่วยงาน",
    "follow": "ติดตามข่าวมาตรการ",
    "staff_link": "ผูกบัญชีเจ้าหน้าที่",
    "privacy": "ข้อมูลของฉัน",
    "thanks": "ขอบคุณ",
    "cancel": "ยกเลิก",
}


def title(intent: str) -> str:
    return TITLES[intent]
