"""Somebody of an office at the console, as a browser without script would do it."""

import io
import re
from collections.abc import Callable
from datetime import datetime
from html import unescape
from typing import Any

from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from dialogs.records.code import shown
from dialogs.records.facts import Role
from storage.console import make_code
from storage.database import Database
from storage.models import Agency, AuditEntry, Person
from storage.people import bind
from storage.sealing import Keyring

_WORD = re.compile(r'name="csrf_token" value="([^"]+)"')
BASE = "http://127.0.0.1"


class Office:
    """One person bound to an agency, with a browser of their own."""

    people = 0

    def __init__(
        self, app: Flask, database: Database, keyring: Keyring, clock: Callable[[], datetime], slug: str, role: Role
    ) -> None:
        self.app, self.database, self.keyring, self.clock, self.slug = app, database, keyring, clock, slug
        self.browser = app.test_client()
        Office.people += 1
        line_id = f"U{Office.people:032x}"
        with database.transaction() as session:
            agency = session.scalars(select(Agency).where(Agency.slug == slug)).one()
            person = bind(
                session,
                keyring,
                agency,
                digests=[keyring.digest(slug, line_id)],
                line_id=line_id,
                roles=[role],
                unit="สำนักปลัด",
                label="นักจัดการงานทั่วไป",
                now=clock(),
            )
            self.agency_id, self.person_id = agency.id, person.id

    def code(self) -> str:
        """A fresh code, as the chat would show it."""
        with self.database.transaction() as session:
            agency, person = session.get_one(Agency, self.agency_id), session.get_one(Person, self.person_id)
            return shown(make_code(session, self.keyring, agency, person, self.clock()))

    def logs_in(self, code: str | None = None) -> "Office":
        answer = self.types_code(code or self.code())
        assert answer.status_code == 303, answer.text
        return self

    def types_code(self, code: str) -> TestResponse:
        return self.browser.post(
            "/console/login", data={"code": code, "csrf_token": self.word("/console/login")}, base_url=BASE
        )

    def opens(self, path: str) -> TestResponse:
        return self.browser.get(path, base_url=BASE)

    def reads(self, path: str) -> str:
        """The page's HTML, its entities as characters."""
        answer = self.opens(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code}"
        return unescape(answer.text)

    def sends(self, path: str, data: dict[str, Any] | None = None, *, word: str | None = None) -> TestResponse:
        """A form with the word of a page of this visit."""
        given = {**(data or {}), "csrf_token": self.word() if word is None else word}
        return self.browser.post(path, data=given, base_url=BASE)

    def uploads(self, path: str, content: bytes, name: str, *, word: str | None = None) -> TestResponse:
        """A form with a file, all of it in memory (the client itself would leave a file of its own open)."""
        file = FileStorage(io.BytesIO(content), filename=name)
        boundary, body = encode_multipart({"file": file, "csrf_token": self.word() if word is None else word})
        kind = f"multipart/form-data; boundary={boundary}"
        return self.browser.post(path, data=body, content_type=kind, base_url=BASE)

    def word(self, path: str = "/console/") -> str:
        found = _WORD.search(self.opens(path).text)
        assert found, f"{path} has no form"
        return found[1]

    def audit(self) -> list[AuditEntry]:
        """Newest first."""
        with self.database.reading() as session:
            found = select(AuditEntry).where(AuditEntry.agency_id == self.agency_id).order_by(AuditEntry.id.desc())
            return list(session.scalars(found))

    def revision(self) -> int:
        with self.database.reading() as session:
            return session.get_one(Agency, self.agency_id).revision
