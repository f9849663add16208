"""Which polite endings a text uses. คะแนน (score) and คณะ are words, not endings."""

import re

from dialogs.records.voice import MALE, Voice

_FEMALE = re.compile("ค่ะ|คะ(?!แนน|ยะ|เน)")
_MALE = re.compile("ครับ")


def mixed(text: str, voice: Voice) -> bool:
    """Whether a text has an ending of the other voice."""
    return bool((_FEMALE if voice == MALE else _MALE).search(text))
