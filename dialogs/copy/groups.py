"""What the bot says in a group."""

from dialogs.records.voice import Voice


def talk_privately(voice: Voice, agency: str) -> str:
    return (
        f"ในกลุ่มตอบเรื่องส่วนตัวไม่ได้{voice.tell} ทักแชทส่วนตัวของ{agency}เพื่อถามความคืบหน้ามาตรการหรือคะแนน ITA ได้เลยนะ{voice.ask}"
    )
