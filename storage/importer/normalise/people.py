"""Names of persons are not kept: signatories are known by their role."""

import re

PLACEHOLDER = "(ชื่อบุคคล)"
_TITLES = (
    r"(?:นางสาว|น\.\s?ส\.|นาง|นาย(?!ก)|ว่าที่\s?(?:ร้อย|ร\.)\s?(?:ตรี|โท|เอก|ต\.|ท\.|อ\.)(?:\s?หญิง)?|ด\.ช\.|ด\.ญ\.|"
    r"[สจพร]\.?[ตอทส]\.?[ตอท]\.|ดร\.|ร\.ต\.|พ\.ต\.|จ\.ส\.อ\.)"
)
_MAY_NAME = re.compile(r"นา[งย]|ว่าที่|\.")
_NAME = re.compile(rf"(?<![ก-๎])(?:{_TITLES}\s?){{1,2}}[ก-ฮเ-ไ][ก-๎]{{1,30}}\s+(?!และ|หรือ|ตำแหน่ง)[ก-ฮเ-ไ][ก-๎]{{2,30}}")


def without_names(text: str) -> str:
    """The text with every titled name of a person taken out (นางสาวก ข)."""
    return _NAME.sub(PLACEHOLDER, text) if _MAY_NAME.search(text) else text


def has_name(text: str) -> bool:
    return _NAME.search(text) is not None
