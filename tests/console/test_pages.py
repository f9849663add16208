"""Every page of the console, and every change: saved, seen by everybody at once, and kept in the audit."""

import pytest

from tests.console.visitor import Office

PAGES = [
    "/console/", "/console/import", "/console/measures", "/console/surveys", "/console/documents", "/console/contacts",
    "/console/staff", "/console/summaries", "/console/notices", "/console/texts", "/console/audit",
]  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_and_is_not_kept(admin: Office, path: str) -> None:
    answer = admin.opens(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script" not in answer.text
