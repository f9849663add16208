"""Words around a text that is read out in the village."""

from dialogs.records.voice import Voice

ALOUD = "ข้อความเสียงตามสาย"
COPY_TEXT = "คัดลอกข้อความ"


def title() -> str:
    return "ข้อความสำหรับหอกระจายข่าว"


def over() -> str:
    return "อ่านได้ในครึ่งนาที"


def alt(voice: Voice, words: str) -> str:
    return f"ข้อความสำหรับอ่านทางหอกระจายข่าว{voice.tell}\n{words}"
