"""Each sentence of the notices and of the privacy page has a test, and each test named here a sentence.

A promise that nobody checks is worth nothing to who trusts it; a new sentence without an entry here fails the suite.
"""

import importlib
import re
from pathlib import Path

import pytest

from dialogs.complaints import line_copy
from dialogs.complaints.words import Words, sentences
from tests.shared import REPOSITORY

PROMISES = {
    "line.line_knows": "test_line::test_only_replies_leave",
    "line.keeps_no_id": "test_leaks::test_line_leaves_no_trace",
    "line.administrator": "test_line::test_a_channel_with_chat_on_is_not_served",
    "line.web_form": "test_line::test_the_notice_stands_before_the_first_question",
    "line.content": "test_vault::test_an_officer_reads_what_was_submitted",
    "line.code": "test_line::test_the_code_must_be_typed",
    "notice.no_identity": "test_leaks::test_the_web_leaves_no_trace",
    "notice.readers": "test_vault::test_an_exclusion_is_cryptography_and_no_if",
    "notice.network": "test_app::test_pages_need_nothing_but_themselves",
    "notice.content": "test_vault::test_an_officer_reads_what_was_submitted",
    "notice.code": "test_form::test_nothing_is_sent_before_the_code_is_typed",
    "notice.no_cookie": "test_follow::test_no_cookie_before_a_code_is_given",
    "privacy.kept": "test_file::test_reporter_tables_hold_no_moment_no_rowid_no_trace",
    "privacy.originals": "test_originals::test_an_original_is_kept_as_it_came_and_shown_nowhere",
    "privacy.by_hand": "test_deletion::test_two_officers_delete_and_the_reporter_reads_why",
    "privacy.sealed": "test_processes::test_what_lies_on_disk_opens_nothing",
    "privacy.drafts": "test_form::test_nothing_is_sent_before_the_code_is_typed",
    "privacy.cookie": "test_follow::test_a_visit_ends_idle_or_left",
    "privacy.backups": "operating.test_complaint_backup::test_nothing_is_left_of_a_copy_when_its_days_are_over",
    "privacy.retention": "test_file::test_retention_leaves_nothing_and_never_comes_early",
}


def _said() -> set[str]:
    line = {f"line.{name}" for name in line_copy.NOTICE}
    pages = {f"{group}.{name}" for group in ("notice", "privacy") for name in sentences()[group] if name != "title"}
    return line | pages


def _exists(named: str) -> bool:
    module, _, name = named.partition("::")
    room = "tests" if "." in module else "tests.complaints"
    return callable(getattr(importlib.import_module(f"{room}.{module}"), name, None))


def test_every_sentence_has_a_test_and_every_test_a_sentence() -> None:
    assert set(PROMISES) == _said()
    assert [named for named in PROMISES.values() if not _exists(named)] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_no_sentence_promises_what_nobody_can_keep(language: str) -> None:
    words = Words("en" if language == "en" else "th")
    told = [words(f"{g}.{n}", days=1) for g in ("notice", "privacy") for n in sentences()[g]] + list(
        line_copy.NOTICE.values()
    )
    for sentence in told:
        assert not re.search(r"100\s*%|ไม่มีใครรู้|ปลอดภัยแน่นอน|nobody knows|completely|guarantee", sentence, re.IGNORECASE)


def test_the_word_anonymous_belongs_to_tor_alone() -> None:
    everything = [both["th"] for names in sentences().values() for both in names.values()]
    for sentence in everything:
        assert "ไม่ระบุตัวตน" not in sentence or "Tor" in sentence
    source = Path(line_copy.__file__).read_text(encoding="utf-8")
    assert "ไม่ระบุตัวตน" not in source and "ปกปิดตัวตน" in source


def test_every_test_that_the_threat_model_names_exists() -> None:
    text = (REPOSITORY / "docs" / "threat-model.md").read_text(encoding="utf-8")
    named = re.findall(r"`(test_\w+)\.py::(test_\w+)`", text)
    assert len(named) > 20
    assert [f"{module}::{name}" for module, name in named if not _exists(f"{module}::{name}")] == []


@pytest.mark.parametrize("file", ["proxy-complaints.conf", "onion.conf"])
def test_the_shipped_configurations_keep_no_log(file: str) -> None:
    """Read as text: the proxy's own program is not at hand everywhere."""
    lines = (REPOSITORY / "deploy" / file).read_text(encoding="utf-8").splitlines()
    code = [line.split("#")[0].strip() if file.startswith("proxy") else line.strip("# ").strip() for line in lines]
    logs = [line for line in code if line.startswith(("access_log", "error_log", "Log "))]
    assert logs and all(
        re.fullmatch(r"access_log off;|error_log /dev/null crit;|Log err file /dev/null", line) for line in logs
    )
    servers = sum(line.startswith("server {") for line in code)
    assert sum(line == "access_log off;" for line in code) >= servers > 0
    assert not any("$remote_addr" in line or "$request" in line or "proxy_add_x_forwarded" in line for line in code)
    if file.startswith("proxy"):
        body = next(line for line in code if line.startswith("client_max_body_size 25m"))
        assert body and "client_body_buffer_size 25m;" in code and "proxy_max_temp_file_size 0;" in code
        assert sum(line.count("{") for line in code) == sum(line.count("}") for line in code)
        for header in ("X-Forwarded-For", "X-Real-IP", "User-Agent", "Accept-Language"):
            assert f'proxy_set_header {header} "";' in code
