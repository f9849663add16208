"""An officer with a browser that knows no script."""

from flask.testing import FlaskClient

from bot.complaints.parts import ComplaintParts
from bot.desk.app import create_desk_app
from storage.complaints.totp import code_at
from tests.complaints.browse import parsed
from tests.complaints.conftest import Office


class AtDesk:
    """``page`` is what is on the screen."""

    def __init__(self, parts: ComplaintParts, office: Office, name: str) -> None:
        self.client: FlaskClient = create_desk_app(parts).test_client()
        self.office = office
        self.name = name
        self.page = self.client.get("/desk/")

    def logs_in(self, **wrong: str) -> "AtDesk":
        issued = self.office.people[self.name]
        code = code_at(issued.totp_secret, self.office.clock())
        fields = {"agency": "phon", "name": self.name, "passphrase": issued.passphrase, "code": code} | wrong
        self.page = self.client.post("/desk/login", data=fields)
        return self.goes(self.page.headers["Location"]) if self.page.status_code == 303 else self

    def goes(self, path: str) -> "AtDesk":
        self.page = self.client.get(path)
        return self

    @property
    def text(self) -> str:
        return self.page.get_data(as_text=True)

    def presses(self, action: str, **fields: str) -> "AtDesk":
        form = next(one for one in parsed(self.page).forms if one.action.endswith(action))
        self.page = self.client.post(form.action, data={**form.fields, **fields})
        return self.goes(self.page.headers["Location"]) if self.page.status_code == 303 else self


def number_of(office: Office, name: str = "ก้อย") -> str:
    return office.desk(name).held()[0].row.number
